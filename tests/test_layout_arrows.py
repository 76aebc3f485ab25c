"""The laws of the arrows, over generated SOPs."""

from __future__ import annotations

import os
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.layout.table import lay_out
from sopkit.model import END, Actor, ActorId, Approval, Branch, Manner, Performers, Sop, Step, StepKey
from tests.arrow_laws import LAWS
from tests.strategies import sops


def long_sop(steps: int, actors: int, random: Random, *, mixed: bool = False) -> Sop:
    """Return an SOP of so many steps, half of which send back: to themselves, one up, or far up.

    `mixed` also has several actors at one step in every manner, several returns of one step, ways ahead over
    other steps and ends before the last step.
    """
    columns = tuple(Actor(ActorId(f"a{index}"), f"Kepala Bagian {index}") for index in range(actors))
    rows = []
    for number in range(1, steps + 1):
        count = random.choice([1, 1, 1, 2, 3]) if mixed else 1
        who = tuple(actor.id for actor in random.sample(columns, min(count, actors)))
        manner = (
            random.choice([Manner.TOGETHER, Manner.ANY, Manner.IN_ORDER]) if len(who) > 1 else Manner.ALONE
        )
        sends_back = random.random() < 0.5
        rows.append(
            Step(
                number,
                Performers(who, manner),
                "Menelaah dan mengoreksi konsep",
                when="sesuai",
                returns=_returns(number, random, mixed=mixed) if sends_back else (),
                branches=_ahead(number, steps, random) if mixed and random.random() < 0.2 else (),
            )
        )
    day = date(2026, 1, 2)
    return Sop("1", "Contoh", ("Biro",), day, day, Approval("Kepala"), columns, tuple(rows))


def _returns(number: int, random: Random, *, mixed: bool) -> tuple[Branch, ...]:
    ups = random.sample([0, 1, 2, 5, 20, number], random.choice([1, 1, 2, 3]) if mixed else 1)
    targets = dict.fromkeys(max(1, number - up) for up in ups)
    return tuple(Branch(StepKey(str(target)), when=f"ada perbaikan {target}") for target in targets)


def _ahead(number: int, steps: int, random: Random) -> tuple[Branch, ...]:
    if number >= steps - 1:
        return ()
    target = random.choice([END, StepKey(str(random.randint(number + 2, steps)))])
    return (Branch(target, when="lain"),)


class TestLawsOfTheArrows:
    """Every SOP without errors can be drawn; its arrows cross no symbol and never lie on each other."""

    @given(sops(max_steps=10, max_actors=5))
    def test_every_law_holds_for_small_tables(self, sop: Sop) -> None:
        """Tables of up to ten steps and five actors keep every law."""
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}

    @given(sops(max_steps=60, max_actors=12, horrors=False))
    def test_every_law_holds_for_large_tables(self, sop: Sop) -> None:
        """Tables of up to sixty steps and twelve actors keep every law."""
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}

    @pytest.mark.skipif(
        os.environ.get("SOPKIT_HYPOTHESIS") != "full", reason="only with SOPKIT_HYPOTHESIS=full"
    )
    @given(st.integers(60, 200), st.integers(1, 15), st.integers(0, 2**32))
    @settings(max_examples=100)
    def test_every_law_holds_for_the_largest_tables(self, steps: int, actors: int, seed: int) -> None:
        """Tables of up to two hundred steps and fifteen actors, with ways of every kind, keep every law."""
        sop = long_sop(steps, actors, Random(seed), mixed=True)
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}

    @pytest.mark.parametrize(("steps", "actors"), [(200, 15), (120, 1), (90, 2)])
    def test_every_law_holds_for_the_longest_tables(self, steps: int, actors: int) -> None:
        """Tables of two hundred steps, half of which send back, keep every law."""
        sop = long_sop(steps, actors, Random(35))
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}
