"""`sopkit new`: a new SOP from a template, by questions or by options."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT
from sopkit.cli.output import deliver
from sopkit.cli.parser import UsageFault, nearest
from sopkit.cli.questions import NoMoreAnswers, Questions
from sopkit.scaffold.templates import TEMPLATES, template

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console
    from sopkit.scaffold.new_sop import Answers, StepAnswer

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("new_file", value="file"),
    Parameter("template", ("-t", "--template"), value="template"),
    Parameter("title", ("--title",), value="text"),
    Parameter("number", ("--number",), value="text"),
    Parameter("agency", ("--agency",), value="text", many=True),
    Parameter("position", ("--position",), value="text"),
    Parameter("actor", ("--actor",), value="text", many=True),
    Parameter("created", ("--created",), value="date"),
    Parameter("effective", ("--effective",), value="date"),
    Parameter("keys", ("--keys",), choices=("id", "en")),
    Parameter("list_templates", ("--list",)),
)

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written, and where."""

    template: str
    answers: Answers
    file: str


def run(arguments: Namespace, console: Console) -> int:
    """Write a new SOP; a file that is there already stays as it is."""
    if arguments.list_templates:
        console.write("\n".join(f"{name}: {template(name).summary}" for name in TEMPLATES))
        return ExitCode.NO_ERRORS
    _refuse_unknown(arguments.template)
    if arguments.new_file:
        _refuse_taken(arguments.new_file)
    try:
        wanted = _by_options(arguments) if arguments.template else _asked(arguments, console)
    except NoMoreAnswers:
        console.complain(console.words("new-cancelled"))
        return ExitCode.WRONG_USE
    _refuse_taken(wanted.file)
    return _written(wanted, arguments.keys or console.language, console)


def _written(wanted: _Wanted, keys: str, console: Console) -> int:
    from sopkit.document import read
    from sopkit.scaffold.new_sop import new_sop

    text = new_sop(template(wanted.template), wanted.answers, keys)
    if wanted.file == STANDARD_INPUT:
        console.write_bytes(text.encode("utf-8"))
        return ExitCode.NO_ERRORS
    deliver(text.encode("utf-8"), Path(wanted.file), console)
    count = sum(
        finding.name == "left-to-fill" for finding in read(text.encode("utf-8"), wanted.file).findings
    )
    console.write(console.words("new-written", file=wanted.file, count=count))
    console.write(console.words("new-next", file=wanted.file))
    return ExitCode.NO_ERRORS


def _by_options(arguments: Namespace) -> _Wanted:
    from sopkit.scaffold.new_sop import Answers

    answers = Answers(
        created=_day("--created", arguments.created) or date.today(),
        effective=_day("--effective", arguments.effective),
        title=_one_line(arguments.title),
        number=_one_line(arguments.number),
        agency=_lines(arguments.agency),
        position=_one_line(arguments.position),
        actors=_lines(arguments.actor),
    )
    name = arguments.new_file or _file_name(answers.title or arguments.template)
    return _Wanted(arguments.template, answers, name)


def _asked(arguments: Namespace, console: Console) -> _Wanted:
    """Ask for all that no option has told. Raises NoMoreAnswers."""
    from sopkit.model.dates import parse_date
    from sopkit.scaffold.new_sop import Answers

    ask = Questions(console)
    console.write(console.words("new-hello"))
    options = tuple(template(name).summary for name in TEMPLATES)
    kind = TEMPLATES[ask.choice("new-template", options, "new-no-choice")]
    created = _day("--created", arguments.created) or date.today()
    title = _one_line(arguments.title) or ask.text("new-title")
    number = _one_line(arguments.number) or ask.text("new-number")
    agency = _lines(arguments.agency) or tuple(ask.lines("new-agency"))
    position = _one_line(arguments.position) or ask.text("new-position")
    effective = _day("--effective", arguments.effective) or ask.read(
        "new-effective", parse_date, "new-no-date"
    )
    actors = _lines(arguments.actor)
    steps: tuple[StepAnswer, ...] = ()
    if kind == TEMPLATES[0]:
        actors = actors or tuple(ask.lines("new-actor"))
        steps = _asked_steps(ask, actors) if actors else ()
    name = arguments.new_file or _asked_file(ask, title or kind)
    answers = Answers(created, effective, title, number, agency, position, actors, steps)
    return _Wanted(kind, answers, name)


def _asked_steps(ask: Questions, actors: tuple[str, ...]) -> tuple[StepAnswer, ...]:
    from sopkit.scaffold.new_sop import StepAnswer

    steps: list[StepAnswer] = []
    while len(steps) < _MOST_STEPS:
        activity = ask.text("new-activity", number=len(steps) + 1)
        if activity is None:
            break
        actor = ask.choice("new-performer", actors, "new-no-choice") if len(actors) > 1 else 0
        steps.append(StepAnswer(activity, actor, ask.text("new-time")))
    return tuple(steps)


def _asked_file(ask: Questions, title: str) -> str:
    usual = _file_name(title)
    while True:
        name = ask.text("new-file", file=usual) or usual
        if not name.endswith((".yaml", ".yml")):
            name += ".yaml"
        if not os.path.lexists(name):
            return name
        ask.console.write(ask.console.words("new-taken", file=name))


def _file_name(title: str) -> str:
    from sopkit.source.slug import slug

    return f"{slug(title)[:60].strip('-') or 'sop'}.yaml"


def _refuse_unknown(name: str | None) -> None:
    """Stop at the name of a template that is none. Raises UsageFault."""
    if name is not None and name not in TEMPLATES:
        known = ", ".join(f"`{one}`" for one in TEMPLATES)
        raise UsageFault(
            "unknown-choice",
            suggestion=nearest(name, TEMPLATES),
            option="--template",
            value=name,
            known=known,
        )


def _refuse_taken(name: str) -> None:
    """Stop before a file that is there already, or whose folder is not. Raises UsageFault."""
    if name == STANDARD_INPUT:
        return
    if not name.lower().endswith((".yaml", ".yml")):
        raise UsageFault("new-ending", suggestion=f"{name}.yaml", file=name)
    if os.path.lexists(name):
        raise UsageFault("new-taken", file=name)
    if not os.path.isdir(Path(name).parent):
        raise UsageFault("output-folder-missing", output=name, folder=Path(name).parent)


def _day(option: str, text: str | None) -> date | None:
    from sopkit.model.dates import parse_date

    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageFault("new-no-date-option", option=option, value=text) from error


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text is not None else None


def _lines(texts: list[str] | None) -> tuple[str, ...]:
    return tuple(line for text in texts or () if (line := _one_line(text)))
