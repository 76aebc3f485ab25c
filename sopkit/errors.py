"""Faults of use and of the machine, as exceptions that hold the objects they speak of.

Faults in an SOP are not exceptions but findings; only `InvalidSop` carries them, all at once.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.findings import Finding

__all__ = [
    "CalendarEnds",
    "EngineFailed",
    "EngineMissing",
    "EngineTimedOut",
    "ExtraMissing",
    "InvalidBaseline",
    "InvalidChance",
    "InvalidSettings",
    "InvalidSop",
    "InvalidTemplate",
    "InvalidValue",
    "InvalidVolume",
    "LogoUnusable",
    "MoveRefused",
    "PaperTooSmall",
    "SiteRefused",
    "SopkitError",
    "UnknownName",
    "UnreadableFile",
    "UnwritableFile",
]


class SopkitError(Exception):
    """The parent of every exception that sopkit raises."""


class _Worded(SopkitError):
    """An exception whose words exist in each language; as text it speaks English."""

    messages: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.message("en")

    def message(self, language: str) -> str:
        """Say in `id` or `en` what is wrong and what to do. Raises KeyError for another language."""
        return dict(self.messages)[language]


class InvalidSop(SopkitError):
    """An SOP has errors; `findings` holds all of them, warnings and hints too."""

    def __init__(self, file: str, findings: tuple[Finding, ...]) -> None:
        self.file = file
        self.findings = findings
        super().__init__(file, findings)

    def __str__(self) -> str:
        errors = [finding for finding in self.findings if finding.severity == "error"]
        if not errors:
            return f"{self.file}: {len(self.findings)} findings, none of them an error"
        first = errors[0]
        place = f"{self.file}:{first.span.line}:{first.span.column}" if first.span else self.file
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return f"{place}: {first.code} {first.name}{more}; see `.findings`, or run `sopkit check`"


class UnreadableFile(SopkitError):
    """A file cannot be opened, or an output cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class UnwritableFile(UnreadableFile):
    """An output cannot be written; what stood there before still does."""


class SiteRefused(_Worded):
    """A catalogue cannot be put where it should be; nothing there was changed.

    `path` is the folder or file that is in the way, `reason` a stable word, `messages` pairs each language
    with its words. As text it speaks English.
    """

    def __init__(self, path: Path, reason: str, messages: tuple[tuple[str, str], ...]) -> None:
        self.path = path
        self.reason = reason
        self.messages = messages
        super().__init__(path, reason, messages)


class InvalidSettings(_Worded):
    """The settings file has a fault; `key` names the setting, empty for the file as a whole.

    `reason` is a stable word, `messages` pairs each language with its words. As text it speaks English.
    """

    def __init__(self, path: Path, key: str, reason: str, messages: tuple[tuple[str, str], ...]) -> None:
        self.path = path
        self.key = key
        self.reason = reason
        self.messages = messages
        super().__init__(path, key, reason, messages)

    def __str__(self) -> str:
        return f"{self.path}: {self.message('en')}"


class InvalidBaseline(_Worded):
    """A file of known findings cannot be used.

    `reason` is a stable word, `messages` pairs each language with its words. As text it speaks English.
    """

    def __init__(self, path: Path, reason: str, messages: tuple[tuple[str, str], ...]) -> None:
        self.path = path
        self.reason = reason
        self.messages = messages
        super().__init__(path, reason, messages)


class InvalidTemplate(_Worded):
    """A template of the office for the published catalogue cannot be used.

    `line` is that of the file, from 1, or None for the file or folder as a whole; `reason` is a stable word,
    `messages` pairs each language with its words. As text it speaks English.
    """

    def __init__(
        self, path: Path, line: int | None, reason: str, messages: tuple[tuple[str, str], ...]
    ) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        self.messages = messages
        super().__init__(path, line, reason, messages)

    @property
    def place(self) -> str:
        """The file, and the line where there is one."""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message('en')}"


