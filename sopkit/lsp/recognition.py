"""Whether a YAML text is meant as an SOP: editors hand over every YAML file there is."""

from __future__ import annotations

import re
from functools import cache

from sopkit.source.keys import TABLE

__all__ = ["is_blank", "is_sop", "may_become_sop"]

_TOP_KEY = re.compile(r"""^["']?([A-Za-z][A-Za-z_ -]{0,40}?)["']?[ \t]*:(?=\s|$)""", re.MULTILINE)
_ANYWHERE = frozenset(
    (
        *("agency", "actors", "bahasa", "created", "effective", "equipment", "form", "history", "id", "kode"),
        *("language", "logo", "nama", "nomor", "number", "qualifications", "records", "related", "revised"),
        *("riwayat", "status", "steps", "title", "version", "versi", "warnings"),
    )
)
"""Keys of an SOP that files of other programs have too: one of them alone says nothing."""
_ENOUGH = 4
"""So many of those together are an SOP after all; a workflow, a citation file or a form has up to three."""
_FAR = 200_000
"""Characters that are looked at."""


def is_sop(text: str) -> bool:
    r"""Return whether a text is meant as an SOP.

    It is one if it says `sopkit:`, if it has a key that only SOPs have, such as `kegiatan` or
    `approved_by`, or several of the more common ones. Anything else gets no findings.

    >>> is_sop("name: CI\non: push\njobs: {}"), is_sop("kegiatan:\n  - pelaksana: a")
    (False, True)
    """
    found = {match[1].lower().replace(" ", "_") for match in _TOP_KEY.finditer(text[:_FAR])}
    if "sopkit" in found:
        return True
    known = found & _words()
    return bool(known - _ANYWHERE) or len(known) >= _ENOUGH


def is_blank(text: str) -> bool:
    """Return whether a text says nothing yet: it is empty, or holds only comments."""
    return all(not line.strip() or line.lstrip().startswith(("#", "---")) for line in text[:_FAR].split("\n"))


def may_become_sop(text: str) -> bool:
    """Return whether a text is too short to be anything: it is blank, or a word is being typed in it."""
    said = [line for line in text[:_FAR].split("\n") if not is_blank(line)]
    return not said or (len(said) == 1 and ":" not in said[0])


@cache
def _words() -> frozenset[str]:
    return frozenset(word for name, key in TABLE["sop"].items() for word in (name, key.indonesian))
