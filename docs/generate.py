"""Refresh what is generated in the documentation: outputs of examples, tables of keys, the picture of README.

    python docs/generate.py            write what has changed
    python docs/generate.py --check    write nothing; say what differs, and end with 1 if something does

In a page, a block ```yaml sop``` is an SOP without errors and ```yaml sop-with-errors``` one with errors;
with a name after it, it is saved under that name. A block ```console``` holds commands behind `$ ` with their
outputs, and a block ```python``` is run. They run in the order of the page, in a folder of their own that
holds a copy of `sops/`. What stands between `<!-- generated: NAME -->` and `<!-- end -->` is generated.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "perbaikan-data-kinerja.svg"
PICTURED = ROOT / "sops" / "perbaikan-data-kinerja.yaml"

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(
    r"(?P<before><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<after><!-- end -->)", re.DOTALL
)


def pages() -> tuple[Path, ...]:
    """Return every page of the documentation, README first."""
    found = sorted((ROOT / "docs").rglob("*.md"), key=lambda path: path.parts)
    return (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *found)


def refreshed(text: str) -> str:
    """Return a page with the outputs and tables that belong there now."""
    text = _GENERATED.sub(lambda match: match["before"] + TABLES[match["name"]]() + match["after"], text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "sops", folder / "sops")
        runner = Runner(folder)
        return _BLOCK.sub(lambda match: runner.block(match["info"], match["body"]), text)


class Runner:
    """Runs the blocks of one page in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.exit_code = 0
        self.names: dict[str, object] = {"__name__": "page"}

    def block(self, info: str, body: str) -> str:
        """Run a block and return it with its outputs."""
        words = info.split()
        if words[:1] == ["yaml"] and len(words) == 3:
            self.folder.joinpath(words[2]).write_text(body, encoding="utf-8")
        elif words == ["console"]:
            body = "".join(f"$ {line}\n{self.command(line)}" for line in commands(body))
        elif words == ["python"]:
            self.python(body)
        return f"```{info}\n{body}```"

    def command(self, line: str) -> str:
        """Run a command line and return what it writes."""
        if line == "echo $?":
            return f"{self.exit_code}\n"
        words = shlex.split(line)
        if words[0] != "sopkit":
            raise ValueError(f"only sopkit runs in a page, and `echo $?`: {line}")
        done = subprocess.run(
            [sys.executable, "-m", "sopkit", *words[1:]],
            cwd=self.folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.exit_code = done.returncode
        return done.stdout if done.stdout.endswith("\n") or not done.stdout else f"{done.stdout}\n"

    def python(self, body: str) -> None:
        """Run a piece of Python with the names of the pieces before it."""
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            exec(compile(body, "page", "exec"), self.names)
        finally:
            os.chdir(before)


def commands(body: str) -> Iterator[str]:
    """Yield the command lines of a console block."""
    return (line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ "))


def _environment() -> dict[str, str]:
    """Return the environment of the examples: Indonesian, UTF-8, and the code of this checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    path = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH", "")]))
    return {**kept, "LANG": "id_ID.UTF-8", "PYTHONUTF8": "1", "PYTHONPATH": path, "COLUMNS": "100"}


def keys_table(place: str) -> str:
    """Return the keys of a place of the format in both vocabularies as a Markdown table."""
    from sopkit.source.keys import TABLE

    rows = [
        f"| `{key.indonesian}`{' *' if key.required else ''} | `{english}` | {_holds(key.holds)} |"
        for english, key in TABLE[place].items()
    ]
    return "\n".join(["| Indonesia | Inggris | isi |", "|---|---|---|", *rows, ""])


def _holds(sort: str) -> str:
    """Return what a key holds in Indonesian; a place of its own is named by its heading."""
    return SORTS[sort]


def pairs_table(pairs: dict[str, str]) -> str:
    """Return words of values in both vocabularies as a Markdown table."""
    rows = [f"| `{indonesian}` | `{english}` |" for english, indonesian in pairs.items()]
    return "\n".join(["| Indonesia | Inggris |", "|---|---|", *rows, ""])


def _statuses() -> str:
    from sopkit.source.keys import STATUSES

    return pairs_table(STATUSES)


def _columns() -> str:
    from sopkit.source.keys import COLUMNS

    return pairs_table(COLUMNS)


SORTS = {
    "version": "versi format, selalu `1`",
    "id": "kode pendek: huruf kecil, angka, dan tanda hubung, diawali huruf",
    "text": "teks",
    "texts": "daftar teks",
    "items": "satu teks atau daftar teks",
    "date": "tanggal, `2021-01-04` atau `4 Januari 2021`",
    "status": "salah satu [kata status](#status)",
    "language": "`id` atau `en`, bahasa formulir yang digambar",
    "paper": "`A4`, `F4`, `Letter`, atau `Legal`",
    "columns": "daftar [kolom](#kolom-formulir)",
    "keys:approval": "[pengesah](#pengesah)",
    "keys:form": "[formulir](#formulir)",
    "list:revision": "daftar [perubahan](#riwayat)",
    "list:step": "daftar [kegiatan](#kegiatan), menurut urutan baris formulir",
    "list:branch": "daftar [arah](#kembali-dan-cabang)",
    "ids:actor": "id dan jabatan tiap [pelaksana](#pelaksana), menurut urutan kolom",
    "performers": "[siapa yang mengerjakan](#siapa-yang-mengerjakan)",
    "reference": "id atau nomor kegiatan; `selesai` (`end`) untuk akhir",
    "limit": "bilangan bulat, paling kecil 1",
    "chance": "peluang, 0 sampai 1 atau `20%`",
}
"""What each sort of value is, in Indonesian."""

PLACES = ("sop", "approval", "revision", "form", "actor", "step", "performers", "branch")

TABLES: dict[str, Callable[[], str]] = {
    **{f"keys-{place}": partial(keys_table, place) for place in PLACES},
    "statuses": _statuses,
    "columns": _columns,
}


def picture() -> bytes:
    """Return the drawing that README shows."""
    import sopkit

    return sopkit.draw(sopkit.load(PICTURED), "svg")


def outdated() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that is not as it would be generated now, with what belongs there."""
    for path in pages():
        text = path.read_text(encoding="utf-8")
        now = refreshed(text)
        if now != text:
            yield path, now.encode("utf-8")
    drawing = picture()
    if not PICTURE.exists() or PICTURE.read_bytes() != drawing:
        yield PICTURE, drawing


def run(arguments: list[str]) -> int:
    """Refresh the pages, or say which are outdated."""
    check = "--check" in arguments
    count = 0
    for path, data in outdated():
        count += 1
        print(f"{path.relative_to(ROOT)}: {'differs' if check else 'written'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    if check and count:
        print("run `python docs/generate.py` and look at what it changes")
    return 1 if check and count else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(run(sys.argv[1:]))
