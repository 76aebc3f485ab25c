"""Mistakes made by hand in a clean file: each is told once, at its place, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import read
from sopkit.findings import Severity
from sopkit.report.wording import message
from sopkit.source.writer import translate

if TYPE_CHECKING:
    from sopkit.document import Document

SEED = (Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml").read_text(encoding="utf-8")
SEEDS = {"en": SEED, "id": translate(SEED, "id")}

WORDS = {
    "activity": "aktivitas",
    "Activity": "Aktivitas",
    "inputs": "kelengkapan",
    "outputs": "keluaran",
    "time": "waktu",
    "actor": "pelaksana",
    "returns": "kembali",
    "when": "jika",
    "to": "ke",
    "steps": "kegiatan",
    "actors": "pelaksana",
    "created": "dibuat",
    "revised": "direvisi",
    "effective": "berlaku",
    "number": "nomor",
    "position": "jabatan",
    "records": "pencatatan",
    "agency": "instansi",
    "equipment": "peralatan",
    "limit": "maksimal",
    "next": "lanjut",
    "branches": "cabang",
    "chance": "peluang",
    "form": "formulir",
    "columns": "kolom",
    "approved_by": "disahkan_oleh",
}


@dataclass(frozen=True)
class Mistake:
    """A text of the clean file and what stands in its place; `at` begins where the finding must point."""

    old: str
    new: str
    name: str
    at: str
    suggestion: str | None = None

    def planted(self, vocabulary: str) -> tuple[str, int, int]:
        """Return the file with the mistake, and the line and column of the expected finding."""
        old, new, at = (spelled(text, vocabulary) for text in (self.old, self.new, self.at))
        seed = SEEDS[vocabulary]
        assert seed.count(old) >= 1, old
        start = seed.index(old)
        text = seed[:start] + new + seed[start + len(old) :]
        place = text.index(at, max(0, start - 200 if at not in new else start))
        return text, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def spelled(text: str, vocabulary: str) -> str:
    """Return a piece of the file with its keys in a vocabulary."""
    if vocabulary == "en":
        return text
    return re.sub(
        r"(?m)(^|^\s+|- )(\w+)(?=:|$| [A-Z]| penyusunan)",
        lambda match: match[1] + WORDS.get(match[2], match[2]),
        text,
    )


PERINTAH = "    inputs: [Surat permintaan data kpd PD]"
SUSUN = "    activity: Menyusun perbaikan data kinerja"
HIMPUN = "    activity: Menerima dan memerintahkan"
ARSIP = "    activity: Mengarsipkan Perbaikan Data Kinerja"
RETURN = "      - to: penyusunan "
REST = "        when: ada perbaikan\n\n  - id: telaah-karo"
LAST = "    time: 25 Menit"

MISTAKES = (
    {
        "misspelled key": Mistake(
            "    activity: menyampaikan", "    actvity: menyampaikan", "unknown-key", "actvity"
        ),
        "key with a capital": Mistake(
            ARSIP, ARSIP.replace("activity", "Activity"), "key-in-capitals", "Activity"
        ),
        "word of the form": Mistake(
            "    outputs: [Disposisi]", "    hasil: [Disposisi]", "unknown-key", "hasil"
        ),
        "unknown key": Mistake(ARSIP, "    foo: bar\n" + ARSIP, "unknown-key", "foo"),
        "merge key": Mistake("\nactors:\n", "\nactors:\n  <<: x\n", "unknown-key", "<<"),
        "repeated key": Mistake(LAST, f"{LAST}\n    time: 20 Menit", "duplicate-key", "time: 20"),
        "missing key": Mistake(
            "    actor: arsiparis                  # inferred\n", "", "missing-key", "id: pengarsipan"
        ),
        "missing number": Mistake("number: D65 / 2 / OP-B\n", "", "missing-key", "sopkit: 1"),
        "missing position": Mistake("  position: Kepala Biro Organisasi\n", "", "missing-key", "approved_by"),
        "empty value": Mistake("number: D65 / 2 / OP-B\n", "number:\n", "missing-key", "number"),
        "return to a later step": Mistake(
            RETURN, "      - to: penerimaan ", "return-goes-back", "penerimaan"
        ),
        "return to an unknown step": Mistake(RETURN, "      - to: penyusunn ", "unknown-step", "penyusunn"),
        "unknown actor": Mistake("actor: arsiparis ", "actor: arsiparsi ", "unknown-actor", "arsiparsi"),
        "repeated id": Mistake("- id: pengarsipan", "- id: penerimaan", "duplicate-step-id", "penerimaan\n"),
        "id with a blank": Mistake("- id: pengarsipan", "- id: Peng arsipan", "not-an-id", "Peng arsipan"),
        "reserved id": Mistake("- id: pengarsipan", "- id: selesai", "reserved-id", "selesai"),
        "next to a list": Mistake(LAST, f"{LAST}\n    next: [a, b]", "ways-side-by-side", "[a, b]"),
        "limit of none": Mistake(
            REST, REST.replace("\n\n", "\n        limit: 0\n\n"), "not-a-limit", "0\n\n  - id: telaah-karo"
        ),
        "chance over one": Mistake(
            REST, REST.replace("\n\n", "\n        chance: 1.5\n\n"), "not-a-chance", "1.5\n\n"
        ),
        "misspelled unit": Mistake("    time: 15 Menit", "    time: 15 minit", "unreadable-time", "15 minit"),
        "impossible date": Mistake(
            "effective: 2021-01-04", "effective: 2021-02-30", "impossible-date", "2021-02-30"
        ),
        "date without a day": Mistake(
            "created: 2021-01-04", "created: Januari 2021", "date-without-day", "Januari"
        ),
        "date with slashes": Mistake(
            "created: 2021-01-04", "created: 04/01/2021", "unreadable-date", "04/01"
        ),
        "unknown status": Mistake("created: 20", "status: aktif\ncreated: 20", "unknown-word", "aktif"),
        "version of the format": Mistake("sopkit: 1\n", "sopkit: 2\n", "unknown-version", "2\n"),
        "text for a list": Mistake(
            "records:\n  - Buku Agenda\n  - Nota Dinas", "records: Buku", "list-expected", "Buku"
        ),
        "list for a text": Mistake(
            ARSIP, "    activity: [Menata, Menyimpan]\n    # ", "text-expected", "[Menata"
        ),
        "column left out": Mistake(
            "\nactors:\n", "\nform:\n  columns:\n    - time\nactors:\n", "missing-column", "- time"
        ),
        "missing colon": Mistake(SUSUN, SUSUN.replace(":", ""), "missing-colon", "activity"),
        "missing colon before steps": Mistake("steps:\n", "steps\n", "missing-colon", "steps"),
        "missing colon of an actor": Mistake(
            "  kabag: Kabag\n", "  kabag Kabag\n", "missing-colon", "kabag Kabag"
        ),
        "missing colon of an id": Mistake(
            "  - id: pengarsipan", "  - id pengarsipan", "missing-colon", "id peng"
        ),
        "missing colon of a list": Mistake("    returns:\n", "    returns\n", "missing-colon", "returns"),
        "missing colon in a branch": Mistake(
            RETURN, "      - to penyusunan ", "missing-colon", "to penyusunan"
        ),
        "missing space": Mistake(SUSUN, SUSUN.replace(": ", ":"), "missing-space", "activity"),
        "missing space in a branch": Mistake(RETURN, "      - to:penyusunan ", "missing-space", "to:peny"),
        "missing space behind a dash": Mistake("  - id: peng", "  -id: peng", "missing-space", "-id: peng"),
        "missing dash": Mistake(
            "  - id: pengarsipan", "    id: pengarsipan", "missing-dash", "id: pengarsipan"
        ),
        "tab": Mistake("    actor: kabag  ", "\tactor: kabag  ", "tab-indentation", "\tactor"),
        "tab behind spaces": Mistake(
            "    actor: kabag  ", "  \tactor: kabag  ", "tab-indentation", "  \tactor"
        ),
        "too deep by one": Mistake(ARSIP, f" {ARSIP}", "wrong-indentation", "activity: Mengarsipkan"),
        "too shallow by one": Mistake(ARSIP, ARSIP[1:], "wrong-indentation", "activity: Mengarsipkan"),
        "dash too deep by two": Mistake(
            "  - id: pengarsipan", "    - id: pengarsipan", "wrong-indentation", "- id: peng"
        ),
        "first dash too deep": Mistake(
            "  - id: perintah\n", "    - id: perintah\n", "wrong-indentation", "- id: per"
        ),
        "actor too deep": Mistake(
            "  kabag: Kabag\n", "   kabag: Kabag\n", "wrong-indentation", "kabag: Kabag"
        ),
        "dash too deep": Mistake(
            "  - id: pengarsipan", "   - id: pengarsipan", "wrong-indentation", "- id: peng"
        ),
        "branch too shallow": Mistake(
            REST, REST[1:], "wrong-indentation", "when: ada perbaikan\n\n  - id: telaah-karo"
        ),
        "unclosed double quote": Mistake(
            "    activity: menyampaikan", '    activity: "menyampaikan', "unclosed-quote", '"menyampaikan'
        ),
        "unclosed quote in brackets": Mistake(
            PERINTAH, PERINTAH.replace("[", '["'), "unclosed-quote", '"Surat permintaan'
        ),
        "unclosed single quote": Mistake(ARSIP, ARSIP.replace("M", "'M"), "unclosed-quote", "'Mengarsipkan"),
        "text behind a quote": Mistake(
            ARSIP, ARSIP.replace("Mengarsipkan", '"Mengarsipkan"'), "text-after-quote", '"Mengarsipkan"'
        ),
        "unclosed bracket": Mistake(PERINTAH, PERINTAH[:-1], "unclosed-bracket", "[Surat permintaan"),
        "backslash": Mistake(
            ARSIP + " dalam Arsip Biro",
            '    activity: "Menyimpan di D:\\Arsip"',
            "backslash-in-quotes",
            '"Menyimpan',
        ),
        "colon in a text": Mistake(
            HIMPUN, HIMPUN.replace("Men", "Catatan: Men"), "colon-in-text", "Catatan: Men"
        ),
        "colon in an entry": Mistake(
            "  - Buku Agenda", "  - Catatan: Agenda", "colon-in-text", "Catatan: Agenda"
        ),
        "two colons in an entry": Mistake(
            "  - Buku Agenda", "  - Catatan: a: b", "colon-in-text", "Catatan: a"
        ),
        "colon in brackets": Mistake("[Disposisi]", "[Nota: Disposisi]", "colon-in-text", "Nota: Disposisi"),
        "dash for nothing": Mistake("revised: 2021-01-04", "revised: -", "bare-dash", "-\n"),
        "dash for a time": Mistake("    time: 240 Menit", "    time: -", "bare-dash", "-\n"),
        "number sign": Mistake("kepada Kasubbag TU Biro", "kepada Kasubbag TU #3", "text-as-comment", "#3"),
        "non-breaking space": Mistake(
            "    time: 240 Menit", "    time:\u00a0240 Menit", "non-breaking-space", "\u00a0"
        ),
        "non-breaking space at the beginning": Mistake(
            "    time: 240 Menit", "\u00a0    time: 240 Menit", "non-breaking-space", "\u00a0"
        ),
        "non-breaking space before": Mistake(
            "    time: 240 Menit", "  \u00a0 time: 240 Menit", "non-breaking-space", "\u00a0"
        ),
        "number of a step": Mistake(ARSIP, f"    no: 10\n{ARSIP}", "number-of-a-step", "no: 10"),
        "heading over columns": Mistake(
            ARSIP, f"    mutu baku: baik\n{ARSIP}", "heading-of-the-form", "mutu baku"
        ),
        "heading of a column": Mistake(
            "    outputs: [Disposisi]", "    Hasil/Output: [Disposisi]", "unknown-key", "Hasil/Output"
        ),
        "list of returns as a text": Mistake(
            ARSIP, f"    jika_tidak: perintah\n{ARSIP}", "unknown-key", "jika_tidak"
        ),
        "two words for one key": Mistake(
            "    activity: Menganalisis", "    uraian: Menganalisis", "unknown-key", "uraian"
        ),
    }
    | {
        f"leading {mark}": Mistake(
            ARSIP, ARSIP.replace("M", f"{mark}M", 1), "leading-character", f"{mark}Mengarsipkan"
        )
        for mark in ("@", "*", "&", "!", "%", "> ", "| ", "`", "? ", "- ", ", ", "** ", "& ", "!! ")
    }
    | {
        f"bracketed {mark}": Mistake(
            ARSIP,
            ARSIP.replace("Mengarsipkan", f"{mark[0]}Mengarsipkan{mark[1]}"),
            "leading-character",
            f"{mark[0]}Mengarsipkan",
        )
        for mark in ("[]", "{}")
    }
)


def grave(document: Document) -> list[tuple[str, int, int]]:
    """The errors and warnings of a document with their places."""
    return [
        (each.name, each.span.line, each.span.column)
        for each in document.findings
        if each.severity is not Severity.HINT and each.span
    ]


@pytest.mark.parametrize("vocabulary", ["en", "id"])
@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
class TestOneMistake:
    """One fault, one message, at its place."""

    def test_told_once(self, mistake: Mistake, vocabulary: str) -> None:
        """A mistake gives one error or warning more than the clean file, where it was made."""
        text, line, column = mistake.planted(vocabulary)
        clean = [name for name, _, _ in grave(read(SEEDS[vocabulary].encode(), "sop.yaml"))]

        found = grave(read(text.encode("utf-8"), "sop.yaml"))
        more = [each for each in found if each[0] not in clean or each[0] == mistake.name]
        assert more == [(mistake.name, line, column)]

    def test_words(self, mistake: Mistake, vocabulary: str) -> None:
        """A mistake has a message and a help in both languages."""
        text, line, _ = mistake.planted(vocabulary)
        finding = next(
            each for each in read(text.encode("utf-8"), "sop.yaml").findings if each.name == mistake.name
        )

        english, indonesian = message(finding, "en"), message(finding, "id")
        assert english.message != indonesian.message
        assert english.help != indonesian.help
        assert english.line == line


@pytest.mark.parametrize("sign", [" =", " = ", " ; ", ";", "\uff1a", "="])
def test_another_sign_for_the_colon(sign: str) -> None:
    """Where another sign stands for the colon, the advice has the colon and not the sign."""
    text = SEED.replace("    time: 240 Menit", f"    time{sign}240 Menit")

    (finding,) = read(text.encode("utf-8"), "sop.yaml").errors
    assert dict(finding.details)["expected"] == "time: 240 Menit"


def test_another_sign_behind_an_actor() -> None:
    """Behind an id of an actor, too, the advice has the colon and not the sign that stands there."""
    text = SEED.replace("  kabag: Kabag\n", "  kabag = Kabag\n")

    (finding,) = read(text.encode("utf-8"), "sop.yaml").errors
    assert dict(finding.details)["expected"] == "kabag: Kabag"


PLANTED = st.sampled_from(sorted(MISTAKES))


@given(PLANTED, st.sampled_from(["en", "id"]), st.data())
def test_places_lie_inside_the_file(name: str, vocabulary: str, data: st.DataObject) -> None:
    """Every place lies inside its file, whatever else is cut out of it."""
    text, _, _ = MISTAKES[name].planted(vocabulary)
    start = data.draw(st.integers(0, len(text)))
    text = text[:start] + text[data.draw(st.integers(start, min(len(text), start + 200))) :]

    lines = text.split("\n")
    for finding in read(text.encode("utf-8"), "sop.yaml").findings:
        assert finding.span is not None
        span = finding.span
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


@given(PLANTED, PLANTED)
def test_two_mistakes(one: str, other: str) -> None:
    """Of two mistakes in one file neither makes the reader raise, and the file is never taken for clean."""
    text, _, _ = MISTAKES[one].planted("en")
    old, new = MISTAKES[other].old, MISTAKES[other].new
    document = read(text.replace(old, new, 1).encode("utf-8"), "sop.yaml")

    assert {each.name for each in document.findings} & {MISTAKES[one].name, MISTAKES[other].name}
