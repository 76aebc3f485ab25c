"""What the rules over the flow and over the cells of the table say, where a card cannot show it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from sopkit.findings import Finding, Move, Reword
from sopkit.model import ActorId, Branch, Performers, Sop, Step, StepKey
from sopkit.model.time_parser import parse_time
from sopkit.rules import run
from sopkit.rules.cells import fold, is_dash, unchanged_rows
from sopkit.rules.options import Options
from tests.strategies import sops
from tests.test_rules import a_sop, a_step


def found(name: str, sop: Sop, options: Options | None = None) -> list[Finding]:
    """What one rule finds."""
    findings = run(sop, (), options or Options())
    return [finding for finding in findings if finding.name == name]


def a_row(number: int, outputs: str, **given: object) -> Step:
    """A step with one output."""
    return replace(a_step(number, outputs=(outputs,)), **given)  # type: ignore[arg-type]


def a_check(number: int, outputs: str) -> Step:
    """A decision that leaves an output."""
    return a_row(number, outputs, returns=(Branch(StepKey("1"), "belum sesuai"),))


class TestQuestions:
    """A question belongs to a decision."""

    def test_words_without_decision_come_first(self) -> None:
        """A step with a condition and a question but one way is told of its condition alone."""
        sop = a_sop(a_step(1), a_step(2, question="Lengkap?", when="lengkap"))

        assert not found("question-without-decision", sop)
        assert found("words-without-decision", sop)

    def test_ways_with_words(self) -> None:
        """A return whose other way has words says when it is taken."""
        sop = a_sop(a_step(1), a_step(2, label="Sesuai", returns=(Branch(StepKey("1")),)))

        assert not found("return-without-condition", sop)

    def test_many_ways_are_told_elsewhere(self) -> None:
        """A decision with several wordless returns is told of as one whose ways have no words."""
        returns = (Branch(StepKey("1")), Branch(StepKey("2")))
        sop = a_sop(a_step(1), a_step(2), a_step(3, returns=returns))

        assert not found("return-without-condition", sop)
        assert found("ways-without-words", sop)


class TestCells:
    """What stands in the cells of the table."""

    @pytest.mark.parametrize("cell", ["-", " - ", "--", "–", "—", "_", ". -"])
    def test_dashes(self, cell: str) -> None:
        """A cell of dashes holds nothing, however the dash is written."""
        assert is_dash(cell)

    @pytest.mark.parametrize("cell", ["", "A-1", "10 - 20", "tidak ada"])
    def test_no_dashes(self, cell: str) -> None:
        """A cell with a letter or a digit is no dash, nor is an empty one."""
        assert not is_dash(cell)

    @pytest.mark.parametrize("activity", ["Mulai", "SELESAI", "selesai."])
    def test_rows_that_show_the_bounds(self, activity: str) -> None:
        """A row that only shows where the flow begins or ends may have dashes in all its cells."""
        dashes = replace(a_step(1), activity=activity, inputs=("-",), time=parse_time("-"), outputs=("-",))

        assert not found("step-of-dashes", a_sop(dashes, a_step(2)))

    def test_two_dashes_are_no_fault(self) -> None:
        """A step with a time needs neither inputs nor outputs that can be named."""
        row = replace(a_step(1), inputs=("-",), outputs=("-",))

        assert not found("step-of-dashes", a_sop(row, a_step(2)))

    @pytest.mark.parametrize("inputs", ["Dokumen kontrak", "Data pegawai", "Berkas usulan", "-"])
    def test_inputs_that_name_something(self, inputs: str) -> None:
        """Inputs with a word that says which papers they are, are not vague."""
        sop = a_sop(*(a_step(number, inputs=(inputs,)) for number in range(1, 5)))

        assert not found("vague-inputs", sop)

    def test_vague_inputs_once(self) -> None:
        """Vague inputs are told once for an SOP, with all their places."""
        sop = a_sop(*(a_step(number, inputs=("Dokumen, data",)) for number in range(1, 6)))

        (finding,) = found("vague-inputs", sop)
        assert finding.pointer == ("steps", 0, "inputs")
        assert len(finding.related) == 4

    @pytest.mark.parametrize("text", ["2 rangkap", "Triwulanan", "Surat 30 menit", "3", "15 menit/berkas"])
    def test_outputs_that_are_no_time(self, text: str) -> None:
        """An output is a time only where all of it measures how long the step takes."""
        assert not found("time-in-another-cell", a_sop(a_row(1, text), a_step(2)))

    def test_time_beside_a_time(self) -> None:
        """A time under outputs is not moved where the step has a time already."""
        (finding,) = found("time-in-another-cell", a_sop(a_row(1, "30 menit"), a_step(2)))

        assert finding.fix == ()


class TestUnchangedOutputs:
    """Several steps in a row that leave the same."""

    def test_checks_between(self) -> None:
        """A decision looks at what was made, and does not count as a step that changes nothing."""
        sop = a_sop(a_row(1, "Draf"), a_check(2, "Draf"), a_check(3, "Draf"), a_row(4, "Draf"))

        assert unchanged_rows(sop) == []

    def test_checks_do_not_end_a_run(self) -> None:
        """Steps that leave the same are one run, also with a decision between them."""
        sop = a_sop(a_row(1, "Draf"), a_row(2, "draf."), a_check(3, "Draf"), a_row(4, "Draf"))

        assert unchanged_rows(sop) == [[0, 1, 3]]

    def test_idem(self) -> None:
        """What a form has in place of the words above stands for them."""
        sop = a_sop(a_row(1, "Draf"), a_row(2, "Idem"), a_row(3, "sda"))

        assert unchanged_rows(sop) == [[0, 1, 2]]

    def test_dashes_are_not_equal(self) -> None:
        """Steps without an output do not have the same one."""
        assert unchanged_rows(a_sop(*(a_row(number, "-") for number in range(1, 6)))) == []

    def test_told_once(self) -> None:
        """A step within such a run is not told again for having its inputs as its outputs."""
        rows = [a_row(number, "Draf", inputs=("Draf",), activity="Menyusun draf") for number in (1, 2, 3)]
        names = {finding.name for finding in run(a_sop(*rows), ())}

        assert "unchanged-outputs" in names
        assert "outputs-equal-inputs" not in names

    @pytest.mark.parametrize("activity", ["Menyampaikan draf", "Menandatangani draf", "Memeriksa draf"])
    def test_what_is_passed_on(self, activity: str) -> None:
        """What is passed on, signed or checked keeps its name."""
        row = a_row(1, "Draf", inputs=("Draf",), activity=activity)

        assert not found("outputs-equal-inputs", a_sop(row, a_step(2)))

    @given(sops(max_steps=8))
    def test_runs_are_rows_in_order(self, sop: Sop) -> None:
        """Every run has three rows or more, each later than the one before, and no row is in two."""
        runs = unchanged_rows(sop)
        rows = [row for run in runs for row in run]

        assert all(len(run) >= 3 for run in runs)
        assert rows == sorted(set(rows))
        assert not any(sop.steps[row].is_decision for row in rows)


class TestTimes:
    """Long times in minutes."""

    @pytest.mark.parametrize(
        ("text", "better"),
        [
            ("480 menit", "8 jam"),
            ("480 Menit", "8 Jam"),
            ("600 MENIT", "10 JAM"),
            ("960 minutes", "16 hours"),
        ],
    )
    def test_in_hours(self, text: str, better: str) -> None:
        """A long time is told in hours of the same spelling, which is the same time."""
        (finding,) = found("long-time-in-minutes", a_sop(a_step(1, time=parse_time(text)), a_step(2)))

        assert finding.suggestion == better
        assert finding.fix == (Reword(("steps", 0, "time"), text, better),)
        assert parse_time(text).minimum is not None
        assert parse_time(better).kind is parse_time(text).kind

    @pytest.mark.parametrize(
        "text",
        ["240 menit", "450 menit", "500 menit", "480 Menit (8 Jam)", "480 - 600 menit", "480 menit/berkas"],
    )
    def test_left_alone(self, text: str) -> None:
        """Shorter times, those in no whole hours, and those that tell more than an amount are left alone."""
        assert not found("long-time-in-minutes", a_sop(a_step(1, time=parse_time(text)), a_step(2)))


class TestNotes:
    """SOPs that a note names."""

    @pytest.mark.parametrize(
        "note",
        [
            "SOP terkait",
            "sesuai SOP ini",
            "Lihat SOP",
            "Jika perlu",
            "SOP Pengiriman Surat",
            "SOP Pengiriman Surat Fisik dan Elektronik",
            "Sop pengiriman surat fisik",
            "SOP Mengirim Surat",
        ],
    )
    def test_left_alone(self, note: str) -> None:
        """A note that names no SOP, a related one in more or fewer words, or this one, is left alone."""
        sop = a_sop(a_step(1, note=note), a_step(2), related=("SOP Pengiriman Surat Fisik",))

        assert not found("sop-in-note-not-related", sop)

    def test_several(self) -> None:
        """Each SOP of a note is told once, with its own words."""
        note = "SOP Pengadaan Langsung; SOP Pembayaran (LS). Lihat juga SOP Pengadaan Langsung"
        sop = a_sop(a_step(1, note=note), a_step(2, note="SOP Pembayaran"))

        words = [finding.words for finding in found("sop-in-note-not-related", sop)]
        assert words == ["SOP Pengadaan Langsung", "SOP Pembayaran"]


class TestLengthAndHands:
    """How long an SOP is, and how often work changes hands."""

    @pytest.mark.parametrize(("most", "told"), [(4, True), (5, False)])
    def test_most_steps(self, most: int, told: bool) -> None:
        """How many steps are too many, an office may set."""
        sop = a_sop(*(a_step(number) for number in range(1, 6)))

        assert bool(found("too-many-steps", sop, Options(most_steps=most))) is told

    @pytest.mark.parametrize(
        ("hands", "told"),
        [
            ("ababab", True),
            ("cababab", True),
            ("abababc", True),
            ("ababa", False),
            ("abcabc", False),
            ("aabbaabb", False),
            ("ababcabab", False),
        ],
    )
    def test_back_and_forth(self, hands: str, told: bool) -> None:
        """Six steps in a row that two of several officials do by turns are told."""
        sop = a_sop(*(a_step(number, actor) for number, actor in enumerate(hands, 1)))
        actors = tuple(replace(sop.actors[0], id=ActorId(letter), title=letter) for letter in "abc")

        assert bool(found("back-and-forth", replace(sop, actors=actors))) is told

    def test_two_actors_take_turns(self) -> None:
        """Where an SOP has two actors only, work can go nowhere else."""
        sop = a_sop(*(a_step(number, "ab"[number % 2]) for number in range(1, 9)))
        actors = tuple(replace(sop.actors[0], id=ActorId(letter), title=letter) for letter in "ab")

        assert not found("back-and-forth", replace(sop, actors=actors))

    def test_steps_together(self) -> None:
        """A step that several do together ends a row of turns."""
        steps = [a_step(number, "ab"[number % 2]) for number in range(1, 8)]
        steps[3] = replace(steps[3], performers=Performers((ActorId("a"), ActorId("b"))))
        sop = a_sop(*steps)
        actors = tuple(replace(sop.actors[0], id=ActorId(letter), title=letter) for letter in "abc")

        assert not found("back-and-forth", replace(sop, actors=actors))

    @pytest.mark.parametrize("who", ["Pemohon", "Pasien", "Masyarakat", "Wajib Pajak"])
    def test_served(self, who: str) -> None:
        """A service names those whom it serves as an actor or in an activity."""
        sop = a_sop(a_step(1), a_step(2), title="Pelayanan Surat Keterangan")
        by_actor = replace(sop, actors=(replace(sop.actors[0], title=who),))
        by_activity = replace(sop, steps=(a_step(1, activity=f"Menerima {who.lower()}"), sop.steps[1]))

        assert found("service-without-applicant", sop)
        assert not found("service-without-applicant", by_actor)
        assert not found("service-without-applicant", by_activity)

    def test_receiving_is_no_receiver(self) -> None:
        """Words that only begin as those for people do not count: `penerimaan` is no `penerima`."""
        sop = a_sop(a_step(1, activity="Mencatat penerimaan"), a_step(2), title="Layanan Surat")

        assert found("service-without-applicant", sop)


class TestFixes:
    """What existing findings offer to mend."""

    def test_branch_that_leads_back(self) -> None:
        """A branch that leads back becomes a return, with its words."""
        back = Branch(StepKey("1"), "belum sesuai")
        sop = a_sop(a_step(1), a_step(2, when="sesuai", branches=(back,)), a_step(3))

        (finding,) = found("way-goes-ahead", sop)
        assert finding.fix == (Move(("steps", 1, "branches", 0), ("steps", 1, "returns")),)
        assert not finding.fix_in_doubt

    def test_next_that_leads_back(self) -> None:
        """A backward `next` of a decision becomes a return if a person agrees, and not if it has words."""
        ahead = Branch(StepKey("4"), "ditolak")
        plain = a_step(2, next=StepKey("1"), branches=(ahead,))
        sop = a_sop(a_step(1), plain, a_step(3), a_step(4))
        worded = replace(sop, steps=(sop.steps[0], replace(plain, when="belum"), *sop.steps[2:]))

        (finding,) = found("way-goes-ahead", sop)
        assert finding.fix
        assert finding.fix_in_doubt
        assert [each.fix for each in found("way-goes-ahead", worded)] == [()]

    def test_time_with_a_slash(self) -> None:
        """Which of two times parted by a slash holds, nobody but the author can say."""
        sop = a_sop(a_step(1, time=parse_time("120 Menit / 3 Hari")), a_step(2))

        (finding,) = found("unreadable-time", sop)
        assert finding.fix == ()

    def test_fold(self) -> None:
        """Texts that differ in letter case, spaces and their last mark are the same to a reader."""
        assert fold(" Draf  Surat. ") == fold("draf surat")
