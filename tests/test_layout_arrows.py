"""The laws of the arrows, over generated SOPs."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given

from sopkit.layout.table import lay_out
from sopkit.model import Actor, ActorId, Approval, Branch, Performers, Sop, Step, StepKey
from tests.arrow_laws import LAWS
from tests.strategies import sops


def long_sop(steps: int, actors: int, seed: int) -> Sop:
    """Return an SOP of so many steps, half of which send back: to themselves, one up, or far up."""
    random = Random(seed)
    columns = tuple(Actor(ActorId(f"a{index}"), f"Kepala Bagian {index}") for index in range(actors))
    rows = []
    for number in range(1, steps + 1):
        up = random.choice([0, 1, 2, 5, 20, number])
        back = (Branch(StepKey(str(max(1, number - up))), when="ada perbaikan"),)
        rows.append(
            Step(
                number,
                Performers((random.choice(columns).id,)),
                "Menelaah dan mengoreksi konsep",
                when="sesuai",
                returns=back if random.random() < 0.5 else (),
            )
        )
    day = date(2026, 1, 2)
    return Sop("1", "Contoh", ("Biro",), day, day, Approval("Kepala"), columns, tuple(rows))


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

    @pytest.mark.parametrize(("steps", "actors"), [(200, 15), (120, 1), (90, 2)])
    def test_every_law_holds_for_the_longest_tables(self, steps: int, actors: int) -> None:
        """Tables of two hundred steps, half of which send back, keep every law."""
        sop = long_sop(steps, actors, seed=35)
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}
