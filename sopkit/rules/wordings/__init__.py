"""Word lists about the words of steps, as files that people edit; this module is the only door to them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from sopkit.nodes import plain_strings
from sopkit.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["alternatives", "forms", "words"]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list, in lower case."""
    return frozenset(entry.casefold() for entry in cast("list[str]", _read(name)))


@cache
def forms(name: str) -> Mapping[str, str]:
    """Return a list of pairs as what each form stands for, in lower case.

    A line `menerima: [terima, penerimaan]` gives `terima` and `penerimaan` for `menerima`; a line
    `kabag: kepala bagian` gives `kabag` for `kepala bagian`.
    """
    entries = cast("dict[str, str | list[str]]", _read(name))
    given: dict[str, str] = {}
    for key, value in entries.items():
        if isinstance(value, str):
            given.setdefault(key.casefold(), value.casefold())
        else:
            for form in value:
                given.setdefault(form.casefold(), key.casefold())
    return given


@cache
def alternatives(name: str) -> str:
    """Return the words of a list as alternatives of a regular expression, the longest first."""
    ordered = sorted(words(name), key=lambda entry: (-len(entry), entry))
    return "|".join(re.escape(entry).replace(r"\ ", " ") for entry in ordered)


def _read(name: str) -> object:
    return plain_strings(package_file("rules", "wordings", f"{name}.yaml").read_text(encoding="utf-8"))
