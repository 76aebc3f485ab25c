"""What an editor is told of an SOP, asked without the protocol."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.assemble.written import write
from sopkit.document import read
from sopkit.lang import LANGUAGES
from sopkit.lsp.edits import applied
from sopkit.lsp.hover import hover, time_words
from sopkit.lsp.names import Kind
from sopkit.lsp.navigation import definition, highlights, references
from sopkit.lsp.renaming import RenameRefused, prepare, rename
from sopkit.lsp.view import View, view_of
from sopkit.model.time_parser import parse_time
from sopkit.rules.cards import card
from sopkit.settings import Settings
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.findings import Span
    from sopkit.lsp.texts import At
    from sopkit.model import Sop

SURAT = """\
sopkit: 1
nomor: 12/2026
nama: Penerimaan Surat Masuk
instansi: [SEKRETARIAT DAERAH, BAGIAN UMUM]
dibuat: 2026-01-05
berlaku: 2026-01-12
disahkan_oleh:
  jabatan: Kepala Bagian Umum
pelaksana:
  staf: Staf Administrasi
  kabag: {jabatan: Kepala Bagian Umum, kelompok: Bagian Umum}
kegiatan:
  - id: terima
    pelaksana: staf
    aktivitas: Menerima surat
    waktu: 20 menit
  - pelaksana: [staf, "kabag"]
    aktivitas: Menyusun jawaban
    waktu: 3 hari kerja
  - id: telaah
    pelaksana: kabag
    aktivitas: Menelaah jawaban
    kembali:
      - ke: 2
        jika: perlu perbaikan
      - ke: terima
        jika: salah surat
    lanjut: selesai
