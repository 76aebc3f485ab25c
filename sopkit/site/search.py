"""What the search of a catalogue looks through: a script, for pages opened as files may fetch nothing."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from sopkit.rules.identity import word_rows
from sopkit.rules.positions import full_position
from sopkit.site.jinja import clean
from sopkit.site.names import law_key, page_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.site.actors import ActorPage
    from sopkit.site.index import Unit
    from sopkit.site.laws import LawPage
    from sopkit.site.summary import Summary

__all__ = ["search_index"]

_HEAD: Final = "window.sopkitIndex = "
_CITED: Final = re.compile(r"[a-z ]{1,40} \d+ \d{4}")


def search_index(units: Sequence[Unit], actors: Sequence[ActorPage], laws: Sequence[LawPage]) -> bytes:
    """Return the script that holds the data of the search.

    It sets `window.sopkitIndex` to an object of `units`, `actors` and `laws`, each a list of
    `[key, words, other words for the same]`; `activities`, each text once; and `sops` in the order of their
    titles. An SOP is a list of the name of its page, title, number, language, status, the place of its unit,
    the places of its laws, those of its actors, and its steps in order; a step is a list of the place of its
    activity and those of its actors. Places count from 0.
    """
    activities: dict[str, int] = {}
    of_laws = _places_of_laws(laws)
    of_actors, of_steps = _places_of_actors(actors)
    sops = []
    for place, summary in _in_order(units):
        steps = [
            [
                activities.setdefault(step.activity, len(activities)),
                *of_steps.get((summary.file, step.number), ()),
            ]
            for step in summary.steps
        ]
        sops.append(
            [
                summary.name,
                clean(summary.title),
                clean(summary.number),
                summary.language,
                summary.status or "none",
                place,
                of_laws.get(summary.file, []),
                of_actors.get(summary.file, []),
                steps,
            ]
        )
    tables: dict[str, list[Any]] = {
        "units": [[key, *_unit_words(unit)] for key, unit in zip(_unit_keys(units), units, strict=True)],
        "actors": [[_key(actor), clean(actor.title), _other_title(actor.title)] for actor in actors],
        "laws": [[_key(law), clean(law.words), _other_citation(law.words)] for law in laws],
        "activities": [clean(activity) for activity in activities],
        "sops": sops,
    }
    return _script(tables)


def _in_order(units: Sequence[Unit]) -> list[tuple[int, Summary]]:
    """Return every SOP with the place of its unit, in the order of the alphabet."""
    found = [(place, row.summary) for place, unit in enumerate(units) for row in unit.rows]
    return sorted(found, key=lambda each: (each[1].title.casefold(), each[1].number, each[1].file))


def _places_of_laws(laws: Sequence[LawPage]) -> dict[str, list[int]]:
    """Return the places of the laws of each SOP, by its file."""
    found: dict[str, list[int]] = {}
    for place, law in enumerate(laws):
        for sop, _ in law.sops:
            found.setdefault(sop.file, []).append(place)
    return found


def _places_of_actors(
    actors: Sequence[ActorPage],
) -> tuple[dict[str, list[int]], dict[tuple[str, int], list[int]]]:
    """Return the places of the actors of each SOP, by its file, and of each step, by file and number."""
    of_sops: dict[str, list[int]] = {}
    of_steps: dict[tuple[str, int], list[int]] = {}
    for place, actor in enumerate(actors):
        for own in actor.sops:
            of_sops.setdefault(own.sop.file, []).append(place)
            for one in own.steps:
                of_steps.setdefault((own.sop.file, one.step.number), []).append(place)
    return of_sops, of_steps


def _key(page: ActorPage | LawPage) -> str:
    """Return what a filter is called in the address of a page: the name of the page it stands for."""
    return PurePosixPath(page.page).stem


def _unit_keys(units: Sequence[Unit]) -> tuple[str, ...]:
    """Return what each unit is called in the address, the lowest line first: the others are much the same."""
    return page_names(" ".join((unit.name, *reversed(unit.above))) for unit in units)


def _unit_words(unit: Unit) -> tuple[object, object]:
    """Return the two lowest lines of a letterhead, which tell units of one name apart, and those above."""
    lines = (*unit.above, unit.name)
    return clean(" · ".join(reversed(lines[-2:]))), clean(" ".join(lines[:-2]))


def _other_title(title: str) -> str:
    """Return an actor's title with its short words in full, and its full ones made short.

    >>> _other_title("Kasubbag TU")
    'kepala subbagian tata usaha kasubbag kasubag ka subbag subag tu'
    """
    full = str(clean(full_position(title)))
    short = (row["short"] for row in word_rows("short_positions") if f" {row['full']} " in f" {full} ")
    return " ".join((full, *short))


def _other_citation(words: str) -> str:
    """Return how a regulation is cited in short; nothing where it has no number and year.

    >>> _other_citation("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik")
    'uu 25 2009'
    """
    key = law_key(words)
    return key if _CITED.fullmatch(key) else ""


def _script(tables: dict[str, list[Any]]) -> bytes:
    """Return the tables as a script, an entry a line, safe even within a page: ASCII without `<`."""
    listed = (
        f"{json.dumps(name)}: [\n"
        + ",\n".join(json.dumps(one, separators=(",", ":")) for one in entries)
        + "\n]"
        for name, entries in tables.items()
    )
    text = _HEAD + "{\n" + ",\n".join(listed) + "\n};\n"
    return text.replace("<", "\\u003c").encode("ascii")
