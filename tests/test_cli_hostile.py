"""Names, files and folders that are not what they seem: the command line ends, names them and goes on."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING, cast

import pytest

from sopkit.cli.console import Console, Streams, harmless
from sopkit.cli.main import main
from sopkit.cli.progress import progress_bar
from sopkit.source.text import MAX_BYTES
from tests.command_line import SEED, Terminal, child, follow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Forbid

NAMED_PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
OBEYED = ["\x1b[2J", "\x1b]0;x\x07", "\x9b2J", "\r", "\b", "\x7f", "\u202e", "\u2066", "\x1b[5m"]


class Endless(io.RawIOBase):
    """A stream that never ends, and knows how much of it was read."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer will do
        buffer[:] = b"a" * len(buffer)
        self.given += len(buffer)
        return len(buffer)


@NAMED_PIPES
@pytest.mark.parametrize("command", ["check", "draw", "time", "walk"])
def test_pipe_with_a_name_is_no_file(command: str, tmp_path: Path) -> None:
    """A pipe that nobody writes into is refused at once instead of being waited for."""
    os.mkfifo(tmp_path / "sop.yaml")

    outcome = follow(command, tmp_path / "sop.yaml")

    assert (outcome.code, outcome.out) == (3, "")
    assert "cannot be read: it is a pipe or a device, and a file is needed here." in outcome.err


@pytest.mark.skipif(not os.path.exists("/dev/stdin"), reason="there are no names for open files here")
def test_standard_input_has_a_name() -> None:
    """The pipe that a shell has opened is read by its name."""
    done = child("check", "/dev/stdin", "--lang", "en", stdin=b"sopkit: 1\n")

    assert done.returncode == 1
    assert done.stdout.startswith(b"/dev/stdin:1:")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="there is no endless file here")
def test_endless_file_is_too_large() -> None:
    """A file without end is read as far as shows that it is too large."""
    outcome = follow("check", "/dev/zero")

    assert outcome.code == 1
    assert "too-large" in outcome.out


def test_endless_standard_input_is_too_large() -> None:
    """Standard input without end is read as far as shows that it is too large."""
    endless = Endless()
    stdin = io.TextIOWrapper(io.BufferedReader(cast("io.RawIOBase", endless)), "utf-8")
    streams = Streams(stdin, io.StringIO(), io.StringIO())

    code = main(["check", "-"], streams, {})

    assert code == 1
    assert endless.given <= MAX_BYTES + io.DEFAULT_BUFFER_SIZE + 1


