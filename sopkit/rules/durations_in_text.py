"""Finds in running text how long the work of its step may take; every other time is passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sopkit.model import TimeKind
from sopkit.model.dates import month_names
from sopkit.model.time_parser import parse_time
from sopkit.model.time_tokens import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.model import TimeStandard

__all__ = ["DurationInText", "amounts_in", "durations_in"]

_LONGEST = 1000
"""Characters; nobody reads so long a cell, and no time is looked for in it."""


@dataclass(frozen=True, slots=True)
class DurationInText:
    """A duration with the words that say so, as written."""

    words: str
    time: TimeStandard
    is_bound: bool
    """Whether the work only has to be done within it."""
    has_event: bool
    """Whether it runs from an event that is named, as in `3 hari kerja setelah rapat`."""
    is_bare: bool
    """Whether no words before it say that the work takes it, but the kind of its days, or brackets."""


_DEADLINE = (
    r"paling (?:lambat|lama|cepat|singkat)(?:nya)?|(?:se)?lambat(?:[ -]lambat)?nya|selama-lamanya"
    r"|(?:maksimal|maximal|maksimum)|(?:maks|max)\.?|tidak (?:lebih dari|melebihi)|kurang dari|at most"
    r"|(?:no|not) (?:more|later) than|within"
)
_AT_LEAST = r"minimal|minimum|sekurang-kurangnya|at least"
"""Mostly told of ages and years of service, and of this work only with `hari kerja` or `hari kalender`."""
_BOUND = rf"{_DEADLINE}|{_AT_LEAST}"
_WITHIN = r"(?:dalam )?(?:batas waktu|jangka waktu|tempo|waktu)|dalam|tenggat(?: waktu)?"
_LASTING = (
    r"selama|sla|durasi|lamanya|(?:membutuhkan|memerlukan|memakan|butuh|perlu) waktu|estimasi(?: waktu)?"
    r"|takes"
    r"|waktu (?:pengerjaan|penyelesaian|pelaksanaan|pelayanan|proses|pemrosesan)"
    r"|(?:proses|diproses|dikerjakan|diselesaikan|penyelesaian)(?: (?!\d)[^\W\d_]+){0,3}?"
)
_FILLERS = r"(?: ?(?:dalam|waktu|jangka waktu|selama|adalah|yaitu|sekitar|kurang lebih|±|:))*"

_TO = r" ?(?:-|–|—|s\. ?d\.?|s/d|sampai(?: dengan)?|hingga|to) ?"
_NUMBER = rf"{NUMBER}(?: ?\({NUMBER}\))?"
_KIND = r"hari (?:kerja|kalender|efektif)|(?:working|business|calendar) days?"
_UNIT = rf"(?:{_KIND}|x ?24 jam|hari|jam|menit|minggu|pekan|bulan|days?|hours?|minutes?|weeks?|months?)"
_FURTHER = rf"(?:(?:,| \+| dan)? {_NUMBER} {_UNIT})*"
_AMOUNT = rf"(?:{_NUMBER}{_TO})?{_NUMBER} ?{_UNIT}{_FURTHER}"
_AMOUNT_OF_DAYS = rf"(?:{_NUMBER}{_TO})?{_NUMBER} ?(?:{_KIND}){_FURTHER}"

_CONDITION = r"(?:yang )?(?:tidak|belum)|apabila|jika|bila|bilamana|kalau|dalam hal|if|when"
_ELSEWHERE_BEFORE = (
    r"setiap|tiap|tiap-tiap|per|masing-masing|usia|umur|berusia|berumur|masa|cuti|retensi"
    r"|istirahat|respons?|(?:di|me|pe)?n?(?:s|y)impan(?:an)?"
    r"|berlaku\w*|kada?lu\w*|kedalu\w*|\w*pinjam\w*|\w*perpanjang\w*|pengalaman|bekerja|tinggal|periode"
    r"|kurun|pidana|penjara|hukuman|sanksi|skorsing|denda|penahanan|ditahan|menahan|tidak (?:masuk|hadir)"
    r"|absen|mangkir|\w*terlambat\w*|kesempatan|(?:mem|di)?beri(?:kan)? waktu|waktu tunggu|antri\w*|antre\w*"
    r"|jatuh tempo|kali|lembur|jeda|selang|interval|sebelum|menjelang|\w*lewat\w*|melampaui|melebihi"
    r"|lebih dari|every|each|valid|age"
)
"""Words of the same clause by which a time is how often, how old, or whose."""
_ELSEWHERE_LASTING = (
    r"izin|ijin|visa|papan|\w*umum\w*|\w*tempel\w*|\w*pasang\w*|tayang\w*|kontrak|\w*sewa\w*|garansi|jaminan|pemeliharaan|magang|pkl|prakti?ek|praktik|pelatihan"
    r"|diklat|bimtek|workshop|kursus|kuliah|perjalanan|\w*nugas\w*|kegiatan|acara|data|laporan"
    r"|kinerja|realisasi|rekap\w*|\w*tugas\w*"
)
"""Words after which `selama` tells how long that thing lasts, not the work."""
_ELSEWHERE_AFTER = (
    r"terakhir|sekali|berturut|ke ?depan|mendatang|lagi|lalu|yang lalu|berikut\w*|berjalan|pertama|masa|ke-?"
    r"|pelajaran|pelatihan|sehari|seminggu|sebulan|per|se?tiap|jika|untuk|bagi|kali|lembur|keterlambatan|ago|kemudian|setelahnya"
    r"|sesudahnya"
    r"|a day|cuti|hari|dalam (?:sehari|seminggu|sebulan|setahun|satu|1)"
)
_ELSEWHERE_LATER = rf"sebelum\w*|menjelang|before|prior to|{_CONDITION}"
_EVENT = (
    r"sejak|semenjak|setelah|sesudah|terhitung|dihitung|pasca|(?:dari|mulai) (?:tanggal|tgl|terbit\w*"
    r"|diterima\w*)|after|since|following|upon|from"
)
_NUMBERED = r"(?:tanggal|tgl\.?|pukul|jam|no\.?|nomor|minggu|bulan|tahun)$|[+]$"
"""Words that make the number behind them a date, an hour or a name."""
_SENTENCE_END = re.compile(r"[;!?]|\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[;:!?()]|,(?!\d)|\.(?=\s|$)")


def durations_in(text: str) -> Iterator[DurationInText]:
    """Yield each time of which the words around say that it is a duration of this work.

    How often, how old, in which period, before which event and under which condition is no such duration.
    """
    line = " ".join(text.split())
    if len(line) > _LONGEST or not any(character.isalpha() for character in line):
        return
    for match in _pattern().finditer(line):
        sentence = _SENTENCE_END.split(line[: match.start()])[-1]
        before = _CLAUSE_END.split(sentence)[-1]
        after = _CLAUSE_END.split(line[match.end() :])[0]
        if _has(_CONDITION, sentence) or _is_elsewhere(match, before, after):
            continue
        time = parse_time(_readable(match))
        if time.spans and time.per is None and time.contradiction is None:
            is_within = match["within"] is not None or time.kind is TimeKind.AT_MOST
            has_event = _has(_EVENT, before) or _has(_EVENT, after)
            yield DurationInText(match.group(), time, is_within, has_event, match["lead"] is None)


def amounts_in(text: str) -> Iterator[TimeStandard]:
    """Yield every time that a text names, whatever it is the time of."""
    for match in _bare_pattern().finditer(" ".join(text.split())[:_LONGEST]):
        time = parse_time(match.group())
        if time.spans:
            yield time


def _is_elsewhere(match: re.Match[str], before: str, after: str) -> bool:
    """Whether the words around make it another time than that of the work."""
    return (
        _has(_ELSEWHERE_BEFORE, before)
        or _has(_ELSEWHERE_LATER, after)
        or re.match(rf" (?:{'|'.join(month_names())})(?!\w)", after, re.IGNORECASE) is not None
        or re.match(rf" ?[/=]|[ -](?:{_ELSEWHERE_AFTER})(?!\w)", after, re.IGNORECASE) is not None
        or _has(_NUMBERED, before.rstrip())
        or _lasts_otherwise(match, before)
    )


def _lasts_otherwise(match: re.Match[str], before: str) -> bool:
    """Whether its own words, together with those before, tell how long something else than the work lasts."""
    words, amount = match.group(), match["amount"] or ""
    in_months = _has(r"bulan|months?", amount)
    if in_months and not _has(rf"\w*lambat\w*|\w*proses|waktu|{_LASTING}", words):
        return True
    if _has("selama", words) and (in_months or _has(_ELSEWHERE_LASTING, before)):
        return True
    if (match["within"] or "").casefold() == "dalam":
        return _has(r"bulan|months?|minggu|pekan|weeks?|(?:satu|1) hari(?! k)", amount)
    if _has(_AT_LEAST, match["bound"] or ""):
        return not _has(_KIND, amount)
    return False


def _readable(match: re.Match[str]) -> str:
    """Return the words that the parser of the time column knows: the bound, and the time itself."""
    bound = match["bound"] or ""
    return f"{bound} {match['amount'] or match['days'] or match['inside']}".strip()


def _has(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) is not None


@cache
def _pattern() -> re.Pattern[str]:
    bound = rf"(?:(?:{_WITHIN}|{_LASTING}) )?(?P<bound>{_BOUND})"
    lead = (
        rf"(?P<lead>{bound}|(?P<lasting>{_LASTING}|±)|(?P<within>{_WITHIN})){_FILLERS} ?(?P<amount>{_AMOUNT})"
    )
    days = rf"(?P<days>{_AMOUNT_OF_DAYS})"
    bracket = rf"\((?P<inside>{_AMOUNT})(?=\))"
    return re.compile(rf"(?<![\w/.,+-])(?:{lead}|{days}|{bracket})(?!\w)", re.IGNORECASE)


@cache
def _bare_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.,+-])(?:{_AMOUNT})(?!\w)", re.IGNORECASE)
