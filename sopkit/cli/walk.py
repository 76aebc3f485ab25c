"""`sopkit walk`: step through an SOP in the terminal, one answer a line."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT, read_document, refuse_errors, settings_for
from sopkit.lang import text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from sopkit.cli.console import Console
    from sopkit.machine import Case, Move
    from sopkit.model import Sop

__all__ = ["PARAMETERS", "run", "walked"]

PARAMETERS = (Parameter("sop_file", value="file", required=True),)

_QUIT = ("q", "quit", "exit", "keluar", "berhenti")
_WIDTH = 88
"""In characters: as much as most terminals show without breaking a line."""
_SHOWN = 40
"""How many characters of an answer are shown again."""
_ANY_MOMENT = datetime(2000, 1, 1)
"""A walk in the terminal is not dated, but every move of a case has a moment."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """One numbered line: the move, what it says, and the words that may be typed for it."""

    move: Move
    line: str
    names: frozenset[str]


def run(arguments: Namespace, console: Console) -> int:
    """Walk through one SOP by the answers on standard input, then sum up the way taken."""
    if arguments.sop_file == STANDARD_INPUT:
        console.write_error(_words(console, "needs-file"))
        return ExitCode.WRONG_USE
    settings = settings_for(arguments.sop_file)
    document = read_document(arguments.sop_file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    from sopkit.cli.walk_summary import summary  # here, so that the help page loads no machine

    case = walked(document.sop, console)
    console.write("\n" + summary(case, settings, console.language))
    return ExitCode.NO_ERRORS


def walked(sop: Sop, console: Console) -> Case:
    """Follow the answers and return the case at its end, or where the answers end."""
    from sopkit.machine import start

    case = start(sop, by=sop.steps[0].performers.actors[0], at=_ANY_MOMENT)
    console.write(_filled(f"{sop.title} ({sop.number})"))
    while not case.finished:
        choices = tuple(_choices(case, console))
        console.write("\n" + "\n".join(_shown(case, console)))
        for place, choice in enumerate(choices, 1):
            console.write(_filled(f"{place}. {choice.line}", "  "))
        move = _answered(choices, console)
        if move is None:
            break
        case = case.take(move, by=move.actors[0], at=_ANY_MOMENT)
    return case


def _shown(case: Case, console: Console) -> Iterator[str]:
    """Yield the step that the case stands on: what is done, by whom and in what time."""
    step = case.sop.step(case.active[0])
    count = len(case.sop.steps)
    yield _filled(_words(console, "step", number=step.number, count=count, activity=step.activity))
    titles = [case.sop.actor(actor).title for actor in step.performers.actors]
    manner = step.performers.manner
    turn = titles[case.turn]
    yield _filled(_words(console, f"actors-{manner}", actors=", ".join(titles), turn=turn), "  ")
    time = step.time.text if step.time else _words(console, "no-time")
    yield _filled(_words(console, "time", time=time), "  ")
    if step.question:
        yield _filled(_words(console, "question", question=step.question), "  ")


def _choices(case: Case, console: Console) -> Iterator[_Choice]:
    """Yield the allowed moves: what stands at their arrows, where they lead and how often still."""
    from sopkit.flow import Flow
    from sopkit.layout.labels import way_labels
    from sopkit.machine.moves import way_kind
    from sopkit.machine.refusals import destination_words

    drawn = way_labels(case.sop, Flow.of(case.sop)).drawn
    labels = {(way_kind(way), way.source, way.index): label for way, label in drawn.items()}
    for move in case.allowed:
        drawn_label = labels.get((move.kind, move.source, move.index))
        names = [name for name in (move.label, move.when) if name] or [drawn_label or ""]
        said = destination_words(case.sop, move, console.language)
        line = f"{' - '.join(names)}: {said}" if names[0] else said
        if move.remaining is not None:
            line += " " + _words(console, "remaining", count=move.remaining)
        typed = (*names, drawn_label or "", move.target)
        yield _Choice(move, line, frozenset(name.casefold() for name in typed if name))


def _answered(choices: tuple[_Choice, ...], console: Console) -> Move | None:
    """Ask until a line names a choice; None if the walk is to stop, or nothing more is typed."""
    one = "-one" if len(choices) == 1 else ""
    while True:
        console.streams.stdout.write(_words(console, f"ask{one}", count=len(choices)) + " ")
        console.streams.stdout.flush()
        line = console.streams.stdin.readline()
        if not console.streams.stdin.isatty():
            console.write(_printable(line) + "\n")  # nobody has typed it here, so it is not yet to be seen
        answer = " ".join(line.split()).casefold()
        if not line or answer in _QUIT:
            return None
        meant = _meant(answer, choices)
        if len(meant) == 1:
            return meant[0].move
        word = "answer-ambiguous" if meant else f"answer-unknown{one}"
        console.write(_filled(_words(console, word, answer=_printable(answer), count=len(choices)), "  "))


def _meant(answer: str, choices: tuple[_Choice, ...]) -> tuple[_Choice, ...]:
    """Return the choices that an answer can mean; an empty line means the only one there is."""
    if not answer:
        return choices
    return tuple(
        choice for place, choice in enumerate(choices, 1) if answer == f"{place}" or answer in choice.names
    )


def _printable(answer: str) -> str:
    """Return the beginning of an answer, without what could move the cursor."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in answer.strip())
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."


def _filled(words: str, indent: str = "") -> str:
    return textwrap.fill(words, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def _words(console: Console, name: str, **blanks: object) -> str:
    return text(f"case.walk-{name}", console.language, **blanks)
