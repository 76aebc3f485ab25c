"""Times with numbers that are no durations: how often, in which window, on which day, at what hour."""

from __future__ import annotations

import re
from functools import cache

from sopkit.model.dates import month_names
from sopkit.model.time_tokens import NUMBER, UNIT

__all__ = ["is_no_duration"]

_TO = r"(?:-|s\. ?d\.?|s/d\.?|sd\.?|sampai(?: dengan)?|hingga|dan|and|to|,)"
_DAY = "[0-9]{1,2}"
_CLOCK = "[0-9]{1,2}[.:][0-9]{2}"
_ZONE = "(?:wib|wita|wit)"
_PERIOD = f"(?:(?:{NUMBER} )?{UNIT})"
_OFTEN = f"{NUMBER} ?(?:x|kali|times)"


def is_no_duration(folded: str) -> bool:
    """Return whether every number of a folded text belongs to a frequency, a date, a window or an hour.

    `Setiap 3 bulan` and `3 bulan sekali` say how often, `tanggal 20-31` and `minggu ke-2` in which window,
    `3 hari sebelum acara` and `H-3` until when: none of them says how long the work takes.
    """
    rest, count = _known().subn(" ", folded)
    return count > 0 and not re.search(rf"\d|(?<!\w){NUMBER} {UNIT}(?!\w)", rest, re.IGNORECASE)


@cache
def _known() -> re.Pattern[str]:
    month = "(?:" + "|".join(sorted(month_names(), key=len, reverse=True)) + r")\.?"
    many_days = f"{_DAY}(?: ?{_TO} ?(?:(?:tanggal|tgl\\.?) )?{_DAY}(?![.,]?[0-9]))*"
    patterns = (
        rf"(?:setiap|tiap-tiap|tiap|every|each|per|/) ?(?:{_OFTEN} )?{_PERIOD}(?: sekali)?",
        rf"{_OFTEN}(?: dalam| per| setiap| tiap| a| every| ?/) ?{_PERIOD}",
        rf"{_OFTEN} (?:satu )?{UNIT}",
        rf"(?:{_OFTEN} )?{_PERIOD} sekali",
        rf"(?:sekali|once|twice)(?: dalam| setiap| per| a| every)? {_PERIOD}",
        rf"(?:tanggal|tgl\.?) {many_days}(?: {month})?(?: [0-9]{{4}})?",
        rf"{many_days} {month}(?:,? [0-9]{{4}})?",
        rf"{month} {_DAY}(?:, ?[0-9]{{4}})?(?![0-9])",
        rf"{month},? [0-9]{{4}}",
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}",
        r"(?:tahun anggaran|tahun|thn\.?|ta\.?|year|fy) (?:[0-9]{4}|n ?[+-] ?[0-9])(?:/[0-9]{4})?",
        rf"(?:pukul|jam|at) {_CLOCK}(?: ?{_TO} ?(?:(?:pukul|jam) )?{_CLOCK})?(?: ?{_ZONE})?",
        rf"{_CLOCK}(?: ?{_TO} ?{_CLOCK})? ?{_ZONE}",
        rf"{_CLOCK} ?{_TO} ?{_CLOCK}(?! ?{UNIT})",
        rf"{UNIT} ?ke ?-? ?[0-9]+(?: ?{_TO} ?[0-9]+)?",
        rf"{NUMBER} (?:hari|minggu|bulan|triwulan|semester|tahun)an",
        rf"(?:satu|1) {UNIT} {_OFTEN}",
        r"(?:triwulan|tw|semester|kuartal|minggu|bulan|week|quarter|q|tahap) ?[0-9]{1,2}(?![0-9])",
        r"[hdt] ?[+-] ?[0-9]+",
        rf"{NUMBER} {UNIT} (?:sebelum|menjelang|before|prior to)",
        r"sehari-hari",
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)
