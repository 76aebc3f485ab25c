"""The laid-out table as JSON, a form that other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from sopkit.chart import draw
from tests.charts import picture
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.model import Sop

BOX = {"x", "y", "width", "height"}


def _layout(sop: Sop) -> Any:
    return json.loads(draw(sop, "layout"))


def test_cells_have_boxes_and_lines() -> None:
    """A cell tells its box, its kind, its column, its step and its lines of text."""
    cells = _layout(picture())["cells"]

    (cell,) = [cell for cell in cells if cell["column"] == "note" and cell["step"] == "kirim"]
    assert cell["kind"] == "text"
    assert cell["lines"] == ["Lewat pos"]
    assert set(cell["box"]) == BOX


def test_symbols_have_step_actor_kind_and_box() -> None:
    """Each symbol tells whose it is and of what kind, in the words that are promised."""
    symbols = _layout(picture())["symbols"]

    assert [
        (symbol["step"], symbol["actor"], symbol["kind"]) for symbol in symbols if symbol["step"] != "periksa"
    ] == [
        ("konsep", "staf", "start"),
        ("paraf", "kasubbag", "process"),
        ("paraf", "kabag", "process"),
        ("tanda-tangan", "kabag", "process"),
        ("tanda-tangan", "kepala", "process"),
        ("kirim", "staf", "end"),
    ]
    assert all(set(symbol["box"]) == BOX for symbol in symbols)


def test_arrows_have_ends_kind_points_and_label() -> None:
    """Each way is there with the ids of its steps, `end` for an end, and a joint with the same id twice."""
    arrows = _layout(picture())["arrows"]

    found = {(arrow["from"], arrow["to"], arrow["kind"], arrow["label"]) for arrow in arrows}
    assert found == {
        ("konsep", "periksa", "forward", None),
        ("periksa", "periksa", "joint", None),
        ("periksa", "paraf", "forward", "benar"),
        ("periksa", "konsep", "return", "salah"),
        ("periksa", "end", "branch", "batal"),
        ("paraf", "paraf", "joint", None),
        ("paraf", "tanda-tangan", "forward", None),
        ("tanda-tangan", "tanda-tangan", "joint", None),
        ("tanda-tangan", "kirim", "forward", None),
    }
    assert all((arrow["label"] is None) == (arrow["label_box"] is None) for arrow in arrows)


@settings(max_examples=12)
@given(sops(max_steps=6, max_actors=4))
def test_everything_lies_on_the_one_page(sop: Sop) -> None:
    """The long table is one page of its own size, and all boxes and points lie on it."""
    table = _layout(sop)

    (page,) = table["pages"]
    assert page == {"number": 1, "box": {"x": 0, "y": 0, "width": table["width"], "height": table["height"]}}
    boxes = [item["box"] for item in (*table["cells"], *table["symbols"])]
    corners = [(box["x"], box["y"]) for box in boxes]
    corners += [(box["x"] + box["width"], box["y"] + box["height"]) for box in boxes]
    corners += [tuple(point) for arrow in table["arrows"] for point in arrow["points"]]
    assert all(0 <= x <= table["width"] and 0 <= y <= table["height"] for x, y in corners)
