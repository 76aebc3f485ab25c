"""SOPs to draw and questions to ask of a drawing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sopkit.chart import draw
from sopkit.layout import CellKind
from sopkit.model import (
    END,
    Actor,
    ActorId,
    Approval,
    Branch,
    Manner,
    Performers,
    Sop,
    Step,
    StepKey,
    TimeKind,
    TimeStandard,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.layout import Box, Grid

__all__ = [
    "HOSTILE",
    "SVG",
    "bounds",
    "figures",
    "group",
    "inside",
    "letter",
    "numbers",
    "picture",
    "places",
    "saying",
    "texts_of",
]

SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = (
    "<script>alert(1)</script>",
    "]]> <![CDATA[ x ]]>",
    "&amp; &lt; &#65; & <b>",
    "kata \"kutip\" dan 'kutip'",
    '"',
    r"\N \G \E \T \H \L \n \l \r",
    "garis miring \\",
    "\\",
    r"\\server\berkas \"x\"",
    'x"]; b [label="y"',
    "{a|<b>c} \\{ // # /* */ <!-- -->",
    "<TABLE><TR><TD>x</TD></TR></TABLE>",
    "T 10 10 0 5 3 -abc",
    "%s %d {blank} {0} ${x} {{x}}",
    "日本語 é ß ½ – \U0001f4c4 مرحبا",
    "\ufeffx\u200by\u00a0z",
)
"""Texts that try to break out of DOT, xdot, XML, CSS or a template."""


def letter(number: int, /, **changes: object) -> Step:
    """A step of the letter's way, with other values where given."""
    steps = (
        Step(1, _by("staf"), "Menyusun konsep surat", "konsep", time=_minutes(30), outputs=("Konsep surat",)),
        Step(
            2,
            _by("kasubbag", "kabag", manner=Manner.ANY),
            "Memeriksa konsep surat",
            "periksa",
            question="Apakah konsep sudah benar?",
            when="benar",
            returns=(Branch(StepKey("konsep"), when="salah"),),
            branches=(Branch(END, when="batal"),),
        ),
        Step(3, _by("kasubbag", "kabag", manner=Manner.TOGETHER), "Memaraf surat", "paraf"),
        Step(4, _by("kabag", "kepala", manner=Manner.IN_ORDER), "Menandatangani surat", "tanda-tangan"),
        Step(5, _by("staf"), "Mengirim surat", "kirim", inputs=("Surat", "Amplop"), note="Lewat pos"),
    )
    return replace(steps[number - 1], **changes)  # type: ignore[arg-type]


@cache
def picture(language: str = "id") -> Sop:
    """An SOP with every kind of symbol and arrow."""
    actors = ("Staf", "Kasubbag", "Kabag", "Kepala")
    return Sop(
        number="1/2026",
        title="Pengiriman Surat",
        agency=("BIRO UMUM",),
        created=date(2026, 1, 2),
        effective=date(2026, 1, 3),
        approved_by=Approval("Kepala Biro"),
        actors=tuple(Actor(ActorId(title.lower()), title) for title in actors),
        steps=tuple(letter(number) for number in range(1, 6)),
        language=language,
    )


def saying(words: str) -> Sop:
    """An SOP in which every text that is drawn is these words."""
    sop = picture()
    branch = Branch(StepKey("konsep"), when=words, label=words)
    steps = tuple(
        replace(
            step,
            activity=words,
            question=words if step.question else None,
            inputs=(words,),
            outputs=(words,),
            time=TimeStandard(words, TimeKind.OPEN_ENDED),
            note=words,
            when=words if step.returns else None,
            label=words if step.returns else None,
            returns=(branch,) if step.returns else (),
            branches=(),
        )
        for step in sop.steps
    )
    actors = tuple(replace(actor, title=words, group=words) for actor in sop.actors)
    return replace(sop, title=words, agency=(words,), number=words, actors=actors, steps=steps)


def _by(*actors: str, manner: Manner = Manner.ALONE) -> Performers:
    return Performers(tuple(ActorId(actor) for actor in actors), manner)


def _minutes(count: int) -> TimeStandard:
    return TimeStandard(f"{count} menit", TimeKind.OPEN_ENDED)


def figures(sop: Sop, *, engine: str | None = None, **how: Any) -> ET.Element:
    """Draw an SOP and return the root of its SVG; `how` is handed on to `draw`."""
    return ET.fromstring(draw(sop, "svg", engine=engine, **how))


def group(root: ET.Element, name: str) -> ET.Element:
    """Return the group with an id."""
    (found,) = [element for element in root.iter() if element.get("id") == name]
    return found


def texts_of(root: ET.Element) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Return each drawn line of text with its left, top, right and bottom in the table's own points."""
    height = float(root.get("viewBox", "").split()[3])
    for element in root.iter(f"{SVG}text"):
        size, width = float(element.get("font-size", "0")), float(element.get("textLength", "0"))
        x, y = float(element.get("x", "0")), float(element.get("y", "0")) + height
        left = x - width / 2 if element.get("text-anchor") == "middle" else x
        yield element.text or "", (left, y - 0.73 * size, left + width, y + 0.22 * size)


def numbers(element: ET.Element) -> list[float]:
    """Return every number that says where a figure stands."""
    found = []
    for name in ("x", "y", "width", "height", "points", "d"):
        found += [float(value) for value in re.findall(r"-?\d+(?:\.\d+)?", element.get(name, ""))]
    return found


def bounds(element: ET.Element, height: float) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of a rectangle or polygon in the table's own points."""
    if element.get("points") is None:
        x, y = float(element.get("x", "0")), float(element.get("y", "0")) + height
        return (x, y, x + float(element.get("width", "0")), y + float(element.get("height", "0")))
    pairs = [pair.split(",") for pair in element.get("points", "").split()]
    across, down = [float(x) for x, _ in pairs], [float(y) + height for _, y in pairs]
    return (min(across), min(down), max(across), max(down))


def inside(inner: tuple[float, float, float, float], box: Box, slack: float = 0.3) -> bool:
    """Whether a rectangle lies within a box; `slack` is in points."""
    left, top, right, bottom = inner
    across = box.x - slack <= left and right <= box.right + slack
    return across and box.y - slack <= top and bottom <= box.bottom + slack


def places(grid: Grid) -> list[Box]:
    """Return every box in which words may stand."""
    boxes = [cell.box for cell in grid.cells if cell.kind is not CellKind.ACTOR]
    boxes += [symbol.box for symbol in grid.symbols]
    return boxes + [arrow.label_box for arrow in grid.arrows if arrow.label_box is not None]
