"""Refresh what is generated: outputs of examples, tables, reference pages, a schema, the pictures.

    python docs/generate.py            write what has changed
    python docs/generate.py --check    write nothing; say what differs, and end with 1 if something does

In a page, a block ```yaml sop``` is an SOP without errors and ```yaml sop-with-errors``` one with errors;
with a name after it, it is saved under that name. A block ```console``` holds commands behind `$ ` with their
outputs, and a block ```python``` is run. They run in the order of the page, in a folder of their own that
holds a copy of `sops/`. What stands between `<!-- generated: NAME -->` and `<!-- end -->` is generated.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from functools import cache, partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sopkit.rules.cards import Card

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
RULES = ROOT / "docs" / "reference" / "rules"
PROCEDURES = tuple(sorted((ROOT / "sops").glob("*.yaml")))
PICTURED = (*PROCEDURES, ROOT / "docs" / "explanation" / "arrows.yaml")

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(
    r"(?P<before><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<after><!-- end -->)", re.DOTALL
)


def pages() -> tuple[Path, ...]:
    """Return every page of the documentation that people write, README first."""
    found = sorted(
        (path for path in (ROOT / "docs").rglob("*.md") if path.parent != RULES), key=lambda path: path.parts
    )
    return (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *found)


def language_of(path: Path) -> str:
    """Return the language of a page's tables: Indonesian if its name ends with `.id.md`."""
    return "id" if path.name.endswith(".id.md") else "en"


def refreshed(text: str, language: str) -> str:
    """Return a page with the outputs and tables that belong there now."""
    text = _GENERATED.sub(
        lambda match: match["before"] + TABLES[match["name"]](language) + match["after"], text
    )
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
            with redirect_stdout(StringIO()):
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


def keys_table(place: str, language: str) -> str:
    """Return the keys of a place of the format in both vocabularies, with what they hold."""
    from sopkit.schema import schema_text
    from sopkit.source.keys import TABLE

    schema = json.loads(schema_text(language))
    described = (schema if place == "sop" else schema["$defs"][place])["properties"]
    rows = []
    for english, key in TABLE[place].items():
        words = (english, key.indonesian) if language == "en" else (key.indonesian, english)
        star = " *" if key.required else ""
        entry = described[words[0]]
        meaning = _linked(entry["title"], key.holds, language)
        rows.append(f"| `{words[0]}`{star} | `{words[1]}` | {meaning} | {entry['description']} |")
    return _table(HEADINGS[language], rows)


def _linked(title: str, holds: str, language: str) -> str:
    """Link what a key holds to the part of the page that describes it."""
    anchor = ANCHORS.get(holds.rpartition(":")[2])
    return f"[{title}](#{anchor[language]})" if anchor else title


def words_table(pairs: Mapping[str, str], language: str) -> str:
    """Return words of values in both vocabularies."""
    order = pairs.items() if language == "en" else ((right, left) for left, right in pairs.items())
    return _table(HEADINGS[language][:2], [f"| `{left}` | `{right}` |" for left, right in order])


def _table(headings: Sequence[str], rows: Sequence[str]) -> str:
    lines = [f"| {' | '.join(headings)} |", "|" + "---|" * len(headings), *rows]
    return "\n".join(lines) + "\n"


def _statuses(language: str) -> str:
    from sopkit.source.keys import STATUSES

    return words_table(STATUSES, language)


def _columns(language: str) -> str:
    from sopkit.source.keys import COLUMNS

    return words_table(COLUMNS, language)


HEADINGS = {
    "en": ("English", "Indonesian", "name", "holds"),
    "id": ("Indonesia", "Inggris", "nama", "isi"),
}
ANCHORS = {
    "approval": {"en": "approval", "id": "pengesah"},
    "revision": {"en": "history", "id": "riwayat"},
    "form": {"en": "form", "id": "formulir"},
    "columns": {"en": "columns-of-the-form", "id": "kolom-formulir"},
    "status": {"en": "status", "id": "status"},
    "actor": {"en": "actors", "id": "pelaksana"},
    "step": {"en": "steps", "id": "kegiatan"},
    "performers": {"en": "who-performs", "id": "siapa-yang-mengerjakan"},
    "branch": {"en": "returns-and-branches", "id": "kembali-dan-cabang"},
}
"""The headings below which the parts of the format are described."""

