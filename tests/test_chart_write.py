"""Output files are written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from sopkit.chart.write import write_whole
from sopkit.errors import UnreadableFile


def test_a_file_is_written_and_nothing_else_left(tmp_path: Path) -> None:
    """After writing, the folder holds the file alone."""
    target = tmp_path / "sop.svg"
    write_whole(target, b"isi")

    assert target.read_bytes() == b"isi"
    assert list(tmp_path.iterdir()) == [target]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    """A file of the same name gives way to the new one."""
    target = tmp_path / "sop.svg"
    target.write_bytes(b"lama, dan lebih panjang")
    write_whole(str(target), b"baru")

    assert target.read_bytes() == b"baru"


def test_an_older_file_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk refuses, the older file is untouched and no half-written one is left."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "sop.svg"
    target.write_bytes(b"lama")
    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(UnreadableFile, match="No space left on device"):
        write_whole(target, b"baru")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"sop.svg": b"lama"}


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """Writing into a folder that is not there says so with the file's name."""
    with pytest.raises(UnreadableFile, match=r"sop\.svg"):
        write_whole(tmp_path / "tidak-ada" / "sop.svg", b"isi")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no mode bits")
def test_a_new_file_has_the_users_usual_rights(tmp_path: Path) -> None:
    """Its mode bits are those of any file that the user makes."""
    usual, written = tmp_path / "usual", tmp_path / "written"
    usual.write_bytes(b"")
    write_whole(written, b"")

    assert written.stat().st_mode == usual.stat().st_mode


posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other links, pipes and rights")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_an_older_files_rights_are_kept(tmp_path: Path, mode: int) -> None:
    """A file that only its owner may read stays so when it is replaced."""
    target = tmp_path / "sop.svg"
    target.write_bytes(b"lama")
    target.chmod(mode)

    write_whole(target, b"baru")

    assert target.read_bytes() == b"baru"
    assert target.stat().st_mode & 0o777 == mode


@posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    """A link stays a link, and what it leads to is replaced or made."""
    (tmp_path / "ada").write_bytes(b"lama")
    for name in ("ada", "belum-ada"):
        link = tmp_path / f"{name}.svg"
        link.symlink_to(name)

        write_whole(link, b"baru")

        assert link.is_symlink()
        assert (tmp_path / name).read_bytes() == b"baru"
    assert len(list(tmp_path.iterdir())) == 4


@posix
def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    """A link to itself cannot be written to, and stays."""
    link = tmp_path / "sop.svg"
    link.symlink_to("sop.svg")

    with pytest.raises(UnreadableFile, match=r"sop\.svg"):
        write_whole(link, b"isi")
    assert link.is_symlink()


@posix
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    """A pipe stays a pipe, and its reader gets the bytes."""
    pipe = tmp_path / "sop.svg"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    write_whole(pipe, b"isi")

    assert os.read(reader, 100) == b"isi"
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
    os.close(reader)


@posix
def test_a_link_to_a_device_stays(tmp_path: Path) -> None:
    """What is written to a link to a device goes there, and the link still leads to it."""
    link = tmp_path / "sop.svg"
    link.symlink_to(os.devnull)

    write_whole(link, b"isi")

    assert os.path.realpath(link) == os.devnull
    assert list(tmp_path.iterdir()) == [link]


def test_a_file_that_may_not_be_written_to_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is closed to the user's writing is not replaced by way of its folder."""
    target = tmp_path / "sop.svg"
    target.write_bytes(b"lama")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)

    with pytest.raises(UnreadableFile, match="denied"):
        write_whole(target, b"baru")
    assert target.read_bytes() == b"lama"


@posix
def test_nothing_is_written_through_a_link_laid_beforehand(tmp_path: Path) -> None:
    """A link under the temporary name is taken away and not followed."""
    other = tmp_path / "lain"
    other.write_bytes(b"tetap")
    name = f".sop.svg.{os.getpid()}-{threading.get_ident()}.part"
    (tmp_path / name).symlink_to("lain")

    write_whole(tmp_path / "sop.svg", b"isi")

    assert other.read_bytes() == b"tetap"
