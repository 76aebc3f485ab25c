"""The table `[rules]` of the settings and profiles: what they may hold, and what is said about the rest."""

from __future__ import annotations

import re
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.errors import InvalidSettings
from sopkit.findings import Severity
from sopkit.rules.options import Options
from sopkit.rules.policy import default_policy, policy_of
from sopkit.settings import RuleSettings, Settings, read_settings
from sopkit.settings.profiles import PROFILES, layers_of
from sopkit.settings.rules_table import OPTION_READERS
from tests.command_line import ROOT


def _written(folder: Path, text: str, name: str = "sopkit.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _rules(folder: Path, text: str) -> RuleSettings:
    return read_settings(_written(folder, text)).rules


class TestValues:
    """Each key of `[rules]` takes what its description says."""

    def test_every_key_is_read(self, tmp_path: Path) -> None:
        """Each field of the rules can be set."""
        text = (
            '[rules]\nprofile = "strict"\nselect = ["SOP4", "hidden-return"]\nextend_select = ["all"]\n'
            'ignore = "SOP407"\nbaseline = "known.json"\n'
            '[rules.severity]\nstep-without-time = "error"\n[rules.options]\nmost_steps = 12\n'
        )

        rules = _rules(tmp_path, text)

        assert rules == RuleSettings(
            profile="strict",
            select=("SOP4", "hidden-return"),
            extend_select=("all",),
            ignore=("SOP407",),
            severity=(("step-without-time", Severity.ERROR),),
            options=(("most_steps", 12),),
            baseline=str(tmp_path / "known.json"),
        )

    def test_every_option_of_rules_can_be_set(self) -> None:
        """What rules measure by can be set, but the day of today, which nobody writes into a file."""
        assert set(OPTION_READERS) == {field.name for field in fields(Options)} - {"today"}

    def test_options_reach_the_rules(self, tmp_path: Path) -> None:
        """Numbers and words of the settings are those that rules measure by."""
        text = (
            '[rules.options]\nnumber_pattern = "SOP-###/*/####"\nregions = ["Kota  Pontianak", "KALBAR"]\n'
            "most_steps = 12\nmost_actors = 4\nlongest_activity = 100\nlongest_note = 50\nreview_years = 2\n"
            "complete_library = true\n"
        )

        policy = policy_of(read_settings(_written(tmp_path, text)))

        assert policy.options == Options(
            "SOP-###/*/####", ("kota pontianak", "kalbar"), 12, 4, 100, 50, 2, complete_library=True
        )

    def test_section_of_pyproject_is_read(self, tmp_path: Path) -> None:
        """The rules stand in `[tool.sopkit.rules]` where the settings stand in `pyproject.toml`."""
        path = _written(tmp_path, '[tool.sopkit.rules]\nignore = ["SOP4"]\n', "pyproject.toml")

        assert read_settings(path).rules.ignore == ("SOP4",)

    def test_settings_compare_by_what_they_say(self, tmp_path: Path) -> None:
        """Where settings were read from makes no difference."""
        assert _rules(tmp_path, "[rules]\n") == RuleSettings()


class TestFaults:
    """A fault is named with its key, what stands there, and what to write."""

    @pytest.mark.parametrize(
        ("text", "key", "reason"),
        [
            ("rules = 3", "rules", "no-table"),
            ("[[rules]]\nselect = []", "rules", "no-table"),
            ("[rules]\nselekt = []", "rules.selekt", "unknown-suggested"),
            ("[rules]\nselect = 3", "rules.select", "rule-names"),
            ("[rules]\nselect = [3]", "rules.select", "rule-name"),
            ('[rules]\nignore = [""]', "rules.ignore", "rule-name"),
            ('[rules]\nignore = ["a\\u0007"]', "rules.ignore", "rule-name"),
            ('[rules]\nseverity = "error"', "rules.severity", "severities"),
            ('[rules.severity]\nSOP407 = "eror"', "rules.severity.SOP407", "severity"),
            ("[rules.severity]\nSOP407 = true", "rules.severity.SOP407", "severity"),
            ("[rules.options]\nmost_step = 3", "rules.options.most_step", "unknown-suggested"),
            ('[rules.options]\nmost_steps = "3"', "rules.options.most_steps", "count"),
            ("[rules.options]\nmost_steps = 0", "rules.options.most_steps", "count"),
            ("[rules.options]\nmost_steps = true", "rules.options.most_steps", "count"),
            ("[rules.options]\ncomplete_library = 1", "rules.options.complete_library", "flag"),
            ('[rules.options]\nregions = "Kalbar"', "rules.options.regions", "regions"),
            ('[rules.options]\nregions = [""]', "rules.options.regions", "regions"),
            ('[rules.options]\nnumber_pattern = ""', "rules.options.number_pattern", "number-pattern"),
            ('[rules.options]\nnumber_pattern = "a\\nb"', "rules.options.number_pattern", "number-pattern"),
            (
                f'[rules.options]\nnumber_pattern = "{"*" * 100_000}"',
                "rules.options.number_pattern",
                "number-pattern",
            ),
            ('[rules]\nbaseline = "known.txt"', "rules.baseline", "baseline"),
            ("[rules]\nprofile = []", "rules.profile", "profile-name"),
            ('[rules]\nprofile = "strickt"', "rules.profile", "profile"),
            ('[rules]\nprofile = "none.toml"', "rules.profile", "no-profile-file"),
            ('[rules]\nprofile = "../../../none.toml"', "rules.profile", "no-profile-file"),
            ('[rules]\nselect = ["hidden-retrun"]', "rules.select", "unknown-rule-suggested"),
            ('[rules]\nextend_select = ["xyz"]', "rules.extend_select", "unknown-rule"),
            ('[rules]\nignore = ["SOP9"]', "rules.ignore", "unknown-rule-suggested"),
            ('[rules]\nignore = ["unknown-step"]', "rules.ignore", "error-ignored"),
            ('[rules]\nignore = ["SOP2"]', "rules.ignore", "error-ignored"),
            ('[rules.severity]\nSOP203 = "hint"', "rules.severity.SOP203", "error-lowered"),
            ('[rules.severity]\nxyz = "hint"', "rules.severity.xyz", "unknown-rule"),
        ],
    )
    def test_fault_is_named(self, text: str, key: str, reason: str, tmp_path: Path) -> None:
        """Each fault has its own words in both languages, with the key as it is written."""
        path = _written(tmp_path, text)

        with pytest.raises(InvalidSettings) as raised:
            policy_of(read_settings(path))

        fault = raised.value
        assert (fault.path, fault.key, fault.reason) == (path, key, reason)
        assert fault.message("id") != fault.message("en")
        assert all(len(fault.message(language)) < 500 for language in ("en", "id"))

    def test_misspelt_rule_is_suggested(self, tmp_path: Path) -> None:
        """A misspelt name is answered with the one that was meant."""
        path = _written(tmp_path, '[rules]\nselect = ["hidden-retrun"]')

        with pytest.raises(InvalidSettings, match="did you mean `hidden-return`"):
            policy_of(read_settings(path))

    def test_error_may_stay_an_error(self, tmp_path: Path) -> None:
        """To say of an error that it is one is no fault."""
        path = _written(tmp_path, '[rules.severity]\nSOP203 = "error"')

        assert policy_of(read_settings(path)).severities == ()

    @given(st.text(max_size=30), st.sampled_from(["select", "ignore", "profile", "baseline"]))
    def test_any_text_is_read_or_named(self, text: str, key: str) -> None:
        """Whatever stands in the settings, it is taken or named as a fault."""
        quoted = "".join(f"\\U{ord(letter):08x}" for letter in text if not "\ud800" <= letter <= "\udfff")
        with tempfile.TemporaryDirectory() as folder:
            path = _written(Path(folder), f'[rules]\n{key} = "{quoted}"\n')

            assert _faulty_key(path) in (None, f"rules.{key}")


def _faulty_key(path: Path) -> str | None:
    try:
        policy_of(read_settings(path))
    except InvalidSettings as fault:
        return fault.key
    return None


class TestProfiles:
    """A profile is a file of its own, with another as its base; settings are laid over it."""

    @pytest.mark.parametrize("name", PROFILES)
    def test_own_profiles_name_what_exists(self, name: str) -> None:
        """Each profile that comes with sopkit names findings that there are."""
        assert policy_of(Settings(rules=RuleSettings(profile=name))).ignored >= default_policy().ignored

    def test_default_profile_changes_nothing(self) -> None:
        """Without settings each finding is as grave as its card says."""
        assert policy_of(Settings()) == default_policy()

    def test_strict_profile_raises_what_the_regulation_asks(self) -> None:
        """The strict profile makes errors of what the text of the regulation asks for."""
        severities = dict(policy_of(Settings(rules=RuleSettings(profile="strict"))).severities)

        assert severities["step-without-time"] is Severity.ERROR

    @pytest.mark.parametrize("name", ["ketat", "KETAT", "Strict"])
    def test_strict_profile_has_an_indonesian_name(self, name: str) -> None:
        """The strict profile is found by its Indonesian name too, in any letter case."""
        rules = RuleSettings(profile=name)

        assert layers_of(rules)[1].severity == layers_of(RuleSettings(profile="strict"))[1].severity

    def test_settings_are_laid_over_the_profile(self, tmp_path: Path) -> None:
        """What settings say goes before their profile, and that before its base."""
        _written(tmp_path, 'base = "office/base.toml"\nignore = ["SOP402"]\n', "own.toml")
        _written(
            tmp_path,
            '[options]\nmost_steps = 5\nmost_actors = 3\n[severity]\nSOP401 = "warning"\nSOP403 = "error"\n',
            "office/base.toml",
        )
        text = (
            '[rules]\nprofile = "own.toml"\n[rules.severity]\nSOP401 = "error"\n'
            "[rules.options]\nmost_steps = 7\n"
        )

        policy = policy_of(read_settings(_written(tmp_path, text)))

        assert policy.ignored == {"step-without-time", *default_policy().ignored}
        assert dict(policy.severities) == {
            "step-without-inputs": Severity.ERROR,
            "step-without-outputs": Severity.ERROR,
        }
        assert (policy.options.most_steps, policy.options.most_actors) == (7, 3)

    def test_settings_bring_back_what_the_profile_ignores(self, tmp_path: Path) -> None:
        """A finding that a profile ignores is told where the settings select it."""
        _written(tmp_path, 'ignore = ["SOP4"]\n', "own.toml")
        text = '[rules]\nprofile = "own.toml"\nextend_select = ["SOP407"]'

        policy = policy_of(read_settings(_written(tmp_path, text)))

        assert "hidden-return" not in policy.ignored
        assert "step-without-time" in policy.ignored

    def test_profile_outside_the_folder_is_read(self, tmp_path: Path) -> None:
        """A profile may lie above the settings, where several offices find it."""
        _written(tmp_path, 'ignore = ["SOP407"]\n', "ministry.toml")
        path = _written(tmp_path, '[rules]\nprofile = "../ministry.toml"', "office/sopkit.toml")

        assert "hidden-return" in policy_of(read_settings(path)).ignored

    @pytest.mark.parametrize(
        "files",
        [
            {"a.toml": 'base = "a.toml"'},
            {"a.toml": 'base = "b.toml"', "b.toml": 'base = "./a.toml"'},
            {f"{letter}.toml": f'base = "{chr(ord(letter) + 1)}.toml"' for letter in "abcdefghijkl"}
            | {"m.toml": ""},
        ],
    )
    def test_circles_are_named(self, files: dict[str, str], tmp_path: Path) -> None:
        """Profiles that rest on themselves, or on a long row of others, are named at the one that does."""
        for name, text in files.items():
            _written(tmp_path, text, name)
        path = _written(tmp_path, '[rules]\nprofile = "a.toml"')

        with pytest.raises(InvalidSettings) as raised:
            policy_of(read_settings(path))

        assert (raised.value.reason, raised.value.key) == ("profile-circle", "base")

    @pytest.mark.parametrize(
        ("text", "key", "reason"),
        [
            ("x y", "", "no-toml"),
            ('ignore = ["', "", "no-toml-at-end"),
            ("[rules]\nignore = []", "rules", "unknown"),
            ('profile = "strict"', "profile", "unknown"),
            ('baseline = "x.json"', "baseline", "unknown-suggested"),
            ('base = "none.toml"', "base", "no-profile-file"),
            ('base = "none"', "base", "profile"),
            ('ignore = ["unknown-step"]', "ignore", "error-ignored"),
            ('[severity]\nSOP203 = "hint"', "severity.SOP203", "error-lowered"),
        ],
    )
    def test_fault_of_a_profile_names_its_file(
        self, text: str, key: str, reason: str, tmp_path: Path
    ) -> None:
        """A fault in a profile is told of the profile's file, not of the settings that name it."""
        own = _written(tmp_path, text, "own.toml")
        path = _written(tmp_path, '[rules]\nprofile = "own.toml"')

        with pytest.raises(InvalidSettings) as raised:
            policy_of(read_settings(path))

        assert (raised.value.path, raised.value.key, raised.value.reason) == (own, key, reason)

    @pytest.mark.parametrize(
        "name", ["/dev/zero.toml", "/proc/self/mem.toml", "\0.toml", "a" * 300 + ".toml"]
    )
    def test_no_file_is_no_profile(self, name: str) -> None:
        """A name that leads to no ordinary file is answered as one that leads nowhere."""
        with pytest.raises(InvalidSettings, match="is not there"):
            policy_of(Settings(rules=RuleSettings(profile=name)))

    def test_misspelt_option_in_python_is_named(self) -> None:
        """Settings made in Python are looked at as those of a file are."""
        with pytest.raises(InvalidSettings, match="most_step"):
            policy_of(Settings(rules=RuleSettings(options=(("most_step", 3),))))


def test_settings_on_the_page_are_taken(tmp_path: Path) -> None:
    """What the page on choosing rules shows as settings and as a profile is taken as it stands."""
    page = (ROOT / "docs" / "how-to" / "memilih-aturan.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^```(toml[ \w]*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    _written(tmp_path, shown["toml profile"], "kementerian.toml")

    office = policy_of(read_settings(_written(tmp_path, shown["toml"])))
    unit = policy_of(read_settings(_written(tmp_path / "unit", shown["toml example"])))

    assert dict(office.severities)["step-without-time"] is Severity.ERROR
    assert dict(unit.severities) == {"open-ended-time": Severity.HINT}
    assert "revised-on-creation-day" not in unit.ignored
