"""`sopkit walk`: step through an SOP in the terminal, one answer a line."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT, read_document, refuse_errors, settings_for
from sopkit.lang import text

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console
    from sopkit.machine import Case, Move
    from sopkit.model import Sop

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (Parameter("sop_file", value="file", required=True),)

_QUIT = ("q", "quit", "exit", "keluar", "berhenti")
_WIDTH = 88
"""In characters: as much as most terminals show without breaking a line."""
_ANY_MOMENT = datetime(2000, 1, 1)
"""A walk in the terminal is not dated; its case needs moments that never run backwards."""


def run(arguments: Namespace, console: Console) -> int:
    """Walk through one SOP by the answers on standard input, then sum up the way taken."""
    if arguments.sop_file == STANDARD_INPUT:
        console.write_error(_words(console, "needs-file"))
        return ExitCode.WRONG_USE
    settings = settings_for(arguments.sop_file)
    document = read_document(arguments.sop_file, console, settings)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    from sopkit.cli.walk_summary import summary  # here, so that the help page loads no machine

    case = _walked(document.sop, console)
    console.write("\n" + summary(case, settings, console.language))
    return ExitCode.NO_ERRORS


def _walked(sop: Sop, console: Console) -> Case:
    """Return the case at its end, or where the answers end."""
    from sopkit.machine import start

    case = start(sop, by=sop.steps[0].performers.actors[0], at=_ANY_MOMENT)
    console.write(_filled(f"{sop.title} ({sop.number})", ""))
    while not case.finished:
        choices = _choices(case, console)
        console.write("\n" + _shown(case, choices, console))
        move = _answered(case.allowed, choices, console)
        if move is None:
            break
        case = case.take(move, by=move.actors[0], at=_ANY_MOMENT)
    return case


def _shown(case: Case, choices: tuple[str, ...], console: Console) -> str:
    """Return the step that the case stands on: what is done, by whom, in what time, and where to."""
    step = case.sop.step(case.active[0])
    number = _words(console, "step", number=step.number, count=len(case.sop.steps), activity=step.activity)
    titles = [case.sop.actor(actor).title for actor in step.performers.actors]
    actors = _words(console, f"actors-{step.performers.manner}", actors=", ".join(titles))
    if case.allowed[0].actors != step.performers.actors and len(titles) > 1:
        actors += " " + _words(console, "turn", actor=titles[case.turn])
    time = step.time.text if step.time else _words(console, "no-time")
    lines = [number, actors, _words(console, "time", time=time)]
    if step.question:
        lines.append(_words(console, "question", question=step.question))
    numbered = (f"{place}. {choice}" for place, choice in enumerate(choices, 1))
    return "\n".join(
        [
            _filled(lines[0], ""),
            *(_filled(line, "  ") for line in lines[1:]),
            *(_filled(one, "  ") for one in numbered),
        ]
    )


def _choices(case: Case, console: Console) -> tuple[str, ...]:
    """Return the words of each allowed move: what stands at its arrow, where it leads and how often still."""
    from sopkit.flow import Flow
    from sopkit.layout.labels import way_labels
    from sopkit.machine.refusals import move_words

    drawn = way_labels(case.sop, Flow.of(case.sop)).drawn
    labels = {(way.source, way.kind.value, way.index): label for way, label in drawn.items()}
    ...
    return ()