@pytest.mark.skipif(sys.platform == "win32", reason="folders are no files there")
def test_folder_on_standard_input_is_no_input() -> None:
    """Standard input that cannot be read is named, and is no fault of the output."""

    class Refusing(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            raise IsADirectoryError(21, "Is a directory")

    err = io.StringIO()

    code = main(["check", "-", "--lang", "en"], Streams(Refusing(), io.StringIO(), err), {})

    assert code == 3
    assert "`<standard input>` cannot be read: it is a folder" in err.getvalue()


class TestFolder:
    """One bad entry never stops a folder."""

    @pytest.fixture
    def folder(self, tmp_path: Path, forbidden: Forbid) -> Path:
        """A folder with a sound SOP, a faulty one, a link to nowhere, a pipe and a closed folder."""
        folder = tmp_path / "sop"
        (folder / "b-tertutup").mkdir(parents=True)
        (folder / "a-buntu.yaml").symlink_to("tidak-ada")
        (folder / "c.yaml").write_bytes(SEED.read_bytes())
        (folder / "d.yaml").write_text("sopkit: 1\n", encoding="utf-8")
        forbidden(folder / "b-tertutup")
        return folder

    def test_check_goes_on(self, folder: Path) -> None:
        """The rest is checked, what cannot be read is named, and 3 goes before 1."""
        outcome = follow("check", folder)

        assert outcome.code == 3
        assert f"{folder / 'd.yaml'}:1:" in outcome.out
        assert outcome.out.endswith(" in 2 files\n")
        assert f"`{folder / 'a-buntu.yaml'}` cannot be read: there is no such file." in outcome.err
        assert f"`{folder / 'b-tertutup'}` cannot be read: this user is not allowed to." in outcome.err

    def test_build_goes_on(self, folder: Path, tmp_path: Path) -> None:
        """With `--keep-going` the rest is built, what cannot be read is named, and 3 goes before 1."""
        stopped = follow("build", folder, "-o", tmp_path / "out")
        assert (stopped.code, (tmp_path / "out").exists()) == (3, False)

        outcome = follow("build", folder, "-o", tmp_path / "out", "--keep-going")

        assert outcome.code == 3
        assert "SOPs drawn: 1. SOPs with errors: 1." in outcome.out
        assert outcome.err.count("cannot be read") == 2
        assert (tmp_path / "out" / "index.html").exists()

    def test_build_of_nothing_readable_is_no_input(self, tmp_path: Path) -> None:
        """A folder of which nothing can be read gives no pages, and not the word that it is empty."""
        (tmp_path / "buntu.yaml").symlink_to("tidak-ada")

        outcome = follow("build", tmp_path, "-o", tmp_path / "out")

        assert (outcome.code, outcome.out) == (3, "")
        assert "holds no" not in outcome.err
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize("words", [("check",), ("build", "-o", "out")])
    def test_closed_folder_is_no_input(
        self, words: tuple[str, ...], tmp_path: Path, forbidden: Forbid
    ) -> None:
        """A folder that may not be opened is an input that cannot be read, not an output."""
        forbidden(tmp_path)

        outcome = follow(words[0], tmp_path, *words[1:])

        assert outcome.code == 3
        assert f"`{tmp_path}` cannot be read: this user is not allowed to." in outcome.err

    @pytest.mark.skipif(sys.platform == "win32", reason="there are no mode bits there")
    def test_closed_folder_is_no_input_to_a_plain_user(self, tmp_path: Path) -> None:
        """What mode bits forbid to a plain user is an input that cannot be read."""
        if os.geteuid() == 0:
            pytest.skip("nothing is closed to root")
        closed = tmp_path / "tertutup"
        closed.mkdir(mode=0)

        outcomes = [follow("check", closed), follow("build", closed, "-o", tmp_path / "out")]
        closed.chmod(0o700)

        assert [outcome.code for outcome in outcomes] == [3, 3]


class TestTerminal:
    """Nothing that comes from outside is obeyed by a terminal."""

    @pytest.mark.parametrize("obeyed", OBEYED)
    @pytest.mark.parametrize("terminal", [False, True])
    def test_names_are_shown_and_not_obeyed(self, obeyed: str, terminal: bool) -> None:
        """A command, an option and a file with control characters are shown with their numbers."""
        kind = Terminal if terminal else io.StringIO
        for words in ([f"x{obeyed}"], [f"--x{obeyed}"], ["check", f"x{obeyed}"], ["explain", f"x{obeyed}"]):
            outcome = follow(*words, out=kind(), err=kind())

            assert obeyed not in outcome.err
            assert harmless(obeyed) in outcome.err

    def test_file_with_a_hostile_name_is_shown_harmlessly(self, tmp_path: Path) -> None:
        """The place of a finding does not hand on what the name of its file holds."""
        path = tmp_path / "a\x1b]0;x\u202e.yaml"
        path.write_text("sopkit: 1\n", encoding="utf-8")

        outcome = follow("check", path, out=Terminal())

        assert f"{tmp_path}/a\\x1b]0;x\\u202e.yaml:1:" in outcome.out.replace(os.sep, "/")

    def test_colours_of_findings_stay(self, tmp_path: Path) -> None:
        """On a terminal findings keep their colours."""
        (tmp_path / "a.yaml").write_text("sopkit: 1\n", encoding="utf-8")

        outcome = follow("check", tmp_path, out=Terminal(), environment={"LANG": "en"})

        assert "\x1b[1;31merror" in outcome.out

    def test_json_holds_numbers(self, tmp_path: Path) -> None:
        """JSON says the same, with the numbers of what a terminal would obey."""
        path = tmp_path / "a\x9b\u202e\x7f.yaml"
        path.write_text("sopkit: 1\n", encoding="utf-8")

        outcome = follow("check", path, "--format", "json")

        assert json.loads(outcome.out)[0]["file"] == str(path)
        assert not set("\x9b\u202e\x7f") & set(outcome.out)

    def test_progress_shows_no_hostile_name(self) -> None:
        """The name beside the bar is shown harmlessly too."""
        err = Terminal()
        show = progress_bar(Console(Streams(io.StringIO(), io.StringIO(), err), {}, "en"))
        assert show is not None

        show(1, 2, "a\x1b[2J.yaml")

        assert "a\\x1b[2J.yaml" in err.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="there are no such links and pipes there")
class TestOutput:
    """`-o` replaces files alone."""

    def test_link_to_a_device_stays(self, tmp_path: Path) -> None:
        """A drawing poured into a device leaves device and link as they were."""
        link = tmp_path / "a.svg"
        link.symlink_to(os.devnull)

        outcome = follow("draw", SEED, "-o", link)

        assert (outcome.code, outcome.err) == (0, "")
        assert os.path.realpath(link) == os.devnull

    def test_link_to_the_sop_itself_is_refused(self, tmp_path: Path) -> None:
        """An SOP is not replaced by its drawing by way of a link."""
        source = tmp_path / "a.yaml"
        source.write_bytes(SEED.read_bytes())
        (tmp_path / "a.svg").symlink_to("a.yaml")

        outcome = follow("draw", source, "-o", tmp_path / "a.svg")

        assert outcome.code == 2
        assert "is the SOP itself" in outcome.err

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("x" * 300 + ".svg", "cannot be written: the name is too long"),
            ("putar.svg", "cannot be written: it is a link that leads back to itself"),
        ],
    )
    def test_place_that_cannot_be_written_is_named(self, name: str, message: str, tmp_path: Path) -> None:
        """The reason of the system is told in the reader's language, with the path."""
        (tmp_path / "putar.svg").symlink_to("putar.svg")

        outcome = follow("draw", SEED, "-o", tmp_path / name)

        assert outcome.code == 2
        assert f"`{tmp_path / name}` {message}" in outcome.err
