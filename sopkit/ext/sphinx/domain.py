"""The domain `sop`: where SOPs and their steps stand in a documentation, and how links find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sopkit.ext.sphinx.choices import Choices
from sopkit.ext.sphinx.pages import Page, Target, seen
from sopkit.ext.sphinx.reading import Library
from sopkit.lang import text
from sopkit.report.table import shortened
from sopkit.rules.nearest import nearest, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element, Node
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

    from sopkit.ext.sphinx.pages import Look

__all__ = ["SopDomain", "SopRole", "domain_of", "tell_missing"]

_SEPARATORS: Final = "/#:"
"""What may stand between an SOP and its step in a link; names of objects have the first."""
_LONGEST_TITLE: Final = 60
"""Letters of an activity in the title of a link; a longer one is cut with an ellipsis."""
_log = logging.getLogger(__name__)


class SopRole(XRefRole):
    """A link to an SOP or to a step, in the domain or by its short name `sop` or `sop-step`."""

    innernodeclass = nodes.inline

    def __init__(self, kind: str) -> None:
        super().__init__(warn_dangling=True)
        self._kind = kind

    def process_link(
        self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Put the link into the domain, whatever its name."""
        refnode["refdomain"], refnode["reftype"] = "sop", self._kind
        title, target = super().process_link(env, refnode, has_explicit_title, title, target)
        return title, target.strip()


