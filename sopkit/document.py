"""The whole route in one screen: text in, Document out.

bytes → text → nodes → canonical keys → Sop → (schema, where its shape is in doubt) → rules → places
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.assemble import assemble
from sopkit.assemble.values import ID
from sopkit.errors import InvalidSop, UnreadableFile
from sopkit.findings import Finding, Part, RelatedPlace, Severity, Span
from sopkit.nodes import Mapping, Scalar
from sopkit.rules import run
from sopkit.rules.policy import default_policy, policy_of
from sopkit.rules.silencing import with_silences
from sopkit.schema import shape_findings
from sopkit.source.canonical import Canonical, canonical
from sopkit.source.consequences import pointed, without_consequences, without_guesses
from sopkit.source.faults import fault
from sopkit.source.keys import place_of, spelling
from sopkit.source.mends import with_mends
from sopkit.source.places import span_of, span_of_words
from sopkit.source.reader import Reading, read_nodes, sound_nodes
from sopkit.source.silences import silences
from sopkit.source.slug import slug
from sopkit.source.text import SourceText, decode, file_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from sopkit.findings import Pointer
    from sopkit.model import Sop
    from sopkit.rules.policy import Policy
    from sopkit.settings import Settings
    from sopkit.source.silences import Silence

__all__ = [
    "Document",
    "check",
    "load",
    "loads",
    "nodes_of",
    "placed",
    "read",
    "read_file",
    "with_findings",
]


_MAX_EARLIER = 300
"""With more findings than this, what the rules would say is of no use to anybody."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its text, what was found, and the SOP if it has no error."""

    file: str
    text: str
    """With line feeds as its only line breaks; places count in it."""
    vocabulary: str
    """`en` or `id`: the keys that the file uses."""
    findings: tuple[Finding, ...]
    """In the order of their places, each with its span."""
    sop: Sop | None
    silences: tuple[Silence, ...] = ()
    """The comments in it that silence findings."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop the use of the SOP."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def has_errors(self) -> bool:
        """Whether one of the findings is an error."""
        return bool(self.errors)


def read(data: bytes, file: str, policy: Policy | None = None) -> Document:
    """Read one SOP. Never raises: whatever is wrong is a finding.

    `policy` says which findings are told and how grave they are; without it every rule speaks as its card
    has it, but those that speak on request. What a comment silences is not told.
    """
    options = None if policy is None else policy.options
    policy = policy or default_policy()
    source = decode(data)
    reading = read_nodes(source.text)
    if not isinstance(reading.root, Mapping):
        return _unread(source, reading, file)
    document = canonical(reading.root)
    assembled = assemble(document.root, document.vocabulary)
    shape = shape_findings(document.root, document.vocabulary) if assembled.doubted else ()
    read_faults = pointed(document.root, source.text, (*source.findings, *reading.findings))
    earlier = without_consequences(
        (*read_faults, *document.findings, *assembled.findings, *shape), reading.lost
    )
    hopeless = len(earlier) > _MAX_EARLIER
    found = () if hopeless else run(assembled.sop, earlier, policy.options)
    found = without_guesses(found, earlier, reading.lost, _idle(assembled.sop))
    mendable = with_mends(document.root, source.text, document.vocabulary, (*earlier, *found))
    seen = _sorted(placed(document, source.text, mendable), source.text)
    comments = silences(source.text, reading.root)
    told = _sorted(policy.applied(with_silences(comments, seen, options)), source.text)
    broken = any(finding.severity is Severity.ERROR for finding in told)
    sop = None if broken else _named(assembled.sop, file)
    return Document(file, source.text, document.vocabulary, told, sop, comments)


def _idle(sop: Sop) -> tuple[str, ...]:
    """The ids of the actors that no step names."""
    named = {actor for step in sop.steps for actor in step.performers.actors}
    return tuple(actor.id for actor in sop.actors if actor.id not in named)


def read_file(path: str | PathLike[str], policy: Policy | None = None) -> Document:
    """Read the SOP in a file, as `read` does. Raises UnreadableFile if the file cannot be opened."""
    try:
        data = file_bytes(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(Path(path), reason) from error
    return read(data, str(path), policy)


def load(path: str | PathLike[str], *, settings: Settings | None = None) -> Sop:
    """Return the SOP in a file.

    `settings` say which findings are errors to an office; without them the cards do, whatever stands beside
    the file.

    Raises InvalidSop with all findings if one is an error, UnreadableFile if the file cannot be opened,
    InvalidSettings if the settings name what is not there.
    """
    return _sop_of(read_file(path, _policy(settings)))


def loads(text: str, *, file: str = "<text>", settings: Settings | None = None) -> Sop:
    """Return the SOP in a text; `settings` as for `load`.

    Raises InvalidSop with all findings if one of them is an error, InvalidSettings as `load`.
    """
    return _sop_of(read(text.encode("utf-8", "surrogatepass"), file, _policy(settings)))


def check(path: str | PathLike[str], *, settings: Settings | None = None) -> tuple[Finding, ...]:
    """Return all findings of a file; `settings` say which are told and how grave they are, as for `load`.

    Raises UnreadableFile if it cannot be opened, InvalidSettings as `load`.
    """
    return read_file(path, _policy(settings)).findings


def _policy(settings: Settings | None) -> Policy | None:
    return None if settings is None else policy_of(settings)


def nodes_of(document: Document) -> Canonical | None:
    """Return the nodes of a document, under canonical keys, read anew; None where it holds no keys."""
    root = read_nodes(document.text).root if document.sop is None else sound_nodes(document.text)
    return canonical(root) if isinstance(root, Mapping) else None


def with_findings(document: Document, findings: Iterable[Finding], policy: Policy | None = None) -> Document:
    """Return a document with what was found in its folder, each with its place, less what comments silence.

    Its SOP is gone if one of them is an error to the policy.
    """
    options = None if policy is None else policy.options
    seen = _sorted(findings, document.text)
    heard = with_silences(document.silences, seen, options, in_folder=True)
    told = (policy or default_policy()).applied(heard)
    broken = any(finding.severity is Severity.ERROR for finding in told)
    every = _sorted((*document.findings, *told), document.text)
    return replace(document, findings=every, sop=None if broken else document.sop)


def _sop_of(document: Document) -> Sop:
    if document.sop is None:
        raise InvalidSop(document.file, document.findings)
    return document.sop


def _named(sop: Sop, file: str) -> Sop:
    """Give an SOP without an id the file's stem, made an id where it is none."""
    if sop.id or file.startswith("<"):
        return sop
    stem = Path(file).stem
    return replace(sop, id=stem if re.fullmatch(ID, stem) else slug(stem, marks="._") or "sop")


