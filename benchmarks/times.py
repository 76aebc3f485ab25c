"""How long reckoning with times takes: `python benchmarks/times.py`."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from measure import milliseconds

from sopkit import load, schedule, timing, workload
from sopkit.calendar import WIB, WorkCalendar
from sopkit.model import Actor, ActorId, Approval, Branch, Duration, Performers, Sop, Step, StepKey
from sopkit.model.time_parser import parse_time

SOPS = Path(__file__).parent.parent / "sops"
SEED = SOPS / "perbaikan-data-kinerja.yaml"
TEXTS = ("20 Menit", "480 Menit (8 Jam)", "1 - 3 Hari + 2 Jam", "paling lambat 3 (tiga) hari kerja", "Segera")


def large_sop(steps: int, returns: int, branches: int, *, seed: int = 1) -> Sop:
    """Return an SOP of so many steps, with returns and branches drawn by lot, all with limits and chances."""
    lot = random.Random(seed)
    back: dict[int, list[Branch]] = {}
    ahead: dict[int, list[Branch]] = {}
    for _ in range(returns):
        row = lot.randrange(1, steps)
        target = StepKey(str(lot.randrange(row) + 1))
        chance = Fraction(lot.randint(1, 20), 100)
        back.setdefault(row, []).append(Branch(target, limit=lot.randint(1, 3), chance=chance))
    for _ in range(branches):
        row = lot.randrange(steps - 3)
        target = StepKey(str(lot.randrange(row + 2, steps) + 1))
        ahead.setdefault(row, []).append(Branch(target, chance=Fraction(lot.randint(1, 20), 100)))
    actor = ActorId("a")
    rows = tuple(
        Step(
            row + 1,
            Performers((actor,)),
            "Memeriksa",
            time=parse_time(f"{lot.randint(1, 60)} menit"),
            returns=tuple(back.get(row, ())),
            branches=tuple(ahead.get(row, ())),
        )
        for row in range(steps)
    )
    day = date(2026, 1, 5)
    return Sop("1", "Uji", ("Biro",), day, day, Approval("Kepala"), (Actor(actor, "Staf"),), rows)


def read_texts() -> None:
    """Read time standards without what is remembered of them."""
    parse_time.cache_clear()
    for text in TEXTS:
        parse_time(text)


def main() -> None:
    """Print a line for each measured thing."""
    seed = load(SEED)
    rows, tangled = large_sop(200, 100, 0), large_sop(200, 100, 40)
    several = [replace(seed, id=f"sop-{number}", number=str(number)) for number in range(1000)]
    volumes = {sop.id: 12 for sop in several}
    calendar = WorkCalendar()
    monday = datetime(2026, 1, 5, 8, tzinfo=WIB)
    million = Duration(working_minutes=Fraction(1_000_000))
    times = timing(seed)
    route = [step.key for step in seed.steps]
    print(f"read five time standards        {milliseconds(read_texts)}")
    print(f"timing, 10 steps                {milliseconds(lambda: timing(seed, returns=2))}")
    print(f"timing, 200 steps, 100 returns  {milliseconds(lambda: timing(rows), 5)}")
    print(f"the same with 40 branches       {milliseconds(lambda: timing(tangled), 5)}")
    print(f"workload of 1000 SOPs           {milliseconds(lambda: workload(several, volumes), 3)}")
    print(f"add a million working minutes   {milliseconds(lambda: calendar.add(monday, million))}")
    print(f"schedule of 10 steps            {milliseconds(lambda: schedule(times, route, calendar, monday))}")


if __name__ == "__main__":
    main()
