"""SOPs to begin from, for procedures that most offices have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from sopkit.errors import UnknownName
from sopkit.resources import package_file

__all__ = ["TEMPLATES", "Template", "template"]

TEMPLATES: Final = (
    "kosong",
    "surat-masuk",
    "surat-keluar",
    "pelayanan",
    "pengadaan",
    "kenaikan-gaji-berkala",
    "perjalanan-dinas",
    "cuti",
    "rapat",
)
"""The names of the templates, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Template:
    """One of them: its name and its text, an SOP with Indonesian keys without errors."""

    name: str
    text: str

    @property
    def summary(self) -> str:
        """What it is for, in Indonesian: its first comment."""
        return self.text.partition("\n")[0].removeprefix("# ")


@cache
def template(name: str) -> Template:
    """Return the template of this name. Raises UnknownName."""
    if name not in TEMPLATES:
        raise UnknownName("template", name, TEMPLATES)
    path = package_file("scaffold", "templates", f"{name}.yaml")
    return Template(name, path.read_text(encoding="utf-8"))
