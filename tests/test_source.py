"""YAML without knowing what an SOP is: scalars, places, vocabularies, codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import read
from sopkit.findings import Part, Severity
from sopkit.nodes import Mapping, Scalar, compose
from sopkit.rules.cards import card
from sopkit.source.canonical import canonical, vocabulary_of
from sopkit.source.faults import CODES, WARNINGS, fault
from sopkit.source.keys import TABLE, heading, place_of, spelling, suggested, words
from sopkit.source.lines import quoted, split_line
from sopkit.source.places import pointer_at, span_of
from sopkit.source.reader import read_nodes
from sopkit.source.scalars import resolved

SEED = (Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml").read_text(encoding="utf-8")
NOWHERE = (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(word, None) for word in ("", "~", "null", "Null", "NULL")],
        *[("true", True), ("FALSE", False), ("yes", "yes"), ("no", "no"), ("on", "on"), ("y", "y")],
        *[("1", 1), ("+1", 1), ("-7", -7), ("010", 10), ("0o17", 15), ("0x1f", 31), ("1_000", "1_000")],
        *[("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("1.", 1.0), (".", "."), ("-", "-"), ("1:30", "1:30")],
        *[("2021-01-04", "2021-01-04"), (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999")],
        *[("0b1", "0b1"), ("0x", "0x"), ("+", "+"), ("9" * 5000, "9" * 5000)],
    ],
)
def test_resolved(text: str, value: object) -> None:
    """Scalars are resolved by the core schema of YAML 1.2; in quotes everything is text."""
    plain = resolved(Scalar(text, NOWHERE))

    assert plain == value
    assert type(plain) is type(value)
    assert resolved(Scalar(text, NOWHERE, plain=False)) == text


def test_places() -> None:
    """Every key and value has its place: lines and columns from 1, the end behind the last character."""
    root = compose("a: 'b c'\nd:\n  - é\n  - {e: f}\n").root

    assert isinstance(root, Mapping)
    assert root.place == (1, 1, 4, 11)
    assert [entry.key.place for entry in root.entries] == [(1, 1, 1, 2), (2, 1, 2, 2)]
    assert root.entries[0].value.place == (1, 4, 1, 9)
    assert root.entries[1].value.place == (3, 3, 4, 11)


@pytest.mark.parametrize(
    ("pointer", "part", "start"),
    [
        (("number",), Part.KEY, (7, 1)),
        (("number",), Part.VALUE, (7, 9)),
        (("steps", 5, "returns", 0, "to"), Part.VALUE, (94, 13)),
        (("steps", 5, "returns", 0, "limit"), Part.KEY, (94, 9)),
        (("steps", 0, "note"), Part.VALUE, (51, 5)),
        (("approved_by", "x"), Part.VALUE, (17, 1)),
        (("status",), Part.KEY, (6, 1)),
    ],
)
def test_span_of(pointer: tuple[str | int, ...], part: Part, start: tuple[int, int]) -> None:
    """A pointer leads to the place of its key or value, what is missing to the key of what should hold it."""
    root = read_nodes(SEED).root

    assert root is not None
    span = span_of(root, pointer, part)
    assert (span.line, span.column) == start


def test_pointer_at() -> None:
    """A place leads back to the pointer of the innermost value there."""
    root = read_nodes(SEED).root

    assert root is not None
    assert pointer_at(root, 94, 14) == ("steps", 5, "returns", 0, "to")
    assert pointer_at(root, 94, 9) == ("steps", 5, "returns", 0, "to")
    assert pointer_at(root, 1, 1) == ()


@given(st.sampled_from([(place, key) for place, keys in TABLE.items() for key in keys]))
def test_words_are_known_at_their_place(place_and_key: tuple[str, str]) -> None:
    """Every key has one word in each vocabulary at its place, and is recognised by either."""
    place, key = place_and_key

    assert words(place, "en")[spelling(place, key, "en")] == key
    assert words(place, "id")[spelling(place, key, "id")] == key


@pytest.mark.parametrize(
    ("place", "word", "key"),
    [
        ("step", "output", "outputs"),
        ("step", "kegiatan", "activity"),
        ("step", "ket", "note"),
        ("step", "persyaratan", "inputs"),
        ("sop", "judul", "title"),
        ("sop", "Dasar Hukum", "legal_basis"),
        ("sop", "disahkan-oleh", "approved_by"),
        ("sop", "nmor", "number"),
        ("step", "aktifitas", "activity"),
        ("branch", "maks", "limit"),
        ("sop", "Peralatan/Perlengkapan", "equipment"),
        ("sop", "Pencatatan & Pendataan", "records"),
        ("sop", "pencatatan_pendataan", "records"),
        ("sop", "keterkaitan dengan sop lain", "related"),
        ("sop", "Nomor.", "number"),
        ("step", "Persyaratan/Perlengkapan", "inputs"),
        ("step", "Ket.", "note"),
        ("step", "kondisi", "when"),
        ("step", "tanya", "question"),
        ("step", "jika_tidak", "returns"),
        ("branch", "syarat", "when"),
        ("sop", "Nomor rekening", None),
        ("sop", "nomor dan nama", None),
        ("step", "...", None),
        ("step", "zzz", None),
        ("step", "", None),
    ],
)
def test_suggested(place: str, word: str, key: str | None) -> None:
    """Words of the printed form and misspellings are recognised in both vocabularies."""
    assert suggested(word, place, "id") == key
    assert suggested(word, place, "en") == key


def test_suggested_beside_what_is_taken() -> None:
    """A word that may mean two keys means the second where the first is there already."""
    assert suggested("syarat", "step", "id") == "inputs"
    assert suggested("Syarat", "step", "id", taken={"inputs"}) == "when"


@pytest.mark.parametrize(
    ("place", "word", "name"),
    [
        ("step", "No.", "number-of-a-step"),
        ("step", "nomor", "number-of-a-step"),
        ("step", "Mutu Baku", "heading-of-the-form"),
        ("sop", "no", None),
        ("step", "waktu", None),
    ],
)
def test_heading(place: str, word: str, name: str | None) -> None:
    """Headings of the printed form that are no keys of a step have a fault of their own, only there."""
    assert heading(word, place) == name


def test_place_of() -> None:
    """A pointer tells which keys stand under it."""
    assert place_of(()) == "sop"
    assert place_of(("steps", 3)) == "step"
    assert place_of(("steps", 3, "returns", 1)) == "branch"
    assert place_of(("actors", "karo")) == "actor"
    assert place_of(("steps", 3, "actor")) == "performers"
    assert place_of(("steps",)) == place_of(("title",)) == ""


def test_vocabulary() -> None:
    """The vocabulary of a file is that of most of its keys."""
    root = read_nodes(SEED.replace("title:", "nama:")).root

    assert isinstance(root, Mapping)
    assert vocabulary_of(root) == "en"
    assert canonical(root).root.get("title") is not None


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=40))
def test_quoted(text: str) -> None:
    """What is put in single quotes is read as the same text."""
    assert compose(f"a: {quoted(text)}").root == compose(f"a: {quoted(text)}\n").root
    root = compose(f"a: {quoted(text)}").root
    assert isinstance(root, Mapping)
    assert isinstance(root.entries[0].value, Scalar)
    assert root.entries[0].value.text == text


@given(st.text(st.sampled_from("ab :#-'\"[\t\u00a0"), max_size=30))
def test_split_line(text: str) -> None:
    """The parts of a line are the line."""
    line = split_line(text)

    assert line.lead + line.key + line.colon + line.value + line.rest == text


@pytest.mark.parametrize("name", CODES)
def test_codes(name: str) -> None:
    """A fault has the code and severity of its card."""
    finding = fault(name)

    assert finding.code == card(name).code
    assert finding.severity is card(name).severity
    assert (finding.severity is Severity.WARNING) == (name in WARNINGS)


@pytest.mark.parametrize(
    "text",
    [
        "aktivitas: Menerima\n  berkas: lama\n  dan baru",
        "kegiatan:\n\t- aktivitas: Menerima\n\t  waktu: 1 jam\n\t- aktivitas: Menelaah",
        "a: [b, c\nd: e",
        "a: 'b\n\n  c\n",
        "a:\n - b\n  - c\n - d",
        "? a\n: b\n  c: d",
        "a: b\n...\nc: d",
        "%YAML 3.0\n---\na: b",
        "a: !!binary x\nb: !<",
    ],
)
def test_odd_texts(text: str) -> None:
    """Odd YAML ends in findings with places, never in an exception."""
    reading = read_nodes(text)

    assert all(finding.span for finding in reading.findings)
    assert reading.findings or reading.root is not None


VALID = """\
sopkit: 1
nomor: 1
nama: Peminjaman
  Kendaraan
