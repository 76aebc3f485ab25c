"""What `conf.py` says about SOPs, checked once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sphinx.errors import ConfigError

from sopkit.chart.render import ENGINES
from sopkit.chart.theme_file import named_theme
from sopkit.errors import SopkitError
from sopkit.lang import LANGUAGES, text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["VALUES", "Choices", "add_values", "check_values"]

VALUES: Final[tuple[tuple[str, Literal["", "env"], type], ...]] = (
    ("sop_path", "env", str),
    ("sop_theme", "env", str),
    ("sop_language", "env", str),
    ("sop_engine", "env", str),
    ("sop_settings", "env", str),
    ("sop_hints", "", bool),
)
"""The names of the values, what a change of them makes Sphinx do anew, and their types."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds for all SOPs of a documentation; None means that nothing was said."""

    folder: Path | None
    """Where SOPs are that pages name by their ids."""
    theme: str | None
    """The name of a theme, or the whole path of a theme file."""
    language: str
    """Of headings and warnings, `en` or `id`."""
    engine: str | None
    settings: Path | None
    """The settings file of all SOPs, in place of those beside or above them."""
    hints: bool
    """Whether hints are told too."""

    @classmethod
    def of(cls, config: Config, folder: str | os.PathLike[str]) -> Choices:
        """Return what `conf.py` says; paths are seen from `folder`, the one of the sources."""
        base = Path(folder)
        theme: str | None = config.sop_theme
        return cls(
            folder=None if config.sop_path is None else base / config.sop_path,
            theme=str(base / theme) if theme is not None and theme.endswith(".toml") else theme,
            language=config.sop_language or (config.language if config.language in LANGUAGES else "en"),
            engine=config.sop_engine,
            settings=None if config.sop_settings is None else base / config.sop_settings,
            hints=bool(config.sop_hints),
        )


def add_values(app: Sphinx) -> None:
    """Let `conf.py` have the values."""
    for name, rebuild, kind in VALUES:
        app.add_config_value(name, False if kind is bool else None, rebuild, (kind, type(None)))


def check_values(app: Sphinx, config: Config) -> None:
    """Refuse values that cannot be meant. Raises ConfigError."""
    _check_name("sop_language", config.sop_language, LANGUAGES)
    _check_name("sop_engine", config.sop_engine, ENGINES)
    choices = Choices.of(config, app.srcdir)
    if choices.folder is not None and not os.path.isdir(choices.folder):
        raise _fault(choices, "no-folder", name="sop_path", value=config.sop_path, path=choices.folder)
    if choices.settings is not None and not os.path.isfile(choices.settings):
        raise _fault(
            choices, "no-file", name="sop_settings", value=config.sop_settings, path=choices.settings
        )
    if choices.theme is not None:
        try:
            named_theme(choices.theme)
        except SopkitError as error:
            raise ConfigError(f"sop_theme: {error}") from error


def _check_name(name: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        names = ", ".join(f"`{each}`" for each in known)
        raise ConfigError(text("ext.no-such-value", "en", name=name, value=value, known=names))


def _fault(choices: Choices, word: str, **blanks: object) -> ConfigError:
    return ConfigError(text(f"ext.{word}", choices.language, **blanks))
