"""YAML text to nodes with places; the only door to yaml."""

from __future__ import annotations

import yaml

__all__ = ["plain_strings"]

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def plain_strings(text: str) -> object:
    """Read YAML that travels with the package (word lists, cards): mappings, lists and strings, nothing else."""
    return yaml.load(text, Loader=_Loader)
