"""The words and signs of a time standard: one text in, a row of tokens out.

The tables below are what is read, in Indonesian and English; a word in none of them is `Sign.WORD`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from fractions import Fraction

from sopkit.model.time_numbers import NUMBER_WORDS, decimal, words_value
from sopkit.model.time_standard import Unit

__all__ = ["NUMBER", "UNIT", "WORDS", "Sign", "Token", "fold", "tokens"]


class Sign(StrEnum):
    """What a token stands for."""

    NUMBER = auto()
    UNCLEAR = auto()
    """A number with two readings, as `1.500` or `dua tiga`."""
    UNIT = auto()
    AT_MOST = auto()
    AT_LEAST = auto()
    ABOUT = auto()
    RANGE = auto()
    BETWEEN = auto()
    PER = auto()
    TIMES = auto()
    ANCHOR = auto()
    FROM = auto()
    FILLER = auto()
    AND = auto()
    OR = auto()
    DASH = auto()
    PLUS = auto()
    SLASH = auto()
    OVER = auto()
    OPEN = auto()
    CLOSE = auto()
    COMMA = auto()
    EQUALS = auto()
    COLON = auto()
    WORD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; a number has its value, a unit its meaning and how many of it one is."""

    sign: Sign
    text: str
    start: int
    number: Fraction = Fraction(0)
    unit: Unit = Unit.MINUTE
    scale: Fraction = Fraction(1)

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


_UNITS: tuple[tuple[str, Unit, Fraction], ...] = (
    (r"hari (?:kerja(?: efektif)?|efektif(?: kerja)?)|(?:working|business|work|effective)[ -]days?|workdays?",
     Unit.WORKING_DAY, Fraction(1)),
    (r"hari (?:kalender|takwim)|calendar[ -]days?", Unit.CALENDAR_DAY, Fraction(1)),
    (r"jam kalender|calendar[ -]hours?", Unit.CALENDAR_HOUR, Fraction(1)),
    (r"hari|days?", Unit.DAY, Fraction(1)),
    (r"jam(?: kerja)?|(?:working |business )?hours?|hrs\.?", Unit.HOUR, Fraction(1)),
    (r"menit(?: kerja)?|mnt\.?|minutes?|mins?\.?", Unit.MINUTE, Fraction(1)),
    (r"detik|dtk\.?|seconds?|secs?\.?", Unit.MINUTE, Fraction(1, 60)),
    (r"minggu|pekan|mgg\.?|weeks?", Unit.WEEK, Fraction(1)),
    (r"bulan|bln\.?|months?", Unit.MONTH, Fraction(1)),
    (r"triwulan|kuartal|quarters?", Unit.MONTH, Fraction(3)),
    (r"caturwulan", Unit.MONTH, Fraction(4)),
    (r"semesters?", Unit.SEMESTER, Fraction(1)),
    (r"tahun|thn\.?|years?|yrs?\.?", Unit.YEAR, Fraction(1)),
)  # fmt: skip

UNIT = "(?:" + "|".join(pattern for pattern, _, _ in _UNITS) + ")"
"""A pattern of every unit; the longer words stand before the shorter ones that they begin with."""

_WORDS = "|".join(NUMBER_WORDS)
_GLUE = (
    r"(?<=ty)-|(?<=one)-(?=half)|(?<=hundred) and |(?<=thousand) and | and a (?=half)"
    r"| |(?=belas|puluh|ratus|ribu)|(?<=puluh)|(?<=ratus)"
)
"""What stands between the words of a number: a space or, in `empatbelas`, nothing."""
_NUMBER_WORDS = (
    rf"(?:a (?=hundred|thousand))?(?:{_WORDS})"
    rf"(?:(?>{_GLUE})(?:{_WORDS}))*"
    r"(?:(?<=half) an?)?"
)
NUMBER = rf"(?>[0-9]+(?:[.,][0-9]+)*|{_NUMBER_WORDS})"
"""A pattern of a whole number in digits or words; it is never tried with a part of it."""

_ARTICLE = (
    r"an?(?= (?:(?:working|business|calendar) )?(?:minute|hour|day|week|month|semester|year)(?![^\W\d_]))"
)

