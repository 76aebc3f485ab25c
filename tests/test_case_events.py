"""What comes from outside into a case: moments, kept events and histories of other forms."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sopkit.errors import InvalidValue, MoveRefused, SopkitError
from sopkit.machine import Event, MoveKind, replay, start
from tests.walks import at, drafting, moved, started


@pytest.mark.parametrize(
    ("place", "change", "reason"),
    [
        (0, {"kind": MoveKind.GO_ON}, "no-start"),
        (0, {"by": "karo"}, "not-your-step"),
        (1, {"kind": MoveKind.START}, "not-allowed-here"),
        (1, {"target": "tanda-tangan"}, "does-not-fit"),
        (1, {"source": "tanda-tangan"}, "not-allowed-here"),
        (2, {"index": 1}, "not-allowed-here"),
        (2, {"by": "karo"}, "not-your-step"),
        (2, {"at": at(-1)}, "time-runs-backwards"),
    ],
)
def test_altered_history_is_refused(place: int, change: dict[str, object], reason: str) -> None:
    """A history that the SOP would not have allowed does not replay."""
    events = list(moved(moved(started(drafting()), 0), 1).history)
    values = {**{name: getattr(events[place], name) for name in Event.__slots__}, **change}
    events[place] = Event(**values)

    with pytest.raises(MoveRefused) as caught:
        replay(drafting(), events)

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "start"},
        {"kind": None},
        {"by": 5},
        {"by": None},
        {"at": "2026-01-05T08:00:00"},
        {"at": None},
        {"source": 1},
        {"target": None},
        {"index": "0"},
        {"index": True},
        {"person": 7},
        {"note": ["a"]},
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_strange_history_is_refused(place: int, change: dict[str, object]) -> None:
    """An event that holds something else than it should is named, with what it holds."""
    events = list(moved(started(drafting()), 0).history)
    values = {**{name: getattr(events[place], name) for name in Event.__slots__}, **change}
    events[place] = Event(**values)

    with pytest.raises(MoveRefused) as caught:
        replay(drafting(), events)

    ((field, value),) = change.items()
    assert caught.value.reason == "strange-event"
    assert dict(caught.value.details) == {"number": str(place + 1), "field": field, "value": repr(value)}


def test_history_of_something_else_is_refused() -> None:
    """Kept events that were not read back as events are refused."""
    kept = [event.as_json() for event in started(drafting()).history]

    with pytest.raises(MoveRefused, match=r"Event\.from_json"):
        replay(drafting(), kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "jump"}, "kind"),
        ({"kind": 1}, "kind"),
        ({"by": None}, "by"),
        ({"at": "kemarin"}, "at"),
        ({"at": 5}, "at"),
        ({"source": 5}, "source"),
        ({"target": None}, "target"),
        ({"index": "1"}, "index"),
        ({"index": -1}, "index"),
        ({"index": True}, "index"),
        ({"index": None}, "index"),
        ({"person": 5}, "person"),
        ({"note": 5}, "note"),
    ],
)
def test_json_of_another_form_is_no_event(change: dict[str, str | int | None], named: str) -> None:
    """Values of another type than `as_json` writes are named, with what was expected."""
    kept = started(drafting()).history[0].as_json()

    with pytest.raises(InvalidValue, match=f"^{named} is .*; expected ") as caught:
        Event.from_json({**kept, **change})
    assert caught.value.name == named


@pytest.mark.parametrize("name", ["kind", "by", "at", "target"])
def test_json_without_a_value_is_no_event(name: str) -> None:
    """A value that every event has may not be missing."""
    kept = started(drafting()).history[0].as_json()
    del kept[name]

    with pytest.raises(InvalidValue, match=f"^{name} is `None`"):
        Event.from_json(kept)


def test_json_that_is_no_object_is_no_event() -> None:
    """A list is not read as an event."""
    with pytest.raises(InvalidValue, match="expected an object"):
        Event.from_json(["start"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("2026-01-05", "at is `'2026-01-05'`; expected a datetime, or a clock that returns one"),
        (None, "at is `None`"),
        (date(2026, 1, 5), "at is `datetime.date"),
        (lambda: None, "the moment that the clock `at` tells is `None`; expected a datetime"),
        (lambda: 0, "the moment that the clock `at` tells is `0`"),
    ],
)
def test_what_is_no_moment_is_refused(given: object, message: str) -> None:
    """A move without a moment is refused, and the case stays as it was."""
    with pytest.raises(InvalidValue, match=re.escape(message)):
        started(drafting()).complete(by="staf", at=given)  # type: ignore[arg-type]
    with pytest.raises(SopkitError, match=re.escape(message)):
        start(drafting(), by="staf", at=given)  # type: ignore[arg-type]
