"""From where a parser gave up to what is wrong there: the traps of day one, each with its repair."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.source.lines import (
    HARD_SPACES,
    LONGEST,
    Repair,
    indentation,
    is_known_word,
    looks_like_entry,
    split_line,
    with_colon,
    without_comment,
)
from sopkit.source.outline import known_at
from sopkit.source.values import colon_fault, quote_fault, value_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.nodes import Broken

__all__ = ["depth_in_doubt", "hard_leads", "lost_lines", "may_be_moved", "possible_repairs", "reindentations"]

_HARD = re.compile(f"[{HARD_SPACES}]")
_HARD_LEAD = re.compile(rf"[ -]*[{HARD_SPACES}][ {HARD_SPACES}-]*")
_HARD_COLON = re.compile(rf"(\s*(?:- +)*[\w-]+[ {HARD_SPACES}]*:)([ {HARD_SPACES}]*[{HARD_SPACES}])")
_GLUED_DASH = re.compile(r"(\s*(?:- +)*-)([A-Za-z_]\w*):(?=\s|$)")
_GLUED = re.compile(r"(\s*(?:- +)*)([A-Za-z_][\w-]*):(?=[^\s:/])")
_MANY_TABS = 3
_MANY_LOST = 2
_FAR = 60


def possible_repairs(lines: Sequence[str], broken: Broken) -> Iterator[Repair]:
    """Yield what may be wrong where the parser gave up, the likeliest first."""
    last = min(broken.line, len(lines))
    yield from _tabs(lines, last)
    for number in (last, _before(lines, last)):
        if number and (hit := _hard_space(lines, number)) is not None:
            yield hit
            yield replace(hit, changes=((number, _HARD.sub("", lines[number - 1], count=1)),))
    hit = quote_fault(lines, broken.start_line, last)
    if hit is not None:
        yield hit
    yield from _known_word_above(lines, last)
    if broken.problem.startswith("mapping values"):
        yield from _second_colon(lines, last)
    numbers = [broken.start_line] if "expected ':'" in broken.problem else [last, broken.start_line]
    for number in dict.fromkeys([*numbers, _before(lines, last)]):
        if 1 <= number <= len(lines):
            yield from _in_line(lines, number)
    if "expected ':'" in broken.problem:
        yield from _no_colon(lines, min(broken.start_line, len(lines)))


def hard_leads(lines: list[str]) -> Iterator[Repair]:
    """Yield the repairs of hard spaces before dashes and keys, which YAML takes for a part of the key."""
    for number, text in enumerate(lines, 1):
        if len(text) <= LONGEST and not text.isascii() and _HARD_LEAD.match(text) and looks_like_entry(text):
            hit = _hard_space(lines, number)
            if hit is not None:
                yield hit


def _in_line(lines: Sequence[str], number: int) -> Iterator[Repair]:
    if len(lines[number - 1]) > LONGEST:
        return
    for look in (_hard_space, _glued_colon, value_fault):
        hit = look(lines, number)
        if hit is not None:
            yield hit


def reindentations(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """Yield the repairs that move a line, alone or with what is below it, to a depth of its neighbours."""
    text = lines[number - 1]
    lead = _lead(text)
    line = split_line(text)
    if "\t" not in lead and not line.key and "-" not in line.lead:
        return
    name = "tab-indentation" if "\t" in lead else "wrong-indentation"
    width = indentation(text.expandtabs(4))
    column, end = (1, len(lead) + 1) if "\t" in lead else (len(lead) + 1, len(text) + 1)
    below = _below(lines, number, width)
    levels = _levels(lines, number)
    if line.key and "-" not in line.lead and len(levels) > 1 and not _may_be_at_the_left(lines, number):
        levels -= {0}
    for level in sorted(levels, key=lambda each: (abs(each - width), -each)):
        details = (("found", str(width)), ("expected", str(level)))
        alone = ((number, " " * level + text.lstrip(" \t")),)
        moved = tuple((at, " " * max(0, depth + level - width) + body) for at, depth, body in below)
        for changes in (alone, (*alone, *moved)) if moved else (alone,):
            yield Repair(name, number, column, end, changes, details)


def _may_be_at_the_left(lines: Sequence[str], number: int) -> bool:
    """Whether a line has a key of the file itself, which does not stand further up already."""
    key = split_line(lines[number - 1]).key
    above = (text.startswith(f"{key}:") for text in lines[: number - 1])
    return known_at("sop", key) is not None and not any(above)


def depth_in_doubt(lines: Sequence[str], broken: Broken) -> bool:
    """Return whether a second colon is that of a key of the format which only stands too deep."""
    number = min(broken.line, len(lines))
    above = _before(lines, number)
    if not broken.problem.startswith("mapping values") or not above:
        return False
    if _hard_space(lines, number) is not None or _hard_space(lines, above) is not None:
        return False
    line, upper = split_line(lines[number - 1]), split_line(lines[above - 1])
    only = broken.column == line.key_column + len(line.key)
    meant = is_known_word(line.key) or "-" in line.lead or _among_actors(lines, above)
    return only and bool(upper.key and upper.value) and meant


def may_be_moved(lines: Sequence[str], number: int) -> bool:
    """Return whether a line may be too deep or too shallow itself, so that the one below it seems to be.

    So it is if no line above begins in its column, or if it has a dash and the one below goes on without.
    """
    line = split_line(lines[number - 1])
    below = split_line(lines[number]) if number < len(lines) else line
    if "-" in line.lead and "-" not in below.lead and below.key:
        return True
    above = [split_line(text) for text in lines[: number - 1] if text.strip()]
    columns = {len(each.lead) for each in above}
    if "-" in line.lead:
        columns |= {indentation(each.lead) for each in above}
    return indentation(lines[number - 1]) not in columns


def _below(lines: Sequence[str], number: int, width: int) -> list[tuple[int, int, str]]:
    """The lines that are deeper than a line and follow it at once: number, depth and content."""
    below = []
    for at in range(number + 1, len(lines) + 1):
        text = lines[at - 1]
        depth = indentation(text.expandtabs(4))
        if text.strip() and depth <= width:
            break
        if text.strip():
            below.append((at, depth, text.lstrip(" \t")))
    return below


def lost_lines(lines: Sequence[str], broken: Broken, lost: Sequence[int]) -> Iterator[Repair]:
    """Yield the repairs that give up a line, next to lost ones all up to an entry, and at last the rest."""
    last = min(broken.line, len(lines))
    start = last
    while start > 1 and (start - 1 in lost or not lines[start - 2].strip()):
        start -= 1
    if sum(number in lost for number in range(start, last)) >= _MANY_LOST:
        for end in range(last + 1, min(last + _FAR, len(lines)) + 1):
            line = split_line(lines[end - 1])
            if is_known_word(line.key):
                yield _lost(lines, last, tuple((number, "") for number in range(last, end)))
    numbers = (last, broken.start_line, _before(lines, last))
    if "',' or" in broken.problem:  # A bracket that is not closed is told of where the next line begins.
        numbers = (broken.start_line, last, _before(lines, last))
    for number in dict.fromkeys(numbers):
        if 1 <= number <= len(lines) and lines[number - 1].strip():
            yield _lost(lines, number, ((number, ""),))
    for start in (last, min(broken.start_line, len(lines))):
        yield _lost(lines, start, tuple((number, "") for number in range(start, len(lines) + 1)))


def _lost(lines: Sequence[str], number: int, changes: tuple[tuple[int, str], ...]) -> Repair:
    text = lines[number - 1]
    start = len(_lead(text)) + 1
    details = (("found", text.strip()),)
    return Repair("unreadable-yaml", number, start, len(text) + 1, changes, details, lost=True)


def _lead(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]


def _before(lines: Sequence[str], number: int) -> int:
    """The last line before this one that is neither empty nor a comment; 0 if there is none."""
    for earlier in range(number - 1, 0, -1):
        text = lines[earlier - 1].strip()
        if text and not text.startswith("#"):
            return earlier
    return 0


def _levels(lines: Sequence[str], number: int) -> set[int]:
    levels = set()
    for text in (*lines[max(0, number - 40) : number - 1], *lines[number : number + 3]):
        if text.strip() and "\t" not in _lead(text) and not text.lstrip().startswith("#"):
            levels.add(indentation(text))
            levels.add(len(split_line(text).lead))
    return levels or {0}


def _tabs(lines: Sequence[str], last: int) -> Iterator[Repair]:
    tabbed = [number for number, text in enumerate(lines, 1) if "\t" in _lead(text) and text.strip()]
    near = next((number for number in tabbed if number >= last - 1), None)
    if near is None or near > last + 1:
        return
    if len(tabbed) >= _MANY_TABS:
        for width in (2, 4, 8):
            changes = tuple(
                (number, _lead(lines[number - 1]).expandtabs(width) + lines[number - 1].lstrip(" \t"))
                for number in tabbed
            )
            end = len(_lead(lines[tabbed[0] - 1])) + 1
            yield Repair("tab-indentation", tabbed[0], 1, end, changes, (("count", str(len(tabbed))),))


def _hard_space(lines: Sequence[str], number: int) -> Repair | None:
    text = lines[number - 1]
    if len(text) > LONGEST:
        return None
    lead = _HARD_LEAD.match(text)
    if lead is None:
        lead = _HARD_COLON.match(text)
        if lead is None:
            return None
    start, end = (lead.start(2), lead.end(2)) if lead.lastindex else (0, lead.end())
    first = next(at for at in range(start, end) if _HARD.match(text[at]))
    changes = ((number, text[:start] + _HARD.sub(" ", text[start:end]) + text[end:]),)
    code = f"U+{ord(text[first]):04X}"
    return Repair("non-breaking-space", number, first + 1, first + 2, changes, (("found", code),))


def _glued_colon(lines: Sequence[str], number: int) -> Repair | None:
    text = lines[number - 1]
    dash = _GLUED_DASH.match(text)
    if dash is not None and is_known_word(dash[2]):
        changes = ((number, f"{dash[1]} {text[dash.end(1) :]}"),)
        details = (("found", "-"), ("expected", f"- {without_comment(text[dash.end(1) :])}"))
        return Repair("missing-space", number, dash.end(1), dash.end(1) + 1, changes, details)
    match = _GLUED.match(text)
    if match is None or (not is_known_word(match[2]) and split_line(text).key):
        return None
    changes = ((number, f"{text[: match.end()]} {text[match.end() :]}"),)
    details = (("found", f"{match[2]}:"), ("expected", f"{match[2]}: {without_comment(text[match.end() :])}"))
    column = match.start(2) + 1
    return Repair("missing-space", number, column, match.end() + 1, changes, details)


def _known_word_above(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """The line above begins with a key of the format, but has no colon."""
    above = _before(lines, number)
    upper = split_line(lines[above - 1]) if above else None
    if upper is not None and not upper.key and is_known_word(re.split(r"[\s:]", upper.value, maxsplit=1)[0]):
        yield from _in_line(lines, above)
        yield from _no_colon(lines, above)


def _second_colon(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """`Mapping values are not allowed`: a colon inside a text, or one that is missing above."""
    above = _before(lines, number)
    hit = colon_fault(lines, number)
    line = split_line(lines[number - 1])
    if above and is_known_word(line.key) and not split_line(lines[above - 1]).key:
        yield from _no_colon(lines, above)
        yield _lost(lines, above, ((above, ""),))
    if hit is not None:
        yield hit
    if above:
        yield from _in_line(lines, above)
        if not split_line(lines[above - 1]).key:
            yield from _no_colon(lines, above)


def _no_colon(lines: Sequence[str], number: int) -> Iterator[Repair]:
    """A line without a colon: a key whose colon is missing, or a text that should be indented."""
    text = lines[number - 1]
    line = split_line(text)
    if line.key or not line.value:
        return
    word, rest = with_colon(line.value)
    start = line.key_column
    details = (("found", line.value), ("expected", f"{word}: {rest}".strip()))
    whole = f"{line.lead}{f'{word}: {rest}'.rstrip()}{line.rest}"
    end = start + len(line.value)
    colon = Repair("missing-colon", number, start, end, ((number, whole),), details)
    colon = replace(colon, in_doubt=not is_known_word(word))
    above = _before(lines, number)
    upper = split_line(lines[above - 1]) if above else None
    goes_on = upper is not None and upper.key and upper.value and not _among_actors(lines, number)
    if goes_on and not is_known_word(word) and "-" not in line.lead:
        changes = ((number, f"  {text}"),)
        yield Repair("missing-colon", number, start, end, changes, details, in_doubt=True)
    yield colon


def _among_actors(lines: Sequence[str], number: int) -> bool:
    depth = indentation(lines[number - 1])
    for earlier in range(number - 1, 0, -1):
        text = lines[earlier - 1]
        if text.strip() and indentation(text) < depth:
            return depth > 0 and split_line(text).key in {"actors", "pelaksana"} and indentation(text) == 0
    return False
