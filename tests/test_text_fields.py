"""Hostile texts in every text field of the format: they come back as they were written."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

import pytest

from sopkit.assemble.written import write
from sopkit.document import loads
from sopkit.model import TimeStandard
from sopkit.source.keys import TABLE
from sopkit.source.writer import translate
from tests.strategies import HORRORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.model import Sop, Step

EVERY_TEXT = """\
sopkit: 1
version: {}
number: {}
title: {}
agency: [{}, {}]
logo: {}
created: 2026-01-05
effective: 2026-01-12
approved_by: {position: {}, name: {}, nip: {}}
legal_basis: [{}]
qualifications: [{}, {}]
related: [{}]
equipment: [{}]
warnings: [{}]
records: [{}]
history: [{version: {}, change: {}}]
total_time: {}
form: {columns: [number: {}, activity: {}, actors: {}, inputs: {}, time: {}, outputs: {}, note: {}]}
actors:
  staf: {}
  kabag: {title: {}, group: {}}
x-sop: {}
steps:
  - actor: staf
    activity: {}
    inputs: {}
    time: {}
    outputs: {}
    note: {}
    x-step: [{}, {a: {}}]
  - actor: kabag
    activity: {}
    question: {}
    inputs: [{}, {}]
    time: {}
    outputs: [{}]
    note: {}
    when: {}
    label: {}
    branches: [{to: end, when: {}, label: {}}]
    returns: [{to: 1, when: {}, label: {}}]
  - actor: {any: [staf, kabag]}
    activity: {}
"""


def test_every_text_field_is_tried() -> None:
    """The file that is filled with hostile texts has every key of the format that holds text."""
    holds = {"text", "texts", "items"}
    keys = {key for place in TABLE.values() for key, each in place.items() if each.holds in holds}

    assert {key for key in keys if f"{key}: " not in EVERY_TEXT} == {"in_order"}


def texts_of(value: object) -> Iterator[str]:
    """Every text in a value, except ids, dates and words of a fixed choice."""
    if isinstance(value, TimeStandard):
        yield value.text
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif is_dataclass(value):
        for each in fields(value):
            if (
                each.name not in {"id", "actors", "to", "next", "language"}
                or each.type == "tuple[Actor, ...]"
            ):
                yield from texts_of(getattr(value, each.name))


@pytest.mark.parametrize("horror", HORRORS)
@pytest.mark.parametrize("vocabulary", ["en", "id"])
def test_text_fields(horror: str, vocabulary: str) -> None:
    """Quotes, markup, backslashes and DOT syntax in every text field come back as they were written."""
    blanks = EVERY_TEXT.count("{}")
    marked = [f"{horror} {number}" for number in range(blanks)]
    text = EVERY_TEXT
    for each in marked:
        text = text.replace("{}", "'" + each.replace("'", "''") + "'", 1)
    sop = loads(translate(text, vocabulary))

    assert sorted(set(texts_of(sop)) - {"x-sop", "x-step", "a"}) == sorted(marked)
    assert loads(write(sop, vocabulary)) == sop


@pytest.mark.parametrize("vocabulary", ["en", "id"])
def test_text_fields_are_folded(vocabulary: str) -> None:
    """Tabs, line breaks and double spaces in every text field become single spaces."""
    text = EVERY_TEXT
    for number in range(EVERY_TEXT.count("{}")):
        text = text.replace("{}", f'"  dua\\t \\n kata  {number} "', 1)
    sop = loads(translate(text, vocabulary))

    folded = set(texts_of(replace(sop, extras=(), steps=_without_extras(sop))))
    assert len(folded) == EVERY_TEXT.count("{}") - 3
    assert all(re.fullmatch(r"dua kata \d+", each) for each in folded)


def _without_extras(sop: Sop) -> tuple[Step, ...]:
    return tuple(replace(step, extras=()) for step in sop.steps)
