"""A seeded mutator: plants one mistake at a time in a good SOP, and knows the lines where it must be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.source.keys import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["KINDS", "Planted", "plant"]

_LINE = re.compile(r"(?P<lead> *(?:- )*)(?P<key>[a-z_]+)(?P<colon>: +)(?P<value>\S.*)")
_HEAD = re.compile(r"(?P<lead> *(?:- )*)(?P<key>[a-z_]+):\s*$")
_PLAIN = re.compile(r"[A-Za-z][\w ,.()/-]*")
_WORDS = {word for keys in TABLE.values() for name, key in keys.items() for word in (name, key.indonesian)}
_DATES = {"created", "dibuat", "effective", "berlaku"}
_TEXTS = {"activity", "aktivitas", "title", "nama", "note", "keterangan"}
_STEP = {"activity", "aktivitas"}


@dataclass(frozen=True)
class Planted:
    """A mutated text and the lines, from 1, of which one must be named."""

    text: str
    lines: frozenset[int]
    loses_meaning: bool = True
    """False where the file means what it meant: then nothing may be told."""
    most_errors: int = 1


@dataclass
class _Page:
    """A file by its lines, and the dice that choose among them."""

    lines: list[str]
    dice: Random

    def entries(self, keys: set[str] | None = None, deeper: int = 0) -> list[tuple[int, re.Match[str]]]:
        """The lines that hold a key of the format and a value, at least so deep."""
        found = ((number, _LINE.fullmatch(line)) for number, line in enumerate(self.lines))
        return [
            (number, match)
            for number, match in found
            if match
            and len(match["lead"]) >= deeper
            and match["key"] in (keys or _WORDS)
            and not self.is_apart(number)
        ]

    def is_apart(self, number: int) -> bool:
        """Whether a line belongs to the actors or the columns, whose keys may be anybody's words."""
        head = next((line for line in reversed(self.lines[:number]) if line[:1].isalpha()), "")
        inside = self.lines[number][:1] == " "
        return inside and head.rstrip(":") in {"actors", "pelaksana", "form", "formulir"}

    def pick(self, keys: set[str] | None = None, deeper: int = 0) -> tuple[int, re.Match[str]] | None:
        """One of them."""
        found = self.entries(keys, deeper)
        return self.dice.choice(found) if found else None

    def with_line(self, number: int, *new: str, at: int = 0, most: int = 1) -> Planted:
        """The file with other lines in place of one; `at` counts from the first of them."""
        lines = [*self.lines[:number], *new, *self.lines[number + 1 :]]
        return Planted("\n".join(lines), frozenset({number + 1 + at}), most_errors=most)


KINDS: dict[str, Callable[[_Page], Planted | None]] = {}


def _kind(make: Callable[[_Page], Planted | None]) -> Callable[[_Page], Planted | None]:
    KINDS[make.__name__.replace("_", " ").strip()] = make
    return make


def plant(text: str, kind: str, dice: Random) -> Planted | None:
    """Plant one mistake of a kind; None where the file has no place for it."""
    return KINDS[kind](_Page(text.split("\n"), dice))


@_kind
def misspelled_key(page: _Page) -> Planted | None:
    """A letter of a key is left out."""
    picked = page.pick({word for word in _WORDS if len(word) > 5})
    if picked is None:
        return None
    number, match = picked
    drop = page.dice.randrange(1, len(match["key"]))
    word = match["key"][:drop] + match["key"][drop + 1 :]
    if word in _WORDS:
        return None
    return page.with_line(number, f"{match['lead']}{word}{match['colon']}{match['value']}")


@_kind
def swapped_letters_in_a_key(page: _Page) -> Planted | None:
    """Two letters of a key change places."""
    picked = page.pick({word for word in _WORDS if len(word) > 4})
    if picked is None:
        return None
    number, match = picked
    at = page.dice.randrange(1, len(match["key"]) - 1)
    key = match["key"]
    word = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    if word in _WORDS:
        return None
    return page.with_line(number, f"{match['lead']}{word}{match['colon']}{match['value']}")


@_kind
def repeated_key(page: _Page) -> Planted | None:
    """A line is there twice."""
    picked = page.pick()
    if picked is None:
        return None
    number, match = picked
    again = " " * len(match["lead"]) + page.lines[number][len(match["lead"]) :]
    return page.with_line(number, page.lines[number], again, at=1)


