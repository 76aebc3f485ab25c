"""Everything that the format can say, from nodes to the model."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sopkit.document import loads, read
from sopkit.model import END, Column, ColumnName, Manner, Paper, Performers, Sop, Status, TimeKind
from sopkit.model.sop import ActorId
from sopkit.source.writer import translate

HEAD = """
sopkit: 1
nomor: 12/2026
nama: Penerimaan Surat
instansi: [BAGIAN UMUM]
dibuat: 5 Januari 2026
berlaku: 2026-01-12
disahkan_oleh: {jabatan: Kepala Bagian Umum, nip: 19700101 199503 1 001}
pelaksana:
  staf: Staf
  kabag: {jabatan: Kepala Bagian, kelompok: Bagian Umum, x-ruang: 12}
  karo: Karo
"""


def with_steps(steps: str, head: str = "") -> Sop:
    """An SOP in the Indonesian vocabulary with these steps."""
    return loads(f"{HEAD}{head}kegiatan:\n{steps}")


def one_step(line: str) -> Sop:
    """An SOP of two steps, the first without id, the second with one more line."""
    return with_steps(
        f"  - {{pelaksana: staf, aktivitas: Menerima}}\n"
        f"  - id: telaah\n    pelaksana: kabag\n    aktivitas: Menelaah\n    {line}\n"
        f"  - {{pelaksana: karo, aktivitas: Mengarsipkan}}\n"
    )


def test_a_dash_for_a_time_is_open_ended() -> None:
    """A dash in the time column is kept as written and counts as open-ended."""
    time = one_step("waktu: '-'").steps[1].time

    assert time is not None
    assert (time.text, time.kind) == ("-", TimeKind.OPEN_ENDED)


@pytest.mark.parametrize(
    ("written", "performers"),
    [
        ("staf", Performers((ActorId("staf"),))),
        ("[staf]", Performers((ActorId("staf"),))),
        ("[staf, kabag]", Performers((ActorId("staf"), ActorId("kabag")), Manner.TOGETHER)),
        ("{salah_satu: [kabag, staf]}", Performers((ActorId("kabag"), ActorId("staf")), Manner.ANY)),
        ("{berurutan: [kabag, staf]}", Performers((ActorId("kabag"), ActorId("staf")), Manner.IN_ORDER)),
        ("{berurutan: [staf]}", Performers((ActorId("staf"),))),
    ],
)
def test_performers(written: str, performers: Performers) -> None:
    """Actors work alone, together, one of several or in order; one actor is always alone."""
    sop = with_steps(f"  - {{pelaksana: {written}, aktivitas: Menerima}}\n")

    assert sop.steps[0].performers == performers


@pytest.mark.parametrize(
    ("written", "target"),
    [("telaah", "telaah"), ("2", "telaah"), ("'2'", "telaah"), ("02", "telaah"), ("1", "1")],
)
def test_references(written: str, target: str) -> None:
    """A step is referred to by its id or its number; a number of a step with an id means that id."""
    sop = one_step(f"kembali: [{{ke: {written}}}]")

    assert sop.steps[1].returns[0].to == target


@pytest.mark.parametrize("word", ["selesai", "end"])
def test_end(word: str) -> None:
    """The end has two names, in every file."""
    sop = one_step(f"cabang: [{{ke: {word}, jika: ditolak}}]")

    assert sop.steps[1].branches[0].to == END


def test_ways() -> None:
    """A branch holds its condition, label, limit and chance; going on has its own words."""
    sop = one_step(
        "jika: lengkap\n    label: Ya\n    kembali:\n"
        "      - {ke: 1, jika: belum, label: Tidak, maksimal: 3, peluang: '0,2', x-warna: merah}\n"
        "      - {ke: telaah, peluang: 12.5%}"
    )
    step = sop.steps[1]

    assert (step.when, step.label) == ("lengkap", "Ya")
    assert step.returns[0].limit == 3
    assert step.returns[0].extras == (("x-warna", "merah"),)
    assert [way.chance for way in step.returns] == [Fraction(1, 5), Fraction(1, 8)]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("no", "no"),
        ("ya", "ya"),
        ("off", "off"),
        ("1:30", "1:30"),
        ("010", "010"),
        ("2021", "2021"),
        ("true", "true"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("'-'", "-"),
        ("~", None),
        ("null", None),
        ("''", None),
        ("'null'", "null"),
        ("", None),
        ("'a  b\tc'", "a b c"),
        ("|\n      satu\n      dua", "satu dua"),
        ("satu\n      dua", "satu dua"),
        ("'satu\u00a0dua'", "satu\u00a0dua"),
    ],
)
def test_texts(written: str, text: str | None) -> None:
    """A text is kept as typed, blanks folded, and so is a dash; empty means missing."""
    sop = one_step(f"keterangan: {written}")

    assert sop.steps[1].note == text


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("Berkas, surat", ("Berkas, surat",)),
        ("[Berkas, surat]", ("Berkas", "surat")),
        ("[Berkas, '-', '', 2021]", ("Berkas", "2021")),
        ("'-'", ("-",)),
        ("['-', '-']", ("-",)),
        ("[]", ()),
    ],
)
def test_items(written: str, items: tuple[str, ...]) -> None:
    """Inputs are a list or one text, which is never split; a dash counts only where it stands alone."""
    assert one_step(f"kelengkapan: {written}").steps[1].inputs == items


def test_time() -> None:
    """A time standard keeps its author's words; an empty one is none."""
    step = one_step("waktu: Sesuai kebutuhan").steps[1]

    assert step.time is not None
    assert (step.time.kind, step.time.text) == (TimeKind.OPEN_ENDED, "Sesuai kebutuhan")
    assert one_step("waktu:").steps[1].time is None


