"""`sopkit time` and `sopkit workload`, as people type them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.command_line import ROOT, SEED, follow

if TYPE_CHECKING:
    from pathlib import Path

SOPS = ROOT / "sops"


class TestTime:
    """What an SOP takes, with returns and chances asked for."""

    def test_returns_and_chances(self) -> None:
        """`--returns` makes a longest case, and `--chance` an average; a step may be a number or an id."""
        outcome = follow("time", SEED, "--returns", 2, "--chance", "telaah-kabag=20%", "--chance=7:6=0,1")

        assert outcome.code == 0
        assert "with each return taken at most 2 times: 1,360 minutes" in outcome.out
        assert "Average by the chances of the ways: 591.7 minutes" in outcome.out

    @pytest.mark.parametrize("form", ["json", "csv", "markdown", "text"])
    def test_forms(self, form: str) -> None:
        """Each form is written to standard output, and the same words give the same bytes."""
        first, second = (follow("time", SEED, "--format", form) for _ in range(2))

        assert (first.code, first.err, first.out) == (0, "", second.out)
        beginnings = {
            "json": "{\n",
            "csv": "row,number,step,",
            "markdown": "## Time standards:",
            "text": "Time standards:",
        }
        assert first.out.startswith(beginnings[form])

    def test_csv_can_be_read(self) -> None:
        """The CSV has a line for each step with its visits in the longest case."""
        rows = list(csv.DictReader(StringIO(follow("time", SEED, "--format=csv", "--returns=2").out)))

        assert [row["visits_longest_case"] for row in rows if row["row"] == "step"] == list("1111353111")

    def test_a_start_is_reckoned_on_the_calendar(self) -> None:
        """`--start` tells when the ways end, in the words, in Markdown and in JSON."""
        words = ("time", SEED, "--start", "5 Januari 2026 pukul 08.00")

        assert (
            "without returns: ends on Tuesday, 6 January 2026, 09:10 WIB at the earliest\n"
            in follow(*words).out
        )
        assert "- Begun on Monday, 5 January 2026, 08:00 WIB" in follow(*words, "--format=markdown").out
        data = json.loads(follow(*words, "--format=json").out)
        assert data["schedule"]["only"]["end"] == {"earliest": "2026-01-06T09:10:00+07:00", "latest": None}
        rows = list(csv.DictReader(StringIO(follow(*words, "--format=csv").out)))
        assert (rows[-1]["row"], rows[-1]["ends_earliest"]) == ("schedule-only", "2026-01-06T09:10:00+07:00")

    @pytest.mark.parametrize(
        "written",
        [
            "Senin, 5 Januari 2026 pukul 08.00 WIB",
            "2026-01-05T08:00:00",
            "5 Januari 2026 jam 8",
            "Monday, 5 January 2026, 08:00",
        ],
    )
    def test_a_start_is_read_as_people_write_it(self, written: str) -> None:
        """A start may be written as the output tells it, as ISO has it, or with a full hour."""
        assert "Begun on Monday, 5 January 2026, 08:00 WIB" in follow("time", SEED, "--start", written).out

    def test_what_moves_a_start_is_told(self) -> None:
        """A date without work, and a time outside of working time, are told to move the beginning."""
        assert "the office does not work on 4 January 2026" in (
            follow("time", SEED, "--start=2026-01-04").out
        )
        assert "the work begins on Tuesday, 6 January 2026, 07:30 WIB" in (
            follow("time", SEED, "--start", "2026-01-05 20:00").out
        )

    def test_an_end_beyond_all_calendars_is_told(self, tmp_path: Path) -> None:
        """A way that ends after the year 9999 is told in plain words."""
        long = tmp_path / "a.yaml"
        seed = SEED.read_text(encoding="utf-8")
        long.write_text(seed.replace(": 240 Menit", ": 100000 tahun"), encoding="utf-8")

        outcome = follow("time", long, "--start=2026-01-05", "--lang=id")

        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith("sopkit: saat selesainya melewati tahun 9999;")

    def test_a_date_alone_begins_with_the_working_day(self) -> None:
        """A date without a time is the first working moment of that day, or of the next that has one."""
        assert "Begun on Monday, 5 January 2026, 07:30 WIB" in follow("time", SEED, "--start=2026-01-03").out

    def test_a_start_can_name_its_zone(self) -> None:
        """A start in another zone is told in the zone of the office."""
        assert "Begun on Monday, 5 January 2026, 07:00 WIB" in (
            follow("time", SEED, "--start", "2026-01-05 08:00 WITA").out
        )

    def test_settings_join_calendar_time(self, tmp_path: Path) -> None:
        """The settings beside an SOP say how its times are counted."""
        copy = tmp_path / "a.yaml"
        copy.write_text(
            (SOPS / "penatausahaan-persediaan.yaml").read_text(encoding="utf-8"), encoding="utf-8"
        )
        apart = follow("time", copy).out
        (tmp_path / "sopkit.toml").write_text('calendar_time = "working-time"\n', encoding="utf-8")

        joined = follow("time", copy).out

        assert "+ 7 calendar days" in apart
        assert "Sum of the time column: 35,965 minutes (79 working days 6 hours 55 minutes)\n" in joined

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--returns", "two"], "`--returns` is `two`; write a whole number from 0 to 1000000"),
            (["--returns", "-1"], "`--returns` is `-1`"),
            (["--returns", "9999999"], "`--returns` is `9999999`"),
            (["--returns", "²"], "`--returns` is `²`"),
            (["--chance", "telaah"], "`--chance` is `telaah`; write a step and a chance"),
            (["--chance", "=20%"], "`--chance` is `=20%`"),
            (["--chance", "7=120%"], "`--chance` is `7=120%`"),
            (["--chance", "7=-"], "`--chance` is `7=-`"),
            (["--chance", "7=0." + "1" * 5000], "`--chance` is `7=0.1"),
            (["--chance", "7=0.1", "--chance", "7=0.2"], "`--chance` gives the chance of `7` twice"),
            (["--chance", "perintah=0.1"], "step `perintah` has no return and no branch"),
            (
                ["--chance", "langkah=0.1"],
                "there is no step `langkah`; the steps that decide are `telaah-kabag`",
            ),
            (["--chance", "7:4=0.1"], "no return or branch to `analisis`"),
            (["--start", "besok"], "`--start` is `besok`; write a date"),
            (["--start", "2026-01-05 25:00"], "`--start` is `2026-01-05 25:00`"),
            (["--start", "2026-02-30"], "`--start` is `2026-02-30`"),
            (["--format", "xls"], "`--format` is `xls`; possible are `text`, `json`, `csv`, `markdown`"),
        ],
    )
    def test_wrong_words_are_told(self, words: list[str], message: str) -> None:
        """What cannot be followed is told in one sentence with what is possible, and nothing is written."""
        outcome = follow("time", SEED, *words)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err
        assert follow("time", SEED, *words, "--lang=id").err != outcome.err

    def test_an_sop_with_errors_is_not_timed(self, tmp_path: Path) -> None:
        """An SOP with errors gets its findings and no times."""
        broken = tmp_path / "a.yaml"
        broken.write_text("sopkit: 1\n", encoding="utf-8")

        outcome = follow("time", broken, "--format=csv")

        assert (outcome.code, outcome.out) == (1, "")
        assert "SOP102" in outcome.err


class TestWorkload:
    """Minutes and staff by position over a folder."""

    def test_over_a_folder(self, tmp_path: Path) -> None:
        """Volumes of a file and of the command line make the table of positions, in either language."""
        volumes = tmp_path / "volume.yaml"
        volumes.write_text("# setahun\nperbaikan-data-kinerja: 120\n", encoding="utf-8")
        words = ("workload", SOPS, "--volumes", volumes, "--volume", "pengusulan-gelar-pahlawan=4")

        english, indonesian = follow(*words), follow(*words, "--lang=id")

        assert (english.code, indonesian.code) == (0, 0)
        assert "Karo Organisasi" in english.out
        assert "Sum *" in english.out
        assert "71,640 - 74,040" in english.out
        assert "71.640 - 74.040" in indonesian.out
        assert "75.000 menit setahun (PermenPANRB 1/2020)" in indonesian.out
        assert "  Perbaikan Data Kinerja: langkah 2, lamanya tidak ditentukan\n" in indonesian.out

    def test_the_older_year_and_another_day(self) -> None:
        """`--effective-minutes` and `--day-minutes` change what the figures rest on, and are told."""
        outcome = follow(
            "workload", SEED, "--volume", "perbaikan-data-kinerja=72000",
            "--effective-minutes", "72000", "--day-minutes", "450",
        )  # fmt: skip

        assert "Effective working time of one person: 72,000 minutes per year\n" in outcome.out
        assert "1 working day = 450 minutes" in outcome.out
        assert "520.00" in outcome.out

    @pytest.mark.parametrize("form", ["json", "csv", "markdown"])
    def test_forms(self, form: str) -> None:
        """The forms for machines hold the same figures."""
        out = follow("workload", SOPS, "--volume", "perbaikan-data-kinerja=120", "--format", form).out

        if form == "json":
            data = json.loads(out)
            assert data["positions"][0]["minutes_per_year"] == {"minimum": 31200, "maximum": 31200}
            assert data["positions"][1]["not_counted"] == [
                {"sop": "perbaikan-data-kinerja", "step": "penyampaian"}
            ]
            assert [entry["volume"] for entry in data["sops"]].count(None) == len(data["sops"]) - 1
        elif form == "csv":
            rows = list(csv.DictReader(StringIO(out)))
            assert (rows[0]["row"], rows[0]["staff_maximum"]) == ("position", "0.416")
        else:
            assert "| Karo Organisasi | 1 | 31,200 | 0.42 |" in out

    @pytest.mark.parametrize(
        ("volumes", "message"),
        [
            ("- a\n", "this is no list of volumes"),
            ("", "this is no list of volumes"),
            ("perbaikan-data-kinerja:\n", ":1:1: the cases per year of `perbaikan-data-kinerja` are missing"),
            (
                "perbaikan-data-kinerja: banyak\n",
                ":1:25: the cases per year of `perbaikan-data-kinerja` are `banyak`",
            ),
            ("perbaikan-data-kinerja: 1.200\n", "are `1.200`; write a number such as `120`"),
            ("perbaikan-data-kinerja: -3\n", "are `-3`"),
            ("perbaikan-data-kinerja: [1]\n", "are `[...]`"),
            ("perbaikan-data-kinerja: 1\nperbaikan-data-kinerja: 2\n", "duplicate-key"),
            ("tidak-ada: 3\n", "no SOP with the id, number or title `tidak-ada`"),
            ("a: &x [1]\nb: *x\n", "are `[...]`"),
        ],
    )
    def test_faulty_volumes_are_told(self, tmp_path: Path, volumes: str, message: str) -> None:
        """A file of volumes that cannot be used is told with its place, and nothing is reckoned."""
        file = tmp_path / "volume.yaml"
        file.write_text(volumes, encoding="utf-8")

        outcome = follow("workload", SEED, "--volumes", file)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ([], "say how many cases there are per year"),
            (["--volume", "a"], "`--volume` is `a`; write an SOP and a number"),
            (["--volume", "a=1", "--volume", "a=2"], "gives the volume of `a` twice"),
            (["--volume", "a=1", "--day-minutes", "0"], "`--day-minutes` is `0`"),
            (["--volume", "a=1", "--effective-minutes", "80000"], "possible are `75000`, `72000`"),
        ],
    )
    def test_wrong_words_are_told(self, words: list[str], message: str) -> None:
        """What cannot be followed is told in one sentence with what is possible."""
        outcome = follow("workload", SEED, *words)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err

    def test_faulty_sops_are_told_and_the_rest_is_reckoned(self, tmp_path: Path) -> None:
        """An SOP with errors gets its findings; the others are reckoned, and the exit code says so."""
        (tmp_path / "broken.yaml").write_text("sopkit: 1\n", encoding="utf-8")
        (tmp_path / "good.yaml").write_text(SEED.read_text(encoding="utf-8"), encoding="utf-8")

        outcome = follow("workload", tmp_path, "--volume", "good=1")

        assert outcome.code == 1
        assert "SOP102" in outcome.err
        assert "Karo Organisasi" in outcome.out

    def test_faulty_sops_are_named_in_the_report(self, tmp_path: Path) -> None:
        """The report names the files with errors, and a volume of such a file is no fault."""
        (tmp_path / "broken.yaml").write_text("sopkit: 1\n", encoding="utf-8")
        (tmp_path / "good.yaml").write_text(SEED.read_text(encoding="utf-8"), encoding="utf-8")

        outcome = follow("workload", tmp_path, "--volume", "good=1", "--volume", "broken=2")

        assert outcome.code == 1
        assert f"errors in the SOP: {tmp_path / 'broken.yaml'}" in outcome.out

    def test_the_settings_of_each_sop_count(self, tmp_path: Path) -> None:
        """The settings beside an SOP hold for it; folders that count days differently are not added up."""
        for name, setting in (("a", "working-day"), ("b", "calendar-day")):
            folder = tmp_path / name
            folder.mkdir()
            (folder / "sopkit.toml").write_text(f'plain_day = "{setting}"\n', encoding="utf-8")
            text = SEED.read_text(encoding="utf-8").replace("D65", name)
            (folder / f"{name}.yaml").write_text(text.replace("20 Menit", "1 hari"), encoding="utf-8")

        alone = follow("workload", tmp_path / "b", "--volume", "b=1")
        together = follow("workload", tmp_path, "--volume", "b=1")

        assert "in weeks, months or calendar days" in alone.out
        assert together.code == 2
        assert "have different settings (`plain_day`, `calendar_time`)" in together.err

    def test_the_mark_of_what_is_missing_is_never_cut_off(self, tmp_path: Path) -> None:
        """However long a title is, the mark that something is missing stands behind it."""
        title = "Kepala Bidang Penyelenggaraan Pelayanan Perizinan dan Nonperizinan"
        file = tmp_path / "a.yaml"
        file.write_text(
            SEED.read_text(encoding="utf-8").replace(": Kabag\n", f": {title}\n"), encoding="utf-8"
        )

        out = follow("workload", file, "--volume", "a=1").out

        assert "Kepala Bidang Penyelenggaraan Pelayanan… *" in out

    def test_the_file_of_volumes_is_no_sop(self, tmp_path: Path) -> None:
        """A file of volumes that lies among the SOPs is not read as one."""
        (tmp_path / "good.yaml").write_text(SEED.read_text(encoding="utf-8"), encoding="utf-8")
        volumes = tmp_path / "volume.yaml"
        volumes.write_text("good: 3\n", encoding="utf-8")

        assert follow("workload", tmp_path, "--volumes", volumes).code == 0

    def test_what_is_not_there_is_told(self, tmp_path: Path) -> None:
        """A folder without SOPs, and a file of volumes that is not there, end with 3."""
        assert follow("workload", tmp_path, "--volume", "a=1").code == 3
        assert follow("workload", SEED, "--volumes", tmp_path / "volume.yaml").code == 3
