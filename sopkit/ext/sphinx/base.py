"""What all directives have in common: how they find an SOP, and what is kept of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sopkit.ext.sphinx.domain import domain_of
from sopkit.ext.sphinx.pages import Complaint, Target
from sopkit.ext.sphinx.parts import inlines
from sopkit.ext.sphinx.reading import Reading
from sopkit.lang import text
from sopkit.settings import Settings

if TYPE_CHECKING:
    from sopkit.ext.sphinx.domain import SopDomain
    from sopkit.model import Sop

__all__ = ["SopDirective"]


class SopDirective(SphinxDirective):
    """What all directives have in common."""

    required_arguments = 1
    final_argument_whitespace = True

    @property
    def sops(self) -> SopDomain:
        """The domain, which keeps what pages show."""
        return domain_of(self.env)

    @property
    def language(self) -> str:
        """The language of headings: of the option, else of the documentation."""
        return str(self.options.get("lang") or self.sops.library.choices.language)

    def say(self, word: str, **blanks: object) -> str:
        """Return words in the language of the documentation."""
        return text(f"ext.{word}", self.sops.library.choices.language, **blanks)

    def reading(self) -> Reading:
        """Read the SOP that the directive names, and keep what was found and looked at."""
        path = self._path(self.arguments[0].strip())
        if isinstance(path, Complaint):
            found = Reading(Path(), None, Settings(), (path,), ())
        else:
            found = self.sops.library.read(path)
        self.keep(found)
        return found

    def keep(self, reading: Reading) -> None:
        """Keep what was found in an SOP and what it depends on."""
        self.sops.note_looks(self.env.docname, reading.looks)
        page = self.sops.page(self.env.docname)
        page.complaints += [self._placed(each) for each in reading.complaints]

    def _path(self, name: str) -> Path | Complaint:
        """Return the file that a name means: a path, or an id in the folder of `sop_path`."""
        if name.endswith((".yaml", ".yml")):
            return Path(self.env.relfn2path(name)[1])
        library = self.sops.library
        folder = library.choices.folder
        if folder is None:
            return Complaint("", 0, self.say("no-path", name=name), "missing")
        self.sops.note_looks(self.env.docname, [("folder", str(folder))])
        found = library.find(name, folder)
        if found is not None:
            return found
        said = self.say("not-found", name=name, folder=self.shown(folder))
        likely = library.likely(name, folder)
        said = f"{said} {self.say('did-you-mean', suggestion=likely)}" if likely else said
        return Complaint("", 0, said, "missing")

    def _placed(self, complaint: Complaint) -> Complaint:
        """Give a complaint without a place that of the directive."""
        if complaint.file:
            return complaint
        source, line = self.get_source_info()
        return Complaint(source, line, complaint.message, complaint.subtype)

    def shown(self, path: Path) -> str:
        """Return a path as seen from the folder of the sources, the same on every machine."""
        return os.path.relpath(path, self.env.srcdir).replace(os.sep, "/")

    def refusal(self, reading: Reading) -> nodes.Element:
        """Return what stands in the place of an SOP that cannot be shown."""
        box = nodes.error(classes=["sop-error"])
        grave = [each for each in reading.complaints if each.subtype not in ("warning", "hint")]
        if any(each.subtype == "error" for each in grave):
            said = self.say("has-errors", file=self.shown(reading.path))
            box += nodes.paragraph("", "", *inlines(said))
        entries = []
        for each in grave:
            place = f"{self.shown(Path(each.file))}:{each.line}: " if each.file and each.line else ""
            entries.append(nodes.list_item("", nodes.paragraph("", "", *inlines(f"{place}{each.message}"))))
        box += nodes.bullet_list("", *entries)
        return box

    def note(self, sop: Sop, anchor: str, rank: int, rows: dict[str, str]) -> None:
        """Keep where an SOP and its steps stand on this page."""
        docname = self.env.docname
        page = self.sops.page(docname)
        page.targets.append(Target("sop", sop.id, sop.title, sop.number, docname, anchor, rank))
        for step in sop.steps:
            place = rows.get(step.key, anchor)
            name = f"{sop.id}/{step.key}"
            page.targets.append(Target("step", name, step.activity, str(step.number), docname, place, rank))

    def new_id(self, *words: str) -> str:
        """Return an id that nothing else on this page has, made of words, and keep it."""
        document = self.state.document
        wanted = nodes.make_id("-".join(("sop", *words)))
        anchor, number = wanted, 2
        while anchor in document.ids:
            anchor, number = f"{wanted}-{number}", number + 1
        document.ids[anchor] = nodes.Element()
        return anchor

    def anchored(self, anchor: str, node: nodes.Element) -> nodes.Element:
        """Give an element its id and, if the page wants it, a name to be referred to by."""
        node["ids"].append(anchor)
        self.state.document.ids[anchor] = node
        self.add_name(node)
        self.set_source_info(node)
        node["support_smartquotes"] = False
        return node
