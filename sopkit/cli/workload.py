"""`sopkit workload`: minutes a year and staff needed by position, over a folder of SOPs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.documents import documents_of
from sopkit.cli.inputs import refuse_errors, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.volumes import FaultyVolumes, read_number, read_volumes, written_volumes

if TYPE_CHECKING:
    from argparse import Namespace
    from fractions import Fraction

    from sopkit.cli.console import Console
    from sopkit.flow.workload import Workload
    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("paths", value="path", required=True, many=True),
    Parameter("volumes", ("--volumes",), value="file"),
    Parameter("volume", ("--volume",), value="volume", many=True),
    Parameter("effective_minutes", ("--effective-minutes",), choices=("75000", "72000")),
    Parameter("day_minutes", ("--day-minutes",), value="minutes"),
    Parameter("table_form", ("--format",), choices=("text", "json", "csv", "markdown")),
)


def run(arguments: Namespace, console: Console) -> int:
    """Write the workload of the SOPs given."""
    volumes = written_volumes(arguments.volume or ())
    day = _day_minutes(arguments.day_minutes)
    if arguments.volumes is None and not volumes:
        raise UsageFault("volumes-missing")
    try:
        in_file = {} if arguments.volumes is None else read_volumes(arguments.volumes, console)
    except FaultyVolumes as fault:
        for line in fault.lines:
            console.write_error(line)
        return ExitCode.WRONG_USE
    found = _found(arguments.paths, arguments.volumes, console)
    if not found.sops:
        return found.code
    settings = _settings(found.files)
    from sopkit.flow.workload import EFFECTIVE_MINUTES_PER_DAY, EFFECTIVE_MINUTES_PER_YEAR, workload

    load = workload(
        found.sops,
        found.without_faulty({**in_file, **volumes}),
        effective_minutes_per_year=int(arguments.effective_minutes or EFFECTIVE_MINUTES_PER_YEAR),
        minutes_per_working_day=day or EFFECTIVE_MINUTES_PER_DAY,
        plain_day=settings.plain_day,
        calendar_time=settings.calendar_time,
    )
    _write(load, found.faulty, arguments.table_form or "text", console)
    return found.code


@dataclass
class _Found:
    """The SOPs of the files and folders given, and the files whose SOPs have errors."""

    sops: list[Sop] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    code: ExitCode = ExitCode.NO_ERRORS

    def without_faulty(self, volumes: dict[str, Fraction]) -> dict[str, Fraction]:
        """Return the volumes but those of files with errors, which are named in the report."""
        stems = {Path(file).stem for file in self.faulty} - {sop.id for sop in self.sops}
        return {name: volume for name, volume in volumes.items() if name not in stems}


def _found(names: tuple[str, ...], volumes: str | None, console: Console) -> _Found:
    """Read the SOPs, each once, with a word about each that is faulty or cannot be read."""
    found = _Found()
    unread = False
    for document in documents_of(names, console, but=volumes):
        if document is None:
            unread = True
        elif refuse_errors(document, console) or document.sop is None:
            found.faulty.append(document.file)
        else:
            found.sops.append(document.sop)
            found.files.append(document.file)
    if unread:
        found.code = ExitCode.NO_INPUT
    elif found.faulty:
        found.code = ExitCode.ERRORS_FOUND
    return found


def _settings(files: list[str]) -> Settings:
    """Return the settings of all these files. Raises UsageFault: they count days in different ways."""
    several = [(file, settings_for(file)) for file in files]
    first_file, first = several[0]
    for file, settings in several:
        if (settings.plain_day, settings.calendar_time) != (first.plain_day, first.calendar_time):
            raise UsageFault("settings-differ", one=first_file, other=file)
    return first


def _day_minutes(words: str | None) -> Fraction | None:
    """Read the minutes of a working day. Raises UsageFault."""
    if words is None:
        return None
    minutes = read_number(words)
    if minutes is None or not 0 < minutes <= 1440:
        raise UsageFault("no-minutes", option="--day-minutes", value=words)
    return minutes


def _write(load: Workload, faulty: list[str], form: str, console: Console) -> None:
    from sopkit.report import workload as report

    match form:
        case "json":
            import json

            console.write_json(json.dumps(report.as_json(load, faulty), ensure_ascii=False, indent=2) + "\n")
        case "csv":
            console.write(report.as_csv(load, faulty))
        case "markdown":
            console.write(report.markdown(load, console.language, faulty))
        case _:
            console.write(report.text(load, console.language, faulty))
