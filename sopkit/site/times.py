"""The times of an SOP on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.timing import timing
from sopkit.lang import text
from sopkit.report import times as report
from sopkit.site.html import Markup, element, joined

if TYPE_CHECKING:
    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["times"]


def times(sop: Sop, language: str, settings: Settings) -> Markup:
    """Return the totals of an SOP, by actor and for each return, as `sopkit time` writes them."""
    found = timing(sop, hours_per_working_day=settings.hours_per_working_day, plain_day=settings.plain_day)
    return joined(
        [
            element("p", text("site.times-why", language), class_="quiet"),
            element(
                "pre", report.text(found, language), tabindex="0", aria_label=text("site.times", language)
            ),
        ]
    )
