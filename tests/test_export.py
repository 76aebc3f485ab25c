"""SOPs as data: JSON with its schema, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopkit
from sopkit.export import as_csv, as_json
from sopkit.export.words import Wording, columns_of, flat
from sopkit.flow import Flow
from sopkit.model import ColumnName, Form, Sop
from sopkit.report.times_json import time_standard
from tests.export_texts import hostile_sops
from tests.strategies import sops

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOPS = sorted((ROOT / "sops").glob("*.yaml"))
SEED = sopkit.load(ROOT / "sops" / "perbaikan-data-kinerja.yaml")


@cache
def _schema() -> Any:
    return json.loads((ROOT / "schemas" / "sop-export.schema.json").read_text(encoding="utf-8"))


@cache
def _validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(_schema())
    return jsonschema.Draft202012Validator(_schema())


def _written(sop: Sop) -> Any:
    """Return what a program reads of an SOP."""
    return json.loads(json.dumps(as_json(sop)))


class TestJson:
    """An SOP for programs, and the schema that describes it."""

    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_schema_accepts_every_procedure(self, file: Path) -> None:
        """The schema accepts each procedure of `sops/`, alone and in a list."""
        written = _written(sopkit.load(file))

        _validator().validate(written)
        _validator().validate([written])

    @given(sops())
    def test_schema_accepts_every_sop(self, sop: Sop) -> None:
        """The schema accepts whatever SOP there is."""
        _validator().validate(_written(sop))

    @given(sops())
    def test_every_key_is_described(self, sop: Sop) -> None:
        """Every object has all keys that the schema asks for and none that it does not know."""
        written = _written(sop)

        for name, found in _objects(written):
            described = _schema()["$defs"][name]
            assert set(described["required"]) <= set(found) <= set(described["properties"]), name

    def test_schema_refuses_what_is_missing(self) -> None:
        """An SOP without one of its keys, or with a way of no kind, is not accepted."""
        written = _written(SEED)

        assert not _validator().is_valid({key: value for key, value in written.items() if key != "steps"})
        written["steps"][0]["ways"][0]["kind"] = "sideways"
        assert not _validator().is_valid(written)

    @given(sops())
    def test_nothing_is_lost(self, sop: Sop) -> None:
        """Texts are the author's own, dates are ISO 8601, times are as `sopkit time` has them."""
        written = _written(sop)

        for name in ("number", "title", "version", "legal_basis", "related", "warnings", "records", "agency"):
            value = getattr(sop, name)
            assert written[name] == (list(value) if isinstance(value, tuple) else value)
        assert written["created"] == sop.created.isoformat()
        for step, row in zip(sop.steps, written["steps"], strict=True):
            assert (row["number"], row["key"], row["activity"]) == (step.number, step.key, step.activity)
            assert (row["inputs"], row["outputs"]) == (list(step.inputs), list(step.outputs))
            assert row["performers"]["actors"] == list(step.performers.actors)
            assert row["time"] == (
                None if step.time is None else json.loads(json.dumps(time_standard(step.time)))
            )

    @given(sops())
    def test_every_way_out_is_told(self, sop: Sop) -> None:
        """Each step has all its ways, the ordinary one too, with the number of the step they lead to."""
        written = _written(sop)

        numbers = {step["key"]: step["number"] for step in written["steps"]} | {"end": None}
        for step, row in zip(sop.steps, written["steps"], strict=True):
            ways = Flow.of(sop).leaving[step.key]
            assert [(way["kind"], way["to"], way["limit"]) for way in row["ways"]] == [
                (way.kind.value, way.target, way.limit) for way in ways
            ]
            assert all(way["to_number"] == numbers[way["to"]] for way in row["ways"])

    def test_keys_of_apps_are_kept(self) -> None:
        """`x-` keys stand where their author put them, with lists and mappings as such."""
        text = (ROOT / "sops" / "perbaikan-data-kinerja.yaml").read_text(encoding="utf-8")
        own = "\nx-app:\n  ids: [1, a]\n"
        within = text.replace("    returns:\n      - ", "    returns:\n      - x-way: 7\n        ", 1)
        sop = sopkit.loads(within + own)
        written = _written(replace(sop, extras=(*sop.extras, ("x-number", float("nan")))))

        _validator().validate(written)
        assert (written["x-app"], written["x-number"]) == ({"ids": [1, "a"]}, None)
        assert [way.get("x-way") for step in written["steps"] for way in step["ways"]].count(7) == 1