@_kind
def required_key_left_out(page: _Page) -> Planted | None:
    """A line that must be there is missing: it is told where the SOP begins."""
    keys = {"number", "nomor", "title", "nama", "created", "dibuat", "effective", "berlaku"}
    found = [(number, match) for number, match in page.entries(keys) if not match["lead"]]
    if not found:
        return None
    number, _ = page.dice.choice(found)
    first = next(place for place, line in enumerate(page.lines) if line and line[0] not in "# -")
    lines = [*page.lines[:number], *page.lines[number + 1 :]]
    return Planted("\n".join(lines), frozenset({first + 1}))


@_kind
def activity_left_out(page: _Page) -> Planted | None:
    """A step without its activity is told at the step."""
    picked = page.pick(_STEP, 4)
    if picked is None or "-" in picked[1]["lead"]:
        return None
    number, _ = picked
    head = next(place for place in range(number, -1, -1) if page.lines[place].startswith("  - "))
    lines = [*page.lines[:number], *page.lines[number + 1 :]]
    return Planted("\n".join(lines), frozenset({head + 1}))


@_kind
def key_in_capitals(page: _Page) -> Planted | None:
    """A key begins with a capital."""
    picked = page.pick()
    if picked is None:
        return None
    number, match = picked
    return page.with_line(
        number, f"{match['lead']}{match['key'].capitalize()}{match['colon']}{match['value']}"
    )


@_kind
def key_unknown_to_the_format(page: _Page) -> Planted | None:
    """A key of one's own stands in a step."""
    picked = page.pick(_STEP, 4)
    if picked is None:
        return None
    number, match = picked
    own = " " * len(match["lead"]) + "prioritas: tinggi"
    return page.with_line(number, page.lines[number], own, at=1)


@_kind
def colon_left_out(page: _Page) -> Planted | None:
    """The colon behind a key is missing."""
    picked = page.pick(deeper=4)
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']} {match['value']}")


@_kind
def space_left_out(page: _Page) -> Planted | None:
    """The space behind the colon is missing."""
    picked = page.pick()
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}:{match['value']}")


@_kind
def semicolon_for_a_colon(page: _Page) -> Planted | None:
    """A semicolon stands where the colon should be."""
    picked = page.pick(deeper=2)
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}; {match['value']}")


@_kind
def activity_emptied(page: _Page) -> Planted | None:
    """A required value is missing behind its key."""
    picked = page.pick(_STEP, 4)
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}:")


@_kind
def misspelled_target(page: _Page) -> Planted | None:
    """A way leads to no step."""
    picked = page.pick({"to", "ke"}, 4)
    if picked is None or picked[1]["value"] in {"end", "selesai"}:
        return None
    number, match = picked
    target, _, rest = match["value"].partition(" ")
    return page.with_line(number, f"{match['lead']}{match['key']}{match['colon']}{target}zz {rest}".rstrip())


@_kind
def misspelled_actor(page: _Page) -> Planted | None:
    """A step names an actor who is none."""
    picked = page.pick({"actor", "pelaksana"}, 4)
    if picked is None or not re.fullmatch(r"[a-z][\w-]*", picked[1]["value"]):
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}{match['colon']}{match['value']}qx")


@_kind
def return_to_a_later_step(page: _Page) -> Planted | None:
    """A return leads ahead."""
    heads = [
        number
        for number, line in enumerate(page.lines)
        if (match := _HEAD.fullmatch(line)) and match["key"] in {"returns", "kembali"}
    ]
    ids = [match["value"] for _, match in page.entries({"id"}, 4) if "-" in match["lead"]]
    if not heads or not ids:
        return None
    head = page.dice.choice(heads)
    number = next(
        place for place in range(head + 1, len(page.lines)) if re.search(r"\b(to|ke): ", page.lines[place])
    )
    last = ids[-1]
    own = [match["value"] for place, match in page.entries({"id"}, 4) if place < head][-1]
    if own == last:
        return None
    return page.with_line(number, re.sub(r"((?:to|ke): )\S+", rf"\g<1>{last}", page.lines[number]))


