"""The settings that hold for the SOPs of each folder, with all that follows from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.chart.render import check_engine
from sopkit.chart.theme_file import named_theme
from sopkit.document import nodes_of, placed, read, with_findings
from sopkit.lint.baseline import read_baseline, without_known
from sopkit.ordinary import ordinary_bytes
from sopkit.rules.policy import policy_of
from sopkit.settings import Settings
from sopkit.site.context import site_context
from sopkit.site.digests import digest, digest_of_bytes, digest_of_tools

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.rules.policy import Policy
    from sopkit.site.context import SiteContext

__all__ = ["Office", "Offices", "SettingsOf", "Wishes"]

SettingsOf = Settings | Callable[[Path], Settings]
"""The settings for all SOPs, or what returns those of a folder, as `sopkit.settings.load_settings` does."""
_MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked for and overrules the settings of every folder."""

    language: str
    engine: str | None = None
    theme: str | None = None
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What holds for the SOPs of some folders; it can be sent to another process."""

    context: SiteContext
    policy: Policy
    form_theme: str
    """The look of the printed form, which is black and white unless something is said."""
    pages: str
    """The number of all that pages and findings come from but the SOPs."""
    drawings: str
    """The number of all that drawings come from but the SOPs."""

    @property
    def settings(self) -> Settings:
        """The settings of the folder, with the look of the whole catalogue."""
        return self.context.settings

    def document(self, data: bytes, path: str, in_folder: Iterable[Finding] | None = None) -> Document:
        """Read an SOP, without the findings that the settings call known.

        `in_folder` is what was found by looking at all SOPs of the folder, as `sopkit.site.compared` does.

        Raises InvalidBaseline.
        """
        document = read(data, path, self.policy)
        if in_folder is not None and document.sop is not None:
            document = self._with_findings(document, tuple(in_folder))
        named = self.settings.rules.baseline
        if named is None or not document.findings:
            return document
        (told,), _ = without_known((document,), read_baseline(Path(named)), Path(named))
        return told

    def _with_findings(self, document: Document, found: tuple[Finding, ...]) -> Document:
        nodes = nodes_of(document) if found else None
        if not (nodes or document.silences):
            return document
        in_places = placed(nodes, document.text, found) if nodes else ()
        return with_findings(document, in_places, self.policy)


class Offices:
    """The offices of the folders of a source, each made once; the first is that of the source itself.

    Raises as `sopkit.site.build` does for languages, engines, settings, templates, themes and baselines.
    """

    def __init__(self, source_dir: Path, settings: SettingsOf, wishes: Wishes) -> None:
        self._settings = settings
        self._wishes = wishes
        self._of_folder: dict[Path, int] = {}
        self._of_settings: dict[Settings, int] = {}
        self._contents: dict[str, str] = {}
        self._all: list[Office] = []
        own = self._settings_of(source_dir)
        self.root = site_context(
            own,
            language=wishes.language,
            engine=wishes.engine,
            theme=wishes.theme,
            templates=wishes.templates,
        )
        self.of(source_dir)

    @property
    def all(self) -> tuple[Office, ...]:
        """Every office so far."""
        return tuple(self._all)

    def of(self, folder: Path) -> int:
        """Return the place in `all` of the office of a folder."""
        if folder not in self._of_folder:
            settings = self._settings_of(folder)
            if settings not in self._of_settings:
                self._of_settings[settings] = len(self._all)
                self._all.append(self._office(settings))
            self._of_folder[folder] = self._of_settings[settings]
        return self._of_folder[folder]

    def is_steady(self) -> bool:
        """Return whether the files that were looked at for themes and known findings are still the same."""
        return all(number == _number(path) for path, number in self._contents.items())

    def _settings_of(self, folder: Path) -> Settings:
        return self._settings(folder) if callable(self._settings) else self._settings

    def _office(self, settings: Settings) -> Office:
        wishes = self._wishes
        context = replace(
            self.root,
            settings=replace(settings, site=self.root.settings.site),
            engine=wishes.engine or settings.engine,
            theme=wishes.theme or settings.theme or "colour",
        )
        check_engine(context.engine)
        policy = policy_of(settings)
        tools = digest_of_tools(context.engine)
        form_theme = wishes.theme or settings.theme or "monochrome"
        looks = (self._look(context.theme), self._look(form_theme))
        return Office(
            context=context,
            policy=policy,
            form_theme=form_theme,
            pages=digest(tools, context.fingerprint, _words(policy), self._baseline(settings)),
            drawings=digest(tools, context.engine, *looks, repr(settings.form)),
        )

    def _look(self, theme: str) -> str:
        """Return the number of a theme. Raises UnknownName, InvalidSettings: it is none, or faulty."""
        named_theme(theme)
        return self._content(theme) if theme.endswith(".toml") else theme

    def _baseline(self, settings: Settings) -> str:
        """Return the number of a file of known findings. Raises InvalidBaseline."""
        named = settings.rules.baseline
        if named is None:
            return ""
        read_baseline(Path(named))
        return self._content(named)

    def _content(self, path: str) -> str:
        if path not in self._contents:
            self._contents[path] = _number(path)
        return self._contents[path]


def _number(path: str) -> str:
    """Return the number of a file that was read before; empty where it is gone by now."""
    try:
        return digest_of_bytes(ordinary_bytes(Path(path), _MOST_BYTES))
    except OSError:
        return ""


def _words(policy: Policy) -> str:
    return repr((sorted(policy.ignored), policy.severities, policy.options))