def _objects(written: Any) -> Iterator[tuple[str, Any]]:
    """Yield the objects of an SOP with the name of their description."""
    yield "sop", written
    yield "approval", written["approved_by"]
    yield "form", written["form"]
    for column in written["form"]["columns"]:
        yield "column", column
    for revision in written["history"]:
        yield "revision", revision
    for actor in written["actors"]:
        yield "actor", actor
    for step in written["steps"]:
        yield "step", step
        yield "performers", step["performers"]
        yield from (("way", way) for way in step["ways"])
        if step["time"]:
            yield "time", step["time"]


def _rows(text: str, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _meant(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that keeps it from being a formula."""
    return cell[1:] if re.match(r"''*\s*[=+\-@＝＋－＠]", cell) else cell


class TestCsv:
    """A row for each step, in the order of the form."""

    @given(hostile_sops(), st.sampled_from(",;\t"))
    def test_reading_gives_the_texts(self, sop: Sop, separator: str) -> None:
        """Whoever reads the rows gets each text of the steps, several lines of a cell below one another."""
        rows = _rows(as_csv([sop], separator=separator), separator)

        wording = Wording(sop)
        assert len(rows) == len(sop.steps) + 1
        for step, row in zip(sop.steps, rows[1:], strict=True):
            cells = dict(zip([column.name for column in columns_of(sop)], map(_meant, row), strict=False))
            assert cells[ColumnName.ACTIVITY].split("\n") == [
                line for line in (flat(step.activity), flat(step.question or "")) if line
            ]
            if ColumnName.INPUTS in cells:
                assert cells[ColumnName.INPUTS] == "\n".join(map(flat, step.inputs))
            assert _meant(row[-1]).split("\n") == list(wording.ways(step))

    @given(hostile_sops())
    def test_no_cell_is_a_formula(self, sop: Sop) -> None:
        """No cell, nor a heading, begins with what a spreadsheet reckons with."""
        rows = _rows(as_csv([sop, sop]))

        assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell)]

    def test_time_that_begins_with_a_sign_stays_readable(self) -> None:
        """`+ 1 jam` and `- 3 hari` get an apostrophe, and what had one gets another."""
        steps = tuple(
            replace(SEED.steps[0], number=number, activity=text)
            for number, text in enumerate(("+ 1 jam", "'=x", "'kutip"), 1)
        )
        rows = _rows(as_csv([replace(SEED, steps=steps)]))

        assert [row[1] for row in rows[1:]] == ["'+ 1 jam", "''=x", "'kutip"]

    def test_columns_are_those_of_the_form(self) -> None:
        """Order and titles of the columns are the form's own, with what follows behind."""
        columns = tuple(
            column if column.name is not ColumnName.TIME else replace(column, title="Mutu waktu")
            for column in reversed(columns_of(SEED))
        )
        rows = _rows(as_csv([replace(SEED, form=Form(columns=columns))]))

        assert rows[0][1:] == [
            "Output", "Mutu waktu", "Kelengkapan", "Pelaksana", "Kegiatan", "No", "Kelanjutan",
        ]  # fmt: skip

    def test_rows_of_several_sops_are_named(self) -> None:
        """Number and title of the SOP stand before the rows of several, and of one where asked for."""
        other = replace(SEED, number="2", title="Lain")
        rows = _rows(as_csv([SEED, other]))

        assert rows[0][:3] == ["Nomor SOP", "Nama SOP", "No"]
        assert {tuple(row[:2]) for row in rows[1:]} == {(SEED.number, SEED.title), ("2", "Lain")}
        assert _rows(as_csv([SEED], named=True))[0][:2] == ["Nomor SOP", "Nama SOP"]

    def test_forms_that_differ_give_the_usual_columns(self) -> None:
        """SOPs of several forms share the usual columns, in the language of the first."""
        rows = _rows(as_csv([SEED, replace(SEED, language="en")]))

        assert rows[0][2:5] == ["No", "Kegiatan", "Pelaksana"]
        assert {len(row) for row in rows} == {10}

    def test_no_sops_give_no_rows(self) -> None:
        """Nothing comes of nothing."""
        assert as_csv([]) == ""
