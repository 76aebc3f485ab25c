"""`sopkit explain`: what a finding means, why it matters and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (Parameter("name", value="card"),)


def run(arguments: Namespace, console: Console) -> int:
    """Write one card, or the list of all of them."""
    from sopkit.rules.cards import card

    if arguments.name is None:
        _write_list(console)
    else:
        from sopkit.report import explain

        console.write(explain(card(arguments.name), console.language))
    return ExitCode.NO_ERRORS


def _write_list(console: Console) -> None:
    from sopkit.rules.cards import cards

    known = cards()
    longest = max(len(card.name) for card in known)
    for card in known:
        console.write(f"{card.code}  {card.name:<{longest}}  {card.words(console.language).title}")
