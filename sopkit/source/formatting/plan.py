"""What stands on the line of an entry or item, what above it, and what below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.nodes import Scalar, Sequence
from sopkit.source.formatting.order import EXACT, held_by, ordered, place_below
from sopkit.source.formatting.texts import block_text, is_word, line_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.source.formatting.cursor import Note
    from sopkit.source.formatting.parts import Member, Value

__all__ = ["Plan", "comment_lines", "planned"]

_MOST_IN_BRACKETS = 80
"""How many letters may stand on one line in brackets; keys do not count, so that vocabulary is no matter."""
_LIKE_TEXT = re.compile(r"#[^\s#!]")
"""How a comment begins that may have been meant as a part of the text before it; a finding tells of it."""
_SILENCE = re.compile(r"#[ \t]*sopkit[ \t]*:", re.IGNORECASE)
_KEY_IN_BRACKETS = re.compile(r"[\w-]+")


@dataclass(slots=True)
class Plan:
    """How an entry or item is written."""

    above: list[str]
    """Comments above it, with empty texts for empty lines."""
    line: str | None = None
    """Its value as far as it stands on the line of the key or dash; None for a list or mapping below."""
    below: list[str] = field(default_factory=list)
    """The lines of a text behind `|` or `>`, without indentation."""
    beside: str = ""
    """The comment on its line, empty if there is none."""
    after: list[Note] = field(default_factory=list)
    """Comments behind the last member of its list or mapping."""


def planned(member: Member, holds: str) -> Plan:
    """Return how a member is written; `holds` is what its value holds."""
    value = member.value
    plan = Plan(comment_lines(member.above, apart=member.apart))
    block = block_text(value, folds=_folds(value, holds)) if value.lines else None
    if block is not None:
        plan.line, plan.below = f"{_anchor(value)}{block[0]}", block[1]
    else:
        plan.line = _line(value, holds)
    notes = [*member.beside, *value.opening]
    if plan.line is not None:
        notes += [*value.closing, *member.behind]
    elif value.style and not _has_comments(value):
        notes += member.behind
    else:
        plan.after = [*value.closing, *(member.behind if value.style else ())]
    if notes and _may_stand_beside(notes[-1], member, plan):
        plan.beside = f"  {notes.pop().text}"
    plan.above += [note.text for note in notes]
    return plan


def comment_lines(notes: Iterable[Note], *, apart: bool) -> list[str]:
    """Return comments as lines, with empty ones where the author left some between or below them."""
    lines: list[str] = []
    for note in notes:
        lines += ["", note.text] if note.blank and lines else [note.text]
    return [*lines, ""] if lines and apart else lines


def _may_stand_beside(note: Note, member: Member, plan: Plan) -> bool:
    """Whether a comment may stand at the end of the member's first line without a change of what it does."""
    value = member.value
    if note.own:
        return False
    if plan.line is None:
        has_line = member.key is not None or bool(value.anchor)
        return has_line and not (value.style and _SILENCE.match(note.text))
    if not isinstance(value.node, Scalar) or value.alias or plan.below:
        return True
    return _LIKE_TEXT.match(note.text) is None or (note.adjoins and value.node.plain)


def _folds(value: Value, holds: str) -> bool:
    return holds != EXACT and not value.anchor


def _anchor(value: Value) -> str:
    return f"&{value.anchor} " if value.anchor else ""


def _line(value: Value, holds: str) -> str | None:
    """Return a value on one line, None for a list or mapping that needs more."""
    if value.alias:
        return f"*{value.alias}"
    if isinstance(value.node, Scalar):
        written: str | None = line_text(value, folds=_folds(value, holds), is_date=holds == "date")
    elif not value.members:
        written = "[]" if isinstance(value.node, Sequence) else "{}"
    elif isinstance(value.node, Sequence):
        written = _list_in_brackets(value, holds)
    else:
        written = _actor_in_brackets(value) if holds == "keys:actor" and not value.anchor else None
    return None if written is None else f"{_anchor(value)}{written}".rstrip(" ")


def _has_comments(value: Value) -> bool:
    """Whether comments stand among the members of a list or mapping."""
    return bool(value.closing) or any(
        member.above or member.beside or member.behind or _has_comments(member.value) or member.value.opening
        for member in value.members
    )


def _list_in_brackets(value: Value, holds: str) -> str | None:
    """A list of actors, columns or an embedding app's single words, which no comma can divide wrongly."""
    if holds not in {"performers", "columns", EXACT} or _has_comments(value):
        return None
    if not all(is_word(member.value) for member in value.members):
        return None
    texts = [member.value.node.text for member in value.members if isinstance(member.value.node, Scalar)]
    written = f"[{', '.join(texts)}]"
    return written if len(written) <= _MOST_IN_BRACKETS else None


def _actor_in_brackets(value: Value) -> str | None:
    """An actor with its group, a row of a table."""
    if _has_comments(value):
        return None
    pairs = []
    for member in ordered(value, place_below(value, "keys:actor")):
        key, text = member.key, member.value
        if key is None or key.anchor or key.alias or text.anchor or text.alias or text.lines:
            return None
        if not isinstance(key.node, Scalar) or not isinstance(text.node, Scalar):
            return None
        folds = held_by(member, "actor", "") != EXACT
        written = line_text(text, folds=folds, in_brackets=True)
        if not written or _KEY_IN_BRACKETS.fullmatch(key.node.text) is None:
            return None
        pairs.append((key.node.text, written))
    length = sum(len(written) for _, written in pairs)
    return "{" + ", ".join(map(": ".join, pairs)) + "}" if length <= _MOST_IN_BRACKETS else None
