"""The times of an SOP for a reader."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sopkit.document import load
from sopkit.flow.durations import Duration, Total
from sopkit.flow.timing import timing
from sopkit.lang import LANGUAGES
from sopkit.model import Manner, Sop
from sopkit.model.time_parser import parse_time
from sopkit.report.durations import total_words
from sopkit.report.times import as_json, text, totals
from tests.strategies import sops
from tests.test_timing import sop, step

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"

BELOW_THE_TABLE = """\
Jumlah kolom waktu: 520 menit (8 jam 40 menit)
  belum termasuk langkah 2 (`Sesuai dengan waktu yang ditentukan`): lamanya tidak ditentukan
Dari awal sampai selesai tanpa pengembalian: 520 menit (8 jam 40 menit)
  belum termasuk langkah 2: lamanya tidak ditentukan

Tambahan waktu untuk satu kali pengembalian:
  langkah 6 ke langkah 5: 150 menit (2 jam 30 menit) (mengulang langkah 5, 6)
  langkah 7 ke langkah 6: 270 menit (4 jam 30 menit) (mengulang langkah 6, 7)

Waktu tiap pelaksana:
  Karo Organisasi: 260 menit (4 jam 20 menit) (langkah 1, 7)
  Kabag: belum ada yang dihitung (langkah 2)
    belum termasuk langkah 2: lamanya tidak ditentukan
  Pelaksana: 20 menit (langkah 4)
  Kasubbag TU: 155 menit (2 jam 35 menit) (langkah 3, 5, 9)
  Kabag Tatalaksana: 60 menit (1 jam) (langkah 6, 8)
  Arsiparis: 25 menit (langkah 10)
