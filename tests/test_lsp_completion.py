"""What an editor offers while an SOP is written, and what it makes of files that nobody meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.assemble.written import write
from sopkit.document import read
from sopkit.findings import Span
from sopkit.lang import LANGUAGES, area
from sopkit.lsp.actions import actions, fix_all
from sopkit.lsp.completion import complete
from sopkit.lsp.context import context_at
from sopkit.lsp.edits import applied
from sopkit.lsp.formatting import formatted
from sopkit.lsp.hover import hover
from sopkit.lsp.navigation import definition, highlights
from sopkit.lsp.symbols import folds, symbols
from sopkit.lsp.view import view_of
from sopkit.rules.cards import card, cards
from sopkit.rules.policy import default_policy
from sopkit.settings import Settings
from tests.strategies import sops
from tests.test_lsp_answers import SURAT, marked, seen

if TYPE_CHECKING:
    from sopkit.lsp.completion import Item
    from sopkit.lsp.symbols import Symbol
    from sopkit.model import Sop


def items(text: str, language: str = "id", *, places: bool = True) -> list[Item]:
    """What is proposed at the mark of a text."""
    plain, at = marked(text)
    lines = plain.split("\n")
    context = context_at(lines, at)
    if context is None:
        return []
    return list(complete(lines, context, view_of(plain), language, with_places=places))


def labels(text: str, language: str = "id") -> list[str]:
    """The names of what is proposed."""
    return [item.label for item in items(text, language)]


class TestCompletion:
    """What may be written at a place."""

    HEAD = SURAT.partition("kegiatan:")[0]

    def test_required_first(self) -> None:
        """Missing keys come in the order of need, those that are there not at all."""
        found = labels(self.HEAD + "kegiatan:\n  - id: a\n    §\n    waktu: 2 jam\n")

        assert found[:2] == ["pelaksana", "aktivitas"]
        assert not {"id", "waktu"} & set(found)

    def test_english_keys(self) -> None:
        """A file with English keys is offered English ones, whoever reads."""
        assert labels("sopkit: 1\ntitle: a\nagency: b\n§")[0] == "number"

    def test_reader_decides_in_a_new_file(self) -> None:
        """A file that shows no vocabulary yet gets keys in the reader's language."""
        assert "nomor" in labels("sopkit: 1\n§", "id")
        assert "number" in labels("sopkit: 1\n§", "en")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_new_sop(self, language: str) -> None:
        """An empty file is offered a whole SOP, which has no errors as it stands."""
        first = items("§", language)[0]

        filled = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", first.words)

        assert not read(filled.encode(), "a.yaml").has_errors

    @pytest.mark.parametrize(
        ("written", "first"),
        [
            ("    pelaksana: §", ["staf", "kabag"]),
            ("    pelaksana:§", ["staf", "kabag"]),
            ("    pelaksana: [staf, k§", ["staf", "kabag"]),
            ("    pelaksana:\n      - §", ["staf", "kabag"]),
            ("    pelaksana: {salah_satu: [§", ["staf", "kabag"]),
            ("    pelaksana:\n      berurutan:\n        - §", ["staf", "kabag"]),
            ("    pelaksana:\n      §", ["salah_satu", "berurutan"]),
            ("    kembali:\n      - ke: §", ["2", "terima", "3"]),
            ("    kembali: [{ke: §", ["2", "terima", "3"]),
            ("    kembali:\n      - {§", ["ke", "jika"]),
            ("    kembali:\n      - ke: 1\n        §", ["jika", "label"]),
            ("    kembali:\n      §", ["Jalan kembali"]),
            ("    cabang:\n      §", ["Jalan maju yang lain"]),
            ("    lanjut: §", ["tutup", "selesai"]),
            ("    cabang:\n      - ke: §", ["tutup", "selesai"]),
            ("    waktu: §", ["20 menit", "1 - 3 hari kerja"]),
            ("  - §", ["Langkah baru", "Keputusan baru"]),
            ("  §", ["Langkah baru", "Keputusan baru"]),
            ("status: §", ["rancangan", "berlaku"]),
            ("status: rancangan # §", []),
            ("# §", []),
            ("bahasa: §", ["id", "en"]),
            ("formulir:\n  kertas: §", ["A4", "F4"]),
            ("formulir:\n  kolom:\n    - §", ["nomor", "aktivitas"]),
            ("formulir: {kolom: [nomor, §", ["nomor", "aktivitas"]),
            ("formulir:\n  nomor_kolom: §", ["true", "false"]),
            ("    aktivitas: Menerima §", []),
            ("    keterangan: |\n      §", []),
        ],
    )
    def test_by_place(self, written: str, first: list[str]) -> None:
        """At each place the words of that place are offered, in half-written lines too."""
        steps = "kegiatan:\n  - id: terima\n    pelaksana: staf\n  - pelaksana: kabag\n  - pelaksana: kabag\n"
        after = "\n  - id: tutup\n    pelaksana: staf\n" if written.startswith("    ") else "\n"

        found = labels(self.HEAD + steps + written + after)

        assert found[: len(first)] == first
        assert bool(found) == bool(first)

    def test_new_actor(self) -> None:
        """Below the key of the actors a new one is offered."""
        assert labels("pelaksana:\n  staf: Staf\n  §\nkegiatan: []\n") == ["Pelaksana baru"]

    def test_in_an_item(self) -> None:
        """What goes on below a key in the line of a dash is set in behind the dash."""
        item = next(item for item in items(self.HEAD + "kegiatan:\n  - §") if item.label == "kembali")

        assert item.words.startswith("kembali:\n    - ke: ${1:")

    def test_replaced(self) -> None:
        """A suggestion replaces the word that the pointer is in, on both sides of it."""
        item = items(self.HEAD + "kegiatan:\n  - pela§ksana: staf\n")

        key = next(each for each in item if each.label == "pelaksana")
        assert key.words == "pelaksana"
        assert key.span == Span(13, 5, 13, 14)

    def test_without_places(self) -> None:
        """An editor that fills no places gets no text with places."""
        assert all("${" not in item.words for item in items("§", places=False))

    @given(st.text(st.sampled_from("-: \nkeab[]{}#'\"|\t"), max_size=40), st.integers(0, 40))
    def test_hostile(self, text: str, place: int) -> None:
        """Whatever stands in a file, asking what may follow does no harm."""
        plain = f"kegiatan:\n{text}"

        assert isinstance(labels(plain[:place] + "§" + plain[place:]), list)


