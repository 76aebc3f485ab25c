"""Bytes to text: encodings, line breaks, and the characters that a text file must not hold."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sopkit.findings import Finding, Span
from sopkit.source.faults import fault

__all__ = ["MAX_BYTES", "SourceText", "decode"]

MAX_BYTES = 1_048_576
"""The largest file that is read, 1 MiB; the longest real SOPs have some tens of kilobytes."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_RARE_BREAKS = re.compile("[\x85\u2028\u2029]")
_MAX_REPORTED = 20


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file with line feeds as its only line breaks, and without control characters.

    Each forbidden character is a space, so that lines and columns are those of the file.
    """

    text: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes) -> SourceText:
    """Read bytes as UTF-8 or UTF-16, with or without a byte order mark; never raises."""
    if len(data) > MAX_BYTES:
        details = (("size", f"{len(data) / 1_048_576:.1f}"), ("limit", "1"))
        return SourceText("", (fault("too-large", details=details, span=Span(1, 1, 1, 1)),))
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
    bad = list(_FORBIDDEN.finditer(text))
    if not bad:
        return SourceText(text, tuple(findings))
    if len(bad) > max(_MAX_REPORTED, len(text) // 50):
        return SourceText("", (fault("not-text", span=Span(1, 1, 1, 1)),))
    line, start, last = 1, 0, 0
    for match in bad:
        line += text.count("\n", start, match.start())
        start = match.start()
        if line != last and len(findings) < _MAX_REPORTED:
            last = line
            column = start - text.rfind("\n", 0, start)
            details = (("found", f"U+{ord(match[0]):04X}"),)
            findings.append(
                fault("control-character", details=details, span=Span(line, column, line, column + 1))
            )
    return SourceText(_FORBIDDEN.sub(" ", text), tuple(findings))
