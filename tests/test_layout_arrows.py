"""The laws of the arrows, over generated SOPs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from sopkit.layout.table import lay_out
from tests.arrow_laws import LAWS
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.model import Sop


class TestLawsOfTheArrows:
    """Every SOP without errors can be drawn; its arrows cross no symbol and never lie on each other."""

    @given(sops(max_steps=10, max_actors=5))
    def test_every_law_holds_for_small_tables(self, sop: Sop) -> None:
        """Tables of up to ten steps and five actors keep every law."""
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}

    @given(sops(max_steps=40, max_actors=9, horrors=False))
    def test_every_law_holds_for_large_tables(self, sop: Sop) -> None:
        """Tables of up to forty steps and nine actors keep every law."""
        grid = lay_out(sop)

        assert {law.__name__: faults for law in LAWS if (faults := law(sop, grid))} == {}
