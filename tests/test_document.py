"""The whole route: files and texts to documents, SOPs and exceptions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sopkit.assemble.written import write
from sopkit.document import check, load, loads, nodes_of, read, read_file
from sopkit.errors import InvalidSop, UnreadableFile
from sopkit.findings import Severity
from sopkit.nodes import Mapping
from sopkit.source.canonical import canonical
from sopkit.source.reader import read_nodes
from sopkit.source.writer import translate

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"
TEXT = SEED.read_text(encoding="utf-8")


def test_load() -> None:
    """A file without errors is loaded; its stem is the id where it has none."""
    sop = load(SEED)

    assert sop.id == "perbaikan-data-kinerja"
    assert len(sop.steps) == 10
    assert loads(TEXT).id == ""
    assert loads(TEXT, file="lain/sop-1.yaml").id == "sop-1"


@pytest.mark.parametrize(
    ("stem", "sop_id"),
    [
        ("perbaikan-data-kinerja", "perbaikan-data-kinerja"),
        ("SOP_1.2", "SOP_1.2"),
        ("SOP Cuti (2)", "sop-cuti-2"),
        ("sop cuti_v1.2", "sop-cuti_v1.2"),
        ("_Café Balaï", "cafe-balai"),
        ("日本", "sop"),
        (".tersembunyi", "tersembunyi"),
        ("-", "sop"),
    ],
)
@pytest.mark.parametrize("vocabulary", ["en", "id"])
def test_id_of_a_file(stem: str, sop_id: str, vocabulary: str) -> None:
    """A file whose name is no id gives one like it, which is an id when it is written."""
    sop = loads(TEXT, file=f"folder/{stem}.yaml")

    assert sop.id == sop_id
    assert loads(write(sop, vocabulary)) == sop


def test_invalid_sop() -> None:
    """A file with errors raises once, with all findings and the first error in words."""
    text = TEXT.replace("actor: arsiparis ", "actor: arsip ").replace("sopkit: 1", "sopkit: 2")

    with pytest.raises(InvalidSop, match=r"<text>:6:9: SOP114 unknown-version \(and 1 more\)") as raised:
        loads(text)
    assert raised.value.findings == read(text.encode("utf-8"), "<text>").findings


@pytest.mark.parametrize("name", ["tidak-ada.yaml", "", "nul\0.yaml"])
def test_unreadable_file(tmp_path: Path, name: str) -> None:
    """A path that cannot be opened raises with the path and a reason."""
    with pytest.raises(UnreadableFile, match=r".") as raised:
        read_file(tmp_path / name)

    assert raised.value.reason


def test_check() -> None:
    """Checking a file returns its findings, with places, in their order."""
    findings = check(SEED)

    places = [finding.span for finding in findings if finding.span]
    assert len(places) == len(findings) > 0
    assert places == sorted(places)
    assert all(finding.severity is not Severity.ERROR for finding in findings)


def test_clean_document() -> None:
    """A document holds the text with line feeds, the vocabulary and the SOP."""
    document = read(TEXT.replace("\n", "\r\n").encode("utf-8"), "sop.yaml")

    assert document.text == TEXT
    assert document.vocabulary == "en"
    assert not document.has_errors
    assert document.errors == ()


def test_errors_withhold_the_sop() -> None:
    """A document with an error has no SOP, and all errors are found at once, those of YAML among them."""
    text = TEXT.replace("time: 240 Menit", "time: -").replace("actor: arsiparis ", "actor: arsip ")
    text = text.replace("effective: 2021-01-04", "effective: 2021-13-01").replace(
        "activity: Menyusun", "activity"
    )
    document = read(text.encode("utf-8"), "sop.yaml")

    assert document.sop is None
    assert [error.name for error in document.errors] == [
        "impossible-date",
        "missing-colon",
        "bare-dash",
        "unknown-actor",
    ]


@pytest.mark.parametrize(("vocabulary", "key"), [("en", "activity"), ("id", "aktivitas")])
def test_keys_as_the_author_spells_them(vocabulary: str, key: str) -> None:
    """A message names keys in the vocabulary of the file."""
    text = translate(TEXT.replace("activity: Menyusun", "question: Menyusun"), vocabulary)
    document = read(text.encode("utf-8"), "sop.yaml")

    (error,) = document.errors
    assert error.details == (("key_wanted", key),)


def test_lost_lines_silence_what_follows() -> None:
    """Where a line cannot be read at all, nothing is said that would only follow from its loss."""
    document = read(TEXT.replace("    actor: arsiparis ", "    ]] actor ").encode("utf-8"), "sop.yaml")

    clean = [finding.name for finding in read(TEXT.encode("utf-8"), "sop.yaml").findings]
    assert [finding.name for finding in document.findings] == [*clean, "unreadable-yaml"]


def test_unknown_key_is_not_missing_too() -> None:
    """A required key under an unknown word is told once, as that word."""
    document = read(TEXT.replace("activity: Menyusun", "pekerjaan: Menyusun").encode("utf-8"), "sop.yaml")

    (error,) = document.errors
    assert (error.name, error.suggestion) == ("unknown-key", "activity")


def test_mixed_vocabulary_is_told_once_a_word() -> None:
    """Words of the other vocabulary are a warning, one for each word, with the places where it stands."""
    document = read(TEXT.replace("    time:", "    waktu:").encode("utf-8"), "sop.yaml")

    (warning,) = [each for each in document.findings if each.name == "mixed-vocabulary"]
    assert warning.severity is Severity.WARNING
    assert warning.suggestion == "time"
    assert len(warning.related) == 9
    assert document.sop is not None
    assert document.sop.steps == loads(TEXT).steps


@pytest.mark.parametrize("path", sorted(Path("sops").glob("*.yaml")), ids=lambda path: path.stem)
def test_nodes_of_a_sound_document(path: Path) -> None:
    """A sound document has the same nodes and places when it is read again without looking for faults."""
    text = path.read_text(encoding="utf-8").replace("\n", "\n\t\n", 1)
    document = read(text.encode("utf-8"), "a.yaml")
    root = read_nodes(document.text).root

    assert document.sop is not None
    assert isinstance(root, Mapping)
    assert nodes_of(document) == canonical(root)


def test_clean_file_needs_no_jsonschema() -> None:
    """Reading a clean file loads neither jsonschema nor any library that draws or runs."""
    code = (
        "import sys; from sopkit.document import load; load(sys.argv[1]); "
        "print(sorted({'jsonschema', 'transitions', 'graphviz', 'reportlab'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SEED)],
        capture_output=True,
        text=True,
        check=True,
        cwd=SEED.parent.parent,
    )

    assert done.stdout.strip() == "[]"
