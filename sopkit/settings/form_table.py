"""The table `[form]` of the settings: paper, columns and column numbers of an agency's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import Reader, read_flag, read_one_of, read_table
from sopkit.settings.values import FormSettings

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_form"]

_COLUMNS: Final = ("number", "activity", "actors", "inputs", "time", "outputs", "note")
_NEEDED: Final = ("activity", "actors")
_TITLE_CHARACTERS: Final = 80


def read_form(path: Path, key: str, table: object) -> FormSettings:
    """Read the table `[form]`.

    Raises InvalidSettings: an unknown key or column, a value that is not allowed, a column named twice, a
    table without activities or actors.
    """
    return FormSettings(**read_table(path, key, table, _READERS))


def _read_columns(path: Path, key: str, value: object) -> tuple[tuple[str, str | None], ...]:
    """Read the columns in their order: a name each, or a table of one name with its title."""
    if not isinstance(value, list) or not value:
        raise invalid(path, key, "columns", value=shown(value))
    columns = tuple(_read_column(path, key, item) for item in value)
    names = [name for name, _ in columns]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise invalid(path, key, "column-twice", value=name)
    for needed in _NEEDED:
        if needed not in names:
            raise invalid(path, key, "column-missing", value=needed)
    return columns


def _read_column(path: Path, key: str, item: object) -> tuple[str, str | None]:
    name, title = next(iter(item.items())) if isinstance(item, dict) and len(item) == 1 else (item, None)
    if not isinstance(name, str) or name not in _COLUMNS:
        known = ", ".join(f"`{column}`" for column in _COLUMNS)
        raise invalid(path, key, "column", value=shown(name), known=known)
    if title is None:
        return name, None
    if not isinstance(title, str) or not title.strip() or not title.isprintable():
        raise invalid(path, key, "column-title", column=name, value=shown(title))
    if len(title) > _TITLE_CHARACTERS:
        raise invalid(path, key, "column-title", column=name, value=shown(title))
    return name, title.strip()


_READERS: Final[dict[str, Reader]] = {
    "paper": read_one_of("A4", "F4", "Letter", "Legal"),
    "columns": _read_columns,
    "numbers": read_flag,
}
