"""What the rules find on the level of the model, and what they leave unsaid beside other faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.findings import Finding, Pointer, Severity
from sopkit.flow import Flow, WayKind
from sopkit.model import (
    END,
    Actor,
    ActorId,
    Approval,
    Branch,
    Manner,
    Performers,
    Sop,
    Step,
    StepKey,
    TimeKind,
    TimeStandard,
)
from sopkit.rules import rules
from sopkit.rules import run as run_all
from sopkit.rules.policy import default_policy
from tests.strategies import sops


def a_step(number: int, actor: str = "staf", **given: object) -> Step:
    """A step that gives no rule a reason to speak."""
    step = Step(
        number,
        Performers((ActorId(actor),)),
        f"Mengerjakan bagian {number}",
        inputs=(f"Surat {number}",),
        time=TimeStandard("Sesaat", TimeKind.AMOUNT),
        outputs=(f"Surat {number + 1}",),
    )
    return replace(step, **given)  # type: ignore[arg-type]


def a_sop(*steps: Step, **given: object) -> Sop:
    """An SOP of these steps whose one actor is `staf`."""
    sop = Sop(
        number="1",
        title="Mengirim Surat",
        agency=("Biro",),
        created=date(2026, 1, 1),
        effective=date(2026, 2, 1),
        approved_by=Approval("Kepala"),
        actors=(Actor(ActorId("staf"), "Staf Administrasi"),),
        steps=steps,
    )
    return replace(sop, **given)  # type: ignore[arg-type]


def a_way(to: str, when: str | None = None, **given: object) -> Branch:
    """A way of a decision."""
    return replace(Branch(StepKey(to), when), **given)  # type: ignore[arg-type]


def an_error(*pointer: str | int) -> Finding:
    """An error that reading has found."""
    return Finding("SOP101", "unknown-key", Severity.ERROR, pointer)


def run(sop: Sop, earlier: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What the rules find without being asked, but for the one thing that is wrong with a small example."""
    findings = default_policy().applied(run_all(sop, earlier))
    return tuple(finding for finding in findings if finding.name != "single-step")


def found(sop: Sop, *earlier: Finding) -> list[tuple[str, Pointer]]:
    """The names and places of what the rules find."""
    return [(finding.name, finding.pointer) for finding in run(sop, earlier)]


def test_plain_sop_is_silent() -> None:
    """An SOP without faults gives no finding at all."""
    sop = a_sop(a_step(1), a_step(2))

    assert run(sop, ()) == ()


def test_empty_sop_is_silent() -> None:
    """An SOP whose steps and actors could not be read gives the rules nothing to say."""
    sop = a_sop(actors=(), total_time=TimeStandard("1 jam", TimeKind.AMOUNT))

    assert run(sop, (an_error("steps"), an_error("actors"))) == ()


