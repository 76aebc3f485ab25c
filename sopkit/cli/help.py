"""The help pages of the command line, made from the commands' parameters."""

from __future__ import annotations

import textwrap

from sopkit.cli.command import COMMANDS, GLOBALS, MAIN_PARAMETERS, Parameter, command_module
from sopkit.lang import text

__all__ = ["MAIN_OPTIONS", "help_page", "usage", "written"]

_WIDTH = 88
MAIN_OPTIONS = (*MAIN_PARAMETERS, *GLOBALS)


def help_page(command: str, language: str) -> str:
    """Return what `sopkit COMMAND --help` prints; the page of sopkit itself for an empty command."""
    return _command_help(command, language) if command else _main_help(language)


def usage(name: str, language: str) -> str:
    """Return how a command is written, on one line.

    >>> usage("explain", "en")
    'sopkit explain [CODE|NAME] [--lang id|en]'
    """
    parameters = command_module(name).PARAMETERS
    arguments = [_bracketed(one, language) for one in parameters if not one.is_option]
    options = [_bracketed(one, language) for one in (*parameters, GLOBALS[0]) if one.is_option]
    return " ".join(("sopkit", name, *arguments, *options))


def written(parameter: Parameter, language: str) -> str:
    """Return every way to write a parameter, with its value after the last."""
    *others, last = parameter.flags or ("",)
    return ", ".join((*others, f"{last} {_value(parameter, language)}".strip()))


def _main_help(language: str) -> str:
    longest = max(len(name) for name in COMMANDS)
    commands = [
        _filled(
            _words(f"{name}-summary", language), first=f"  {name:<{longest}}  ", further=" " * (longest + 4)
        )
        for name in COMMANDS
    ]
    return "\n".join(
        (
            f"{_words('usage', language)} sopkit {_words('value-command', language)} …",
            "",
            _wrapped(_words("summary", language)),
            "",
            _words("commands", language),
            *commands,
            "",
            _section("options", MAIN_OPTIONS, language),
            "",
            _wrapped(_words("exit-codes", language)),
            _wrapped(_words("more-help", language)),
        )
    )


def _command_help(name: str, language: str) -> str:
    parameters = command_module(name).PARAMETERS
    arguments = tuple(parameter for parameter in parameters if not parameter.is_option)
    options = (*(parameter for parameter in parameters if parameter.is_option), *GLOBALS)
    parts = [
        f"{_words('usage', language)} {usage(name, language)}",
        _wrapped(_words(f"{name}-summary", language) + "\n" + _words(f"{name}-details", language)),
    ]
    if arguments:
        parts.append(_section("arguments", arguments, language))
    parts.append(_section("options", options, language))
    return "\n\n".join(parts)


def _words(name: str, language: str) -> str:
    return text(f"cli.{name}", language).rstrip()


def _wrapped(words: str) -> str:
    return "\n".join(_filled(line, first="", further="") for line in words.splitlines())


def _filled(words: str, *, first: str, further: str) -> str:
    return textwrap.fill(
        words, _WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )


def _section(title: str, parameters: tuple[Parameter, ...], language: str) -> str:
    lines = [_words(title, language)]
    for parameter in parameters:
        lines.append("  " + written(parameter, language))
        description = _words(f"parameter-{parameter.word}", language)
        lines.append(_filled(description, first=" " * 6, further=" " * 6))
    return "\n".join(lines)


def _bracketed(parameter: Parameter, language: str) -> str:
    """Write a parameter as the usage has it: an option by its shortest form."""
    shortest = f"{''.join(parameter.flags[:1])} {_value(parameter, language)}".strip()
    bracketed = shortest if parameter.required else f"[{shortest}]"
    return f"{bracketed}…" if parameter.many and parameter.is_option else bracketed


def _value(parameter: Parameter, language: str) -> str:
    choices = "|".join(parameter.choices)
    value = _words(f"value-{parameter.value}", language) if parameter.value else choices
    return f"{value}…" if parameter.many and not parameter.is_option else value