"""


def marked(text: str) -> tuple[str, At]:
    """A text without its mark `§`, and the place of the mark."""
    before, _, after = text.partition("§")
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))


def seen(text: str) -> tuple[View, At]:
    """What is known of a text with a mark, and the place of the mark."""
    plain, at = marked(text)
    view = view_of(plain)
    assert view is not None
    return view, at


def mark(words: str, line: str) -> str:
    """The letter with a mark before some words in the first line that begins with others."""
    lines = SURAT.split("\n")
    at = next(n for n, each in enumerate(lines) if each.lstrip(" -").startswith(line))
    lines[at] = lines[at].replace(words, "§" + words, 1)
    return "\n".join(lines)


def words_at(view: View, span: Span | None) -> str:
    """The words of a span of one line, with its line number."""
    return f"{span.line} {view.lines[span.line - 1][span.column - 1 : span.end_column - 1]}" if span else ""


class TestHover:
    """What is shown under the pointer."""

    def shown(self, text: str, language: str = "id", settings: Settings | None = None) -> str:
        view, at = seen(text)
        findings = read("\n".join(view.lines).encode(), "a.yaml").findings
        found = hover(view, at, findings, settings or Settings(), language)
        return found.markdown if found else ""

    def test_step(self) -> None:
        """A reference shows the step that it leads to: number, activity, actors, time."""
        shown = self.shown(mark("2", "ke: 2"))

        assert shown.startswith("**Langkah 2**: Menyusun jawaban")
        assert "Pelaksana: Staf Administrasi, Kepala Bagian Umum" in shown
        assert "Waktu: 3 hari kerja" in shown

    def test_end(self) -> None:
        """The word for the end says so."""
        assert self.shown(mark("selesai", "lanjut")) == "Akhir prosedur."

    def test_actor(self) -> None:
        """An actor's id shows title, group and steps."""
        shown = self.shown(mark('kabag"', "pelaksana: [staf"))

        assert shown.startswith("**Kepala Bagian Umum** (`kabag`)\n\nKelompok: Bagian Umum")
        assert "2. Menyusun jawaban\n3. Menelaah jawaban" in shown

    @pytest.mark.parametrize(
        ("language", "title", "label"), [("id", "Waktu", "Contoh"), ("en", "Time", "Example")]
    )
    def test_key(self, language: str, title: str, label: str) -> None:
        """A key shows title, description and example; its example is spelled as the file spells keys."""
        shown = self.shown(mark("waktu", "waktu: 20"), language)

        assert shown.startswith(f"**{title}** (`waktu`)")
        assert f"{label}:\n\n```yaml\nwaktu: 20 menit\n```" in shown

    def test_required_key(self) -> None:
        """Of a key that must be there it says so."""
        assert "(wajib)" in self.shown(mark("aktivitas", "aktivitas: Menerima"))

    def test_time(self) -> None:
        """A time standard shows how it is counted."""
        shown = self.shown(mark("hari", "waktu: 3"))

        assert shown.startswith("**3 hari kerja = 22,5 jam kerja**\n\n1 hari kerja = 7,5 jam")

    def test_finding(self) -> None:
        """Where something is reported, it says why and what to do."""
        shown = self.shown(mark("hari", "waktu: 3").replace("3 §hari kerja", "§segera"))

        assert "Lamanya tidak ditentukan" in shown
        assert f"**{card('open-ended-time').code} open-ended-time**" in shown
        assert "Yang perlu dilakukan:" in shown

    def test_words_of_an_author(self) -> None:
        """What an author wrote is shown as it is, not obeyed as Markdown."""
        assert r"Menerima \*surat\* \<b\>" in self.shown(
            mark("terima", "id").replace("Menerima surat", "Menerima *surat* <b>")
        )

    def test_nothing(self) -> None:
        """Where nothing is to be told, nothing is shown."""
        assert self.shown(mark("Menerima", "aktivitas")) == ""

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("90 menit", "**90 menit = 1,5 jam kerja**"),
            ("45 menit", "**45 menit = 45 menit kerja**"),
            ("2 minggu", "**2 minggu = 14 hari kalender**"),
            ("1 - 3 hari kerja", "**1 - 3 hari kerja = 7,5 - 22,5 jam kerja**"),
            ("2 menit/berkas", "satuan pekerjaan"),
            ("± 2 jam", "Ini perkiraan."),
            ("2 hari", "`hari` tanpa keterangan dihitung sebagai hari kerja."),
            ("sesuai kebutuhan", "Lamanya tidak ditentukan"),
            ("5 minit", "Maksud Anda `5 menit`?"),
            ("minimal 2 jam", "dapat lebih lama"),
        ],
    )
    def test_times(self, text: str, told: str) -> None:
        """Each sort of time standard is told in its own words."""
        assert told in time_words(parse_time(text), Settings(), "id")

    def test_time_of_an_office(self) -> None:
        """A working day is as long as the office has set it."""
        settings = Settings(hours_per_working_day=Fraction(8))

        assert "= 24 working hours" in time_words(parse_time("3 hari kerja"), settings, "en")


class TestNavigation:
    """From names to definitions and back."""

    @pytest.mark.parametrize(
        ("words", "line", "defined"),
        [
            ("terima", "ke: terima", "13 terima"),
            ("2", "ke: 2", "17 pelaksana"),
            ('kabag"', "pelaksana: [staf", "11 kabag"),
            ("staf", "staf", "10 staf"),
            ("selesai", "lanjut", ""),
        ],
    )
    def test_definition(self, words: str, line: str, defined: str) -> None:
        """A reference by id or number leads to its step, an actor's id to the actors."""
        view, at = seen(mark(words, line))

        assert words_at(view, definition(view, at)) == defined

    def test_references(self) -> None:
        """Every place that names an actor is found, in lists and in quotes too."""
        view, at = seen(mark("kabag", "kabag"))

        assert [words_at(view, span) for span in references(view, at)] == ["11 kabag", "17 kabag", "21 kabag"]
        assert len(references(view, at, with_definition=False)) == 2

    def test_first_key_of_a_step_without_id(self) -> None:
        """On the first key of a step without an id, its number is looked for."""
        view, at = seen(SURAT.replace("  - pelaksana: [", "  - pelak§sana: ["))

        assert [words_at(view, each.span) for each in highlights(view, at)] == ["24 2"]

    def test_unknown(self) -> None:
        """An unknown name is found in all its places, and has no definition."""
        view, at = seen(SURAT.replace("ke: terima", "ke: §x").replace("ke: 2", "ke: x"))

        assert definition(view, at) is None
        assert len(references(view, at)) == 2

    @given(sops(), st.sampled_from(LANGUAGES))
    def test_every_reference_leads_to_its_step(self, sop: Sop, vocabulary: str) -> None:
        """In any SOP each reference leads to the step that the model has for it."""
        view = view_of(write(sop, vocabulary))
        assert view is not None

        for each in view.names.mentions:
            if each.kind is Kind.STEP and each.target not in {"", "end"}:
                step = view.names.step(each.target)
                assert step is not None
                assert sop.key_of(each.text) == sop.steps[step.number - 1].key


