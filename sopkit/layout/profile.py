"""The form of an agency, for an SOP that says nothing of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.model import Column, ColumnName, Paper

if TYPE_CHECKING:
    from sopkit.model import Sop
    from sopkit.settings import FormSettings

__all__ = ["in_form_of"]


def in_form_of(agency: FormSettings, sop: Sop) -> Sop:
    """Return the SOP with the paper, columns and column numbers of the agency where it has none itself.

    What the SOP says goes first, each of the three by itself.
    """
    own = sop.form
    columns = tuple(Column(ColumnName(name), title) for name, title in agency.columns)
    paper = Paper(agency.paper) if agency.paper else None
    numbers = agency.numbers if own.numbers is None else own.numbers
    form = replace(own, paper=own.paper or paper, columns=own.columns or columns, numbers=numbers)
    return replace(sop, form=form)
