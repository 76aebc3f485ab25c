"""Small folders of SOPs, and what of their catalogues is compared."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sopkit.site import workers

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

__all__ = ["add_sop", "drawn_quickly", "sop_text", "tree"]


def sop_text(title: str, *, related: tuple[str, ...] = (), more: str = "", time: str = "5 menit") -> str:
    """Return a sound SOP of two steps."""
    names = "".join(f"\n  - {name}" for name in related)
    return f"""\
sopkit: 1
language: id
number: "{len(title)}/SOP/2026"
title: {title}
agency:
  - BIRO UMUM
created: 2026-01-05
effective: 2026-02-02
approved_by:
  position: Kepala Biro Umum
{f"related:{names}" if related else ""}
{more}
actors:
  staf: Staf
  kepala: Kepala
steps:
  - activity: Menerima {title}
    actor: staf
    time: {time}
  - activity: Menelaah {title}
    actor: kepala
    time: 10 menit
"""


def add_sop(folder: Path, name: str, title: str, *, related: tuple[str, ...] = (), more: str = "") -> Path:
    """Write a sound SOP into a folder."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sop_text(title, related=related, more=more), encoding="utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes | str]:
    """Return all files of a folder with their contents, and where its links lead."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def drawn_quickly(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let drawings be of a few bytes that tell of all they come from; return whose were drawn."""
    drawn: list[str] = []

    def drawings(sop: object, office: object, folder: Path) -> dict[str, bytes]:
        title = str(getattr(sop, "title", ""))
        drawn.append(title)
        svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='9pt'><title>{len(repr(sop))}</title></svg>"
        return {kind: svg.encode() for kind in ("svg", "png", "pdf", "form")}

    monkeypatch.setattr(workers, "_drawings", drawings)
    return drawn
