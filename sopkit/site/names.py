"""Names of pages and files: safe on every file system, and the same whatever else is in the catalogue."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from sopkit.rules.identity import kinds_of_regulations, plain_item
from sopkit.rules.regulations import citation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.site.summary import Summary

__all__ = [
    "PageFiles",
    "actor_key",
    "actor_page",
    "law_key",
    "law_page",
    "logo_file",
    "named",
    "names_of",
    "page_files",
    "page_names",
]

_LONGEST: Final = 80
_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))]
)
"""Names that Windows keeps for devices, with any ending.

Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""
_TAKEN: Final = frozenset({"index", "style"})
_LOGO_DIGITS: Final = 24
_ENDINGS: Final = ("html", "svg", "png", "pdf", "form.pdf", "yaml")


class PageFiles(NamedTuple):
    """Where the page of an SOP and the files beside it are in the catalogue, with `/` between the parts."""

    html: str
    svg: str
    png: str
    pdf: str
    """The flowchart table on one long page."""
    form: str
    """The form to print, identity and table, as PDF."""
    yaml: str
    """The text that the SOP was read from."""


def named(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """Return the SOPs, those without errors with the names of their pages, which no two have alike."""
    listed = tuple(summaries)
    names = iter(page_names(one.id for one in listed if not one.has_errors))
    return tuple(_with_name(one, None if one.has_errors else next(names)) for one in listed)


def _with_name(summary: Summary, name: str | None) -> Summary:
    return summary if summary.name == name else replace(summary, name=name)


def names_of(summary: Summary) -> PageFiles:
    """Return the paths of an SOP's page and files. Raises ValueError: it has errors, and no page."""
    if summary.name is None:
        raise ValueError(f"`{summary.file}` has no page")
    return page_files(summary.name)


def page_files(name: str) -> PageFiles:
    """Return the paths of the page of a name and of the files beside it."""
    stem = f"sop/{name}."
    return PageFiles(*[stem + ending for ending in _ENDINGS])


def logo_file(number: str, logo: str) -> str:
    """Return the path of a logo in the catalogue, by the number of its content and its path as written.

    >>> logo_file("5f" * 32, "gambar/Logo.JPEG")
    'logos/5f5f5f5f5f5f5f5f5f5f5f5f.jpg'
    """
    ending = "jpg" if logo.lower().endswith((".jpg", ".jpeg")) else "png"
    return f"logos/{number[:_LOGO_DIGITS]}.{ending}"


def page_names(ids: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each id.

    Names are made of small letters, digits and single dashes, so that no id leads out of the folder and none
    differs from another by case alone. The second SOP of a name gets `-2` after it, and so on.

    >>> page_names(["Perbaikan Data", "perbaikan-data", "../../etc/passwd", "CON"])
    ('perbaikan-data', 'perbaikan-data-2', 'etc-passwd', 'sop-con')
    """
    given = set(_TAKEN)
    names = []
    for one in ids:
        name = _unlike(_safe(one), given)
        given.add(name)
        names.append(name)
    return tuple(names)


def actor_key(title: str) -> str:
    """Return the title of an actor to compare: without letter case and double spaces.

    >>> actor_key("Kepala  Bagian") == actor_key("KEPALA BAGIAN ")
    True
    """
    return " ".join(title.casefold().split())


def actor_page(title: str) -> str:
    """Return the path of the page of all steps of an actor.

    >>> actor_page("Kepala  Bagian")
    'actors/kepala-bagian.html'
    """
    return f"actors/{_telling(actor_key(title))}.html"


def law_key(item: str) -> str:
    """Return an item of the legal basis to compare: its kind, number and year, or all its words.

    >>> law_key("UU No. 25 Tahun 2009"), law_key("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik")
    ('uu 25 2009', 'uu 25 2009')
    """
    found = citation(item)
    if found is None or found.number is None or found.year is None:
        return plain_item(item)
    kind = kinds_of_regulations().get(found.kind, found.kind)
    digits = [each.lstrip("0") for each in re.findall(r"\d+", found.number) if each != found.year]
    if not kind or not digits:
        return plain_item(item)
    return f"{kind} {digits[0]} {found.year}"


def law_page(item: str) -> str:
    """Return the path of the page of all SOPs that rest on a regulation.

    >>> law_page("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik")
    'laws/uu-25-2009.html'
    """
    return f"laws/{_telling(law_key(item))}.html"


def _telling(key: str) -> str:
    """Return a name that no other key has: the key itself, and a number of its own where letters got lost."""
    name = _safe(key)
    if name.replace("-", " ") == key:
        return name
    return f"{name[:60].rstrip('-')}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    if not name or name in _DEVICES | _TAKEN:
        return f"sop-{name}".strip("-")
    return name


def _unlike(name: str, given: set[str]) -> str:
    number = 2
    free = name
    while free in given:
        free = f"{name}-{number}"
        number += 1
    return free
