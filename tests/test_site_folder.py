"""What is found by looking at all SOPs together stands in the catalogue, and can stop it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sopkit.settings import load_settings
from sopkit.site import BuildResult, build
from tests.small_sops import add_sop, drawn_quickly, tree

SAME = "number-not-unique"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let nothing be really drawn; return the titles of what would be."""
    return drawn_quickly(monkeypatch)


@pytest.fixture
def source(tmp_path: Path, drawn: list[str]) -> Path:
    """Return a folder of two SOPs with the same number, for their titles are of the same length."""
    folder = tmp_path / "sops"
    add_sop(folder, "arsip", "Arsip")
    add_sop(folder, "rapat", "Rapat")
    return folder


def built(source: Path, out: Path, **wishes: Any) -> BuildResult:
    """Build in Indonesian, with the settings beside the SOPs."""
    return build(source, out, language="id", settings=load_settings, **wishes)


def page(out: Path, name: str) -> str:
    """Return the text of a page."""
    return (out / name).read_text(encoding="utf-8")


class TestFound:
    """Pages tell of it, in the right places."""

    def test_pages_tell(self, source: Path, tmp_path: Path) -> None:
        """A number given twice stands on the page of the second SOP and on that of all findings."""
        out = tmp_path / "out"

        assert not built(source, out).has_errors

        assert [SAME in page(out, f"sop/{name}.html") for name in ("arsip", "rapat")] == [False, True]
        assert SAME in page(out, "findings.html")
        assert "arsip.yaml" in page(out, "sop/rapat.html")

    def test_change_of_another(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """Where another SOP changes, what is said of this one does too; its drawings stay."""
        out = tmp_path / "out"
        built(source, out)
        add_sop(source, "arsip", "Arsip Surat")
        drawn.clear()

        built(source, out)

        assert SAME not in page(out, "sop/rapat.html")
        assert drawn == ["Arsip Surat"]
        built(source, tmp_path / "fresh")
        assert tree(out) == tree(tmp_path / "fresh")

    def test_nothing_changed(self, source: Path, tmp_path: Path, drawn: list[str]) -> None:
        """A second building makes nothing again, and a check finds nothing to do."""
        out = tmp_path / "out"
        built(source, out)
        drawn.clear()

        assert built(source, out).drawn == 0
        assert not built(source, out, check=True).differences

    def test_processes(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Several processes give the same bytes as one."""
        monkeypatch.undo()
        built(source, tmp_path / "one")
        monkeypatch.setattr("sopkit.site.workers._LEAST_SECONDS", 0.0)
        built(source, tmp_path / "two", jobs=2)

        assert tree(tmp_path / "one") == tree(tmp_path / "two")


class TestChosen:
    """Settings and comments choose it as they do in `sopkit check`."""

    def test_ignored(self, source: Path, tmp_path: Path) -> None:
        """What the settings ignore is not told."""
        (source / "sopkit.toml").write_text(f'[rules]\nignore = ["{SAME}"]\n', encoding="utf-8")
        built(source, tmp_path / "out")

        assert SAME not in page(tmp_path / "out", "findings.html")

    def test_raised_to_an_error(self, source: Path, tmp_path: Path) -> None:
        """Raised to an error it keeps the catalogue from being put in place, as any error does."""
        (source / "sopkit.toml").write_text(f'[rules.severity]\n{SAME} = "error"\n', encoding="utf-8")

        result = built(source, tmp_path / "out")

        assert [Path(one.file).name for one in result.faulty] == ["rapat.yaml"]
        assert [each.name for each in result.faulty[0].errors] == [SAME]
        assert not result.published
        assert not (tmp_path / "out").exists()

    def test_raised_and_kept_going(self, source: Path, tmp_path: Path) -> None:
        """With `keep_going` only the SOP with that error has no page, and the list of findings tells why."""
        (source / "sopkit.toml").write_text(f'[rules.severity]\n{SAME} = "error"\n', encoding="utf-8")
        out = tmp_path / "out"

        results = [built(source, out, keep_going=True) for _ in range(2)]

        assert [len(one.faulty) for one in results] == [1, 1]
        assert {one.file: one.name for one in results[1].pages} == {"arsip.yaml": "arsip", "rapat.yaml": None}
        assert SAME in page(out, "findings.html")
        assert not list((out / "sop").glob("rapat*"))

    def test_silenced(self, source: Path, tmp_path: Path) -> None:
        """A comment at its place silences it, even where it would be an error."""
        (source / "sopkit.toml").write_text(f'[rules.severity]\n{SAME} = "error"\n', encoding="utf-8")
        file = source / "rapat.yaml"
        text = file.read_text(encoding="utf-8")
        comment = f'2026"  # sopkit: abaikan {SAME} -- masih menunggu nomor\n'
        file.write_text(text.replace('2026"\n', comment), encoding="utf-8")

        assert built(source, tmp_path / "out").published

        assert SAME not in page(tmp_path / "out", "findings.html")

    def test_silence_without_use(self, source: Path, tmp_path: Path) -> None:
        """A comment that silences nothing any more is told of, though its own file did not change."""
        out, file = tmp_path / "out", source / "rapat.yaml"
        text = file.read_text(encoding="utf-8")
        comment = f'2026"  # sopkit: abaikan {SAME} -- masih menunggu nomor\n'
        file.write_text(text.replace('2026"\n', comment), encoding="utf-8")
        built(source, out)
        before = page(out, "findings.html")
        add_sop(source, "arsip", "Arsip Surat")

        built(source, out)

        assert "unused-silence" not in before
        assert "unused-silence" in page(out, "sop/rapat.html")
        assert "unused-silence" in page(out, "findings.html")

    def test_settings_of_a_folder(self, source: Path, tmp_path: Path) -> None:
        """Each SOP is told of as the settings of its own folder want, beside all the others."""
        add_sop(source / "bagian", "surat", "Surat")
        settings = source / "bagian" / "sopkit.toml"
        settings.write_text(f'[rules]\nignore = ["{SAME}"]\n', encoding="utf-8")
        built(source, tmp_path / "out")

        told = [SAME in page(tmp_path / "out", f"sop/{name}.html") for name in ("arsip", "rapat", "surat")]
        assert told == [False, True, False]
