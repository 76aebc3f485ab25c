"""The data that the search of a catalogue looks through."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sopkit.site.actors import actor_pages
from sopkit.site.index import units_of
from sopkit.site.laws import law_pages
from sopkit.site.names import named
from sopkit.site.search import search_index
from sopkit.site.summary import ActorSummary, FindingSummary, StepSummary, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTER = Summary(
    "surat.yaml",
    id="surat",
    number="SOP-01/2026",
    title="Penerimaan Surat",
    agency=("PEMERINTAH KOTA", "SEKRETARIAT DAERAH", "BAGIAN UMUM"),
    status="draft",
    actors=(ActorSummary("staf", "Staf"), ActorSummary("kabag", "Kabag TU"), ActorSummary("tamu", "Tamu")),
    steps=(
        StepSummary(1, "1", "Menerima surat", ("Staf",)),
        StepSummary(2, "2", "Memeriksa surat", ("KABAG TU", "Staf")),
        StepSummary(3, "3", "Menerima surat", ("Kabag TU",)),
    ),
    legal_basis=("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik", "Kebiasaan"),
)


def index_of(*summaries: Summary) -> dict[str, Any]:
    """Return the data of the search for some SOPs."""
    values: dict[str, Any] = json.loads(_json_of(script_of(summaries)))
    return values


def script_of(summaries: Sequence[Summary]) -> bytes:
    """Return the script that holds it."""
    sops = named(summaries)
    return search_index(units_of(sops, "id"), actor_pages(sops, "id"), law_pages(sops))


def _json_of(script: bytes) -> str:
    head, tail = "window.sopkitIndex = ", ";\n"
    text = script.decode("ascii")
    assert text.startswith(head)
    assert text.endswith(tail)
    return text[len(head) : -len(tail)]


def test_an_sop_has_its_page_texts_and_steps() -> None:
    """The data of an SOP are its page, title, number, language, status, unit, laws, actors and steps."""
    index = index_of(LETTER)
    name, title, number, language, status, unit, laws, actors, steps = index["sops"][0]

    assert (name, title, number, language, status) == (
        "surat",
        "Penerimaan Surat",
        "SOP-01/2026",
        "id",
        "draft",
    )
    assert index["units"][unit][1] == "BAGIAN UMUM · SEKRETARIAT DAERAH"
    assert sorted(index["laws"][place][1] for place in laws) == sorted(LETTER.legal_basis)
    assert [index["actors"][place][1] for place in actors] == ["Kabag TU", "Staf", "Tamu"]
    assert [index["activities"][activity] for activity, *_ in steps] == [
        each.activity for each in LETTER.steps
    ]
    assert [[index["actors"][place][1] for place in own] for _, *own in steps] == [
        ["Staf"],
        ["Kabag TU", "Staf"],
        ["Kabag TU"],
    ]


def test_a_text_that_is_repeated_stands_there_once() -> None:
    """Activities that several steps share are kept once."""
    index = index_of(LETTER, replace(LETTER, file="b.yaml", id="b"))

    assert index["activities"] == ["Menerima surat", "Memeriksa surat"]


def test_short_and_full_titles_are_found_alike() -> None:
    """An actor and a regulation are also found by how offices shorten or spell them out."""
    index = index_of(LETTER)

    assert ["kabag-tu", "Kabag TU", "kepala bagian tata usaha kabag ka bag tu"] in index["actors"]
    assert [other for _, _, other in index["laws"]] == ["uu 25 2009", ""]


def test_units_of_one_name_have_keys_of_their_own() -> None:
    """A unit is called by all lines of its letterhead, the lowest first, whatever else there is."""
    other = replace(LETTER, file="b.yaml", agency=("PEMERINTAH DESA", "BAGIAN UMUM"))
    keys = [key for key, _, _ in index_of(LETTER, other)["units"]]

    assert sorted(keys) == ["bagian-umum-pemerintah-desa", "bagian-umum-sekretariat-daerah-pemerintah-kota"]


def test_sops_without_a_page_are_not_found() -> None:
    """Files with errors have no page, so the search does not know them."""
    error = FindingSummary("error", "SOP001", "not-yaml", 1, 1, "Bukan YAML.")

    assert index_of(replace(LETTER, findings=(error,)), LETTER) == index_of(LETTER)
    assert index_of() == {"units": [], "actors": [], "laws": [], "activities": [], "sops": []}


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_kept_as_text(title: str, activity: str, actor: str) -> None:
    """The script is ASCII without `<`, whatever the texts; a reader of JSON gets them back.

    Only characters that no page may hold, such as halves of letters, are replaced.
    """
    sop = replace(
        LETTER,
        title=title,
        actors=(ActorSummary("satu", actor),),
        steps=(StepSummary(1, "1", activity, (actor,)),),
    )
    script = script_of([sop])
    index = json.loads(_json_of(script))

    assert b"<" not in script
    assert _printable(index["sops"][0][1], title)
    assert _printable(index["activities"][0], activity)


def _printable(kept: str, text: str) -> bool:
    return len(kept) == len(text) and all(one in {two, "\ufffd"} for one, two in zip(kept, text, strict=True))
