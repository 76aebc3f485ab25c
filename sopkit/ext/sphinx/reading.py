"""SOPs as pages ask for them: each file is read once a build, with the settings that hold for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.document import read_file
from sopkit.errors import InvalidBaseline, InvalidSettings, UnreadableFile
from sopkit.ext.sphinx.pages import Complaint
from sopkit.lang import text
from sopkit.lang.system import system_reason
from sopkit.layout import in_form_of
from sopkit.lint.baseline import read_baseline, without_known
from sopkit.report.wording import message
from sopkit.rules.nearest import nearest
from sopkit.rules.policy import policy_of
from sopkit.settings import Settings, find_settings_file, read_settings
from sopkit.settings.profiles import layers_of
from sopkit.source.folder import sop_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.document import Document
    from sopkit.ext.sphinx.choices import Choices
    from sopkit.ext.sphinx.pages import Look
    from sopkit.findings import Finding
    from sopkit.model import Sop

__all__ = ["Library", "Reading"]

_STOPS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file: an SOP in the form of its agency, or what is wrong with it."""

    path: Path
    sop: Sop | None
    """None means: errors, or settings that cannot be used, or no file."""
    settings: Settings
    complaints: tuple[Complaint, ...]
    """Those without a file are about the place that asks for the SOP."""
    looks: tuple[Look, ...]
    """What else than its text decides what the SOP is; the file itself is among them."""


class Library:
    """The SOPs of one build."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self._readings: dict[Path, Reading] = {}

    def read(self, path: Path) -> Reading:
        """Return what is in a file, as it was when it was first asked for."""
        if path not in self._readings:
            self._readings[path] = self._read(path)
        return self._readings[path]

    def files(self, folder: Path) -> tuple[Path, ...]:
        """Return the SOPs in a folder and below it. Raises UnreadableFile: it cannot be opened."""
        return tuple(
            each.path if isinstance(each, UnreadableFile) else each.resolve() for each in sop_files(folder)
        )

    def find(self, name: str, folder: Path) -> Path | None:
        """Return the file of the SOP that is called so, by its file's stem, else by its id."""
        files = self.files(folder)
        by_stem = [each for each in files if each.stem == name]
        return by_stem[0] if by_stem else next((each for each in files if self._id(each) == name), None)

    def likely(self, name: str, folder: Path) -> str | None:
        """Return the name of an SOP in a folder that was probably meant."""
        return nearest(name, (each.stem for each in self.files(folder)))

    def _id(self, path: Path) -> str | None:
        sop = self.read(path).sop
        return sop.id if sop else None

    def _read(self, path: Path) -> Reading:
        looks: list[Look] = [("file", str(path))]
        settings = Settings()
        try:
            settings = self._settings(path, looks)
            document = read_file(path, policy_of(settings))
            looks += _further(settings, document.sop, path)
            document = _without_known(document, settings)
        except UnreadableFile as error:
            return Reading(path, None, settings, (self._unreadable(error),), tuple(looks))
        except (InvalidSettings, InvalidBaseline) as error:
            fault = Complaint(str(error.path), 0, error.message(self.choices.language), "settings")
            return Reading(path, None, settings, (fault,), (*looks, ("file", str(error.path))))
        sop = None if document.sop is None else in_form_of(settings.form, document.sop)
        complaints = tuple(self._complaint(each, path) for each in document.findings)
        return Reading(path, sop, settings, complaints, tuple(looks))

    def _settings(self, path: Path, looks: list[Look]) -> Settings:
        """Return the settings of a file and note what they come from. Raises InvalidSettings."""
        place = self.choices.settings
        if place is None:
            looks.append(("settings", str(path)))
            place = find_settings_file(path)
        if place is None:
            return Settings()
        looks.append(("file", str(place)))
        settings = read_settings(place)
        profiles = [layer.path for layer in layers_of(settings.rules)[:-1]]
        looks += [("file", str(profile)) for profile in profiles]
        return settings

    def _complaint(self, finding: Finding, path: Path) -> Complaint:
        worded = message(finding, self.choices.language)
        said = f"{worded.code} {worded.name}: {worded.message}"
        if worded.help:
            said = f"{said}{'' if said.endswith(_STOPS) else '.'} {worded.help}"
        return Complaint(str(path), worded.line, said, str(worded.severity))

    def _unreadable(self, error: UnreadableFile) -> Complaint:
        language = self.choices.language
        reason = system_reason(error.__cause__, language) or error.reason
        shown = os.path.relpath(error.path).replace(os.sep, "/")
        said = text("ext.unreadable", language, file=shown, reason=reason)
        likely = _similar_file(error.path)
        if likely is not None:
            said = f"{said} {text('ext.did-you-mean', language, suggestion=likely)}"
        return Complaint("", 0, said, "missing")


def _further(settings: Settings, sop: Sop | None, path: Path) -> Iterator[Look]:
    """Yield the files that settings and SOP name."""
    if settings.rules.baseline is not None:
        yield "file", settings.rules.baseline
    if settings.theme is not None and settings.theme.endswith(".toml"):
        yield "file", settings.theme
    if sop is not None and sop.logo is not None:
        yield "file", str(path.parent / sop.logo)


def _without_known(document: Document, settings: Settings) -> Document:
    """Leave out the findings that the settings call known. Raises InvalidBaseline."""
    if settings.rules.baseline is None or not document.findings:
        return document
    place = Path(settings.rules.baseline)
    (told,), _ = without_known((document,), read_baseline(place), place)
    return told


def _similar_file(path: Path) -> str | None:
    """Return the name of the SOP beside a missing one that was probably meant."""
    try:
        beside = sorted(entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml"))
    except OSError:
        return None
    return nearest(path.name, (name for name in beside if name != path.name))
