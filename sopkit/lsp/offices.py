"""The settings that hold for the files that are open, read once and again when they have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.errors import InvalidSettings
from sopkit.rules.policy import Policy, default_policy, policy_of
from sopkit.settings import Settings, load_settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["Office", "Offices"]


@dataclass(frozen=True, slots=True)
class Office:
    """What an office has set for the files of a folder."""

    settings: Settings
    policy: Policy
    fault: InvalidSettings | None = None
    """Why the defaults stand here, where the settings cannot be read."""


@dataclass(slots=True)
class Offices:
    """The settings by folder."""

    today: date | None
    """The day by which ages are measured."""
    known: dict[Path | None, Office] = field(default_factory=dict)

    def of(self, file: Path | None) -> Office:
        """Return the settings for a file; the defaults for a text that is no file yet."""
        folder = file.parent if file is not None else None
        if folder not in self.known:
            self.known[folder] = self._read(file)
        return self.known[folder]

    def forget(self) -> None:
        """Read settings anew when they are asked for next: a file of them has changed."""
        self.known.clear()

    def _read(self, file: Path | None) -> Office:
        if file is None:
            return Office(Settings(), policy_of(Settings(), today=self.today))
        try:
            settings = load_settings(file.parent)
            return Office(settings, policy_of(settings, today=self.today))
        except InvalidSettings as fault:
            return Office(Settings(), default_policy(), fault)