def test_identity() -> None:
    """Dates in both forms, status, form, history, groups and an app's own keys are read."""
    sop = with_steps(
        "  - {pelaksana: staf, aktivitas: Menerima}\n",
        "kode: surat.1\nstatus: dicabut\ndirevisi: '-'\nbahasa: en\nx-app: {a: [1, b]}\njumlah_waktu: 2 jam\n"
        "formulir: {kertas: F4, kolom: [nomor, aktivitas, pelaksana, {keterangan: Ket.}]}\n"
        "riwayat: [{versi: 1, tanggal: 2 Mei 2025, perubahan: Awal}]\n",
    )

    assert (sop.created, sop.effective, sop.revised) == (date(2026, 1, 5), date(2026, 1, 12), None)
    assert (sop.id, sop.status, sop.language) == ("surat.1", Status.WITHDRAWN, "en")
    assert sop.extras == (("x-app", (("a", (1, "b")),)),)
    assert sop.form.paper is Paper.F4
    assert sop.form.columns[-1] == Column(ColumnName.NOTE, "Ket.")
    assert sop.history[0].date == date(2025, 5, 2)
    assert sop.actors[1].group == "Bagian Umum"
    assert sop.actors[1].extras == (("x-ruang", 12),)
    assert sop.approved_by.nip == "19700101 199503 1 001"
    assert sop.total_time is not None


def test_mistakes_do_not_shift_places() -> None:
    """A step that cannot be read stays in its place, so that other findings point where they should."""
    document = read(
        f"{HEAD}kegiatan:\n  - rusak\n  - {{pelaksana: tak-ada, aktivitas: Menerima}}\n".encode(), "sop.yaml"
    )

    assert [error.pointer for error in document.errors] == [("steps", 0), ("steps", 1, "actor")]


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("opnamé", "opname"),
        ("4a", "langkah-4a"),
        ("Telaah Kabag", "telaah-kabag"),
        ("12", "langkah-12"),
        ("審査", None),
    ],
)
@pytest.mark.parametrize("reference", ["", "opname"])
def test_no_id(written: str, suggestion: str | None, reference: str) -> None:
    """What is no id is told once, with the id that it could be; a reference to it is not told too."""
    if suggestion != reference:
        reference = "1" if written.isdecimal() else written
    document = read(
        f"{HEAD}kegiatan:\n"
        f"  - {{id: {written}, pelaksana: staf, aktivitas: Menerima}}\n"
        f"  - {{pelaksana: kabag, aktivitas: Menelaah}}\n"
        f"  - {{pelaksana: karo, aktivitas: Menata, kembali: [{{ke: {reference}}}]}}\n".encode(),
        "sop.yaml",
    )

    (error,) = document.errors
    assert (error.name, error.suggestion) == ("not-an-id", suggestion)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (
            "pelaksana: staf,",
            "pelaksana: {salah_satu: [staf, kabag], berurutan: [staf, karo]},",
            "two-manners",
        ),
        ("kegiatan:", "formulir: {kolom: [pelaksana, {aktivitas: A, waktu: B}]}\nkegiatan:", "unknown-word"),
    ],
)
def test_one_or_the_other(old: str, new: str, name: str) -> None:
    """Two keys where only one of them may stand are told once, as what they are."""
    text = f"{HEAD}kegiatan:\n  - {{pelaksana: staf, aktivitas: Menerima}}\n"

    (error,) = read(text.replace(old, new).encode(), "sop.yaml").errors
    assert error.name == name


def test_words_of_the_file() -> None:
    """What is found is told, and suggested, in the words of the file."""
    text = f"{HEAD}formulir: {{kolom: [aktivitas, pelaksana, aktivitas]}}\nkegiatan:\n"
    text = text.replace("5 Januari 2026", "05/01/2026") + "  - {pelaksana: staf, aktivitas: Menerima}\n"
    english = translate(text, "en")

    found = {error.name: error for error in read(text.encode(), "sop.yaml").errors}
    translated = {error.name: error for error in read(english.encode(), "sop.yaml").errors}
    assert dict(found["repeated-column"].details)["found"] == "aktivitas"
    assert dict(translated["repeated-column"].details)["found"] == "activity"
    assert found["unreadable-date"].suggestion == "5 Januari 2026"
    assert translated["unreadable-date"].suggestion == "2026-01-05"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("formulir: {kolom: {aktivitas: x, pelaksana: y}}", "aktivitas: x, pelaksana: y"),
        ("formulir: {kolom: [aktivitas, pelaksana, {waktu: x, catatan: y}]}", "waktu: x, catatan: y"),
    ],
)
def test_shown_as_written(line: str, found: str) -> None:
    """A value that has not the right shape is shown in the words of the file."""
    text = f"{HEAD}{line}\nkegiatan:\n  - {{pelaksana: staf, aktivitas: Menerima}}\n"

    (error,) = read(text.encode(), "sop.yaml").errors
    assert dict(error.details)["found"] == found
