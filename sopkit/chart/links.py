"""Links from the symbols of a drawing into the page that holds it, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopkit.errors import InvalidValue, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.model import Sop, StepKey

__all__ = ["checked_links"]

_FRAGMENT: Final = re.compile(r"#[A-Za-z][A-Za-z0-9_.-]{0,199}\Z")


def checked_links(sop: Sop, links: Mapping[str, str]) -> dict[StepKey, str]:
    """Return the links of steps, which are given by their ids or numbers, by their keys.

    Raises UnknownName: there is no such step; InvalidValue: a link is not the fragment of a page.
    """
    keys = tuple(step.key for step in sop.steps)
    found = {}
    for name, link in links.items():
        key = sop.key_of(name)
        if key not in keys:
            raise UnknownName("step", str(name), keys)
        if not isinstance(link, str) or not _FRAGMENT.match(link):
            expected = "the fragment of a page: `#`, a letter, then letters, digits, `_`, `.` and `-`"
            raise InvalidValue(f"the link of step `{name}`", link, expected)
        found[key] = link
    return found
