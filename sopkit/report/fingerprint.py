"""What makes a finding the same one after lines above it came or went, for programs that compare two runs."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.document import Document

__all__ = ["fingerprints"]


def fingerprints(document: Document) -> tuple[str, ...]:
    """Return a word of 64 letters and digits for each finding of a file, in their order.

    It is made of the file's name, the code, the line's words, and how many equal ones stand above; not of
    places and messages, so that it is the same in each language.
    """
    lines = document.text.split("\n")
    seen: Counter[tuple[str, str]] = Counter()
    words = []
    for finding in document.findings:
        line = finding.span.line if finding.span else 1
        key = (finding.code, " ".join(lines[line - 1].split()) if line <= len(lines) else "")
        told = "\0".join((document.file, *key, str(seen[key])))
        words.append(sha256(told.encode("utf-8", "surrogatepass")).hexdigest())
        seen[key] += 1
    return tuple(words)
