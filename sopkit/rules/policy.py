"""Which findings an office wants to see, and how grave they are to it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sopkit.errors import InvalidValue, UnknownName
from sopkit.findings import Severity
from sopkit.rules.cards import head, heads
from sopkit.rules.options import Options
from sopkit.rules.selection import BY_TODAY, changeable, meant, selected
from sopkit.settings.faults import invalid, shown
from sopkit.settings.profiles import layers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sopkit.errors import InvalidSettings
    from sopkit.findings import Finding
    from sopkit.rules.cards import Head
    from sopkit.settings import RuleSettings, Settings

__all__ = ["Policy", "default_policy", "policy_of"]


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

    def looks_for(self, name: str) -> bool:
        """Return whether a finding of this name would be told if it were there."""
        needs_today = name in BY_TODAY and self.options.today is None
        return name not in self.ignored and not needs_today

    def applied(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that are told, each as grave as the office has it."""
        severities = dict(self.severities)
        return tuple(
            replace(finding, severity=severities.get(finding.name, finding.severity))
            if head(finding.name).severity is not Severity.ERROR
            else finding
            for finding in findings
            if finding.name not in self.ignored or head(finding.name).severity is Severity.ERROR
        )


@cache
def default_policy() -> Policy:
    """Return what holds without settings: every rule but those that speak on request."""
    return Policy(ignored=frozenset(each.name for each in heads() if each.on_request))


def policy_of(
    settings: Settings,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str | None = None,
    today: date | None = None,
) -> Policy:
    """Return the policy of an office: its profile, its settings over it, and on top what is asked for here.

    `select` and `ignore` hold names, codes, beginnings of codes and `all`, as the settings do; `profile`
    takes the place of the one in the settings; `today` is the day by which ages are measured, and asks for
    that.

    Raises InvalidSettings: a profile is not there or holds what it should not, the settings name a rule that
    does not exist, or put off an error. Raises UnknownName: `select` or `ignore` name such a rule. Raises
    InvalidValue: `ignore` names an error.
    """
    rules = settings.rules if profile is None else replace(settings.rules, profile=profile)
    told = {each.name for each in heads() if not each.on_request}
    if today is not None:
        told |= BY_TODAY
    severities: dict[str, Severity] = {}
    options: dict[str, object] = {}
    for layer in layers_of(rules):
        told = _told(told, layer)
        severities |= _severities(layer)
        options |= dict(layer.options)
    if select:
        told = {each.name for name in select for each in selected(name)}
    told -= {each.name for name in ignore for each in _no_errors(name)}
    return Policy(
        ignored=frozenset(each.name for each in changeable(heads())) - told,
        severities=tuple(sorted(severities.items())),
        options=_options(rules, options, today),
    )


def _no_errors(name: str) -> tuple[Head, ...]:
    """Return the cards that a name means, without errors. Raises InvalidValue: all are errors."""
    found = changeable(meant(name))
    if not found:
        raise InvalidValue("ignore", name, "a finding that is no error")
    return found


def _told(before: set[str], layer: RuleSettings) -> set[str]:
    """Return the names of what is told with a layer of settings laid over those before."""
    told = before
    if layer.select is not None:
        told = {each.name for name in layer.select for each in _selected(layer, "select", name)}
    told = told | {
        each.name for name in layer.extend_select for each in _selected(layer, "extend_select", name)
    }
    return told - {each.name for name in layer.ignore for each in _changeable(layer, "ignore", name)}


def _severities(layer: RuleSettings) -> dict[str, Severity]:
    """Return the severities that a layer gives; what names fewer findings counts."""
    given = [
        (_changeable(layer, f"severity.{name}", name, severity), severity)
        for name, severity in layer.severity
    ]
    given.sort(key=lambda each: -len(each[0]))
    return {one.name: severity for found, severity in given for one in found}


def _changeable(
    layer: RuleSettings, key: str, name: str, severity: Severity | None = None
) -> tuple[Head, ...]:
    """Return the cards that a name in a layer means, without errors. Raises InvalidSettings: all are errors.

    Errors that are to be errors are no fault.
    """
    found = _meant(layer, key, name)
    open_to_change = changeable(found)
    if not open_to_change and severity is not Severity.ERROR:
        reason = "error-ignored" if severity is None else "error-lowered"
        raise _fault(layer, key, reason, value=shown(name), code=f"{found[0].code} {found[0].name}")
    return open_to_change


def _selected(layer: RuleSettings, key: str, name: str) -> tuple[Head, ...]:
    """Return the cards that a layer selects by a name. Raises InvalidSettings: none is called so."""
    _meant(layer, key, name)
    return selected(name)


def _meant(layer: RuleSettings, key: str, name: str) -> tuple[Head, ...]:
    """Return the cards that a name in a layer means. Raises InvalidSettings: none."""
    try:
        return meant(name)
    except UnknownName as error:
        if len(error.known) == 1:
            raise _fault(
                layer, key, "unknown-rule-suggested", value=shown(name), suggestion=error.known[0]
            ) from error
        raise _fault(layer, key, "unknown-rule", value=shown(name)) from error


def _options(rules: RuleSettings, given: dict[str, object], today: date | None) -> Options:
    """Return what rules measure by. Raises InvalidSettings: settings made in Python misspell an option."""
    known = {each.name for each in fields(Options)} - {"today"}
    for name in given:
        if name not in known:
            names = ", ".join(f"`{each}`" for each in sorted(known))
            raise _fault(rules, f"options.{shown(name)}", "unknown", known=names)
    options: dict[str, Any] = {**given, "today": today}
    return Options(**options)


def _fault(layer: RuleSettings, key: str, reason: str, **blanks: str) -> InvalidSettings:
    return invalid(layer.path, f"{layer.prefix}{key}", reason, **blanks)