"""


def report(any_sop: Sop, language: str = "id") -> str:
    """Return the text report of an SOP."""
    return text(timing(any_sop), language)


class TestPerbaikanDataKinerja:
    """The report on a real SOP."""

    def test_below_the_table_stands_every_total(self) -> None:
        """Below the table stand the sum, each return's round and each actor's time, in minutes too."""
        assert report(load(SEED)).endswith("\n\n" + BELOW_THE_TABLE)

    def test_the_table_has_a_line_for_each_step(self) -> None:
        """Each step has a line with number, activity, actor, time as written, and what it counts as."""
        lines = report(load(SEED)).splitlines()
        rows = [line.split("  ") for line in lines[4:14]]

        cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
        assert [row[0] for row in cells] == [str(number) for number in range(1, 11)]
        assert cells[4][1:] == [
            "Menyusun perbaikan data kinerja, kemudian…",
            "Kasubbag TU",
            "120 Menit",
            "120 menit (2 jam)",
        ]
        assert cells[1][-2:] == ["Sesuai dengan waktu yang ditentukan", "tidak dihitung"]

    def test_in_english(self) -> None:
        """The same totals stand in the English report."""
        english = report(load(SEED), "en")

        assert "Sum of the time column: 520 minutes (8 hours 40 minutes)\n" in english
        assert "step 6 to step 5: 150 minutes (2 hours 30 minutes) (repeats steps 5, 6)\n" in english
        assert "step 7 to step 6: 270 minutes (4 hours 30 minutes) (repeats steps 6, 7)\n" in english

    def test_as_json(self) -> None:
        """The JSON form has the steps with their times, the totals and what each return adds."""
        seed = load(SEED)
        data = json.loads(json.dumps(as_json(seed, timing(seed))))

        minute = {"value": 20, "unit": "minute"}
        assert data["steps"][0]["step"] == "perintah"
        assert data["steps"][0]["time"] == {
            "text": "20 Menit", "kind": "amount", "minimum": minute, "maximum": minute, "per": None,
        }  # fmt: skip
        assert data["totals"]["column"]["maximum"]["working_minutes"] == 520
        assert data["totals"]["column"]["remarks"] == [{"step": "penyampaian", "reason": "open-ended"}]
        assert [(r["from"], r["to"], r["adds"]["maximum"]["working_minutes"]) for r in data["returns"]] == [
            ("telaah-kabag", "penyusunan", 150),
            ("telaah-karo", "telaah-kabag", 270),
        ]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("maksimal 2 jam", {"kind": "at-most", "minimum": None, "maximum": {"value": 2, "unit": "hour"}}),
        ("> 1,5 jam", {"kind": "at-least", "minimum": {"value": 1.5, "unit": "hour"}, "maximum": None}),
        ("Segera", {"kind": "open-ended", "minimum": None, "maximum": None, "per": None}),
        ("5 minit", {"kind": "unreadable", "suggestion": "5 menit"}),
        ("2 menit/berkas", {"kind": "amount", "per": "berkas"}),
        (
            "1 - 3 Hari + 2 Jam",
            {
                "kind": "range",
                "plus": [{"minimum": {"value": 2, "unit": "hour"}, "maximum": {"value": 2, "unit": "hour"}}],
            },
        ),
        ("480 Menit (9 Jam)", {"kind": "amount", "contradiction": "9 Jam"}),
        ("1 x 24 jam", {"maximum": {"value": 24, "unit": "calendar-hour"}}),
    ],
)
def test_a_time_as_json(time: str, expected: dict[str, object]) -> None:
    """A time in JSON has its text, kind and bounds, each bound with its unit."""
    one = sop(step(1, time))
    entry = as_json(one, timing(one))["steps"][0]["time"]  # type: ignore[index]

    assert entry["text"] == time
    assert {name: entry[name] for name in expected} == expected


def test_a_step_without_a_time_as_json() -> None:
    """A step without a time has an open-ended one without words; the totals say that it is missing."""
    one = sop(step(1, None))
    entry: dict[str, Any] = as_json(one, timing(one))["steps"][0]  # type: ignore[index]

    assert entry["time"] == {
        "text": "", "kind": "open-ended", "minimum": None, "maximum": None, "per": None,
    }  # fmt: skip
    assert entry["counted"]["remarks"] == [{"step": "1", "reason": "missing"}]


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        (Duration(), Duration(), "0 menit"),
        (Duration(Fraction(59)), Duration(Fraction(59)), "59 menit"),
        (Duration(Fraction(520)), Duration(Fraction(520)), "520 menit (8 jam 40 menit)"),
        (Duration(Fraction(5)), Duration(Fraction(90)), "5 - 90 menit (5 menit - 1 jam 30 menit)"),
        (Duration(), Duration(Fraction(120)), "0 - 120 menit (0 menit - 2 jam)"),
        (Duration(Fraction(3, 2)), Duration(Fraction(3, 2)), "1,5 menit"),
        (Duration(), Duration(calendar_hours=Fraction(48)), "0 - 2 hari kalender"),
        (
            Duration(calendar_hours=Fraction(36)), Duration(calendar_hours=Fraction(36)), "36 jam kalender",
        ),
        (
            Duration(Fraction(20), Fraction(168), Fraction(1)),
            Duration(Fraction(20), Fraction(168), Fraction(2)),
            "20 menit + 7 hari kalender + 1 - 2 bulan",
        ),
    ],
)  # fmt: skip
def test_a_total_in_words(minimum: Duration, maximum: Duration, expected: str) -> None:
    """A total is told in minutes and beside them in hours; calendar time stands apart."""
    assert total_words(Total(minimum, maximum), "id") == expected


def test_a_total_is_told_in_days_where_its_times_are() -> None:
    """With the length of a working day, minutes are told as working days too."""
    minutes = Duration(Fraction(1350))
    more = Duration(Fraction(1365))

    assert (
        total_words(Total(minutes, minutes), "id", minutes_per_day=Fraction(450))
        == "1350 menit (3 hari kerja)"
    )
    assert (
        total_words(Total(minutes, more), "id", minutes_per_day=Fraction(450))
        == "1350 - 1365 menit (3 hari kerja - 3 hari kerja 15 menit)"
    )


def test_every_doubt_is_told() -> None:
    """Whatever makes the sum unsure is told below it, with the steps and their times as written."""
    doubtful = sop(
        step(1, None),
        step(2, "Segera"),
        step(3, "5 minit"),
        step(4, "2 menit/berkas"),
        step(5, "minimal 2 jam"),
        step(6, "± 1 jam"),
        step(7, "480 Menit (9 Jam)"),
        step(8, "10 - 5 menit"),
        step(9, "2 hari"),
    )
    block = totals(timing(doubtful), "id")[0]

    assert block[:10] == [
        "Jumlah kolom waktu: paling cepat 1565 - 1570 menit "
        "(3 hari kerja 3 jam 35 menit - 3 hari kerja 3 jam 40 menit)",
        "  belum termasuk langkah 1: waktunya tidak diisi",
        "  belum termasuk langkah 2 (`Segera`): lamanya tidak ditentukan",
        "  belum termasuk langkah 3 (`5 minit`): waktunya tidak terbaca",
        "  belum termasuk langkah 4 (`2 menit/berkas`): waktunya untuk tiap satuan pekerjaan",
        "  dihitung dari batas terendahnya, dapat lebih lama: langkah 5 (`minimal 2 jam`)",
        "  perkiraan: langkah 6 (`± 1 jam`)",
        "  ditulis dua kali dengan nilai berbeda, dihitung yang pertama: langkah 7 (`480 Menit (9 Jam)`)",
        "  rentang terbalik, dihitung dari yang kecil ke yang besar: langkah 8 (`10 - 5 menit`)",
        "  `hari` tanpa keterangan dihitung sebagai hari kerja: langkah 9 (`2 hari`)",
    ]


def test_ways_and_shared_steps_are_told() -> None:
    """Where ways differ both ends are told, with what may change them, and shared steps are named."""
    branched = sop(
        step(1, "5 menit", ahead=("3",)),
        step(2, "Segera"),
        step(3, "10 menit", "a", "b", manner=Manner.TOGETHER),
    )
    written = report(branched, "en")

    assert "Shortest way without returns: 15 minutes (steps 1, 2, 3)\n" in written
    assert "Longest way without returns: 15 minutes (steps 1, 2, 3)\n" in written
    assert "Steps without a counted time may change" in written
    assert "Done by several actors, the time counts in full for each of them: step 3\n" in written


def test_a_return_that_never_comes_back_is_told() -> None:
    """A return whose way never comes back to its step is told without a time."""
    lost = sop(
        step(1, "1 menit", ahead=("3",)), step(2, "2 menit", on="end"), step(3, "4 menit", back=("2",))
    )

    assert "step 3 to step 2: the way from there does not come back to step 3\n" in report(lost, "en")


def test_the_stated_total_is_told_as_written() -> None:
    """The total that the form states stands below the sum as it was written."""
    stated = replace(sop(step(1, "8 jam")), total_time=parse_time("1 Hari Kerja"))

    assert "Jumlah menurut formulir: 1 Hari Kerja\n" in report(stated)


@given(sops(max_steps=6))
def test_every_sop_can_be_told(any_sop: Sop) -> None:
    """The report and the JSON form of any SOP can be written, in both languages."""
    result = timing(any_sop)

    assert all(text(result, language).count("\n") > len(any_sop.steps) for language in LANGUAGES)
    assert len(json.loads(json.dumps(as_json(any_sop, result)))["steps"]) == len(any_sop.steps)
