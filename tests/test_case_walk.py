"""`sopkit walk`: an SOP stepped through by lines typed in a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.cli.console import Console, Streams
from sopkit.cli.main import main
from sopkit.cli.walk import walked
from sopkit.cli.walk_summary import summary
from sopkit.lang import LANGUAGES
from sopkit.machine import replay
from sopkit.settings import Settings
from tests.command_line import SEED, Outcome, Terminal, child, follow
from tests.strategies import sops

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.model import Sop

STRAIGHT = "1\n" * 10
TWO_RETURNS = "\n" * 5 + "2\n\n1\n2\n1\n1\n\n\n\n"


def _walk(answers: str, language: str = "en", file: Path = SEED) -> Outcome:
    return follow("walk", file, "--lang", language, stdin=answers)


def test_step_is_shown_with_its_choices() -> None:
    """Each step shows its number, activity, actor and time, and its choices by number."""
    shown = _walk(STRAIGHT, "id").out

    assert "Langkah 1 dari 10: Memerintahkan Kabag Tatalaksana" in shown
    assert (
        "  Pelaksana: Karo Organisasi\n  Waktu: 20 Menit\n  1. lanjut ke langkah 2 (`penyampaian`)\n" in shown
    )
    assert "  1. sudah sesuai: lanjut ke langkah 7 (`telaah-karo`)\n" in shown
    assert "  2. ada perbaikan: kembalikan ke langkah 5 (`penyusunan`)\n" in shown


@pytest.mark.parametrize("answers", [STRAIGHT, "\n" * 5 + "1\nsudah sesuai\n\n\n\n", "\n" * 5 + "1\n" * 5])
def test_going_on_comes_to_the_end(answers: str) -> None:
    """A number, a condition, or Enter where there is one choice, leads on to the end."""
    outcome = _walk(answers)

    assert outcome.code == 0
    assert outcome.err == ""
    assert "Reached the end after 10 completed step(s)." in outcome.out
    assert "Way: 1 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 10 > end\n" in outcome.out
    assert "More than once" not in outcome.out


@pytest.mark.parametrize("answers", ["", "q\n", "keluar\n1\n"])
def test_leaving_sums_up_as_well(answers: str) -> None:
    """`q` or the end of the input stops the walk with the way so far, and that is no error."""
    outcome = _walk(answers)

    assert outcome.code == 0
    assert outcome.out.count("Step ") == 1
    assert "Stopped at step 1, after 0 completed step(s).\nWay: 1\n" in outcome.out


@pytest.mark.parametrize("answer", ["0", "3", "-1", "9" * 5000, "entah", "²", "1 2", "\x00\x1b[2J"])
def test_wrong_answer_asks_again(answer: str) -> None:
    """An answer that is no choice is quoted, the choices are named, and nothing moves."""
    outcome = _walk("\n" * 5 + f"{answer}\n1\nq\n")

    assert outcome.code == 0
    assert " is none of the choices. Type a number from 1 to 2" in " ".join(outcome.out.split())
    assert "Stopped at step 7" in outcome.out
    assert outcome.out.replace("\n", "").isprintable()
    assert max(map(len, outcome.out.splitlines())) < 200


def test_enter_does_not_decide() -> None:
    """Enter alone chooses nothing where there is more than one choice."""
    assert "There is more than one choice here." in _walk("\n" * 6 + "q\n").out


def test_words_are_there_in_both_languages() -> None:
    """The same walk in Indonesian and in English takes the same way and speaks the language asked for."""
    english, indonesian = _walk("\n" * 5 + "2\nq\n", "en"), _walk("\n" * 5 + "2\nq\n", "id")

    assert "Sent back: from step 6 to 5: 1 time(s)\n" in english.out
    assert "Dikembalikan: dari langkah 6 ke 5: 1 kali\n" in indonesian.out
    assert "Way: 1 > 2 > 3 > 4 > 5 > 6 > 5\n" in english.out
    assert "Jalan: 1 > 2 > 3 > 4 > 5 > 6 > 5\n" in indonesian.out


@pytest.mark.parametrize(
    ("answers", "minutes"),
    [
        (STRAIGHT, "520 menit (8 jam 40 menit)"),
        ("\n" * 5 + "2\n\n1\n1\n\n\n\n", "670 menit (11 jam 10 menit)"),
        (TWO_RETURNS, "940 menit (15 jam 40 menit)"),
        ("q\n", "0 menit"),
        ("\nq\n", "20 menit"),
    ],
)
def test_time_is_that_of_the_completed_visits(answers: str, minutes: str) -> None:
    """A walk ends with its time: 520 minutes straight on, 150 and 270 more for the seed's returns."""
    assert f"Waktu langkah yang diselesaikan: {minutes}\n" in _walk(answers, "id").out


