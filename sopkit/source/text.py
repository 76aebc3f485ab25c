"""Bytes to text: encodings, line breaks, and the characters that a text file must not hold."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.findings import ChangeLines, Finding, Span
from sopkit.nodes import FORBIDDEN
from sopkit.source.faults import fault

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["MAX_BYTES", "SourceText", "Written", "decode", "file_bytes", "written"]

MAX_BYTES = 1_048_576
"""The largest file that is read, 1 MiB; the longest real SOPs have some tens of kilobytes."""

_RARE_BREAKS = re.compile("[\x85\u2028\u2029]")
_PAGE_BREAKS = re.compile("[\x0b\x0c]")
"""What word processors leave between lines and pages."""
_MAX_REPORTED = 20
_OPEN_ALREADY = ("/dev/stdin", "/dev/fd/", "/proc/")
"""Where pipes have names that a process has opened already, such as `/dev/stdin`."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file with line feeds as its only line breaks, and without control characters.

    Each forbidden character is a space, so that lines and columns are those of the file.
    """

    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a file with its own line breaks, and how it is written as bytes."""

    text: str
    encoding: str
    mark: bytes = b""
    """The byte order mark that the file begins with."""

    def data(self, text: str) -> bytes:
        """Return the bytes of another text, written in the same way."""
        return self.mark + text.encode(self.encoding)


def written(data: bytes) -> Written | None:
    """Return the text of a file that may be written again; None for one that `decode` only guesses at."""
    if len(data) > MAX_BYTES:
        return None
    marks = {
        codecs.BOM_UTF8: "utf-8",
        codecs.BOM_UTF16_LE: "utf-16-le",
        codecs.BOM_UTF16_BE: "utf-16-be",
    }
    mark = next((each for each in marks if data.startswith(each)), b"")
    body = data.removeprefix(mark)
    encoding = marks.get(mark) or _encoding(body)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Written(text, encoding, mark) if text.encode(encoding) == body else None


def file_bytes(path: str | PathLike[str]) -> bytes:
    """Return the bytes of a file, not more than are needed to see that it is too large.

    Raises OSError: it cannot be opened, or is a pipe in a folder, on which one might wait for ever.
    """
    if stat.S_ISFIFO(os.stat(path).st_mode) and not os.path.abspath(path).startswith(_OPEN_ALREADY):
        raise OSError(errno.ESPIPE, "it is a pipe, and a file is needed here", str(path))
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def decode(data: bytes) -> SourceText:
    """Read bytes as UTF-8 or UTF-16, with or without a byte order mark; never raises."""
    if len(data) > MAX_BYTES:
        return SourceText("", (fault("too-large", details=(("limit", "1"),), span=Span(1, 1, 1, 1)),))
    data = data.removeprefix(codecs.BOM_UTF8)
    encoding = _encoding(data)
    findings: list[Finding] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode("cp1252" if encoding == "utf-8" else encoding, errors="replace")
        at = error.start if encoding == "utf-8" else text.find("\N{REPLACEMENT CHARACTER}")
        findings.append(_not_utf8(text, at, data[error.start]))
    return _without_controls(_RARE_BREAKS.sub(" ", _with_line_feeds(text)), findings)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(data) % 2 == 0 and len(data) >= 4:
        if data[1] == data[3] == 0 and data[0] and data[2]:
            return "utf-16-le"
        if data[0] == data[2] == 0 and data[1] and data[3]:
            return "utf-16-be"
    return "utf-8"


def _not_utf8(text: str, at: int, byte: int) -> Finding:
    before = _with_line_feeds(text[:at])
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    details = (("found", text[at : at + 1]), ("byte", f"{byte:02X}"))
    return fault("not-utf-8", details=details, span=Span(line, column, line, column + 1))


def _without_controls(text: str, findings: list[Finding]) -> SourceText:
    bad = list(FORBIDDEN.finditer(text))
    if not bad:
        return SourceText(text, tuple(findings))
    if len(bad) > max(_MAX_REPORTED, len(text) // 50):
        return SourceText("", (fault("not-text", span=Span(1, 1, 1, 1)),))
    line, start, last = 1, 0, 0
    lines = text.split("\n")
    for match in bad:
        line += text.count("\n", start, match.start())
        start = match.start()
        if line != last and len(findings) < _MAX_REPORTED:
            last = line
            column = start - text.rfind("\n", 0, start)
            details = (("found", f"U+{ord(match[0]):04X}"),)
            span = Span(line, column, line, column + 1)
            clean = FORBIDDEN.sub("", _PAGE_BREAKS.sub(" ", lines[line - 1]))
            fix = (ChangeLines(((line, clean),)),)
            findings.append(fault("control-character", details=details, span=span, fix=fix))
    return SourceText(FORBIDDEN.sub(" ", text), tuple(findings))
