"""The text of a new SOP: a template with what is known, and marks where something is to be filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date  # noqa: TC003 -- apps ask fields for their types
from typing import TYPE_CHECKING

from sopkit.source.keys import spelling
from sopkit.source.slug import slug
from sopkit.source.writer import translate, write_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.scaffold.templates import Template
    from sopkit.source.scalars import Value

__all__ = ["Answers", "StepAnswer", "new_sop"]

_TOP_KEY = re.compile(r"([^\s#:]+):")
_TO_FILL_INPUTS = "<isi kelengkapan>"
_TO_FILL_OUTPUTS = "<isi keluaran>"
_TO_FILL_TIME = "<isi waktu>"


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """One step as it was told: what is done, by which of the actors, in what time."""

    activity: str
    actor: int
    """The position in the list of actors, from 0."""
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a new SOP; what is None or empty stays as the template has it."""

    created: date
    effective: date | None = None
    """None means the day of creation, with a comment that asks for the real one."""
    title: str | None = None
    number: str | None = None
    agency: tuple[str, ...] = ()
    position: str | None = None
    """Of who signs."""
    actors: tuple[str, ...] = ()
    """Titles; they replace those of the template together with its steps."""
    steps: tuple[StepAnswer, ...] = ()


def new_sop(template: Template, answers: Answers, vocabulary: str) -> str:
    """Return the text of a new SOP with the keys of a vocabulary, `en` or `id`.

    It has no error; every text that is still to be filled in is marked `<isi ...>`, which a rule finds.
    """
    text = template.text.partition("\n")[2]  # behind the line that says what the template is for
    for key, value in _known(answers).items():
        text = _with_block(text, key, write_plain({key: value}, "id"))
    if answers.effective is None:
        text = _with_date(text, "effective", answers.created)
    return translate(text, vocabulary)


def _known(answers: Answers) -> dict[str, Value]:
    known: dict[str, Value] = {"created": answers.created.isoformat()}
    if answers.effective is not None:
        known["effective"] = answers.effective.isoformat()
    for key, value in (("title", answers.title), ("number", answers.number)):
        if value:
            known[key] = value
    if answers.agency:
        known["agency"] = list(answers.agency)
    if answers.position:
        known["approved_by"] = {"position": answers.position}
    if answers.actors:
        ids = _actor_ids(answers.actors)
        known["actors"] = dict(zip(ids, answers.actors, strict=True))
        known["steps"] = list(_steps(answers.steps or _one_step_each(ids), ids))
    return known


def _one_step_each(ids: tuple[str, ...]) -> tuple[StepAnswer, ...]:
    return tuple(StepAnswer(f"<isi kegiatan {place + 1}>", place) for place in range(len(ids)))


def _steps(steps: tuple[StepAnswer, ...], ids: tuple[str, ...]) -> Iterator[Value]:
    for number, step in enumerate(steps, 1):
        yield {
            "id": f"langkah-{number}",
            "actor": ids[step.actor],
            "activity": step.activity,
            "inputs": _TO_FILL_INPUTS,
            "time": step.time or _TO_FILL_TIME,
            "outputs": _TO_FILL_OUTPUTS,
        }


def _actor_ids(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return an id for each title: its words, with a number where two would be alike."""
    ids: list[str] = []
    for title in titles:
        own = slug(title)[:40].strip("-") or "pelaksana"
        own = own if own[0].isalpha() and own not in {"end", "selesai"} else f"pelaksana-{own}"
        wanted, count = own, 1
        while wanted in ids:
            count += 1
            wanted = f"{own}-{count}"
        ids.append(wanted)
    return tuple(ids)


def _with_block(text: str, key: str, block: str) -> str:
    """Put other lines in the place of a top-level key and all that belongs to it."""
    lines = text.split("\n")
    first = lines.index(next(line for line in lines if line.startswith(f"{spelling('sop', key, 'id')}:")))
    after = next(
        (place for place in range(first + 1, len(lines)) if _TOP_KEY.match(lines[place]) or not lines[place]),
        len(lines),
    )
    if key == "steps":  # the last key: what follows belongs to it
        after = len(lines) - 1
    new = block.rstrip("\n").replace("\n  - id: langkah-", "\n\n  - id: langkah-").replace(":\n\n", ":\n", 1)
    return "\n".join([*lines[:first], *new.split("\n"), *lines[after:]])


def _with_date(text: str, key: str, day: date) -> str:
    """Write the day into the line of a date, and leave the comment behind it."""
    word = spelling("sop", key, "id")
    return re.sub(rf"(?m)^{word}: \S+", f"{word}: {day.isoformat()}", text, count=1)
