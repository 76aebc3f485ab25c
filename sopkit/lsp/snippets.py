"""Keys, new entries and a whole SOP as text to insert, with places to fill in.

Lines after the first are indented as far as they need beyond the indentation of the line that the text is
put in, which editors add.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.source.keys import TABLE, spelling
from sopkit.source.snippets import lines_of, new_entries, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.lsp.context import Context

__all__ = ["frame", "key_snippet", "new_items"]


def key_snippet(context: Context, name: str, vocabulary: str) -> tuple[str, bool]:
    """Return a key with what its value needs, and whether it has places to fill in."""
    word = spelling(context.place, name, vocabulary)
    sort = TABLE[context.place][name].holds.partition(":")[0]
    inner = " " * (context.body + 2)
    below = None if context.in_flow else value_of(context.place, name, vocabulary)
    if below is not None:
        return f"{word}:" + "".join(f"\n{inner}{line}" for line in lines_of(below)), True
    if context.place == "performers":
        return f"{word}: [$0]", True
    if context.in_flow and sort in {"texts", "columns", "list", "keys"}:
        return f"{word}: " + ("{$0}" if sort == "keys" else "[$0]"), True
    if sort in {"texts", "columns"}:
        return f"{word}:\n{inner}- $0", True
    return f"{word}: ", False


def new_items(context: Context, vocabulary: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the labels and the texts of what may begin at a place."""
    if context.holds == "ids":
        name, position = (text(f"lsp.fill-{each}", vocabulary) for each in ("actor", "position"))
        yield text("lsp.new-actor", language), f"${{1:{name}}}: ${{2:{position}}}"
        return
    if context.present or context.in_flow:
        return
    dash = "- " if context.is_item else ""
    blank = "\n" + " " * (context.body + len(dash))
    for label, piece in new_entries(context.place, vocabulary):
        if context.place == "branch":
            label = "new-branch" if context.way == "branches" else "new-return"
        yield text(f"lsp.{label}", language), dash + blank.join(lines_of(piece))


def frame(vocabulary: str) -> str:
    """Return a whole SOP of two steps, the second a decision, with places to fill in."""

    def word(name: str, place: str = "sop") -> str:
        return spelling(place, name, vocabulary)

    def fill(name: str) -> str:
        return text(f"lsp.fill-{name}", vocabulary)

    return f"""\
sopkit: 1
{word("number")}: ${{1:{fill("number")}}}
{word("title")}: ${{2:{fill("title")}}}
{word("agency")}:
  - ${{3:{fill("agency")}}}
{word("created")}: ${{4:2026-01-05}}
{word("effective")}: ${{5:2026-01-12}}
{word("approved_by")}:
  {word("position", "approval")}: ${{6:{fill("position")}}}
{word("actors")}:
  {fill("actor")}: ${{7:{fill("position")}}}
  {fill("other-actor")}: ${{8:{fill("position")}}}
{word("steps")}:
  - id: {fill("step")}
    {word("actor", "step")}: {fill("actor")}
    {word("activity", "step")}: ${{9:{fill("activity")}}}
    {word("time", "step")}: ${{10:{fill("time")}}}
  - id: {fill("other-step")}
    {word("actor", "step")}: {fill("other-actor")}
    {word("activity", "step")}: ${{11:{fill("activity")}}}
    {word("time", "step")}: ${{12:{fill("time")}}}
    {word("returns", "step")}:
      - {word("to", "branch")}: {fill("step")}
        {word("when", "branch")}: ${{13:{fill("condition")}}}
"""