class TestActions:
    """Quick fixes."""

    def offered(self, text: str, language: str = "id") -> list[str]:
        document = read(text.encode(), "a.yaml", default_policy())
        lines = text.split("\n")
        return [
            each.title for each in actions(document, Span(1, 1, len(lines), 1), default_policy(), language)
        ]

    def test_suggestion(self) -> None:
        """What was probably meant is offered in its place."""
        assert "Ganti dengan `kabag`" in self.offered(SURAT.replace("pelaksana: kabag", "pelaksana: kabg"))

    def test_silence(self) -> None:
        """A finding that is no error can be silenced; the reason is left to be written."""
        text = SURAT.replace("3 hari kerja", "segera")
        document = read(text.encode(), "a.yaml", default_policy())
        found = actions(document, Span(19, 1, 19, 20), default_policy(), "id")
        silence = next(each for each in found if each.title.startswith("Abaikan"))

        after = read(applied(text, silence.edits).encode(), "a.yaml", default_policy())

        names = {each.name for each in after.findings}
        assert "open-ended-time" not in names
        assert "silence-without-reason" in names

    def test_error_is_not_silenced(self) -> None:
        """An error is mended, never silenced."""
        assert not any(
            "Abaikan unknown-actor" in title for title in self.offered(SURAT.replace("staf:", "st:"))
        )

    def test_elsewhere(self) -> None:
        """Only what is found at the place of the pointer is offered."""
        document = read(SURAT.replace("3 hari kerja", "segera").encode(), "a.yaml", default_policy())

        assert actions(document, Span(2, 1, 2, 1), default_policy(), "id") == ()

    @pytest.mark.parametrize("name", [each.name for each in cards() if each.fixes and each.wrong])
    def test_fixes_of_cards(self, name: str) -> None:
        """Every finding that can be mended can be mended in an editor, and is gone then."""
        text = card(name).wrong or ""
        document = read(text.encode(), "a.yaml", default_policy())
        if not any(each.name == name and each.fix for each in document.findings):
            pytest.skip("needs settings or a folder")
        whole = Span(1, 1, text.count("\n") + 1, 1)

        found = [
            each for each in actions(document, whole, default_policy(), "en") if not _silences(each.title)
        ]

        mended = [each for each in found if each.finding is not None and each.finding.name == name]
        assert mended
        for each in mended:
            after = read(applied(document.text, each.edits).encode(), "a.yaml", default_policy())
            assert len(after.errors) <= len(document.errors)

    def test_fix_all(self) -> None:
        """All that is safe is mended at once; a text without such findings has no such action."""
        text = SURAT.replace("waktu: 20 menit", "time: 20 menit").replace(
            "aktivitas: Menerima", "Aktivitas: Menerima"
        )
        action = fix_all(read(text.encode(), "a.yaml", default_policy()), default_policy(), "id")

        assert action is not None
        assert applied(text, action.edits) == SURAT
        assert fix_all(read(SURAT.encode(), "a.yaml"), default_policy(), "id") is None

    def test_formatted(self) -> None:
        """A text is brought to its usual layout; one that is too broken stays as it is."""
        assert formatted(SURAT.replace("nomor: 12", "nomor:   12")) == formatted(SURAT)
        assert formatted("a: [") in {None, "a: ["}


