"""`sopkit draw`: the flowchart table of an SOP as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ENGINE, PAPER, THEME, ExitCode, Parameter
from sopkit.cli.inputs import read_document, refuse_errors, settings_for, tell_undrawn
from sopkit.cli.output import deliver, named_output, refuse_bad_output, refuse_terminal
from sopkit.cli.parser import UsageFault
from sopkit.cli.theme import theme_of

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from sopkit.cli.console import Console

__all__ = ["FORMS", "PARAMETERS", "run"]

FORMS = ("svg", "png", "pdf", "dot", "layout")
_PICTURES = ("svg", "png", "pdf")
_BINARY = ("png", "pdf")
_ENDINGS = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot", ".json": "layout"}

PARAMETERS = (
    Parameter("file", value="file", required=True),
    Parameter("output", ("-o", "--output"), value="file"),
    Parameter("picture_form", ("--format",), choices=FORMS),
    ENGINE,
    PAPER,
    THEME,
)


def run(arguments: Namespace, console: Console) -> int:
    """Draw one SOP; to standard output unless a file is named."""
    output = named_output(arguments.output)
    form = _form(arguments.picture_form, output)
    if arguments.paper and form != "pdf":
        raise UsageFault("paper-without-pdf", form=form)
    if output is not None:
        refuse_bad_output(output, arguments.file, ".svg")
    elif form in _BINARY:
        refuse_terminal(form, console)
    settings = settings_for(arguments.file)
    theme = theme_of(arguments.theme, settings.theme, "colour")
    document = read_document(arguments.file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    from sopkit.chart import draw
    from sopkit.layout import in_form_of

    engine = arguments.engine or settings.engine
    sop = in_form_of(settings.form, document.sop)
    data = draw(sop, form, engine=engine, paper=arguments.paper, theme=theme)
    deliver(data, output, console)
    if form in _PICTURES:
        tell_undrawn(document, console, table_only=True)
    return ExitCode.NO_ERRORS


def _form(asked: str | None, output: Path | None) -> str:
    """Return the form asked for, or the one that the output's ending means."""
    ending = output.suffix.lower() if output else ""
    meant = _ENDINGS.get(ending)
    if asked and meant and asked != meant:
        raise UsageFault("form-against-ending", form=asked, ending=ending, output=output)
    if output and not asked and not meant:
        endings = ", ".join(f"`{one}`" for one in _ENDINGS)
        raise UsageFault("unknown-ending", output=output, endings=endings)
    return asked or meant or "svg"
