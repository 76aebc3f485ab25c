"""What changes drawings and pages, as numbers: of contents, and of the tools that make them."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from sopkit.chart.render import command
from sopkit.resources import package_file, schema_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["digest", "digest_of_all", "digest_of_bytes", "digest_of_file", "digest_of_tools"]

_PACKAGES: Final = (
    "sopkit",
    "graphviz",
    "graphviz-pure",
    "holidays",
    "jinja2",
    "jsonschema",
    "pillow",
    "pyphen",
    "pyyaml",
    "reportlab",
)
_SECONDS: Final = 20.0
"""How long an engine may take to say its version."""


def digest(*parts: str) -> str:
    """Return a number for texts in their order, as 64 hexadecimal digits; other texts have another one.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    return digest_of_all(parts)


def digest_of_all(parts: Iterable[str]) -> str:
    """Return the number that `digest` returns for texts in their order."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(f"{len(data)}:".encode())
        found.update(data)
    return found.hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """Return a number for a content, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: str | Path) -> str | None:
    """Return a number for the content of an ordinary file; None where none can be read, links included."""
    try:
        number = os.open(
            path,
            os.O_RDONLY
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_BINARY", 0),
        )
        with open(number, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


@cache
def digest_of_tools(engine: str) -> str:
    """Return a number for this sopkit, the libraries it draws with, and an engine.

    The files of sopkit count and not its version alone, so that whoever changes them need not think of it.

    Raises EngineMissing: the engine is not found.
    """
    own = hashlib.sha256()
    for path in _own_files():
        own.update(digest_of_bytes(path.read_bytes()).encode())
    libraries = (f"{name} {_version(name)}" for name in _PACKAGES)
    return digest(
        own.hexdigest(),
        *libraries,
        platform.python_version(),
        zlib.ZLIB_RUNTIME_VERSION,
        _version_of_engine(engine),
    )


def _own_files() -> list[Path]:
    """Return the files of the package and the schemas, sorted, without what Python makes of them."""
    found = [schema_file(name) for name in ("sop.schema.json", "sop.id.schema.json")]
    for path in sorted(package_file().rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            found.append(path)
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _version_of_engine(engine: str) -> str:
    """Return what a system Graphviz says of itself; the other engine is one of the packages."""
    program = command("svg", engine=engine)[0]
    if engine != "dot":
        return engine
    try:
        said = subprocess.run([program, "-V"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return program
    return (said.stderr + said.stdout).decode("utf-8", "replace")
