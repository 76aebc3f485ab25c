"""Profiles: what several offices have in common about rules, in files of their own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopkit.resources import package_file
from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import read_keys
from sopkit.settings.rules_table import RULE_READERS
from sopkit.settings.toml import read_toml
from sopkit.settings.values import RuleSettings

if TYPE_CHECKING:
    from sopkit.errors import InvalidSettings
    from sopkit.settings.readers import Reader

__all__ = ["DEFAULT_PROFILE", "OTHER_NAMES", "PROFILES", "is_profile", "layers_of"]

DEFAULT_PROFILE: Final = "permenpan-rb-35-2012"
PROFILES: Final = (DEFAULT_PROFILE, "strict")
"""The profiles that come with sopkit."""
OTHER_NAMES: Final = {"ketat": "strict"}
"""What else people call them."""
_MOST_BASES: Final = 10
_READERS: Final[dict[str, Reader]] = {
    "base": RULE_READERS["profile"],
    **{key: reader for key, reader in RULE_READERS.items() if key not in ("profile", "baseline")},
}


def layers_of(rules: RuleSettings) -> tuple[RuleSettings, ...]:
    """Return what holds about rules, one laid over the other: the first profile below, the settings on top.

    Raises InvalidSettings: a profile is not there or holds what it should not, or profiles that name one
    another in a circle.
    """
    layers = [rules]
    named: str | None = rules.profile or DEFAULT_PROFILE
    seen: set[str] = set()
    while named is not None:
        path = _place(named, layers[0])
        place = os.path.realpath(path)
        if place in seen or len(seen) >= _MOST_BASES:
            raise _fault(layers[0], "profile-circle", value=shown(named), most=str(_MOST_BASES))
        seen.add(place)
        layers.insert(0, _read(path))
        named = layers[0].profile
    return tuple(layers)


def is_profile(name: str) -> bool:
    """Return whether a name is that of a profile that comes with sopkit, or of a file that is there."""
    folded = name.casefold()
    return os.path.isfile(name) if name.endswith(".toml") else OTHER_NAMES.get(folded, folded) in PROFILES


def _place(named: str, by: RuleSettings) -> Path:
    """Return where a profile is that settings or another profile name. Raises InvalidSettings: nowhere."""
    if named.endswith(".toml"):
        if not os.path.isfile(named):
            raise _fault(by, "no-profile-file", value=shown(named))
        return Path(named)
    name = named.casefold()
    name = OTHER_NAMES.get(name, name)
    if name not in PROFILES:
        raise _fault(by, "profile", value=shown(named), known=", ".join(f"`{each}`" for each in PROFILES))
    return package_file("profiles", f"{name}.toml")


def _read(path: Path) -> RuleSettings:
    values = read_keys(path, read_toml(path, kind="profile"), _READERS, "")
    base = values.pop("base", None)
    return RuleSettings(**values, profile=base, path=path, prefix="")


def _fault(by: RuleSettings, reason: str, **blanks: str) -> InvalidSettings:
    key = f"{by.prefix}profile" if by.prefix else "base"
    return invalid(by.path, key, reason, **blanks)
