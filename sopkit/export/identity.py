"""The identity of an SOP as pairs of words: what the first page of the form says, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.lang import text
from sopkit.model.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.model import Approval, Sop

__all__ = ["LISTS", "facts", "lists"]

LISTS: Final = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
"""The lists of the form, in its order."""


def facts(sop: Sop) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what each entry is called and its lines, in the language of the SOP; none that is empty."""

    def say(name: str, area: str = "export") -> str:
        return text(f"{area}.{name}", sop.language)

    every: tuple[tuple[str, tuple[str, ...]], ...] = (
        (say("agency"), sop.agency),
        (say("number", "cover"), (sop.number,)),
        (say("title", "cover"), (sop.title,)),
        (say("version"), (sop.version or "",)),
        (say("status"), (say(f"status-{sop.status}") if sop.status else "",)),
        (say("created", "cover"), (format_date(sop.created, sop.language),)),
        (say("revised", "cover"), (format_date(sop.revised, sop.language) if sop.revised else "",)),
        (say("effective", "cover"), (format_date(sop.effective, sop.language),)),
        (say("approved-by", "cover"), _approval(sop.approved_by, sop.language)),
        (say("total-time"), (sop.total_time.text if sop.total_time else "",)),
    )
    return tuple((name, lines) for name, lines in every if any(lines))


def lists(sop: Sop) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the heading and the lines of each list of the form that holds any, in the language of the SOP."""
    for name in LISTS:
        if lines := getattr(sop, name):
            yield text(f"cover.{name.replace('_', '-')}", sop.language), lines


def _approval(approval: Approval, language: str) -> tuple[str, ...]:
    nip = approval.nip or ""
    if nip and not nip.upper().startswith("NIP"):
        nip = text("cover.nip", language, nip=nip)
    return tuple(filter(None, (approval.position, approval.name, nip)))