PLACES = ("sop", "approval", "revision", "form", "actor", "step", "performers", "branch")


def gallery(_: str) -> str:
    """Return every procedure of `sops/` with what it has and its drawing."""
    import sopkit
    from sopkit.layout import ArrowKind
    from sopkit.layout.table import lay_out

    parts = []
    for file in PROCEDURES:
        sop = sopkit.load(file)
        counts = (
            (len(sop.steps), "step"),
            (len(sop.actors), "actor"),
            (sum(arrow.kind is ArrowKind.RETURN for arrow in lay_out(sop).arrows), "return"),
        )
        told = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
        parts.append(
            f"## {sop.title}\n\n[`{file.name}`](../../sops/{file.name}): {told}.\n\n"
            f"<!-- sop-flowchart: ../../sops/{file.name} -->\n"
            f"![The flowchart table of {file.name}](../images/{file.stem}.svg)\n"
            f"<!-- /sop-flowchart -->\n"
        )
    return "\n".join(parts)


TABLES: dict[str, Callable[[str], str]] = {
    **{f"keys-{place}": partial(keys_table, place) for place in PLACES},
    "statuses": _statuses,
    "columns": _columns,
    "gallery": gallery,
}


def made_whole() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that is generated as a whole, with what belongs there now."""
    from sopkit.cli.reference import reference_page
    from sopkit.report.rules_page import rules_page
    from sopkit.schema import schema_text

    reference = ROOT / "docs" / "reference"
    for language, ending in (("en", ".md"), ("id", ".id.md")):
        yield reference / f"rules{ending}", rules_page(language).encode("utf-8")
        yield reference / f"command-line{ending}", reference_page(language).encode("utf-8")
    yield from rule_pages()
    yield ROOT / "schemas" / "sop.id.schema.json", schema_text("id").encode("utf-8")
    for file in PICTURED:
        yield PICTURES / f"{file.stem}.svg", picture(file)


@cache
def rule_pages() -> tuple[tuple[Path, bytes], ...]:
    """Return a page for each finding in each language, and the drawings of its examples."""
    return tuple(_rule_pages())


def _rule_pages() -> Iterator[tuple[Path, bytes]]:
    from sopkit.report.rules_page import ending, rule_page
    from sopkit.rules.cards import cards

    for card in cards():
        drawings = dict(rule_drawings(card))
        pictures = {which: f"../../images/rules/{card.name}-{which}.svg" for which in drawings}
        for language in ("en", "id"):
            page = rule_page(card, language, pictures)
            yield RULES / f"{card.name}{ending(language)}", page.encode("utf-8")
        for which, drawing in drawings.items():
            yield PICTURES / "rules" / f"{card.name}-{which}.svg", drawing


def rule_drawings(card: Card) -> Iterator[tuple[str, bytes]]:
    """Yield the drawings of a card's examples; one that has errors cannot be drawn."""
    import sopkit
    from sopkit.document import read

    for which, text in (("wrong", card.wrong), ("right", card.right)):
        sop = read((text or "").encode("utf-8"), which).sop
        if sop is not None:
            yield which, sopkit.draw(sop, "svg")


def picture(file: Path) -> bytes:
    """Return the drawing of an SOP, as README and the gallery show it."""
    import sopkit

    return sopkit.draw(sopkit.load(file), "svg")


def outdated() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that is not as it would be generated now, with what belongs there."""
    for path, data in made_whole():
        if not path.exists() or path.read_bytes() != data:
            yield path, data
    for path in pages():
        text = path.read_text(encoding="utf-8")
        now = refreshed(text, language_of(path))
        if now != text:
            yield path, now.encode("utf-8")


def _left_over(check: bool) -> int:
    """Take away pages and drawings of findings that are no more, or name them; return how many there are."""
    made = {path for path, _ in rule_pages()}
    there = {*RULES.glob("*.md"), *(PICTURES / "rules").glob("*.svg")}
    for path in sorted(there - made):
        print(f"{path.relative_to(ROOT)}: {'left over' if check else 'removed'}")
        if not check:
            path.unlink()
    return len(there - made)


def run(arguments: list[str]) -> int:
    """Refresh the pages, or say which are outdated."""
    check = "--check" in arguments
    count = _left_over(check)
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
