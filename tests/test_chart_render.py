"""The door to the drawing engine: where it is looked for, and what happens when it fails."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from typing import TYPE_CHECKING

import pytest

from sopkit.chart import FORMS, draw
from sopkit.chart.render import command, png_dpi, render
from sopkit.errors import EngineFailed, EngineMissing, EngineTimedOut, UnknownName
from tests.charts import picture

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="the false engine is a shell script")


def test_the_engine_is_found_in_an_environment_that_is_not_active(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded engine is looked for where this Python installs programs, whatever the PATH says."""
    monkeypatch.setenv("PATH", "")
    found = command("svg")[0]

    assert found.startswith(sysconfig.get_path("scripts"))


def test_a_missing_engine_is_named_with_the_places_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the engine the error says which, where it was looked for and what to install."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)

    with pytest.raises(EngineMissing, match=r"`graphviz-pure` was not found .*PATH.*pip install") as caught:
        draw(picture())
    own = sysconfig.get_path("scripts", f"{os.name}_user")
    assert caught.value.looked == (sysconfig.get_path("scripts"), own, "PATH")


@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_engine_is_refused(form: str) -> None:
    """Only the embedded engine and a system Graphviz can be chosen, also where the form needs neither."""
    with pytest.raises(UnknownName, match="no engine `neato`; known: graphviz-pure, dot"):
        draw(picture(), form, engine="neato")


def test_broken_dot_is_an_error_that_says_what_the_engine_said() -> None:
    """When the engine ends with an error, its words are in the message."""
    with pytest.raises(EngineFailed, match="syntax error"):
        render("digraph {{{", "svg")


@posix
@pytest.mark.parametrize(
    ("script", "error", "words"),
    [
        ("exec sleep 30", EngineTimedOut, "stopped after 0.2 seconds"),
        ("echo kaputt >&2; exit 3", EngineFailed, "exit code 3: kaputt"),
        ("printf '<svg><g>'", EngineFailed, "not whole"),
        ("kill -9 $$", EngineFailed, "exit code -9"),
        ("exit 0", EngineFailed, "not whole"),
        ("echo 'Layout type: nop2 not recognized' >&2; exit 1", EngineFailed, "nop2 not recognized"),
    ],
)
def test_a_false_engine_gives_a_clear_error(
    script: str, error: type[Exception], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that hangs, fails, stops half way, is killed or says nothing is told apart."""
    _install(script, tmp_path, monkeypatch)

    with pytest.raises(error, match=words):
        render("digraph {}", "svg", engine="dot", seconds=0.2)


@posix
def test_an_engine_that_cannot_be_started_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the engine's name that is no program gives an error, not a crash."""
    _install("", tmp_path, monkeypatch).write_bytes(b"\x7fELF nothing")

    with pytest.raises(EngineFailed, match=r"(?i)exec format|cannot execute"):
        render("digraph {}", "svg", engine="dot")


def _install(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return program


def test_a_very_long_table_gets_a_coarser_png() -> None:
    """The resolution falls where 144 dots an inch would give more pixels than a picture may have."""
    assert png_dpi(1000, 600) == 144
    assert 36 <= png_dpi(1000, 30_000) * 30_000 / 72 <= 30_000
    assert 36 < png_dpi(2500, 11_000) < 144
