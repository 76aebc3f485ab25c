"""Where the files that travel with the package are, in an installed package or a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["package_file", "schema_file"]

_PACKAGE = Path(__file__).parent


def package_file(*parts: str) -> Path:
    """Return the path of a data file inside the package, such as a word list, a card or a font."""
    return _PACKAGE.joinpath(*parts)


def schema_file(name: str) -> Path:
    """Return the path of a JSON Schema: `sop.schema.json`, `sop.id.schema.json` or `findings.schema.json`.

    An installed wheel carries them as `sopkit/schemas/`; an editable install and a bare checkout have them
    beside the package.
    """
    installed = _PACKAGE / "schemas" / name
    return installed if installed.exists() else _PACKAGE.parent / "schemas" / name
