"""What an editor shows under the pointer: a step, an actor, a key, a time, and why something is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.findings import Part, Span
from sopkit.flow.durations import Measure, Total
from sopkit.lang import text
from sopkit.lsp.dictionary import described
from sopkit.lsp.names import Kind, contains
from sopkit.model import NO_TIME, Duration, StepKey, TimeKind
from sopkit.model.time_parser import parse_time
from sopkit.model.time_words import format_time
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.report.durations import total_words
from sopkit.report.numbers import plain_number
from sopkit.report.wording import blanks_of
from sopkit.rules.cards import card
from sopkit.source.keys import TABLE, place_of
from sopkit.source.places import pointer_at, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.findings import Finding, Pointer
    from sopkit.lsp.names import Mention
    from sopkit.lsp.texts import At
    from sopkit.lsp.view import View
    from sopkit.model import Step, TimeStandard
    from sopkit.nodes import Node
    from sopkit.settings import Settings

__all__ = ["Hover", "hover", "time_words"]

_TIMES = {("step", "time"), ("sop", "total_time")}
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|!~])")


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about what stands at a place."""

    markdown: str
    span: Span


def hover(view: View, at: At, findings: Iterable[Finding], settings: Settings, language: str) -> Hover | None:
    """Return what is to be told of a place, with the findings that stand there; None for nothing."""
    about = _about(view, at, settings, language)
    told = [finding for finding in findings if finding.span is not None and contains(finding.span, at)]
    parts = [about.markdown] if about else []
    parts += [_explained(finding, language) for finding in told]
    if not parts:
        return None
    span = about.span if about else told[0].span
    return Hover("\n\n---\n\n".join(parts), span or Span(*at, *at))


def _about(view: View, at: At, settings: Settings, language: str) -> Hover | None:
    mention = view.names.at(at)
    if mention is not None:
        tell = _step_of if mention.kind is Kind.STEP else _actor
        said = tell(view, mention, language)
        return Hover(said, mention.span) if said else None
    pointer = pointer_at(view.root, *at)
    while pointer and not isinstance(pointer[-1], str):
        pointer = pointer[:-1]
    place = place_of(pointer[:-1]) if pointer else ""
    name = str(pointer[-1]) if pointer else ""
    if name not in TABLE.get(place, {}):
        return None
    key = span_of(view.root, pointer, Part.KEY)
    value = _node(view.root, pointer)
    if (place, name) in _TIMES and isinstance(value, Scalar) and value.text.strip() and not contains(key, at):
        return Hover(time_words(parse_time(value.text), settings, language), Span(*value.place))
    return Hover(_key(place, name, view.vocabulary, language), key) if contains(key, at) else None


def _node(root: Node, pointer: Pointer) -> Node | None:
    node: Node | None = root
    for token in pointer:
        if isinstance(node, Mapping):
            node = node.get(str(token))
        elif isinstance(node, Sequence) and isinstance(token, int):
            node = node.items[token]
    return node


def _key(place: str, name: str, vocabulary: str, language: str) -> str:
    key = described(place, name, vocabulary, language)
    needed = f" {text('lsp.required', language)}" if key.required else ""
    parts = [f"**{key.title}** (`{key.word}`){needed}", key.description]
    if key.example:
        parts.append(f"{text('lsp.example', language)}:\n\n```yaml\n{key.example}\n```")
    return "\n\n".join(parts)


def _step_of(view: View, mention: Mention, language: str) -> str:
    if mention.target == "end":
        return text("lsp.end", language)
    place = view.names.step(mention.target)
    if place is None or place.number > len(view.sop.steps):
        return ""
    return step_words(view, view.sop.steps[place.number - 1], language)


def step_words(view: View, step: Step, language: str) -> str:
    """Return a step in a few lines of Markdown: number, activity, actors, time, ways."""
    shown = f" `{step.id}`" if step.id else ""
    lines = [
        f"**{text('lsp.step', language, number=step.number)}**{shown}: {_plain(step.activity)}",
        _line("lsp.actors", ", ".join(_titles(view, step)), language),
        _line("lsp.time", step.time.text if step.time else "", language),
    ]
    for name, ways in (("lsp.returns", step.returns), ("lsp.branches", step.branches)):
        lines.append(_line(name, ", ".join(str(way.to) for way in ways), language))
    return "\n\n".join(line for line in lines if line)


