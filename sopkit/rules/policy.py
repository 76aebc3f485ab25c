"""Which findings an office wants to see, and how grave they are to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.rules.cards import card, cards
from sopkit.rules.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.findings import Finding

__all__ = ["Policy", "default_policy"]


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that are looked at, their severities, and what they measure by.

    What makes an SOP unsound (an error by its card) is always found and always an error.
    """

    ignored: frozenset[str] = frozenset()
    """The names of findings that are not told."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """The names of findings that are as grave as is said here, and not as their cards have it."""
    options: Options = field(default_factory=Options)

    def applied(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that are told, each as grave as the office has it."""
        severities = dict(self.severities)
        return tuple(
            replace(finding, severity=severities.get(finding.name, finding.severity))
            if card(finding.name).severity is not Severity.ERROR
            else finding
            for finding in findings
            if finding.name not in self.ignored or card(finding.name).severity is Severity.ERROR
        )


@cache
def default_policy() -> Policy:
    """Return what holds without settings: every rule but those that speak on request."""
    return Policy(ignored=frozenset(each.name for each in cards() if each.on_request))
