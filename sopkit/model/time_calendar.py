"""Times with numbers that are no durations: how often, in which window, on which day, at what hour."""

from __future__ import annotations

import re
from functools import cache

from sopkit.model.dates import month_names
from sopkit.model.time_tokens import NUMBER, UNIT

__all__ = ["is_no_duration"]

_TO = r"(?:-|s\. ?d\.?|s/d\.?|sd\.?|sampai(?: dengan)?|hingga|dan|and|to|,)"
_LONG = r"(?:bulan|tahun|thn|th|semester|triwulan)(?!\w)"
_NO_UNIT = rf"(?![0-9]|[.,][0-9]| ?(?!{_LONG}){UNIT}(?!\w))"
"""After a number of a date or a window: it must not be that of a duration, as in `tanggal 5, 10 menit`.

But `tanggal 1-5 bulan berikutnya` and `Semester 1 tahun 2025` say in which month or year.
"""

_IN_WORDS = r"(?: ?\([a-z -]{1,40}\))"
_COUNT = rf"{NUMBER}{_IN_WORDS}?"
_COUNTS = rf"{_COUNT}(?: ?{_TO} ?{_COUNT})?"
_PERIOD = f"(?:(?:{_COUNT} )?{UNIT})"
_OFTEN = f"{_COUNTS} ?(?:x|kali|times)"

_DAY = f"[0-9]{{1,2}}{_IN_WORDS}?"
_DATE = r"(?:tanggal|tgl\.?)"
_DAYS = rf"{_DAY}(?: ?{_TO} ?(?:{_DATE} ?)?{_DAY}{_NO_UNIT})*"
_TH = "(?:ke ?-? ?)?[0-9]+"

_ZONE = "(?: ?(?:wib|wita|wit))"
_CLOCK = f"[0-9]{{1,2}}[.:][0-9]{{2}}{_ZONE}?"
_HOUR = f"[0-9]{{1,2}}(?:[.:][0-9]{{2}})?{_ZONE}?"
_AT = r"(?:pukul|pkl\.?)"

_FREQUENCIES = (
    rf"(?:setiap|tiap-tiap|tiap|every|each|per) ?(?:{_OFTEN} )?{_PERIOD}(?: sekali)?",
    rf"/ ?{UNIT}",
    rf"{_OFTEN}(?: dalam| per| setiap| tiap| a| every| ?/) ?{_PERIOD}",
    rf"{_OFTEN} (?:satu )?{UNIT}",
    rf"(?:{_OFTEN} )?{_PERIOD} sekali",
    rf"(?:sekali|once|twice)(?: dalam| setiap| per| a| every)? {_PERIOD}",
    rf"(?:satu|1) {UNIT} {_OFTEN}",
    rf"{_COUNT} {UNIT} (?:satu|1{_IN_WORDS}?) ?(?:x|kali)",
    rf"{_COUNT} (?:hari|minggu|bulan|triwulan|semester|tahun)an",
    r"sehari-hari",
)
_WINDOWS = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}",
    r"(?:tahun anggaran|tahun|thn\.?|th\.?|t\.?a\.?|year|fy) ?(?:[0-9]{4}|n ?[+-] ?[0-9])"
    rf"(?: ?(?:/|{_TO}) ?[0-9]{{4}})*",
    rf"{UNIT} ?ke ?-? ?[0-9]+(?: ?{_TO} ?{_TH}{_NO_UNIT})*",
    r"(?:triwulan|tw\.?|semester|kuartal|minggu|bulan|week|quarter|q|tahap|gelombang|lampiran)"
    rf" ?[0-9]{{1,2}}(?: ?{_TO} ?[0-9]{{1,2}}{_NO_UNIT})?{_NO_UNIT}",
    r"[hdtmn] ?[+-] ?[0-9]+",
    r"[0-9]+(?:st|nd|rd|th)",
    rf"{_COUNTS}(?: ?[x×] ?24)? {UNIT} (?:sebelum(?:nya)?|menjelang|before|prior to)",
)
_CLOCKS = (
    rf"{_AT} ?{_HOUR}(?: ?{_TO} ?(?:{_AT} )?{_HOUR})?",
    rf"(?:jam|at) {_CLOCK}(?: ?{_TO} ?(?:jam )?{_CLOCK})?",
    rf"[0-9]{{1,2}}[.:][0-9]{{2}}(?: ?{_TO} ?{_CLOCK})?{_ZONE}",
    rf"{_CLOCK} ?{_TO} ?(?:{_CLOCK}(?! ?{UNIT})|selesai)",
)
_REFERENCES = (
    rf"(?:nomor|no\.?) ?[0-9]+(?:[/.-]\w+)*{_NO_UNIT}",
    rf"pasal [0-9]+{_NO_UNIT}",
    r"ayat \(?[0-9]+\)?",
)
"""Laws, as in `Sesuai Perbup No. 5 Tahun 2020`."""


def is_no_duration(folded: str) -> bool:
    """Return whether every number of a folded text belongs to a frequency, a date, a window or an hour.

    `Setiap 3 bulan` and `3 bulan sekali` say how often, `tanggal 20-31` and `minggu ke-2` in which window,
    `3 hari sebelum acara` and `H-3` until when: none of them says how long the work takes.
    """
    rest, count = _known().subn(" ", folded)
    return count > 0 and not re.search(rf"\d|(?<!\w){NUMBER}\)? {UNIT}(?!\w)", rest, re.IGNORECASE)


@cache
def _known() -> re.Pattern[str]:
    month = "(?:" + "|".join(sorted(month_names(), key=len, reverse=True)) + r")\.?"
    dates = (
        rf"{_DATE} ?{_DAYS}(?: {month})?(?: [0-9]{{4}})?",
        rf"{_DAYS} {month}(?:,? [0-9]{{4}})?",
        rf"{month} {_DAY}(?:, ?[0-9]{{4}})?(?![0-9]| ?{UNIT}(?!\w))",
        rf"{month},? [0-9]{{4}}",
    )
    patterns = (*_FREQUENCIES, *dates, *_WINDOWS, *_CLOCKS, *_REFERENCES)
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)
