"""The canonical layout of a document, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.source.formatting.order import group_of, held_by, ordered, place_below
from sopkit.source.formatting.plan import comment_lines, planned
from sopkit.source.formatting.texts import line_text

if TYPE_CHECKING:
    from sopkit.source.formatting.cursor import Note
    from sopkit.source.formatting.parts import Member, Parts, Value
    from sopkit.source.formatting.plan import Plan

__all__ = ["laid_out"]

_STEP = 2
"""By how many spaces the next level is indented."""
_LONGEST_KEY = 1000
"""Letters; YAML wants `?` before a key that has more. Source: YAML 1.2.2, 7.4.3, with room for quotes."""


def laid_out(parts: Parts, *, sorts: bool = True) -> str:
    """Return the text of a document in the canonical layout, with line feeds.

    Without `sorts` all keys stay in their author's order.
    """
    layout = _Layout(sorts=sorts)
    layout.comments(comment_lines(parts.header, apart=parts.apart), 0)
    layout.members(parts.root, "keys:sop", 0)
    layout.closing(parts.root.closing, 0)
    return "\n".join(layout.lines) + "\n"


class _Layout:
    """The lines written so far."""

    def __init__(self, *, sorts: bool) -> None:
        self.lines: list[str] = []
        self._sorts = sorts

    def comments(self, lines: list[str], indent: int) -> None:
        """Write comments; an empty text is an empty line."""
        for text in lines:
            if text:
                self.lines.append(" " * indent + text)
            else:
                self._empty_line()

    def closing(self, notes: list[Note], indent: int) -> None:
        """Write the comments behind the last member of a list or mapping."""
        for note in notes:
            if note.blank:
                self._empty_line()
            self.lines.append(" " * indent + note.text)

    def members(self, value: Value, holds: str, indent: int, lead: str = "") -> None:
        """Write the members of a list or mapping; the first goes behind what `lead` holds, if anything."""
        place = place_below(value, holds)
        before: Member | None = None
        for member in self._in_order(value, place):
            below = held_by(member, place, holds)
            plan = planned(member, below)
            head = lead
            if before is not None or not lead:
                if before is not None and _stand_apart(before, member, holds):
                    self._empty_line()
                self.comments([*plan.above, *self._first_comments(member, plan, below)], indent)
                head = " " * indent
            self._member(head, member, plan, below, indent)
            before = member

    def _in_order(self, value: Value, place: str) -> list[Member]:
        return ordered(value, place) if self._sorts else value.members

    def _empty_line(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _first_comments(self, member: Member, plan: Plan, holds: str) -> list[str]:
        """The comments above what will stand behind a dash: their place is above the dash."""
        value = member.value
        if member.key is not None or plan.line is not None or value.anchor:
            return []
        place = place_below(value, holds)
        first = self._in_order(value, place)[0]
        below = held_by(first, place, holds)
        planned_first = planned(first, below)
        return [*planned_first.above, *self._first_comments(first, planned_first, below)]

    def _member(self, head: str, member: Member, plan: Plan, holds: str, indent: int) -> None:
        head = f"{head}-" if member.key is None else self._key(head, member.key, indent)
        value = member.value
        if plan.line is not None:
            self.lines.append(f"{head} {plan.line}".rstrip(" ") + plan.beside)
            self.lines.extend(f"{' ' * (indent + _STEP)}{line}".rstrip(" ") for line in plan.below)
            return
        if member.key is None and not value.anchor:
            self.members(value, holds, indent + _STEP, f"{head} ")
        else:
            anchor = f" &{value.anchor}" if value.anchor else ""
            self.lines.append(f"{head}{anchor}{plan.beside}")
            self.members(value, holds, indent + _STEP)
        self.closing(plan.after, indent + _STEP)

    def _key(self, head: str, key: Value, indent: int) -> str:
        """Return the line so far with a key; one that is too long for a line gets one of its own."""
        if key.alias:
            return f"{head}*{key.alias} :"
        anchor = f"&{key.anchor} " if key.anchor else ""
        written = f"{anchor}{line_text(key, folds=False)}"
        if len(written) <= _LONGEST_KEY:
            return f"{head}{written}:"
        self.lines.append(f"{head}? {written}")
        return f"{' ' * indent}:"


def _stand_apart(before: Member, member: Member, holds: str) -> bool:
    """Whether an empty line stands between two members: steps, and the groups of an SOP's keys."""
    if holds == "keys:sop":
        return group_of(before) != group_of(member)
    return holds == "list:step"
