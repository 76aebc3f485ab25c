"""Why the system refuses a file, in the reader's language."""

from __future__ import annotations

import errno

from sopkit.lang import text

__all__ = ["system_reason"]

_WORDS = {
    errno.ENOENT: "not-found",
    errno.ENOTDIR: "not-found",
    errno.EISDIR: "folder",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EFBIG: "full",
    errno.ENAMETOOLONG: "long-name",
    errno.ELOOP: "circle",
    errno.EIO: "device-fault",
    errno.EMFILE: "many-open",
    errno.ENFILE: "many-open",
    errno.ESPIPE: "no-file",
    errno.ENXIO: "no-file",
    errno.ENODEV: "no-file",
}


def system_reason(error: BaseException | None, language: str, *, writing: bool = False) -> str | None:
    """Say why a file cannot be read or written; None if that is not known in the reader's language."""
    word = _WORDS.get(error.errno or 0) if isinstance(error, OSError) else None
    if word == "not-found" and writing:
        word = "no-place"
    return text(f"system.{word}", language) if word else None
