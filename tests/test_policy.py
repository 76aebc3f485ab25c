"""Which findings are told: settings, options of the command line, and the Python names."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopkit
from sopkit.document import read
from sopkit.errors import InvalidSop, InvalidValue, UnknownName
from sopkit.findings import Severity
from sopkit.rules.cards import Head, heads
from sopkit.rules.policy import policy_of
from sopkit.rules.selection import BY_TODAY, changeable, meant, selected
from sopkit.settings import RuleSettings, Settings
from tests.command_line import ROOT, SEED, follow

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """\
sopkit: 1
number: 12/2026
title: Penerimaan Surat Masuk
agency: [SEKRETARIAT DAERAH]
created: 2026-01-05
effective: 2026-01-12
approved_by:
  position: Kepala Bagian Umum
actors:
  staf: Staf Administrasi
  kabag: Kepala Bagian Umum
steps:
  - id: terima
    actor: staf
    activity: Menerima surat
    inputs: Surat
    time: Sesuai surat tugas
    outputs: Surat tercatat
  - id: telaah
    actor: kabag
    activity: Menelaah surat
    inputs: Surat tercatat
    outputs: Disposisi
"""
"""An SOP with an open-ended time (SOP303) and a step without a time (SOP402)."""

OUTPUT = {"form": ("-o", "-")}
"""What a command needs besides the SOP."""
NAMES = [word for each in heads() for word in (each.name, each.code)]
GROUPS = ["all", "SOP", "SOP0", "SOP1", "SOP3", "SOP4", "SOP40", "SOP11"]


def _codes(text: str, settings: RuleSettings, **choices: tuple[str, ...]) -> list[str]:
    policy = policy_of(Settings(rules=settings), **choices)  # type: ignore[arg-type]
    return [finding.code for finding in read(text.encode(), "sop.yaml", policy).findings]


class TestNames:
    """Names, codes, beginnings of codes and `all` stand for findings."""

    @pytest.mark.parametrize("each", heads(), ids=lambda each: each.name)
    def test_name_and_code_mean_one(self, each: Head) -> None:
        """A name and a code mean one finding, in any letter case."""
        assert meant(each.name) == meant(each.code) == meant(each.code.lower()) == (each,)

    def test_beginning_means_all_that_begin_so(self) -> None:
        """The beginning of codes means every code that begins so."""
        assert meant("SOP4") == tuple(each for each in heads() if each.code.startswith("SOP4"))

    @pytest.mark.parametrize("name", ["all", "ALL", "semua", "SOP"])
    def test_all_means_all(self, name: str) -> None:
        """Every finding has a word of its own."""
        assert meant(name) == heads()

    @pytest.mark.parametrize(
        "name", ["", "SOP9", "SOP4444", "4", "SO", "*", "SOP4*", "../cards", "x" * 10_000]
    )
    def test_other_words_mean_nothing(self, name: str) -> None:
        """What is no name, code or beginning of a code is refused."""
        with pytest.raises(UnknownName):
            meant(name)


class TestPolicy:
    """What is told, and how grave it is."""

    def test_without_settings_cards_decide(self) -> None:
        """An office without settings is told all that needs no request."""
        assert {"SOP303", "SOP402"} <= set(_codes(PLAIN, RuleSettings()))

    def test_select_replaces(self) -> None:
        """What is selected is told, and nothing else."""
        assert _codes(PLAIN, RuleSettings(select=("SOP4",)))[:1] == ["SOP402"]
        assert _codes(PLAIN, RuleSettings(select=("open-ended-time",))) == ["SOP303"]
        assert _codes(PLAIN, RuleSettings(select=())) == []

    def test_ignore_subtracts(self) -> None:
        """What is ignored is not told."""
        found = _codes(PLAIN, RuleSettings(ignore=("sop303",)))

        assert "SOP402" in found
        assert "SOP303" not in found

    def test_on_request_is_told_where_it_is_selected(self) -> None:
        """Findings that speak on request are told where settings add them."""
        on_request = {each.name for each in heads() if each.on_request}

        assert on_request <= policy_of(Settings()).ignored
        for names in (("all",), tuple(on_request)):
            assert not on_request & policy_of(Settings(rules=RuleSettings(extend_select=names))).ignored
        for names in (("SOP",), ("SOP4", "SOP3")):
            assert on_request <= policy_of(Settings(rules=RuleSettings(select=names))).ignored

    def test_choices_go_before_settings(self) -> None:
        """What is asked for at the moment goes before what the settings say."""
        settings = RuleSettings(select=("SOP402",), ignore=("SOP303",))

        assert _codes(PLAIN, settings, select=("SOP303", "SOP402")) == ["SOP303", "SOP402"]
        assert _codes(PLAIN, settings, select=("SOP303", "SOP402"), ignore=("SOP4",)) == ["SOP303"]

    def test_narrower_name_gives_the_severity(self) -> None:
        """Of two names for one finding the narrower says how grave it is, whatever their order."""
        for severity in (
            (("all", Severity.WARNING), ("SOP40", Severity.HINT), ("step-without-time", Severity.ERROR)),
            (("step-without-time", Severity.ERROR), ("SOP40", Severity.HINT), ("all", Severity.WARNING)),
        ):
            severities = dict(policy_of(Settings(rules=RuleSettings(severity=severity))).severities)
            assert severities["step-without-time"] is Severity.ERROR
            assert severities["hidden-return"] is Severity.HINT
            assert severities["range-too-wide"] is Severity.HINT
            assert severities["unused-actor"] is Severity.WARNING
            assert "unknown-step" not in severities

    def test_ages_are_measured_by_the_day_given(self) -> None:
        """The day of today is handed in, and nothing else tells it."""
        assert policy_of(Settings()).options.today is None
        assert policy_of(Settings(), today=date(2026, 1, 5)).options.today == date(2026, 1, 5)

    def test_day_of_today_asks_for_ages(self) -> None:
        """Who tells the day of today is told of ages, unless the settings ignore them."""
        old = PLAIN.replace("2026", "2020")
        today = date(2026, 1, 5)
        ignoring = Settings(rules=RuleSettings(ignore=("review-overdue",)))

        for settings, expected in ((Settings(), True), (ignoring, False)):
            found = read(old.encode(), "sop.yaml", policy_of(settings, today=today)).findings
            assert ("review-overdue" in {finding.name for finding in found}) == expected

    def test_rules_of_ages_are_known(self) -> None:
        """The rules that need the day of today are those whose modules look at it."""
        folder = ROOT / "sopkit" / "rules"
        looking = {
            file.stem.replace("_", "-")
            for file in folder.glob("*.py")
            if "options.today" in file.read_text(encoding="utf-8") and file.with_suffix(".yaml").exists()
        }

        assert looking == BY_TODAY

    def test_ignoring_an_error_is_refused(self) -> None:
        """An error cannot be ignored, not even for a moment."""
        with pytest.raises(InvalidValue, match="no error"):
            policy_of(Settings(), ignore=("unknown-step",))

    @given(
        st.lists(st.sampled_from(NAMES + GROUPS), max_size=4),
        st.lists(st.sampled_from(GROUPS), max_size=4),
        st.lists(st.tuples(st.sampled_from(["all", "SOP3", "SOP4"]), st.sampled_from(Severity)), max_size=3),
    )
    def test_errors_stay_errors(
        self, select: list[str], ignore: list[str], severity: list[tuple[str, Severity]]
    ) -> None:
        """Whatever an office chooses, what makes an SOP unsound is told, and is an error."""
        broken = PLAIN.replace("actor: kabag", "actor: kabagg")
        ignored = tuple(name for name in ignore if changeable(meant(name)))

        policy = policy_of(
            Settings(rules=RuleSettings(select=tuple(select), ignore=ignored, severity=tuple(severity)))
        )
        document = read(broken.encode(), "sop.yaml", policy)

        assert "unknown-actor" in {finding.name for finding in document.errors}
        assert document.sop is None

    @given(st.lists(st.sampled_from(NAMES + GROUPS), min_size=1, max_size=4))
    def test_selected_and_ignored_are_parts_of_all(self, select: list[str]) -> None:
        """What is told with a selection and what is told without it are together all there is."""
        told = _codes(PLAIN, RuleSettings(select=tuple(select)))
        names = tuple(each.name for name in select for each in changeable(selected(name)))
        rest = _codes(PLAIN, RuleSettings(select=("all",), ignore=names))

        assert sorted([*told, *rest]) == sorted(_codes(PLAIN, RuleSettings(select=("all",))))


class TestPython:
    """`check`, `load` and `loads` take settings, and look for none themselves."""

    def test_settings_are_handed_in(self, tmp_path: Path) -> None:
        """Findings are those that the settings handed in want."""
        file = tmp_path / "sop.yaml"
        file.write_text(PLAIN, encoding="utf-8")
        settings = Settings(rules=RuleSettings(select=("SOP402",)))

        assert [finding.code for finding in sopkit.check(file, settings=settings)] == ["SOP402"]

    def test_settings_beside_a_file_do_not_count(self, tmp_path: Path) -> None:
        """Without settings the cards decide, whatever stands beside the file."""
        file = tmp_path / "sop.yaml"
        file.write_text(PLAIN, encoding="utf-8")
        before = sopkit.check(file)
        (tmp_path / "sopkit.toml").write_text("[rules]\nselect = []\n", encoding="utf-8")

        assert sopkit.check(file) == before != ()

    def test_raised_findings_stop_the_loading(self) -> None:
        """What settings make an error stops the use of an SOP, and a silence lets it pass."""
        strict = Settings(rules=RuleSettings(profile="strict"))
        silenced = PLAIN.replace("- id: telaah", "- id: telaah  # sopkit: ignore SOP402 -- menyusul")

        assert sopkit.loads(PLAIN).title
        assert sopkit.loads(silenced, settings=strict).title
        with pytest.raises(InvalidSop, match="SOP402"):
            sopkit.loads(PLAIN, settings=strict)

    def test_importing_costs_nothing(self) -> None:
        """An app that imports sopkit pays for no settings and no rules."""
        code = "import sopkit, sys; print([name for name in sys.modules if name.startswith('sopkit.')])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert done.stdout.strip() == "[]"


class TestCommands:
    """Every command follows the settings beside or above a file; `check` has options besides."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder with one SOP and no settings."""
        (tmp_path / "sop.yaml").write_text(PLAIN, encoding="utf-8")
        return tmp_path

    def test_settings_choose_for_check(self, folder: Path) -> None:
        """`check` tells what the settings select."""
        (folder / "sopkit.toml").write_text('[rules]\nselect = ["SOP402"]\n', encoding="utf-8")

        outcome = follow("check", folder, "--format", "concise")

        assert outcome.code == 0
        assert "SOP402" in outcome.out
        assert "SOP303" not in outcome.out

    @pytest.mark.parametrize("command", ["draw", "form", "time"])
    def test_raised_finding_stops_other_commands(self, folder: Path, command: str) -> None:
        """What the settings make an error stops every command that uses the SOP."""
        (folder / "sopkit.toml").write_text('[rules]\nprofile = "ketat"\n', encoding="utf-8")

        outcome = follow(command, folder / "sop.yaml", *OUTPUT.get(command, ()))

        assert outcome.code == 1
        assert "SOP402" in outcome.err

    def test_raised_finding_stops_the_catalogue(self, folder: Path) -> None:
        """An SOP that the settings find faulty is not drawn for the catalogue."""
        (folder / "sopkit.toml").write_text('[rules]\nprofile = "ketat"\n', encoding="utf-8")

        outcome = follow("build", folder, "-o", folder / "out")

        assert outcome.code == 1
        assert not (folder / "out" / "sop.html").exists()

    def test_each_file_follows_its_own_settings(self, folder: Path) -> None:
        """Settings of a folder below hold for the SOPs there."""
        below = folder / "unit"
        below.mkdir()
        (below / "lain.yaml").write_text(PLAIN.replace("12/2026", "13/2026"), encoding="utf-8")
        (below / "sopkit.toml").write_text('[rules]\nselect = ["SOP402"]\n', encoding="utf-8")

        out = follow("check", folder, "--format", "concise", "--ignore", "SOP36").out

        assert "sop.yaml:17:11: warning SOP303" in out
        assert [line.split()[2] for line in out.splitlines() if "lain.yaml" in line.split(":")[0]] == [
            "SOP402"
        ]

    @pytest.mark.parametrize(
        ("words", "told", "silent"),
        [
            (["--select", "SOP4"], "SOP402", "SOP303"),
            (["--select", "SOP303, step-without-time"], "SOP402", "SOP387"),
            (["--select", "SOP303", "--select", "SOP402"], "SOP402", "SOP387"),
            (["--ignore", "open-ended-time"], "SOP402", "SOP303"),
            (["--profile", "ketat"], "error SOP402", "SOP387"),
        ],
    )
    def test_options_choose(self, folder: Path, words: list[str], told: str, silent: str) -> None:
        """Options of `check` choose findings for one run."""
        out = follow("check", folder, "--format", "concise", *words).out

        assert told in out
        assert silent not in out

    def test_profile_file_is_seen_from_where_we_are(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A profile file of an option is looked for from the folder we are in."""
        (folder / "own.toml").write_text('[severity]\nSOP402 = "error"\n', encoding="utf-8")
        monkeypatch.chdir(folder)

        assert follow("check", "sop.yaml", "--profile", "own.toml").code == 1

    @pytest.mark.parametrize("day", ["2026-01-05", "5 Januari 2026"])
    def test_today_is_a_date(self, folder: Path, day: str) -> None:
        """The day of today is written as dates in an SOP are."""
        assert follow("check", folder, "--today", day).code == 0

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--select", "SOP9"], "`--select` names `SOP9`, and no finding is called so"),
            (["--select", ","], "`--select` needs a value after it"),
            (["--ignore", "hidden-retrun"], "Did you mean `hidden-return`?"),
            (["--ignore", "SOP203"], "`SOP203`, which is an error and always told"),
            (["--ignore", "SOP2"], "`SOP2`, which is an error and always told"),
            (["--profile", "ketta"], "there is no profile `ketta`"),
            (["--profile", "ketta"], "Did you mean `ketat`?"),
            (["--profile", "none.toml"], "there is no profile file `none.toml`"),
            (["--today", "kemarin"], "`--today` is `kemarin`, which is no date"),
            (["--today", "2026-02-30"], "which is no date"),
            (["--write-baseline", "b.txt"], "does not end in `.json`"),
            (["--write-baseline", "none/b.json"], "there is no folder `none`"),
            (["--write-baseline", "b.json", "--baseline", "b.json"], "do not go together"),
            (["--write-baseline", "b.json", "--watch"], "do not go together"),
            (["--baseline", "none.json"], "there is no baseline `none.json`"),
        ],
    )
    def test_mistake_gets_one_message(self, folder: Path, words: list[str], message: str) -> None:
        """An option that cannot be followed is answered with what is possible, and nothing is done."""
        outcome = follow("check", folder, *words)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err
        assert outcome.err.count("sopkit: ") == 1

    def test_faulty_rules_stop_every_command(self, folder: Path) -> None:
        """A fault in the rules of the settings is wrong use for each command that reads an SOP."""
        (folder / "sopkit.toml").write_text('[rules]\nignore = ["SOP203"]\n', encoding="utf-8")

        for command in ("check", "draw", "form", "time"):
            outcome = follow(command, folder / "sop.yaml", "--lang", "id", *OUTPUT.get(command, ()))

            assert (outcome.code, outcome.out) == (2, "")
            assert "`rules.ignore` menyebut `SOP203` (SOP203 unknown-step), yaitu sebuah galat" in outcome.err

    def test_standard_input_follows_the_settings_here(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An SOP from standard input follows the settings of the folder we are in."""
        (folder / "sopkit.toml").write_text('[rules]\nselect = ["SOP402"]\n', encoding="utf-8")
        monkeypatch.chdir(folder)

        out = follow("check", "-", "--format", "concise", stdin=PLAIN).out

        assert "SOP402" in out
        assert "SOP303" not in out


class TestFolders:
    """What is seen over several SOPs is told where a folder is named."""

    def test_equal_numbers_are_told_of_a_folder(self, tmp_path: Path) -> None:
        """Two SOPs of one number are told where their folder is checked, and not where they are alone."""
        for name in ("a.yaml", "b.yaml"):
            (tmp_path / name).write_text(PLAIN, encoding="utf-8")

        assert "number-not-unique" in follow("check", tmp_path).out
        assert "number-not-unique" not in follow("check", tmp_path / "a.yaml", tmp_path / "b.yaml").out

    def test_silence_of_a_folder_rule_is_of_use(self, tmp_path: Path) -> None:
        """A silence of a rule that sees a folder is never called unused for a file alone."""
        silenced = PLAIN.replace("12/2026", "12/2026  # sopkit: ignore number-not-unique -- pengganti")
        (tmp_path / "a.yaml").write_text(PLAIN.replace("Penerimaan", "Pengiriman"), encoding="utf-8")
        (tmp_path / "b.yaml").write_text(silenced, encoding="utf-8")

        alone = follow("check", tmp_path / "b.yaml", "--format", "concise").out
        together = follow("check", tmp_path, "--format", "concise").out
        (tmp_path / "a.yaml").unlink()
        left = follow("check", tmp_path, "--format", "concise").out

        assert "unused-silence" not in alone + together
        assert "number-not-unique" not in together
        assert "unused-silence" in left


def test_seed_follows_the_settings_of_no_one() -> None:
    """The procedures of the project have no settings, so that anybody is told the same of them."""
    assert not (SEED.parent / "sopkit.toml").exists()
