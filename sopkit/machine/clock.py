"""Where a case's moments come from: handed in by the caller, never read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sopkit.errors import InvalidValue

__all__ = ["Clock", "FixedClock", "moment"]


class Clock(Protocol):
    """Anything that tells the moment when it is called, such as `partial(datetime.now, UTC)`."""

    def __call__(self) -> datetime:
        """Return the present moment."""
        ...


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that always tells the same moment.

    >>> FixedClock(datetime(2026, 1, 5, 8))()
    datetime.datetime(2026, 1, 5, 8, 0)
    """

    at: datetime

    def __call__(self) -> datetime:
        """Return the moment the clock stands at."""
        return self.at


def moment(at: datetime | Clock) -> datetime:
    """Return the moment itself, asking the clock once if it is one.

    Raises InvalidValue: this is no moment, or a clock that tells none.
    """
    if isinstance(at, datetime):
        return at
    if not callable(at):
        raise InvalidValue("at", at, "a datetime, or a clock that returns one")
    told: object = at()
    if not isinstance(told, datetime):
        raise InvalidValue("the moment that the clock `at` tells", told, "a datetime")
    return told
