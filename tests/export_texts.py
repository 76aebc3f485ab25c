"""Texts that try to be more than text where an export is shown, and readers of what was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sopkit.export.words import flat
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.model import Sop

__all__ = ["Diagram", "diagram", "hostile_sops", "hostile_texts", "shown_by_mermaid"]

PIECES = (
    *"abN1.)-+*_`#;:\"'[]{}()|\\~=!><&%$@^/ \t\n\x00\u2028\u00a0\u200b\u202e",
    *(
        "ß",
        "ﬂ°°60¶ß",
        "日本",
        "é",
        "😀",
        "12",
        "Surat ",
        "end",
        "www.",
        "WWW.",
        "http://x.id",
        "a@b.id",
        "@budi",
    ),
    *("#35;", "#quot;", "style ", "classDef ", 'click s1 href "javascript:alert(1)"', "%%{init: {}}%%"),
    *(
        "<b>",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- x -->",
        "-->",
        "<br/>",
    ),
    *(
        "```",
        "~~a~~",
        "$$x$$",
        "[x](y)",
        "![x](y)",
        "[^1]",
        "[ ] ",
        ":smile:",
        "GH-3",
        " #3",
        "!12",
        "fa:fa-car",
    ),
    *(
        "---",
        "===",
        "***",
        "1. ",
        "> ",
        "\\|",
        "\\n",
        "&amp;",
        "&#60;",
        "subgraph",
        "graph TD",
        "javascript:",
    ),
)


def hostile_texts() -> st.SearchStrategy[str]:
    """Texts of pieces that mean something to Markdown, Mermaid, HTML or a spreadsheet."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7)
    return pieces.map("".join).filter(lambda text: bool(flat(text).strip()))


@st.composite
def hostile_sops(draw: st.DrawFn) -> Sop:
    """SOPs with such texts in all places that an export shows."""
    words = hostile_texts()
    sop = draw(sops(max_steps=5, max_actors=3))
    steps = tuple(
        replace(
            step,
            activity=draw(words),
            question=draw(st.one_of(st.none(), words)),
            inputs=tuple(draw(st.lists(words, max_size=2))),
            note=draw(st.one_of(st.none(), words)),
            returns=tuple(replace(way, when=draw(words), label=draw(words)) for way in step.returns),
        )
        for step in sop.steps
    )
    actors = tuple(replace(actor, title=draw(words)) for actor in sop.actors)
    items = st.lists(words, max_size=2).map(tuple)
    return replace(
        sop,
        title=draw(words),
        number=draw(words),
        agency=draw(items),
        legal_basis=draw(items),
        related=draw(items),
        steps=steps,
        actors=actors,
    )


@dataclass(frozen=True)
class Diagram:
    """What a reader of Mermaid that knows nothing of sopkit finds in a flowchart."""

    nodes: dict[str, tuple[str, str]]
    """By id: how the node opens, and its label as written."""
    edges: list[tuple[str, str, str, str]]
    """Source, line, label as written, target."""


_STATEMENT = re.compile(
    r"""    [ ]{4}accTitle:[ ][^\n]+\n
    |   [ ]{4}(?P<id>\w+)(?P<shape>\(\[|\[|\{)"(?P<label>[^"]+)"(?:\]\)|\]|\})\n
    |   [ ]{4}(?P<source>\w+)[ ](?P<line>-->|-\.->)(?:\|"(?P<words>[^"]+)"\|)?[ ](?P<target>\w+)\n
    """,
    re.VERBOSE,
)


def diagram(text: str) -> Diagram:
    """Read a flowchart; every letter of it has to belong to a statement that is known."""
    head, _, rest = text.partition("\n")
    assert head == "flowchart TD"
    found = Diagram({}, [])
    place = 0
    while place < len(rest):
        match = _STATEMENT.match(rest, place)
        assert match, rest[place : place + 200]
        place = match.end()
        if match["id"]:
            assert match["id"] not in found.nodes
            found.nodes[match["id"]] = (match["shape"], match["label"])
        elif match["source"]:
            found.edges.append((match["source"], match["line"], match["words"] or "", match["target"]))
    return found


def shown_by_mermaid(label: str) -> str:
    """Return what Mermaid shows of a label: letters given by number, a line break for each line."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)
