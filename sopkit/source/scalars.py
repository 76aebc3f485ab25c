"""What a scalar means: numbers, truth values, nothing or text, after the core schema of YAML 1.2."""

from __future__ import annotations

import math
import re

from sopkit.nodes import Node, Scalar, Sequence

__all__ = ["Value", "resolved"]

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
"""A node as plain Python data."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def resolved(node: Node) -> Value:
    """Return a node as plain data, after the core schema of YAML 1.2: `yes`, `no`, `1:30`, dates are texts.

    Infinity and not-a-number stay texts, since JSON has no such numbers.
    """
    if isinstance(node, Scalar):
        return _resolved_scalar(node)
    if isinstance(node, Sequence):
        return [resolved(item) for item in node.items]
    return {entry.key.text: resolved(entry.value) for entry in node.entries}


def _resolved_scalar(node: Scalar) -> Value:
    text = node.text
    if not node.plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if not (text[0] in "+-." or "0" <= text[0] <= "9"):
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
