"""`sopkit export`: SOPs as Markdown, Mermaid, CSV or JSON."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.console import json_bytes
from sopkit.cli.documents import documents_of
from sopkit.cli.export_files import write_all
from sopkit.cli.inputs import refuse_errors, settings_for
from sopkit.cli.output import deliver, named_output, refuse_bad_output
from sopkit.cli.parser import UsageFault

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from sopkit.cli.console import Console
    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["FORMS", "PARAMETERS", "run"]

_ENDINGS: Final = {
    "markdown": (".md", ".markdown"),
    "mermaid": (".mmd", ".mermaid"),
    "csv": (".csv",),
    "json": (".json",),
}
FORMS: Final = tuple(_ENDINGS)
_JOINED: Final = ("csv", "json")
"""The forms that hold several SOPs in one text."""
_SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}

PARAMETERS = (
    Parameter("sop_paths", value="path", required=True, many=True),
    Parameter("export_form", ("--to",), choices=FORMS, required=True),
    Parameter("export_output", ("-o", "--output"), value="path"),
    Parameter("separator", ("--separator",), choices=tuple(_SEPARATORS)),
)


@dataclass(frozen=True, slots=True)
class _Exported:
    """An SOP that was read, in the form of its agency, with the settings that hold for it."""

    file: str
    sop: Sop
    settings: Settings


def run(arguments: Namespace, console: Console) -> int:
    """Write SOPs in another form: to standard output, to a file, or a file each into a folder."""
    form, names = arguments.export_form, arguments.sop_paths
    if arguments.separator and form != "csv":
        raise UsageFault("separator-without-csv", form=form)
    several = _are_several(names)
    output = named_output(arguments.export_output)
    folder = output if output and _is_folder(arguments.export_output, several=several) else None
    if folder is None:
        _refuse_bad_file(output, form, names, several=several)
    elif os.path.lexists(folder) and not os.path.isdir(folder):
        raise UsageFault("output-is-file", output=folder)
    found = _read(names, console)
    if isinstance(found, ExitCode):
        return found
    separator = _SEPARATORS[arguments.separator or "comma"]
    if folder is not None:
        each = [_content(form, (one,), separator, joined=False) for one in found]
        _write_each(each, found, folder, form, console)
        return ExitCode.NO_ERRORS
    _write(_content(form, found, separator, joined=several), output, form, console)
    return ExitCode.NO_ERRORS


def _are_several(names: Sequence[str]) -> bool:
    """Whether names stand for any number of SOPs, and not for one file."""
    if len(names) > 1 or os.path.isdir(names[0]):
        return True
    return not os.path.exists(names[0]) and glob.has_magic(names[0])


def _is_folder(written: str, *, several: bool) -> bool:
    """Whether what is written after `-o` means a folder."""
    if os.path.isdir(written) or written.endswith(("/", os.sep)):
        return True
    ending = os.path.splitext(written)[1].lower()
    return several and not any(ending in endings for endings in _ENDINGS.values())


def _refuse_bad_file(output: Path | None, form: str, names: Sequence[str], *, several: bool) -> None:
    """Stop before work for a file that cannot be meant. Raises UsageFault."""
    if output is None:
        if several and form not in _JOINED:
            raise UsageFault("several-need-folder", form=form)
        return
    ending = output.suffix.lower()
    meant = next((each for each, endings in _ENDINGS.items() if ending in endings), form)
    if meant != form:
        raise UsageFault("to-against-ending", output=output, ending=ending, form=form)
    if several and form not in _JOINED:
        raise UsageFault("several-need-folder", form=form)
    for name in names:
        refuse_bad_output(output, name, _ENDINGS[form][0])


def _read(names: tuple[str, ...], console: Console) -> tuple[_Exported, ...] | ExitCode:
    """Return the SOPs, or after a word about each that is faulty or cannot be read what to end with."""
    from sopkit.layout import in_form_of

    settings_of = cache(settings_for)
    found: list[_Exported] = []
    unread = faulty = False
    for document in documents_of(names, console):
        if document is None:
            unread = True
        elif refuse_errors(document, console) or document.sop is None:
            faulty = True
        else:
            from_stream = document.file == console.words("standard-input")
            settings = settings_of(None if from_stream else os.path.dirname(document.file) or os.curdir)
            found.append(_Exported(document.file, in_form_of(settings.form, document.sop), settings))
    if unread:
        return ExitCode.NO_INPUT
    return ExitCode.ERRORS_FOUND if faulty else tuple(found)


def _content(form: str, found: Sequence[_Exported], separator: str, *, joined: bool) -> str:
    """Return the text of one SOP, or of several in one."""
    from sopkit import export

    match form:
        case "markdown":
            return export.as_markdown(found[0].sop, found[0].settings)
        case "mermaid":
            return export.as_mermaid(found[0].sop)
        case "csv":
            return export.as_csv([one.sop for one in found], named=joined, separator=separator)
        case _:
            import json

            several = [export.as_json(one.sop) for one in found]
            return json.dumps(several if joined else several[0], ensure_ascii=False, indent=2) + "\n"


def _write(content: str, output: Path | None, form: str, console: Console) -> None:
    if output is not None:
        deliver(_bytes(content, form), output, console)
    elif form == "json":
        console.write_json(content)
    elif console.streams.stdout.isatty():
        console.write(content)
    else:
        console.write_bytes(content.encode("utf-8"))


def _bytes(content: str, form: str) -> bytes:
    """Return what a file holds; Excel takes a CSV file without the mark of UTF-8 for another encoding."""
    if form == "json":
        return json_bytes(content)
    return content.encode("utf-8-sig" if form == "csv" else "utf-8")


def _write_each(
    contents: Sequence[str], found: Sequence[_Exported], folder: Path, form: str, console: Console
) -> None:
    """Write a file for each SOP, all or none. Raises UsageFault."""
    from sopkit.site.names import page_names

    ending = _ENDINGS[form][0]
    paths = [folder / f"{name}{ending}" for name in page_names(one.sop.id for one in found)]
    sources = {_identity(one.file) for one in found} - {None}
    for path in paths:
        if _identity(path) in sources:
            raise UsageFault("output-is-input", output=path)
    write_all({path: _bytes(content, form) for path, content in zip(paths, contents, strict=True)}, console)
    if console.streams.stderr.isatty():
        console.write_error(console.words("export-written", count=len(paths), folder=folder))


def _identity(path: str | Path) -> tuple[int, int] | None:
    """Return what two names of one file have in common; None where there is no file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
