"""Silences put to use: which findings they hide, and what is wrong with them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sopkit.errors import UnknownName
from sopkit.findings import Severity
from sopkit.rules import rules
from sopkit.rules.cards import card, head, known_head
from sopkit.rules.selection import BY_TODAY
from sopkit.source.faults import fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sopkit.findings import Finding
    from sopkit.rules.cards import Head
    from sopkit.rules.options import Options
    from sopkit.source.silences import Silence, SilencedName

    _Named = tuple[Silence, SilencedName, Head | None]

__all__ = ["with_silences"]

_FOLDER = "folder"
_MOST_SUGGESTIONS = 20
"""In one file; who misspells more names than that has not misspelt them."""
_LONGEST_NAME = 60
"""In characters; what is longer is no misspelt name."""
_OF_SILENCES = frozenset(
    {
        "silence-of-an-error",
        "silence-of-unknown-rule",
        "silence-without-reason",
        "unreadable-silence",
        "unused-silence",
    }
)
"""What is found in silences; a comment cannot silence it, but the settings can."""


def with_silences(
    silences: Sequence[Silence],
    findings: Iterable[Finding],
    options: Options | None = None,
    *,
    in_folder: bool = False,
) -> tuple[Finding, ...]:
    """Return the findings of one file that no comment silences, and what is wrong with the comments.

    The findings have their spans, and are all that there are, also those that the office does not want told:
    a silence of such a finding is of use. An error by its card is never silenced. `options` are those of the
    office; without them nothing is known of it, and silences of rules that measure by them are not judged.

    With `in_folder` the findings are those of the rules that see a folder (`sopkit.rules.run_folder`), and
    the file was among those that were compared. Then silences are judged that name such rules, and nothing
    else is said of the comments; without it, silences of these rules are never called unused.
    """
    if not silences:
        return tuple(findings)
    found = tuple(findings)
    named = tuple((silence, each, known_head(each.text)) for silence in silences for each in silence.names)
    hidden = _Stretches((of.name, silence.first, silence.last) for silence, _, of in named if of is not None)
    kept = tuple(finding for finding in found if not (_may_be_silenced(finding) and hidden.hold(finding)))
    unused = _unused(named, found, options, in_folder=in_folder)
    if in_folder:
        return (*kept, *unused)
    return (*kept, *_faults_of_writing(silences), *_faults_of_names(named), *unused)


def _may_be_silenced(finding: Finding) -> bool:
    return finding.name not in _OF_SILENCES and head(finding.name).severity is not Severity.ERROR


def _faults_of_writing(silences: Sequence[Silence]) -> Iterator[Finding]:
    """Yield what is wrong with comments as a whole: they cannot be read, or give no reason."""
    for silence in silences:
        details = (("found", silence.written),)
        if not silence.names:
            yield fault(
                "unreadable-silence", details=details, suggestion=silence.suggestion, span=silence.span
            )
        elif not silence.reason:
            yield fault("silence-without-reason", details=details, span=silence.span)


def _faults_of_names(named: Sequence[_Named]) -> Iterator[Finding]:
    """Yield what is wrong with names: no finding is called so, or it is an error."""
    suggested = 0
    for _, each, of in named:
        if of is None:
            likely = _likely(each.text) if suggested < _MOST_SUGGESTIONS else None
            suggested += 1
            unknown = (("found", each.text),)
            yield fault("silence-of-unknown-rule", details=unknown, suggestion=likely, span=each.span)
        elif of.severity is Severity.ERROR:
            details = (("found", each.text), ("code", of.code))
            yield fault("silence-of-an-error", details=details, span=each.span)


def _likely(name: str) -> str | None:
    """Return the name that was probably meant; of several words the first alone, if that is one."""
    if len(name) > _LONGEST_NAME:
        return None
    first = name.split()[0]
    if first != name and known_head(first) is not None:
        return first
    try:
        return card(name).name
    except UnknownName as error:
        return error.known[0] if len(error.known) == 1 else None


def _unused(
    named: Sequence[_Named], found: tuple[Finding, ...], options: Options | None, *, in_folder: bool
) -> Iterator[Finding]:
    """Yield the names in silences whose findings are not there; only where that can be known.

    Beside an error rules are silent of much, so that nothing is known.
    """
    if any(finding.severity is Severity.ERROR for finding in found):
        return
    unknown = _unknown(options)
    spoken = _lines_of(found)
    for silence, each, of in named:
        if of is None or of.severity is Severity.ERROR or of.name in unknown:
            continue
        if (of.found_by == _FOLDER) is not in_folder:
            continue
        lines = spoken.get(of.name, [])
        if bisect_left(lines, silence.first) == bisect_right(lines, silence.last):
            yield fault("unused-silence", details=(("found", each.text), ("code", of.code)), span=each.span)


def _unknown(options: Options | None) -> frozenset[str]:
    """Return the names of rules that may be silent here only because too little is known of the office."""
    if options is None:
        return frozenset(each.name for each in rules() if each.measures)
    return BY_TODAY if options.today is None else frozenset()


def _lines_of(found: tuple[Finding, ...]) -> dict[str, list[int]]:
    """Return the lines on which findings begin, sorted, by name."""
    lines: dict[str, list[int]] = {}
    for finding in found:
        if finding.span is not None:
            lines.setdefault(finding.name, []).append(finding.span.line)
    return {name: sorted(each) for name, each in lines.items()}


class _Stretches:
    """The lines that are silenced, by the name of the finding; stretches that touch are one."""

    def __init__(self, stretches: Iterable[tuple[str, int, int]]) -> None:
        self._firsts: dict[str, list[int]] = {}
        self._lasts: dict[str, list[int]] = {}
        for name, first, last in sorted(stretches):
            firsts, lasts = self._firsts.setdefault(name, []), self._lasts.setdefault(name, [])
            if lasts and first <= lasts[-1] + 1:
                lasts[-1] = max(lasts[-1], last)
            elif first <= last:
                firsts.append(first)
                lasts.append(last)

    def hold(self, finding: Finding) -> bool:
        """Return whether a finding begins on a silenced line."""
        line = finding.span.line if finding.span is not None else 0
        index = bisect_right(self._firsts.get(finding.name, []), line) - 1
        return index >= 0 and line <= self._lasts[finding.name][index]
