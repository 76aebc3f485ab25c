"""`sopkit form`: the whole form of an SOP, ready to print and sign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopkit.cli.command import PAPER, THEME, ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT, read_document, refuse_errors, settings_for
from sopkit.cli.output import deliver, named_output, refuse_bad_output, refuse_terminal
from sopkit.cli.parser import UsageFault
from sopkit.cli.theme import theme_of
from sopkit.errors import InvalidValue

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
_USUAL_FOOT_MM: Final = "20"


def run(arguments: Namespace, console: Console) -> int:
    """Write the form of one SOP as a PDF."""
    output = named_output(arguments.document)
    if output is None:
        refuse_terminal("pdf", console)
    else:
        refuse_bad_output(output, arguments.file, _ENDING)
        if output.suffix.lower() != _ENDING:
            raise UsageFault("form-not-pdf", output=output, example=output.with_suffix(_ENDING))
    foot = _millimetres(arguments.foot or _USUAL_FOOT_MM)
    settings = settings_for(arguments.file)
    theme = theme_of(arguments.theme, settings.theme, "monochrome")
    document = read_document(arguments.file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    from sopkit.layout import in_form_of

    sop = in_form_of(settings.form, document.sop)
    deliver(_drawn(sop, arguments, foot, theme), output, console)
    return ExitCode.NO_ERRORS


def _drawn(sop: Sop, arguments: Namespace, foot: float, theme: str) -> bytes:
    from sopkit.chart.form import form

    folder = Path() if arguments.file == STANDARD_INPUT else Path(arguments.file).parent
    try:
        return form(
            sop,
            paper=arguments.paper,
            folder=folder,
            foot_band_mm=foot,
            one_page=arguments.one_page,
            theme=theme,
        )
    except InvalidValue as error:
        raise UsageFault("no-foot", option="--foot", value=arguments.foot) from error


def _millimetres(written: str) -> float:
    """Return a length as it is typed, with a point or a comma. Raises UsageFault."""
    try:
        return float(written.replace(",", "."))
    except ValueError as error:
        raise UsageFault("no-foot", option="--foot", value=written) from error
