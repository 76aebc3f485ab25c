"""The drawing as an object of the `graphviz` package, for notebooks and for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import graphviz  # type: ignore[import-untyped]

from sopkit.chart.dot_writer import dot_text
from sopkit.chart.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.layout import Grid

__all__ = ["Chart", "digraph"]


class Chart(graphviz.Source):  # type: ignore[misc]
    """The DOT of a drawing; a notebook shows the picture that sopkit's own engine draws of it."""

    source: str

    def _repr_image_svg_xml(self) -> str:
        return render(self.source, "svg").decode("utf-8")

    def _repr_image_png(self) -> bytes:
        return render(self.source, "png")


def digraph(grid: Grid, titles: Mapping[str, str] | None = None) -> Chart:
    """Return the laid-out table as a graph with pinned positions.

    `titles` holds the tooltips of symbols, arrows and rows by their ids.
    """
    return Chart(dot_text(grid, titles), filename="sop.gv")
