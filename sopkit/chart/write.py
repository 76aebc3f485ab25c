"""Output files, whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from sopkit.errors import UnreadableFile

__all__ = ["write_whole"]


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file under a temporary name beside it, then rename it; an older file stays until then.

    Raises UnreadableFile if the place cannot be written to.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name[:40]}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        try:
            beside.write_bytes(data)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UnreadableFile(target, error.strerror or str(error)) from error
