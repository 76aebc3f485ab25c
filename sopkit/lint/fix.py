"""Fixes made in a file: as many together as go together, none that makes it worse, until nothing is left."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.document import read
from sopkit.findings import ChangeLines, RenameKey, Reword, Severity
from sopkit.nodes import Mapping, compose
from sopkit.rules.cards import fix_kind
from sopkit.source.canonical import canonical
from sopkit.source.edits import edits_of, sheet_of, with_edits
from sopkit.source.reader import read_nodes
from sopkit.source.text import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sopkit.document import Document
    from sopkit.findings import Finding, Span
    from sopkit.rules.policy import Policy
    from sopkit.source.edits import Sheet, TextEdit
    from sopkit.source.text import Written

__all__ = ["Fixed", "fixable", "fixed", "is_worse", "mended_further"]

_MOST_READ = 3_000_000
"""How many bytes are read again in all for one file, so that the largest is mended within seconds."""
_AT_LEAST, _AT_MOST = 4, 400
"""How often a file is read again at least, however large it is, and at most, however small."""
_NOTHING = Mapping((), (1, 1, 1, 1))
"""Stands for the nodes of a text of which none can be read; its lines can still be mended."""
_MANY = 300
"""With more findings of reading than this, the rules are silent; see `sopkit.document`."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file as it is after its fixes."""

    data: bytes
    """The bytes of the file, in the encoding that it had; the same bytes if nothing was mended."""
    document: Document
    """Read from them: its findings are those that are left."""
    applied: tuple[Finding, ...]
    """The findings that were mended, each with its place in the text that it was found in."""


def fixable(findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Finding, ...]:
    """Return the findings that can be mended safely, or with `unsafe` those that can be mended at all."""
    return tuple(each for each in findings if _is_wanted(each, unsafe=unsafe))


def fixed(
    data: bytes,
    file: str,
    policy: Policy | None = None,
    *,
    unsafe: bool = False,
    look: Callable[[bytes], Document] | None = None,
) -> Fixed:
    """Mend in a file what can be mended safely, and with `unsafe` also what a person should look at.

    Each step takes as many findings together as do not touch the same words. What comes out must be better
    (`is_worse`), else fewer are taken together, at last each one alone. It ends where no fix is left that
    makes the file better, so that doing it again changes nothing. A file whose encoding is only guessed stays
    as it is.

    `look` reads the file; without it `sopkit.document.read` does, with the policy.
    """
    looking = look or (lambda each: read(each, file, policy))
    document = looking(data)
    source = written(data)
    if source is None:
        return Fixed(data, document, ())
    mending = _Mending(source, looking, document, unsafe, source.text)
    while mending.step():
        pass
    if not mending.applied:
        return Fixed(data, document, ())
    return Fixed(source.data(mending.text), mending.document, tuple(mending.applied))


def mended_further(
    before: Fixed, findings: Iterable[Finding], policy: Policy | None = None, *, unsafe: bool = False
) -> Fixed:
    """Mend in a file what was found by looking at it together with others, unless it is worse for that.

    `findings` are those of rules that see a folder; whether they are gone can only be seen there.
    """
    file, source = before.document.file, written(before.data)
    wanted = fixable(findings, unsafe=unsafe)
    if source is None or not wanted:
        return before

    def look(data: bytes) -> Document:
        return read(data, file, policy)

    mending = _Mending(source, look, before.document, unsafe, source.text)
    mending.take_all(wanted)
    applied = (*before.applied, *mending.applied)
    return Fixed(source.data(mending.text), mending.document, applied) if mending.applied else before


def is_worse(before: Document, after: Document) -> bool:
    """Return whether a changed file checks worse than before.

    It does if it has an error of a kind of which it had fewer before, or if of errors, warnings and hints the
    gravest that differ in number have become more. Where much was hidden before, because lines could not be
    read or because there were too many findings for the rules to be asked, only findings that reading itself
    makes are compared, and first of all the number of lines that are not read.
    """
    return _weighed(before, after) > 0


def _weighed(before: Document, after: Document) -> int:
    """Return 1 if a file is worse than before, -1 if it is better, 0 if it is neither."""
    lost, still_lost = _lost_lines(before), _lost_lines(after)
    if lost != still_lost:
        return 1 if still_lost > lost else -1
    blind = lost > 0 or len(_of_reading(before.findings)) > _MANY
    old = _of_reading(before.findings) if blind else before.findings
    new = _of_reading(after.findings) if blind else after.findings
    if _error_names(new) - _error_names(old):
        return 1
    one, other = _counts(old), _counts(new)
    return 1 if other > one else -1 if other < one else 0


