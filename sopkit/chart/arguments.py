"""What callers hand in to be drawn, checked before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopkit.errors import InvalidValue

if TYPE_CHECKING:
    from datetime import datetime

    from sopkit.calendar import WorkCalendar
    from sopkit.layout.marks import Marks, Run
    from sopkit.model import Sop

__all__ = ["checked_folder", "checked_foot", "checked_mapping", "stand_of"]

_OF_A_CASE: Final = ("sop", "history", "active", "turn")


def stand_of(sop: Sop, case: Run | None, now: datetime | None, calendar: WorkCalendar | None) -> Marks | None:
    """Return where a case stands, to be drawn; None without a case.

    Raises InvalidValue: no case of this SOP, `now` without a case, a calendar without `now`, what is none;
    CalendarEnds.
    """
    if now is not None and case is None:
        raise InvalidValue("now", now, "none without a `case`")
    if calendar is not None:
        from sopkit.calendar import WorkCalendar as Expected

        if now is None or not isinstance(calendar, Expected):
            raise InvalidValue("calendar", calendar, "a `WorkCalendar`, together with `now`")
    if case is None:
        return None
    if not all(hasattr(case, name) for name in _OF_A_CASE):
        raise InvalidValue("case", case, "a case of this SOP, as `start` begins it")
    from sopkit.layout.marks import marks

    return marks(sop, case, now=now, calendar=calendar)


def checked_mapping(name: str, value: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return a mapping, an empty one for None. Raises InvalidValue: it is none."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidValue(name, value, "a mapping, such as `{'telaah-kabag': '#step-6'}`")
    return value


def checked_foot(value: float, most: int) -> float:
    """Return the height of the band at the foot. Raises InvalidValue: no number, or none from 0 to `most`."""
    if isinstance(value, Real) and not isinstance(value, bool) and 0 <= value <= most:
        return float(value)
    raise InvalidValue("foot_band_mm", value, f"millimetres from 0 to {most}")


def checked_folder(value: str | PathLike[str] | None) -> Path | None:
    """Return a folder. Raises InvalidValue: it is no path."""
    if value is None:
        return None
    path = fspath(value) if isinstance(value, str | PathLike) else value
    if not isinstance(path, str):
        raise InvalidValue("folder", value, "the path of a folder")
    return Path(path)