@_kind
def next_leads_back(page: _Page) -> Planted | None:
    """The ordinary way on leads to an earlier step."""
    ids = [(number, match) for number, match in page.entries({"id"}, 4) if "- " in match["lead"]]
    if len(ids) < 3:
        return None
    place = page.dice.randrange(1, len(ids))
    number, _ = ids[place]
    end = ids[place + 1][0] if place + 1 < len(ids) else len(page.lines)
    if any(
        re.match(r" {4}(next|lanjut|returns|kembali|branches|cabang):", line)
        for line in page.lines[number:end]
    ):
        return None
    indonesian = any(line.startswith("kegiatan:") for line in page.lines)
    way = f"    {'lanjut' if indonesian else 'next'}: {ids[place - 1][1]['value']}"
    return page.with_line(number, page.lines[number], way, at=1)


@_kind
def step_id_twice(page: _Page) -> Planted | None:
    """Two steps have one id; the ways to the lost id lead nowhere too."""
    ids = [(number, match) for number, match in page.entries({"id"}, 2) if "- " in match["lead"]]
    if len(ids) < 3:
        return None
    place = page.dice.randrange(1, len(ids))
    number, match = ids[place]
    lost = match["value"]
    if any(re.search(rf"\b(to|ke|next|lanjut): {re.escape(lost)}$", line) for line in page.lines):
        return None
    return page.with_line(number, f"{match['lead']}id: {ids[place - 1][1]['value']}")


@_kind
def list_for_a_text(page: _Page) -> Planted | None:
    """A list stands where one text belongs."""
    picked = page.pick(_TEXTS)
    if picked is None or not _PLAIN.fullmatch(picked[1]["value"]):
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}: [satu, dua]")


@_kind
def keys_for_a_text(page: _Page) -> Planted | None:
    """Keys stand where one text belongs."""
    picked = page.pick(_TEXTS)
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}: {{a: b}}")


@_kind
def impossible_date(page: _Page) -> Planted | None:
    """A date is none."""
    picked = page.pick(_DATES)
    if picked is None or picked[1]["lead"]:
        return None
    number, match = picked
    value = page.dice.choice(["31 Februari 2026", "2026-13-01", "Januari 2026", "segera", "12/31/26"])
    return page.with_line(number, f"{match['key']}: {value}")


@_kind
def limit_in_words(page: _Page) -> Planted | None:
    """A limit is no number."""
    picked = page.pick({"limit", "maksimal"})
    if picked is None:
        return None
    number, match = picked
    value = page.dice.choice(["tiga", "0", "-1", "1.5", "banyak"])
    return page.with_line(number, f"{match['lead']}{match['key']}: {value}")


@_kind
def chance_beyond_one(page: _Page) -> Planted | None:
    """A chance is none."""
    picked = page.pick({"chance", "peluang"})
    if picked is None:
        return None
    number, match = picked
    value = page.dice.choice(["1.5", "120%", "-0.1", "sering", "20 persen lebih"])
    return page.with_line(number, f"{match['lead']}{match['key']}: {value}")


@_kind
def status_unknown(page: _Page) -> Planted | None:
    """A word of a list of words is none of them."""
    picked = page.pick({"status"})
    if picked is None:
        return None
    number, _ = picked
    return page.with_line(number, "status: terbit")


@_kind
def one_space_too_many(page: _Page) -> Planted | None:
    """A key within a step is one space deeper than the others."""
    picked = page.pick(deeper=4)
    if picked is None or "-" in picked[1]["lead"] or "-" in page.lines[picked[0] - 1][:8]:
        return None
    if _HEAD.fullmatch(page.lines[picked[0] - 1]):
        return None
    number, _ = picked
    return page.with_line(number, " " + page.lines[number])


@_kind
def one_space_too_few(page: _Page) -> Planted | None:
    """A key within a step is one space shallower than the others."""
    picked = page.pick(deeper=4)
    if picked is None or "-" in picked[1]["lead"] or _HEAD.fullmatch(page.lines[picked[0] - 1]):
        return None
    number, _ = picked
    return page.with_line(number, page.lines[number][1:])


@_kind
def tab_for_spaces(page: _Page) -> Planted | None:
    """A line is indented with a tab."""
    picked = page.pick(deeper=4)
    if picked is None or "-" in picked[1]["lead"]:
        return None
    number, _ = picked
    return page.with_line(number, "\t" + page.lines[number].lstrip(" "))


@_kind
def dash_without_space(page: _Page) -> Planted | None:
    """The space behind a dash is missing."""
    picked = page.pick(deeper=4)
    if picked is None or "- " not in picked[1]["lead"]:
        return None
    number, _ = picked
    return page.with_line(number, page.lines[number].replace("- ", "-", 1))


