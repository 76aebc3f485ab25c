"""Mistakes with dashes, brackets, depths and stray lines: one fault, one message, in both vocabularies."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sopkit.document import read
from sopkit.findings import Severity
from sopkit.report.wording import message
from sopkit.source.writer import translate

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = """\
sopkit: 1
nomor: SOP-01/UMUM/2026
nama: Peminjaman Kendaraan Dinas
instansi:
  - PEMERINTAH PROVINSI
  - BIRO UMUM
dibuat: 5 Januari 2026
berlaku: 2 Februari 2026
disahkan_oleh:
  jabatan: Kepala Biro Umum
  nip: 19700101 199003 1 001
pelaksana:
  pemohon: Pemohon
  kasubbag: Kasubbag Kendaraan
kegiatan:
  - id: permohonan
    pelaksana: pemohon
    aktivitas: Mengajukan permohonan
    kelengkapan:
      - Formulir permohonan
      - Kartu pegawai
    waktu: 10 menit
    keluaran: Permohonan
  - pelaksana: kasubbag
    aktivitas: Memeriksa permohonan
    kelengkapan: Permohonan
    waktu: 15 menit
    keluaran: Kunci kendaraan
    jika: permohonan lengkap
    kembali:
      - ke: permohonan
        jika: permohonan belum lengkap
