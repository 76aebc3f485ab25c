"""New SOPs and new folders: what `sopkit new` and `sopkit init` write."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import read
from sopkit.findings import Severity
from sopkit.scaffold import TEMPLATES, Answers, StepAnswer, folder_files, new_sop, template
from sopkit.settings import read_settings
from tests.command_line import follow

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 1, 5)
TO_FILL = "left-to-fill"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40)


def findings_of(text: str) -> list[str]:
    """The names of what is found in an SOP."""
    return [finding.name for finding in read(text.encode("utf-8"), "sop.yaml").findings]


@pytest.mark.parametrize("keys", ["id", "en"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_template_checks_clean_but_for_its_marks(name: str, keys: str) -> None:
    """A new SOP has no finding but the places that are still to be filled in, and has such places."""
    text = new_sop(template(name), Answers(DAY), keys)

    assert set(findings_of(text)) == {TO_FILL}
    assert findings_of(text).count(TO_FILL) == text.count("<isi ") - text.count("<isi ...>")


@pytest.mark.parametrize("name", TEMPLATES)
def test_filled_template_has_no_error(name: str) -> None:
    """With every mark replaced, a template can be loaded."""
    text = re.sub(r"<isi [^<>]*>", "Contoh isian", new_sop(template(name), Answers(DAY), "id"))
    document = read(text.encode("utf-8"), "sop.yaml")

    assert document.sop is not None
    assert TO_FILL not in findings_of(text)


@pytest.mark.parametrize("name", TEMPLATES[1:])
def test_templates_show_returns(name: str) -> None:
    """Each template for a kind of work has a return, every way of a decision with its condition."""
    sop = read(new_sop(template(name), Answers(DAY), "id").encode(), "sop.yaml").sop
    assert sop is not None

    assert any(step.returns for step in sop.steps)
    assert all(step.when for step in sop.steps if step.is_decision)


@given(
    title=WORDS,
    number=WORDS,
    agency=st.lists(WORDS, max_size=3),
    actors=st.lists(WORDS, max_size=4),
    activity=WORDS,
)
def test_any_answer_gives_a_sound_sop(
    title: str, number: str, agency: list[str], actors: list[str], activity: str
) -> None:
    """Whatever is answered, the SOP has no error and holds the answers as they were given."""
    given_actors = tuple(" ".join(actor.split()) for actor in actors if actor.split())
    lines = tuple(" ".join(line.split()) for line in agency if line.split())
    steps = (StepAnswer(" ".join(activity.split()) or "Menyusun", 0),) if given_actors else ()
    answers = Answers(
        DAY, DAY, " ".join(title.split()), " ".join(number.split()), lines, None, given_actors, steps
    )

    document = read(new_sop(template("kosong"), answers, "id").encode("utf-8"), "sop.yaml")

    assert [finding for finding in document.findings if finding.severity is Severity.ERROR] == []
    assert document.sop is not None
    assert not answers.title or document.sop.title == answers.title
    assert not lines or document.sop.agency == lines
    assert not given_actors or tuple(actor.title for actor in document.sop.actors) == given_actors


def test_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The questions lead from nothing to a file, and a number that is none is asked for again."""
    monkeypatch.chdir(tmp_path)
    answers = "9x\n1\nIzin Magang\n12/2026\nDINAS\n\nKepala\nbesok\n5 Februari 2026\nPemohon\nPetugas\n\n"
    answers += "Mengajukan\n1\n15 menit\nMemeriksa\n2\n\n\n\n"

    outcome = follow("--lang", "id", "new", stdin=answers)

    assert outcome.code == 0
    sop = read((tmp_path / "izin-magang.yaml").read_bytes(), "izin-magang.yaml").sop
    assert sop is not None
    assert (sop.title, sop.number, sop.agency, sop.effective) == (
        "Izin Magang",
        "12/2026",
        ("DINAS",),
        date(2026, 2, 5),
    )
    assert [(step.performers.actors[0], step.activity) for step in sop.steps] == [
        ("pemohon", "Mengajukan"),
        ("petugas", "Memeriksa"),
    ]
    assert "bukan salah satu nomor" in outcome.out
    assert "bukan tanggal" in outcome.out


