"""The faults of a file and of its shape: their codes, and which are grave; their words stand on the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Finding, Part, Severity

if TYPE_CHECKING:
    from sopkit.findings import Change, Pointer, Span

__all__ = ["CODES", "WARNINGS", "fault"]

CODES = {
    "not-utf-8": "SOP001",
    "not-text": "SOP002",
    "too-large": "SOP003",
    "control-character": "SOP004",
    "empty-file": "SOP005",
    "several-documents": "SOP006",
    "too-deep": "SOP007",
    "too-many-values": "SOP008",
    "tab-indentation": "SOP009",
    "non-breaking-space": "SOP010",
    "wrong-indentation": "SOP011",
    "missing-colon": "SOP012",
    "missing-space": "SOP013",
    "colon-in-text": "SOP014",
    "leading-character": "SOP015",
    "bare-dash": "SOP016",
    "unclosed-quote": "SOP017",
    "text-after-quote": "SOP018",
    "backslash-in-quotes": "SOP019",
    "unclosed-bracket": "SOP020",
    "text-as-comment": "SOP021",
    "duplicate-key": "SOP022",
    "key-not-text": "SOP023",
    "unreadable-yaml": "SOP024",
    "missing-dash": "SOP025",
    "missing-line-break": "SOP026",
    "surplus-dash": "SOP027",
    "unknown-key": "SOP101",
    "missing-key": "SOP102",
    "text-expected": "SOP103",
    "list-expected": "SOP104",
    "keys-expected": "SOP105",
    "unknown-word": "SOP106",
    "not-an-id": "SOP107",
    "reserved-id": "SOP108",
    "unreadable-date": "SOP109",
    "impossible-date": "SOP110",
    "mixed-vocabulary": "SOP111",
    "not-a-limit": "SOP112",
    "not-a-chance": "SOP113",
    "unknown-version": "SOP114",
    "ways-side-by-side": "SOP115",
    "missing-column": "SOP116",
    "repeated-column": "SOP117",
    "date-without-day": "SOP118",
    "two-manners": "SOP119",
    "number-of-a-step": "SOP120",
    "heading-of-the-form": "SOP121",
    "key-in-capitals": "SOP122",
    "texts-expected": "SOP123",
    "silence-without-reason": "SOP385",
    "unused-silence": "SOP386",
    "silence-of-unknown-rule": "SOP387",
    "silence-of-an-error": "SOP388",
    "unreadable-silence": "SOP389",
}

WARNINGS = frozenset(
    {
        "mixed-vocabulary",
        "silence-of-an-error",
        "silence-of-unknown-rule",
        "silence-without-reason",
        "text-as-comment",
        "unreadable-silence",
        "unused-silence",
    }
)
"""Those that do not make the SOP unreadable; all others are errors."""


def fault(
    name: str,
    pointer: Pointer = (),
    *,
    part: Part = Part.VALUE,
    details: tuple[tuple[str, str], ...] = (),
    suggestion: str | None = None,
    related: tuple[Pointer, ...] = (),
    span: Span | None = None,
    fix: tuple[Change, ...] = (),
    in_doubt: bool = False,
) -> Finding:
    """Make the finding of a named fault, with its code and severity; `in_doubt` is said of its fix."""
    severity = Severity.WARNING if name in WARNINGS else Severity.ERROR
    return Finding(
        CODES[name],
        name,
        severity,
        pointer,
        part,
        details,
        suggestion,
        related,
        span,
        fix=fix,
        fix_in_doubt=in_doubt and bool(fix),
    )
