"""Known findings, kept in a file, so that an office with hundreds of SOPs is told of new ones alone."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopkit.document import nodes_of, read
from sopkit.errors import InvalidBaseline
from sopkit.findings import Part, Severity
from sopkit.lang import LANGUAGES, text
from sopkit.nodes import Mapping as MappingNode
from sopkit.nodes import Scalar, Sequence
from sopkit.ordinary import ordinary_bytes
from sopkit.rules.cards import head

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.nodes import Node

__all__ = ["Baseline", "Known", "as_json", "baseline_of", "read_baseline", "without_known"]

Known = tuple[str, str]
"""A known finding: its code, and a fingerprint that does not change when lines above it come or go."""

_KIND: Final = "baseline"
_VERSION: Final = 1
_MOST_BYTES: Final = 32 * 1024 * 1024
_LETTERS: Final = 16
"""Of a fingerprint, in hexadecimal digits; within one file more are not needed."""
_TITLES: Final = ("activity", "title", "to", "id")
"""The keys by one of which an item of an SOP is known."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known, file by file, and how many of each."""

    files: Mapping[str, Mapping[Known, int]] = field(default_factory=dict)
    """The path of each file is seen from the folder of the baseline, with `/`."""

    @property
    def count(self) -> int:
        """How many findings are known."""
        return sum(number for known in self.files.values() for number in known.values())


def baseline_of(
    documents: Iterable[Document],
    place: Path,
    before: Baseline | None = None,
    *,
    looked_for: Container[str] | None = None,
) -> Baseline:
    """Return a baseline of all that was found and is no error by its card.

    `place` is the file that it will stand in. Of an older baseline, `before`, is kept what was not looked
    for: files that are not among the documents and still there, codes that are not in `looked_for`, and
    what stands beside an error, which keeps the rules silent.
    """
    files: dict[str, Mapping[Known, int]] = {}
    older = before.files if before else {}
    seen: set[str] = set()
    for document in documents:
        name = _name(document, place)
        known = Counter(known for each, known in _fingerprints(document) if not _is_unsound(each))
        for each, count in older.get(name, {}).items():
            if _is_broken(document) or (looked_for is not None and each[0] not in looked_for):
                known[each] = max(known[each], count)
        seen.add(name)
        if known:
            files[name] = known
    for name, kept in older.items():
        if name not in seen and _is_there(name, place):
            files[name] = kept
    return Baseline(files)


def without_known(
    documents: Iterable[Document],
    baseline: Baseline,
    place: Path,
    *,
    looked_for: Container[str] | None = None,
) -> tuple[tuple[Document, ...], int]:
    """Return the documents without the findings that are known, and how many of those known are gone.

    `place` is the file of the baseline. Of findings that are alike as many are left out as are known, the
    upper ones first. A document without errors, but for known ones, has its SOP. Gone are those of files that
    were looked at, unless an error there keeps the rules silent, and of files that are not there; of the
    codes in `looked_for` alone, if not all were.
    """
    told, seen = [], set()
    gone = 0
    for document in documents:
        name = _name(document, place)
        left = Counter(baseline.files.get(name, {}))
        told.append(_without(document, left) if left else document)
        if name not in seen and not _is_broken(document):
            gone += _number_of(left, looked_for)
        seen.add(name)
    for name, known in baseline.files.items():
        if name not in seen and not _is_there(name, place):
            gone += _number_of(known, looked_for)
    return tuple(told), gone


