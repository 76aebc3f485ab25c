"""What a command is: its name, its parameters and where its code is; words are added from `lang/`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Protocol

    from sopkit.cli.console import Console

    class CommandModule(Protocol):
        """What each module of a command holds."""

        PARAMETERS: tuple[Parameter, ...]

        def run(self, arguments: Namespace, console: Console) -> int:
            """Do the command's work and return the exit code."""


__all__ = [
    "COMMANDS",
    "ENGINE",
    "GLOBALS",
    "MAIN_PARAMETERS",
    "MEANINGS",
    "PAPER",
    "THEME",
    "ExitCode",
    "Parameter",
    "command_module",
]

COMMANDS = (
    "new",
    "init",
    "check",
    "fmt",
    "draw",
    "form",
    "time",
    "workload",
    "walk",
    "translate",
    "export",
    "explain",
    "schema",
    "lsp",
    "build",
    "watch",
)
"""In the order of the help page; each is a module of this name in `sopkit.cli`, but for `_MODULES`."""

_MODULES = {"watch": "watch_site"}
"""The modules that are not called as their commands are."""


MEANINGS = {
    "abk": "workload",
    "bangun": "build",
    "baru": "new",
    "beban": "workload",
    "buat": "new",
    "cek": "check",
    "cetak": "form",
    "ekspor": "export",
    "format": "fmt",
    "formulir": "form",
    "gambar": "draw",
    "jalankan": "walk",
    "editor": "lsp",
    "jelaskan": "explain",
    "lint": "check",
    "lihat": "watch",
    "pantau": "watch",
    "serve": "watch",
    "mulai": "init",
    "periksa": "check",
    "print": "form",
    "rapikan": "fmt",
    "render": "draw",
    "run": "walk",
    "server": "lsp",
    "skema": "schema",
    "telusuri": "walk",
    "terjemahkan": "translate",
    "validate": "check",
    "waktu": "time",
}
"""Words that people type for a command, and the command that they mean."""


class ExitCode(IntEnum):
    """What the command line tells the program that called it."""

    NO_ERRORS = 0
    """Warnings and hints do not count."""
    ERRORS_FOUND = 1
    WRONG_USE = 2
    """The words typed, the settings or the machine do not allow what was asked."""
    NO_INPUT = 3
    """A file cannot be read, or a folder holds no SOP."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument or option. Its words stand in `lang/*/cli.yaml` as `parameter-NAME`."""

    name: str
    """The attribute of the parsed arguments; its words' key has dashes for the underscores."""
    flags: tuple[str, ...] = ()
    """How an option is written, the long form last; empty for an argument."""
    value: str | None = None
    """What the help page calls its value, as `value-…` in the words; None for an option without one."""
    choices: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    """Whether it takes several words; an option is repeated, each time with one."""

    @property
    def word(self) -> str:
        """The end of the keys of its words."""
        return self.name.replace("_", "-")

    @property
    def is_option(self) -> bool:
        """Whether it is written with dashes."""
        return bool(self.flags)


GLOBALS = (Parameter("lang", ("--lang",), choices=("id", "en")), Parameter("help", ("-h", "--help")))
"""What every command takes; the language may stand before its name too."""

ENGINE = Parameter("engine", ("--engine",), choices=("graphviz-pure", "dot"))
"""What every command takes that draws."""

PAPER = Parameter("paper", ("--paper",), choices=("A4", "F4", "Letter", "Legal"))
"""What every command takes that draws on sheets of paper."""

THEME = Parameter("theme", ("--theme",), value="theme")
"""What every command takes whose drawings can look otherwise."""

MAIN_PARAMETERS = (Parameter("version", ("--version",)),)
"""What sopkit itself takes, without a command."""


def command_module(name: str) -> CommandModule:
    """Import the module of a command; the others stay unread."""
    return cast("CommandModule", import_module(f"sopkit.cli.{_MODULES.get(name, name)}"))