@_kind
def bare_dash(page: _Page) -> Planted | None:
    """A dash stands for nothing, as on the printed form."""
    picked = page.pick({"time", "waktu", "note", "keterangan", "revised", "direvisi"})
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}: -")


@_kind
def colon_within_a_text(page: _Page) -> Planted | None:
    """A text holds a colon and a space."""
    picked = page.pick(_TEXTS)
    if picked is None or not _PLAIN.fullmatch(picked[1]["value"]):
        return None
    number, _ = picked
    return page.with_line(number, page.lines[number] + ": segera")


@_kind
def comment_within_a_text(page: _Page) -> Planted | None:
    """The end of a text would be taken for a comment."""
    picked = page.pick(_TEXTS)
    if picked is None or not _PLAIN.fullmatch(picked[1]["value"]):
        return None
    number, _ = picked
    return page.with_line(number, page.lines[number] + " #3 segera", most=0)


@_kind
def quote_left_open(page: _Page) -> Planted | None:
    """A quotation mark is opened and not closed."""
    picked = page.pick(_TEXTS)
    if picked is None or not _PLAIN.fullmatch(picked[1]["value"]):
        return None
    number, match = picked
    return page.with_line(number, f'{match["lead"]}{match["key"]}: "{match["value"]}')


@_kind
def leading_sign(page: _Page) -> Planted | None:
    """A text begins with a sign that YAML keeps for itself."""
    picked = page.pick(_TEXTS)
    if picked is None or not _PLAIN.fullmatch(picked[1]["value"]):
        return None
    number, match = picked
    sign = page.dice.choice("@*&!%`")
    return page.with_line(number, f"{match['lead']}{match['key']}: {sign}{match['value']}")


@_kind
def hard_space_behind_the_colon(page: _Page) -> Planted | None:
    """A space that does not break stands behind a colon."""
    picked = page.pick()
    if picked is None:
        return None
    number, match = picked
    return page.with_line(number, f"{match['lead']}{match['key']}:\N{NO-BREAK SPACE}{match['value']}")


@_kind
def control_character(page: _Page) -> Planted | None:
    """A character that is not seen stands in a text."""
    picked = page.pick(_TEXTS)
    if picked is None:
        return None
    number, _ = picked
    return page.with_line(number, page.lines[number] + "\x0b")


@_kind
def key_of_the_step_in_a_branch(page: _Page) -> Planted | None:
    """The time of a step stands in one of its branches."""
    picked = page.pick({"to", "ke"}, 6)
    if picked is None:
        return None
    number, match = picked
    indonesian = match["key"] == "ke"
    way = " " * len(match["lead"]) + ("waktu: 5 menit" if indonesian else "time: 5 menit")
    return page.with_line(number, page.lines[number], way, at=1)


@_kind
def two_lines_change_places(page: _Page) -> Planted | None:
    """The order of keys means nothing."""
    found = [
        number
        for number, match in page.entries(None, 4)
        if "-" not in match["lead"]
        and (after := _LINE.fullmatch(page.lines[number + 1]))
        and after["lead"] == match["lead"]
    ]
    if not found:
        return None
    number = page.dice.choice(found)
    lines = list(page.lines)
    lines[number], lines[number + 1] = lines[number + 1], lines[number]
    return Planted("\n".join(lines), frozenset(), loses_meaning=False)


@_kind
def steps_change_places(page: _Page) -> Planted | None:
    """A step that sends back to the one before it stands before that one."""
    heads = [number for number, line in enumerate(page.lines) if line.startswith("  - id: ")]
    pairs = []
    for first, second, end in zip(heads, heads[1:], [*heads[2:], len(page.lines)], strict=False):
        own = page.lines[first].removeprefix("  - id: ").strip()
        back = [
            number
            for number in range(second, end)
            if re.fullmatch(rf" +(?:- )?(?:to|ke): {re.escape(own)}", page.lines[number])
        ]
        if back:
            pairs.append((first, second, end, back))
    if not pairs:
        return None
    first, second, end, back = page.dice.choice(pairs)
    moved = [*page.lines[second:end]]
    if moved and moved[-1].strip():
        moved.append("")
    lines = [*page.lines[:first], *moved, *page.lines[first:second], *page.lines[end:]]
    return Planted("\n".join(lines), frozenset(first + 1 + number - second for number in back), most_errors=9)
