"""The documentation: every example runs, every link leads somewhere, every output is what comes out."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sopkit.document import read

ROOT = Path(__file__).parent.parent


def _generate() -> Any:
    """Load `docs/generate.py`, which is a program and in no package."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = _generate()
PAGES: tuple[Path, ...] = GENERATE.pages()
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text_of(name: str) -> str:
    """Return a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def readme_command(name: str) -> str:
    """Return a command line of README."""
    match = re.search(rf"<!-- command: {name} -->\n```\w+\n(.*)\n```", text_of("README.md"))
    assert match is not None
    return match[1]


@pytest.mark.parametrize("name", NAMES)
def test_examples_run_and_say_what_the_page_says(name: str) -> None:
    """Every example of a page runs, and its output and generated tables are those on the page."""
    text = text_of(name)

    assert GENERATE.refreshed(text, GENERATE.language_of(ROOT / name)) == text


@pytest.mark.parametrize(
    ("name", "info", "sop"),
    [
        (name, info, sop)
        for name in NAMES
        for info, sop in BLOCK.findall(text_of(name))
        if info.startswith("yaml sop")
    ],
)
def test_sops_on_pages_are_what_they_say(name: str, info: str, sop: str) -> None:
    """An SOP on a page has errors only where the page shows them on purpose."""
    document = read(sop.encode(), name)

    assert document.has_errors == info.startswith("yaml sop-with-errors")


@pytest.mark.parametrize("name", [*NAMES, "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    """Every link within the project leads to a file, and to a heading where it names one."""
    for link in LINK.findall(BLOCK.sub("", text_of(name))):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (ROOT / name).parent / file if file else ROOT / name
        assert target.exists(), link
        assert not anchor or anchor in headings(target), link


def headings(path: Path) -> set[str]:
    """Return the anchors of a page: its headings, and the ids it sets."""
    text = BLOCK.sub("", path.read_text(encoding="utf-8"))
    titles = (line.lstrip("#").strip().lower() for line in text.splitlines() if line.startswith("#"))
    made = {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}
    return made | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_has_a_line(name: str) -> None:
    """No line of a paragraph holds the end of one sentence and the beginning of the next."""
    prose = BLOCK.sub("", text_of(name))
    lines = [line for line in prose.splitlines() if not line.lstrip().startswith(("|", "<!--", "- "))]

    assert [line for line in lines if re.search(r"[a-z`)]\. [A-Z][a-z]+ [a-z]", line)] == []


class TestReadme:
    """The two commands of README."""

    @pytest.mark.parametrize("name", ["build", "test"])
    def test_windows_has_the_same_command(self, name: str) -> None:
        """The command for Windows is the other one with the names that Windows has."""
        unix = readme_command(name)

        windows = unix.replace("python3", "py").replace("'", "").replace("/bin/", "\\Scripts\\")
        assert readme_command(f"{name}-windows") == windows

    def test_authors_set_up_as_the_commands_do(self) -> None:
        """The part for authors begins with the same set-up as the first command, for both systems."""
        part = text_of("README.md").partition("## Bagi penyusun SOP\n")[2].partition("```yaml")[0]
        blocks = dict(BLOCK.findall(part))

        for info, name in (("sh", "build"), ("bat", "build-windows")):
            make, install, _ = readme_command(name).split(" && ")
            assert blocks[info].splitlines()[:2] == [make, install]

    def test_the_commands_set_everything_up(self) -> None:
        """Each command makes an environment, installs the project with known extras, and does its work."""
        extras = tomllib.loads(text_of("pyproject.toml"))["project"]["optional-dependencies"]

        for name in ("build", "test"):
            make, install, work = readme_command(name).split(" && ")
            assert make == "python3 -m venv .venv"
            assert install.startswith(".venv/bin/pip install -q ")
            assert set(re.findall(r"\[([a-z,]+)\]", install)) <= set(extras)
            assert work.startswith(".venv/bin/")

    def test_the_last_piece_builds_the_catalogue(self, tmp_path: Path) -> None:
        """The last piece of the first command writes the catalogue of the procedures and ends with 0."""
        words = readme_command("build").split(" && ")[-1].split()
        assert words[:4] == [".venv/bin/sopkit", "build", "sops", "-o"]

        done = subprocess.run(
            [sys.executable, "-m", "sopkit", "build", str(ROOT / "sops"), "-o", str(tmp_path / words[4])],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "out" / "index.html").exists()

    def test_the_pictures_are_the_drawings_of_the_procedures(self) -> None:
        """README, gallery and the page on arrows show all as it is drawn now, and nothing that is gone."""
        now = {f"{file.stem}.svg": GENERATE.picture(file) for file in GENERATE.PICTURED}

        assert len(now) == len(list((ROOT / "sops").glob("*.yaml"))) + 1
        assert {path.name: path.read_bytes() for path in GENERATE.PICTURES.glob("*.svg")} == now

    def test_the_checks_take_their_commands_from_readme(self) -> None:
        """The checks run the commands that README prints."""
        script = text_of(".ci/run")

        assert "readme_command test" in script
        assert "readme_command build" in script


MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "sopkit").rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    """Every example in a docstring gives what it says."""
    failed, tried = doctest.testmod(importlib.import_module(name.removesuffix(".__init__")))

    assert tried > 0
    assert failed == 0