class TestOneFaultOneMessage:
    """A fault is told once; what only follows from it is not told."""

    def test_misspelt_reference(self) -> None:
        """A step that only a misspelt reference leads to is not called unreachable."""
        sop = a_sop(
            a_step(1, next=StepKey("arsp"), branches=(a_way("arsip", "b"),), when="a"),
            a_step(2, id="tinjau"),
            a_step(3, id="arsip"),
        )

        assert found(sop) == [
            ("unknown-step", ("steps", 0, "next")),
            ("unreachable-step", ("steps", 1, "id")),
        ]

    def test_lost_reference(self) -> None:
        """A reference to nothing known may mean any step, so that none is called unreachable."""
        sop = a_sop(a_step(1, next=StepKey("zzz")), a_step(2), a_step(3))

        assert found(sop) == [("unknown-step", ("steps", 0, "next"))]

    def test_backward_next(self) -> None:
        """The step after one whose `next` leads back is not called unreachable."""
        sop = a_sop(
            a_step(1), a_step(2, next=StepKey("1"), branches=(a_way("end", "b"),), when="a"), a_step(3)
        )

        assert found(sop) == [("way-goes-ahead", ("steps", 1, "next"))]

    def test_circle(self) -> None:
        """A `next` that leads back is told as that, though no case would ever come to an end."""
        sop = a_sop(a_step(1), a_step(2, next=StepKey("1")), a_step(3))

        assert found(sop) == [("way-goes-ahead", ("steps", 1, "next"))]

    def test_own_circle(self) -> None:
        """A step whose `next` is the step itself holds every case, and is told once."""
        sop = a_sop(a_step(1), a_step(2, next=StepKey("2")), a_step(3))

        assert found(sop) == [("no-way-to-end", ("steps", 1, "next"))]

    def test_own_step_with_another_way(self) -> None:
        """A `next` to the step itself beside a way to the end is only a way that does not go ahead."""
        sop = a_sop(a_step(1, next=StepKey("1"), when="a", branches=(a_way("end", "b"),)))

        assert found(sop) == [("way-goes-ahead", ("steps", 0, "next"))]

    def test_unreachable_chain(self) -> None:
        """Of steps that can only be reached through one another only the first is told."""
        sop = a_sop(a_step(1, next=StepKey("4")), a_step(2), a_step(3, returns=(a_way("2"),)), a_step(4))

        assert ("unreachable-step", ("steps", 1, "id")) in found(sop)
        assert ("unreachable-step", ("steps", 2, "id")) not in found(sop)

    def test_misspelt_actor(self) -> None:
        """An actor that a misspelt name resembles counts as used."""
        sop = a_sop(a_step(1, "stafff"))

        assert found(sop) == [("unknown-actor", ("steps", 0, "actor"))]

    def test_unknown_actor(self) -> None:
        """While a name resembles no actor, no actor is called unused."""
        sop = a_sop(a_step(1, "xyz"))

        assert found(sop) == [("unknown-actor", ("steps", 0, "actor"))]

    def test_missing_actor(self) -> None:
        """While a step's actors could not be read, no actor is called unused."""
        sop = a_sop(replace(a_step(1), performers=Performers(())))

        assert found(sop, an_error("steps", 0, "actor")) == []

    def test_duplicate_id(self) -> None:
        """A reference to an id that two steps share may mean either, and both count as reached."""
        sop = a_sop(
            a_step(1, next=StepKey("b")), a_step(2, id="a"), a_step(3, id="b"), a_step(4, id="b", returns=())
        )

        assert found(sop) == [("duplicate-step-id", ("steps", 3, "id"))]

    def test_forgotten_return(self) -> None:
        """A return that stands in the activity and is told by its condition is not told twice."""
        words = "Memeriksa {}, jika belum lengkap dikembalikan"
        first = a_step(1, activity=words.format("surat"), when="lengkap")
        sop = a_sop(first, a_step(2, activity=words.format("lampiran")))

        assert found(sop) == [
            ("hidden-return", ("steps", 1, "activity")),
            ("words-without-decision", ("steps", 0, "when")),
        ]

    @pytest.mark.parametrize("place", [("steps", 0), ("steps", 0, "time"), ("steps", 0, "time", "x")])
    def test_overlap(self, place: Pointer) -> None:
        """Where reading found an error, the rules say nothing of the same value, its holder or its parts."""
        sop = a_sop(a_step(1, time=None))

        assert found(sop) == [("step-without-time", ("steps", 0, "time"))]
        assert found(sop, an_error(*place)) == []

    def test_no_overlap_with_the_root(self) -> None:
        """An error of the file as a whole does not silence what is said of its parts."""
        sop = a_sop(a_step(1, time=None))

        assert found(sop, an_error()) == [("step-without-time", ("steps", 0, "time"))]

    def test_warnings_silence_nothing(self) -> None:
        """A warning of reading leaves the rules free to speak of the same value."""
        sop = a_sop(a_step(1, time=None))
        warning = replace(an_error("steps", 0, "time"), severity=Severity.WARNING)

        assert found(sop, warning) == [("step-without-time", ("steps", 0, "time"))]

    @pytest.mark.parametrize("key", ["next", "branches", "brances", "id"])
    def test_doubtful_ways(self, key: str) -> None:
        """A step whose ways could not be read may lead anywhere."""
        sop = a_sop(a_step(1, next=StepKey("3")), a_step(2), a_step(3))

        assert ("unreachable-step", ("steps", 1, "id")) in found(sop, an_error("steps", 0, "activity"))
        assert found(sop, an_error("steps", 0, key)) == []

    def test_broken_file(self) -> None:
        """After an error of the file as a whole any step may lead anywhere."""
        sop = a_sop(a_step(1, next=StepKey("3")), a_step(2), a_step(3))

        assert found(sop, an_error()) == []


