"""The times of an SOP in words: the rows of its table, and blocks of lines with every total."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt, Total
from sopkit.flow.graph import WayKind
from sopkit.lang import text as words
from sopkit.model import END, Duration, Unit
from sopkit.model.duration import CALENDAR_HOURS, CALENDAR_MONTHS
from sopkit.model.time_words import format_number
from sopkit.report.durations import total_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.flow.graph import Way
    from sopkit.flow.timing import ActorTime, LongestCase, ReturnRound, Route, StepTime, Timing
    from sopkit.model import Step, StepKey

__all__ = ["TimesInWords"]

_NOTHING = {Doubt.MISSING, Doubt.OPEN_ENDED, Doubt.UNREADABLE, Doubt.PER_PIECE}


class TimesInWords:
    """Words of one timing in one language; a line that belongs to the one above is set in by two spaces."""

    def __init__(self, timing: Timing, language: str, *, hints: bool = True) -> None:
        self._timing = timing
        self._language = language
        self._hints = hints
        self._numbers = {step.key: step.number for step in timing.sop.steps}
        self._texts = {step.key: step.time.text for step in timing.sop.steps if step.time is not None}
        in_days = any(self._is_in_days(step) for step in timing.sop.steps)
        self._minutes_per_day = timing.measure.hours_per_working_day * 60 if in_days else None
        self._has_returns = bool(timing.rounds)
        self._has_decisions = any(step.is_decision for step in timing.sop.steps)

    def blocks(self) -> tuple[list[str], ...]:
        """Return the blocks below the table; none is empty."""
        blocks = (self.sums(), self.returns(), self.cases(), self.actors(), self.notes())
        return tuple(block for block in blocks if block)

    # --- the table ---

    def rows(self) -> list[list[str]]:
        """Return the head of the table and a row for each step, every cell in full."""
        names = ["number", "activity", "actors", "time", "counted", *(name for name, _ in self._columns())]
        return [[self._say(f"column-{name}") for name in names], *map(self._row, self._timing.steps)]

    def right_columns(self) -> frozenset[int]:
        """Return which columns of the table hold plain numbers."""
        visits = [place for place, (name, _) in enumerate(self._columns(), 5) if name.startswith("visits")]
        return frozenset({0, *visits})

    def _row(self, entry: StepTime) -> list[str]:
        step = entry.step
        time = step.time.text if step.time else ""
        cells = [
            str(step.number),
            step.activity,
            self._performers(step),
            time,
            self._cell(entry, entry.total),
        ]
        for name, visits in self._columns():
            count = visits.get(step.key, Fraction(0))
            if name.startswith("visits"):
                cells.append(self._number_of(count))
            else:
                cells.append(self._cell(entry, _rounded(entry.total.times(count))) if count else "")
        return cells

    def _columns(self) -> list[tuple[str, dict[StepKey, Fraction]]]:
        """Return the further columns of the table, with the visits of each step that they are about."""
        timing = self._timing
        columns = []
        if timing.expected is not None and self._has_decisions:
            columns += [(f"{what}-average", dict(timing.expected.visits)) for what in ("visits", "time")]
        case = timing.longest_case
        if case is not None and self._has_returns:
            visits = {key: Fraction(count) for key, count in case.visits}
            kind = "longest" if case.is_exact else "bound"
            columns += [(f"{what}-{kind}", visits) for what in ("visits", "time")]
        return columns or [("visits", dict.fromkeys(self._numbers, Fraction(1)))]

    # --- the blocks ---

    def column(self) -> str:
        """Return what the time column adds up to, in few words; empty where nothing in it can be counted."""
        total = self._timing.column
        if not total.maximum.kinds:
            return ""
        is_open = bool(total.uncounted) or _no_upper_bound(total)
        counted = replace(total, maximum=total.minimum) if _no_upper_bound(total) else total
        told = total_words(counted, self._language, minutes_per_day=self._minutes_per_day, short=True)
        return self._say("at-least", time=told) if is_open else told

    def sums(self) -> list[str]:
        """Return the sum of the column, and the shortest and the longest way."""
        timing = self._timing
        lines = [self._say("sum", total=self._total(timing.column))]
        lines += self._doubts(timing.column, with_texts=True)
        if timing.sop.total_time is not None:
            lines.append(self._say("stated", text=timing.sop.total_time.text))
        if timing.shortest is None or timing.longest is None:
            return [*lines, self._say("no-way")]
        if timing.has_choice:
            lines += self._way("shortest", timing.shortest) + self._way("longest", timing.longest)
            if timing.shortest.total.uncounted:
                lines.append(self._say("shortest-unsure"))
            if timing.compares_kinds:
                lines.append(self._say("ways-compared"))
        else:
            total = timing.shortest.total
            lines += [self._say("without-returns", total=self._total(total)), *self._doubts(total)]
        if timing.quickest is not None and timing.quickest.total.minimum != timing.shortest.total.minimum:
            lines += self._way("quickest", timing.quickest)
        return lines

    def returns(self) -> list[str]:
        """Return what one round of each return adds."""
        lines = [line for entry in self._timing.rounds for line in self._round(entry)]
        return [self._say("returns"), *lines] if lines else []

    def cases(self) -> list[str]:
        """Return the longest case and the average one, or why they are not known."""
        if not self._has_decisions:
            return []
        return [*(self._longest() if self._has_returns else ()), *self._average()]

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
        """Return what a working day is, and how calendar time was joined with it, where that was used."""
        measure = self._timing.measure
        joined = measure.calendar_time != "apart" and any(map(_has_calendar_time, self._timing.sop.steps))
        lines = []
        if self._minutes_per_day is not None or joined:
            hours = format_number(measure.hours_per_working_day, self._language)
            lines.append(self._say("working-day-is", hours=hours))
        return [*lines, self._say("calendar-joined")] if joined else lines

    def _way(self, name: str, route: Route) -> list[str]:
        total, steps = self._total(route.total), self._named(route.steps)
        lines = [self._say(name, total=total, steps=steps), *self._doubts(route.total)]
        return [*lines, *self._passed_by(route.passed_by)]

    def _passed_by(self, keys: tuple[StepKey, ...]) -> list[str]:
        return ["  " + self._say("passed-by", steps=self._named(keys))] if keys else []

    def _round(self, entry: ReturnRound) -> Iterator[str]:
        places = {"source": self._numbers[entry.way.source], "target": self._number(entry.way.target)}
        if entry.route is None:
            yield "  " + self._say("return-no-way-back", **places)
            return
        name = "return-by-branches" if entry.by_branches else "return"
        total, steps = self._total(entry.route.total), self._named(entry.route.steps)
        yield "  " + self._say(name, total=total, steps=steps, **places)
        yield from ("  " + line for line in self._doubts(entry.route.total))

    def _longest(self) -> Iterator[str]:
        case = self._timing.longest_case
        if case is None:
            ways = ", ".join(map(self._way_named, self._timing.unlimited))
            yield self._say("unlimited", ways=ways)
            if self._hints:
                yield "  " + self._say("unlimited-hint")
            return
        count = self._timing.returns_at_most
        name = "longest-case" if case.is_exact else "upper-bound"
        asked = "" if count is None else "-none" if count == 0 else "-asked"
        yield self._say(f"{name}{asked}", total=self._total(case.total), count=count)
        if count != 0:
            yield from self._taken(case)
        yield from self._doubts(case.total)
        yield from self._passed_by(case.passed_by)

    def _taken(self, case: LongestCase) -> Iterator[str]:
        returns = [(way, count) for way, count in case.uses if way.kind is WayKind.RETURN]
        told = ", ".join(self._say("taken", way=self._way_named(way), count=count) for way, count in returns)
        yield "  " + self._say("returns-taken", ways=told)

    def _average(self) -> Iterator[str]:
        average = self._timing.expected
        if average is None:
            yield from self._no_average()
            return
        yield self._say("average", total=self._total(_rounded(average.total)))
        if not average.is_exact:
            yield "  " + self._say("average-rounded")
        if average.total.maximum.kinds:
            low, high = (
                self._told(Total(each, each), None)
                for each in (
                    _tenths(average.spread.minimum.deviation),
                    _tenths(average.spread.maximum.deviation),
                )
            )
            deviation = low if low == high else self._say("from-to", low=low, high=high)
            yield "  " + self._say("deviation", deviation=deviation)
        if average.ignored_limits:
            ways = ", ".join(map(self._way_named, average.ignored_limits))
            yield "  " + self._say("average-limits", ways=ways)
        yield from self._doubts(average.total)

    def _no_average(self) -> Iterator[str]:
        timing = self._timing
        if timing.without_chance:
            yield self._say("average-unknown", steps=self._named(timing.without_chance))
            if self._hints:
                yield "  " + self._say("average-hint", way=self._way_without_chance())
        if timing.over_one:
            yield self._say("average-over-one", steps=self._named(timing.over_one))
        if timing.never_ending:
            yield self._say("average-never-ends", steps=self._named(timing.never_ending))

    def _way_without_chance(self) -> str:
        """Return the first way without a chance as it is typed: by its step, and by its target if it must."""
        step = self._timing.sop.step(self._timing.without_chance[0])
        ways = (*step.returns, *step.branches)
        if len(ways) == 1:
            return step.key
        to = next((way.to for way in ways if way.chance is None), ways[0].to)
        return f"{step.key}:{self._say('end') if to == END else to}"

    def _actor(self, entry: ActorTime) -> Iterator[str]:
        title = self._timing.sop.actor(entry.actor).title
        total, steps = self._total(entry.total), self._named(entry.steps)
        yield "  " + self._say("actor", title=title, total=total, steps=steps)
        yield from ("  " + line for line in self._doubts(entry.total))
        for name, other in (("average", entry.expected), ("longest", entry.longest_case)):
            if other is not None and (other.minimum, other.maximum) != (
                entry.total.minimum,
                entry.total.maximum,
            ):
                yield "    " + self._say(f"actor-{name}", total=self._total(_rounded(other)))

    # --- words ---

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

    def _way_named(self, way: Way) -> str:
        return self._say("way", source=self._number(way.source), target=self._number(way.target))

    def _performers(self, step: Step) -> str:
        titles = {actor.id: actor.title for actor in self._timing.sop.actors}
        return ", ".join(titles.get(actor, actor) for actor in step.performers.actors)

    def _number(self, key: StepKey) -> str:
        return str(self._numbers.get(key, key))

    def _number_of(self, count: Fraction) -> str:
        """Return how often, to a hundredth."""
        if count and count < Fraction(1, 200):
            return self._say("under-a-hundredth")
        shown = f"{float(count):.2f}".rstrip("0").rstrip(".") if count < 10**9 else str(round(count))
        return shown.replace(".", self._say("decimal-mark"))

    def _cell(self, entry: StepTime, total: Total) -> str:
        """Return what a step counts as: not in days, unless its own time is."""
        if _NOTHING & {remark.doubt for remark in entry.total.remarks}:
            return self._say("not-counted")
        return self._told(total, self._minutes_per_day if self._is_in_days(entry.step) else None)

    def _total(self, total: Total) -> str:
        if total.uncounted and not total.maximum.kinds:
            return self._say("nothing-counted")
        return self._told(total, self._minutes_per_day)

    def _told(self, total: Total, minutes_per_day: Fraction | None) -> str:
        if _no_upper_bound(total):
            least = replace(total, maximum=total.minimum)
            told = total_words(least, self._language, minutes_per_day=minutes_per_day)
            return self._say("at-least", time=told)
        return total_words(total, self._language, minutes_per_day=minutes_per_day)

    def _say(self, name: str, **blanks: object) -> str:
        return words(f"time.{name}", self._language, **blanks)

    def _is_in_days(self, step: Step) -> bool:
        """Whether the step's time is counted by the length of a working day."""
        days = {Unit.WORKING_DAY} | ({Unit.DAY} if self._timing.measure.plain_day == "working-day" else set())
        return bool(_units(step) & days)


_CALENDAR_UNITS = CALENDAR_HOURS.keys() | CALENDAR_MONTHS.keys()


def _units(step: Step) -> set[Unit]:
    spans = step.time.spans if step.time else ()
    return {bound.unit for span in spans for bound in (span.minimum, span.maximum) if bound is not None}


def _has_calendar_time(step: Step) -> bool:
    return bool(_units(step) & _CALENDAR_UNITS)


def _no_upper_bound(total: Total) -> bool:
    return any(remark.doubt is Doubt.NO_UPPER_BOUND for remark in total.remarks)


def _rounded(total: Total) -> Total:
    return replace(total, minimum=_tenths(total.minimum), maximum=_tenths(total.maximum))


def _tenths(duration: Duration) -> Duration:
    """Return a duration to a tenth of its units, halves to the even one."""
    kinds = (duration.working_minutes, duration.calendar_hours, duration.calendar_months)
    return Duration(*(Fraction(round(amount * 10), 10) for amount in kinds))
