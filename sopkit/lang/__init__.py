"""The words that people read, in English and Indonesian: one folder a language, one file an area.

`text("cli.no-input", "id", file="a.yaml")` looks up `no-input` in `lang/id/cli.yaml` and fills its blanks.
Every area has the same keys and the same blanks in each language; a test compares them.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from sopkit.errors import UnknownName
from sopkit.nodes import plain_strings
from sopkit.resources import package_file

__all__ = ["LANGUAGES", "area", "text"]

LANGUAGES = ("en", "id")


def text(key: str, language: str, /, **blanks: object) -> str:
    """Return the words of `area.name` in a language, with `{blanks}` filled.

    Raises KeyError if the area has no such name, or a blank is not given; UnknownName for another language.
    """
    area_name, _, name = key.partition(".")
    words = area(area_name, language)[name]
    return words.format_map(blanks) if blanks else words


@cache
def area(name: str, language: str) -> dict[str, str]:
    """Return all words of one area in one language, by name. Raises UnknownName for another language."""
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)
    path = package_file("lang", language, f"{name}.yaml")
    return cast("dict[str, str]", plain_strings(path.read_text(encoding="utf-8")))
