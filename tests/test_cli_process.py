"""The command line as a process: encodings, pipes, interruptions."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sopkit import __version__
from sopkit.cli.console import Streams, prepared
from tests.command_line import ROOT, SEED, child

if TYPE_CHECKING:
    from pathlib import Path

ODD = "Café ≤ 日本 \u202f‘ok’ 😀"


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """The seed SOP with an error on a line of letters that few encodings have."""
    text = SEED.read_text(encoding="utf-8")
    path = tmp_path / "ganjil.yaml"
    path.write_text(text.replace("title: Perbaikan", f"titel: {ODD}", 1), encoding="utf-8")
    return path


class TestEncodings:
    """No failure because of a console's code page."""

    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONIOENCODING": "cp1252"},
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "ascii:strict"},
            {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            {"LC_ALL": "C"},
            {"LC_ALL": "id_ID.ISO-8859-1"},
        ],
    )
    def test_findings_are_shown_in_any_encoding(self, environment: dict[str, str], odd: Path) -> None:
        """Text that the encoding lacks is shown by its numbers; the exit code stays that of the findings."""
        done = child("check", odd, environment=environment)

        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert b"titel" in done.stdout

    def test_pipe_gets_utf_8(self, odd: Path) -> None:
        """Output into a pipe is UTF-8, whatever the locale is."""
        done = child("check", odd, environment={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})

        assert "日本" in done.stdout.decode("utf-8")

    @pytest.mark.parametrize("command", [("check", "--format", "json"), ("time", "--format", "json")])
    def test_json_is_utf_8_always(self, command: tuple[str, ...], tmp_path: Path) -> None:
        """JSON is UTF-8, even where the console is not."""
        path = tmp_path / "sop.yaml"
        text = SEED.read_text(encoding="utf-8")
        path.write_text(text.replace("Sesuai dengan", ODD, 1), encoding="utf-8")

        done = child(command[0], path, *command[1:], environment={"PYTHONIOENCODING": "cp1252"})

        assert done.returncode == 0
        assert "日本" in json.dumps(json.loads(done.stdout.decode("utf-8")), ensure_ascii=False)

    def test_sop_from_a_pipe_keeps_its_bytes(self, odd: Path) -> None:
        """Standard input is read as the file it is, whatever the locale is."""
        done = child("check", "-", "--lang", "en", stdin=odd.read_bytes(), environment={"LC_ALL": "C"})

        assert done.stdout.startswith(b"<standard input>:")
        assert ODD.split()[0].encode() in done.stdout

    def test_path_with_undecodable_bytes_is_shown(self, tmp_path: Path) -> None:
        """A file name that is no text is shown as far as it can be."""
        if sys.platform in ("win32", "darwin"):
            pytest.skip("file names are text here")

        done = child("check", os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))

        assert done.returncode == 3
        assert b"Traceback" not in done.stderr

    def test_terminal_keeps_its_encoding(self) -> None:
        """A terminal gets its own encoding, with numbers for what it lacks."""

        class Console(io.TextIOWrapper):
            def isatty(self) -> bool:
                return True

        raw = io.BytesIO()
        streams = prepared(Streams(Console(io.BytesIO()), Console(raw, "cp1252"), Console(io.BytesIO())), {})

        streams.stdout.write("é≤")
        streams.stdout.flush()

        assert raw.getvalue() == b"\xe9\\u2264"


class TestEnds:
    """However it ends, it ends quietly and says what happened by its exit code."""

    def test_version_is_printed(self) -> None:
        """`python -m sopkit --version` names the version."""
        assert child("--version").stdout.split() == [b"sopkit", __version__.encode()]

    def test_binary_goes_through_a_pipe(self) -> None:
        """A PDF can be poured into a pipe."""
        done = child("draw", SEED, "--format", "pdf")

        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"%PDF")

    @pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
    @pytest.mark.parametrize("word", ["schema", "--version"])
    def test_reader_that_leaves_is_no_fault(self, word: str) -> None:
        """A reader that stops reading, such as `head`, leaves no traceback."""
        read, write = os.pipe()
        os.close(read)
        process = subprocess.Popen(
            [sys.executable, "-m", "sopkit", word],
            stdout=write,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        os.close(write)

        _, err = process.communicate()

        assert (process.returncode, err) == (141, b"")

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")
    @pytest.mark.parametrize("words", [["schema"], ["explain"], ["--help"], ["--version"]])
    def test_full_disk_is_named(self, words: list[str]) -> None:
        """Output that cannot be written is one message and wrong use."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "sopkit", *words],
                env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
                stdout=full,
                stderr=subprocess.PIPE,
                cwd=ROOT,
                check=False,
            )

        assert done.returncode == 2
        assert done.stderr.startswith(
            b"sopkit: the output cannot be written: there is no space left on the disk."
        )
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a shell")
    @pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
    def test_closed_streams_are_no_fault(self, closed: str) -> None:
        """A process started without one of its streams does its work all the same."""
        command = f'"$0" -m sopkit check "$1" {closed}'

        done = subprocess.run(
            ["sh", "-c", command, sys.executable, str(SEED)], capture_output=True, cwd=ROOT, check=False
        )

        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send there")
    def test_interruption_is_no_fault(self) -> None:
        """Ctrl+C ends sopkit without a traceback."""
        process = subprocess.Popen(
            [sys.executable, "-m", "sopkit", "walk", str(SEED)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)

        _, err = process.communicate()

        assert process.returncode == 130
        assert b"Traceback" not in err

    def test_fault_of_our_own_is_no_finding(self) -> None:
        """A fault inside sopkit is shown as such, and never with the exit code of findings."""
        code = (
            "import sys, sopkit.cli.schema as schema\nsys.argv = ['sopkit', 'schema']\n"
            "schema.run = lambda *given: 1 // 0\nfrom sopkit.cli import run\nrun()"
        )

        done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)

        assert done.returncode == 70
        assert b"ZeroDivisionError" in done.stderr
        assert b"a fault of sopkit itself" in done.stderr
