"""`sopkit form`: the whole form of an SOP, ready to print and sign."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopkit.cli.command import PAPER, THEME, ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT, read_document, refuse_errors, settings_for, tell_undrawn
from sopkit.cli.output import deliver, named_output, refuse_bad_output, refuse_terminal
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import explain_error
from sopkit.cli.theme import theme_of
from sopkit.errors import PaperTooSmall

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console
    from sopkit.model import Sop

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("file", value="file", required=True),
    Parameter("document", ("-o", "--output"), value="file", required=True),
    PAPER,
    THEME,
    Parameter("foot", ("--foot",), value="millimetres"),
    Parameter("one_page", ("--one-page",)),
)
_ENDING: Final = ".pdf"
_LENGTH: Final = re.compile(r"[0-9]+([.,][0-9]+)?")


def run(arguments: Namespace, console: Console) -> int:
    """Write the form of one SOP as a PDF."""
    output = named_output(arguments.document)
    if output is None:
        refuse_terminal("pdf", console)
    else:
        refuse_bad_output(output, arguments.file, _ENDING)
        if output.suffix.lower() != _ENDING:
            raise UsageFault("form-not-pdf", output=output, example=output.with_suffix(_ENDING))
    settings = settings_for(arguments.file)
    theme = theme_of(arguments.theme, settings.theme, "monochrome")
    document = read_document(arguments.file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    from sopkit.layout import in_form_of

    sop = in_form_of(settings.form, document.sop)
    deliver(_drawn(sop, arguments, theme, console), output, console)
    tell_undrawn(document, console)
    return ExitCode.NO_ERRORS


def _drawn(sop: Sop, arguments: Namespace, theme: str, console: Console) -> bytes:
    from sopkit.chart.form import form, most_foot_mm
    from sopkit.layout.paper import FOOT_BAND_MM

    foot = FOOT_BAND_MM
    if arguments.foot is not None:
        foot = _millimetres(arguments.foot, most_foot_mm(sop, arguments.paper))
    try:
        return form(
            sop,
            paper=arguments.paper,
            folder=Path() if arguments.file == STANDARD_INPUT else Path(arguments.file).parent,
            foot_band_mm=foot,
            one_page=arguments.one_page,
            theme=theme,
        )
    except PaperTooSmall as error:
        if error.reason == "columns" or foot <= FOOT_BAND_MM:
            raise
        blanks = {"message": explain_error(error, console), "foot": arguments.foot}
        raise UsageFault("foot-too-high", usual=f"{FOOT_BAND_MM:g}", **blanks) from error


def _millimetres(written: str, most: int) -> float:
    """Return a length as it is typed, with a point or a comma. Raises UsageFault: none from 0 to `most`."""
    length = float(written.replace(",", ".")) if _LENGTH.fullmatch(written) else -1.0
    if not 0 <= length <= most:
        raise UsageFault("no-foot", option="--foot", value=written, most=most)
    return length
