"""The steps of SOPs as comma-separated values, a row each, for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from sopkit.export.words import Wording, columns_of, flat
from sopkit.lang import text
from sopkit.layout.columns import column_title
from sopkit.model import Column, ColumnName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.model import Sop

__all__ = ["as_csv"]

_FORMULA: Final = re.compile(r"'*\s*[=+\-@＝＋－＠]")
"""What a spreadsheet may take for a formula, and what looks like one that was made harmless.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""


def as_csv(sops: Sequence[Sop], *, named: bool | None = None, separator: str = ",") -> str:
    """Return a row for each step, in the columns of the form and one for what follows.

    `named` puts number and title of the SOP before them; without it that is done for several SOPs. If their
    forms or languages differ, the columns are the usual ones with headings in the language of the first.
    Several lines of a cell are parted by line feeds, and so are the rows. A text that a spreadsheet would
    take for a formula has an apostrophe before it.

    Source: RFC 4180, with line feeds.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    naming = len(sops) > 1 if named is None else named
    columns = _columns(sops)
    if sops:
        writer.writerow(map(_harmless, _headings(columns, sops[0].language, naming=naming)))
    for sop in sops:
        name = [flat(sop.number), flat(sop.title)] if naming else []
        writer.writerows(map(_harmless, [*name, *cells]) for cells in _rows(sop, columns))
    return out.getvalue()


def _columns(sops: Sequence[Sop]) -> tuple[Column, ...]:
    """Return the columns that all these SOPs have, or the usual ones."""
    forms = {(sop.language, columns_of(sop)) for sop in sops}
    return forms.pop()[1] if len(forms) == 1 else tuple(Column(name) for name in ColumnName)


def _headings(columns: Sequence[Column], language: str, *, naming: bool) -> Iterator[str]:
    if naming:
        yield from (text("cover.number", language), text("cover.title", language))
    yield from (flat(column_title(column, language)) for column in columns)
    yield text("export.ways", language)


def _rows(sop: Sop, columns: Sequence[Column]) -> Iterator[list[str]]:
    wording = Wording(sop)
    for step in sop.steps:
        cells = ["\n".join(wording.cell(step, column.name)) for column in columns]
        yield [*cells, "\n".join(wording.ways(step))]


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