class TestSuggestions:
    """A finding tells the likely intention where there is one."""

    @pytest.mark.parametrize(
        ("target", "suggestion"),
        [
            ("tinjauu", "tinjau"),
            ("TINJAU", "tinjau"),
            ("Tinjau Ulang", "tinjau-ulang"),
            ("slesai", "selesai"),
            ("kabag", "tinjau"),
            ("Kepala Bagian", "tinjau"),
            ("9", None),
            ("xyz", None),
            ("langkah 2", "2"),
            ("No. 3", "3"),
            ("2.0", "2"),
            ("langkah 9", None),
            ("akhir", "selesai"),
            ("finish", "end"),
            ("Mengerjakan bagian 3", "tinjau-ulang"),
            ("mengerjakan", "tinjau"),
            ("tinjua", "tinjau"),
        ],
    )
    def test_steps(self, target: str, suggestion: str | None) -> None:
        """An unknown step means an id, the end, a number in words, an activity, or an actor's next step."""
        sop = a_sop(
            a_step(1, next=StepKey(target)),
            a_step(2, "kabag", id="tinjau"),
            a_step(3, id="tinjau-ulang"),
            actors=(Actor(ActorId("staf"), "Staf Administrasi"), Actor(ActorId("kabag"), "Kepala Bagian")),
        )

        (finding,) = (each for each in run(sop, ()) if each.name == "unknown-step")
        assert finding.suggestion == suggestion

    def test_return_to_an_actor(self) -> None:
        """A return to an actor means the actor's last step before, not one after."""
        sop = a_sop(
            a_step(1, "kabag"),
            a_step(2, "kabag", id="tulis"),
            a_step(3, returns=(a_way("kabag"),)),
            a_step(4, "kabag", id="kirim"),
            actors=(Actor(ActorId("staf"), "Staf Administrasi"), Actor(ActorId("kabag"), "Kepala Bagian")),
        )

        (finding,) = run(sop, ())
        assert finding.suggestion == "tulis"

    @pytest.mark.parametrize("target", ["slesai", "akhir"])
    def test_return_to_the_end(self, target: str) -> None:
        """What resembles the end is not suggested for a return, which cannot lead there."""
        sop = a_sop(a_step(1), a_step(2, returns=(a_way(target),)))

        (finding,) = (each for each in run(sop, ()) if each.name == "unknown-step")
        assert finding.suggestion is None

    @pytest.mark.parametrize(
        ("name", "suggestion"),
        [
            *(("kabagg", "kabag"), ("Kepala Bagian", "kabag"), ("kepala_bagian", "kabag")),
            *(("arsiparis", None), ("ppk, arsiparis", None), ("pkp", "ppk")),
            *((f"ppk{sign}kabag", "[ppk, kabag]") for sign in (", ", " dan ", "/", " & ", " ", "; ")),
            *(("(ppk, kabag)", "[ppk, kabag]"), ("PPK, Kepala Bagian", "[ppk, kabag]")),
            *(("ppk atau kabag", "{salah_satu: [ppk, kabag]}"), ("ppk or kabag", "{any: [ppk, kabag]}")),
        ],
    )
    def test_actors(self, name: str, suggestion: str | None) -> None:
        """An unknown actor is read as a misspelt id, an actor's title, or several actors in one text."""
        actors = (Actor(ActorId("kabag"), "Kepala Bagian"), Actor(ActorId("ppk"), "Pejabat Pembuat Komitmen"))
        sop = a_sop(a_step(1, name), a_step(2, "kabag"), a_step(3, "ppk"), actors=actors)

        (finding,) = run(sop, ())
        assert finding.suggestion == suggestion

    def test_actors_of_a_list(self) -> None:
        """Where the comma of a list is missing, the suggestion is what stands between its brackets."""
        performers = Performers((ActorId("staf kabag"), ActorId("staf")), Manner.TOGETHER)
        actors = (Actor(ActorId("staf"), "Staf Administrasi"), Actor(ActorId("kabag"), "Kepala Bagian"))
        sop = a_sop(replace(a_step(1), performers=performers), actors=actors)

        (finding,) = run(sop, ())
        assert (finding.name, finding.suggestion) == ("unknown-actor", "staf, kabag")

    def test_time(self) -> None:
        """An unreadable time passes on what the parser takes it for."""
        time = TimeStandard("5 minit", TimeKind.UNREADABLE, suggestion="5 menit")
        sop = a_sop(a_step(1, time=time))

        (finding,) = run(sop, ())
        assert (finding.name, finding.suggestion) == ("unreadable-time", "5 menit")