def as_json(baseline: Baseline) -> bytes:
    """Return a baseline as it stands in its file: the same for the same findings, one finding a line."""
    files = {
        name: [
            {"code": code, "fingerprint": word, "count": count}
            for (code, word), count in sorted(known.items())
        ]
        for name, known in sorted(baseline.files.items())
    }
    lines = [f'{{\n  "sopkit": "{_KIND}",\n  "version": {_VERSION},\n  "files": {{']
    for position, (name, items) in enumerate(files.items()):
        lines.append(f"    {json.dumps(name, ensure_ascii=False)}: [")
        lines.extend(
            f"      {json.dumps(item)}{',' * (number < len(items))}" for number, item in enumerate(items, 1)
        )
        lines.append(f"    ]{',' * (position + 1 < len(files))}")
    lines.append("  }\n}")
    # A letter of a file's name that is none is written as JSON writes letters by their number.
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file. Raises InvalidBaseline: it cannot be read, or holds something else."""
    try:
        data = ordinary_bytes(path, _MOST_BYTES)
    except FileNotFoundError as error:
        raise _invalid(path, "missing") from error
    except OSError as error:
        raise _invalid(path, "unreadable") from error
    if len(data) > _MOST_BYTES:
        raise _invalid(path, "damaged")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _invalid(path, "damaged") from error
    if not isinstance(content, dict) or content.get("sopkit") != _KIND:
        raise _invalid(path, "foreign")
    if content.get("version") != _VERSION:
        raise _invalid(path, "version")
    files = content.get("files")
    if not isinstance(files, dict):
        raise _invalid(path, "damaged")
    return Baseline({name: _known(path, items) for name, items in files.items()})


def _number_of(known: Mapping[Known, int], codes: Container[str] | None) -> int:
    return sum(count for (code, _), count in known.items() if codes is None or code in codes)


def _known(path: Path, items: object) -> dict[Known, int]:
    if not isinstance(items, list):
        raise _invalid(path, "damaged")
    return dict(_one(path, item) for item in items)


def _one(path: Path, item: Any) -> tuple[Known, int]:
    match item:
        case {"code": str(code), "fingerprint": str(word), "count": int(count)} if count > 0:
            return (code, word), count
        case _:
            raise _invalid(path, "damaged")


def _invalid(path: Path, reason: str) -> InvalidBaseline:
    words = tuple(
        (language, text(f"settings.baseline-{reason}", language, path=path)) for language in LANGUAGES
    )
    return InvalidBaseline(path, reason, words)


def _without(document: Document, left: Counter[Known]) -> Document:
    """Return a document without findings that are `left` to be known, which are counted down."""
    kept = []
    for each, known in _fingerprints(document):
        if left[known] > 0 and not _is_unsound(each):
            left[known] -= 1
        else:
            kept.append(each)
    told = replace(document, findings=tuple(kept))
    if told.has_errors or document.sop is not None or len(kept) == len(document.findings):
        return told
    data = document.text.encode("utf-8", "surrogatepass")
    return replace(told, sop=read(data, document.file).sop)


def _is_unsound(finding: Finding) -> bool:
    """Whether a finding is an error to everybody, which no baseline hides."""
    return head(finding.name).severity is Severity.ERROR


def _is_broken(document: Document) -> bool:
    return any(map(_is_unsound, document.findings))


def _name(document: Document, place: Path) -> str:
    """Return a file as it is seen from the folder of the baseline, with `/`."""
    file = os.path.abspath(document.file)
    try:
        return Path(os.path.relpath(file, os.path.dirname(os.path.abspath(place)))).as_posix()
    except ValueError:  # another drive
        return Path(file).as_posix()


def _is_there(name: str, place: Path) -> bool:
    return os.path.exists(os.path.join(os.path.dirname(os.path.abspath(place)), name))


def _fingerprints(document: Document) -> list[tuple[Finding, Known]]:
    """Return the findings of a document, each with what it is known by.

    That is its code, where it stands without the numbers of steps and items, the value there (or the name of
    the step or item, where there is none), and the words that it speaks of. Lines, columns, the vocabulary of
    keys and the manner of quotes do not matter.
    """
    nodes = nodes_of(document) if document.findings else None
    lines = document.text.split("\n")
    told = []
    for finding in document.findings:
        shape = "/".join("*" if isinstance(token, int) else token for token in finding.pointer)
        value = _value(nodes.root, finding) if nodes and finding.pointer else _written(finding, lines)
        parts = "\0".join((finding.code, finding.part, shape, " ".join(value.split()), finding.words or ""))
        word = sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]
        told.append((finding, (finding.code, word)))
    return told


def _written(finding: Finding, lines: list[str]) -> str:
    """Return the text at the place of a finding that is about no single value, as one about a comment."""
    span = finding.span
    if span is None or span.line > len(lines):
        return ""
    end = span.end_column - 1 if span.end_line == span.line else None
    return lines[span.line - 1][span.column - 1 : end]


def _value(root: Node, finding: Finding) -> str:
    """Return the text that a pointer leads to, else what the nearest step or item on the way is known by."""
    node: Node | None = root
    title = ""
    for token in finding.pointer:
        node = _below(node, token)
        title = _title(node) or title
    if isinstance(node, Scalar) and finding.part is Part.VALUE and node.text.strip():
        return node.text
    return title


def _below(node: Node | None, token: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return node.get(str(token))
    if isinstance(node, Sequence) and isinstance(token, int) and token < len(node.items):
        return node.items[token]
    # A lone text where a list or an actor's keys may stand is its first item and its title.
    return node if isinstance(node, Scalar) and token in (0, "title") else None


def _title(node: Node | None) -> str:
    if not isinstance(node, MappingNode):
        return ""
    values = (node.get(key) for key in _TITLES)
    return next((value.text for value in values if isinstance(value, Scalar) and value.text.strip()), "")
