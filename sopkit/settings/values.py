"""What settings hold, as values with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 -- apps ask fields for their types
from fractions import Fraction
from pathlib import Path

from sopkit.findings import Severity  # noqa: TC001 -- apps ask fields for their types
from sopkit.settings.working_hours import PERPRES_21_2023_WEEK, RAMADAN_WEEK, Week

__all__ = ["CalendarSettings", "FormSettings", "RuleSettings", "Settings", "SiteSettings"]


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """What the table `[calendar]` can set, with its defaults."""

    zone: str = "WIB"
    """`WIB`, `WITA` or `WIT`."""
    week: Week = PERPRES_21_2023_WEEK
    """The working hours of the keys `monday` to `sunday`; a day that was not named has those of the law."""
    ramadan: tuple[tuple[date, date], ...] = ()
    """First and last day of each Ramadan, in their order; which days these are is decided every year."""
    ramadan_week: Week = RAMADAN_WEEK
    """The working hours of the keys `ramadan_monday` to `ramadan_sunday`."""
    holidays: str | tuple[date, ...] = "none"
    """`public` (national holidays, from the package `holidays`), `none`, or an office's own complete list.

    The default asks for no package: the same settings mean the same on every machine.
    """
    joint_leave: bool = True
    """Whether joint leave (cuti bersama) is no working day; of meaning with `public` alone."""
    extra_holidays: tuple[date, ...] = ()
    """Further days without work, such as those of a province."""
    not_holidays: tuple[date, ...] = ()
    """Days on which the office works although they are holidays."""
    working_day: str = "hours"
    """How working days are added: `hours`, as so many minutes of work, or `dates`, by counting days."""


@dataclass(frozen=True, slots=True)
class FormSettings:
    """What the table `[form]` can set: the form of the agency, for SOPs that say nothing of their own."""

    paper: str | None = None
    """`A4`, `F4`, `Letter` or `Legal`; None means A4."""
    columns: tuple[tuple[str, str | None], ...] = ()
    """The names of the columns in their order, each with its title or None for the usual one."""
    numbers: bool = False
    """Whether the columns are numbered in a row below the header."""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What the table `[rules]` can set, and a profile too: which findings are told, and how grave they are.

    Rules are named by name (`hidden-return`), by code (`SOP407`) or by the beginning of codes (`SOP4`), in
    any letter case; `all` means all. Whether a name exists is seen by `sopkit.rules.policy.policy_of`.
    """

    profile: str | None = None
    """The name of a profile that comes with sopkit, or the path of a profile file, which ends in `.toml`.

    None means: `permenpan-rb-35-2012`, in a profile: none.
    """
    select: tuple[str, ...] | None = None
    """What is told instead of what the profile tells; None means: what the profile tells."""
    extend_select: tuple[str, ...] = ()
    """What is told too, such as rules that speak on request."""
    ignore: tuple[str, ...] = ()
    """What is not told; it goes before the two others."""
    severity: tuple[tuple[str, Severity], ...] = ()
    """How grave findings are to the office; of two names for one finding the narrower counts."""
    options: tuple[tuple[str, object], ...] = ()
    """What rules measure by, as fields of `sopkit.rules.options.Options`."""
    baseline: str | None = None
    """The path of a file of known findings, which are not told again."""
    path: Path = field(default=Path("<settings>"), compare=False)
    """The file that it was read from, for messages."""
    prefix: str = field(default="rules.", compare=False)
    """What stands before the keys in messages."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the table `[site]` can set: the look of the published catalogue."""

    title: str | None = None
    """The name of the catalogue; None means: the usual one in the language of the pages."""
    letterhead: tuple[str, ...] = ()
    """The lines at the head of every page, top to bottom."""
    logo: str | None = None
    """The path of a PNG or JPEG picture that stands beside the letterhead."""
    accent: str = "#0b4f8a"
    """The colour of links and marks on light paper."""
    accent_dark: str = "#8ec1f5"
    """The same for readers who prefer the dark."""
    footer: tuple[str, ...] = ()
    """Lines at the foot of every page, such as an address to ask at."""
    templates: str | None = None
    """The path of a folder with the office's own templates."""
    language: str | None = None
    """Of the pages, `id` or `en`; None means: that of the messages."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `sopkit.toml` (or `[tool.sopkit]` in `pyproject.toml`) can set, with its defaults."""

    language: str | None = None
    """Of messages: `id` or `en`; None means: by the locale."""
    hours_per_working_day: Fraction = Fraction(15, 2)
    """Source: Perpres 21/2023, 37.5 hours in five days.

    A settings file that does not set it but has a week of its own in `[calendar]` gets the average of that
    week, so that totals and dates speak of the same day. What a file says itself goes first. Settings made in
    Python follow nothing: give both.
    """
    plain_day: str = "working-day"
    """What a plain `hari` counts as in totals: `working-day` or `calendar-day`."""
    engine: str = "graphviz-pure"
    """The drawing engine: `graphviz-pure`, or `dot` for a system Graphviz."""
    calendar_time: str = "apart"
    """What totals do with weeks, months and calendar days: `apart`, or `working-time`.

    Apart they are a sum of their own. As working time a week counts as 5 working days, 7 calendar days as 5
    working days, and a month as 30 calendar days.
    """
    calendar: CalendarSettings = CalendarSettings()
    """The working hours and holidays of the office."""
    theme: str | None = None
    """The look of drawings: `colour`, `monochrome`, or the path of a theme file, which ends in `.toml`.

    None means: colour for the screen, black and white for the printed form.
    """
    form: FormSettings = FormSettings()
    """The form of the agency: paper, columns, column numbers."""
    rules: RuleSettings = RuleSettings()
    """Which findings are told, how grave they are, and what rules measure by."""
    site: SiteSettings = SiteSettings()
    """The published catalogue: its title, letterhead, colours and templates."""