def _silences(title: str) -> bool:
    return title.startswith("Ignore")


class TestSymbols:
    """The table of contents."""

    def test_parts(self) -> None:
        """Identity, actors and steps are listed, ways below their steps."""
        view, _ = seen(SURAT + "§")
        found = {each.name: each for each in symbols(view, "id")}

        assert found["Nama SOP"].detail == "Penerimaan Surat Masuk"
        assert [each.name for each in found["Pelaksana"].children] == ["staf", "kabag"]
        steps = found["Kegiatan"].children
        assert [each.name for each in steps][1:] == ["2. Menyusun jawaban", "3. Menelaah jawaban"]
        assert [each.name for each in steps[2].children] == ["Kembali: 2", "Kembali: terima"]

    @given(sops(), st.sampled_from(LANGUAGES))
    def test_heads_lie_within(self, sop: Sop, vocabulary: str) -> None:
        """What is selected lies within its part, and each part within the one above, as editors demand."""
        view = view_of(write(sop, vocabulary))
        assert view is not None

        _check_inside(symbols(view, "en"))

    def test_folds(self) -> None:
        """Long parts and steps can be folded."""
        view, _ = seen(SURAT + "§")

        assert (13, 16) in folds(view)
        assert (12, 28) in folds(view)


def _check_inside(found: tuple[Symbol, ...]) -> None:
    for each in found:
        start, end = (each.span.line, each.span.column), (each.span.end_line, each.span.end_column)
        assert start <= (each.head.line, each.head.column)
        assert (each.head.end_line, each.head.end_column) <= end
        for child in each.children:
            assert start <= (child.span.line, child.span.column)
        _check_inside(each.children)


class TestHostile:
    """Files that nobody meant."""

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "kegiatan:",
            "kegiatan: [[[[",
            "kegiatan:\n  - &a {kembali: [*a]}\n",
            "kegiatan:\n  - *b\n",
            "pelaksana: {? [a] : b}\nkegiatan: {a: b}\n",
            "kegiatan:\n  - id: [a]\n    pelaksana: {a: {b: c}}\n    lanjut: [1]\n    kembali: {ke: 1}\n",
            "kegiatan:\n  - id: ''\n    kembali:\n      - ke:\n      - ke: ''\n      - 3\n",
            "\0\0\0kegiatan: \x07\n",
            "kegiatan:\n" + "  - id: a\n    kembali:\n      - ke: 99999999999999999999\n" * 50,
        ],
    )
    def test_every_question_at_every_place(self, text: str) -> None:
        """No question at any place of such a file is more than the server can bear."""
        view = view_of(text)
        lines = text.split("\n")
        for number, line in enumerate(lines[:12], 1):
            for column in range(1, min(len(line), 30) + 2):
                at = (number, column)
                context = context_at(lines, at)
                if context is not None:
                    complete(lines, context, view, "id")
                if view is not None:
                    hover(view, at, (), Settings(), "id")
                    definition(view, at)
                    highlights(view, at)
        if view is not None:
            symbols(view, "id")
            folds(view)


def test_words_of_both_languages() -> None:
    """What the server says exists in both languages, with the same blanks."""
    english, indonesian = (area("lsp", language) for language in LANGUAGES)

    assert list(english) == list(indonesian)
    for name, words in english.items():
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", indonesian[name]))
