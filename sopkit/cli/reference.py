"""The reference page of the command line, made from the commands' parameters.

python -m sopkit.cli.reference en > docs/reference/command-line.md
python -m sopkit.cli.reference id > docs/reference/command-line.id.md
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sopkit.cli.command import COMMANDS, command_module
from sopkit.cli.help import MAIN_OPTIONS, usage, written
from sopkit.lang import text

if TYPE_CHECKING:
    from sopkit.cli.command import Parameter

__all__ = ["reference_page"]


def reference_page(language: str) -> str:
    """Return the page in Markdown."""
    parts = [
        f"# {_words('page-title', language)}",
        _words("page-made", language),
        _words("summary", language),
        "\n".join(
            f"- [`sopkit {name}`](#sopkit-{name}): {_words(f'{name}-summary', language)}" for name in COMMANDS
        ),
        f"## {_words('page-everywhere', language)}",
        _table(MAIN_OPTIONS, language),
        _words("page-language", language),
        *(part for name in COMMANDS for part in _section(name, language)),
        f"## {_words('page-exit-codes', language)}",
        _words("page-exit-table", language),
    ]
    return "\n\n".join(parts) + "\n"


def _section(name: str, language: str) -> tuple[str, ...]:
    return (
        f"## sopkit {name}",
        f"{_words(f'{name}-summary', language)}\n{_words(f'{name}-details', language)}",
        f"```text\n{usage(name, language)}\n```",
        _table(command_module(name).PARAMETERS, language),
    )


def _table(parameters: tuple[Parameter, ...], language: str) -> str:
    lines = [f"| {_words('page-written', language)} | {_words('page-meaning', language)} |", "|---|---|"]
    for one in parameters:
        shown = written(one, language).replace("|", "\\|")
        lines.append(f"| `{shown}` | {_words(f'parameter-{one.word}', language)} |")
    return "\n".join(lines)


def _words(name: str, language: str) -> str:
    return text(f"cli.{name}", language).rstrip()


if __name__ == "__main__":
    sys.stdout.buffer.write(reference_page(sys.argv[1]).encode())
