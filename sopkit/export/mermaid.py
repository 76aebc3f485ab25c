"""The flowchart of an SOP as a Mermaid diagram, which GitHub, GitLab and many wikis draw.

Source of the syntax: https://mermaid.js.org/syntax/flowchart.html; how its labels come out was tried with
versions 10 and 11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopkit.export.words import Wording, flat
from sopkit.flow import WayKind
from sopkit.model import END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.flow import Way
    from sopkit.model import Sop, Step

__all__ = ["MOST_EDGES", "MOST_LETTERS", "as_mermaid"]

MOST_LETTERS: Final = 50_000
"""Longer diagrams are not drawn. Source: `maxTextSize` of Mermaid, which no diagram can raise."""
MOST_EDGES: Final = 500
"""Diagrams with more edges are not drawn. Source: `maxEdges` of the same."""

_BREAK: Final = "\n"
"""Not `<br/>`: beside a tag Mermaid reads texts twice, and finds `\\n`, `$$` and `fa:` in them."""
_LINES: Final = {WayKind.FORWARD: "-->", WayKind.BRANCH: "-->", WayKind.RETURN: "-.->"}
_START: Final = "start"
_FINISH: Final = "finish"
"""Not `end`, which closes a block."""

_MARKS: Final = re.compile(
    r"""
    ["#;<>&{}\[\]|`*_~\\^%$@]      # what Mermaid, Markdown or HTML reads as more than a letter
    | (?<=\\)[nN]                   # after a backslash, a line break
    | :(?!\ )                       # of addresses and icons, and what follows `style` and `classDef`
    | ^[-+=]                        # a list, or a line below a heading
    | (?<=^[0-9])[.)] | (?<=^[0-9]{2})[.)] | (?<=^[0-9]{3})[.)] | (?<=^[0-9]{4})[.)]  # a numbered list
    | (?<=[wW]{3})\.                # an address
    | ^\s | \s$                     # spaces of other kinds, which would be taken away
    """,
    re.VERBOSE,
)
_OWN: Final = (("ﬂ°", "fl°"), ("¶ß", "¶\N{ZERO WIDTH NON-JOINER}ß"))
"""What Mermaid itself puts in the place of `#` and `;`, and turns back wherever it stands."""


def as_mermaid(sop: Sop) -> str:
    """Return the flowchart: a node for each step and an edge for each way, those of returns dashed.

    A step names its actors and its activity, a deciding one its question too. Texts of the SOP stay texts.
    """
    wording = Wording(sop)
    title = _label((sop.title,))
    lines = [
        "flowchart TD",
        *([f"    accTitle: {title}"] if title else []),
        f'    {_START}(["{_label((wording.say("start"),))}"])',
        *(f"    {_node(step, wording)}" for step in sop.steps),
        f'    {_FINISH}(["{_label((wording.say("finish"),))}"])',
        f"    {_START} --> {_name(sop.steps[0])}",
        *(f"    {edge}" for edge in _edges(sop, wording)),
    ]
    return "\n".join(lines) + "\n"


def _node(step: Step, wording: Wording) -> str:
    performers = wording.performers(step.performers)
    head = wording.say("step-of", number=step.number, actors=performers)
    label = _label((head, step.activity, step.question or ""))
    before, after = ("{", "}") if step.is_decision else ("[", "]")
    return f'{_name(step)}{before}"{label}"{after}'


def _edges(sop: Sop, wording: Wording) -> Iterator[str]:
    names = {step.key: _name(step) for step in sop.steps} | {END: _FINISH}
    for way in wording.flow.ways:
        yield f"{names[way.source]} {_line(way, wording)} {names[way.target]}"


def _line(way: Way, wording: Wording) -> str:
    words = wording.at(way)
    return f'{_LINES[way.kind]}|"{_label((words,))}"|' if words else _LINES[way.kind]


def _name(step: Step) -> str:
    return f"s{step.number}"


def _label(lines: Iterable[str]) -> str:
    r"""Return lines such that a label shows them letter by letter.

    >>> print(_label(["1. Surat #3", 'style a:"b"; <i>']))
    1#46; Surat #35;3
    style a#58;#34;b#34;#59; #60;i#62;
    """
    return _BREAK.join(_escaped(line) for line in map(flat, lines) if line)


def _escaped(line: str) -> str:
    for own, written in _OWN:
        line = line.replace(own, written)
    return _MARKS.sub(lambda match: f"#{ord(match[0])};", line)
