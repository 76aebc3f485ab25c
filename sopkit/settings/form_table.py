"""The table `[form]` of the settings: paper, columns and column numbers of an agency's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.letters import has_letter
from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import Reader, read_flag, read_one_of, read_table
from sopkit.settings.values import FormSettings

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_form"]

_COLUMNS: Final = ("number", "activity", "actors", "inputs", "time", "outputs", "note")
_NEEDED: Final = ("activity", "actors")
_TITLE_CHARACTERS: Final = 80
_LETTERS_SHOWN: Final = 5


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
    if isinstance(item, dict) and len(item) != 1:
        raise invalid(path, key, "column-entry", value=shown(item))
    name, title = next(iter(item.items())) if isinstance(item, dict) else (item, None)
    if not isinstance(name, str) or name not in _COLUMNS:
        known = ", ".join(f"`{column}`" for column in _COLUMNS)
        raise invalid(path, key, "column", value=shown(name), known=known)
    return name, _read_title(path, key, name, title) if isinstance(item, dict) else None


def _read_title(path: Path, key: str, column: str, title: object) -> str:
    if not isinstance(title, str) or not title.strip() or not title.isprintable():
        raise invalid(path, key, "column-title", column=column, value=shown(title))
    if len(title) > _TITLE_CHARACTERS:
        raise invalid(path, key, "column-title", column=column, value=shown(title))
    missing = [letter for letter in dict.fromkeys(title) if not has_letter(letter)]
    if missing:
        letters = " ".join(missing[:_LETTERS_SHOWN])
        raise invalid(path, key, "column-letters", column=column, value=shown(title), letters=letters)
    return title.strip()


_READERS: Final[dict[str, Reader]] = {
    "paper": read_one_of("A4", "F4", "Letter", "Legal", any_case=True),
    "columns": _read_columns,
    "numbers": read_flag,
}
