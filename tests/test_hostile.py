"""Hostile and broken input: the reader answers soon, with findings, and never raises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopkit.assemble.written import write
from sopkit.document import loads, read
from sopkit.findings import Span
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.model import Sop

SEED = (Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml").read_bytes()


def names(data: bytes) -> list[str]:
    """The names of all findings in a file."""
    return [finding.name for finding in read(data, "sop.yaml").findings]


def test_windows_1252() -> None:
    """Bytes of Windows-1252 are named as what they are, at their place; the rest is read."""
    document = read(SEED.replace(b"Kabag Tatalaksana\n", b"Kabag \x96 Tatalaksana\n", 1), "sop.yaml")

    (error,) = document.errors
    assert error.name == "not-utf-8"
    assert dict(error.details) == {"found": "\N{EN DASH}", "byte": "96"}
    assert error.span is not None
    line = document.text.split("\n")[error.span.line - 1]
    assert line[error.span.column - 1] == "\N{EN DASH}"


def test_binary_file() -> None:
    """A file that is no text is called that, and nothing else is said of it."""
    assert names(b"PK\x03\x04" + bytes(range(32)) * 20) == ["not-text"]


def test_large_file() -> None:
    """A file of ten megabytes is refused unread."""
    assert names(b"a" * 10_000_000) == ["too-large"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x80", "\ufeff", "\uffff"])
def test_control_character(character: str) -> None:
    """A control character is found where it stands, and the SOP around it is read."""
    text = SEED.decode("utf-8").replace("Kabag Tatalaksana\n", f"Kabag {character}Tata\n", 1)
    document = read(text.encode("utf-8"), "sop.yaml")

    (error,) = document.errors
    before = text[: text.index(character)]
    assert error.name == "control-character"
    assert error.details == (("found", f"U+{ord(character):04X}"),)
    assert error.span is not None
    assert (error.span.line, error.span.column) == (
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )


@pytest.mark.parametrize(
    ("escape", "found"),
    [
        ("\\0", "0000"),
        ("\\x01", "0001"),
        ("\\e[31m", "001B"),
        ("\\x7F", "007F"),
        ("\\x9B", "009B"),
        ("\\uFFFF", "FFFF"),
    ],
)
def test_escaped_control_character(escape: str, found: str) -> None:
    """A control character written as an escape in quotes is found at its value, and reaches no text."""
    text = SEED.decode("utf-8").replace(": Kabag Tatalaksana\n", f': "a{escape}b"\n', 1)
    document = read(text.encode("utf-8"), "sop.yaml")

    (error,) = document.errors
    assert (error.name, error.details) == ("control-character", (("found", f"U+{found}"),))
    assert error.span is not None
    place = document.text.split("\n")[error.span.line - 1][error.span.column - 1 : error.span.end_column - 1]
    assert place == f'"a{escape}b"'


def test_escaped_control_character_in_a_key() -> None:
    """Keys and tags hold no control characters either."""
    found = names(SEED + b'"x\\0y": 1\n') + names(SEED + b"x-a: !a%1b 1\n")

    assert found.count("control-character") == 2


def test_escaped_line_break() -> None:
    """A line break written as an escape is a blank, as it is where it is typed."""
    text = SEED.decode("utf-8").replace("  - Buku Agenda", '  - "Buku\\rAgenda\\Ndan\\Llain"', 1)

    assert loads(text).records[0] == "Buku Agenda dan lain"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting(opening: str) -> None:
    """A thousand levels end in one finding."""
    assert names((opening * 1000).encode()) == ["too-deep"]


def test_nesting_of_lines() -> None:
    """A thousand levels of indentation end in one finding."""
    lines = (" " * depth + "a:" for depth in range(1000))

    assert names("\n".join(lines).encode()) == ["too-deep"]


def test_alias_bomb() -> None:
    """Aliases that stand for billions of values are counted, not expanded."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")

    assert names("\n".join(lines).encode()) == ["too-many-values"]


def test_small_aliases() -> None:
    """A few anchors and aliases are read as what they stand for."""
    text = SEED.decode("utf-8").replace('inputs: ["Dokumen, data"]', 'inputs: &dok ["Dokumen, data"]', 1)
    sop = loads(text.replace('inputs: ["Dokumen, data"]', "inputs: *dok"))

    assert sop.steps[2].inputs == ("Dokumen, data",)


