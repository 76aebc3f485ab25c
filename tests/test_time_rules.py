"""What the rules about times say and leave unsaid, where the examples of their cards are not enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sopkit.model import ActorId, Branch, Performers, Sop, Step, StepKey
from sopkit.model.time_parser import parse_time
from sopkit.rules import run
from sopkit.rules.durations_in_text import durations_in
from tests.test_rules import a_sop
from tests.time_data import Example, examples

if TYPE_CHECKING:
    from sopkit.findings import Finding, Pointer

DATA = Path(__file__).parent / "data"


def timed(*times: str | None, total: str | None = None, **given: object) -> Sop:
    """An SOP whose steps have these times, with the total that its form states."""
    steps = tuple(
        Step(
            number,
            Performers((ActorId("staf"),)),
            f"Mengerjakan bagian {number}",
            inputs=("Berkas",),
            time=parse_time(time) if time else None,
            outputs=("Surat",),
        )
        for number, time in enumerate(times, 1)
    )
    return a_sop(*steps, total_time=parse_time(total) if total else None, **given)


def worded(time: str, *, activity: str = "Mengerjakan", note: str | None = None) -> Sop:
    """An SOP of one step with this time, and with these words."""
    sop = timed(time)
    return replace(sop, steps=(replace(sop.steps[0], activity=activity, note=note),))


def told(name: str, sop: Sop) -> list[Finding]:
    """What one rule says of an SOP."""
    return [finding for finding in run(sop, ()) if finding.name == name]


def places(name: str, sop: Sop) -> list[Pointer]:
    """Where one rule speaks."""
    return [finding.pointer for finding in told(name, sop)]


HEROES = (
    *("30 Menit", "480 Menit (8 Jam)", "120 Menit (2 Jam)", "240 Menit (4 Jam)", "180 Menit (3 Jam)"),
    *("120 Menit (2 Jam)", "1 - 3 Hari Kerja", "60 Menit (1 Jam)", "480 Menit (8 Jam)", "300 Menit (5 Jam)"),
)
"""The times of a real procedure whose stated total is `5 - 8 Hari Kerja`."""


class TestTotalDiffers:
    """Where the form states a total, it is plain addition of all rows."""

    @pytest.mark.parametrize(
        ("total", "times"),
        [
            ("5 - 8 Hari Kerja", HEROES),
            ("1 Hari + 8 Jam 5 Mins", ("1 Hari", "485 menit")),
            ("236 Hari", ("100 Hari", "90 Hari Kerja", "46 Hari")),
            ("21 Hari Kerja", ("10 hari kerja", "1 hari kerja", "5 hari kerja", "5 hari kerja")),
            ("2 hari kerja", ("300 menit", "5 jam")),
            ("1 hari kerja", ("240 menit", "4 jam")),
            ("2 hari", ("2 x 24 jam",)),
            ("3 hari", ("2 hari", "90 menit")),
            ("2 hari", ("2 hari", "90 menit")),
            ("2 jam", ("95 menit",)),
            ("2,5 jam", ("95 menit", "50 menit")),
            ("1 minggu", ("5 hari kerja",)),
            ("1 minggu", ("4 hari", "3 hari kalender")),
            ("1 bulan", ("4 minggu",)),
            ("1 bulan", ("20 hari kerja",)),
            ("1 tahun", ("6 bulan", "1 semester")),
            ("± 3 jam", ("2 jam", "30 menit")),
            ("2 jam", ("± 2 jam",)),
            ("3 jam", ("1 jam", "1 - 3 jam")),
            ("5 - 8 hari kerja", ("6 hari kerja",)),
            ("maksimal 5 hari kerja", ("2 hari kerja", "1 hari kerja")),
            ("paling lama 3 hari kerja", ("paling lama 1 hari kerja", "paling lama 2 hari kerja")),
            ("60 menit", ("10 menit/berkas", "20 menit")),
            ("60 menit", ("20 menit", None, "20 menit")),
            ("5 hari kerja", ("Sesuai kebutuhan", "120 menit")),
            ("5 hari kerja", ("paling cepat 2 hari kerja",)),
            ("Sesuai kebutuhan", ("10 menit",)),
            ("10 menit/berkas", ("30 menit",)),
            ("8 jam", ("480 Menit (9 Jam)", "10 menit")),
            ("8 jam", ("10 - 5 menit",)),
        ],
    )
    def test_right_in_some_meaning(self, total: str, times: tuple[str | None, ...]) -> None:
        """A total that fits some length of a day, some kind of day or a rounding is not told."""
        assert places("total-differs", timed(*times, total=total)) == []

    @pytest.mark.parametrize(
        ("total", "times", "added_up"),
        [
            ("1 jam", ("100 menit",), "100 menit"),
            ("2 hari kerja", ("1400 menit",), "1400 menit"),
            ("maksimal 2 hari kerja", ("1400 menit",), "1400 menit"),
            ("3 - 4 Hari Kerja", HEROES, "1 - 3 hari kerja + 2010 menit"),
            ("22 Hari Kerja", ("21 hari kerja",), "21 hari kerja"),
            ("96 menit", ("1 jam", "35 menit"), "95 menit"),
            ("1 jam 30 menit", ("1 jam", "35 menit"), "95 menit"),
            ("3 hari kerja", ("300 menit",), "300 menit"),
            ("1 hari kerja", ("16 jam",), "16 jam"),
            ("2 minggu", ("3 hari kerja", "2 hari"), "3 hari kerja + 2 hari"),
            ("10 - 12 hari", ("1 - 20 hari",), "1 - 20 hari"),
            ("5 jam", ("90 menit", "1 - 2 jam"), "150 - 210 menit"),
            ("maksimal 2 jam", ("3 jam", "30 menit"), "210 menit"),
            ("1 jam", ("Segera", "2 jam", "30 menit"), "paling cepat 150 menit"),
            ("1 jam", ("± 5 jam",), "± 5 jam"),
        ],
    )
    def test_wrong_in_every_meaning(self, total: str, times: tuple[str, ...], added_up: str) -> None:
        """A total that no meaning of the units makes right is told with what the steps add up to."""
        (finding,) = told("total-differs", timed(*times, total=total))

        assert dict(finding.details)["sum"] == added_up

    def test_no_steps(self) -> None:
        """Where the steps could not be read, nothing is said of their sum."""
        assert places("total-differs", timed(total="5 hari kerja")) == []

    def test_language_of_the_sum(self) -> None:
        """The sum stands in the language of the SOP's form, beside the total that it is compared with."""
        (finding,) = told("total-differs", timed("90 minutes", total="4 hours", language="en"))

        assert dict(finding.details)["sum"] == "90 minutes"

    @pytest.mark.parametrize(
        ("total", "speaks"),
        [
            *(("70 menit", False), ("50 menit", False), ("60 menit", False), ("40 menit", True)),
            *(("50 - 60 menit", False), ("10 - 20 menit", True)),
        ],
    )
    def test_steps_that_can_be_skipped(self, total: str, *, speaks: bool) -> None:
        """Where steps can be skipped, the total is that of the column, the shortest or the longest way."""
        sop = timed("10 menit", "20 menit", "10 menit", "30 menit", total=total)
        first, second, third, last = (
            sop.steps
        )  # 10 + 20 + 30 minutes by the second, 10 + 10 + 30 by the third
        first = replace(first, when="a", branches=(Branch(StepKey("3"), "b"),))
        second = replace(second, next=StepKey("4"))

        found = places("total-differs", replace(sop, steps=(first, second, third, last)))
        assert found == ([("total_time",)] if speaks else [])


