"""How a catalogue is built: what is made anew, what stops it, and how it takes the place of the old one."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopkit.errors import EngineFailed, LogoUnusable, PaperTooSmall
from sopkit.settings import load_settings
from sopkit.site import BuildResult, build, offices, workers
from sopkit.site.cache import CACHE, is_name, read_memory
from sopkit.site.digests import digest
from tests.command_line import Terminal, follow
from tests.small_sops import add_sop, drawn_quickly, sop_text, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


class TestAnew:
    """What has changed is made anew, and nothing else."""

    def test_nothing_changed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """Where nothing changed, nothing is read, drawn or written."""
        told: list[object] = []
        first = built(source, tmp_path / "out")
        before = (tmp_path / "out").stat()
        drawn.clear()

        again = built(source, tmp_path / "out", reading=lambda *x: told.append(x), progress=told.append)

        assert (first.drawn, again.drawn) == (3, 0)
        assert again.published
        assert (again.pages, again.files) == (first.pages, first.files)
        assert (drawn, told) == ([], [])
        assert (tmp_path / "out").stat() == before

    def test_one_changed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """An SOP that changed is read and drawn; drawings of others stay, and pages that do not name it."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        drawn.clear()
        add_sop(source / "bagian", "arsip", "Arsip", more="warnings:\n  - Hati-hati.")
        read: list[str] = []

        result = built(source, tmp_path / "out", reading=lambda done, total, file: read.append(file))

        after = tree(tmp_path / "out")
        assert drawn == ["Arsip"]
        assert read == ["bagian/arsip.yaml"]
        assert result.drawn == 1
        assert {name for name in after if after[name] != before.get(name)} - set(
            result.differences.changed
        ) == {CACHE}
        assert "sop/rapat.html" not in result.differences.changed

    def test_neighbours_have_new_pages_and_old_drawings(
        self, source: Path, tmp_path: Path, drawn: list[str]
    ) -> None:
        """An SOP that names another one shows its new title, and is not drawn again for that."""
        built(source, tmp_path / "out")
        drawn.clear()
        add_sop(source, "rapat", "Rapat Pimpinan", more="id: rapat")
        add_sop(source, "surat", "Surat Masuk", related=("SOP Rapat",))

        built(source, tmp_path / "out")

        assert drawn == ["Rapat Pimpinan"]

    def test_pages_of_sops_that_are_gone_are_gone(
        self, source: Path, tmp_path: Path, drawn: list[str]
    ) -> None:
        """The files of an SOP that was deleted leave the catalogue with it."""
        built(source, tmp_path / "out")
        (source / "rapat.yaml").unlink()

        result = built(source, tmp_path / "out")

        assert not list((tmp_path / "out" / "sop").glob("rapat.*"))
        assert "sop/rapat.html" in result.differences.gone

    def test_times_and_sizes_are_not_believed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A change that leaves the size, and puts the time back, is seen all the same."""
        built(source, tmp_path / "out")
        file = source / "rapat.yaml"
        stamp = file.stat()
        file.write_text(file.read_text(encoding="utf-8").replace("5 menit", "6 menit"), encoding="utf-8")
        os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

        built(source, tmp_path / "out")

        assert "6 menit" in (tmp_path / "out" / "sop" / "rapat.html").read_text(encoding="utf-8")

    def test_a_touched_file_is_the_same(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A file with a new time and the old content is not read again."""
        built(source, tmp_path / "out")
        os.utime(source / "rapat.yaml", (1, 1))

        assert built(source, tmp_path / "out").drawn == 0

    @pytest.mark.parametrize(
        ("name", "content", "pages", "drawings"),
        [
            ("sopkit.toml", 'theme = "monochrome"\n', 3, 3),
            ("sopkit.toml", '[rules]\nignore = ["single-actor"]\n', 3, 0),
            ("bagian/sopkit.toml", '[form]\npaper = "F4"\n', 1, 1),
            ("sopkit.toml", '[site]\ntitle = "Katalog Biro"\n', 3, 0),
        ],
    )
    def test_settings_matter_where_they_hold(
        self,
        source: Path,
        tmp_path: Path,
        drawn: list[str],
        name: str,
        content: str,
        pages: int,
        drawings: int,
    ) -> None:
        """Settings make anew what they change: pages, drawings, or those of one folder alone."""
        built(source, tmp_path / "out")
        drawn.clear()
        (source / name).write_text(content, encoding="utf-8")

        assert (built(source, tmp_path / "out").drawn, len(drawn)) == (pages, drawings)

    def test_theme_and_logo_count_by_their_content(
        self, source: Path, tmp_path: Path, drawn: list[str]
    ) -> None:
        """Another content of the theme file or of a logo draws anew what shows it."""
        (source / "sopkit.toml").write_text('theme = "kantor.toml"', encoding="utf-8")
        (source / "kantor.toml").write_text('[colours]\npaper = "#ffffff"', encoding="utf-8")
        add_sop(source, "rapat", "Rapat", more="logo: lambang.png")
        (source / "lambang.png").write_bytes(b"satu")
        built(source, tmp_path / "out")
        drawn.clear()

        (source / "lambang.png").write_bytes(b"dua")
        built(source, tmp_path / "out")
        (source / "kantor.toml").write_text('[colours]\npaper = "#fffffe"', encoding="utf-8")
        built(source, tmp_path / "out")

        assert drawn == ["Rapat", "Arsip", "Rapat", "Surat Masuk"]

    def test_another_sopkit_makes_all_anew(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another version of sopkit, of a library or of the engine draws everything again."""
        built(source, tmp_path / "out")
        drawn.clear()
        monkeypatch.setattr(offices, "digest_of_tools", lambda engine: digest("another"))

        assert built(source, tmp_path / "out").drawn == len(drawn) == 3

    def test_a_logo_that_changes_meanwhile_is_not_remembered(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was drawn while its logo changed is drawn again, also if the logo is the old one by then."""
        add_sop(source, "rapat", "Rapat", more="logo: lambang.png")
        (source / "lambang.png").write_bytes(b"satu")
        quick = workers._drawings

        def slow(sop: Any, office: Any, folder: Path) -> dict[str, bytes]:
            if sop.title == "Rapat":
                (source / "lambang.png").write_bytes(b"dua")
            return quick(sop, office, folder)

        monkeypatch.setattr(workers, "_drawings", slow)
        built(source, tmp_path / "out")
        (source / "lambang.png").write_bytes(b"satu")
        drawn.clear()

        assert built(source, tmp_path / "out").drawn == 1
        assert drawn == ["Rapat"]


class TestLaw:
    """Whatever was there before, the catalogue is that of the SOPs now."""

    @given(
        st.lists(
            st.lists(
                st.tuples(
                    st.sampled_from(("a", "b", "c/a", "c/d")),
                    st.one_of(
                        st.none(),
                        st.tuples(
                            st.sampled_from(("Surat", "Rapat", "Arsip")),
                            st.sampled_from(((), ("SOP Surat",), ("SOP Rapat",))),
                        ),
                        st.sampled_from(("faulty", "silencing", "raised", "told", "dangling")),
                    ),
                ),
                min_size=1,
                max_size=4,
            ),
            min_size=1,
            max_size=4,
        )
    )
    @settings(
        max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )
    def test_building_after_building_is_building(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
        changes: list[list[tuple[str, Any]]],
    ) -> None:
        """After any changes, files and memory are those of a catalogue that is built for the first time."""
        place = tmp_path_factory.mktemp("law")
        drawn_quickly(monkeypatch)
        add_sop(place / "sops", "tetap", "Tetap")
        for change in changes:
            for name, what in change:
                path = place / "sops" / f"{name}.yaml"
                if path.is_symlink():
                    path.unlink()
                if what is None:
                    path.unlink(missing_ok=True)
                elif isinstance(what, str):
                    path.parent.mkdir(exist_ok=True)
                    change_otherwise(path, what)
                else:
                    add_sop(place / "sops", name, what[0], related=what[1])
            built(place / "sops", place / "out", keep_going=True)

        built(place / "sops", place / "fresh", keep_going=True)
        assert tree(place / "out") == tree(place / "fresh")


def change_otherwise(path: Path, what: str) -> None:
    """Write an SOP with an error or a silence, a link to nothing, or settings that change findings."""
    same = "number-not-unique"
    if what == "faulty":
        path.write_text(FAULTY, encoding="utf-8")
    elif what == "dangling":
        path.unlink(missing_ok=True)
        path.symlink_to("tidak-ada")
    elif what == "silencing":
        text = sop_text("Surat")
        comment = f'2026"  # sopkit: abaikan {same} -- masih menunggu nomor\n'
        path.write_text(text.replace('2026"\n', comment), encoding="utf-8")
    else:
        severity = "error" if what == "raised" else "hint"
        table = f'[rules.severity]\n{same} = "{severity}"\n'
        path.with_name("sopkit.toml").write_text(table, encoding="utf-8")


class TestMemory:
    """What the catalogue remembers is believed only where it is whole."""

    @pytest.mark.parametrize(
        "damage",
        [
            lambda data: b"",
            lambda data: data[: len(data) // 2],
            lambda data: data.replace(b"Rapat", b"Rapit", 1),
            lambda data: data.replace(b'"version":2', b'"version":3', 1),
            lambda data: b"[" * 100_000,
            lambda data: b'{"sopkit":"site-cache","version":2}\n{"sha256":null}\n',
            lambda data: b"\xff\xfe\x00",
            None,
        ],
    )
    def test_damage_is_a_full_building(
        self, source: Path, tmp_path: Path, drawn: list[str], damage: Callable[[bytes], bytes] | None
    ) -> None:
        """A memory that is cut, changed, of another version or gone makes all anew, and leftovers vanish."""
        add_sop(source, "nanti-hilang", "Nanti Hilang")
        built(source, tmp_path / "out")
        drawn.clear()
        (source / "nanti-hilang.yaml").unlink()
        memory = tmp_path / "out" / CACHE
        if damage is None:
            shutil.rmtree(memory.parent)
        else:
            memory.write_bytes(damage(memory.read_bytes()))

        result = built(source, tmp_path / "out")

        built(source, tmp_path / "fresh")
        assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
        assert result.drawn == 3

    @given(st.binary(max_size=60), st.integers(0, 3000), st.integers(0, 40))
    def test_reading_never_fails(
        self, tmp_path_factory: pytest.TempPathFactory, inserted: bytes, at: int, without: int
    ) -> None:
        """Whatever stands in the file of the memory, reading it gives a memory, an empty one if in doubt."""
        place = tmp_path_factory.getbasetemp() / "memory"
        (place / ".sopkit").mkdir(parents=True, exist_ok=True)
        data = b'{"sopkit":"site-cache","version":2,"files":{}}\n{"sha256":"00"}\n' * 40
        (place / CACHE).write_bytes(data[:at] + inserted + data[at + without :])

        assert not read_memory(place).is_known

    def test_forged_paths_are_not_followed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A memory that names files outside, with a right checksum, neither brings them in nor takes them."""
        built(source, tmp_path / "out")
        secret = tmp_path / "rahasia.txt"
        secret.write_text("rahasia", encoding="utf-8")
        number = hashlib.sha256(b"rahasia").hexdigest()
        lines = (tmp_path / "out" / CACHE).read_text(encoding="ascii").splitlines()[:-1]
        general = json.loads(lines[0])
        general["files"] = {"../rahasia.txt": number, "/etc/passwd": number}
        forged = "\n".join([json.dumps(general), *lines[1:], ""]).encode()
        end = json.dumps({"sha256": hashlib.sha256(forged).hexdigest()}).encode()
        (tmp_path / "out" / CACHE).write_bytes(forged + end + b"\n")

        built(source, tmp_path / "out")

        assert secret.read_text(encoding="utf-8") == "rahasia"
        built(source, tmp_path / "fresh")
        assert tree(tmp_path / "out") == tree(tmp_path / "fresh")

    @pytest.mark.parametrize("name", ["sop/rapat.html", "sop/rapat.png", "index.html", "style.css"])
    @pytest.mark.parametrize("is_gone", [True, False])
    def test_changed_pages_are_put_right(
        self, source: Path, tmp_path: Path, drawn: list[str], name: str, is_gone: bool
    ) -> None:
        """A file of the catalogue that was changed by hand or deleted is made again."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        place = tmp_path / "out" / name
        place.unlink()
        if not is_gone:
            place.write_bytes(b"lain")

        built(source, tmp_path / "out")

        assert tree(tmp_path / "out") == before

    def test_names(self) -> None:
        """Names of files lead nowhere else."""
        assert is_name("actors/kepala-bagian.html")
        for name in ("", "/a", "a//b", "../a", "a/..", ".a", "a/.b", "A", "a\\b", "c:", "a.", "a\n", 1, None):
            assert not is_name(name)

    def test_memory_tells_nothing_of_the_machine(
        self, source: Path, tmp_path: Path, drawn: list[str]
    ) -> None:
        """No path of the machine stands in the memory, which may be published with the catalogue."""
        built(source, tmp_path / "out")

        assert str(tmp_path).encode() not in (tmp_path / "out" / CACHE).read_bytes()


class TestFaults:
    """SOPs with errors never pass unnoticed."""

    def test_errors_leave_the_old_catalogue(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """An SOP with errors keeps the catalogue as it was, is told of every time, and draws nothing."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        drawn.clear()
        (source / "rapat.yaml").write_text(FAULTY, encoding="utf-8")
        add_sop(source, "baru", "Baru")

        results = [built(source, tmp_path / "out") for _ in range(2)]

        assert [[Path(each.file).name for each in result.faulty] for result in results] == [
            ["rapat.yaml"]
        ] * 2
        assert not any(result.published for result in results)
        assert (tree(tmp_path / "out"), drawn) == (before, [])
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]

    def test_keeping_on(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """With `keep_going` the others are published; the old page of the faulty SOP is gone."""
        built(source, tmp_path / "out")
        (source / "rapat.yaml").write_text(FAULTY, encoding="utf-8")

        results = [built(source, tmp_path / "out", keep_going=True) for _ in range(2)]

        assert [(result.published, len(result.faulty)) for result in results] == [(True, 1)] * 2
        assert not list((tmp_path / "out" / "sop").glob("rapat.*"))
        assert "missing-key" in (tmp_path / "out" / "findings.html").read_text(encoding="utf-8")

    @pytest.mark.parametrize("keep_going", [False, True])
    def test_what_cannot_be_drawn(
        self,
        source: Path,
        tmp_path: Path,
        drawn: list[str],
        monkeypatch: pytest.MonkeyPatch,
        keep_going: bool,
    ) -> None:
        """An SOP that fits on no paper is named, and is treated as one with errors."""
        quick = workers._drawings

        def drawings(sop: Any, office: Any, folder: Path) -> dict[str, bytes]:
            if sop.title == "Rapat":
                raise PaperTooSmall(None, 100.0)
            return quick(sop, office, folder)

        monkeypatch.setattr(workers, "_drawings", drawings)

        result = built(source, tmp_path / "out", keep_going=keep_going)

        (undrawn,) = result.undrawn
        assert undrawn.file == "rapat.yaml"
        assert isinstance(undrawn.error, PaperTooSmall)
        assert result.has_errors
        assert result.published is keep_going
        assert (tmp_path / "out").exists() is keep_going
        if keep_going:
            assert [page.name for page in result.pages] == ["arsip", None, "surat"]
            page = (tmp_path / "out" / "findings.html").read_text(encoding="utf-8")
            assert "36 mm terlalu lebar" in page

    def test_logo_stands_on_the_page(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """The logo of an SOP is shown on its page, once in the catalogue for all SOPs that have it."""
        for name in ("rapat", "surat"):
            add_sop(source, name, name.title(), more="logo: lambang.png")
        (source / "lambang.png").write_bytes(b"satu")
        out = tmp_path / "out"
        first = built(source, out)
        (source / "lambang.png").write_bytes(b"dua")
        second = built(source, out)
        (out / second.differences.new[0]).unlink()
        third = built(source, out)

        name = f"logos/{hashlib.sha256(b'dua').hexdigest()[:24]}.png"
        assert (out / name).read_bytes() == b"dua"
        assert f'<img class="logo" src="../{name}" alt="">' in (out / "sop/rapat.html").read_text("utf-8")
        assert [each for each in first.files if each.startswith("logos/")] != [name]
        assert [each for each in second.files if each.startswith("logos/")] == [name]
        assert third.differences.new == (name,)
        assert second.logos == (str(source / "lambang.png"),)
        assert built(source, out).logos == second.logos

    def test_what_cannot_be_read_is_listed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A file that cannot be opened stands on the front page and among the findings, with the reason."""
        (source / "bagian" / "buntu.yaml").symlink_to("tidak-ada.yaml")
        out = tmp_path / "out"

        result = built(source, out, keep_going=True)

        findings = (out / "findings.html").read_text(encoding="utf-8")
        assert len(result.pages) == 3
        assert "bagian/buntu.yaml" in findings
        assert "berkas ini tidak terbaca: berkas itu tidak ada." in findings
        assert "1 berkas" in (out / "index.html").read_text(encoding="utf-8")
        (source / "bagian" / "buntu.yaml").unlink()
        built(source, out)
        built(source, tmp_path / "fresh")
        assert tree(out) == tree(tmp_path / "fresh")

    @pytest.mark.parametrize(("named", "reason"), [("tidak-ada.png", "missing"), ("luar.png", "outside")])
    def test_logo_of_the_settings(
        self, source: Path, tmp_path: Path, drawn: list[str], named: str, reason: str
    ) -> None:
        """A logo of the settings that cannot be used is told with the folder of the settings."""
        (tmp_path / "luar").mkdir()
        (tmp_path / "luar" / "gambar.png").write_bytes(b"")
        (source / "luar.png").symlink_to(tmp_path / "luar" / "gambar.png")
        (source / "sopkit.toml").write_text(f'[site]\nlogo = "{named}"\n', encoding="utf-8")

        with pytest.raises(LogoUnusable) as caught:
            built(source, tmp_path / "out")

        assert caught.value.reason == reason
        for language in ("id", "en"):
            assert f"logo `{named}`" in caught.value.message(language)
            assert f"`{source}`" in caught.value.message(language)

    def test_missing_logo_is_named(self, source: Path, tmp_path: Path) -> None:
        """An SOP whose logo is not there is named with the reason."""
        for name in ("rapat", "bagian/arsip"):
            (source / f"{name}.yaml").unlink()
        add_sop(source, "surat", "Surat", more="logo: tidak-ada.png")

        (undrawn,) = built(source, tmp_path / "out").undrawn

        assert "tidak-ada.png" in str(undrawn.error)

    def test_engine_that_fails_stops_everything(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An engine that fails leaves the old catalogue, with or without `keep_going`."""
        built(source, tmp_path / "out")
        before = tree(tmp_path / "out")
        add_sop(source, "rapat", "Rapat Kerja")

        def fail(*_: object) -> dict[str, bytes]:
            raise EngineFailed(("dot",), 1, "x")

        monkeypatch.setattr(workers, "_drawings", fail)
        with pytest.raises(EngineFailed):
            built(source, tmp_path / "out", keep_going=True)

        assert tree(tmp_path / "out") == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]

    def test_file_that_cannot_be_read(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A link to nowhere keeps the catalogue from being published too, unless it is to keep on."""
        (source / "buntu.yaml").symlink_to("tidak-ada")

        stopped = built(source, tmp_path / "out")
        kept = built(source, tmp_path / "out", keep_going=True)

        assert [error.path.name for error in (*stopped.unread, *kept.unread)] == ["buntu.yaml"] * 2
        assert (stopped.published, kept.published) == (False, True)


class TestOthers:
    """Several processes give what one gives."""

    def test_same_bytes_for_any_number(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One, two and three processes make the same catalogue, memory included."""
        monkeypatch.setattr(workers, "_LEAST_SECONDS", 0.0)
        told: list[list[str]] = []
        for jobs in (1, 2, 3):
            files: list[str] = []
            told.append(files)
            built(source, tmp_path / str(jobs), jobs=jobs, progress=lambda d, t, f, to=files: to.append(f))

        one, two, three = (tree(tmp_path / str(jobs)) for jobs in (1, 2, 3))
        assert one == two == three
        assert told[0] == told[1] == told[2] == ["bagian/arsip.yaml", "rapat.yaml", "surat.yaml"]

    @pytest.mark.parametrize("error", [OSError(errno.EAGAIN, "x"), ImportError("_multiprocessing")])
    def test_no_process_can_be_started(
        self,
        source: Path,
        tmp_path: Path,
        drawn: list[str],
        monkeypatch: pytest.MonkeyPatch,
        error: Exception,
    ) -> None:
        """Where no process can be started, this one does all."""

        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(workers, "_LEAST_SECONDS", 0.0)
        monkeypatch.setattr(workers, "ProcessPoolExecutor", fail)

        assert built(source, tmp_path / "out", jobs=4).published
        assert len(drawn) == 3

    def test_process_that_dies(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where the others die in the middle, this process does what is left, once."""

        def die(crew: object, work: Any) -> Iterator[object]:
            yield work[0].done(crew._offices[work[0].source.office])  # type: ignore[attr-defined]
            raise BrokenProcessPool

        monkeypatch.setattr(workers, "_LEAST_SECONDS", 0.0)
        monkeypatch.setattr(workers.Crew, "_by_others", die)

        assert built(source, tmp_path / "out", jobs=2).published
        assert sorted(drawn) == ["Arsip", "Rapat", "Surat Masuk"]

    def test_full_disk_of_another_process_is_told(self, tmp_path: Path) -> None:
        """A fault that another process meets comes back as it is."""
        work = workers.ToRead(
            source=workers_source(tmp_path / "tidak-ada.yaml"), text=tmp_path / "tidak-ada", seconds=99.0
        )
        with workers.Crew(2, [office(tmp_path)]) as crew, pytest.raises(FileNotFoundError):
            list(crew.done([work, work]))

    def test_no_assumption_of_files(self) -> None:
        """Page and drawings are all that an SOP has in the catalogue, in this order."""
        from sopkit.site.names import PageFiles

        assert PageFiles._fields == ("html", *workers.DRAWINGS)


def office(folder: Path) -> offices.Office:
    """Return the office of a folder without settings."""
    return offices.Offices(folder, load_settings, offices.Wishes("id")).all[0]


def workers_source(path: Path) -> Any:
    """Return an SOP that may not be there."""
    from sopkit.site.sources import Source

    return Source(path.name, str(path), "0", 0, "0")


class TestCommand:
    """`sopkit build`."""

    def test_errors(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """Errors are shown every time with exit code 1; nothing is published without `--keep-going`."""
        (source / "rapat.yaml").write_text(FAULTY, encoding="utf-8")

        stopped = follow("build", source, "-o", tmp_path / "out")
        assert not (tmp_path / "out").exists()
        kept = [follow("build", source, "-o", tmp_path / "out", "--keep-going") for _ in range(2)]

        assert [outcome.code for outcome in (stopped, *kept)] == [1, 1, 1]
        assert all("missing-key" in outcome.err for outcome in (stopped, *kept))
        assert stopped.out.startswith("SOPs with errors: 1. The pages were left as they were; `--keep-going`")
        assert kept[0].out.startswith("SOPs drawn: 2. SOPs with errors: 1.")

    def test_how_many_anew(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """The closing line tells how many SOPs are there, and how many were drawn anew."""
        out = tmp_path / "out"
        first = follow("build", source, "-o", out)
        add_sop(source / "bagian", "arsip", "Arsip", more="warnings:\n  - Hati-hati.")
        second = follow("build", source, "-o", out)

        assert first.out == f"SOPs drawn: 3. Open `{out / 'index.html'}` in a browser.\n"
        assert second.out == f"SOPs drawn: 3, 1 of them anew. Open `{out / 'index.html'}` in a browser.\n"

    def test_check(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """`--check` names what would be new, changed and gone, ends with 1, and writes nothing."""
        out = tmp_path / "out"
        follow("build", source, "-o", out)
        same = follow("build", source, "-o", out, "--check")
        add_sop(source, "baru", "Baru")
        (source / "rapat.yaml").unlink()
        before = tree(tmp_path)

        other = follow("build", source, "-o", out, "--check")

        assert (same.code, same.out) == (0, "The pages are as they should be.\n")
        assert other.code == 1
        assert "new: sop/baru.html\n" in other.out
        assert "changed: index.html\n" in other.out
        assert "gone: sop/rapat.html\n" in other.out
        assert tree(tmp_path) == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "sops"]

    def test_check_of_nothing(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """`--check` where there is no catalogue yet finds everything new."""
        outcome = follow("build", source, "-o", tmp_path / "out", "--check")

        assert outcome.code == 1
        assert "new: index.html" in outcome.out
        assert not (tmp_path / "out").exists()

    def test_quiet(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """`--quiet` says nothing of what went well, and errors all the same."""
        for number in range(20):
            add_sop(source, f"s{number}", f"Surat {number}")
        fine = follow("build", source, "-o", tmp_path / "out", "--quiet", "--jobs", "1", err=Terminal())
        (source / "rapat.yaml").write_text(FAULTY, encoding="utf-8")
        faulty = follow("build", source, "-o", tmp_path / "out", "--quiet")

        assert (fine.code, fine.out, fine.err) == (0, "", "")
        assert (faulty.code, faulty.out) == (1, "")
        assert "missing-key" in faulty.err

    def test_lines_in_a_log(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A log gets a line now and then, a terminal a bar that is gone at the end."""
        for number in range(30):
            add_sop(source, f"s{number:02}", f"Surat {number}")
        log = follow("build", source, "-o", tmp_path / "a", "--jobs", "1")
        terminal = follow("build", source, "-o", tmp_path / "b", "--jobs", "1", err=Terminal())

        lines = log.err.splitlines()
        assert [line.partition(":")[0] for line in lines] == [f"drawn {n} of 33" for n in (10, 20, 30)]
        assert terminal.err.endswith("\r")
        assert "33 of 33" not in terminal.err

    @pytest.mark.parametrize("value", ["x", "-1", "1.5", "99999999", ""])
    def test_no_number_of_jobs(self, source: Path, tmp_path: Path, value: str) -> None:
        """A number of jobs that is none is wrong use."""
        outcome = follow("build", source, "-o", tmp_path / "out", f"--jobs={value}")

        assert outcome.code == 2
        assert not (tmp_path / "out").exists()

    def test_refused_places_are_wrong_use(self, source: Path, tmp_path: Path) -> None:
        """A place that the catalogue may not have is wrong use, in the reader's language."""
        outcome = follow("build", source, "-o", tmp_path, "--lang", "id")

        assert outcome.code == 2
        assert "pilih folder lain untuk halaman hasil" in outcome.err

    def test_nobody_listens(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """Where whoever reads the progress has gone, that is said, and not that nothing can be written."""

        def gone(*_: object) -> None:
            raise BrokenPipeError

        with pytest.raises(BrokenPipeError):
            built(source, tmp_path / "out", progress=gone)

        assert sorted(path.name for path in tmp_path.iterdir()) == ["sops"]

    def test_full_disk_is_wrong_use(
        self, source: Path, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A full disk is told with the place of the catalogue, and is not taken for missing input."""

        def write(self: Path, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", write)

        outcome = follow("build", source, "-o", tmp_path / "out")

        assert outcome.code == 2
        assert f"`{tmp_path / 'out'}` cannot be written: there is no space left on the disk" in outcome.err

    def test_language_of_the_pages(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """The settings may give pages another language than messages; `--lang` overrules both."""
        (source / "sopkit.toml").write_text('language = "en"\n[site]\nlanguage = "id"\n', encoding="utf-8")

        outcome = follow("build", source, "-o", tmp_path / "a")
        follow("build", source, "-o", tmp_path / "b", "--lang", "en")

        assert outcome.out.startswith("SOPs drawn")
        assert '<html lang="id">' in (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
        assert '<html lang="en">' in (tmp_path / "b" / "index.html").read_text(encoding="utf-8")