def test_questions_answered_with_a_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash, as forms have it, is no answer: what is needed stays marked to be filled in."""
    monkeypatch.chdir(tmp_path)

    outcome = follow("--lang", "id", "new", stdin="4\nIzin Magang\n-\nDINAS\n\n-\n–\n\n")

    assert outcome.code == 0
    document = read((tmp_path / "izin-magang.yaml").read_bytes(), "izin-magang.yaml")
    assert not document.has_errors
    assert "nomor: <" in document.text
    assert "jabatan: <" in document.text


def test_questions_that_end_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that end before the last question write nothing, and it is said."""
    monkeypatch.chdir(tmp_path)

    outcome = follow("--lang", "id", "new", stdin="1\nIzin Magang\n")

    assert outcome.code == 2
    assert "tidak ada yang ditulis" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_options_ask_nothing(tmp_path: Path) -> None:
    """With a template named, options tell all, and nothing is read."""
    target = tmp_path / "rapat.yaml"

    outcome = follow(
        "new", target, "-t", "rapat", "--created", "5 Januari 2026", "--title", "Rapat: Mingguan"
    )

    assert outcome.code == 0
    sop = read(target.read_bytes(), "rapat.yaml").sop
    assert sop is not None
    assert (sop.created, sop.title) == (DAY, "Rapat: Mingguan")
    assert "sop.yaml" not in outcome.out


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    """A file that is there already stays as it is."""
    target = tmp_path / "rapat.yaml"
    target.write_text("x", encoding="utf-8")

    outcome = follow("new", target, "-t", "rapat")

    assert (outcome.code, target.read_text(encoding="utf-8")) == (2, "x")


@pytest.mark.parametrize(
    "words",
    [
        ["-t", "rapatt"],
        ["-t", "rapat", "--created", "31 Februari 2026"],
        ["-t", "rapat", "--effective", ""],
        ["no/such/folder/x.yaml", "-t", "rapat"],
        ["rapat.txt", "-t", "rapat"],
        [".", "-t", "rapat"],
    ],
)
def test_wrong_use(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be meant is said in one message, and nothing is written."""
    monkeypatch.chdir(tmp_path)

    outcome = follow("new", *words)

    assert outcome.code == 2
    assert outcome.err.startswith("sopkit: ")
    assert list(tmp_path.iterdir()) == []


def test_the_list_of_templates() -> None:
    """Every template is listed with what it is for."""
    lines = follow("new", "--list").out.splitlines()

    assert [line.partition(":")[0] for line in lines] == list(TEMPLATES)


@pytest.mark.parametrize("language", ["id", "en"])
def test_settings_of_a_new_folder(language: str, tmp_path: Path) -> None:
    """The settings can be read as they are, and with every example in them in use."""
    text = next(file.text for file in folder_files(language, "none") if file.path == "sopkit.toml")
    target = tmp_path / "sopkit.toml"
    target.write_text(text, encoding="utf-8")

    assert read_settings(target).language == language
    target.write_text(re.sub(r"(?m)^# (?=\[|[a-z_-]+ = )", "", text), encoding="utf-8")
    used = read_settings(target)
    assert used.form.paper == "F4"
    assert tomllib.loads(target.read_text(encoding="utf-8"))["rules"]["ignore"] == ["title-begins-with-sop"]


@pytest.mark.parametrize("ci", ["github", "gitlab", "none"])
def test_files_of_a_new_folder(ci: str) -> None:
    """The files are what their endings say, and the editor's settings name the schema that lies beside."""
    files = {file.path: file.text for file in folder_files("id", ci)}

    for path, text in files.items():
        if path.endswith(".json"):
            json.loads(text)
        elif path.endswith((".yml", ".yaml")):
            yaml.safe_load(text)
    named = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert [path.removeprefix("./") in files for path in named] == [True]
    assert (".github/workflows/sop.yml" in files, ".gitlab-ci.yml" in files) == (
        ci == "github",
        ci == "gitlab",
    )


def test_a_folder_is_prepared_once(tmp_path: Path) -> None:
    """What is there already stays, and the second time everything is there."""
    (tmp_path / "sopkit.toml").write_text("# ours\n", encoding="utf-8")

    first = follow("init", tmp_path / "new", "--ci", "gitlab")
    kept = follow("init", tmp_path)
    second = follow("init", tmp_path)

    assert (first.code, kept.code, second.code) == (0, 0, 0)
    assert (tmp_path / "new" / ".gitlab-ci.yml").is_file()
    assert (tmp_path / "sopkit.toml").read_text(encoding="utf-8") == "# ours\n"
    assert "is written" not in second.out.replace("sop/", "")


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    """A file cannot be prepared as a folder."""
    (tmp_path / "x").touch()

    assert follow("init", tmp_path / "x").code == 2