def test_times_in_days_are_told_in_days(tmp_path: Path) -> None:
    """Where the SOP speaks of days, the sum is told in working days too, and a plain day is named."""
    file = tmp_path / "sop.yaml"
    file.write_text(SEED.read_text("utf-8").replace("240 Menit", "2 hari"), "utf-8")

    shown = " ".join(_walk(STRAIGHT, "id", file).out.split())

    assert "1.180 menit (2 hari kerja 4 jam 40 menit)" in shown
    assert "`hari` tanpa keterangan dihitung sebagai hari kerja: langkah 7 (`2 hari`)" in shown


def test_unmeasured_time_is_named() -> None:
    """A step whose time says no duration is named with its author's words, and only once it is completed."""
    words = "belum termasuk langkah 2 (`Sesuai dengan waktu yang ditentukan`): lamanya tidak ditentukan"

    assert words in " ".join(_walk(STRAIGHT, "id").out.split())
    assert words not in " ".join(_walk("\nq\n", "id").out.split())


def test_terminal_does_not_echo_twice() -> None:
    """What a person types is on the terminal already and is not written again."""
    out, err = Terminal(), Terminal()
    main(["walk", str(SEED), "--lang", "en"], Streams(Terminal("1\nq\n"), out, err), {})

    assert "leaves: \nStep 2 of 10" in out.getvalue()


def test_errors_stop_the_walk(tmp_path: Path) -> None:
    """An SOP with errors is not walked: its findings go to standard error and the exit code is 1."""
    broken = tmp_path / "sop.yaml"
    broken.write_text(SEED.read_text("utf-8").replace("actor: arsiparis", "actor: arsipris"), "utf-8")

    outcome = _walk(STRAIGHT, file=broken)

    assert (outcome.code, outcome.out) == (1, "")
    assert "arsipris" in outcome.err


def test_missing_file_is_no_input(tmp_path: Path) -> None:
    """A file that is not there gives exit code 3."""
    assert _walk(STRAIGHT, file=tmp_path / "tiada.yaml").code == 3


def test_sop_on_standard_input_is_wrong_use() -> None:
    """The SOP cannot come from standard input, which holds the answers."""
    outcome = follow("walk", "-", "--lang", "en")

    assert outcome.code == 2
    assert "so the SOP itself has to be a file" in outcome.err


@given(
    sop=sops(max_steps=5),
    answers=st.lists(st.one_of(st.sampled_from(["", "1", "2", "3", "q?", "Ya"]), st.text(max_size=5))),
    language=st.sampled_from(LANGUAGES),
)
def test_any_procedure_walks_by_any_answers(sop: Sop, answers: list[str], language: str) -> None:
    """Whatever an SOP says and whatever is typed, a walk ends with a case that replays, and its summary."""
    stdin = io.StringIO("\n".join(answers))
    console = Console(Streams(stdin, io.StringIO(), io.StringIO()), {}, language)

    case = walked(sop, console)

    assert replay(sop, case.history) == case
    assert summary(case, Settings(), language)


def test_walk_runs_with_piped_answers_on_any_console() -> None:
    """A process with piped answers and a console of plain ASCII walks without a failure."""
    done = child("walk", SEED, environment={"PYTHONIOENCODING": "ascii"}, stdin=b"1\n1\nq\n")

    assert done.returncode == 0
    assert b"Berhenti di langkah 3" in done.stdout
    assert done.stderr == b""
