"""The table `[rules]` of the settings: which findings are told, how grave they are, what rules measure by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.findings import Severity
from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import Reader, read_flag, read_table
from sopkit.settings.values import RuleSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MOST_LETTERS", "RULE_READERS", "read_rules"]

MOST_LETTERS: Final = 200
"""How long a name or pattern may be; more is a text that went astray."""
_MOST_NAMES: Final = 1000
_SEVERITIES: Final = {each.value: each for each in Severity}


def read_rules(path: Path, key: str, table: object) -> RuleSettings:
    """Read the table `[rules]`; whether the names in it exist is seen where they are used.

    Raises InvalidSettings: an unknown key, a value that is not allowed, a name given twice.
    """
    values = read_table(path, key, table, RULE_READERS)
    return RuleSettings(**values, path=path, prefix=f"{key}.")


def _read_names(path: Path, key: str, value: object) -> tuple[str, ...]:
    """Read a list of names, codes and beginnings of codes; a lone text is a list of one."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or len(names) > _MOST_NAMES:
        raise invalid(path, key, "rule-names", value=shown(value))
    return tuple(_read_name(path, key, name) for name in names)


def _read_name(path: Path, key: str, name: object) -> str:
    if isinstance(name, str) and _is_short_line(name):
        return name.strip()
    raise invalid(path, key, "rule-name", value=shown(name))


def _is_short_line(words: str) -> bool:
    return bool(words.strip()) and words.isprintable() and len(words) <= MOST_LETTERS


def _read_severities(path: Path, key: str, table: object) -> tuple[tuple[str, Severity], ...]:
    """Read a table of names, each with a severity."""
    if not isinstance(table, dict):
        raise invalid(path, key, "severities", value=shown(table))
    return tuple(
        (_read_name(path, key, name), _severity(path, key, name, word)) for name, word in table.items()
    )


def _severity(path: Path, key: str, name: str, word: object) -> Severity:
    if isinstance(word, str) and word in _SEVERITIES:
        return _SEVERITIES[word]
    known = ", ".join(f"`{severity}`" for severity in _SEVERITIES)
    raise invalid(path, f"{key}.{shown(name)}", "severity", value=shown(word), known=known)


def _read_options(path: Path, key: str, table: object) -> tuple[tuple[str, object], ...]:
    return tuple(read_table(path, key, table, OPTION_READERS).items())


def _read_count(least: int, most: int) -> Reader:
    """Return a reader of a whole number within bounds."""

    def read(path: Path, key: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise invalid(path, key, "count", value=shown(value), least=least, most=most)

    return read


def _read_pattern(path: Path, key: str, value: object) -> str:
    """Read what a number looks like: a text of one line."""
    if isinstance(value, str) and _is_short_line(value):
        return value.strip()
    raise invalid(path, key, "number-pattern", value=shown(value), most=MOST_LETTERS)


def _read_regions(path: Path, key: str, value: object) -> tuple[str, ...]:
    """Read names of regions, in lower case and with single spaces."""
    if not isinstance(value, list) or len(value) > _MOST_NAMES:
        raise invalid(path, key, "regions", value=shown(value))
    names = []
    for name in value:
        if not isinstance(name, str) or not _is_short_line(name):
            raise invalid(path, key, "regions", value=shown(name))
        names.append(" ".join(name.lower().split()))
    return tuple(dict.fromkeys(names))


def _read_place(path: Path, key: str, value: object) -> str:
    """Read the place of a baseline as seen from the settings file."""
    if isinstance(value, str) and value.endswith(".json") and _is_short_line(value):
        return str(path.parent / value)
    raise invalid(path, key, "baseline", value=shown(value))


def _read_profile(path: Path, key: str, value: object) -> str:
    """Read the name of a profile, or the place of a profile file as seen from the settings file."""
    if not isinstance(value, str) or not _is_short_line(value):
        raise invalid(path, key, "profile-name", value=shown(value))
    return str(path.parent / value) if value.endswith(".toml") else value.strip()


OPTION_READERS: Final[Mapping[str, Reader]] = {
    "number_pattern": _read_pattern,
    "regions": _read_regions,
    "most_steps": _read_count(1, 1000),
    "most_actors": _read_count(1, 1000),
    "longest_activity": _read_count(10, 10_000),
    "longest_note": _read_count(10, 10_000),
    "review_years": _read_count(1, 100),
    "complete_library": read_flag,
}
"""The fields of `sopkit.rules.options.Options` that an office sets, each with its reader."""

RULE_READERS: Final[dict[str, Reader]] = {
    "profile": _read_profile,
    "select": _read_names,
    "extend_select": _read_names,
    "ignore": _read_names,
    "severity": _read_severities,
    "options": _read_options,
    "baseline": _read_place,
}
