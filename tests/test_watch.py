"""`sopkit check --watch`: with a sleep that is handed in, and in a process of its own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING

import pytest

from sopkit.cli.command import ExitCode
from sopkit.cli.console import Console, Streams
from sopkit.cli.parser import UsageFault
from sopkit.cli.watch import INTERVAL_SECONDS, state_of, watch
from sopkit.errors import UnreadableFile
from tests.command_line import ROOT, Terminal, follow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Act = Callable[[], object]


class Desk:
    """A user who does one thing in each pause, and presses Ctrl+C after the last."""

    def __init__(self, acts: list[Act], out: io.StringIO | None = None) -> None:
        self.out = out or io.StringIO()
        self.err = io.StringIO()
        self.console = Console(Streams(io.StringIO(), self.out, self.err), {}, "en")
        self.pauses: list[float] = []
        self.checks = 0
        self._acts: Iterator[Act] = iter(acts)

    def sleep(self, seconds: float) -> None:
        """Do the next thing."""
        self.pauses.append(seconds)
        act = next(self._acts, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    def check(self) -> int:
        """Count the checks."""
        self.checks += 1
        return 0

    def watch(self, *names: Path | str, check: Callable[[], int] | None = None) -> ExitCode:
        """Watch until Ctrl+C."""
        return watch(tuple(map(str, names)), check or self.check, self.console, self.sleep)


def nothing() -> None:
    """Let a pause pass."""


def writing(path: Path, text: str) -> Act:
    """Return what writes a file."""
    return lambda: path.write_text(text, encoding="utf-8")


class TestWatch:
    """When it checks again."""

    def test_nothing_changes(self, tmp_path: Path) -> None:
        """Where nothing changes, it checks once and waits; Ctrl+C is the ordinary end."""
        (tmp_path / "a.yaml").touch()
        desk = Desk([nothing] * 5)

        assert desk.watch(tmp_path) == 0
        assert desk.checks == 1
        assert desk.pauses == [INTERVAL_SECONDS] * 6

    def test_change_is_checked_once(self, tmp_path: Path) -> None:
        """A file that changes is checked again once it stays as it is, and is named."""
        file = tmp_path / "a.yaml"
        file.touch()
        desk = Desk([nothing, writing(file, "a: 1"), nothing, nothing])

        desk.watch(file)

        assert desk.checks == 2
        assert desk.err.getvalue().count("Changed: ") == 1
        assert "a.yaml`" in desk.err.getvalue()

    def test_editor_writes_in_several_moves(self, tmp_path: Path) -> None:
        """While a file is still being written, nothing is checked."""
        file = tmp_path / "a.yaml"
        file.touch()
        desk = Desk([writing(file, "a"), writing(file, "a:"), writing(file, "a: 1"), nothing, nothing])

        desk.watch(file)

        assert desk.checks == 2

    def test_file_that_never_rests(self, tmp_path: Path) -> None:
        """A file that changes without end is checked all the same."""
        file = tmp_path / "a.yaml"
        file.touch()
        desk = Desk([writing(file, "a" * length) for length in range(1, 60)])

        desk.watch(file)

        assert desk.checks >= 3

    def test_files_come_and_go(self, tmp_path: Path) -> None:
        """A new file in a folder and one that is deleted are changes."""
        (tmp_path / "a.yaml").touch()
        new = tmp_path / "bawah" / "b.yaml"

        def come() -> None:
            new.parent.mkdir()
            new.touch()

        desk = Desk([come, nothing, new.unlink, nothing, (tmp_path / "a.yaml").unlink, nothing])
        desk.watch(tmp_path)

        assert desk.checks == 4

    def test_file_that_is_there_for_a_moment(self, tmp_path: Path) -> None:
        """A file that comes and goes before it is looked at, as editors make them, is no change."""
        (tmp_path / "a.yaml").touch()
        passing = tmp_path / "b.yaml"
        desk = Desk([passing.touch, passing.unlink, nothing, nothing])

        desk.watch(tmp_path)

        assert desk.checks == 1

    def test_other_files_do_not_matter(self, tmp_path: Path) -> None:
        """What is no SOP and no settings is not watched."""
        (tmp_path / "a.yaml").touch()
        desk = Desk([writing(tmp_path / "catatan.txt", "x"), nothing])

        desk.watch(tmp_path)

        assert desk.checks == 1

    @pytest.mark.parametrize("place", [".", "kantor"])
    def test_settings_matter(self, place: str, tmp_path: Path) -> None:
        """Settings beside an SOP or above it are watched, also where there were none."""
        (tmp_path / "kantor").mkdir()
        (tmp_path / "kantor" / "a.yaml").touch()
        desk = Desk([writing(tmp_path / place / "sopkit.toml", 'language = "id"'), nothing])

        desk.watch(tmp_path / "kantor")

        assert desk.checks == 2

    def test_missing_file_is_waited_for(self, tmp_path: Path) -> None:
        """A file or folder that is not there yet is checked when it comes."""
        desk = Desk([writing(tmp_path / "a.yaml", "a: 1"), nothing])

        desk.watch(tmp_path / "a.yaml")

        assert desk.checks == 2

    def test_standard_input_is_refused(self) -> None:
        """Standard input does not change, so it is wrong use."""
        with pytest.raises(UsageFault, match="watch-standard-input"):
            Desk([]).watch("a.yaml", "-")
        assert follow("check", "-", "--watch").code == ExitCode.WRONG_USE

    def test_fault_of_use_stops_only_at_the_beginning(self, tmp_path: Path) -> None:
        """A fault of use stops the first check; later it is told, and the watch goes on."""
        file = tmp_path / "a.yaml"
        file.touch()
        faults: list[Exception | None] = [
            None,
            UsageFault("output-is-input", output="x"),
            UnreadableFile(file, "x"),
            None,
        ]

        def check() -> int:
            fault = faults.pop(0)
            if fault is not None:
                raise fault
            return 0

        changes = [writing(file, "a" * length) for length in (1, 2, 3)]
        desk = Desk([act for change in changes for act in (change, nothing)])

        assert desk.watch(file, check=check) == 0
        assert faults == []
        assert desk.err.getvalue().count("sopkit: ") == 2
        faults.append(UsageFault("output-is-input", output="x"))
        with pytest.raises(UsageFault, match="output-is-input"):
            Desk([]).watch(file, check=check)

    def test_terminal_alone_is_cleared(self, tmp_path: Path) -> None:
        """A terminal is cleared before each further check; a pipe gets nothing but what is found."""
        file = tmp_path / "a.yaml"
        for out, cleared in ((Terminal(), 1), (io.StringIO(), 0)):
            file.write_text("", encoding="utf-8")
            desk = Desk([writing(file, "a: 1"), nothing], out)
            desk.watch(file)

            assert out.getvalue().count("\x1b[2J") == cleared

    def test_many_changes_are_counted(self, tmp_path: Path) -> None:
        """Of many changed files three are named and the others counted; a name stays on its line."""

        def all_at_once() -> None:
            for name in ("a\nb.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"):
                (tmp_path / name).touch()

        desk = Desk([all_at_once, nothing])
        desk.watch(tmp_path)

        (told,) = (line for line in desk.err.getvalue().splitlines() if line.startswith("Changed"))
        assert "a\\x0ab.yaml" in told
        assert told.endswith(" and 2 more")

    def test_same_size_and_second(self, tmp_path: Path) -> None:
        """A change that leaves the size as it was is seen by the time, and one put in place by its number."""
        file, other = tmp_path / "a.yaml", tmp_path / "b.txt"
        file.write_text("a: 1", encoding="utf-8")
        other.write_text("a: 2", encoding="utf-8")
        stamp = file.stat().st_mtime_ns
        before = state_of([str(file)])
        os.utime(other, ns=(stamp, stamp))
        other.replace(file)

        assert state_of([str(file)]) != before


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to a single process")
class TestProcess:
    """In a process of its own."""

    def test_whole_life(self, tmp_path: Path) -> None:
        """It checks again after a change, survives the loss of its file, and ends with 0 on Ctrl+C."""
        file = tmp_path / "a.yaml"
        file.write_text("sopkit: 1\n", encoding="utf-8")
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "sopkit",
                "--lang",
                "en",
                "check",
                str(file),
                "--watch",
                "--format",
                "concise",
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        try:
            assert process.stderr is not None
            _read_until(process.stderr, "Waiting")
            file.write_text("sopkit: 1\njudul: x\n", encoding="utf-8")
            _read_until(process.stderr, "Waiting")
            file.unlink()
            told = _read_until(process.stderr, "Waiting")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()

        assert process.returncode == 0
        assert "there is no such file" in told
        assert "Traceback" not in err
        assert "unknown-key" in out
        assert out.count("missing-key") > 8


def _read_until(stream: IO[str], beginning: str) -> str:
    """Return the lines of a stream up to one that begins so."""
    told = ""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        line = stream.readline()
        told += line
        if line.startswith(beginning):
            return told
        assert line, told
    raise AssertionError(told)
