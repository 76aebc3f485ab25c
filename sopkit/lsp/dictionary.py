"""What the schemas say of each key: its title, what it holds, an example."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from sopkit.lang import text
from sopkit.resources import schema_file
from sopkit.source.keys import TABLE, spelling

__all__ = ["Described", "described", "examples"]

_FILES = {"en": "sop.schema.json", "id": "sop.id.schema.json"}


@dataclass(frozen=True, slots=True)
class Described:
    """A key at its place, in words."""

    word: str
    """As the vocabulary of the file spells it."""
    title: str
    description: str
    example: str
    """The key with a value, as YAML; empty where the schema has none."""
    required: bool


def described(place: str, name: str, vocabulary: str, language: str) -> Described:
    """Return what is said of a canonical key, spelled in a vocabulary, in the words of a language."""
    key = TABLE[place][name]
    word = spelling(place, name, vocabulary)
    return Described(
        word,
        text(f"schema.{place}.{name}.title", language),
        text(f"schema.{place}.{name}.description", language),
        _example(place, word, vocabulary),
        key.required,
    )


def examples(place: str, name: str, vocabulary: str) -> tuple[str, ...]:
    """Return the examples of a key that are texts or numbers."""
    word = spelling(place, name, vocabulary)
    found = _properties(place, vocabulary).get(word, {}).get("examples", ())
    return tuple(str(each) for each in found if isinstance(each, str | int | float))


def _example(place: str, word: str, vocabulary: str) -> str:
    body = _properties(place, vocabulary).get(word, {})
    for each in body.get("examples", ()):
        lines = _block(each, 0)
        if isinstance(each, list | dict):
            return "\n".join([f"{word}:", *(f"  {line}" for line in lines)])
        return f"{word}: {lines[0]}"
    return ""


def _block(value: Any, depth: int) -> list[str]:
    """Return a value of the schema as lines of YAML."""
    blank = "  " * depth
    if isinstance(value, dict):
        lines = []
        for key, below in value.items():
            nested = isinstance(below, dict | list)
            lines += [f"{blank}{key}:", *_block(below, depth + 1)] if nested else [f"{blank}{key}: {below}"]
        return lines
    if isinstance(value, list):
        lines = []
        for item in value:
            first, *rest = _block(item, depth + 1)
            lines += [f"{blank}- {first.lstrip()}", *rest]
        return lines
    return [f"{blank}{str(value).lower() if isinstance(value, bool) else value}"]


@cache
def _schema(vocabulary: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(schema_file(_FILES[vocabulary]).read_text(encoding="utf-8"))
    return loaded


def _properties(place: str, vocabulary: str) -> dict[str, Any]:
    schema = _schema(vocabulary)
    body = schema if place == "sop" else schema["$defs"].get(place, {})
    found: dict[str, Any] = body.get("properties", {})
    return found
