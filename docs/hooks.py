"""What the site of this documentation needs beyond MkDocs: files beside `docs/`, long lists, words of GitHub.

The pages are written to be read on GitHub too. Here links to files outside `docs/` find them on the site, the
words after `yaml` in the examples are left to the tests, and pages in Indonesian say so.
"""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = {
    "README.md": "readme.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Pages that stand outside `docs/`, and what they are called on the site."""
LISTS: Final = {"reference/rules/*": ".md", "reference/rules/*.id": ".id.md", "decisions/*": ".md"}
"""What stands in the navigation for all pages of a folder."""

_LINK: Final = re.compile(r"(?<=\]\()(?P<path>(?!#|[a-z]+:)[^\s()#]+)(?P<rest>#[^\s()]*)?(?=\))")
_EXAMPLE: Final = re.compile(
    r"^(?P<fence>\s*```+)(?P<word>yaml|toml) (?P<more>[a-z-]+)(?: (?P<name>\S+))?$", re.M
)
_FENCED: Final = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)\s*?$", re.M | re.S)
_INDONESIAN: Final = re.compile(r"\b(?:dan|yang|untuk|dengan|dari|tidak)\b")
_ENGLISH: Final = re.compile(r"\b(?:and|the|of|with|which|not)\b")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give headings the anchors that they have on GitHub."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = anchor
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what stands outside `docs/`, and fill the lists of the navigation."""
    for name, uri in PAGES.items():
        files.append(_file(config, uri, name, _linked((ROOT / name).read_text("utf-8"), "")))
    for path in sorted((ROOT / "schemas").glob("*.json")):
        files.append(_file(config, f"schemas/{path.name}", f"schemas/{path.name}", path.read_bytes()))
    files.append(_file(config, "LICENSE.txt", "LICENSE", (ROOT / "LICENSE").read_bytes()))
    files.append(_file(config, "decisions/index.md", None, _decisions(files)))
    if config.nav is not None:
        config.nav = [_filled(item, files) for item in config.nav]
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to where things are on the site, and take from examples what only tests read."""
    if page.file.generated_by is None:
        folder = posixpath.dirname(f"docs/{page.file.src_uri}")
        markdown = _linked(markdown, folder, posixpath.dirname(page.file.src_uri))
    return _EXAMPLE.sub(_example, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say of a page in Indonesian that it is."""
    words = page.markdown or ""
    is_indonesian = len(_INDONESIAN.findall(words)) > len(_ENGLISH.findall(words))
    return f'<div lang="id">\n{html}\n</div>' if is_indonesian else html


def anchor(heading: str, separator: str) -> str:
    """Return the anchor that GitHub gives to a heading.

    >>> anchor("What `check` says: 1.5 days", "-")
    'what-check-says-15-days'
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", separator)


def _file(config: MkDocsConfig, uri: str, source: str | None, content: str | bytes) -> File:
    file = File.generated(config, uri, content=content)
    file.edit_uri = None if source is None else f"../{source}"
    return file


def _linked(markdown: str, folder: str, site_folder: str = "") -> str:
    """Lead the links of a page, which stands in a folder of the project, to their places on the site."""
    shown = [match.span() for match in _FENCED.finditer(markdown)]

    def lead(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in shown):
            return match[0]
        path = posixpath.normpath(posixpath.join(folder, match["path"]))
        uri = _place(path)
        if uri is None:
            return match[0]
        return posixpath.relpath(uri, site_folder or ".") + (match["rest"] or "")

    return _LINK.sub(lead, markdown)


def _place(path: str) -> str | None:
    """Return where a file of the project is on the site; None where the link is right, or there is none."""
    if path in PAGES:
        return PAGES[path]
    if path == "LICENSE":
        return "LICENSE.txt"
    if path.startswith("schemas/"):
        return path
    if path.startswith("sops/"):
        return f"../{path}"
    if path == "docs/decisions":
        return "decisions/index.md"
    return path.removeprefix("docs/") if path.startswith("docs/") else None


def _example(match: re.Match[str]) -> str:
    name = match["name"]
    return f"{match['fence']}{match['word']}" + (f' title="{name}"' if name else "")


def _filled(item: Any, files: Files) -> Any:
    if isinstance(item, dict):
        return {title: _filled_value(value, files) for title, value in item.items()}
    return item


def _filled_value(value: Any, files: Files) -> Any:
    if not isinstance(value, list):
        return value
    filled: list[Any] = []
    for item in value:
        filled += _pages(item, files) if isinstance(item, str) and item in LISTS else [_filled(item, files)]
    return filled


def _pages(name: str, files: Files) -> list[str]:
    folder, ending = name.partition("/*")[0], LISTS[name]
    uris = sorted((file.src_uri for file in files.documentation_pages()), key=_order)
    other = ".id.md" if ending == ".md" else "\0"
    return [
        uri
        for uri in uris
        if posixpath.dirname(uri) == folder
        and uri.endswith(ending)
        and not uri.endswith(other)
        and not uri.endswith("/index.md")
    ]


def _order(uri: str) -> str:
    """Return what pages are sorted by: their first line, where findings have their codes."""
    path = ROOT / "docs" / uri
    return path.read_text("utf-8").partition("\n")[0] if "/rules/" in uri and path.exists() else uri


def _decisions(files: Files) -> str:
    """Return a list of the decisions."""
    lines = ["# Decisions", "", "Choices that would cost more than a day to undo.", ""]
    for uri in _pages("decisions/*", files):
        title = (ROOT / "docs" / uri).read_text("utf-8").partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({os.path.basename(uri)})")
    return "\n".join(lines) + "\n"