_OF_WORK = "penyelesaian|pelayanan|proses|pengerjaan|pelaksanaan|pemrosesan|yang (?:dibutuhkan|diperlukan)"
"""What a time is said to be of, `jangka waktu penyelesaian`, and adds nothing to it."""

_PHRASES: tuple[tuple[Sign, str], ...] = (
    (Sign.AT_MOST,
     r"paling (?:lambat|lama|banyak|telat)(?:nya)?|(?:se)?lambat(?: ?-? ?lambat)?nya|selama-lamanya"
     r"|batas(?: waktu)?(?! (?:minim|paling (?:cepat|sedikit|singkat|kurang)))|di ?bawah"
     r"|maksimal|maximal|(?:an? )?maximum of|maksimum|maximum|maks\.?|max\.?"
     r"|(?:tidak|tdk) (?:lebih(?: dari)?|melebihi)|kurang dari|atau kurang|at most|up to|not exceeding"
     r"|(?:no|not) (?:more|later) than|less than|or less|within|at the latest"),
    (Sign.AT_LEAST,
     r"paling (?:cepat|sedikit|singkat|kurang)|sekurang ?- ?kurangnya|setidak-tidaknya|setidaknya|di ?atas"
     r"|sedikitnya|sedikit-dikitnya|minimal|(?:an? )?minimum of|minimum|min\.?(?= ?[0-9:])"
     r"|(?:tidak|tdk) kurang dari|lebih dari|atau lebih|at least|(?:no|not) less than|more than|or more"),
    (Sign.ABOUT,
     r"kurang ?lebih|lebih ?kurang|kurleb|plus ?-? ?minus|sekitar|kira ?-? ?kira"
     r"|(?:(?:di)?per|di)?kira(?:kan|an)|estimasi|rata-rata|about|approximately|approx\.?|around|roughly|circa|ca\."),
    (Sign.RANGE, r"sampai(?: (?:dengan|dgn|dg))?|hingga|s\. ?d\.?|s ?/ ?d\.?|sd\.?|s d|to|until|till"),
    (Sign.BETWEEN, r"antara|between"),
    (Sign.PER,
     r"per|(?:(?:untuk|utk) )?(?:tiap-tiap|setiap|tiap)|(?:untuk|utk)(?= (?:1|satu) )"
     r"|(?:for )?(?:each|every)"),
    (Sign.TIMES, r"x|kali|times"),
    (Sign.ANCHOR,
     r"sejak|semenjak|setelah|stlh\.?|sesudah|pasca|mulai|terhitung|dihitung|after|since|following"),
    (Sign.FROM, r"dari|from"),
    (Sign.FILLER,
     rf"(?:total |jumlah )?(?:jangka waktu|waktu|lama(?:nya)?)(?: (?:{_OF_WORK}))*|total|tunggu"
     r"|antrian|antrean|selama|dalam|durasi|time|duration|takes|for|in"),
    (Sign.AND, r"dan|and"),
    (Sign.OR, r"atau|or"),
)  # fmt: skip

_SIGNS = {
    "±": Sign.ABOUT, "+/-": Sign.ABOUT, "+-": Sign.ABOUT, "-/+": Sign.ABOUT, "-+": Sign.ABOUT,
    "+ / -": Sign.ABOUT, "+ -": Sign.ABOUT, "~": Sign.ABOUT, "≈": Sign.ABOUT,
    "≤": Sign.AT_MOST, "<=": Sign.AT_MOST, "=<": Sign.AT_MOST, "<": Sign.AT_MOST,
    "≥": Sign.AT_LEAST, ">=": Sign.AT_LEAST, "=>": Sign.AT_LEAST, ">": Sign.AT_LEAST,
    "...": Sign.RANGE,
    "-": Sign.DASH, "+": Sign.PLUS, "/": Sign.SLASH, "\N{FRACTION SLASH}": Sign.OVER,
    "(": Sign.OPEN, "[": Sign.OPEN, ")": Sign.CLOSE, "]": Sign.CLOSE,
    ",": Sign.COMMA, "=": Sign.EQUALS, ":": Sign.COLON, "×": Sign.TIMES, "&": Sign.AND,
}  # fmt: skip