"""
ENGLISH = {
    "nama": "title",
    "instansi": "agency",
    "disahkan_oleh": "approved_by",
    "jabatan": "position",
    "kegiatan": "steps",
    "pelaksana": "actor",
    "aktivitas": "activity",
    "kelengkapan": "inputs",
    "waktu": "time",
    "keluaran": "outputs",
    "keterangan": "note",
    "jika": "when",
    "kembali": "returns",
    "ke": "to",
    "peluang": "chance",
    "salah_satu": "any",
}
SEEDS = {"id": SEED, "en": translate(SEED, "en")}


def spelled(text: str, vocabulary: str) -> str:
    """Return a piece of the file with its keys in a vocabulary."""
    if vocabulary == "id":
        return text
    text = re.sub(r"(?m)^pelaksana(?=:)", "actors", text)
    keyed = r"(?<!\w)(\w+)(?=:)|(?<=\n    )waktu(?= 15)"
    return re.sub(keyed, lambda match: ENGLISH.get(match[0], match[0]), text)


@dataclass(frozen=True)
class Mistake:
    """A piece of the clean file, what stands in its place, and what is found: each a name and its place.

    A place is the line, counted from the one that the piece begins in, and the column.
    """

    old: str
    new: str
    found: tuple[tuple[str, int, str], ...]

    def planted(self, vocabulary: str) -> tuple[str, list[tuple[str, int, int]]]:
        """Return the file with the mistake, and each expected finding with its line and column."""
        old, new = spelled(self.old, vocabulary), spelled(self.new, vocabulary)
        assert SEEDS[vocabulary].count(old) >= 1
        text = SEEDS[vocabulary].replace(old, new, 1)
        first = SEEDS[vocabulary].index(old)
        line = SEEDS[vocabulary].count("\n", 0, first) + 1
        places = []
        words = {} if vocabulary == "id" else ENGLISH
        for name, below, at in self.found:
            row = text.split("\n")[line + below - 1]
            shown = re.sub("[a-z_]+", lambda match: words.get(match[0], match[0]), at)
            places.append((name, line + below, row.index(shown) + 1))
        return text, places


def one(old: str, new: str, name: str, at: str, below: int = 0) -> Mistake:
    """A mistake with one finding."""
    return Mistake(old, new, ((name, below, at),))


SECOND = "  - pelaksana: kasubbag"
FIRST = "  - id: permohonan"
WAITING = "    waktu: 10 menit\n"
TEXT = "    aktivitas: Mengajukan permohonan"
ITEM = "      - Kartu pegawai"
HEAD = "  - BIRO UMUM"
INPUT = "    kelengkapan: Permohonan"
ACTOR = "  - pelaksana: kasubbag\n"
WAY = "      - ke: permohonan\n        jika: permohonan belum lengkap\n"

LINES = {
    "second dash missing": one(HEAD, "  BIRO UMUM", "missing-dash", "BIRO"),
    "numbers at the left for dashes": Mistake(
        "  - PEMERINTAH PROVINSI\n  - BIRO UMUM",
        "1. PEMERINTAH PROVINSI\n2. BIRO UMUM",
        (("missing-dash", 0, "1."), ("missing-dash", 1, "2.")),
    ),
    "space behind a dash missing": one(HEAD, "  -BIRO UMUM", "missing-space", "-BIRO"),
    "first dash missing": one(
        "  - PEMERINTAH PROVINSI", "  PEMERINTAH PROVINSI", "missing-dash", "PEMERINTAH"
    ),
    "dash of an input missing": one(ITEM, "      Kartu pegawai", "missing-dash", "Kartu"),
    "dash of the first input missing": one("      - Formulir", "      Formulir", "missing-dash", "Formulir"),
    "dash too deep": one(ITEM, f"  {ITEM}", "wrong-indentation", "- Kartu"),
    "blank line with a tab": Mistake(WAITING, f"{WAITING}\t\n", ()),
    "stray line above the steps": one(FIRST, f"  Tahap I\n{FIRST}", "unreadable-yaml", "Tahap"),
    "text beside the steps": one("kegiatan:", "kegiatan: Tahap I", "list-expected", "Tahap"),
    "text beside the ways": one("    kembali:", "    kembali: ya", "list-expected", "ya"),
    "first actor without colon": one("  pemohon: P", "  bu Bagian Umum\n  pemohon: P", "missing-colon", "bu"),
    "key at the left": one(TEXT, TEXT.strip(), "wrong-indentation", "aktivitas"),
    "last key at the left": one("    keluaran: Kunci", "keluaran: Kunci", "wrong-indentation", "keluaran"),
    "position at the left": one("  jabatan:", "jabatan:", "wrong-indentation", "jabatan"),
    "actor at the left": one("  kasubbag: K", "kasubbag: K", "wrong-indentation", "kasubbag"),
    "text at the left": one(TEXT, f"{TEXT}\nkendaraan dinas", "missing-colon", "kendaraan", 1),
    "way too deep": one("      - ke:", "        - ke:", "wrong-indentation", "- ke"),
    "comma for the list": one(
        INPUT, "    kelengkapan: [Formulir #3, Kartu]", "unclosed-bracket", "[Formulir"
    ),
    "bracket too many": one(INPUT, "    kelengkapan: [Formulir, Kartu]]", "unclosed-bracket", "[Formulir"),
    "letter at the left": one(WAITING, f"{WAITING}x\n", "unreadable-yaml", "x", 1),
    "rule at the left": one(WAITING, f"{WAITING}------\n", "unreadable-yaml", "------", 1),
    "slashes at the left": one(WAITING, f"{WAITING}// catatan\n", "unreadable-yaml", "// catatan", 1),
    "document mark": one(WAITING, f"{WAITING}---\n", "several-documents", "---", 1),
    "spaces for a dash": one(SECOND, "  pelaksana: kasubbag", "missing-dash", "pelaksana"),
    "no dash before the first step": one(FIRST, "    id: permohonan", "missing-dash", "id"),
    "no dash before a way": one(WAY, WAY.replace("- ke", "ke"), "missing-dash", "ke"),
    "no dash, in one column": one(
        WAY, "      ke: permohonan\n      jika: permohonan belum lengkap\n", "missing-dash", "ke"
    ),
    "anchor": one(TEXT, "    aktivitas: &Mengajukan", "leading-character", "&"),
    "percent": one(
        WAY, WAY.replace("        jika", "        peluang: %20\n        jika"), "leading-character", "%", 1
    ),
    "way for the ways": one(
        f"    kembali:\n{WAY}", "    kembali: permohonan\n", "list-expected", "permohonan"
    ),
    "braces for brackets": one(ACTOR, "  - pelaksana: {pemohon, kasubbag}\n", "list-expected", "{pemohon"),
    "dash behind the id": one(
        f"{FIRST}\n    pelaksana:", f"{FIRST}\n  - pelaksana:", "surplus-dash", "- pelaksana", 1
    ),
    "dash before a text": one(TEXT, TEXT.replace("    a", "  - a"), "surplus-dash", "- aktivitas"),
    "dash in the column of the keys": one(
        TEXT, TEXT.replace("    a", "    - a"), "surplus-dash", "- aktivitas"
    ),
    "dash before a key of the file": one("kegiatan:", "- kegiatan:", "surplus-dash", "- kegiatan"),
    "step too deep": one(SECOND, f"  {SECOND}", "wrong-indentation", "- pelaksana"),
    "hard space before a key": one(
        "    kelengkapan:\n",
        "\N{NO-BREAK SPACE}   kelengkapan:\n",
        "non-breaking-space",
        "\N{NO-BREAK SPACE}",
    ),
    "first entry too deep": one("      - Formulir", "        Formulir", "missing-dash", "Formulir"),
    "dash in a way": one("        jika:", "      - jika:", "surplus-dash", "- jika"),
    "number sign for an entry": one(HEAD, "  - #1 BIRO UMUM", "text-as-comment", "#1"),
    "number sign for a note": one(WAITING, f"    keterangan: #3 lembar\n{WAITING}", "text-as-comment", "#3"),
    "number sign for what must be there": one(
        TEXT, "    aktivitas: #Mengajukan", "leading-character", "#Men"
    ),
    "two words for one thing": one(
        "    keluaran: Kunci kendaraan\n",
        "    keluaran: Kunci kendaraan\n    keluaran: Arsip\n",
        "duplicate-key",
        "keluaran",
        1,
    ),
    "two keys on one line": one(
        "    waktu: 15 menit\n    keluaran:",
        "    waktu: 15 menit    keluaran:",
        "missing-line-break",
        "keluaran",
    ),
    "two keys with a semicolon": one(
        "    waktu: 15 menit\n    keluaran:",
        "    waktu: 15 menit; keluaran:",
        "missing-line-break",
        "keluaran",
    ),
    "way on one line": one(
        WAY, "      - ke: permohonan jika: permohonan belum lengkap\n", "missing-line-break", "jika"
    ),
    "manner without braces": one(
        ACTOR, "  - pelaksana: salah_satu: [pemohon, kasubbag]\n", "missing-line-break", "salah_satu"
    ),
    "manner with one brace": one(
        ACTOR, "  - pelaksana: {salah_satu: [pemohon, kasubbag]\n", "unclosed-bracket", "{salah_satu"
    ),
    "manner without space": one(
        ACTOR, "  - pelaksana: {salah_satu:[pemohon, kasubbag]}\n", "missing-space", "{salah_satu"
    ),
    "list beside its key": one(INPUT, "    kelengkapan: - Permohonan", "missing-line-break", "- Perm"),
    "actor too deep": one("  kasubbag: K", "    kasubbag: K", "wrong-indentation", "kasubbag"),
    "space too many behind a dash": one(FIRST, "  -  id: permohonan", "wrong-indentation", "-  id"),
    "space too many before a dash": one(SECOND, f" {SECOND}", "wrong-indentation", "- pelaksana"),
    "first actor too deep": one("  pemohon: P", "    pemohon: P", "wrong-indentation", "pemohon"),
    "first of the approval too deep": one("  jabatan:", "    jabatan:", "wrong-indentation", "jabatan"),
    "first actor and its title too deep": one(
        "  pemohon: Pemohon", "    pemohon:\n      Pemohon", "wrong-indentation", "pemohon"
    ),
    "keys for the inputs": one(INPUT, "    kelengkapan: {surat: 1, kartu: 2}", "texts-expected", "{surat"),
    "steps too deep": one("kegiatan:", "  kegiatan:", "wrong-indentation", "kegiatan"),
    "steps a little too deep": one("kegiatan:", " kegiatan:", "wrong-indentation", "kegiatan"),
    "space behind the only key missing": one(
        "  jabatan: Kepala Biro Umum\n  nip: 19700101 199003 1 001\n",
        "  jabatan:Kepala Biro Umum\n",
        "missing-space",
        "jabatan:Kepala",
    ),
    "space behind an actor missing": one("  pemohon: P", "  pemohon:P", "missing-space", "pemohon"),
    "space behind the last actor missing": one("  kasubbag: K", "  kasubbag:K", "missing-space", "kasubbag"),
    "dash before an actor": one("  pemohon: P", "  - pemohon: P", "surplus-dash", "- pemohon"),
    "dash before the last actor": one("  kasubbag: K", "  - kasubbag: K", "surplus-dash", "- kasubbag"),
    "actor with the id of another": one("  kasubbag: K", "  pemohon: K", "duplicate-key", "pemohon"),
    "blank in the id of an actor": one("  kasubbag: K", "  Pak Kepala: K", "not-an-id", "Pak"),
    "exclamation mark before a text": one(ITEM, "      - !penting Kartu", "leading-character", "!penting"),
    "exclamation mark before an activity": one(
        TEXT, "    aktivitas: !segera mengajukan", "leading-character", "!segera"
    ),
    "way without its key": one(WAY, WAY.replace("ke: ", ""), "missing-colon", "permohonan"),
    "way beside the ways": one(
        f"    kembali:\n{WAY}",
        "    kembali: permohonan\n      jika: permohonan belum lengkap\n",
        "list-expected",
        "permohonan",
    ),
    "position beside its key": one(
        "disahkan_oleh:\n  jabatan: Kep", "disahkan_oleh: jabatan: Kep", "missing-line-break", "jabatan"
    ),
    **{
        f"quote and {name}": Mistake(
            SEED[SEED.index(TEXT) : SEED.index("    waktu: 15") + len("    waktu: 15 menit")],
            SEED[SEED.index(TEXT) : SEED.index("    waktu: 15")].replace("Meng", '"Meng') + new,
            (("unclosed-quote", 0, '"Mengajukan'), (name, 9, at)),
        )
        for name, new, at in (
            ("bare-dash", "    waktu: -", "-"),
            ("missing-colon", "    waktu 15 menit", "waktu"),
            ("leading-character", "    waktu: @15 menit", "@"),
        )
    },
    **{
        f"{sign} for a dash": one(SECOND, f"  {sign}pelaksana: kasubbag", "missing-dash", sign.rstrip("\t"))
        for sign in ("– ", "–", "• ", "4. ", "2) ", "--", "-\t", "- - ", "* ", "· ")
    },
    **{
        f"{sign} for a dash of a text": one(HEAD, f"  {sign}BIRO UMUM", "missing-dash", sign.strip())
        for sign in ("– ", "•", "2. ", "-- ", "* ", "- - ")
    },
}


@pytest.mark.parametrize("vocabulary", ["id", "en"])
@pytest.mark.parametrize("mistake", LINES.values(), ids=LINES.keys())
def test_told_once(mistake: Mistake, vocabulary: str) -> None:
    """A mistake is told once, where it was made, and nothing else is; in words of both languages."""
    text, expected = mistake.planted(vocabulary)
    grave = [each for each in read(text.encode(), "sop.yaml").findings if each.severity is not Severity.HINT]

    assert [(each.name, each.span.line, each.span.column) for each in grave if each.span] == expected
    for each in grave:
        assert message(each, "en").message != message(each, "id").message


def test_steps_with_a_misspelled_key_are_no_actor() -> None:
    """`step` for `steps` is one unknown key, though comments of the steps have a word like it."""
    text = SEEDS["en"].replace("steps:", "step:").replace("actor: pemohon", "actor: pemohon  # of the step")
    found = [each for each in read(text.encode(), "sop.yaml").findings if each.severity is Severity.ERROR]

    assert [(each.name, each.suggestion) for each in found] == [("unknown-key", "steps")]


def test_a_missing_space_is_shown_with_the_value() -> None:
    """What to do about a missing space shows the key with its value."""
    text = SEED.replace("waktu: 15 menit", "waktu:15 menit  # kira-kira")
    found = [each for each in read(text.encode(), "sop.yaml").findings if each.severity is Severity.ERROR]

    assert [message(each, "id").help for each in found] == ["Tulis spasi di sana: `waktu: 15 menit`."]


def test_a_text_with_an_exclamation_mark_is_shown_in_quotes() -> None:
    """A text that begins with `!` is suggested in quotes, as one that begins with `@` is."""
    text = SEED.replace(ITEM, "      - !penting Kartu pegawai")
    found = [each for each in read(text.encode(), "sop.yaml").findings if each.severity is Severity.ERROR]

    assert [(each.name, each.suggestion) for each in found] == [
        ("leading-character", "'!penting Kartu pegawai'")
    ]


@pytest.mark.parametrize(("rubbish", "lines"), [("    ][ :\n", "{0}"), ("    ][ :\n    }} {\n", "{0}-{1}")])
def test_left_out_lines_are_named(rubbish: str, lines: str) -> None:
    """What is left out is named as one line or as the first and the last of several."""
    text = SEED.replace(WAITING, f"{WAITING}{rubbish}", 1)
    found = [each for each in read(text.encode(), "sop.yaml").findings if each.name == "unreadable-yaml"]

    first = SEED[: SEED.index(WAITING)].count("\n") + 2
    assert [message(each, "id").message for each in found] == [
        f"`][ :` tidak terbaca di sini; dilewati: baris {lines.format(first, first + 1)}"
    ]


@pytest.mark.parametrize("change", [str.capitalize, str.upper])
@pytest.mark.parametrize("vocabulary", ["id", "en"])
def test_capitals_are_told_once(vocabulary: str, change: Callable[[str], str]) -> None:
    """Keys in capital letters are one finding for the whole file, with the words of its own vocabulary."""
    keys = r"(?m)^( *(?:- )?)(?!pemohon|kasubbag)(\w+)(?=:)"
    text, count = re.subn(keys, lambda match: match[1] + change(match[2]), SEEDS[vocabulary])
    found = [each for each in read(text.encode(), "sop.yaml").findings if each.severity is Severity.ERROR]

    assert [(each.name, each.span and each.span.line) for each in found] == [("key-in-capitals", 1)]
    assert dict(found[0].details) == {"found": change("sopkit"), "expected": "sopkit", "count": str(count)}


def test_lines_beyond_repair_are_told_once() -> None:
    """A stretch of lines that cannot be read is one finding, which says up to which line it goes."""
    rubbish = "    }{ ]\n    ][ :\n    }} {\n    %% ]\n"
    text = SEED.replace(WAITING, f"{WAITING}{rubbish}", 1)
    found = [each for each in read(text.encode(), "sop.yaml").findings if each.name == "unreadable-yaml"]

    line = SEED[: SEED.index(WAITING)].count("\n") + 2
    assert [(each.span and each.span.line, dict(each.details)["line"]) for each in found] == [
        (line, str(line + 3))
    ]


@pytest.mark.parametrize("name", ["reference/format.md", "reference/format.id.md"])
def test_signs_on_the_page_are_those_that_need_quotes(name: str) -> None:
    """The page lists exactly the signs that a text cannot begin with unless it stands in quotes."""
    page = (Path(__file__).parent.parent / "docs" / name).read_text(encoding="utf-8")
    listed = re.search(r"``(@ .*) ``", page)
    texts = [f"{sign}x" for sign in string.punctuation]
    read_as = [
        read(SEED.replace(TEXT, f"    aktivitas: {text}", 1).encode(), "sop.yaml").sop for text in texts
    ]

    assert listed is not None
    refused = {text[0] for text, sop in zip(texts, read_as, strict=True) if sop is None}
    assert set(listed[1].split()) == refused