def _unread(source: SourceText, reading: Reading, file: str) -> Document:
    """Tell of a file that holds no keys at all."""
    findings = [*source.findings, *reading.findings]
    root = reading.root
    if not any(finding.severity is Severity.ERROR for finding in findings):
        empty = root is None or (isinstance(root, Scalar) and not root.text)
        place = Span(1, 1, 1, 1) if root is None else Span(*root.place)
        name = "empty-file" if empty else "keys-expected"
        findings.append(fault(name, details=_shown(source.text, place), span=place))
    return Document(file, source.text, "en", _sorted(findings, source.text), None)


def _shown(text: str, span: Span) -> tuple[tuple[str, str], ...]:
    lines = text.split("\n")
    return (("found", lines[min(span.line, len(lines)) - 1].strip()),)


def placed(document: Canonical, text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, in their order, each with its span and with its keys in the author's spelling.

    What a finding says of places in other files is kept.
    """
    lines = text.split("\n")
    found = []
    for finding in findings:
        span = finding.span or span_of(document.root, finding.pointer, finding.part)
        if finding.words:
            span = span_of_words(lines, span, finding.words)
        details = tuple(
            (name, _spelled(value, finding, document.vocabulary) if name.startswith("key") else value)
            for name, value in finding.details
        )
        places = tuple(
            RelatedPlace(span_of(document.root, pointer, finding.part)) for pointer in finding.related
        )
        found.append(replace(finding, span=span, details=details, places=(*places, *finding.places)))
    return tuple(found)


def _spelled(key: str, finding: Finding, vocabulary: str) -> str:
    """Spell a canonical key as the vocabulary does at the nearest place that knows it."""
    if key == "end":
        return "selesai" if vocabulary == "id" else key
    for length in range(len(finding.pointer), -1, -1):
        place = place_of(finding.pointer[:length])
        if place and (spelled := spelling(place, key, vocabulary)) != key:
            return spelled
    return spelling("branch", key, vocabulary) if vocabulary == "id" else key


def _sorted(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Sort findings by place, keep each once, and end none behind the text."""
    lines = text.split("\n")
    kept: dict[tuple[str, Pointer, Span | None, Part], Finding] = {}
    for finding in findings:
        inside = replace(finding, span=_inside(finding.span or Span(1, 1, 1, 1), lines))
        kept.setdefault((inside.code, inside.pointer, inside.span, inside.part), inside)
    return tuple(sorted(kept.values(), key=lambda each: (each.span or Span(1, 1, 1, 1), each.code)))


def _inside(span: Span, lines: list[str]) -> Span:
    """End a place with the text where the parser ends it on a line below, as that of a lone `?`."""
    if span.end_line <= len(lines):
        return span
    return Span(span.line, span.column, len(lines), len(lines[-1]) + 1)