WORDS = (
    "menit", "jam", "hari", "minggu", "bulan", "semester", "tahun", "kerja", "kalender", "efektif",
    "paling", "lambat", "lama", "cepat", "maksimal", "minimal", "sampai", "dengan", "hingga",
    "sekitar", "kurang", "lebih", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh",
    "delapan", "sembilan", "sepuluh", "setengah", "minute", "minutes", "hour", "hours", "day",
    "days", "week", "weeks", "month", "months", "year", "years", "working", "calendar",
    "three", "seven", "eight", "eleven", "twelve",
)  # fmt: skip
"""The words against which a misspelled one is held."""

_BULLETS = "\u2022\u25cf\u25aa\u25a0\u25e6\u2023\u2713\u2714\uf0b7\uf0a7\uf0fc"
"""Bullets and ticks, the last three as Word's symbol fonts have them."""

_CHARACTERS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
    | {
        "\u2215": "/",
        "\uff0b": "+",
        "\u2715": "×",
        "\u2716": "×",
        "\u2a7d": "≤",
        "\u2a7e": "≥",
        "\u223c": "~",
    }
    | {"’": "'", "‘": "'", "′": "'", "″": '"', "…": "..."}
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys(_BULLETS, "*")
    | {"½": " 1⁄2 ", "⅓": " 1⁄3 ", "⅔": " 2⁄3 ", "¼": " 1⁄4 ", "¾": " 3⁄4 ", "⅛": " 1⁄8 "}
)

_STRAY = " .,;:!?*\"'`_|·"
_LEADING = re.compile(r"^(?:[ ;:!?*\"'`_|·]|[.,](?![0-9]))+")
_MINUTE_MARK = re.compile(r"[0-9] ?'$")
"""What may stand astray before a time; a comma before a digit may be what is left of a decimal."""

_LETTER = r"[^\W\d_]"
_SE_UNIT = re.compile(
    rf"(?<!{_LETTER})se(?=(?:menit|jam|hari|minggu|pekan|bulan|tahun)(?!-|{_LETTER}))", re.IGNORECASE
)
"""The `se-` of `sehari` and `sebulan`."""


def _word(pattern: str) -> str:
    return rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})"


_SCANNER = re.compile(
    "|".join(
        [
            r"(?P<digits>[0-9]+(?:[.,][0-9]+)*)",
            *(f"(?P<{sign.value}>{_word(pattern)})" for sign, pattern in _PHRASES),
            *(f"(?P<unit_{index}>{_word(pattern)})" for index, (pattern, _, _) in enumerate(_UNITS)),
            rf"(?P<number_words>{_word(_NUMBER_WORDS)})",
            rf"(?P<one>(?<!{_LETTER}){_ARTICLE})",
            "(?P<symbol>" + "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)) + ")",
            rf"(?P<word>{_LETTER}+(?:['-]{_LETTER}+)*)",
            r"(?P<other>\S)",
        ]
    ),
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """Return a text with one sort of dash and space, `satu hari` for `sehari`, no stray ends."""
    folded = " ".join(text.translate(_CHARACTERS).split())
    bare = _LEADING.sub("", folded)
    stripped = bare.rstrip(_STRAY if "(" in folded else _STRAY + ")")
    if bare == folded and _MINUTE_MARK.search(folded):
        stripped = folded  # The `'` of `15'` is no stray one, except after a `'` before the text.
    return _SE_UNIT.sub("satu ", stripped)


def tokens(folded: str) -> tuple[Token, ...]:
    """Return the tokens of a folded text, in its order."""
    return tuple(_token(match) for match in _SCANNER.finditer(folded))


def _token(match: re.Match[str]) -> Token:
    name, text, start = str(match.lastgroup), match.group(), match.start()
    if name == "digits":
        return _number(text, start, decimal(text))
    if name == "number_words":
        return _number(text, start, words_value(text))
    if name == "one":
        return _number(text, start, Fraction(1))
    if name == "symbol":
        return Token(_SIGNS[text], text, start)
    if name.startswith("unit_"):
        _, unit, scale = _UNITS[int(name.removeprefix("unit_"))]
        return Token(Sign.UNIT, text, start, unit=unit, scale=scale)
    return Token(Sign(name), text, start)


def _number(text: str, start: int, value: Fraction | None) -> Token:
    return Token(Sign.UNCLEAR, text, start) if value is None else Token(Sign.NUMBER, text, start, value)