class SopDomain(Domain):
    """What is known of the SOPs of a documentation."""

    name = "sop"
    label = "SOP"
    object_types: ClassVar[dict[str, ObjType]] = {
        "sop": ObjType("SOP", "sop"),
        "step": ObjType("SOP step", "step"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {"sop": SopRole("sop"), "step": SopRole("step")}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "resolved": {}}
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._library: Library | None = None
        self._lookup: _Lookup | None = None

    @property
    def library(self) -> Library:
        """The SOPs of this build."""
        if self._library is None:
            self._library = Library(Choices.of(self.env.config, self.env.srcdir))
        return self._library

    @property
    def pages(self) -> dict[str, Page]:
        """What is kept of each page that shows an SOP or links to one, by the names of the pages."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    def begin(self) -> None:
        """Forget what was read: a new build begins."""
        self._library = None

    # --- what pages tell ---

    def page(self, docname: str) -> Page:
        """Return what is kept of a page, to be added to."""
        self._lookup = None
        return self.pages.setdefault(docname, Page())

    def note_looks(self, docname: str, looks: Iterable[Look]) -> None:
        """Keep what a page depends on, here and in Sphinx's own list."""
        page = self.page(docname)
        for look in looks:
            page.looks[look] = seen(look)
            if look[0] == "file":
                self.env.note_dependency(look[1])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep which SOPs and steps a page links to."""
        links = [
            (str(node["reftype"]), str(node["reftarget"]))
            for node in document.findall(_is_link)
            if isinstance(node, nodes.Element)
        ]
        if links:
            self.page(docname).references = list(dict.fromkeys(links))

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self._lookup = None
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        self._lookup = None
        for docname in sorted(docnames & otherdata["pages"].keys()):
            self.pages[docname] = otherdata["pages"][docname]

    # --- what builds ask ---

    def outdated(self) -> list[str]:
        """Return the pages that depend on something that looks otherwise now."""
        now: dict[Look, str] = {}
        found = []
        for docname, page in self.pages.items():
            for look, before in page.looks.items():
                if look not in now:
                    now[look] = seen(look)
                if now[look] != before:
                    found.append(docname)
                    break
        return found

    def relinked(self) -> list[str]:
        """Return the pages with links that lead elsewhere or are called otherwise than in the last build."""
        before: Mapping[str, object] = self.data["resolved"]
        now = {docname: self._resolved(docname, page) for docname, page in self.pages.items()}
        self.data["resolved"] = now
        return [docname for docname, links in now.items() if before.get(docname) != links]

    def _resolved(self, docname: str, page: Page) -> list[Target | None]:
        return [self.find(kind, name, docname) for kind, name in page.references]

    def rows(self, docname: str, sop: str) -> dict[str, str]:
        """Return where the steps of an SOP have rows on a page: anchors by the keys of the steps."""
        page = self.pages.get(docname, Page())
        found: dict[str, str] = {}
        for each in page.targets:
            if each.kind == "step" and each.rank < 2 and each.name.partition("/")[0] == sop:
                found.setdefault(each.name.partition("/")[2], each.anchor)
        return found

    def find(self, kind: str, name: str, docname: str) -> Target | None:
        """Return the target of a link on a page; `kind` is `sop`, `step` or `related`."""
        lookup = self.lookup
        if kind == "related":
            return lookup.related.get(plain(name))
        if kind == "sop":
            return lookup.sops.get(name)
        for separator in _SEPARATORS:
            sop, found, step = name.partition(separator)
            if found:
                return lookup.steps.get(f"{sop.strip()}/{step.strip()}")
        own = {each.name for each in self.pages.get(docname, Page()).targets if each.kind == "sop"}
        return lookup.steps.get(f"{own.pop()}/{name}") if len(own) == 1 else None

    @property
    def lookup(self) -> _Lookup:
        """All targets by their names."""
        if self._lookup is None:
            self._lookup = _Lookup(self.pages)
        return self._lookup

    # --- what Sphinx asks ---

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return a link to an SOP or to a step; without a title of its own it is called by the target's."""
        found = self.find(typ, target, node.get("refdoc", fromdocname))
        if found is None:
            return None
        if not node.get("refexplicit"):
            title = self.title(found)
            contnode = nodes.inline("", title, classes=contnode.get("classes", []))
        return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return what the role `any` may mean here."""
        links = {
            kind: self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            for kind in self.object_types
        }
        return [(f"sop:{kind}", link) for kind, link in links.items() if link is not None]

    def title(self, target: Target) -> str:
        """Return what a link without a title of its own is called."""
        if target.kind == "sop":
            return target.title
        language = self.library.choices.language
        return text(
            "ext.step-title", language, number=target.number, activity=shortened(target.title, _LONGEST_TITLE)
        )

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every SOP and every step, for searching and for the links of other documentations."""
        for each in self.lookup.sops.values():
            yield each.name, self.title(each), "sop", each.docname, each.anchor, 1
        for each in dict.fromkeys(self.lookup.steps.values()):
            yield each.name, self.title(each), "step", each.docname, each.anchor, 2


class _Lookup:
    """Targets by their names; of several of one name that which shows most, by the names of the pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.sops: dict[str, Target] = {}
        self.steps: dict[str, Target] = {}
        self.related: dict[str, Target] = {}
        targets = [each for _, page in sorted(pages.items()) for each in page.targets]
        targets.sort(key=lambda each: each.rank)
        numbered: dict[str, Target] = {}
        for each in targets:
            if each.kind == "sop":
                self.sops.setdefault(each.name, each)
                for name in (each.name, each.number, each.title):
                    self.related.setdefault(plain(name), each)
            else:
                self.steps.setdefault(each.name, each)
                numbered.setdefault(f"{each.name.partition('/')[0]}/{each.number}", each)
        self.steps = {**numbered, **self.steps}


def domain_of(env: BuildEnvironment) -> SopDomain:
    """Return the domain of a documentation."""
    domain = env.get_domain("sop")
    assert isinstance(domain, SopDomain)
    return domain


def tell_missing(app: object, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn of a link to an SOP or a step that no page shows, with the one that was probably meant."""
    if not isinstance(domain, SopDomain):
        return None
    if not node.get("refwarn"):
        return True
    kind, target = str(node["reftype"]), str(node["reftarget"])
    language = domain.library.choices.language
    said = text(f"ext.no-{kind}", language, target=target)
    known = domain.lookup.sops if kind == "sop" else domain.lookup.steps
    likely = nearest(target, known)
    if likely is not None:
        said = f"{said} {text('ext.did-you-mean', language, suggestion=likely)}"
    _log.warning(said, location=node, type="sop", subtype="ref")
    return True


def _is_link(node: Node) -> bool:
    return isinstance(node, nodes.Element) and node.get("refdomain") == "sop"
