"""The words that people read: the same ones in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sopkit.lang import LANGUAGES, area

LANG = Path(__file__).parent.parent / "sopkit" / "lang"
AREAS = sorted({path.stem for language in LANGUAGES for path in (LANG / language).glob("*.yaml")})


def blanks(words: str) -> list[str]:
    """Return the blanks of a text, each as often as it stands there."""
    return sorted(re.findall(r"(?<!\{)\{(\w+)", words))


@pytest.mark.parametrize("name", AREAS)
def test_an_area_says_the_same_in_every_language(name: str) -> None:
    """Each text of an area exists in every language, in the same order and with the same blanks."""
    english, *others = (area(name, language) for language in LANGUAGES)

    for other in others:
        assert list(other) == list(english)
        for key, words in english.items():
            assert set(blanks(other[key])) == set(blanks(words)), key


@pytest.mark.parametrize("name", AREAS)
def test_no_text_is_left_untranslated(name: str) -> None:
    """A text of several words differs between the languages."""
    english, indonesian = (area(name, language) for language in ("en", "id"))

    same = [key for key, text in english.items() if _words(text) > 2 and indonesian[key] == text]
    assert same == []


def _words(text: str) -> int:
    """Return how many words a text has besides its blanks."""
    return len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{.*?\}", "", text)))
