"""The hooks for pre-commit and the action for GitHub, as far as they can be tried without either."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sopkit.cli.check import PARAMETERS
from sopkit.cli.command import COMMANDS
from sopkit.cli.findings import FORMS
from tests.command_line import ROOT, SEED

if TYPE_CHECKING:
    from pathlib import Path

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
BASH = shutil.which("bash")


class TestHooks:
    """`.pre-commit-hooks.yaml`."""

    def test_shape(self) -> None:
        """Each hook has the keys that pre-commit needs, and none that it does not know."""
        known = {
            "id",
            "name",
            "description",
            "entry",
            "language",
            "types",
            "files",
            "exclude",
            "require_serial",
        }

        assert [hook["id"] for hook in HOOKS] == ["sopkit-check", "sopkit-fmt"]
        for hook in HOOKS:
            assert {"id", "name", "entry", "language"} <= set(hook) <= known
            assert hook["language"] == "python"

    @pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
    def test_entry_is_a_command(self, hook: dict[str, Any]) -> None:
        """A hook runs a command that sopkit has."""
        program, command = hook["entry"].split()

        assert program == "sopkit"
        assert command in COMMANDS

    @pytest.mark.parametrize(
        ("file", "taken"),
        [
            ("sops/a.yaml", True),
            ("a.yml", True),
            ("sops/a.yaml.txt", False),
            (".pre-commit-config.yaml", False),
            (".github/workflows/a.yml", False),
            ("sops/.a.yaml", False),
        ],
    )
    def test_files(self, file: str, taken: bool) -> None:
        """Hooks look at what a folder stands for: YAML files, without those whose names begin with a dot."""
        for hook in HOOKS:
            found = re.search(hook["files"], file) and not re.search(hook["exclude"], file)

            assert bool(found) == taken


class TestActionShape:
    """`action.yml`."""

    def test_is_composite(self) -> None:
        """The action has a name, describes each input, and each of its steps of shell says which."""
        assert ACTION["runs"]["using"] == "composite"
        assert {"name", "description", "inputs", "runs"} <= set(ACTION)
        for entry in ACTION["inputs"].values():
            assert set(entry) == {"description", "default"}
            assert isinstance(entry["default"], str)
        assert all(step["shell"] == "bash" for step in STEPS if "run" in step)

    def test_inputs_never_stand_in_a_script(self) -> None:
        """No script holds an expression: what comes from outside comes in the environment, as text."""
        scripts = [step["run"] for step in STEPS if "run" in step]

        assert len(scripts) == 2
        assert not [script for script in scripts if "${{" in script]

    def test_every_input_is_used(self) -> None:
        """Each input stands in a step, and nothing else does."""
        used = re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", (ROOT / "action.yml").read_text(encoding="utf-8"))

        assert sorted(used) == sorted(ACTION["inputs"])

    def test_other_actions_are_pinned(self) -> None:
        """Each action that it uses is named with its main version at least."""
        uses = [step["uses"] for step in STEPS if "uses" in step]

        assert uses
        assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@v\d+[\w.]*", each) for each in uses)

    def test_speaks_of_what_there_is(self) -> None:
        """Its forms and options are those of `sopkit check`."""
        flags = {flag for parameter in PARAMETERS for flag in parameter.flags} | {"--lang"}
        used = set(re.findall(r"(--[a-z-]+)", STEPS[2]["run"]))

        assert used <= flags
        assert ACTION["inputs"]["format"]["default"] in FORMS


@pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="no bash")
class TestActionScripts:
    """Its scripts, run by bash in an environment like that of GitHub."""

    @pytest.fixture
    def workspace(self, tmp_path: Path) -> Path:
        """A folder with an SOP, and a place for programs where the action installs them."""
        (tmp_path / "sops").mkdir()
        shutil.copy(SEED, tmp_path / "sops" / "a.yaml")
        programs = tmp_path / "temp" / "sopkit" / "bin"
        programs.mkdir(parents=True)
        _program(
            programs / "sopkit",
            f'printf "%s\\n" "$@" >> "{tmp_path}/words"\nexec "{sys.executable}" -m sopkit "$@"',
        )
        return tmp_path

    def test_findings_and_summary(self, workspace: Path) -> None:
        """The findings are commands in the log, and a table stands in the summary."""
        done = _run(STEPS[2], workspace)

        assert (done.returncode, done.stderr) == (0, "")
        assert "::warning file=sops/a.yaml,line=" in done.stdout
        assert (workspace / "summary").read_text(encoding="utf-8").startswith("## ")

    def test_errors_stop_the_job(self, workspace: Path) -> None:
        """An SOP with errors ends the step with 1, and the summary lists it."""
        (workspace / "sops" / "b.yaml").write_text("sopkit: 1\n", encoding="utf-8")

        done = _run(STEPS[2], workspace, lang="en")

        assert done.returncode == 1
        assert "::error file=sops/b.yaml," in done.stdout
        assert "### sops/b.yaml" in (workspace / "summary").read_text(encoding="utf-8")

    def test_options_and_paths(self, workspace: Path) -> None:
        """Options are split at spaces, and each line is a path, with the spaces in it."""
        shutil.copy(SEED, workspace / "dua kata.yaml")

        done = _run(
            STEPS[2], workspace, path="sops\ndua kata.yaml\n", args="--error-on warning\n--min-severity error"
        )

        assert done.returncode == 1
        words = (workspace / "words").read_text(encoding="utf-8").splitlines()
        assert words[: words.index("--") + 3] == [
            *("check", "--error-on", "warning", "--min-severity", "error"),
            *("--format", "github", "--", "sops", "dua kata.yaml"),
        ]

    def test_file_for_another_service(self, workspace: Path) -> None:
        """The findings can go to a file in another form; without a summary nothing else is done."""
        done = _run(STEPS[2], workspace, format="sarif", output="hasil.sarif", summary="false")

        assert (done.returncode, done.stdout) == (0, "")
        assert '"version": "2.1.0"' in (workspace / "hasil.sarif").read_text(encoding="utf-8")
        assert not (workspace / "summary").exists()

    @pytest.mark.parametrize("name", ["path", "args", "format", "output", "summary", "lang"])
    def test_inputs_are_no_commands(self, name: str, workspace: Path) -> None:
        """Whatever an input holds, nothing of it is run by the shell."""
        hostile = (
            "x; touch dibajak $(touch dibajak) `touch dibajak` \" && touch dibajak ' || touch dibajak # *"
        )

        _run(STEPS[2], workspace, **{name: hostile})

        assert not (workspace / "dibajak").exists()

    def test_path_is_no_option(self, workspace: Path) -> None:
        """A path that looks like an option is a path."""
        done = _run(STEPS[2], workspace, path="--version")

        assert done.returncode == 3
        assert "`--version`" in done.stderr

    @pytest.mark.parametrize(
        ("version", "installed"),
        [("", "/the/action"), ("0.1.0", "sopkit==0.1.0"), ("1.0rc1", "sopkit==1.0rc1")],
    )
    def test_installs_itself_or_a_version(self, version: str, installed: str, workspace: Path) -> None:
        """It installs the code of the action, or the published version that is asked for."""
        done = _install(workspace, version)

        assert done.returncode == 0, done.stderr
        words = (workspace / "installed").read_text(encoding="utf-8").splitlines()
        assert words[-2:] == ["--", installed]

    @pytest.mark.parametrize(
        "version", ["1.0; touch dibajak", "1.0 other", "$(touch dibajak)", "1.0\nother", "@x"]
    )
    def test_other_versions_are_refused(self, version: str, workspace: Path) -> None:
        """What is no version is refused before anything is installed."""
        done = _install(workspace, version)

        assert done.returncode == 2
        assert not (workspace / "installed").exists()
        assert not (workspace / "dibajak").exists()


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!{BASH}\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _run(step: dict[str, Any], workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as GitHub does, with its inputs in the environment."""
    given = {name: entry["default"] for name, entry in ACTION["inputs"].items()} | inputs
    filled = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    github = {
        "RUNNER_TEMP": str(workspace / "temp"),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_STEP_SUMMARY": str(workspace / "summary"),
        "SOPKIT_PYTHON": str(workspace / "python"),
    }
    assert BASH is not None
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=workspace,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **filled, **github},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _install(workspace: Path, version: str) -> subprocess.CompletedProcess[str]:
    """Run the step that installs, with a Python that does no more than write down what it is told."""
    _program(workspace / "python", "exit 0")
    programs = workspace / "temp" / "sopkit" / "bin"
    _program(programs / "python", f'printf "%s\\n" "$@" >> "{workspace}/installed"')
    step = {**STEPS[1], "env": {**STEPS[1]["env"], "SOPKIT_SOURCE": "/the/action"}}
    return _run(step, workspace, version=version)
