"""Yearly volumes of SOPs: from words on the command line, and from a small YAML file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.parser import UsageFault
from sopkit.errors import SopkitError, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.cli.console import Console
    from sopkit.document import Document
    from sopkit.nodes import Mapping, Node

__all__ = ["FaultyVolumes", "read_number", "read_volumes", "written_volumes"]


class FaultyVolumes(SopkitError):
    """A file of volumes cannot be used; `lines` say why, each with its place, in the reader's language."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        super().__init__(lines)


def written_volumes(several: Iterable[str]) -> dict[str, Fraction]:
    """Read `SOP=120`. Raises UsageFault."""
    volumes: dict[str, Fraction] = {}
    for words in several:
        name, equals, number = words.rpartition("=")
        value = read_number(number)
        if not equals or not name.strip() or value is None:
            raise UsageFault("no-volume", option="--volume", value=words)
        if name in volumes:
            raise UsageFault("volume-twice", option="--volume", value=name)
        volumes[name] = value
    return volumes


def read_volumes(name: str, console: Console) -> dict[str, Fraction]:
    """Read a YAML file whose keys are SOPs, by id, number or title, and whose values are cases per year.

    Raises UnreadableFile: it cannot be opened. Raises FaultyVolumes: it is no such file, or a value is none.
    """
    from sopkit.document import Document
    from sopkit.nodes import Mapping
    from sopkit.report.text import render
    from sopkit.source.reader import read_nodes
    from sopkit.source.text import decode, file_bytes

    try:
        source = decode(file_bytes(name))
    except (OSError, ValueError) as error:
        raise UnreadableFile(Path(name), getattr(error, "strerror", None) or str(error)) from error
    reading = read_nodes(source.text)
    document = Document(name, source.text, "id", (*source.findings, *reading.findings), None)
    if document.has_errors:
        raise FaultyVolumes((render(document, console.language).rstrip("\n"),))
    if not isinstance(reading.root, Mapping):
        raise FaultyVolumes((console.words("volumes-no-mapping", file=name),))
    faults = tuple(_faults(reading.root, document, console))
    if faults:
        raise FaultyVolumes(faults)
    return {entry.key.text: read_number(_text(entry.value)) or Fraction(0) for entry in reading.root.entries}


def _faults(root: Mapping, document: Document, console: Console) -> Iterator[str]:
    for entry in root.entries:
        written = _text(entry.value)
        if not written:
            yield _placed("volumes-empty", entry.key, document, console, name=entry.key.text)
        elif read_number(written) is None:
            yield _placed(
                "volumes-no-number", entry.value, document, console, name=entry.key.text, value=written
            )


def _placed(word: str, node: Node, document: Document, console: Console, **blanks: str) -> str:
    line, column = node.place[:2]
    return f"{document.file}:{line}:{column}: {console.words(word, **blanks)}"


def _text(node: Node) -> str:
    from sopkit.nodes import Scalar

    return node.text.strip() if isinstance(node, Scalar) else "[...]"


def read_number(words: str) -> Fraction | None:
    """Return the number of cases that a text states, with a decimal comma or point; None if it states none.

    >>> read_number("0,5"), read_number("1.200"), read_number("-3")
    (Fraction(1, 2), None, None)
    """
    whole, _, rest = words.strip().replace(",", ".").partition(".")
    parts = (whole, rest) if rest else (whole,)
    if not all(part.isascii() and part.isdigit() for part in parts) or len(words) > 30:
        return None
    if len(rest) == 3:  # `1.200` is a thousand and two hundred to some, and little more than one to others
        return None
    return Fraction(".".join(parts))
