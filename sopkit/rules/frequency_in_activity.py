"""Finds how often something is done in the words of an activity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_PERIOD = r"(?:hari|minggu|pekan|bulan|triwulan|caturwulan|kuartal|semester|tahun)"
_WEEKDAY = r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|ahad)"
_FREQUENCY = re.compile(
    rf"\b(?:se)?tiap(?:[- ](?:se)?tiap)?(?: (?:awal|akhir|tanggal|hari|\d{{1,2}})){{0,4}}"
    rf" (?:{_PERIOD}|{_WEEKDAY})\b"
    rf"(?: (?:kerja|sekali|anggaran|{_WEEKDAY}))?"
    rf"|\b(?:satu|dua|tiga|empat|\d{{1,2}})(?: \(\w{{1,12}}\))? kali"
    rf" (?:dalam )?(?:se|per |satu |setiap |tiap |1 )? ?{_PERIOD}\b"
    rf"|\bse{_PERIOD} sekali\b|\bsecara (?:berkala|rutin|periodik)\b"
    r"|\bevery (?:day|week|month|quarter|year|monday|tuesday|wednesday|thursday|friday)\b",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that says how often it is done; behind a colon stands something else."""
    for row, step in activities(sop):
        found = _FREQUENCY.search(step.activity.partition(":")[0])
        if found:
            details = (("number", str(row + 1)), ("words", found.group()), ("key_note", "note"))
            yield Spot(("steps", row, "activity"), details, words=found.group())