def _error_names(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(each.name for each in findings if each.severity is Severity.ERROR)


def _counts(findings: Iterable[Finding]) -> tuple[int, ...]:
    counts = Counter(each.severity for each in findings)
    return tuple(counts[severity] for severity in Severity)


def _of_reading(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out what rules find, and what is only seen once all lines are read."""
    return tuple(
        each for each in findings if each.code[:4] in {"SOP0", "SOP1"} and each.name != "missing-key"
    )


def _lost_lines(document: Document) -> int:
    """Return how many lines are not read."""
    count = 0
    for each in document.findings:
        if each.name == "unreadable-yaml":
            first, _, last = dict(each.details).get("lines", "1").partition("-")
            count += int(last or first) - int(first) + 1
    return count


def _is_wanted(finding: Finding, *, unsafe: bool) -> bool:
    kind = fix_kind(finding)
    return kind == "safe" or (unsafe and kind == "unsafe")


@dataclass(slots=True)
class _Mending:
    """A file on its way."""

    source: Written
    look: Callable[[bytes], Document]
    document: Document
    unsafe: bool
    text: str
    applied: list[Finding] = field(default_factory=list)
    size: int = 0
    times: int = 0

    def step(self) -> bool:
        """Take the most findings that make the file better; return whether there were any."""
        wanted = fixable(self.document.findings, unsafe=self.unsafe)
        if not wanted:
            return False
        of_lines = all(isinstance(change, ChangeLines) for each in wanted for change in each.fix)
        root = None if of_lines else read_nodes(self.document.text).root
        nodes = canonical(root if isinstance(root, Mapping) else _NOTHING)
        sheet = sheet_of(self.text, nodes.root, nodes.vocabulary)
        is_clean = all(map(_keeps_lines, wanted)) or compose(self.document.text).root == root
        waiting = list(_possible(sheet, wanted, is_clean=is_clean))
        while waiting:
            together, waiting = _apart(waiting)
            if self._first_half(sheet, together):
                return True
        return False

    def take_all(self, wanted: Sequence[Finding]) -> None:
        """Take each finding whose fix does not make the file worse by itself."""
        for finding in wanted:
            root = read_nodes(self.document.text).root
            if isinstance(root, Mapping) and not self._is_exhausted():
                nodes = canonical(root)
                sheet = sheet_of(self.text, nodes.root, nodes.vocabulary)
                self._take(sheet, [finding], most=0)

    def _first_half(self, sheet: Sheet, findings: Sequence[Finding]) -> bool:
        """Take findings together, or the first half of them that can be taken."""
        if self._is_exhausted():
            return False
        if self._take(sheet, findings):
            return True
        middle = len(findings) // 2
        if not middle:
            return False
        return self._first_half(sheet, findings[:middle]) or self._first_half(sheet, findings[middle:])

    def _is_exhausted(self) -> bool:
        return (self.size > _MOST_READ and self.times >= _AT_LEAST) or self.times >= _AT_MOST

    def _take(self, sheet: Sheet, findings: Sequence[Finding], most: int = -1) -> bool:
        """Make the fixes of findings together, if the file is better for it, or with 0 if it is not worse."""
        edits = edits_of(sheet, [change for each in findings for change in each.fix])
        text = with_edits(self.text, edits) if edits else self.text
        if text == self.text:
            return False
        try:
            data = self.source.data(text)
        except UnicodeEncodeError:
            return False
        self.size, self.times = self.size + len(data), self.times + 1
        document = self.look(data)
        if _weighed(self.document, document) > most:
            return False
        self.text, self.document = text, document
        self.applied += findings
        return True


def _possible(
    sheet: Sheet, findings: Iterable[Finding], *, is_clean: bool
) -> Iterator[tuple[Finding, tuple[TextEdit, ...]]]:
    """Yield the findings whose fixes can be made where they are, each with its edits.

    In a text that is not read as it stands no entries are taken, added or moved: they may end elsewhere.
    """
    for finding in findings:
        if is_clean or _keeps_lines(finding):
            edits = edits_of(sheet, finding.fix)
            if edits:
                yield finding, edits


def _keeps_lines(finding: Finding) -> bool:
    """Whether a fix takes, adds and moves no entry."""
    return all(isinstance(each, Reword | RenameKey | ChangeLines) for each in finding.fix)


def _apart(
    findings: Sequence[tuple[Finding, tuple[TextEdit, ...]]],
) -> tuple[list[Finding], list[tuple[Finding, tuple[TextEdit, ...]]]]:
    """Return the findings whose edits do not meet, and the others."""
    taken: list[Span] = []
    together, others = [], []
    for finding, edits in findings:
        if any(_meets(edit.span, taken) for edit in edits):
            others.append((finding, edits))
            continue
        for edit in edits:
            insort(taken, edit.span)
        together.append(finding)
    return together, others


def _meets(span: Span, taken: list[Span]) -> bool:
    """Whether a stretch of text overlaps one of others that do not overlap, or is the same."""
    at = bisect_left(taken, span)
    return any(
        (
            (one.line, one.column) < (span.end_line, span.end_column)
            and (span.line, span.column) < (one.end_line, one.end_column)
        )
        or one == span
        for one in taken[max(0, at - 1) : at + 2]
    )
