"""How a catalogue takes the place of the old one: where, what survives, what a killed build leaves."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from sopkit.errors import SiteRefused, UnwritableFile
from sopkit.settings import load_settings
from sopkit.site import BuildResult, build, publish
from sopkit.site.workshop import workshop
from tests.command_line import ROOT
from tests.small_sops import add_sop, drawn_quickly, tree

FAULTY = "sopkit: 1\ntitle: Tanpa apa-apa\n"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let nothing be really drawn; return the titles of what would be."""
    return drawn_quickly(monkeypatch)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder of three SOPs, the first of which names the second."""
    folder = tmp_path / "sops"
    add_sop(folder, "surat", "Surat Masuk", related=("SOP Rapat",))
    add_sop(folder, "rapat", "Rapat")
    add_sop(folder / "bagian", "arsip", "Arsip")
    return folder


def built(source: Path, out: Path, **wishes: Any) -> BuildResult:
    """Build in Indonesian, with the settings beside the SOPs."""
    return build(source, out, language="id", settings=load_settings, **wishes)


class TestPlace:
    """Where a catalogue may be."""

    def test_within_the_sops(self, source: Path, drawn: list[str]) -> None:
        """A catalogue within the folder of the SOPs is no SOP, though it holds their texts."""
        first = built(source, source / "terbit")
        again = built(source, source / "terbit")

        assert (source / "terbit" / "sop" / "rapat.yaml").exists()
        assert again.pages == first.pages
        assert len(again.pages) == 3
        assert again.drawn == 0

    def test_refused_places(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The folder of the SOPs, one above it, the one we are in, and a file are refused."""
        (tmp_path / "berkas").touch()
        (tmp_path / "sini").mkdir()
        (tmp_path / "tautan").symlink_to(source)
        monkeypatch.chdir(tmp_path / "sini")
        before = tree(tmp_path)

        for out, reason in (
            (source, "source"),
            (tmp_path / "tautan", "source"),
            (tmp_path, "sops-inside"),
            (Path("."), "standing-inside"),
            (tmp_path / "berkas", "file"),
        ):
            with pytest.raises(SiteRefused) as caught:
                built(source, out)
            assert caught.value.reason == reason

        assert tree(tmp_path) == before

    def test_link_is_followed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """An output that is a link stays one, and the catalogue is where it leads."""
        (tmp_path / "sana").mkdir()
        (tmp_path / "out").symlink_to("sana")

        built(source, tmp_path / "out")

        assert (tmp_path / "out").is_symlink()
        assert (tmp_path / "sana" / "index.html").is_file()

    def test_files_of_others_survive(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """Files, links, folders and mode bits of others in the folder are there after every building."""
        out = tmp_path / "out"
        (out / ".git" / "kosong").mkdir(parents=True)
        (out / ".git" / "HEAD").write_text("ref", encoding="utf-8")
        (out / "CNAME").write_text("contoh.go.id", encoding="utf-8")
        (out / "tautan").symlink_to("CNAME")
        (out / "sop").mkdir()
        (out / "sop" / "Catatan.txt").write_text("x", encoding="utf-8")
        out.chmod(0o750)
        for title in ("Satu", "Dua"):
            add_sop(source, "rapat", title)
            built(source, out)

            assert (out / ".git" / "kosong").is_dir()
            assert (out / ".git" / "HEAD").read_text(encoding="utf-8") == "ref"
            assert os.readlink(out / "tautan") == "CNAME"
            assert (out / "sop" / "Catatan.txt").exists()
            assert out.stat().st_mode & 0o777 == 0o750

    @pytest.mark.parametrize("name", ["index.html", "sop/rapat.html", "sop", "findings.html"])
    def test_files_of_others_are_not_replaced(
        self, source: Path, tmp_path: Path, drawn: list[str], name: str
    ) -> None:
        """A file of others that has the name of one of ours stops the building, and stays."""
        place = tmp_path / "out" / name
        place.parent.mkdir(parents=True)
        place.write_text("punya orang", encoding="utf-8")
        before = tree(tmp_path)

        with pytest.raises((SiteRefused, UnwritableFile)):
            built(source, tmp_path / "out")

        assert tree(tmp_path) == before

    def test_file_that_comes_in_the_last_moment_is_kept(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What others put into the old catalogue while it is replaced is in the new one."""
        out = tmp_path / "out"
        built(source, out)
        real = publish._exchange

        def late(stage: Path, site: Path, work: Path) -> Path:
            (site / "sop" / "Tepat.txt").write_text("waktu", encoding="utf-8")
            return real(stage, site, work)

        monkeypatch.setattr(publish, "_exchange", late)
        add_sop(source, "rapat", "Rapat Kerja")
        built(source, out)

        assert (out / "sop" / "Tepat.txt").read_text(encoding="utf-8") == "waktu"

    def test_only_one_at_a_time(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A second building of a catalogue is refused while the first is at work, and can follow it."""
        with workshop(tmp_path / "out"), pytest.raises(SiteRefused, match="another build is at work"):
            built(source, tmp_path / "out")

        assert built(source, tmp_path / "out").published

    def test_lock_is_taken_over_many_times(self, tmp_path: Path) -> None:
        """However often several ask at once, one alone has the place at any time, and nothing is left."""
        inside = 0
        most = 0
        had = 0

        def work() -> None:
            nonlocal inside, most, had
            for _ in range(40):
                try:
                    with workshop(tmp_path / "out"):
                        inside += 1
                        most = max(most, inside)
                        had += 1
                        time.sleep(0.0005)
                        inside -= 1
                except SiteRefused:
                    time.sleep(0.0005)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert most == 1
        assert had > 10
        assert list(tmp_path.iterdir()) == []

    def test_folder_of_the_work_that_is_a_link(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A link in the place of the folder of the work is not followed."""
        (tmp_path / "penting").mkdir()
        (tmp_path / "penting" / "run-1").mkdir()
        (tmp_path / ".out.sopkit").symlink_to("penting")

        with pytest.raises(UnwritableFile):
            built(source, tmp_path / "out")

        assert (tmp_path / "penting" / "run-1").is_dir()


class TestExchange:
    """The old catalogue or the new one, and never a mixture."""

    def test_without_exchange_at_once(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where folders cannot be exchanged in one step, two renamings do the same."""
        monkeypatch.setattr(publish, "_exchanged_at_once", lambda *_: False)
        built(source, tmp_path / "out")
        add_sop(source, "rapat", "Rapat Kerja")
        built(source, tmp_path / "out")

        built(source, tmp_path / "fresh")
        assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "out", "sops"]

    def test_second_renaming_fails(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """If the new catalogue cannot be put in the place of the old one, the old one is put back."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        add_sop(source, "rapat", "Rapat Kerja")
        real = Path.rename

        def rename(self: Path, target: Path) -> Path:
            if self.name == "site":
                raise OSError(errno.EIO, "rusak")
            return real(self, target)

        monkeypatch.setattr(publish, "_exchanged_at_once", lambda *_: False)
        monkeypatch.setattr(Path, "rename", rename)
        with pytest.raises(UnwritableFile, match="rusak"):
            built(source, tmp_path / "out")

        assert tree(tmp_path / "out") == before

    def test_mounted_place(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A place that cannot be exchanged, as one that is mounted, is refused with a way out."""
        (tmp_path / "out").mkdir()

        real = Path.rename

        def busy(self: Path, target: Path) -> Path:
            if self.name != "out":
                return real(self, target)
            raise OSError(errno.EBUSY, "sibuk")

        monkeypatch.setattr(publish, "_exchanged_at_once", lambda *_: False)
        monkeypatch.setattr(Path, "rename", busy)

        with pytest.raises(SiteRefused, match="choose a folder within it"):
            built(source, tmp_path / "out")

    def test_killed_between_the_renamings(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A catalogue that waits to be replaced is put back by the next building, whatever comes of that."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        (tmp_path / ".out.sopkit" / "run-1" / "site").mkdir(parents=True)
        (tmp_path / "out").rename(tmp_path / ".out.sopkit" / "old")
        (source / "rapat.yaml").write_text(FAULTY, encoding="utf-8")

        assert not built(source, tmp_path / "out").published
        assert tree(tmp_path / "out") == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]

    @pytest.mark.parametrize("failing", range(0, 12, 3))
    def test_full_disk(
        self,
        source: Path,
        tmp_path: Path,
        drawn: list[str],
        monkeypatch: pytest.MonkeyPatch,
        failing: int,
    ) -> None:
        """Whenever the disk is full, the old catalogue stays and nothing is left beside it."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        add_sop(source, "rapat", "Rapat Kerja")
        real = Path.write_bytes
        count = 0

        def write(self: Path, data: bytes) -> int:
            nonlocal count
            count += 1
            if count > failing:
                raise OSError(errno.ENOSPC, "penuh")
            return real(self, data)

        monkeypatch.setattr(Path, "write_bytes", write)
        with pytest.raises(UnwritableFile, match="penuh"):
            built(source, tmp_path / "out")

        assert tree(tmp_path / "out") == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]

    def test_place_above_that_is_closed(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A folder into which nobody may write is named, and no folder stays that was made on the way."""
        real = Path.mkdir

        def mkdir(self: Path, *args: Any, **options: Any) -> None:
            if self.name == ".out.sopkit":
                raise PermissionError(errno.EACCES, "terlarang")
            real(self, *args, **options)

        monkeypatch.setattr(Path, "mkdir", mkdir)
        with pytest.raises(UnwritableFile, match="terlarang"):
            built(source, tmp_path / "jauh" / "sekali" / "out")

        assert not (tmp_path / "jauh").exists()

    def test_ctrl_c(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ctrl+C in the middle leaves the old catalogue and nothing else."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        add_sop(source, "rapat", "Rapat Kerja")

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            built(source, tmp_path / "out", progress=stop)

        assert tree(tmp_path / "out") == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]


KILLED = """
import os, signal, sys
from pathlib import Path
from types import SimpleNamespace
import pytest
from sopkit.site import build, publish
from tests.small_sops import add_sop, drawn_quickly, tree

place, at_once, stride = Path(sys.argv[1]), sys.argv[2] == "at-once", int(sys.argv[3])
drawn_quickly(pytest.MonkeyPatch())
if not at_once:
    publish._exchanged_at_once = lambda *_: False
source, out = place / "sops", place / "out"
add_sop(source, "a", "Surat")
build(source, out, language="id")
old = tree(out)
add_sop(source, "a", "Rapat")
add_sop(source, "b", "Arsip", related=("SOP Rapat",))
build(source, place / "new", language="id")
new = tree(place / "new")
import shutil
shutil.copytree(out, place / "old", symlinks=True)
ACTS = ("open", "os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.scandir")


def child(number):
    count = 0

    def hook(event, arguments):
        nonlocal count
        if event in ACTS and (event != "open" or str(place) in str(arguments[0])):
            count += 1
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    build(source, out, language="id")
    os._exit(0)


seen = {"old": 0, "new": 0, "gone": 0}
number = 1 - stride
while True:
    number += stride
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(place / ".out.sopkit", ignore_errors=True)
    shutil.copytree(place / "old", out, symlinks=True)
    pid = os.fork()
    if pid == 0:
        child(number)
    _, status = os.waitpid(pid, 0)
    if out.exists():
        there = tree(out)
        assert there in (old, new), (number, sorted(set(there) ^ set(old)))
        seen["old" if there == old else "new"] += 1
    else:
        assert not at_once, number
        seen["gone"] += 1
    build(source, out, language="id")
    assert tree(out) == new, number
    assert not (place / ".out.sopkit").exists(), number
    if status == 0:
        break
print(number, seen)
"""


def building_of(place: Path) -> list[str]:
    """Return the command that builds with two processes."""
    words = f"-m sopkit build {place / 'sops'} -o {place / 'out'} --jobs 2 --lang en"
    return [sys.executable, *words.split()]


STRIDE = 1 if os.environ.get("SOPKIT_HYPOTHESIS") == "full" else 13
"""Each so many steps a build is killed."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied there")
class TestKilled:
    """A build that is killed at any of its steps."""

    @pytest.mark.parametrize("way", ["at-once", "two-renamings"])
    def test_killed_at_every_step(self, tmp_path: Path, way: str) -> None:
        """Killed before a step, there is the old catalogue or the new; the next build mends all."""
        if way == "at-once" and not sys.platform.startswith("linux"):
            pytest.skip("folders cannot be exchanged in one step there")

        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(tmp_path), way, str(STRIDE)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

        assert done.returncode == 0, done.stderr
        count, _, seen = done.stdout.partition(" ")
        assert int(count) > 50
        assert json.loads(seen.replace("'", '"'))["new"] > 0

    def test_ctrl_c_with_other_processes(self, tmp_path: Path) -> None:
        """Ctrl+C ends a building by several processes soon, with 130 and nothing left."""
        for number in range(60):
            add_sop(tmp_path / "sops", f"s{number}", f"Surat {number}")
        process = subprocess.Popen(
            building_of(tmp_path),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        try:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("drawn 10 of 60")
            os.killpg(process.pid, signal.SIGINT)
            begin = time.monotonic()
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()

        assert process.returncode == 130
        assert time.monotonic() - begin < 20
        assert "Traceback" not in err
        assert [path.name for path in tmp_path.iterdir()] == ["sops"]

    def test_others_end_with_the_first(self, tmp_path: Path) -> None:
        """If the first process is killed, the others end too, and the next building cleans up."""
        for number in range(60):
            add_sop(tmp_path / "sops", f"s{number}", f"Surat {number}")
        process = subprocess.Popen(
            building_of(tmp_path),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert process.stderr is not None
        with process.stderr:
            process.stderr.readline()
            process.kill()
            process.stderr.read()  # ends when the last process that holds it does
        process.wait()

        for number in range(1, 60):
            (tmp_path / "sops" / f"s{number}.yaml").unlink()
        assert built(tmp_path / "sops", tmp_path / "out").published
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]