class TestRangeTooWide:
    """A range whose larger side is over five times the smaller one promises nothing."""

    @pytest.mark.parametrize(
        "time",
        ["1 – 20 Hari Kerja", "1-10 Hari", "1 - 6 jam", "30 menit - 2 hari kerja", "1 minggu - 2 bulan",
         "1 - 20 hari/berkas", "1 x 24 jam - 2 minggu"],
    )  # fmt: skip
    def test_too_wide(self, time: str) -> None:
        """A wide range is told, in one unit and across units."""
        assert places("range-too-wide", timed(time)) == [("steps", 0, "time")]

    @pytest.mark.parametrize(
        "time",
        ["1 - 5 hari kerja", "1 - 10 menit", "5 - 60 menit", "30 menit - 3 Jam", "1 jam - 1 hari",
         "2 hari - 2 minggu", "0 - 5 hari kerja", "maksimal 20 hari", "minimal 1 hari", "20 hari - 1 hari",
         "1 - 3 Hari + 2 Jam", "Segera", "± 1 hari", "1 - 2 bulan"],
    )  # fmt: skip
    def test_of_use(self, time: str) -> None:
        """Ranges within half a day, from zero, or wide in one meaning only, and bounds are not told."""
        assert places("range-too-wide", timed(time)) == []

    def test_told_once(self) -> None:
        """A range that stands at several steps is told once, and points at the others."""
        (finding,) = told("range-too-wide", timed("1 - 20 hari kerja", "1 jam", "1 - 20 hari kerja"))

        assert dict(finding.details)["steps"] == "1, 3"
        assert finding.related == (("steps", 2, "time"),)