def _titles(view: View, step: Step) -> Iterator[str]:
    titles = {actor.id: actor.title for actor in view.sop.actors}
    for actor in step.performers.actors:
        yield titles.get(actor) or actor


def _line(name: str, value: str, language: str) -> str:
    return f"{text(name, language)}: {_plain(value)}" if value else ""


def _actor(view: View, mention: Mention, language: str) -> str:
    actor = next((each for each in view.sop.actors if each.id == mention.target), None)
    if actor is None:
        return ""
    steps = [step for step in view.sop.steps if actor.id in step.performers.actors]
    listed = "\n".join(f"{step.number}. {_plain(step.activity)}" for step in steps)
    lines = [
        f"**{_plain(actor.title)}** (`{actor.id}`)",
        _line("lsp.group", actor.group or "", language),
        text("lsp.steps-of", language) + "\n\n" + listed if steps else text("lsp.no-steps", language),
    ]
    return "\n\n".join(line for line in lines if line)


def time_words(standard: TimeStandard, settings: Settings, language: str) -> str:
    """Say how sopkit reads a time standard: `3 hari kerja = 22,5 jam kerja`."""
    if standard.kind is TimeKind.OPEN_ENDED:
        return text("lsp.time-open-ended", language)
    if standard.kind is TimeKind.UNREADABLE:
        meant = text("report.did-you-mean", language, suggestion=standard.suggestion or "")
        said = text("lsp.time-unreadable", language)
        return f"{said} {meant[:1].upper()}{meant[1:]}" if standard.suggestion else said
    measure = Measure(settings.hours_per_working_day, settings.plain_day)
    total = measure.total(StepKey("1"), standard)
    written = format_time(standard, language)
    counted = _counted(total, language)
    same = not counted or counted == written or total.maximum == NO_TIME
    lines = [f"**{written}**" if same else f"**{written} = {counted}**"]
    for remark in total.remarks:
        name = f"lsp.doubt-{remark.doubt}"
        unit = text(f"time.{settings.plain_day}", language)
        lines.append(text(name, language).replace("{unit}", unit))
    if total.maximum.working_minutes and _in_days(standard):
        hours = plain_number(settings.hours_per_working_day, language)
        lines.append(text("time.working-day-is", language, hours=hours))
    return "\n\n".join(lines)


def _in_days(standard: TimeStandard) -> bool:
    sides = (side for span in standard.spans for side in (span.minimum, span.maximum) if side is not None)
    return any(side.unit in {"day", "working-day"} for side in sides)


def _counted(total: Total, language: str) -> str:
    """Return a total with its working time in hours, or in minutes below one hour."""
    low, high = total.minimum.working_minutes, total.maximum.working_minutes
    parts = []
    if high:
        in_hours = high >= 60
        ratio, unit = (60, "lsp.working-hours") if in_hours else (1, "lsp.working-minutes")
        numbers = dict.fromkeys(plain_number(value / ratio, language) for value in (low, high))
        parts.append(f"{' - '.join(numbers)} {text(unit, language)}")
    rest = Total(_calendar(total.minimum), _calendar(total.maximum))
    if rest.maximum != NO_TIME:
        parts.append(total_words(rest, language))
    return " + ".join(parts)


def _calendar(duration: Duration) -> Duration:
    return Duration(Fraction(0), duration.calendar_hours, duration.calendar_months)


def _explained(finding: Finding, language: str) -> str:
    """Return why something is reported and what is to be done, for one who has read the message."""
    words = card(finding.name).words(language)
    fix = words.fix.format_map(blanks_of(finding)).strip()
    return "\n\n".join(
        (
            f"**{finding.code} {finding.name}**: {_plain(words.title)}",
            f"{text('report.why', language)}: {words.why.strip()}",
            f"{text('report.fix', language)}: {fix}",
        )
    )


def _plain(words: str) -> str:
    """Return words of an author as Markdown that shows them as they are."""
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