instansi:
- Satu
- Dua
  lanjutan
dibuat: 2026-01-05
berlaku: 2026-01-06
disahkan_oleh:
  jabatan:
    Kepala Biro
    Umum
peringatan: [
  "satu - dua",
  tiga
]
pencatatan:
  - >
    - satu
    • dua
  - "satu
    - dua"
pelaksana:
  a:
    Kepala
    Bagian
  b: Staf
    lanjutan
x-bebas:
  - a
  - b
    - c
kegiatan: # semua langkah
- id: satu
  pelaksana:
    a
  aktivitas: Teks
    - satu
    - dua
  kelengkapan:
  - a
  keluaran: |
    - a
    * b
    aktivitas: x
- pelaksana: {salah_satu: [a,
     b]}
  aktivitas: "teks
    pelaksana - satu"
  keluaran: >-
     a

     b
  jika: ya
  kembali:
  - ke: satu
    jika:
      tidak
"""


def test_valid_texts_are_left_alone() -> None:
    """Texts over several lines, whatever they begin with, are read as YAML reads them."""
    document = read(VALID.encode(), "sop.yaml")

    assert [each for each in document.findings if each.severity is not Severity.HINT] == []
    assert document.sop is not None
    assert document.sop.records == ("- satu • dua", "satu - dua")
    assert document.sop.steps[0].activity == "Teks - satu - dua"
    assert document.sop.steps[0].outputs == ("- a * b aktivitas: x",)
