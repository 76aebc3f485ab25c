"""The times of an SOP for a reader: a table with totals as text, and a form for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt
from sopkit.lang import text as words
from sopkit.model import Unit
from sopkit.model.time_words import format_number
from sopkit.report.durations import total_words
from sopkit.report.times_json import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from sopkit.flow.durations import Total
    from sopkit.flow.timing import ActorTime, ReturnRound, Route, StepTime, Timing
    from sopkit.model import Step, StepKey

__all__ = ["as_json", "text", "totals"]

_WIDEST = {"activity": 44, "actors": 28, "time": 36}
"""Letters of a column in the table; longer texts are cut with an ellipsis."""


def text(timing: Timing, language: str) -> str:
    """Return the table of steps and, below it, every total with what it contains and what it leaves out."""
    title = [words("time.title", language, title=timing.sop.title)]
    written = (title, _Report(timing, language).table(), *totals(timing, language))
    return "\n\n".join("\n".join(block) for block in written) + "\n"


def totals(timing: Timing, language: str) -> tuple[list[str], ...]:
    """Return the blocks below the table; a line that belongs to the one above is set in by two spaces."""
    report = _Report(timing, language)
    blocks = (report.sums(), report.returns(), report.actors(), report.notes())
    return tuple(block for block in blocks if block)


class _Report:
    """Words of one timing in one language, a block of lines for each method."""

    def __init__(self, timing: Timing, language: str) -> None:
        self._timing = timing
        self._language = language
        self._numbers = {step.key: step.number for step in timing.sop.steps}
        self._texts = {step.key: step.time.text for step in timing.sop.steps if step.time is not None}
        in_days = any(self._is_in_days(step) for step in timing.sop.steps)
        self._minutes_per_day = timing.measure.hours_per_working_day * 60 if in_days else None

    def table(self) -> list[str]:
        """Return one line for each step, in columns."""
        names = ("number", "activity", "actors", "time", "counted")
        rows = [[self._say(f"column-{name}") for name in names]]
        for entry in self._timing.steps:
            step = entry.step
            rows.append(
                [
                    str(step.number),
                    _cut(step.activity, _WIDEST["activity"]),
                    _cut(self._performers(step), _WIDEST["actors"]),
                    _cut(step.time.text if step.time else "", _WIDEST["time"]),
                    self._cell(entry),
                ]
            )
        return _columns(rows)

    def sums(self) -> list[str]:
        """Return the sum of the column, and the shortest and the longest way."""
        timing = self._timing
        lines = [self._say("sum", total=self._total(timing.column))]
        lines += self._doubts(timing.column, with_texts=True)
        if timing.sop.total_time is not None:
            lines.append(self._say("stated", text=timing.sop.total_time.text))
        if timing.shortest is None or timing.longest is None:
            return [*lines, self._say("no-way")]
        if not timing.has_choice:
            total = timing.shortest.total
            return [*lines, self._say("without-returns", total=self._total(total)), *self._doubts(total)]
        lines += self._way("shortest", timing.shortest) + self._way("longest", timing.longest)
        if timing.column.uncounted:
            lines.append(self._say("ways-unsure"))
        if timing.compares_kinds:
            lines.append(self._say("ways-compared"))
        return lines

    def returns(self) -> list[str]:
        """Return what one round of each return adds."""
        lines = [line for entry in self._timing.rounds for line in self._round(entry)]
        return [self._say("returns"), *lines] if lines else []

    def actors(self) -> list[str]:
        """Return the time of each actor, and which steps count for several."""
        entries = self._timing.by_actor
        lines = [line for entry in entries for line in self._actor(entry)]
        shared = dict.fromkeys(key for entry in entries for key in entry.shared)
        if shared:
            in_order = sorted(shared, key=lambda key: self._numbers[key])
            lines.append(self._say("shared", steps=self._named(in_order)))
        return [self._say("by-actor"), *lines] if entries else []

    def notes(self) -> list[str]:
        """Return what a working day is, where that was used."""
        if self._minutes_per_day is None:
            return []
        hours = format_number(self._timing.measure.hours_per_working_day, self._language)
        return [self._say("working-day-is", hours=hours)]

    def _way(self, name: str, route: Route) -> list[str]:
        total, steps = self._total(route.total), self._named(route.steps)
        return [self._say(name, total=total, steps=steps), *self._doubts(route.total)]

    def _round(self, entry: ReturnRound) -> Iterator[str]:
        places = {"source": self._numbers[entry.way.source], "target": self._number(entry.way.target)}
        if entry.route is None:
            yield "  " + self._say("return-no-way-back", **places)
            return
        name = "return-by-branches" if entry.by_branches else "return"
        total, steps = self._total(entry.route.total), self._named(entry.route.steps)
        yield "  " + self._say(name, total=total, steps=steps, **places)
        yield from ("  " + line for line in self._doubts(entry.route.total))

    def _actor(self, entry: ActorTime) -> Iterator[str]:
        title = self._timing.sop.actor(entry.actor).title
        total, steps = self._total(entry.total), self._named(entry.steps)
        yield "  " + self._say("actor", title=title, total=total, steps=steps)
        yield from ("  " + line for line in self._doubts(entry.total))

    def _doubts(self, total: Total, *, with_texts: bool = False) -> list[str]:
        """Return a line for each sort of doubt with its steps, and their times as written."""
        unit = self._say(f"{self._timing.measure.plain_day}s")
        groups: dict[Doubt, list[StepKey]] = {}
        for remark in total.remarks:
            groups.setdefault(remark.doubt, []).append(remark.step)
        return [
            "  "
            + self._say(
                f"doubt-{doubt.value}", steps=self._named(groups[doubt], with_texts=with_texts), unit=unit
            )
            for doubt in Doubt
            if doubt in groups
        ]

    def _named(self, keys: Iterable[StepKey], *, with_texts: bool = False) -> str:
        """Return steps by number, those with the same text together."""
        groups: dict[str, list[StepKey]] = {}
        for key in keys:
            groups.setdefault(self._texts.get(key, "") if with_texts else "", []).append(key)
        return ", ".join(self._group(written, group) for written, group in groups.items())

    def _group(self, written: str, keys: list[StepKey]) -> str:
        name = ("step" if len(keys) == 1 else "steps") + ("-with-text" if written else "")
        numbers = ", ".join(self._number(key) for key in keys)
        return self._say(name, number=numbers, numbers=numbers, text=written)

    def _performers(self, step: Step) -> str:
        titles = {actor.id: actor.title for actor in self._timing.sop.actors}
        return ", ".join(titles.get(actor, actor) for actor in step.performers.actors)

    def _number(self, key: StepKey) -> str:
        return str(self._numbers.get(key, key))

    def _cell(self, entry: StepTime) -> str:
        """Return what a step counts as: not in days, unless its own time is."""
        nothing = {Doubt.MISSING, Doubt.OPEN_ENDED, Doubt.UNREADABLE, Doubt.PER_PIECE}
        if nothing & {remark.doubt for remark in entry.total.remarks}:
            return self._say("not-counted")
        return self._told(entry.total, self._minutes_per_day if self._is_in_days(entry.step) else None)

    def _total(self, total: Total) -> str:
        if total.uncounted and not total.maximum.kinds:
            return self._say("nothing-counted")
        return self._told(total, self._minutes_per_day)

    def _told(self, total: Total, minutes_per_day: Fraction | None) -> str:
        told = total_words(total, self._language, minutes_per_day=minutes_per_day)
        is_open = any(remark.doubt is Doubt.NO_UPPER_BOUND for remark in total.remarks)
        return self._say("at-least", time=told) if is_open else told

    def _say(self, name: str, **blanks: object) -> str:
        return words(f"time.{name}", self._language, **blanks)

    def _is_in_days(self, step: Step) -> bool:
        """Whether the step's time is counted by the length of a working day."""
        days = {Unit.WORKING_DAY} | ({Unit.DAY} if self._timing.measure.plain_day == "working-day" else set())
        spans = step.time.spans if step.time else ()
        bounds = [bound for span in spans for bound in (span.minimum, span.maximum)]
        return any(bound is not None and bound.unit in days for bound in bounds)


def _cut(words_written: str, letters: int) -> str:
    """Return a text of at most so many letters, cut at a space where there is one."""
    if len(words_written) <= letters:
        return words_written
    head = words_written[: letters - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:") + "…"


def _columns(rows: list[list[str]]) -> list[str]:
    """Return rows as lines; the first column stands to the right, the first row has a rule below it."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if column == 0 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lines[0], "-" * max(len(line) for line in lines), *lines[1:]]
