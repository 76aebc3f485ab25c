"""What all tests share: how hard hypothesis looks, and which tests stand aside on a bare machine."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import Browser, chromium
from tests.catalogue import Catalogue, hostile_catalogue

Forbid = Callable[[Path], None]

settings.register_profile(
    "ci",
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "full", max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("SOPKIT_HYPOTHESIS", "ci"))


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> Forbid:
    """Return what makes the system refuse to open a folder, whoever runs the tests."""
    real = os.scandir

    def forbid(folder: Path) -> None:
        def scandir(path: Path | int) -> object:
            if not isinstance(path, int) and Path(path) == folder:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)

    return forbid


@pytest.fixture(scope="session")
def surfer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the browser that all tests of the catalogue share."""
    with Browser(tmp_path_factory.mktemp("surfer")) as one:
        yield one


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Build the catalogue of the procedures in `sops/`, one that is out to do harm, and a faulty one."""
    return hostile_catalogue(tmp_path_factory.mktemp("catalogue"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that need Graphviz or a browser stand aside, with a word, where there is none."""
    missing = {
        "dot": None if shutil.which("dot") else "no system Graphviz (`dot`) on the PATH",
        "browser": None if chromium() else "no Chromium (`chromium`) on the PATH",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason is not None and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