class TestPlaces:
    """Findings point at the value that has to be changed."""

    @pytest.mark.parametrize(
        ("manner", "place"),
        [
            (Manner.TOGETHER, ("steps", 0, "actor", 1)),
            (Manner.ANY, ("steps", 0, "actor", "any", 1)),
            (Manner.IN_ORDER, ("steps", 0, "actor", "in_order", 1)),
        ],
    )
    def test_actors(self, manner: Manner, place: Pointer) -> None:
        """An unknown actor among several is pointed at where it stands."""
        performers = Performers((ActorId("staf"), ActorId("xyz")), manner)
        sop = a_sop(replace(a_step(1), performers=performers))

        assert found(sop) == [("unknown-actor", place)]

    def test_related_places(self) -> None:
        """A duplicate id also points at the step that had it first."""
        sop = a_sop(a_step(1, id="a"), a_step(2, id="a"))

        (finding,) = run(sop, ())
        assert finding.related == (("steps", 0, "id"),)

    def test_dates(self) -> None:
        """Each date is compared with the latest before it."""
        sop = a_sop(a_step(1), created=date(2021, 1, 1), revised=date(2022, 1, 1), effective=date(2020, 1, 1))

        (finding,) = run(sop, ())
        assert (finding.pointer, finding.related) == (("effective",), (("revised",),))

    def test_unread_dates(self) -> None:
        """A date that could not be read is compared with nothing."""
        sop = a_sop(a_step(1), created=date(2021, 1, 1), revised=date(2022, 1, 1), effective=date.min)

        assert found(sop) == []

    def test_chances(self) -> None:
        """Chances are added up over branches and returns, and told at the one that goes over."""
        half = Fraction(1, 2)
        sop = a_sop(
            a_step(1),
            a_step(
                2,
                when="a",
                branches=(a_way("end", "b", chance=half),),
                returns=(a_way("1", "c", chance=half), a_way("2", "d", chance=Fraction(1, 100))),
            ),
            a_step(3),
        )

        assert found(sop) == [("chances-over-one", ("steps", 1, "returns", 1, "chance"))]

    @pytest.mark.parametrize("chances", [(1, None), (None, 1), (Fraction(3, 4), Fraction(1, 4)), (1, 0)])
    def test_no_chance_to_go_on(self, chances: tuple[int | Fraction | None, ...]) -> None:
        """Chances of exactly 100%, alone or together, are told at the last that is not zero."""
        branch, back = (None if chance is None else Fraction(chance) for chance in chances)
        sop = a_sop(
            a_step(1),
            a_step(
                2,
                when="a",
                branches=(a_way("end", "b", chance=branch),),
                returns=(a_way("1", "c", chance=back),),
            ),
            a_step(3),
        )

        place = ("returns", 0) if back else ("branches", 0)
        assert ("no-chance-to-go-on", ("steps", 1, *place, "chance")) in found(sop)
        assert "chances-over-one" not in {name for name, _ in found(sop)}


@st.composite
def broken_sops(draw: st.DrawFn) -> Sop:
    """SOPs whose references, ids and actors are exchanged at will."""
    sop = draw(sops(max_steps=5, horrors=False))
    targets = st.sampled_from([*(step.key for step in sop.steps), END, "zz", "", "99", "aktor-0"])
    names = st.sampled_from([None, "langkah-1", "langkah-2", "x"])
    names_of_actors = st.sampled_from(["aktor-0", "aktor-00", "xyz", ""]).map(ActorId)
    alone = st.builds(lambda name: Performers((name,)), names_of_actors)
    several = st.lists(names_of_actors, min_size=2, max_size=3).map(tuple)
    manners = st.sampled_from([Manner.TOGETHER, Manner.ANY, Manner.IN_ORDER])
    steps = tuple(
        replace(
            step,
            id=draw(names),
            next=draw(st.none() | targets.map(StepKey)),
            performers=draw(st.one_of(alone, st.builds(Performers, several, manners))),
            returns=tuple(Branch(StepKey(to)) for to in draw(st.lists(targets, max_size=2))),
            branches=tuple(Branch(StepKey(to)) for to in draw(st.lists(targets, max_size=2))),
        )
        for step in sop.steps
    )
    return replace(sop, steps=steps)


