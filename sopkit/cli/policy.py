"""Which findings are told: what the options of `sopkit check` and the settings beside the files choose."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import Parameter
from sopkit.cli.inputs import STANDARD_INPUT, settings_file_for
from sopkit.cli.output import deliver, refuse_bad_output
from sopkit.cli.parser import UsageFault, nearest

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from datetime import date

    from sopkit.cli.console import Console
    from sopkit.document import Document
    from sopkit.rules.policy import Policy
    from sopkit.settings import Settings

__all__ = ["PARAMETERS", "Choices", "Policies", "compared", "read_choices", "told_documents"]

PARAMETERS = (
    Parameter("select", ("--select",), value="rules", many=True),
    Parameter("ignore", ("--ignore",), value="rules", many=True),
    Parameter("profile", ("--profile",), value="profile"),
    Parameter("baseline", ("--baseline",), value="file"),
    Parameter("write_baseline", ("--write-baseline",), value="file"),
    Parameter("today", ("--today",), value="date"),
)
"""What `sopkit check` takes to choose findings; all other commands follow the settings alone."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options choose; without any, the settings alone hold."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    today: date | None = None
    baseline: Path | None = None
    write: Path | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the options name, which matter to a watch."""
        profile = (self.profile,) if self.profile and self.profile.endswith(".toml") else ()
        return (*profile, *((str(self.baseline),) if self.baseline else ()))


def read_choices(arguments: Namespace) -> Choices:
    """Read the options of `PARAMETERS`.

    Raises UsageFault: a rule, a profile or a file that is not there, an error that is to be ignored, no date.
    """
    if arguments.write_baseline is not None and (arguments.baseline is not None or arguments.watch):
        raise UsageFault("baseline-and-write" if arguments.baseline is not None else "write-and-watch")
    write = arguments.write_baseline and Path(arguments.write_baseline)
    if write is not None:
        if write.suffix.lower() != ".json":
            raise UsageFault("baseline-ending", output=write)
        refuse_bad_output(write, STANDARD_INPUT, ".json")
    return Choices(
        select=_names("--select", arguments.select),
        ignore=_names("--ignore", arguments.ignore),
        profile=_profile(arguments.profile),
        today=_today(arguments.today),
        baseline=Path(arguments.baseline) if arguments.baseline is not None else None,
        write=write,
    )


def _names(option: str, words: Sequence[str] | None) -> tuple[str, ...]:
    """Read names of rules, several parted by commas. Raises UsageFault: no rule is called so."""
    from sopkit.errors import UnknownName
    from sopkit.rules.selection import changeable, meant

    names = tuple(name for each in words or () for part in each.split(",") if (name := part.strip()))
    if words and not names:
        raise UsageFault("value-missing", option=option)
    for name in names:
        try:
            found = meant(name)
        except UnknownName as error:
            likely = error.known[0] if len(error.known) == 1 else None
            raise UsageFault("unknown-rule", suggestion=likely, option=option, value=name) from error
        if option == "--ignore" and not changeable(found):
            raise UsageFault("error-not-ignored", option=option, value=name)
    return names


def _profile(name: str | None) -> str | None:
    """Read the name or file of a profile. Raises UsageFault: there is none."""
    from sopkit.settings.profiles import OTHER_NAMES, PROFILES, is_profile

    if name is None or is_profile(name):
        return name
    if name.endswith(".toml"):
        raise UsageFault("no-profile-file", path=name)
    known = ", ".join(f"`{each}`" for each in PROFILES)
    likely = nearest(name, (*PROFILES, *OTHER_NAMES))
    raise UsageFault("unknown-profile", suggestion=likely, profile=name, known=known)


def _today(words: str | None) -> date | None:
    """Read the day by which ages are measured. Raises UsageFault."""
    if words is None:
        return None
    from sopkit.model.dates import DateError, parse_date

    try:
        return parse_date(words)
    except DateError as error:
        raise UsageFault("no-day", option="--today", value=words) from error


class Policies:
    """The settings and policies of the files of one run, each settings file read once."""

    def __init__(self, choices: Choices | None = None) -> None:
        self.choices = choices or Choices()
        self._of_folder: dict[str, Path | None] = {}
        self._of_settings: dict[Path | None, tuple[Settings, Policy]] = {}

    def policy_for(self, name: str) -> Policy:
        """Return the policy for a file. Raises InvalidSettings."""
        return self._for(name)[1]

    def baseline_for(self, name: str) -> Path | None:
        """Return the baseline of a file: that of the options, else that of the settings."""
        settings = self._for(name)[0]
        named = settings.rules.baseline
        return self.choices.baseline or (Path(named) if named is not None else None)

    def codes_for(self, names: Sequence[str], *, in_folder: bool) -> frozenset[str]:
        """Return the codes of all that is looked for in each of these files, perhaps over all of a folder.

        Raises InvalidSettings.
        """
        from sopkit.rules.cards import cards

        policies = {self.policy_for(name) for name in names}
        return frozenset(
            each.code
            for each in cards()
            if (in_folder or each.found_by != "folder")
            and all(policy.looks_for(each.name) for policy in policies)
        )

    def document(self, name: str, console: Console) -> Document:
        """Read an SOP as its settings want, without the findings that their baseline holds.

        Raises UnreadableFile, InvalidSettings, InvalidBaseline.
        """
        from sopkit.cli.inputs import read_document

        document = read_document(name, console, self.policy_for(name))
        baseline = self.baseline_for(name)
        if baseline is None or name == STANDARD_INPUT or not document.findings:
            return document
        from sopkit.lint.baseline import read_baseline, without_known

        (told,), _ = without_known((document,), read_baseline(baseline), baseline)
        return told

    def _for(self, name: str) -> tuple[Settings, Policy]:
        folder = os.path.dirname(os.path.abspath(name)) if name != STANDARD_INPUT else ""
        if folder not in self._of_folder:
            self._of_folder[folder] = settings_file_for(name)
        file = self._of_folder[folder]
        if file not in self._of_settings:
            self._of_settings[file] = self._read(file)
        return self._of_settings[file]

    def _read(self, file: Path | None) -> tuple[Settings, Policy]:
        from sopkit.rules.policy import policy_of
        from sopkit.settings import Settings, read_settings

        settings = Settings() if file is None else read_settings(file)
        choices = self.choices
        policy = policy_of(
            settings,
            select=choices.select,
            ignore=choices.ignore,
            profile=choices.profile,
            today=choices.today,
        )
        return settings, policy


def compared(
    documents: Sequence[Document], names: Sequence[str], policies: Policies, console: Console
) -> tuple[Document, ...]:
    """Return the documents with what is found by looking at all of them together.

    That is done where a folder is among the names that were given: a few files alone say little of others.
    Each document is told of as its own settings want, beside all the others. Raises InvalidSettings.
    """
    if not _has_folder(names):
        return tuple(documents)
    from sopkit.lint.folder import check_folder

    placed = [document for document in documents if _has_place(document, console)]
    policy_of_file = {document.file: policies.policy_for(document.file) for document in placed}
    found: dict[str, Document] = {}
    for policy in dict.fromkeys(policy_of_file.values()):
        for document in check_folder(placed, policy):
            if policy_of_file[document.file] == policy:
                found[document.file] = document
    return tuple(found.get(document.file, document) for document in documents)


def _has_folder(names: Sequence[str]) -> bool:
    return any(os.path.isdir(name) for name in names)


def told_documents(
    documents: Sequence[Document], names: Sequence[str], policies: Policies, console: Console
) -> tuple[Document, ...]:
    """Return the documents without the findings that their baseline holds, and say how many those are.

    `names` are those that were given. If a baseline is to be written, it is written from the documents first.
    What is said goes to standard error. Call it when all findings are there, those of rules that see a folder
    too.

    Raises InvalidBaseline: a baseline is not there or damaged. Raises UsageFault: it cannot be written.
    """
    write = policies.choices.write
    in_folder = _has_folder(names)
    if write is not None:
        files = [document.file for document in documents if _has_place(document, console)]
        return _written(documents, write, policies.codes_for(files, in_folder=in_folder), console)
    by_baseline: dict[Path, list[int]] = {}
    for position, document in enumerate(documents):
        baseline = policies.baseline_for(document.file)
        if baseline is not None and _has_place(document, console):
            by_baseline.setdefault(baseline, []).append(position)
    told = list(documents)
    for baseline, positions in by_baseline.items():
        files = [documents[each].file for each in positions]
        looked_for = policies.codes_for(files, in_folder=in_folder)
        some = _without_known([documents[each] for each in positions], baseline, looked_for, console)
        for position, document in zip(positions, some, strict=True):
            told[position] = document
    return tuple(told)


def _written(
    documents: Sequence[Document], write: Path, looked_for: frozenset[str], console: Console
) -> tuple[Document, ...]:
    from sopkit.lint.baseline import as_json, baseline_of, read_baseline, without_known

    placed = [document for document in documents if _has_place(document, console)]
    before = read_baseline(write) if os.path.lexists(write) else None
    baseline = baseline_of(placed, write, before, looked_for=looked_for)
    deliver(as_json(baseline), write, console)
    console.write_error(console.words("baseline-written", count=baseline.count, path=write))
    known, _ = without_known(placed, baseline, write)
    by_file = {document.file: document for document in known}
    return tuple(by_file.get(document.file, document) for document in documents)


def _without_known(
    documents: list[Document], path: Path, looked_for: frozenset[str], console: Console
) -> tuple[Document, ...]:
    from sopkit.lint.baseline import read_baseline, without_known

    told, gone = without_known(documents, read_baseline(path), path, looked_for=looked_for)
    hidden = sum(len(document.findings) for document in documents) - sum(len(each.findings) for each in told)
    if hidden:
        console.write_error(console.words("baseline-hidden", count=hidden, path=path))
    if gone:
        console.write_error(console.words("baseline-gone", count=gone, path=path))
    return told


def _has_place(document: Document, console: Console) -> bool:
    """Whether a document was read from a file, and not from standard input."""
    return document.file != console.words("standard-input")
