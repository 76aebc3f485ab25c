"""Hypothesis strategies for valid SOPs, built from small to large; they never call the code under test."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from sopkit.model import (
    END,
    Actor,
    ActorId,
    Approval,
    Branch,
    Column,
    ColumnName,
    Form,
    Manner,
    Paper,
    Performers,
    Quantity,
    Revision,
    Sop,
    Status,
    Step,
    StepKey,
    TimeKind,
    TimeStandard,
    Unit,
)

__all__ = ["minute_times", "performers", "sops", "texts", "time_standards"]

ACTIVITIES = (
    "Menerima berkas permohonan",
    "Memeriksa kelengkapan berkas, jika belum lengkap dikembalikan",
    "Menyusun konsep Nota Dinas dan menyampaikannya kepada Kepala Bagian untuk ditelaah lebih lanjut",
    "Menandatangani surat",
    "Mengarsipkan",
)
WORDS = ("Berkas", "Dokumen, data", "Surat permintaan data kpd PD", "Nota: Dinas #3", "- draf", "no", "2021")
HORRORS = (
    "\"kutip\" dan 'kutip'",
    "<script>alert(1)</script>",
    "]]> &amp; &lt;",
    r"\N \G \E \n \\",
    'digraph { a -> b [label="x"] }',
    "{{ 7 * 7 }} ${x} %s",
    "# bukan komentar",
    "@ * & ! % [ { ` |",
    "日本語 é ß ½ –",
    "Tidakadaspasisamasekalidalamkatapanjanginiyangharusdipotongdengancarayangbaik",
    "https://contoh.example/alamat/yang/panjang?dengan=kueri&dan=lain",
)


def texts(*, horrors: bool = True) -> st.SearchStrategy[str]:
    """One-line texts as authors write them; with `horrors` also such as try to break a writer."""
    letters = st.text(string.ascii_letters + " .,:;/()-", min_size=1, max_size=40)
    plain = st.one_of(st.sampled_from(ACTIVITIES), st.sampled_from(WORDS), letters)
    every = st.one_of(plain, st.sampled_from(HORRORS)) if horrors else plain
    return every.map(lambda text: " ".join(text.split())).filter(_is_something)


def _is_something(text: str) -> bool:
    return text not in {"", "-", "~", "null", "Null", "NULL"}


def minute_times() -> st.SearchStrategy[TimeStandard]:
    """Plain amounts of minutes."""
    return st.integers(1, 600).map(lambda minutes: _amount(minutes, "menit", Unit.MINUTE))


def time_standards() -> st.SearchStrategy[TimeStandard]:
    """Amounts, ranges, open-ended and unmeasured times whose text and meaning are known beforehand."""
    units = st.sampled_from(
        [
            ("menit", Unit.MINUTE),
            ("jam", Unit.HOUR),
            ("hari", Unit.DAY),
            ("hari kerja", Unit.WORKING_DAY),
            ("minggu", Unit.WEEK),
            ("bulan", Unit.MONTH),
        ]
    )
    amounts = st.builds(lambda value, unit: _amount(value, *unit), st.integers(1, 90), units)
    ranges = st.builds(_range, st.integers(1, 40), st.integers(1, 40), units)
    open_ended = st.sampled_from(["Sesuai kebutuhan", "Segera", "Triwulanan"]).map(
        lambda text: TimeStandard(text, TimeKind.OPEN_ENDED)
    )
    return st.one_of(amounts, ranges, open_ended)


def _amount(value: int, word: str, unit: Unit) -> TimeStandard:
    quantity = Quantity(Fraction(value), unit)
    return TimeStandard(f"{value} {word}", TimeKind.AMOUNT, quantity, quantity)


def _range(low: int, width: int, unit: tuple[str, Unit]) -> TimeStandard:
    word, kind = unit
    return TimeStandard(
        f"{low} - {low + width} {word}",
        TimeKind.RANGE,
        Quantity(Fraction(low), kind),
        Quantity(Fraction(low + width), kind),
    )


@st.composite
def performers(draw: st.DrawFn, actors: tuple[Actor, ...], *, joint: bool = True) -> Performers:
    """Who performs a step: mostly one actor, sometimes several in each manner."""
    ids = [actor.id for actor in actors]
    if not joint or len(ids) == 1 or draw(st.integers(0, 4)) > 0:
        return Performers((draw(st.sampled_from(ids)),))
    several = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=min(4, len(ids)), unique=True))
    manner = draw(st.sampled_from([Manner.TOGETHER, Manner.ANY, Manner.IN_ORDER]))
    return Performers(tuple(several), manner)


@dataclass
class _Plan:
    """The ways of a flow while it is being made, by 0-based rows; the row after the last is the end."""

    count: int
    next: dict[int, int] = field(default_factory=dict)
    branches: dict[int, list[int]] = field(default_factory=dict)
    returns: dict[int, list[int]] = field(default_factory=dict)


@st.composite
def _plans(draw: st.DrawFn, max_steps: int, many_ways: bool) -> _Plan:
    """Ways that reach every step from the one before or from an earlier one, and an end from everywhere."""
    count = draw(st.integers(1, max_steps))
    plan = _Plan(count)
    reached: set[int] = {0}
    choices = st.integers(0, 7)
    for row in range(count):
        choice = draw(choices)
        following = row + 1
        ahead = st.integers(following, count)
        if choice == 0:
            plan.next[row] = draw(ahead)
            plan.branches[row] = draw(st.lists(ahead, min_size=1, max_size=3 if many_ways else 1))
        elif choice == 1 and following in reached:
            plan.next[row] = draw(ahead)
        elif choice in {2, 3}:
            plan.returns[row] = draw(
                st.lists(st.integers(0, row), min_size=1, max_size=3 if many_ways else 1)
            )
        targets = {plan.next.get(row, following), *plan.branches.get(row, ())}
        if following < count and following not in reached | targets:
            plan.branches.setdefault(row, []).append(following)
            targets.add(following)
        reached |= targets
    return plan


@st.composite
def _branches(draw: st.DrawFn, keys: list[StepKey], targets: list[int], limits: bool) -> tuple[Branch, ...]:
    words = st.one_of(
        st.none(), st.sampled_from(["ada perbaikan", "lengkap", "Ditolak karena tidak memenuhi"])
    )
    return tuple(
        Branch(
            keys[target],
            when=draw(words),
            label=draw(st.one_of(st.none(), st.sampled_from(["Ya", "Tidak", "Belum lengkap"]))),
            limit=draw(st.one_of(st.none(), st.integers(1, 3))) if limits else None,
        )
        for target in targets
    )


@st.composite
def _steps(
    draw: st.DrawFn, actors: tuple[Actor, ...], plan: _Plan, words: st.SearchStrategy[str], joint: bool
) -> tuple[Step, ...]:
    named = draw(st.booleans())
    ids = [f"langkah-{row + 1}" if named or draw(st.booleans()) else None for row in range(plan.count)]
    keys = [StepKey(step_id or str(row + 1)) for row, step_id in enumerate(ids)] + [END]
    some_words = st.one_of(st.none(), words)
    items = st.lists(words, max_size=2).map(tuple)
    steps = []
    for row in range(plan.count):
        target = plan.next.get(row)
        steps.append(
            Step(
                number=row + 1,
                performers=draw(performers(actors, joint=joint)),
                activity=draw(words),
                id=ids[row],
                inputs=draw(items),
                time=draw(st.one_of(st.none(), time_standards())),
                outputs=draw(items),
                note=draw(some_words) if row % 3 == 0 else None,
                next=None if target is None else keys[target],
                when=draw(some_words) if row in plan.returns else None,
                returns=draw(_branches(keys, plan.returns.get(row, []), True)),
                branches=draw(_branches(keys, plan.branches.get(row, []), False)),
            )
        )
    return tuple(steps)


@st.composite
def _actors(draw: st.DrawFn, max_actors: int, words: st.SearchStrategy[str]) -> tuple[Actor, ...]:
    count = draw(st.integers(1, max_actors))
    groups = st.sampled_from([None, None, "Biro Umum", "Tim"])
    return tuple(
        Actor(ActorId(f"aktor-{index}"), draw(words), draw(groups) if count > 2 else None)
        for index in range(count)
    )


@st.composite
def _forms(draw: st.DrawFn) -> Form:
    wanted = draw(st.lists(st.sampled_from(list(ColumnName)), unique=True, max_size=7))
    needed = [name for name in (ColumnName.ACTIVITY, ColumnName.ACTORS) if name not in wanted]
    names = [*needed, *wanted] if wanted else []
    titles = st.sampled_from([None, "Uraian Prosedur", "Sumber Data"])
    columns = tuple(Column(name, draw(titles)) for name in names)
    return Form(draw(st.sampled_from([None, *Paper])), columns, draw(st.booleans()))


@st.composite
def sops(
    draw: st.DrawFn,
    *,
    max_steps: int = 8,
    max_actors: int = 5,
    many_ways: bool = True,
    joint: bool = True,
    horrors: bool = True,
) -> Sop:
    """SOPs without errors: returns across everything, several branches, early ends, joint actors.

    `many_ways` allows up to three branches and three returns on one step; `joint` allows several actors on
    one; `horrors` puts hostile text into every text field.
    """
    words = texts(horrors=horrors)
    items = st.lists(words, max_size=2).map(tuple)
    optional = st.one_of(st.none(), words)
    dates = st.dates(date(1990, 1, 1), date(2040, 1, 1))
    actors = draw(_actors(max_actors, words))
    plan = draw(_plans(max_steps, many_ways))
    revisions = st.builds(Revision, optional, st.one_of(st.none(), dates), words)
    return Sop(
        number=draw(words),
        title=draw(words),
        agency=tuple(draw(st.lists(words, min_size=1, max_size=3))),
        created=draw(dates),
        effective=draw(dates),
        approved_by=Approval(draw(words), draw(optional), draw(optional)),
        actors=actors,
        steps=draw(_steps(actors, plan, words, joint)),
        id=draw(st.sampled_from(["", "sop-contoh"])) or "contoh",
        version=draw(optional),
        status=draw(st.sampled_from([None, *Status])),
        revised=draw(st.one_of(st.none(), dates)),
        legal_basis=draw(items),
        related=draw(items),
        warnings=draw(items),
        records=draw(items),
        history=tuple(draw(st.lists(revisions, max_size=2))),
        total_time=draw(st.one_of(st.none(), time_standards())),
        language=draw(st.sampled_from(["id", "en"])),
        form=draw(_forms()),
    )
