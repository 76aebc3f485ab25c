"""`sopkit time`: what an SOP takes, by step, by actor, in the longest case and on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import read_document, refuse_errors, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.start import read_moment, schedules_of

if TYPE_CHECKING:
    from argparse import Namespace
    from fractions import Fraction

    from sopkit.cli.console import Console
    from sopkit.cli.start import Moment
    from sopkit.flow.schedule import Schedule
    from sopkit.flow.timing import Timing
    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("file", value="file", required=True),
    Parameter("table_form", ("--format",), choices=("text", "json", "csv", "markdown")),
    Parameter("returns", ("--returns",), value="count"),
    Parameter("chance", ("--chance",), value="chance", many=True),
    Parameter("start", ("--start",), value="moment"),
)

_MOST_RETURNS = 1_000_000


def run(arguments: Namespace, console: Console) -> int:
    """Write the times of one SOP."""
    settings = settings_for(arguments.file)
    returns = _returns(arguments.returns)
    chances = _chances(arguments.chance or ())
    start = None if arguments.start is None else read_moment(arguments.start)
    document = read_document(arguments.file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    times = _timing(document.sop, settings, returns, chances)
    schedules = {} if start is None else schedules_of(times, start, settings)
    told = _told(times, schedules, start, settings, console) if schedules else []
    _write(times, schedules, told, arguments.table_form or "text", console)
    return ExitCode.NO_ERRORS


def _returns(words: str | None) -> int | None:
    """Read how often each return is taken. Raises UsageFault."""
    if words is None:
        return None
    if not (words.isascii() and words.isdigit() and len(words) < 8 and int(words) <= _MOST_RETURNS):
        raise UsageFault("no-count", option="--returns", value=words)
    return int(words)


def _chances(several: tuple[str, ...]) -> dict[str, Fraction]:
    """Read `STEP=20%` and `STEP:TO=0.2`. Raises UsageFault."""
    from sopkit.assemble.values import read_chance

    chances: dict[str, Fraction] = {}
    for words in several:
        way, equals, number = words.rpartition("=")
        chance = read_chance(number)
        if not equals or not way or chance is None:
            raise UsageFault("no-chance", option="--chance", value=words)
        if way in chances:
            raise UsageFault("chance-twice", option="--chance", value=way)
        chances[way] = chance
    return chances


def _timing(sop: Sop, settings: Settings, returns: int | None, chances: dict[str, Fraction]) -> Timing:
    from sopkit.flow.timing import timing_as_set

    return timing_as_set(sop, settings, returns=returns, chances=chances)


def _told(
    times: Timing,
    schedules: dict[str, Schedule],
    start: Moment | None,
    settings: Settings,
    console: Console,
) -> list[list[str]]:
    """Return the block about ends."""
    from sopkit.report.schedule_words import block

    asked = start[0] if start is not None and start[1] is None else None
    knows_holidays = settings.calendar.holidays != "none"
    return [block(schedules, times, console.language, knows_holidays=knows_holidays, asked=asked)]


def _write(
    times: Timing,
    schedules: dict[str, Schedule],
    further: list[list[str]],
    form: str,
    console: Console,
) -> None:
    from sopkit.report import times as report

    match form:
        case "json":
            import json

            from sopkit.report import schedule_words

            content = report.as_json(times.sop, times)
            if schedules:
                content["schedule"] = schedule_words.as_json(schedules)
            console.write_json(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        case "csv":
            console.write(report.as_csv(times, schedules))
        case "markdown":
            console.write(report.markdown(times, console.language, further))
        case _:
            console.write(report.text(times, console.language, further, columns=console.columns))
