"""The directives that show one SOP: all of it, its flowchart, its steps, its times."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives

from sopkit.chart.theme_file import named_theme
from sopkit.errors import LogoUnusable, SopkitError
from sopkit.ext.sphinx.base import SopDirective
from sopkit.ext.sphinx.drawings import SopDrawing, SopFrame
from sopkit.ext.sphinx.pages import Complaint
from sopkit.ext.sphinx.parts import identity, in_language, times
from sopkit.ext.sphinx.tables import on_paper, steps_table
from sopkit.lang import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sopkit.ext.sphinx.reading import Reading
    from sopkit.model import Sop

__all__ = ["SopFlowchart", "SopPart", "SopSteps", "SopTimes", "language_option"]

_PARTS: Final = ("identity", "flowchart", "steps", "times")


def language_option(argument: str) -> str:
    """Read the option `lang`. Raises ValueError: there is no such language."""
    return directives.choice(argument, LANGUAGES)


def _parts(argument: str) -> list[str]:
    return [directives.choice(each, _PARTS) for each in (argument or " ".join(_PARTS)).split()]


class _OneSop(SopDirective):
    """A directive that shows one SOP, or what is wrong with it."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "lang": language_option,
        "name": directives.unchanged,
    }

    def run(self) -> Sequence[nodes.Node]:
        """Return the nodes of the page."""
        reading = self.reading()
        if reading.sop is None:
            return [self.anchored(self.new_id("error"), self.refusal(reading))]
        return self.show(reading.sop, reading)

    def show(self, sop: Sop, reading: Reading) -> Sequence[nodes.Node]:
        """Return the nodes of an SOP without errors."""
        raise NotImplementedError

    def drawing(self, reading: Reading, anchor: str) -> nodes.figure:
        """Return the figure with the flowchart."""
        scope = hashlib.sha256(f"{self.env.docname} {anchor}".encode()).hexdigest()[:8]
        node = SopDrawing(
            file=str(reading.path),
            docname=self.env.docname,
            scope=f"sop-{scope}",
            theme=self._theme(),
            lang=self.options.get("lang"),
        )
        if "alt" in self.options:
            node["alt"] = self.options["alt"]
        figure = nodes.figure("", node, classes=["sop-flowchart"])
        if "caption" in self.options:
            parsed, messages = self.state.inline_text(self.options["caption"], self.lineno)
            figure += nodes.caption(self.options["caption"], "", *parsed, *messages)
        return figure

    def steps(self, sop: Sop, rows: dict[str, str], caption: str | None = None) -> SopFrame:
        """Return the table of steps in a frame that can be scrolled; `rows` holds the ids of the rows."""
        caption = caption or text("ext.steps-of", self.language, title=sop.title)
        found = steps_table(in_language(sop, self.language), rows, caption=caption)
        frame = SopFrame("", on_paper(found), found, label=caption)
        frame["support_smartquotes"] = False
        return frame

    def _theme(self) -> str | None:
        """Return the theme that the page asks for. Raises DirectiveError: there is none of this name."""
        theme = self.options.get("theme")
        chosen = self.sops.library.choices.theme
        if theme is not None and theme.endswith(".toml"):
            theme = self.env.relfn2path(theme)[1]
        for each in (theme, chosen):
            if each is not None and each.endswith(".toml"):
                self.sops.note_looks(self.env.docname, [("file", each)])
        if theme is not None:
            try:
                named_theme(theme)
            except SopkitError as error:
                raise self.error(f"theme: {error}") from error
        return str(theme) if theme is not None else None

    def rows(self, sop: Sop) -> dict[str, str]:
        """Return new ids for the rows of the steps."""
        return {step.key: self.new_id(sop.id, "step", step.key) for step in sop.steps}


_DRAWN: Final[dict[str, Callable[[str], object]]] = {
    **_OneSop.option_spec,
    "theme": directives.unchanged_required,
    "alt": directives.unchanged_required,
    "caption": directives.unchanged_required,
}


class SopPart(_OneSop):
    """`sop`: identity, flowchart, steps and times of an SOP, each below a heading."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {**_DRAWN, "parts": _parts}

    def show(self, sop: Sop, reading: Reading) -> Sequence[nodes.Node]:
        """Return the parts, in the order in which they are asked for."""
        anchor = self.new_id(sop.id)
        rows = self.rows(sop)
        parts = self.options.get("parts", list(_PARTS))
        self.note(sop, anchor, 0 if "steps" in parts else 2, rows if "steps" in parts else {})
        box = nodes.container(classes=["sop"])
        for part in parts:
            heading = nodes.rubric("", text(f"export.{part}", self.language))
            heading["heading-level"] = min(6, getattr(self.state.memo, "section_level", 1) + 1)
            box += [heading, *self._part(part, sop, reading, anchor, rows)]
        return [nodes.target("", "", ids=[anchor]), self.anchored(self.new_id(sop.id, "part"), box)]

    def _part(
        self, part: str, sop: Sop, reading: Reading, anchor: str, rows: dict[str, str]
    ) -> Sequence[nodes.Node]:
        language = self.language
        if part == "identity":
            return [*self._logo(sop, reading), identity(sop, language, self.env.docname)]
        if part == "flowchart":
            return [self.drawing(reading, anchor)]
        if part == "times":
            return times(sop, reading.settings, language)
        return [self.steps(sop, rows)]

    def _logo(self, sop: Sop, reading: Reading) -> Sequence[nodes.Node]:
        """Return the picture that the SOP names, if it is one and stands in the folder of the SOP."""
        if sop.logo is None:
            return []
        from sopkit.chart.logo import read_logo  # Pillow is loaded by those who have a logo

        folder = reading.path.parent
        try:
            read_logo(sop.logo, folder)
        except LogoUnusable as error:
            said = error.message(self.sops.library.choices.language)
            page = self.sops.page(self.env.docname)
            page.complaints.append(Complaint(str(reading.path), 0, said, "logo"))
            return []
        place = self.shown(folder / sop.logo.replace("\\", "/"))
        return [nodes.image("", uri=f"/{place}", alt=", ".join(sop.agency[:1]), height="6em")]


class SopFlowchart(_OneSop):
    """`sop-flowchart`: the drawn table."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = _DRAWN

    def show(self, sop: Sop, reading: Reading) -> Sequence[nodes.Node]:
        """Return the figure."""
        anchor = self.new_id(sop.id, "flowchart")
        self.note(sop, anchor, 2, {})
        return [self.anchored(anchor, self.drawing(reading, anchor))]


class SopSteps(_OneSop):
    """`sop-steps`: the steps as a table of text."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        **_OneSop.option_spec,
        "caption": directives.unchanged_required,
    }

    def show(self, sop: Sop, reading: Reading) -> Sequence[nodes.Node]:
        """Return the table."""
        anchor = self.new_id(sop.id, "steps")
        rows = self.rows(sop)
        self.note(sop, anchor, 1, rows)
        frame = self.steps(sop, rows, self.options.get("caption"))
        self.anchored(anchor, next(iter(frame.findall(nodes.table))))
        return [frame]


class SopTimes(_OneSop):
    """`sop-times`: the totals, those of each actor and of each return."""

    def show(self, sop: Sop, reading: Reading) -> Sequence[nodes.Node]:
        """Return the lists."""
        anchor = self.new_id(sop.id, "times")
        self.note(sop, anchor, 3, {})
        box = nodes.container("", *times(sop, reading.settings, self.language), classes=["sop-times"])
        return [self.anchored(anchor, box)]
