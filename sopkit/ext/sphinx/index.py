"""`sop-index`: all SOPs of a folder, each with a link to the page that shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sopkit.errors import UnreadableFile
from sopkit.ext.sphinx.base import SopDirective
from sopkit.ext.sphinx.directives import language_option
from sopkit.ext.sphinx.pages import Complaint
from sopkit.ext.sphinx.parts import link_to, paragraph
from sopkit.ext.sphinx.reading import Reading
from sopkit.ext.sphinx.tables import index_table, on_paper
from sopkit.lang import text
from sopkit.lang.system import system_reason
from sopkit.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sopkit.model import Sop

__all__ = ["SopIndex"]


class SopIndex(SopDirective):
    """`sop-index`: the SOPs in a folder and below it as a table, or as a list."""

    required_arguments = 0
    optional_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "lang": language_option,
        "name": directives.unchanged,
        "caption": directives.unchanged_required,
        "list": directives.flag,
    }

    def run(self) -> Sequence[nodes.Node]:
        """Return the table or the list; where there is no SOP, a word about that."""
        folder = self._folder()
        if folder is None:
            return self._refused(self.say("no-index-path"))
        self.sops.note_looks(self.env.docname, [("folder", str(folder))])
        try:
            readings = [self.sops.library.read(path) for path in self.sops.library.files(folder)]
        except UnreadableFile as error:
            reason = system_reason(error.__cause__, self.language) or error.reason
            return self._refused(self.say("unreadable", file=self.shown(folder), reason=reason))
        if not readings:
            return self._refused(self.say("empty", folder=self.shown(folder)))
        for reading in readings:
            self.keep(reading)
        found = self.anchored(self.new_id("index"), self._index(readings))
        return [on_paper(found), found] if isinstance(found, nodes.table) else [found]

    def _folder(self) -> Path | None:
        if self.arguments:
            return Path(self.env.relfn2path(self.arguments[0].strip())[1])
        folder = self.sops.library.choices.folder
        return None if folder is None else folder.resolve()

    def _index(self, readings: Sequence[Reading]) -> nodes.Element:
        entries = [(each.sop, self.shown(each.path)) for each in readings]
        if "list" in self.options:
            items = [nodes.list_item("", self._item(*each)) for each in entries]
            return nodes.bullet_list("", *items, classes=["sop-index"])
        caption = self.options.get("caption") or text("ext.index-caption", self.language)
        return index_table(entries, self.language, self.env.docname, caption)

    def _item(self, sop: Sop | None, file: str) -> nodes.paragraph:
        if sop is None:
            return paragraph(text("ext.index-errors", self.language, file=file))
        return nodes.paragraph("", "", link_to("sop", sop.id, sop.title, self.env.docname))

    def _refused(self, said: str) -> Sequence[nodes.Node]:
        reading = Reading(Path(), None, Settings(), (self._placed(Complaint("", 0, said, "missing")),), ())
        self.keep(reading)
        return [self.anchored(self.new_id("error"), self.refusal(reading))]
