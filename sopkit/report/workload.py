"""The workload of a folder of SOPs for a reader: as text or Markdown, and two forms for machines."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.flow.workload import EFFECTIVE_MINUTES_PER_YEAR, Assumption, Omission
from sopkit.lang import text as words
from sopkit.report.numbers import grouped
from sopkit.report.table import as_csv as csv_of
from sopkit.report.table import in_columns, markdown_items, markdown_table, markdown_text, shortened
from sopkit.report.times_json import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.flow.workload import PositionLoad, SopLoad, Workload

__all__ = ["as_csv", "as_json", "markdown", "text"]

_WIDEST = 44
_RIGHT = (1, 2, 3)
_MARK = " *"


def text(load: Workload, language: str, left_out: Sequence[str] = ()) -> str:
    """Return the table of positions, the table of SOPs, and what is not in them.

    `left_out` names files whose SOPs have errors.
    """
    told = _Told(load, language, left_out)
    tables = (told.positions(), told.sops())
    short = ([[_short(cell) for cell in row] for row in rows] for rows in tables)
    blocks = ([told.title()], *(in_columns(rows, right=_RIGHT) for rows in short), *told.blocks())
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _short(cell: str) -> str:
    """Return a cell of the text table; the mark at its end is never cut off."""
    title = cell.removesuffix(_MARK)
    return shortened(title, _WIDEST) + _MARK * (title != cell)


def markdown(load: Workload, language: str, left_out: Sequence[str] = ()) -> str:
    """Return the same as Markdown, with its texts in full."""
    told = _Told(load, language, left_out)
    tables = ["\n".join(markdown_table(rows, right=_RIGHT)) for rows in (told.positions(), told.sops())]
    lists = ["\n".join(markdown_items(block)) for block in told.blocks()]
    return "\n\n".join((f"## {markdown_text(told.title())}", *tables, *lists)) + "\n"


def as_json(load: Workload, left_out: Sequence[str] = ()) -> dict[str, object]:
    """Return the workload as plain values for JSON; ranges are `minimum` and `maximum`."""
    return {
        "left_out": list(left_out),
        "effective_minutes_per_year": load.effective_minutes_per_year,
        "minutes_per_working_day": number(load.minutes_per_working_day),
        "calendar_time": load.calendar_time,
        "positions": [
            {
                "title": position.title,
                "minutes_per_year": _range(position.minutes_per_year),
                "staff": _range(position.staff),
                "sops": list(position.sops),
                "not_counted": [{"sop": sop, "step": step} for sop, step in position.uncounted],
            }
            for position in load.positions
        ],
        "sops": [
            {
                "id": entry.sop.id,
                "number": entry.sop.number,
                "title": entry.sop.title,
                "volume": None if entry.volume is None else number(entry.volume),
                "minutes_per_case": _range(entry.minutes_per_case),
                "minutes_per_year": None if entry.volume is None else _range(entry.minutes_per_year),
                "not_counted": [
                    {"step": each.step, "reason": each.omission.value} for each in entry.uncounted
                ],
                "assumptions": [assumption.value for assumption in entry.assumptions],
            }
            for entry in load.sops
        ],
    }


def as_csv(load: Workload, left_out: Sequence[str] = ()) -> str:
    """Return the workload as comma-separated values: a line for each position, for their sum, for each SOP.

    `not_counted` has steps with the reason after a colon, those of a position with their SOP before it.
    """
    head = ("row", "title", "id", "volume", "minutes_per_case_minimum", "minutes_per_case_maximum",
            "minutes_per_year_minimum", "minutes_per_year_maximum", "staff_minimum", "staff_maximum",
            "not_counted", "assumptions")  # fmt: skip
    rows: list[Sequence[object]] = [head]
    for position in load.positions:
        missing = " ".join(f"{sop}:{step}" for sop, step in position.uncounted)
        amounts = [number(each) for each in (*position.minutes_per_year, *position.staff)]
        rows.append(("position", position.title, "", "", "", "", *amounts, missing, ""))
    totals = [number(each) for bounds in (load.minutes_per_year, load.staff) for each in bounds]
    rows.append(("sum", "", "", "", "", "", *totals, "", ""))
    for entry in load.sops:
        volume = "" if entry.volume is None else number(entry.volume)
        case = [number(each) for each in entry.minutes_per_case]
        year = ["", ""] if entry.volume is None else [number(each) for each in entry.minutes_per_year]
        missing = " ".join(f"{each.step}:{each.omission.value}" for each in entry.uncounted)
        assumed = " ".join(assumption.value for assumption in entry.assumptions)
        rows.append(("sop", entry.sop.title, entry.sop.id, volume, *case, *year, "", "", missing, assumed))
    rows.append(
        ("effective-year", "", "", "", "", "", *[load.effective_minutes_per_year] * 2, "", "", "", "")
    )
    rows += [("left-out", file, *[""] * (len(head) - 2)) for file in left_out]
    return csv_of(rows)


class _Told:
    """Words of one workload in one language."""

    def __init__(self, load: Workload, language: str, left_out: Sequence[str]) -> None:
        self._load = load
        self._language = language
        self._left_out = left_out

    def title(self) -> str:
        """Return the heading."""
        return self._say("title")

    def positions(self) -> list[list[str]]:
        """Return the head of the first table and a row for each position."""
        names = ("position", "sop-count", "year", "staff")
        head = [self._say(f"column-{name}") for name in names]
        return [head, *map(self._position, self._load.positions), self._sum()]

    def sops(self) -> list[list[str]]:
        """Return the head of the second table and a row for each SOP."""
        names = ("sop", "volume", "case", "year")
        return [[self._say(f"column-{name}") for name in names], *map(self._sop, self._load.sops)]

    def blocks(self) -> tuple[list[str], ...]:
        """Return what the figures rest on and what is not in them; no block is empty."""
        blocks = (self._basis(), self._uncounted(), self._assumed())
        return tuple(block for block in blocks if block)

    def _position(self, position: PositionLoad) -> list[str]:
        mark = _MARK if position.uncounted else ""
        staff = self._range(position.staff, places=2, fixed=True)
        return [
            position.title + mark,
            str(len(position.sops)),
            self._range(position.minutes_per_year),
            staff,
        ]

    def _sum(self) -> list[str]:
        load = self._load
        mark = _MARK if any(entry.uncounted for entry in load.positions) else ""
        return [
            self._say("sum") + mark,
            str(len(load.sops) - len(load.without_volume)),
            self._range(load.minutes_per_year),
            self._range(load.staff, places=2, fixed=True),
        ]

    def _sop(self, entry: SopLoad) -> list[str]:
        mark = _MARK if entry.uncounted else ""
        volume = self._say("no-volume") if entry.volume is None else self._number(entry.volume, places=2)
        year = "" if entry.volume is None else self._range(entry.minutes_per_year)
        return [entry.sop.title + mark, volume, self._range(entry.minutes_per_case, places=1), year]

    def _basis(self) -> list[str]:
        load = self._load
        year = self._number(Fraction(load.effective_minutes_per_year))
        is_default = load.effective_minutes_per_year == EFFECTIVE_MINUTES_PER_YEAR
        lines = [self._say("effective-default" if is_default else "effective", minutes=year)]
        lines.append(self._say("day", minutes=self._number(load.minutes_per_working_day, places=1)))
        if load.calendar_time != "apart":
            lines.append(words("time.calendar-joined", self._language))
        return lines

    def _uncounted(self) -> list[str]:
        lines = [line for entry in self._counted() for line in self._uncounted_of(entry)]
        if self._load.without_volume:
            titles = "; ".join(entry.sop.title for entry in self._load.without_volume)
            lines.append("  " + self._say("without-volume", titles=titles))
        if self._left_out:
            lines.append("  " + self._say("left-out", files=", ".join(self._left_out)))
        return [self._say("not-counted"), *lines] if lines else []

    def _uncounted_of(self, entry: SopLoad) -> Iterator[str]:
        numbers = {step.key: step.number for step in entry.sop.steps}
        for omission in Omission:
            keys = [each.step for each in entry.uncounted if each.omission is omission]
            if keys:
                name = "time.step" if len(keys) == 1 else "time.steps"
                listed = ", ".join(str(numbers[key]) for key in keys)
                steps = words(name, self._language, number=listed, numbers=listed)
                why = self._say(f"omission-{omission.value}")
                yield "  " + self._say("omitted", title=entry.sop.title, steps=steps, why=why)

    def _assumed(self) -> list[str]:
        lines = []
        for assumption in Assumption:
            loads = [entry for entry in self._counted() if assumption in entry.assumptions]
            if loads:
                titles = "; ".join(entry.sop.title for entry in loads)
                lines.append("  " + self._say(f"assumption-{assumption.value}", titles=titles))
        return [self._say("assumptions"), *lines] if lines else []

    def _counted(self) -> list[SopLoad]:
        return [entry for entry in self._load.sops if entry.volume is not None]

    def _range(self, bounds: tuple[Fraction, Fraction], *, places: int = 0, fixed: bool = False) -> str:
        told = dict.fromkeys(grouped(bound, self._language, places=places, fixed=fixed) for bound in bounds)
        return " - ".join(told)

    def _number(self, value: Fraction, *, places: int = 0) -> str:
        return grouped(value, self._language, places=places)

    def _say(self, name: str, **blanks: object) -> str:
        return words(f"workload.{name}", self._language, **blanks)


def _range(bounds: tuple[Fraction, Fraction]) -> dict[str, int | float]:
    return {"minimum": number(bounds[0]), "maximum": number(bounds[1])}
