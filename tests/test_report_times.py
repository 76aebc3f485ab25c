"""The times of an SOP for a reader."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sopkit.document import load
from sopkit.flow.durations import Duration, Total
from sopkit.flow.timing import Timing, timing
from sopkit.lang import LANGUAGES
from sopkit.model import Branch, Manner, Sop, StepKey
from sopkit.model.time_parser import parse_time
from sopkit.report.durations import total_words
from sopkit.report.times import as_csv, as_json, markdown, text, totals
from sopkit.report.times_json import number
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

Kasus terlama tidak ada batasnya: pengembalian dari langkah 6 ke langkah 5, langkah 7 ke langkah 6 boleh \
terjadi terus-menerus
  Isi `maksimal` pada pengembalian itu, atau hitung dengan banyaknya pengembalian: `--returns 2`.
Rata-rata belum diketahui: belum semua pengembalian dan cabang mempunyai peluang pada langkah 6, 7
  Isi `peluang`-nya, atau hitung dengan peluang: `--chance telaah-kabag=20%`.

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
            "1",
        ]
        assert cells[1][-3:] == ["Sesuai dengan waktu yang ditentukan", "tidak dihitung", "1"]

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


class TestCases:
    """The longest case and the average one, in the words and in the forms for machines."""

    def seed(self, **asked: Any) -> Timing:
        """Return the times of a real SOP, with what is asked of its returns."""
        return timing(load(SEED), **asked)

    def test_the_longest_case_is_told_with_its_returns(self) -> None:
        """The longest case has its total, how often each return is taken, and what is not counted."""
        written = text(self.seed(returns=2), "id")

        assert (
            "Kasus terlama, setiap pengembalian paling banyak 2 kali: 1.360 menit (22 jam 40 menit)\n"
            "  pengembalian: 2 kali dari langkah 6 ke langkah 5, 2 kali dari langkah 7 ke langkah 6\n"
            "  belum termasuk langkah 2: lamanya tidak ditentukan\n"
        ) in written

    def test_the_average_is_told_with_its_spread(self) -> None:
        """The average is told to a tenth of a minute, with the standard deviation."""
        written = text(self.seed(chances={"telaah-kabag": 0.2, "telaah-karo": 0.1}), "en")

        assert "Average by the chances of the ways: 591.7 minutes (9 hours 51.7 minutes)\n" in written
        assert "standard deviation, because cases take different ways: 139.6 minutes" in written

    def test_the_table_counts_visits(self) -> None:
        """With chances and returns asked for, each step has its visits and their time in both cases."""
        table = text(self.seed(returns=2, chances={"6": 0.5, "7": 0}), "id").split("\n\n")[1].splitlines()

        head, sixth = (
            [cell.strip() for cell in line.split("  ") if cell.strip()] for line in (table[0], table[7])
        )
        assert head[5:] == ["Kali rata-rata", "Waktu rata-rata", "Kali terlama", "Waktu terlama"]
        assert sixth[5:] == ["2", "60 menit (1 jam)", "5", "150 menit (2 jam 30 menit)"]

    def test_ignored_limits_are_named(self) -> None:
        """A limit that the average leaves out is named below it."""
        back = Branch(StepKey("1"), limit=1, chance=Fraction(1, 5))
        one = sop(step(1, "1 menit"), replace(step(2, "2 menit"), returns=(back,)))

        assert "  the limits are left out of the average: step 2 to step 1\n" in report(one, "en")

    def test_what_may_be_longer_is_named(self) -> None:
        """Below the longest way and the longest case stand the steps by which a case may take longer."""
        plain = sop(
            step(1, "10 menit", ahead=("3",)), step(2, "50 menit", on="end"), step(3, "minimal 1 menit")
        )
        looped = replace(plain.steps[1], returns=(Branch(StepKey("1"), limit=1),))
        one = replace(plain, steps=(plain.steps[0], looped, plain.steps[2]))

        line = (
            "  dapat lebih lama: ada alur lain lewat langkah 3, yang waktunya tidak dihitung atau tidak ada"
        )
        assert report(one).count(line) == 2
        assert json.loads(json.dumps(as_json(one, timing(one))))["totals"]["longest"]["passed_by"] == ["3"]

    def test_without_returns_none_is_told(self) -> None:
        """With `returns=0` the longest case is told as one without returns."""
        assert "Kasus terlama tanpa pengembalian: 520 menit (8 jam 40 menit)\n  belum" in text(
            self.seed(returns=0), "id"
        )

    def test_hints_can_be_followed(self) -> None:
        """The hint names a chance as it has to be typed: with its target where a step has several ways."""
        one = sop(step(1, "1 menit"), step(2, "1 menit", back=("1", "2")))

        assert "`--chance 2:1=20%`" in report(one)
        assert timing(one, chances={"2:1": 0.2}).without_chance == ("2",)

    def test_chances_over_one_have_their_own_words(self) -> None:
        """Chances of more than 1 together are not told as missing, and no chance is suggested."""
        half = Fraction(3, 4)
        ways = (Branch(StepKey("1"), chance=half), Branch(StepKey("2"), chance=half))
        written = report(sop(step(1, "1 menit"), replace(step(2, "1 menit"), returns=ways)), "id")

        assert "Rata-rata tidak dapat dihitung: jumlah peluangnya lebih dari 1 pada langkah 2\n" in written
        assert "--chance" not in written

    def test_a_spread_of_nothing_is_not_told(self) -> None:
        """Where nothing is counted, no spread is told as if it were known."""
        back = Branch(StepKey("1"), chance=Fraction(1, 2))
        written = report(sop(step(1, "segera"), replace(step(2, "segera"), returns=(back,))), "id")

        assert "Rata-rata menurut peluang: belum ada yang dihitung\n" in written
        assert "simpangan" not in written

    def test_a_terminal_gets_a_table_that_fits(self) -> None:
        """In a narrow terminal the long texts of the table are cut further."""
        table = text(self.seed(), "id", columns=80).split("\n\n")[1].splitlines()

        assert max(map(len, table)) <= 80
        assert len(table) == 12

    def test_an_upper_bound_is_named_as_one(self) -> None:
        """A longest case that is no more than a bound is called an upper bound."""
        found = self.seed(returns=1)
        assert found.longest_case is not None
        bound = replace(found, longest_case=replace(found.longest_case, is_exact=False))

        written = text(bound, "en")
        assert "Upper bound of the longest case with each return taken at most 1 times" in written
        assert "Visits, upper bound" in written
        assert "Visits, longest" not in written
        assert json.loads(json.dumps(as_json(found.sop, bound)))["totals"]["longest_case"]["exact"] is False
        assert "\nlongest-case-upper-bound," in as_csv(bound)

    def test_a_sooner_end_by_a_return_is_told(self) -> None:
        """Where a return leads to the end sooner than any way ahead, that is told."""
        one = sop(
            step(1, "1 menit", on="3"),
            step(2, "2 menit", on="end"),
            step(3, "4 menit", back=("2",)),
            step(4, "9 jam"),
        )

        assert "A return leads to the end sooner than any other way: 7 minutes (steps 1, 3, 2)\n" in report(
            one, "en"
        )

    def test_a_case_without_end_is_told(self) -> None:
        """Where no case comes to an end by its chances, that is told instead of an average."""
        written = text(self.seed(chances={"6": 1, "7": 0}), "en")

        assert "There is no average: by their chances, no case comes to an end from steps 1, 2," in written

    def test_actors_have_their_part_where_it_differs(self) -> None:
        """Below an actor stand its average and its longest case, if they are not the time of its steps."""
        written = text(self.seed(returns=1, chances={"6": 0.5, "7": 0}), "en")

        assert (
            "  Kasubbag TU: 155 minutes (2 hours 35 minutes) (steps 3, 5, 9)\n"
            "    average: 275 minutes (4 hours 35 minutes)\n"
            "    longest case: 275 minutes (4 hours 35 minutes)\n"
            "  Kabag Tatalaksana"
        ) in written
        assert "  Arsiparis: 25 minutes (step 10)\n" in written
        assert "  Pelaksana: 20 minutes (step 4)\n  Kasubbag" in written

    def test_as_json(self) -> None:
        """The JSON form has visits by step, the longest case with its ways, and why there is no average."""
        found = self.seed(returns=1, chances={"6": 0.5})
        data = json.loads(json.dumps(as_json(found.sop, found)))

        assert data["returns_at_most"] == 1
        assert data["steps"][5]["visits"] == {"longest_case": 3, "expected": None}
        assert data["totals"]["longest_case"]["ways"] == [
            {"from": "telaah-kabag", "to": "penyusunan", "kind": "return", "times": 1},
            {"from": "telaah-karo", "to": "telaah-kabag", "kind": "return", "times": 1},
        ]
        assert data["totals"]["expected"] is None
        assert (data["without_chance"], data["unlimited"]) == (["telaah-karo"], [])

    def test_the_average_as_json(self) -> None:
        """The JSON form of the average has its total, its standard deviation and how often ways are taken."""
        found = self.seed(chances={"6": 0.5, "7": 0})
        average = json.loads(json.dumps(as_json(found.sop, found)))["totals"]["expected"]

        assert average["maximum"]["working_minutes"] == 670
        assert average["ways"][0]["times"] == 1
        assert average["standard_deviation"]["maximum"]["working_minutes"] == pytest.approx(212.132, abs=1e-3)
        assert average["ignored_limits"] == []

    def test_numbers_beyond_a_float_are_whole(self) -> None:
        """A number too large for a float is written as a whole one."""
        assert number(Fraction(10**400 + 1, 3)) == round(Fraction(10**400 + 1, 3))


class TestForms:
    """The Markdown and the comma-separated form."""

    def test_markdown_has_a_table_and_lists(self) -> None:
        """The Markdown form has a heading, a row for each step with its texts in full, and nested lists."""
        lines = markdown(timing(load(SEED)), "id").splitlines()

        assert lines[0] == "## Waktu baku: Perbaikan Data Kinerja"
        assert lines[2].startswith("| No | Kegiatan | Pelaksana | Waktu | Dihitung | Kali |")
        assert lines[3] == "| ---: | --- | --- | --- | --- | ---: |"
        assert lines[7].startswith("| 4 | Menganalisis dan mengevaluasi perbaikan data dan informasi kinerja")
        assert "- Jumlah kolom waktu: 520 menit (8 jam 40 menit)" in lines
        assert "  - belum termasuk langkah 2: lamanya tidak ditentukan" in lines

    @given(sops(max_steps=4))
    def test_hostile_texts_stay_texts_in_markdown(self, any_sop: Sop) -> None:
        """No text breaks out of its cell or becomes markup: bars, tags and marks are escaped."""
        written = markdown(timing(any_sop), "en")
        rows = [line for line in written.splitlines() if line.startswith("| ")]

        assert len(rows) == 2 + len(any_sop.steps)
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {len(re.findall(r"\|", rows[1]))}
        assert not re.search(r"(?<!\\)[<>]", written)

    @given(sops(max_steps=5))
    def test_comma_separated_values_read_back(self, any_sop: Sop) -> None:
        """Each step has a line that reads back with its activity and what one visit takes."""
        found = timing(any_sop)
        rows = list(csv.DictReader(StringIO(as_csv(found))))
        steps = [row for row in rows if row["row"] == "step"]

        assert [row["title"].removeprefix("'") for row in steps] == [
            each.activity.removeprefix("'") for each in any_sop.steps
        ]
        for row, entry in zip(steps, found.steps, strict=True):
            assert float(row["working_minutes_maximum"]) == float(entry.total.maximum.working_minutes)
        assert sum(float(row["working_minutes_maximum"]) for row in steps) == pytest.approx(
            float(next(row for row in rows if row["row"] == "column")["working_minutes_maximum"])
        )

    @pytest.mark.parametrize("activity", ["=1+1", "+cmd", "-1", "@sum", "\t=1"])
    def test_no_cell_is_a_formula(self, activity: str) -> None:
        """A text that a spreadsheet would reckon begins with an apostrophe."""
        one = sop(replace(step(1, "1 menit"), activity=activity))

        row = list(csv.reader(StringIO(as_csv(timing(one)))))[1]
        assert row[3] == f"'{activity}"

    def test_joined_time_says_how(self) -> None:
        """Where calendar time counts as working days, the report says how many, and the length of a day."""
        joined = timing(sop(step(1, "1 minggu")), calendar_time="working-time")

        assert text(joined, "en").endswith(
            "\n\n1 working day = 7.5 hours\n7 calendar days = 5 working days, 1 month = 30 calendar days\n"
        )


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
        == "1.350 menit (3 hari kerja)"
    )
    assert (
        total_words(Total(minutes, more), "id", minutes_per_day=Fraction(450))
        == "1.350 - 1.365 menit (3 hari kerja - 3 hari kerja 15 menit)"
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
        "Jumlah kolom waktu: paling cepat 1.565 menit (3 hari kerja 3 jam 35 menit)",
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

    assert "Shortest way without returns: 15 minutes (steps 1, 3)\n" in written
    assert "Longest way without returns: 15 minutes (steps 1, 2, 3)\n" in written
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