class TestRename:
    """Another id, everywhere."""

    def renamed(self, text: str, name: str) -> str:
        view, at = seen(text)
        return applied("\n".join(view.lines), rename(view, at, name))

    def test_step(self) -> None:
        """A step's id is changed where it is given and wherever it is named."""
        assert self.renamed(mark("terima", "ke: terima"), "catat") == SURAT.replace("terima", "catat")

    def test_actor(self) -> None:
        """An actor's id is changed in lists and quotes too; quotes stay."""
        assert self.renamed(mark("kabag", "kabag"), "kepala") == SURAT.replace("kabag", "kepala")

    def test_number(self) -> None:
        """A step without an id gets one when its number is renamed."""
        after = self.renamed(mark("2", "ke: 2"), "susun")

        assert "  - id: susun\n    pelaksana: [staf" in after
        assert "ke: susun" in after
        assert not read(after.encode(), "a.yaml").has_errors

    def test_number_of_a_step_with_id(self) -> None:
        """A number that stands for a step with an id becomes the new id, too."""
        after = self.renamed(mark("2", "ke: 2").replace("ke: §2", "ke: §1"), "catat")

        assert after.count("catat") == 3

    def test_prepared(self) -> None:
        """What would be renamed is told with its id now, also at a number."""
        view, at = seen(mark("2", "ke: 2").replace("ke: §2", "ke: §1"))

        span, name = prepare(view, at)

        assert (words_at(view, span), name) == ("24 1", "terima")

    @pytest.mark.parametrize(
        ("words", "line", "name", "reason"),
        [
            ("terima", "ke: terima", "telaah", "rename-taken-step"),
            ("terima", "ke: terima", "selesai", "rename-reserved"),
            ("terima", "ke: terima", "1a", "rename-step-shape"),
            ("terima", "ke: terima", "null", "rename-empty"),
            ("kabag", "kabag", "staf", "rename-taken-actor"),
            ("kabag", "kabag", "a b", "rename-actor-shape"),
            ("kabag", "kabag", "x-a", "rename-extra"),
            ("selesai", "lanjut", "a", "rename-end"),
            ("Menerima", "aktivitas", "a", "rename-nothing"),
        ],
    )
    def test_refused(self, words: str, line: str, name: str, reason: str) -> None:
        """What cannot be an id, or is taken, is refused with words in both languages."""
        view, at = seen(mark(words, line))

        with pytest.raises(RenameRefused) as caught:
            rename(view, at, name)

        assert caught.value.args[0] == reason
        assert caught.value.messages["id"] != caught.value.messages["en"]

    def test_ids_that_are_not_unique(self) -> None:
        """Where two steps have one id, nothing is renamed."""
        view, at = seen(mark("terima", "id").replace("id: telaah", "id: terima"))

        with pytest.raises(RenameRefused, match="Several steps"):
            rename(view, at, "a")

    @given(sops(), st.sampled_from(LANGUAGES), st.data())
    def test_there_and_back(self, sop: Sop, vocabulary: str, data: st.DataObject) -> None:
        """Any id can be renamed; the SOP has no more errors, and renamed back it is as before."""
        text = write(sop, vocabulary)
        view = view_of(text)
        assert view is not None
        named = [each for each in view.names.mentions if each.defines]
        one = data.draw(st.sampled_from(named))
        at = (one.span.line, one.span.column)

        after = applied(text, rename(view, at, "zzz-baru"))

        there = view_of(after)
        assert there is not None
        assert len(read(after.encode(), "a").errors) == len(read(text.encode(), "a").errors)
        numbers = any(each.text != one.text for each in view.names.same(one))
        if not numbers:
            assert applied(after, rename(there, at, one.text)) == text
