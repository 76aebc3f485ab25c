"""What all tests share: how hard hypothesis looks, and which tests stand aside on a bare machine."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import chromium

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
        def scandir(path: Path) -> object:
            if Path(path) == folder:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)

    return forbid


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
