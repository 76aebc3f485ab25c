"""Writing SOPs as YAML, and translating the keys of a file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.assemble.written import write
from sopkit.document import loads, read, read_file
from sopkit.model import Manner
from sopkit.source.writer import translate
from tests.strategies import sops
from tests.test_mistakes import MISTAKES, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"
CORPUS = sorted(SEED.parent.glob("*.yaml"))


class TestWriting:
    """Write, then read, gives the same SOP in both vocabularies."""

    @given(sops(), st.sampled_from(["en", "id"]))
    def test_write_then_read(self, sop: Sop, vocabulary: str) -> None:
        """Reading what was written gives the same SOP, whatever its texts hold."""
        assert loads(write(sop, vocabulary)) == sop

    @given(sops(), st.sampled_from(["en", "id"]))
    def test_vocabulary(self, sop: Sop, vocabulary: str) -> None:
        """A written file is recognised as being in the vocabulary that was asked for."""
        document = read(write(sop, vocabulary).encode("utf-8"), "sop.yaml")

        assert document.vocabulary == vocabulary
        assert "mixed-vocabulary" not in {finding.name for finding in document.findings}

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    @pytest.mark.parametrize("vocabulary", ["en", "id"])
    def test_corpus(self, path: Path, vocabulary: str) -> None:
        """Every procedure of the corpus survives being written and read."""
        sop = read_file(path).sop

        assert sop is not None
        assert loads(write(sop, vocabulary)) == sop

    @pytest.mark.parametrize("vocabulary", ["en", "id"])
    def test_extras_and_chances(self, vocabulary: str) -> None:
        """Keys of an embedding app, wherever keys may stand, and chances are written as they were read."""
        sop = loads(WITH_EXTRAS)

        assert sop.steps[1].returns[0].chance == Fraction("0.125")
        assert [extras for extras in _extras(sop) if not extras] == []
        assert loads(write(sop, vocabulary)) == sop
        assert loads(translate(WITH_EXTRAS, vocabulary)) == sop

    @pytest.mark.parametrize("vocabulary", ["en", "id"])
    @pytest.mark.parametrize(
        "line", ["x-sync:", "x-a: ''", "x-a: []", "x-a: {}", "x-b:c: 1", "x-a#b: 1", "x-#: 1"]
    )
    def test_odd_extras(self, line: str, vocabulary: str) -> None:
        """A key of an embedding app is kept whatever it is called, and also where it is empty."""
        sop = loads(f"{SEED.read_text(encoding='utf-8')}\n{line}\n")

        assert [key for key, _ in sop.extras] == [line.rpartition(":")[0] or line]
        assert loads(write(sop, vocabulary)) == sop

    @pytest.mark.parametrize(
        "chance",
        ["1e-13", "99.9999999999999%", "0.1234567890123", "0.30000000000000004", "0,2", "20%", "1", "0"],
    )
    def test_any_chance(self, chance: str) -> None:
        """A chance is written as exactly as it was read."""
        text = SEED.read_text(encoding="utf-8")
        sop = loads(text.replace("when: ada perbaikan", f"when: ada perbaikan\n        chance: {chance}", 1))

        assert loads(write(sop)) == sop

    def test_extras_are_nothing_else(self) -> None:
        """Keys of an embedding app are no actors, no ways of working together and no columns."""
        sop = loads(WITH_EXTRAS)

        assert [actor.id for actor in sop.actors] == ["staf", "kabag"]
        assert sop.steps[0].performers.manner is Manner.ANY
        assert sop.steps[1].performers.manner is Manner.ALONE
        assert [column.name for column in sop.form.columns] == ["activity", "actors"]
        assert [each.name for each in read(WITH_EXTRAS.encode(), "sop.yaml").findings] == []

    @pytest.mark.parametrize(
        ("old", "new", "pointer"),
        [
            ("{any: [staf, kabag], x-e: 5}", "{x-e: 5}", ("steps", 0, "actor")),
            ("  staf: {title: Staf Umum, x-h: 8}\n  kabag: Kepala Bagian\n", "", ("actors",)),
        ],
    )
    def test_extras_alone(self, old: str, new: str, pointer: Pointer) -> None:
        """Where something else must stand, keys of an embedding app do not stand for it."""
        errors = read(WITH_EXTRAS.replace(old, new).encode(), "sop.yaml").errors

        assert ("missing-key", pointer) in [(error.name, error.pointer) for error in errors]


EXTRA = "[merah, {title: true, kode: '07'}, [1, 2.5, null]]"
WITH_EXTRAS = f"""\
sopkit: 1
number: 12/2026
title: Penerimaan Surat
agency: [BAGIAN UMUM]
created: 2026-01-05
effective: 2026-01-12
x-a: {EXTRA}
approved_by: {{position: Kepala Bagian, x-b: {EXTRA}}}
history: [{{version: 1, x-c: 3}}]
form:
  x-d: 4
  columns: [{{activity: Uraian, x-d: activity}}, {{x-d: {{note: 4}}, actors: }}]
actors:
  x-g: {{title: Bukan pelaksana, group: Tim}}
  staf: {{title: Staf Umum, x-h: 8}}
  kabag: Kepala Bagian
  x-i: 9
