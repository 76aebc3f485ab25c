"""Output files are written whole or not at all."""

from __future__ import annotations

import os
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