class UnknownName(SopkitError):
    """A name given by the caller (a rule, a form, a step) is not known; `known` lists those that are."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind = kind
        self.name = name
        self.known = known
        super().__init__(kind, name, known)

    def __str__(self) -> str:
        return f"no {self.kind} `{self.name}`; known: {', '.join(self.known)}"


class InvalidValue(SopkitError, ValueError):
    """A value given by the caller cannot be used; `name` says which, `expected` what it may be.

    It is a `ValueError` too, for those who look for Python's own.
    """

    def __init__(self, name: str, value: object, expected: str) -> None:
        self.name = name
        self.value = value
        self.expected = expected
        super().__init__(name, value, expected)

    def __str__(self) -> str:
        try:
            shown = repr(self.value)
        except ValueError:  # more digits than Python writes
            shown = "..."
        return f"{self.name} is `{shown[:60]}{'...' * (len(shown) > 60)}`; expected {self.expected}"


class PaperTooSmall(SopkitError):
    """An SOP does not fit on the paper, not even with the smallest letters.

    `reason` is a stable word: `row`, the row of step number `step` is higher than a page; `columns`, the
    columns are too wide together, by `missing_pt` points; `identity`, the upper part of the identity page is
    higher than a page, by `missing_pt` points; `pages`, more pages are needed than were asked for.
    """

    def __init__(self, step: int | None, missing_pt: float, reason: str | None = None) -> None:
        self.step = step
        self.missing_pt = missing_pt
        self.reason = reason or ("columns" if step is None else "row")
        super().__init__(step, missing_pt, self.reason)

    def __str__(self) -> str:
        words = {
            "row": (
                f"the row of step {self.step} is higher than a page; shorten its texts or take larger paper"
            ),
            "columns": (
                f"the columns are {self.missing_mm} mm too wide for the paper with the smallest letters; "
                "take larger paper, leave out columns or split the procedure"
            ),
            "identity": (
                f"the upper part of the identity page is {self.missing_mm} mm too high for the paper with "
                "the smallest letters; shorten agency and title, or take larger paper"
            ),
            "pages": (
                "identity and flowchart do not fit on one page with the smallest letters; "
                "take larger paper or several pages"
            ),
        }
        return words[self.reason]

    @property
    def missing_mm(self) -> int:
        """How much is missing, in whole millimetres, at least 1."""
        return max(1, ceil(self.missing_pt / 72 * 25.4))


class LogoUnusable(_Worded):
    """The logo of an SOP is no picture in the folder of its file, or too large.

    `logo` is the path as written, `reason` a stable word, `messages` pairs each language with its words.
    """

    def __init__(self, logo: str, reason: str, messages: tuple[tuple[str, str], ...]) -> None:
        self.logo = logo
        self.reason = reason
        self.messages = messages
        super().__init__(logo, reason, messages)


class EngineMissing(SopkitError):
    """No Graphviz engine was found; `looked` lists the places."""

    def __init__(self, engine: str, looked: tuple[str, ...]) -> None:
        self.engine = engine
        self.looked = looked
        super().__init__(engine, looked)

    def __str__(self) -> str:
        places = ", ".join(self.looked)
        return (
            f"the drawing engine `{self.engine}` was not found (looked in: {places}); "
            "install it with `pip install graphviz-pure`, or install Graphviz and choose `--engine dot`"
        )


class EngineFailed(SopkitError):
    """The engine ended with an error; `said` holds what it printed."""

    def __init__(self, command: tuple[str, ...], exit_code: int, said: str) -> None:
        self.command = command
        self.exit_code = exit_code
        self.said = said
        super().__init__(command, exit_code, said)

    def __str__(self) -> str:
        return (
            f"the drawing engine ended with exit code {self.exit_code}: {self.said.strip() or 'no message'}"
        )


class EngineTimedOut(SopkitError):
    """The engine was stopped after `seconds` seconds."""

    def __init__(self, command: tuple[str, ...], seconds: float) -> None:
        self.command = command
        self.seconds = seconds
        super().__init__(command, seconds)

    def __str__(self) -> str:
        return f"the drawing engine was stopped after {self.seconds:g} seconds without an answer"


class MoveRefused(SopkitError):
    """A case cannot make the move that was asked for; says why and what is allowed.

    `reason` is a stable word, `details` hold what its words speak of, `allowed` names the possible moves as
    `Move.name` does, `messages` pairs each language with its words. As text it speaks Indonesian.
    """

    def __init__(
        self,
        reason: str,
        details: tuple[tuple[str, str], ...],
        allowed: tuple[str, ...],
        messages: tuple[tuple[str, str], ...],
    ) -> None:
        self.reason = reason
        self.details = details
        self.allowed = allowed
        self.messages = messages
        super().__init__(reason, details, allowed, messages)

    def __str__(self) -> str:
        return self.message()

    def message(self, language: str = "id") -> str:
        """Say in `id` or `en` why the move is refused and what is allowed. Raises KeyError for another."""
        return dict(self.messages)[language]


class InvalidChance(_Worded, ValueError):
    """A chance given by the caller cannot be used; `way` is the key that it was given by.

    `reason` is a stable word, `known` lists the keys that could be meant, `messages` pairs each language with
    its words.
    """

    def __init__(
        self, way: str, reason: str, known: tuple[str, ...], messages: tuple[tuple[str, str], ...]
    ) -> None:
        self.way = way
        self.reason = reason
        self.known = known
        self.messages = messages
        super().__init__(way, reason, known, messages)


class InvalidVolume(_Worded, ValueError):
    """A yearly volume given by the caller cannot be used; `sop` is the key that it was given by.

    `reason` is a stable word, `known` lists the keys that could be meant, `messages` pairs each language with
    its words.
    """

    def __init__(
        self, sop: str, reason: str, known: tuple[str, ...], messages: tuple[tuple[str, str], ...]
    ) -> None:
        self.sop = sop
        self.reason = reason
        self.known = known
        self.messages = messages
        super().__init__(sop, reason, known, messages)


class CalendarEnds(_Worded):
    """A calendar is asked about a year whose holidays it does not know.

    `year` is the first such year, `known` lists the years it knows, `messages` pairs each language with its
    words.
    """

    def __init__(self, year: int, known: tuple[int, ...], messages: tuple[tuple[str, str], ...]) -> None:
        self.year = year
        self.known = known
        self.messages = messages
        super().__init__(year, known, messages)


class ExtraMissing(_Worded):
    """A package that comes with an extra of sopkit is not installed.

    `extra` and `package` name the two, `messages` pairs each language with its words. As text it speaks
    English.
    """

    def __init__(self, extra: str, package: str, messages: tuple[tuple[str, str], ...]) -> None:
        self.extra = extra
        self.package = package
        self.messages = messages
        super().__init__(extra, package, messages)
