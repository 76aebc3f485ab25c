"""Files of a catalogue that changed behind its back are seen, though not every file is read every time."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest

from sopkit.settings import load_settings
from sopkit.site import BuildResult, build, plan
from sopkit.site.cache import CACHE
from sopkit.site.digests import digest_of_file
from sopkit.site.seal import is_sealed, is_untouched, moment_of, put_seal, sealed
from tests.small_sops import add_sop, drawn_quickly, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system tells no times of change")

PAGE = "sop/rapat.html"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two SOPs whose drawings take no time."""
    drawn_quickly(monkeypatch)
    folder = tmp_path / "sops"
    add_sop(folder, "surat", "Surat Masuk")
    add_sop(folder, "rapat", "Rapat")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files of the former catalogue whose content is read to number it."""
    names: list[str] = []
    number = digest_of_file

    def counted(path: str) -> str | None:
        names.append(path)
        return number(path)

    monkeypatch.setattr(plan, "digest_of_file", counted)
    return names


def built(source: Path, out: Path, **wishes: Any) -> BuildResult:
    """Build in Indonesian, with the settings beside the SOPs."""
    return build(source, out, language="id", settings=load_settings, **wishes)


def built_some_time_ago(source: Path, out: Path) -> dict[str, bytes | str]:
    """Build, and let the clock of the file system move on before the seal; return the catalogue."""
    result = built(source, out)
    last = max(moment_of(out / name) for name in result.files)
    while moment_of(out / CACHE) <= last:
        time.sleep(0.002)
        put_seal(out)
    return tree(out)


def touched_later(out: Path) -> None:
    """Wait until the clock of the file system has left the moment of the last change."""
    probe = out.with_name("probe")
    last = max(moment_of(path) for path in out.rglob("*"))
    while True:
        probe.write_bytes(b"")
        if moment_of(probe) > last:
            return
        time.sleep(0.002)


def another_word(path: Path) -> None:
    """Change one word of a page."""
    path.write_bytes(path.read_bytes().replace(b"Rapat", b"Ratap"))


def emptied(path: Path) -> None:
    """Leave nothing in a page."""
    path.write_bytes(b"")


def deleted(path: Path) -> None:
    """Delete a page."""
    path.unlink()


def made_a_link(path: Path) -> None:
    """Put a link to another file in the place of a page."""
    path.unlink()
    path.symlink_to(__file__)


def put_back(path: Path) -> None:
    """Change a page and put its times back."""
    stamp = path.stat()
    path.write_bytes(b"x")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def replaced(path: Path) -> None:
    """Put another file in the place of a page."""
    other = path.with_name("other")
    other.write_bytes(b"x")
    other.replace(path)


def written_by_another_name(path: Path) -> None:
    """Change a page through another name of the same file."""
    other = path.with_name(f"{path.name}.2")
    other.hardlink_to(path)
    other.write_bytes(b"x")


class TestReading:
    """What need not be read is not."""

    def test_nothing_is_read_again(self, source: Path, tmp_path: Path, read: list[str]) -> None:
        """Where nothing changed since the seal, no file of the catalogue is read."""
        built_some_time_ago(source, tmp_path / "out")
        read.clear()

        assert built(source, tmp_path / "out").published
        assert read == []

    def test_only_what_changed_is_read(self, source: Path, tmp_path: Path, read: list[str]) -> None:
        """A file that was written to again is read, and no other one."""
        out = tmp_path / "out"
        built_some_time_ago(source, out)
        touched_later(out)
        (out / PAGE).write_bytes((out / PAGE).read_bytes())
        read.clear()

        assert built(source, out).drawn == 0
        assert read == [str(out / PAGE)]

    def test_check_reads_all(self, source: Path, tmp_path: Path, read: list[str]) -> None:
        """`--check` believes no times: it reads every file."""
        out = tmp_path / "out"
        built_some_time_ago(source, out)
        read.clear()

        result = built(source, out, check=True)

        assert sorted(read) == sorted(str(out / name) for name in result.files)

    def test_seal_is_there_after_each_building(self, source: Path, tmp_path: Path) -> None:
        """A first building seals the catalogue, and so does one in which an SOP changed."""
        out = tmp_path / "out"
        built(source, out)
        first = is_sealed(out)
        add_sop(source, "rapat", "Rapat Pimpinan")
        result = built(source, out)

        assert first
        assert is_sealed(out)
        assert not list(tmp_path.glob(".out*"))
        assert len(sealed(out, result.files)) <= len(result.files)


class TestDamage:
    """Whatever changed is seen and put right."""

    @pytest.mark.parametrize(
        "damage",
        [another_word, emptied, deleted, made_a_link, put_back, replaced, written_by_another_name],
    )
    def test_changed_file(self, source: Path, tmp_path: Path, damage: Callable[[Path], object]) -> None:
        """A page that was changed, emptied, deleted or replaced, times put back or not, is made again."""
        out = tmp_path / "out"
        before = built_some_time_ago(source, out)
        touched_later(out)
        damage(out / PAGE)

        built(source, out)

        after = tree(out)
        after.pop(f"{PAGE}.2", None)
        assert after == before

    @pytest.mark.parametrize("copy", [shutil.copy, shutil.copy2])
    def test_copied_catalogue(
        self, source: Path, tmp_path: Path, copy: Callable[[str, str], object], read: list[str]
    ) -> None:
        """A copy has no seal, with times or without: what was wrong before it was copied is put right."""
        out = tmp_path / "out"
        before = built_some_time_ago(source, out)
        touched_later(out)
        (out / PAGE).write_bytes(b"x")
        shutil.copytree(out, tmp_path / "copy", copy_function=copy)
        age = (tmp_path / "copy" / CACHE).stat().st_mtime_ns - 10_000_000_000
        if copy is shutil.copy2:  # as if it had been copied some time after it was built
            os.utime(tmp_path / "copy" / CACHE, ns=(age, age))
        touched_later(tmp_path / "copy")
        read.clear()

        result = built(source, tmp_path / "copy")

        assert tree(tmp_path / "copy") == before
        assert {str(tmp_path / "copy" / name) for name in result.files} <= set(read)
        assert is_sealed(tmp_path / "copy")

    def test_change_during_the_building(self, source: Path, tmp_path: Path) -> None:
        """A file of another SOP that changes while one is drawn is seen by the next building."""
        out = tmp_path / "out"
        built_some_time_ago(source, out)
        add_sop(source, "surat", "Surat Masuk", more="warnings:\n  - Hati-hati.")
        form = out / "sop/rapat.svg"

        result = built(source, out, progress=lambda *told: form.write_bytes(b"x"))

        assert result.published
        assert not is_sealed(out)
        built(source, out)
        built(source, tmp_path / "fresh")
        assert tree(out) == tree(tmp_path / "fresh")

    def test_nothing_is_untouched_that_is_not_there(self, tmp_path: Path) -> None:
        """A missing file, a folder and a link are no files that stayed as they were."""
        (tmp_path / "folder").mkdir()
        (tmp_path / "link").symlink_to(__file__)
        later = moment_of(tmp_path) + 10**12

        assert is_untouched(tmp_path, (), later)
        assert not any(is_untouched(tmp_path, (name,), later) for name in ("folder", "link", "none"))

    def test_no_memory_no_seal(self, tmp_path: Path) -> None:
        """A folder without a memory is not sealed, and sealing it writes nothing."""
        put_seal(tmp_path)

        assert not is_sealed(tmp_path)
        assert sealed(tmp_path, ("index.html",)) == frozenset()
        assert list(tmp_path.iterdir()) == []