def test_alias_of_itself() -> None:
    """An alias inside its own anchor is a finding."""
    assert "leading-character" in names(b"related: &a [*a]\n")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty-file"),
        (b"\n\n", "empty-file"),
        (b"# catatan\n", "empty-file"),
        (b"---\n...\n", "empty-file"),
        (b"---", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"null\n", "keys-expected"),
        (b"- a\n- b\n", "keys-expected"),
        (b"[]", "keys-expected"),
        (b"SOP Perbaikan Data\n", "keys-expected"),
        (b"42", "keys-expected"),
        (b"|\n  teks\n", "keys-expected"),
    ],
)
def test_no_keys_at_the_top(data: bytes, name: str) -> None:
    """A file without keys at the top has one finding."""
    assert names(data) == [name]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_encodings(encoding: str, line_break: str) -> None:
    """UTF-8 with and without a byte order mark, UTF-16, and all line breaks give the same SOP and places."""
    text = SEED.decode("utf-8").replace("\n", line_break)
    document = read(text.encode(encoding), "sop.yaml")

    assert document == read(SEED, "sop.yaml")


def test_broken_utf_16() -> None:
    """UTF-16 that breaks off is a finding, not an exception."""
    assert "not-utf-8" in names("sopkit: 1\n".encode("utf-16")[:-1])


@pytest.mark.parametrize("break_", ["\u2028", "\u2029", "\x85"])
def test_rare_line_breaks(break_: str) -> None:
    """Line separators inside a text are blanks: the lines of the file are those that editors show."""
    text = SEED.decode("utf-8").replace("Buku Agenda", f"Buku{break_}Agenda")
    document = read(text.encode("utf-8"), "sop.yaml")

    assert document.sop is not None
    assert document.sop.records[0] == "Buku Agenda"
    assert document.text.splitlines() == document.text.split("\n")[:-1]


@pytest.mark.parametrize(
    "data",
    [
        b"a: b: c\n" * 20_000,
        b"\ta: b\n" * 20_000,
        b'"a\n' * 20_000,
        b"title: @x" + b" \t" * 100_000 + b"#y",
        b"title: " + b"x: " * 100_000,
        b"related: " + b"[x " * 100_000,
        b"title: '" + b" " * 500_000 + b"x'",
        b"x-a: " + b"9" * 100_000,
        b"".join(b"key%d: 1\n" % number for number in range(9_000)),
        b"sopkit: 1\nsteps:\n" + b"  - a\n" * 15_000,
    ],
    ids=["colons", "tabs", "quotes", "blanks", "long", "brackets", "spaces", "digits", "keys", "steps"],
)
def test_much_of_a_kind(data: bytes) -> None:
    """A large file of one fault over and over is answered with findings."""
    assert read(data, "sop.yaml").has_errors


def outside(document: Document) -> list[Finding]:
    """The findings of a document whose place does not lie inside its text, from its beginning to its end."""
    lines = document.text.split("\n")
    return [finding for finding in document.findings if not _lies_inside(finding.span, lines)]


def _lies_inside(span: Span | None, lines: list[str]) -> bool:
    return (
        span is not None
        and 1 <= span.line <= span.end_line <= len(lines)
        and 1 <= span.column <= len(lines[span.line - 1]) + 1
        and 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
        and (span.line, span.column) <= (span.end_line, span.end_column)
    )


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Reading any bytes raises nothing, and every finding has a place inside the file."""
    document = read(data, "sop.yaml")

    assert document.sop is None
    assert document.has_errors
    assert outside(document) == []


YAML_PIECES = st.lists(
    st.sampled_from([*"\n\n\n  --::[]{}\"'#&*!|>%@`?,ab1", "\t", "\u00a0", ": ", "- ", "steps:\n  - ", "to"]),
    max_size=60,
).map("".join)


@given(YAML_PIECES)
@example("?")
def test_any_yaml(text: str) -> None:
    """Reading any heap of YAML signs raises nothing, and every finding has a place inside it."""
    document = read(text.encode("utf-8"), "sop.yaml")

    assert document.has_errors
    assert outside(document) == []


def test_place_at_the_end() -> None:
    """A fault that the parser ends on a line below the last one ends with the text."""
    errors = read(b"# sop\n?", "sop.yaml").errors

    assert Span(2, 1, 2, 2) in [error.span for error in errors]


@given(sops(max_steps=4), st.data())
def test_cut_and_doubled(sop: Sop, data: st.DataObject) -> None:
    """A file with a piece cut out or doubled is read without raising, and with all places inside it."""
    text = write(sop, data.draw(st.sampled_from(["en", "id"])))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    piece = data.draw(st.sampled_from(["", text[start:end] * 2, "\t", "\u00a0", "'", ": "]))

    document = read((text[:start] + piece + text[end:]).encode("utf-8"), "sop.yaml")
    assert (document.sop is None) == document.has_errors
    assert outside(document) == []
