"""Words typed after a command to values; the only door to argparse.

argparse splits options from arguments. What it would say about mistakes is said here instead, as a
`UsageFault` whose words exist in both languages.
"""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from sopkit.cli.command import GLOBALS, Parameter

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

__all__ = ["UsageFault", "nearest", "parse"]


class UsageFault(Exception):
    """The command line cannot be followed; `word` names its message in `lang/*/cli.yaml`."""

    def __init__(self, word: str, /, *, suggestion: str | None = None, **blanks: object) -> None:
        self.word = word
        self.suggestion = suggestion
        self.blanks = blanks
        super().__init__(word, blanks)


class _Parser(argparse.ArgumentParser):
    """Raises where argparse would print and leave."""

    def error(self, message: str) -> NoReturn:
        raise UsageFault("unusable-arguments", detail=message)


def parse(parameters: tuple[Parameter, ...], words: Sequence[str]) -> Namespace:
    """Return the values of a command's words.

    Options and arguments may stand in any order; after `--` everything is an argument.

    Raises UsageFault: an unknown option, a missing value, a word too many, a value that is no choice.
    """
    before, after = _split(words)
    options = tuple(parameter for parameter in (*parameters, *GLOBALS) if parameter.is_option)
    arguments = tuple(parameter for parameter in parameters if not parameter.is_option)
    values, rest = _parse_options(options, before)
    _refuse_unknown_options(rest, options)
    _fill_arguments(values, arguments, (*rest, *after))
    if not values.help:
        _refuse_missing(values, parameters)
        _refuse_strange_values(values, options)
    return values


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, in any letter case, if one is close.

    >>> nearest("Chekc", ["check", "draw"])
    'check'
    """
    by_plain = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold(), by_plain, n=1)
    return by_plain[close[0]] if close else None


def _split(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if "--" not in words:
        return tuple(words), ()
    place = words.index("--")
    return tuple(words[:place]), tuple(words[place + 1 :])


def _parse_options(
    options: tuple[Parameter, ...], words: tuple[str, ...]
) -> tuple[Namespace, tuple[str, ...]]:
    parser = _Parser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in options:
        has_value = option.value is not None or option.choices
        action = ("append" if option.many else "store") if has_value else "store_true"
        parser.add_argument(*option.flags, dest=option.name, action=action)
    _refuse_single_dashes(words, options)
    try:
        values, rest = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        name = (error.argument_name or "").split("/")[-1]
        takes_value = any(name in option.flags and (option.value or option.choices) for option in options)
        raise UsageFault("value-missing" if takes_value else "value-not-taken", option=name) from error
    return values, tuple(rest)


def _refuse_single_dashes(words: tuple[str, ...], options: tuple[Parameter, ...]) -> None:
    """Stop at `-output`, which would be read as `-o utput`."""
    known = _all_flags(options)
    for word in words:
        flag = "-" + word.partition("=")[0]
        if word[:1] == "-" and word[:2] != "--" and flag in known:
            raise UsageFault("unknown-option", suggestion=flag, option=word.partition("=")[0])


def _refuse_unknown_options(words: tuple[str, ...], options: tuple[Parameter, ...]) -> None:
    for word in words:
        if word.startswith("-") and word != "-":
            flag = word.partition("=")[0]
            raise UsageFault("unknown-option", suggestion=nearest(flag, _all_flags(options)), option=flag)


def _all_flags(options: tuple[Parameter, ...]) -> tuple[str, ...]:
    return tuple(flag for option in options for flag in option.flags)


def _fill_arguments(values: Namespace, arguments: tuple[Parameter, ...], words: tuple[str, ...]) -> None:
    for argument in arguments:
        taken = words if argument.many else words[:1]
        words = words[len(taken) :]
        setattr(values, argument.name, taken if argument.many else "".join(taken) or None)
    if words:
        raise UsageFault("too-many-arguments", word=words[0])


def _refuse_missing(values: Namespace, parameters: tuple[Parameter, ...]) -> None:
    for parameter in parameters:
        given = getattr(values, parameter.name)
        if parameter.required and not (all(given) and given if parameter.many else given):
            word = "option-missing" if parameter.is_option else f"{parameter.word}-missing"
            raise UsageFault(word, option=parameter.flags[-1] if parameter.is_option else "")


def _refuse_strange_values(values: Namespace, options: tuple[Parameter, ...]) -> None:
    for option in options:
        value = getattr(values, option.name)
        if not option.choices or value is None:
            continue
        meant = next((choice for choice in option.choices if choice.casefold() == value.casefold()), None)
        setattr(values, option.name, meant)
        if meant is None:
            raise UsageFault(
                "unknown-choice",
                suggestion=nearest(value, option.choices),
                option=option.flags[-1],
                value=value,
                known=", ".join(f"`{choice}`" for choice in option.choices),
            )
