"""The schemas, and the law that reading and the schema agree."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sopkit.assemble import assemble
from sopkit.assemble.steps import RESERVED
from sopkit.assemble.values import CHANCE, ID, NOTHING, SLUG
from sopkit.assemble.written import write
from sopkit.lang import area
from sopkit.nodes import Entry, Mapping, Scalar, Sequence, compose
from sopkit.report.wording import message
from sopkit.resources import schema_file
from sopkit.schema import accepts, schema_text, shape_findings
from sopkit.source.canonical import canonical
from sopkit.source.keys import COLUMNS, STATUSES, TABLE
from sopkit.source.scalars import resolved
from sopkit.source.writer import translate
from tests.strategies import sops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop
    from sopkit.nodes import Node

CORPUS = sorted((Path(__file__).parent.parent / "sops").glob("*.yaml"))
FILES = {"en": "sop.schema.json", "id": "sop.id.schema.json"}
SCHEMAS: dict[str, dict[str, Any]] = {
    vocabulary: json.loads(schema_file(file).read_text(encoding="utf-8"))
    for vocabulary, file in FILES.items()
}


def places(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts of a schema that have keys of the format, by place."""
    return {"sop": schema, **{name: body for name, body in schema["$defs"].items() if name in TABLE}}


def named(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parts of a schema that have a title, by the names of their words."""
    column = schema["$defs"]["column"]
    yield "at.column", column
    for name, body in zip(COLUMNS, column["then"]["properties"].values(), strict=True):
        yield f"column.{name}", body
    for place, body in places(schema).items():
        yield f"at.{place}", body
        for key, value in zip(TABLE[place], body["properties"].values(), strict=True):
            yield f"{place}.{key}", value


@pytest.mark.parametrize("vocabulary", ["en", "id"])
class TestFiles:
    """The two schema files."""

    def test_valid(self, vocabulary: str) -> None:
        """Each schema is valid by Draft 2020-12."""
        Draft202012Validator.check_schema(SCHEMAS[vocabulary])

    def test_generated(self, vocabulary: str) -> None:
        """Each schema is the canonical one in its words; `python -m sopkit.schema` writes the other."""
        assert schema_file(FILES[vocabulary]).read_text(encoding="utf-8") == schema_text(vocabulary)

    def test_same_keys(self, vocabulary: str) -> None:
        """Schema and vocabulary have the same keys, in the same order, and require the same."""
        for name, body in places(SCHEMAS[vocabulary]).items():
            keys = {key if vocabulary == "en" else each.indonesian: each for key, each in TABLE[name].items()}
            assert list(body["properties"]) == list(keys)
            assert body.get("required", []) == [key for key, each in keys.items() if each.required]

    def test_words_for_editors(self, vocabulary: str) -> None:
        """Every key has a title and a description for editors to show."""
        for body in places(SCHEMAS[vocabulary]).values():
            for part in (body, *body["properties"].values()):
                assert part["title"].strip()
                assert part["description"].rstrip().endswith(".")

    def test_titles_of_columns(self, vocabulary: str) -> None:
        """Every name of a column that can be given a title has words for editors to show."""
        column = SCHEMAS[vocabulary]["$defs"]["column"]

        assert list(column["then"]["properties"]) == column["else"]["enum"]
        for each in column["then"]["properties"].values():
            assert each["title"].strip()
            assert each["description"].endswith(".")

    def test_no_alternatives(self, vocabulary: str) -> None:
        """Neither schema offers alternatives, whose messages editors turn into noise."""
        text = json.dumps(SCHEMAS[vocabulary])

        assert "oneOf" not in text
        assert "anyOf" not in text

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    def test_corpus(self, vocabulary: str, path: Path) -> None:
        """An editor accepts every procedure of the corpus in its vocabulary, and refuses it in the other."""
        root = compose(translate(path.read_text(encoding="utf-8"), vocabulary)).root
        other = "en" if vocabulary == "id" else "id"

        assert root is not None
        assert Draft202012Validator(SCHEMAS[vocabulary]).is_valid(resolved(root))
        assert not Draft202012Validator(SCHEMAS[other]).is_valid(resolved(root))

    def test_same_words(self, vocabulary: str) -> None:
        """The words of the schema are those in the word list, each used once."""
        used = {
            f"{name}.{part}": each[part]
            for name, each in named(SCHEMAS[vocabulary])
            for part in ("title", "description")
        }

        assert used == area("schema", vocabulary)


def test_patterns() -> None:
    """The patterns of the schema are those that reading goes by."""
    definitions, properties = SCHEMAS["en"]["$defs"], SCHEMAS["en"]["properties"]
    step = definitions["step"]["properties"]["id"]["then"]["allOf"]

    assert definitions["texts"]["pattern"] == NOTHING
    assert definitions["branch"]["properties"]["chance"]["pattern"] == CHANCE
    assert properties["id"]["then"]["pattern"] == ID
    assert step[0]["pattern"] == SLUG
    assert all(word in step[1]["pattern"] for word in RESERVED)
    assert set(STATUSES) < set(properties["status"]["then"]["enum"])
    assert definitions["column"]["else"]["enum"] == list(COLUMNS)


@pytest.mark.parametrize(
    ("key", "word", "english", "indonesian"),
    [
        ("status", "Berlaku", "in-force", "berlaku"),
        ("status", "BERLAKU", "in-force", "berlaku"),
        ("status", "In Force", "in-force", "berlaku"),
        ("status", "in_force", "in-force", "berlaku"),
        ("status", "Rancangan", "draft", "rancangan"),
        ("status", "draf", "draft", "rancangan"),
        ("status", "Dicabut", "withdrawn", "dicabut"),
        ("status", "aktif", None, None),
        ("form", "{paper: f 4}", "F4", "F4"),
        ("form", "{columns: [Aktivitas, actors]}", "activity", "aktivitas"),
        ("form", "{columns: [Activity, actors]}", "activity", "aktivitas"),
    ],
)
def test_suggested_words(key: str, word: str, english: str | None, indonesian: str | None) -> None:
    """A word in another letter case or from the other vocabulary gets the word of the file suggested."""
    root = mutated("sop", key, word)

    for vocabulary, suggestion in (("en", english), ("id", indonesian)):
        (finding, *_) = shape_findings(root, vocabulary)
        assert (finding.name, finding.suggestion) == ("unknown-word", suggestion)


SCALARS = st.sampled_from(
    [
        *["", "-", "~", "null", "true", "1", "0", "2.0", "0.5", "-1", "1.5", "20%", "120 %", "0,2", "5 kali"],
        *["2021-01-04", "4 Januari 2021", "Januari 2021", "2021", "end", "selesai", "karo", "7", "a b", "A4"],
        *["draft", "rancangan", "id", "en", "'-'", "' '", "'1'", "'null'", "'end'", ".inf", "1e999", "0x10"],
        *["'abc\n\n  '", "activity", "actors", "010", "1:30", "no", "- "],
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(
                ["any", "in_order", "title", "group", "to", "x-a", "activity", "actors", "position"]
            ),
            inner,
            max_size=2,
        ).map(lambda entries: "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"),
    ),
    max_leaves=4,
)
KEYS = st.sampled_from([(place, key) for place, keys in TABLE.items() for key in keys])

FULL = compose(
    """
sopkit: 1
number: 12/2026
title: Penerimaan Surat
agency: [BAGIAN UMUM]
created: 2026-01-05
effective: 2026-01-12
approved_by: {position: Kepala Bagian}
history: [{version: 1}]
form: {paper: A4}
actors:
  staf: {title: Staf}
  kabag: Kepala Bagian
steps:
  - activity: Menerima
    actor: {any: [staf]}
  - actor: kabag
    activity: Menelaah
    returns: [{to: 1}]
"""
).root
WAYS: dict[str, Pointer] = {
    "sop": (),
    "approval": ("approved_by",),
    "revision": ("history", 0),
    "form": ("form",),
    "actor": ("actors", "staf"),
    "step": ("steps", 0),
    "performers": ("steps", 0, "actor"),
    "branch": ("steps", 1, "returns", 0),
}


def with_value(node: Node, way: Pointer, value: Node) -> Node:
    """Return a document with another value at the end of a way, which need not exist yet."""
    if not way:
        return value
    if isinstance(node, Sequence):
        items = list(node.items)
        items[int(way[0])] = with_value(items[int(way[0])], way[1:], value)
        return replace(node, items=tuple(items))
    assert isinstance(node, Mapping)
    key = str(way[0])
    entries = {entry.key.text: entry for entry in node.entries}
    old = entries.get(key, Entry(Scalar(key, node.place), Scalar("", node.place)))
    entries[key] = replace(old, value=with_value(old.value, way[1:], value))
    return replace(node, entries=tuple(entries.values()))


def mutated(place: str, key: str, text: str) -> Mapping:
    """A small SOP in which one key, at its place, has a given value."""
    value = compose(text).root or Scalar("", (1, 1, 1, 1))
    assert FULL is not None
    root = with_value(FULL, (*WAYS[place], key), value)
    assert isinstance(root, Mapping)
    return canonical(root).root


class TestAgreement:
    """Assembling accepts exactly what the schema accepts of the resolved values."""

    @given(KEYS, VALUES)
    @example(("step", "id"), "'end\n\n  '")
    @example(("branch", "chance"), "1e-400")
    @example(("sop", "sopkit"), "true")
    @example(("form", "columns"), "[{activity: [a]}, actors]")
    @example(("form", "columns"), "[activity, actors, activity]")
    @example(("step", "actor"), "{any: [a], in_order: [b]}")
    @example(("sop", "actors"), "{'': a}")
    @example(("sop", "agency"), "[-, '']")
    @example(("branch", "limit"), "2.0")
    def test_mutated(self, key: tuple[str, str], value: str) -> None:
        """A document with one odd value is doubted if, and only if, the schema refuses it."""
        root = mutated(*key, value)

        assert assemble(root).doubted != accepts(root)

    @given(KEYS, VALUES, st.sampled_from(["en", "id"]))
    def test_every_doubt_has_a_finding(self, key: tuple[str, str], value: str, vocabulary: str) -> None:
        """Where a document is doubted, what is wrong is told in words, and nothing where it is not."""
        root = mutated(*key, value)
        found = shape_findings(root, vocabulary)

        assert bool(found) == assemble(root).doubted
        for finding in found:
            assert message(finding, "en").message != message(finding, "id").message

    @given(sops(), st.sampled_from(["en", "id"]))
    def test_generated(self, sop: Sop, vocabulary: str) -> None:
        """A valid SOP is accepted by both, and by the schema that editors of its vocabulary use."""
        root = compose(write(sop, vocabulary)).root

        assert isinstance(root, Mapping)
        assert Draft202012Validator(SCHEMAS[vocabulary]).is_valid(resolved(root))
        assert not assemble(canonical(root).root).doubted
