"""Regulations as offices cite them: `PP No. 53 Tahun 2010 tentang Disiplin PNS`, `PER/21/M.PAN/11/2008`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sopkit.rules.identity import kinds_of_regulations, word_rows

__all__ = ["Citation", "Repeal", "citation", "repeal_of", "repeals"]

_MOST_READ = 700
"""In characters: within them the kind, the number and the year of a regulation stand."""

_MAKERS = (
    r"presiden|menteri|gubernur|bupati|wali\s?kota|kepala|direktur|dirjen|sekretaris|rektor|bersama|ketua|"
    r"deputi|panglima|jaksa|kapolri"
)
_KIND = re.compile(
    r"(?P<bare>undang[\s-]*undang|uu|perp?pu|peraturan\s+pemerintah(?:\s+pengganti\s+undang[\s-]*undang)?|pp|"
    r"perpres|peraturan\s+presiden|kepp?res|keputusan\s+presiden|inpres|instruksi\s+presiden)(?!\w)|"
    r"(?:permen|perka|perban|perlem|kepmen|kepwal)[a-z]*|pmk|perda|perdasus|pergub|perbup|perwal[a-z]*|perwako|"
    r"perdirjen|perdes|qanun|kepgub|kepbup|kepdirjen|"
    rf"(?:peraturan|keputusan|instruksi)\s+(?:{_MAKERS})(?!\w)|"
    r"peraturan\s+(?:daerah|desa|badan|lembaga|lkpp|anri|bkn|bps|bpkp?|mahkamah|kepolisian|arsip|komisi|otoritas|"
    r"perundang[\s-]*undangan)(?!\w)|"
    r"surat\s+edaran|surat\s+keputusan|(?P<letters>se|sk)(?=\s+(?:no|\d|[a-z]{4}))|"
    r"(?:tap|ketetapan)\s+(?:mpr|majelis)(?!\w)|(?=(?:per|kep)[/-]\d)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:undang[\s-]*undang|uu)\s*(?:dasar|d(?!\w))|uud|kitab\s+undang", re.IGNORECASE)
_NUMBERING = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-z])\s?[.,)]+\s*|[•●▪·*–-]\s*)?")
_NUMBER_WORD = re.compile(r"(?<![a-z])(?:nomor|nomer|no)(?![a-z])[\s.:]*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[A-Z]{2,3}[. ]\s?(?=\d))?\w[\w.]*(?:(?:\s?/\s?|-)\w[\w.]*)*")
_FIRST_DIGIT = re.compile(r"(?<![\w./-])(?:[A-Z]{2,5}[-/.])?\d")
_PLACEHOLDER = re.compile(r"[xX_]{2,}|[nN]{3,}")
_YEAR_WORD = re.compile(r"(?<![a-z])(?:tahun|thn|th)(?![a-z])[\s.:]*(\d{4})(?!\d)", re.IGNORECASE)
_YEAR_ANYWHERE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_IN_NUMBER = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=$|/)")
_SUBJECT = re.compile(r"(?<![a-z])(?:tentang|tetang|tentng|ttg|mengenai|perihal|hal)(?![a-z])", re.IGNORECASE)
_NO_SUBJECT = frozenset({"jo", "juncto", "sebagaimana", "beserta", "lembaran", "tambahan", "dan", "serta"})
_OTHER_KINDS = frozenset({"daerah", "darurat", "pengganti"})
_ENOUGH_WORDS = 2
"""So many words behind the year say what a regulation is about, also without `tentang`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The regulation with which an item of the legal basis begins."""

    words: str
    """From its kind to its year, as far as they are given, as written."""
    kind: str
    """The kind and its maker as they compare, such as `peraturan menteri dalam negeri`."""
    number: str | None
    """As written, such as `181/PMK.06/2016`; None where there is none."""
    year: str | None
    has_subject: bool
    rest: str
    """What follows the number and the year."""


@dataclass(frozen=True, slots=True)
class Repeal:
    """A regulation that is no longer in force."""

    kind: str
    number: int
    year: str
    now: str
    """What is in force in its place, spelled in full; of a chain the last."""


def citation(item: str) -> Citation | None:
    """Return the regulation with which an item begins; None where it begins with none.

    The constitution and the codes of law, which have no number, are none.

    >>> found = citation("UU No. 25 Tahun 2009 tentang Pelayanan Publik")
    >>> found.words, found.number, found.year
    ('UU No. 25 Tahun 2009', '25', '2009')
    """
    text = item[:_MOST_READ]
    numbering = _NUMBERING.match(text)
    body = text[numbering.end() :] if numbering else text
    kind = _KIND.match(body)
    letters = kind["letters"] if kind else None
    if kind is None or _CODE.match(body) or (letters and not letters.isupper()):
        return None
    subject = _SUBJECT.search(body, kind.end())
    intro = body[: subject.start()] if subject else body
    maker_end, number, number_end = _number(intro, kind.end())
    year, year_end = _year(intro, body, number, number_end)
    end = max(number_end, year_end)
    between = _plain_kind(intro[kind.end() : maker_end])
    return Citation(
        words=body[:end].rstrip(" ,;.:"),
        kind=_plain_kind(intro[: kind.end() if kind["bare"] and _is_name(between) else maker_end]),
        number=number,
        year=year,
        has_subject=bool(subject or _is_subject(body[end:]) or (kind["bare"] and between)),
        rest=item[len(text) - len(body) + end :],
    )


def _number(intro: str, start: int) -> tuple[int, str | None, int]:
    """Return where the maker ends, the number, and where it ends."""
    word = _NUMBER_WORD.search(intro, start)
    year = _YEAR_WORD.search(intro, start)
    place = word.end() if word else None
    if word is None:
        digit = _FIRST_DIGIT.search(intro, start)
        place = digit.start() if digit and not (year and year.start() < digit.start()) else None
    if place is None:
        end = year.start() if year else len(intro)
        return end, None, start
    number = _NUMBER.match(intro, place)
    maker_end = word.start() if word else place
    is_given = number and any(each.isdigit() or each in "IVX" for each in number.group())
    if number is None or not is_given or _PLACEHOLDER.fullmatch(number.group()):
        return maker_end, None, place
    return maker_end, number.group().rstrip(".,"), number.end()


def _year(intro: str, body: str, number: str | None, start: int) -> tuple[str | None, int]:
    """Return the year and where it ends: behind the word, at the end of the number, or of a day."""
    word = _YEAR_WORD.search(intro, start)
    if word:
        return word[1], word.end()
    if number and (part := _YEAR_IN_NUMBER.search(number)) and number != part[1]:
        return part[1], start
    found = _YEAR_ANYWHERE.search(intro, start)
    if found:
        return found.group(), found.end()
    day = re.search(r"(?<![a-z])(?:tanggal|tgl)(?![a-z])[^\d]{0,4}\d{1,2}[^\d]{1,12}((?:19|20)\d\d)", body)
    return (day[1], start) if day else (None, start)


def _is_subject(rest: str) -> bool:
    if re.match(r"\s*[,:;–-]?\s*\(\s*\w{3}", rest):
        return True
    words = re.findall(r"\w+", rest)
    return len(words) >= _ENOUGH_WORDS and words[0].casefold() not in _NO_SUBJECT


def _is_name(words: str) -> bool:
    """Whether words behind a kind are a name, as in `UU Kesehatan No. 36`, and make no other kind of it."""
    return bool(words) and not _OTHER_KINDS & set(words.split())


def _plain_kind(words: str) -> str:
    """Return a kind and its maker to compare.

    >>> _plain_kind("Undang-Undang Republik Indonesia ")
    'undang undang'
    """
    plain = " ".join(["", *re.findall(r"\w+", words.casefold()), ""])
    for state in (" republik indonesia ", " r i ", " ri "):
        plain = plain.replace(state, " ")
    return plain.strip()


def repeal_of(cited: Citation) -> Repeal | None:
    """Return the repeal of a regulation; None where none is known, or where the item itself tells of it."""
    kind = kinds_of_regulations().get(cited.kind or _code_of_maker(cited.number or ""))
    core = _core(cited.number or "", cited.year or "")
    if kind is None or core is None or cited.year is None:
        return None
    repeal = repeals().get((kind, core, cited.year))
    if repeal is None or re.search(r"(?<!\w)(?:dicabut|diganti|digantikan)(?!\w)", cited.rest, re.IGNORECASE):
        return None
    return repeal


def _code_of_maker(number: str) -> str:
    """What kind a number such as `PER/21/M.PAN/11/2008` tells by itself; empty if none."""
    code = re.match(r"PER[/-]\d+/M\.?(PAN)", number, re.IGNORECASE)
    return "permen pan" if code else ""


def _core(number: str, year: str) -> int | None:
    """Return the running number in one such as `PER/21/M.PAN/11/2008`.

    >>> _core("181/PMK.06/2016", "2016")
    181
    """
    digits = [each for each in re.findall(r"\d+", number) if each != year]
    return int(digits[0][:9]) if digits else None


@cache
def repeals() -> dict[tuple[str, int, str], Repeal]:
    """Return all known repeals, by kind, number and year."""
    rows = {(row["kind"], int(row["number"]), row["year"]): row for row in word_rows("repeals")}
    by_words = {row["regulation"]: row for row in rows.values()}
    found = {}
    for key, row in rows.items():
        now = row["replaced_by"]
        while now in by_words:
            now = by_words[now]["replaced_by"]
        found[key] = Repeal(*key, now)
    return found
