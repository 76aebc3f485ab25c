"""Nodes against the JSON Schema: what is wrong with the shape of a document; the only door to jsonschema."""

from __future__ import annotations

__all__ = ["shape_findings"]
from typing import Any


def shape_findings(root: Any, vocabulary: str) -> tuple[Any, ...]:
    return ()
