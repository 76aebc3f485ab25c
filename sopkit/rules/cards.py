"""The cards of all findings: what each is called, how grave it is, why it matters and how it is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypedDict, cast

from sopkit.errors import UnknownName
from sopkit.findings import Severity
from sopkit.lang import LANGUAGES
from sopkit.nodes import plain_strings
from sopkit.resources import package_file
from sopkit.rules.nearest import nearest, plain

if TYPE_CHECKING:
    from sopkit.findings import Finding

__all__ = ["Card", "Head", "Words", "card", "cards", "fix_kind", "head", "heads", "known_head"]


_HEAD_ENTRY = re.compile(r"^(code|name|severity|found_by|on_request): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Words:
    """A card's words in one language; `message` and `fix` have blanks."""

    title: str
    message: str
    why: str
    fix: str
    source: str
    """The clause or the practice that it rests on."""
    related: str = ""
    """What stands at the related places: `the step is defined first here`; it has the same blanks."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one kind of finding."""

    code: str
    name: str
    severity: Severity
    since: str
    """The version of sopkit that found it first."""
    found_by: str
    """`rule`, `folder` (a rule that sees all SOPs of a folder), `source`, `schema` or `assemble`."""
    en: Words
    id: Words
    right: str
    """An SOP in which it does not speak."""
    wrong: str | None = None
    """An SOP in which it speaks at each `# <-`; None where a text cannot carry the fault."""
    shown_by: str | None = None
    """The test that shows it, where there is no `wrong`."""
    fixes: str | None = None
    """`safe` if its fix keeps the meaning, `unsafe` if a person should look; None where it has no fix."""
    on_request: bool = False
    """Whether it speaks only where the settings select it, or give it what it needs."""
    beside: str | None = None
    """Of a rule that sees a folder: the SOPs that lie beside the wrong and the right one, parted by `---`."""

    def words(self, language: str) -> Words:
        """Return the words in a language, `en` or `id`. Raises UnknownName for another."""
        if language not in LANGUAGES:
            raise UnknownName("language", language, LANGUAGES)
        return self.id if language == "id" else self.en


@dataclass(frozen=True, slots=True)
class Head:
    """What there is to know of a kind of finding without its words, which take longer to read."""

    code: str
    name: str
    severity: Severity
    found_by: str
    on_request: bool
    """Whether it speaks only where the settings select it, or give it what it needs."""


class _CardFile(TypedDict, total=False):
    code: str
    name: str
    severity: str
    since: str
    source: str
    found_by: str
    en: dict[str, str]
    id: dict[str, str]
    right: str
    wrong: str
    shown_by: str
    fixes: str
    on_request: str
    beside: str


def card(name_or_code: str) -> Card:
    """Return the card of this name or code, in any letter case.

    Raises UnknownName if there is none; its `known` holds the most similar name, or all if none is similar.
    """
    wanted = plain(name_or_code)
    file_name = f"{wanted.replace('-', '_')}.yaml"
    if file_name in _file_names():
        return _read(file_name)
    for candidate in cards():
        if wanted in {candidate.name, candidate.code.casefold()}:
            return candidate
    names = tuple(candidate.name for candidate in cards())
    codes = tuple(candidate.code for candidate in cards())
    likely = nearest(wanted, names) or (nearest(wanted, codes) if wanted.startswith("sop") else None)
    raise UnknownName("rule", name_or_code, (likely,) if likely else names)


@cache
def heads() -> tuple[Head, ...]:
    """Return the heads of all cards, by code."""
    return tuple(sorted(map(_head, _file_names()), key=lambda each: each.code))


def head(name_or_code: str) -> Head:
    """Return the head of the card of this name or code. Raises UnknownName as `card`."""
    return known_head(name_or_code) or _heads_by_word()[card(name_or_code).name]


def known_head(name: str) -> Head | None:
    """Return the head of a name or a code, in any letter case; None, at once, if there is none."""
    return _heads_by_word().get(plain(name))


@cache
def _heads_by_word() -> dict[str, Head]:
    return {plain(word): each for each in heads() for word in (each.name, each.code)}


def _head(file_name: str) -> Head:
    """Read the entries of a card that stand at the left and on one line."""
    text = package_file("rules", file_name).read_text(encoding="utf-8")
    entries = dict(_HEAD_ENTRY.findall(text))
    asked = entries.get("on_request", "").strip("\"'") == "yes"
    return Head(entries["code"], entries["name"], Severity(entries["severity"]), entries["found_by"], asked)


def fix_kind(finding: Finding) -> str | None:
    """Return `safe` or `unsafe` for a finding that has a fix, by its card and its own doubt; else None."""
    kind = card(finding.name).fixes if finding.fix else None
    return "unsafe" if kind == "safe" and finding.fix_in_doubt else kind


def cards() -> tuple[Card, ...]:
    """Return all cards, by code."""
    return tuple(sorted(map(_read, _file_names()), key=lambda each: each.code))


@cache
def _file_names() -> tuple[str, ...]:
    return tuple(path.name for path in package_file("rules").glob("*.yaml"))


@cache
def _read(file_name: str) -> Card:
    text = package_file("rules", file_name).read_text(encoding="utf-8")
    entries = cast("_CardFile", plain_strings(text))
    source = entries["source"]  # in English; a card may say it in Indonesian too
    return Card(
        code=entries["code"],
        name=entries["name"],
        severity=Severity(entries["severity"]),
        since=entries["since"],
        found_by=entries["found_by"],
        en=Words(**{"source": source, **entries["en"]}),
        id=Words(**{"source": source, **entries["id"]}),
        right=entries["right"],
        wrong=entries.get("wrong"),
        shown_by=entries.get("shown_by"),
        fixes=entries.get("fixes"),
        on_request=entries.get("on_request") == "yes",
        beside=entries.get("beside"),
    )