class TestMixedKindsOfTime:
    """Working time and calendar time add up to no one number."""

    @pytest.mark.parametrize(
        "times",
        [
            ("10 menit", "2 jam", "3 hari kerja"),
            ("10 menit", "2 hari", "1 jam"),
            ("2 hari", "1 minggu", "1 bulan"),
            ("3 hari kalender", "1 minggu", "1 x 24 jam"),
            ("10 menit", "10 hari/berkas", "1 jam"),
            ("10 menit", "1 minggu sekali", "Segera", "minggu ke-2"),
            ("10 menit", None),
            ("1 minggu + 2 jam", "2 hari"),
        ],
    )
    def test_one_kind(self, times: tuple[str | None, ...]) -> None:
        """Times of one kind are not told, nor plain days beside minutes, nor what is not measured."""
        assert places("mixed-kinds-of-time", timed(*times)) == []

    @pytest.mark.parametrize(
        ("times", "place", "related"),
        [
            (("10 menit", "1 minggu", "1 jam", "2 bulan", "5 menit"), 1, (0, 3)),
            (("1 minggu", "2 minggu", "1 jam"), 2, (0,)),
            (("10 menit", "1 minggu"), 1, (0,)),
            (("3 hari", "3 hari kerja", "2 hari"), 1, (0,)),
            (("3 hari kalender", "2 hari", "1 hari kalender"), 1, (0,)),
            (("3 hari kerja", "3 hari kalender", "2 hari kerja"), 1, (0,)),
            (("10 menit", "2 hari", "1 x 24 jam", "1 jam"), 2, (0,)),
        ],
    )
    def test_two_kinds(self, times: tuple[str, ...], place: int, related: tuple[int, ...]) -> None:
        """The first step of the rarer kind is told, with one of the other kind and the rest of its own."""
        (finding,) = told("mixed-kinds-of-time", timed(*times))

        assert finding.pointer == ("steps", place, "time")
        assert finding.related == tuple(("steps", row, "time") for row in related)


class TestIdenticalTimes:
    """Over four fifths of at least six measured times are the same."""

    @pytest.mark.parametrize(
        ("times", "speaks"),
        [
            (("1 hari kerja",) * 6, True),
            (("1 Hari Kerja", "1 hari kerja") * 3, True),
            (("1 – 20 Hari Kerja",) * 12 + ("1 – 10 Hari Kerja", "1 Hari Kerja"), True),
            (("1 hari kerja",) * 5, False),
            (("1 hari kerja",) * 8 + ("1 jam", "2 jam"), False),
            (("Segera",) * 9, False),
            (("Segera",) * 9 + ("10 menit",) * 5, False),
            (("10 menit/berkas",) * 8, False),
            ((None,) * 8, False),
        ],
    )
    def test_share(self, times: tuple[str | None, ...], *, speaks: bool) -> None:
        """Only measured times count, and at least six of them."""
        assert places("identical-times", timed(*times)) == ([("steps", 0, "time")] if speaks else [])


class TestTimeAgainstItself:
    """One cell does not say two things, and no range begins with its larger side."""

    @pytest.mark.parametrize(
        "time", ["5 hari kerja (1 jam)", "1 bulan (1 minggu)", "10 menit = 1 hari kerja"]
    )
    def test_no_meaning_joins_them(self, time: str) -> None:
        """Units without a fixed ratio contradict each other where no plausible one joins them."""
        assert places("contradictory-time", timed(time)) == [("steps", 0, "time")]

    @pytest.mark.parametrize(
        "time",
        ["1 minggu (5 hari kerja)", "1 bulan (30 hari)", "450 menit (1 hari kerja)", "2 hari (16 jam)",
         "14 hari kalender (10 hari kerja)", "3 (tiga) hari kerja", "5 hari (hari kerja)", "(2 jam)",
         "1 hari (sejak diterima)"],
    )  # fmt: skip
    def test_some_meaning_joins_them(self, time: str) -> None:
        """A time that is said again in other units is no contradiction while it may be the same."""
        assert places("contradictory-time", timed(time)) == []

    @pytest.mark.parametrize(
        ("time", "speaks"),
        [
            *(("10 - 5 menit", True), ("3 jam - 30 menit", True), ("2 bulan - 3 hari", True)),
            *(("8 jam - 1 hari kerja", False), ("14 hari kalender - 10 hari kerja", False)),
            *(("5 - 5 menit", False), ("1 - 3 Hari + 2 Jam", False), ("1 minggu - 5 hari", False)),
        ],
    )
    def test_upside_down(self, time: str, *, speaks: bool) -> None:
        """A range is upside down where its first side is longer in every meaning of the units."""
        assert places("range-upside-down", timed(time)) == ([("steps", 0, "time")] if speaks else [])