class TestLaws:
    """What holds of every SOP."""

    @given(broken_sops())
    def test_every_error_once(self, sop: Sop) -> None:
        """However an SOP is broken, the rules speak, and never of two errors at one place."""
        errors = [each.pointer for each in run(sop, ()) if each.severity is Severity.ERROR]

        assert len(set(errors)) == len(errors)

    def test_an_id_taken_twice_is_told_before_the_way_to_it(self) -> None:
        """A step that is passed over and has the id of another one is told of its id alone."""
        first, second, last = a_step(1), a_step(2), a_step(3)
        sop = a_sop(replace(first, id="tulis", next=StepKey("3")), replace(second, id="tulis"), last)

        errors = [each.name for each in run(sop, ()) if each.severity is Severity.ERROR]
        assert errors == ["duplicate-step-id"]

    @given(broken_sops())
    def test_no_error_means_sound(self, sop: Sop) -> None:
        """Where the rules find no error, every way leads to a step, and the flow is sound."""
        flow = Flow.of(sop)
        sound = (
            all(way.target in {*flow.keys, END} for way in flow.ways)
            and len(set(flow.keys)) == len(flow.keys)
            and flow.reachable() >= set(flow.keys)
            and flow.reaching_end() >= set(flow.keys)
            and all(
                (flow.position(way.target) <= flow.position(way.source)) == (way.kind is WayKind.RETURN)
                for way in flow.ways
            )
        )
        written = all(branch.to for step in sop.steps for branch in (*step.returns, *step.branches))
        flow_errors = {each.code for each in run(sop, ())} & {f"SOP20{digit}" for digit in "123567"}

        assert bool(flow_errors) == (not sound) or not written

    @given(sops(max_steps=6, horrors=False))
    def test_no_errors(self, sop: Sop) -> None:
        """An SOP whose ways are sound by construction gives no error."""
        errors = [finding for finding in run(sop, ()) if finding.severity is Severity.ERROR]

        assert errors == []

    @given(sops(max_steps=6, horrors=False))
    def test_every_way_is_checked(self, sop: Sop) -> None:
        """A way turned around is always found, as one error at its place."""
        row = len(sop.steps) - 1
        last = sop.steps[row]
        turned = replace(last, returns=(Branch(END), *last.returns))
        broken = replace(sop, steps=(*sop.steps[:row], turned))

        errors = [finding for finding in run(broken, ()) if finding.severity is Severity.ERROR]
        assert [(each.name, each.pointer) for each in errors] == [
            ("return-goes-back", ("steps", row, "returns", 0, "to"))
        ]

    @given(sops(max_steps=5, horrors=False))
    def test_backward_next(self, sop: Sop) -> None:
        """A last step that goes on to the first one is one error, whatever the rest looks like."""
        row = len(sop.steps) - 1
        turned = replace(sop.steps[row], next=sop.steps[0].key)
        broken = replace(sop, steps=(*sop.steps[:row], turned))

        errors = [finding for finding in run(broken, ()) if finding.severity is Severity.ERROR]
        assert [each.pointer for each in errors] == [("steps", row, "next")]
        assert {each.name for each in errors} <= {"way-goes-ahead", "no-way-to-end"}

    @given(sops(max_steps=5, horrors=False))
    def test_sound_flow(self, sop: Sop) -> None:
        """Where the rules find no error, every step is reachable and reaches an end."""
        flow = Flow.of(sop)

        assert flow.reachable() >= set(flow.keys)
        assert flow.reaching_end() >= set(flow.keys)


def test_rules_are_pairs_of_files() -> None:
    """A module with a card of its name is a rule; the helpers beside them are none."""
    names = {rule.name for rule in rules()}

    assert {"return-goes-back", "unused-actor", "hidden-return"} <= names
    assert not names & {"cards", "cells", "linked", "meaning", "nearest", "references", "spot", "times"}
