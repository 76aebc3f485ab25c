"""Finds inputs that name nothing in particular, step after step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_FEWEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_VAGUE = frozenset(
    {
        *("bahan", "berkas", "data", "dokumen", "informasi", "materi"),
        *("document", "documents", "file", "files", "information", "material", "papers"),
    }
)
_EMPTY = frozenset(
    {
        *("dan", "dibutuhkan", "diperlukan", "dll", "lain", "lainnya", "lengkap", "pendukung", "serta"),
        *("terkait", "yang", "and", "other", "relevant"),
    }
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first of at least three steps whose inputs are only words such as `dokumen` and `data`."""
    rows = [row for row, step in enumerate(sop.steps) if _is_vague(step.inputs)]
    if len(rows) < _FEWEST:
        return
    first, *others = rows
    details = (
        ("count", str(len(rows))),
        ("all", str(len(sop.steps))),
        ("words", ", ".join(sop.steps[first].inputs)),
        ("key_inputs", "inputs"),
    )
    yield Spot(("steps", first, "inputs"), details, related=tuple(("steps", row, "inputs") for row in others))


def _is_vague(inputs: tuple[str, ...]) -> bool:
    words = {word.casefold() for item in inputs for word in _WORD.findall(item)}
    return bool(words & _VAGUE) and words <= _VAGUE | _EMPTY