def wordings() -> list[tuple[str, str, str]]:
    """What activities and notes say, the time beside it, and whether they differ or agree."""
    lines = (DATA / "waktu-dalam-kalimat.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    assert all(len(row) == 3 for row in rows)
    return [(text, time, verdict) for text, time, verdict in rows]


REAL_TEXTS = (
    "Membuat matriks kebutuhan barang", "Merencanakan pengadaan", "Mencatat barang masuk di kartu kendali",
    "Menutup periode pelaporan", "SOP Alur Barang Persediaan Masuk", "Membuat berita acara opname",
    "Mereviu bersama (jika ada revisi, dikerjakan kembali oleh tim ybs)",
    "Mereviu FRA hasil rapat (revisi dilakukan saat reviu)", "Menyusun LKIP (mulai setelah FRA triwulan 4)",
    "Pengumpulan Data Capaian Kinerja 2025", "Memeriksa kelengkapan (iya: diajukan; tidak: dikembalikan)",
    "Mengirim via email dan/atau menyerahkan ke Bagian Umum", "SOP Pengajuan TTD esign / manual",
    "Menerima permintaan paparan", "Menyusun draft; Menentukan supplier dan layouter", "Rekomendasi Gubernur",
    "Melaporkan deteni sakit", "Merawat di RS", "pengamanan 24 jam", "jika gawat darurat",
    "Menelaah dan mengoreksi perbaikan data kinerja, jika ada perbaikan dikembalikan kepada Kasubbag",
    "Setiap Hari atau minimal setiap 2 x 24 Jam", "waktu disesuaikan dengan kebutuhan", "Triwulanan",
    "Maksimal waktu tunggu antrian 3 hari kerja", "Januari, April, Juli, Oktober (tanggal 20- 31)",
    "1 bulan (tanggal 1- 20)", "Sebelum periode revisi bulan berjalan", "Sesuai masa kontrak", "-", "",
)  # fmt: skip
"""Activities and notes of the real procedures, and what stands in their columns."""


class TestTimeDiffersInText:
    """A duration in an activity or a note agrees with the time of its step."""

    @pytest.mark.parametrize(("text", "time", "verdict"), wordings())
    def test_wordings(self, text: str, time: str, verdict: str) -> None:
        """Durations of the work are compared with its time, and other times are passed over."""
        found = places("time-differs-in-text", worded(time, activity=text))

        assert found == ([("steps", 0, "activity")] if verdict == "differs" else [])

    @pytest.mark.parametrize("text", REAL_TEXTS)
    @pytest.mark.parametrize("time", ["10 menit", "1 hari kerja", "2 bulan"])
    def test_real_texts(self, text: str, time: str) -> None:
        """The texts of real procedures that hold no duration of the work are silent beside any time."""
        assert places("time-differs-in-text", worded(time, activity=text, note=text)) == []

    def test_note(self) -> None:
        """A note is told at the note, and points at the time."""
        (finding,) = told("time-differs-in-text", worded("30 menit", note="Proses pengajuan 2 bulan"))

        assert (finding.pointer, finding.related) == (("steps", 0, "note"), (("steps", 0, "time"),))
        assert dict(finding.details)["words"] == "Proses pengajuan 2 bulan"

    @pytest.mark.parametrize("example", examples(), ids=lambda example: example.text)
    def test_column_texts(self, example: Example) -> None:
        """No text of the time column contradicts itself when it stands in the activity too."""
        sop = worded(example.text, activity=f"Menelaah surat {example.text}")

        assert places("time-differs-in-text", sop) == []

    @pytest.mark.parametrize("words", ["proses ", "1 ", "dua puluh ", "paling lambat dalam waktu ", "(1) "])
    def test_endless_texts(self, words: str) -> None:
        """However long or odd a text is, it is read in no time."""
        for times in (1000 // len(words), 100_000):
            assert list(durations_in(words * times)) == []
