"""What the pages about several SOPs need of one: small, and the same after a way through JSON.

The index, the pages by actor and by law, the map and the list of findings are made of summaries alone, so
that an SOP that has not changed need not be read again for them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sopkit.findings import Severity
from sopkit.flow.timing import timing_as_set
from sopkit.report.times_words import TimesInWords
from sopkit.report.wording import message

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.model import Sop, Step
    from sopkit.settings import Settings

__all__ = [
    "ActorSummary",
    "FindingSummary",
    "StepSummary",
    "Summary",
    "Thrift",
    "finding_summaries",
    "summary_of",
]


class ActorSummary(NamedTuple):
    """One actor of an SOP."""

    id: str
    title: str
    group: str | None = None


class StepSummary(NamedTuple):
    """One step of an SOP, its texts as the SOP has them."""

    number: int
    key: str
    """Its id, or its number as text."""
    activity: str
    actors: tuple[str, ...]
    """The titles of its actors, in the author's order."""
    manner: str = "alone"
    """`alone`, `together`, `any` or `in-order`."""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    time: str | None = None


class FindingSummary(NamedTuple):
    """A finding in the words of the catalogue's language; values stand in backquotes."""

    severity: str
    code: str
    """Empty, as the name is, where the file has no errors and yet cannot be drawn."""
    name: str
    line: int
    column: int
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One SOP of the folder, or one file that is none yet because of its errors."""

    file: str
    """Its path below the folder, with `/` between the parts."""
    name: str | None = None
    """Of its page and the files beside it, without ending; None where it has errors and no page."""
    id: str = ""
    number: str = ""
    title: str = ""
    language: str = "id"
    """Of its texts, `id` or `en`."""
    agency: tuple[str, ...] = ()
    """The lines of the letterhead, top to bottom."""
    status: str | None = None
    """`draft`, `in-force`, `replaced` or `withdrawn`."""
    version: str | None = None
    created: str = ""
    """Dates as `2026-01-31`, empty where there is none."""
    effective: str = ""
    revised: str = ""
    total: str = ""
    """What its time column adds up to, in words of the catalogue's language."""
    actors: tuple[ActorSummary, ...] = ()
    steps: tuple[StepSummary, ...] = ()
    legal_basis: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """As written; see `sopkit.site.linked` for what they name."""
    findings: tuple[FindingSummary, ...] = ()
    """All that was found, in the order of its place."""
    warnings: tuple[str, ...] = ()
    is_silencing: bool = False
    """Whether comments in it silence findings."""

    @property
    def has_errors(self) -> bool:
        """Whether it has errors and therefore no page."""
        return any(finding.severity == "error" for finding in self.findings)

    def count(self, severity: str) -> int:
        """Return how many findings there are of a severity: `error`, `warning` or `hint`."""
        return sum(finding.severity == severity for finding in self.findings)

    def as_json(self) -> list[Any]:
        """Return it as values that JSON has, in the order of its fields."""
        return list(_VALUES(self))

    @classmethod
    def from_json(cls, values: list[Any]) -> Summary:
        """Return what `as_json` wrote. Raises ValueError, TypeError: it wrote no such thing."""
        if len(values) != len(_FIELDS):
            raise ValueError(values)
        read: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
        read[_ACTORS] = tuple(ActorSummary(*one) for one in read[_ACTORS])
        read[_STEPS] = tuple(
            StepSummary(number, key, activity, tuple(actors), manner, tuple(inputs), tuple(outputs), time)
            for number, key, activity, actors, manner, inputs, outputs, time in read[_STEPS]
        )
        read[_FINDINGS] = tuple(FindingSummary(*one) for one in read[_FINDINGS])
        return cls(*read)


class Thrift:
    """Holds once what the summaries of many SOPs say: titles of actors, times, names of documents."""

    def __init__(self) -> None:
        self._held: dict[object, Any] = {}

    def of(self, summary: Summary) -> Summary:
        """Return the same summary, of texts that are held once."""
        return replace(
            summary,
            agency=self._once(summary.agency),
            actors=tuple(self._once(ActorSummary(*map(self._once, one))) for one in summary.actors),
            steps=tuple(StepSummary(*map(self._once, one)) for one in summary.steps),
            legal_basis=tuple(map(self._once, summary.legal_basis)),
            findings=tuple(FindingSummary(*map(self._once, one)) for one in summary.findings),
        )

    def _once(self, value: Any) -> Any:
        return self._held.setdefault(value, value)


_FIELDS = tuple(one.name for one in fields(Summary))
_VALUES = attrgetter(*_FIELDS)
_ACTORS, _STEPS, _FINDINGS = map(_FIELDS.index, ("actors", "steps", "findings"))


def summary_of(document: Document, file: str, *, language: str, settings: Settings) -> Summary:
    """Return the summary of an SOP that was read; it has no name yet (see `sopkit.site.names.named`).

    `file` is its path below the folder, with `/` between the parts; `language`, `id` or `en`, is that of the
    catalogue.
    """
    findings = finding_summaries(document, language)
    if document.sop is None:
        return Summary(file, findings=findings)
    return replace(
        _of_sop(document.sop, file, language, settings),
        findings=findings,
        is_silencing=bool(document.silences),
    )


def finding_summaries(document: Document, language: str) -> tuple[FindingSummary, ...]:
    """Return what was found in an SOP, in words of a language, `id` or `en`."""
    return tuple(_finding(finding, language) for finding in document.findings)


def _of_sop(sop: Sop, file: str, language: str, settings: Settings) -> Summary:
    return Summary(
        file=file,
        id=sop.id,
        number=sop.number,
        title=sop.title,
        language=sop.language,
        agency=sop.agency,
        status=None if sop.status is None else str(sop.status),
        version=sop.version,
        created=sop.created.isoformat(),
        effective=sop.effective.isoformat(),
        revised=sop.revised.isoformat() if sop.revised else "",
        total=TimesInWords(timing_as_set(sop, settings), language).column(),
        actors=tuple(ActorSummary(actor.id, actor.title, actor.group) for actor in sop.actors),
        steps=tuple(_step(sop, step) for step in sop.steps),
        legal_basis=sop.legal_basis,
        related=sop.related,
        warnings=sop.warnings,
    )


def _step(sop: Sop, step: Step) -> StepSummary:
    return StepSummary(
        number=step.number,
        key=step.key,
        activity=step.activity,
        actors=tuple(sop.actor(actor).title for actor in step.performers.actors),
        manner=str(step.performers.manner),
        inputs=step.inputs,
        outputs=step.outputs,
        time=step.time.text if step.time else None,
    )


def _finding(finding: Finding, language: str) -> FindingSummary:
    words = message(finding, language)
    return FindingSummary(
        severity=str(Severity(finding.severity)),
        code=words.code,
        name=words.name,
        line=words.line,
        column=words.column,
        message=words.message,
        help=words.help,
    )