steps:
  - actor: {{any: [staf, kabag], x-e: 5}}
    activity: Menerima
    inputs: Surat
    outputs: Surat
    time: 5 menit
    x-f: [to, end]
  - actor: {{x-e: 5, in_order: [kabag]}}
    activity: Menelaah
    inputs: Surat
    outputs: Disposisi
    time: 10 menit
    x-f: 6
    when: sesuai
    returns:
      - chance: 12.5%
        x-g: {{to: 7, next: end}}
        when: belum sesuai
        to: 1
"""


def _extras(sop: Sop) -> Iterator[object]:
    yield from (sop.extras, sop.actors_extras, sop.actors[0].extras, sop.approved_by.extras)
    yield from (sop.history[0].extras, sop.form.extras, sop.steps[1].returns[0].extras)
    yield from (column.extras for column in sop.form.columns)
    yield from (step.extras for step in sop.steps)
    yield from (step.performers.extras for step in sop.steps)


def _named(text: str) -> list[tuple[str, tuple[str | int, ...]]]:
    return sorted(
        (finding.name, finding.pointer) for finding in read(text.encode("utf-8"), "sop.yaml").findings
    )


class TestTranslating:
    """Translating the keys changes no finding."""

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    def test_there_and_back(self, path: Path) -> None:
        """Translating to the other vocabulary and back gives the same file, comments and layout included."""
        text = path.read_text(encoding="utf-8")
        vocabulary = read_file(path).vocabulary
        other = "en" if vocabulary == "id" else "id"

        assert translate(text, other) != text
        assert translate(translate(text, other), vocabulary) == text
        assert translate(text, vocabulary) == text

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    @pytest.mark.parametrize("to", ["en", "id"])
    def test_same_findings(self, path: Path, to: str) -> None:
        """A translated file has the same findings at the same pointers."""
        text = path.read_text(encoding="utf-8")

        assert _named(translate(text, to)) == _named(text)

    @pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
    @pytest.mark.parametrize("vocabulary", ["en", "id"])
    def test_same_mistakes(self, mistake: Mistake, vocabulary: str) -> None:
        """A file with a mistake has the same findings at the same pointers when it is translated."""
        text, _, _ = mistake.planted(vocabulary)
        other = "en" if vocabulary == "id" else "id"

        assert _named(translate(text, other)) == _named(text)

    @pytest.mark.parametrize(
        "form",
        [
            "{kolom: {aktivitas: Uraian}}",
            "{kolom: [[aktivitas, pelaksana]]}",
            "{kolom: aktivitas}",
            "{kolom: [aktivitas, {pelaksana: a, waktu: b}]}",
            "{kolom: [aktivitas, {x-a: aktivitas, pelaksana: }]}",
            "[aktivitas]",
        ],
    )
    def test_odd_columns(self, form: str) -> None:
        """Names of columns are translated in whatever shape they are written."""
        text = f"{translate(SEED.read_text(encoding='utf-8'), 'id')}\nformulir: {form}\n"

        assert _named(translate(text, "en")) == _named(text)
        assert translate(translate(text, "en"), "id") == text

    @pytest.mark.parametrize("wrong", ["mbali:", "Kembali:", "dikembalikan:", "kembali: &ini", "sesuatu:"])
    def test_below_a_misspelled_key(self, wrong: str) -> None:
        """What a misspelled key holds is translated, while the key stays as its author wrote it."""
        text = translate(SEED.read_text(encoding="utf-8"), "id").replace("kembali:", wrong)

        assert _named(translate(text, "en")) == _named(text)

    @given(st.sampled_from(sorted(MISTAKES)), st.sampled_from(["en", "id"]), st.data())
    def test_same_findings_in_a_cut_file(self, name: str, vocabulary: str, data: st.DataObject) -> None:
        """A file with a mistake and a piece cut out has the same findings when it is translated."""
        text, _, _ = MISTAKES[name].planted(vocabulary)
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + text[data.draw(st.integers(start, min(len(text), start + 200))) :]
        other = "en" if vocabulary == "id" else "id"

        assert _named(translate(text, other)) == _named(text)

    @given(sops(), st.sampled_from(["en", "id"]), st.sampled_from(["en", "id"]))
    def test_translated_sop(self, sop: Sop, written: str, to: str) -> None:
        """Translating a file does not change what it says."""
        text = translate(write(sop, written), to)

        assert loads(text) == sop
        assert text == write(sop, to)

    def test_layout(self) -> None:
        """Comments, line breaks, quotes and a byte order mark stay where they are."""
        text = (
            "\ufeff# catatan\r\n'nomor':  12  # nomor\r\nkegiatan:\r\n  - {pelaksana: a, lanjut: selesai}\r\n"
        )

        assert translate(text, "en") == (
            "\ufeff# catatan\r\n'number':  12  # nomor\r\nsteps:\r\n  - {actor: a, next: end}\r\n"
        )

    def test_schema_comment(self) -> None:
        """The comment that tells editors the schema follows the vocabulary."""
        text = SEED.read_text(encoding="utf-8")

        assert "/sop.id.schema.json" in translate(text, "id").split("\n")[0]

    @given(st.text(), st.sampled_from(["en", "id"]))
    def test_any_text(self, text: str, to: str) -> None:
        """A text without keys of the format is left alone."""
        assert translate(f"# {text!r}\n", to) == f"# {text!r}\n"
