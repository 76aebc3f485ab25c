"""DOT to SVG or PNG: the only door to a Graphviz engine.

The engine runs as a process of its own with a time limit; what it prints is taken whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Final

from sopkit.errors import EngineFailed, EngineMissing, EngineTimedOut, UnknownName

__all__ = ["ENGINES", "check_engine", "command", "png_dpi", "render"]

ENGINES: Final = ("graphviz-pure", "dot")
"""The engine that comes with sopkit, and a system Graphviz."""

PNG_DPI: Final = 144
TIME_LIMIT_SECONDS: Final = 60.0
_LONGEST_SIDE_PIXELS: Final = 30_000
"""Drawing libraries hold no picture wider or taller than 32,767 pixels."""
_MOST_PIXELS: Final = 60_000_000
"""A larger picture takes many seconds to draw and hundreds of megabytes to show."""
_WHOLE: Final = {"svg": b"</svg>", "png": b"IEND"}
"""What the last bytes of a whole file hold."""


def render(
    dot: str,
    form: str,
    *,
    engine: str | None = None,
    dpi: int = PNG_DPI,
    size_pt: tuple[float, float] | None = None,
    seconds: float = TIME_LIMIT_SECONDS,
) -> bytes:
    """Let an engine draw DOT as `svg` or `png`.

    `dpi` and `size_pt` are for PNG: an engine would make the picture wider for texts that it takes for wider
    than they are.

    Raises EngineMissing, EngineFailed, EngineTimedOut, and UnknownName for an engine that is none.
    """
    asked = command(form, engine=engine, dpi=dpi, size_pt=size_pt)
    drawn = _run(asked, dot.encode("utf-8"), seconds)
    if _WHOLE[form] not in drawn[-64:]:
        raise EngineFailed(asked, 0, f"the {form.upper()} it printed is not whole ({len(drawn)} bytes)")
    return drawn


def command(
    form: str,
    *,
    engine: str | None = None,
    dpi: int = PNG_DPI,
    size_pt: tuple[float, float] | None = None,
) -> tuple[str, ...]:
    """Return the command that draws DOT from its input as `svg` or `png` to its output.

    Raises EngineMissing if the engine is not found, UnknownName if there is no such engine.
    """
    options: tuple[str, ...] = (f"-Gdpi={dpi}",) if form == "png" else ()
    if form == "png" and size_pt is not None:
        width, height = size_pt
        options += (f"-Gviewport={width:.3f},{height:.3f},1,{width / 2:.3f},{height / 2:.3f}",)
    return (_find(engine or ENGINES[0]), "-q", f"-T{form}", *options)


def check_engine(engine: str | None) -> None:
    """Raise UnknownName for an engine that is none; None means the one that comes with sopkit."""
    if engine is not None and engine not in ENGINES:
        raise UnknownName("engine", engine, ENGINES)


def png_dpi(width_pt: float, height_pt: float) -> int:
    """Return the resolution of a PNG of this size: 144 dots an inch, fewer for a table that is very long."""
    by_side = _LONGEST_SIDE_PIXELS * 72 / max(width_pt, height_pt)
    by_area = 72 * (_MOST_PIXELS / (width_pt * height_pt)) ** 0.5
    return max(36, min(PNG_DPI, int(by_side), int(by_area)))


def _find(engine: str) -> str:
    """Look where this Python installs programs, for all or for one user, then on the PATH."""
    check_engine(engine)
    scripts = sysconfig.get_path("scripts")
    if engine == "dot":
        found = shutil.which(engine)
        looked: tuple[str, ...] = ("PATH",)
    else:
        own = sysconfig.get_path("scripts", f"{os.name}_user")
        found = shutil.which(engine, path=os.pathsep.join((scripts, own))) or shutil.which(engine)
        looked = (scripts, own, "PATH")
    if found is None:
        raise EngineMissing(engine, looked)
    return str(Path(found))


def _run(asked: tuple[str, ...], text: bytes, seconds: float) -> bytes:
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if os.name == "nt" else 0
    try:
        done = subprocess.run(
            asked, input=text, capture_output=True, timeout=seconds, check=False, creationflags=flags
        )
    except subprocess.TimeoutExpired as error:
        raise EngineTimedOut(asked, seconds) from error
    except OSError as error:
        raise EngineFailed(asked, error.errno or 1, error.strerror or str(error)) from error
    if done.returncode != 0:
        raise EngineFailed(asked, done.returncode, done.stderr.decode("utf-8", "replace"))
    return done.stdout
