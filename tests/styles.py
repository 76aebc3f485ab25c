"""Documents written in any style that YAML allows, with comments anywhere; never with the code under test."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from random import Random

    from sopkit.nodes import Entry, Node

__all__ = ["Written", "styled"]

_FIXED = frozenset({"actors", "pelaksana"})
"""Where the order of keys is a part of what an SOP says."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .()/-]*[A-Za-z0-9.)]|[A-Za-z0-9]")


@dataclass
class Written:
    """A text, and where its comments belong."""

    text: str
    above: dict[str, str] = field(default_factory=dict)
    """Comments on lines of their own, each with the key that it stands above."""
    beside: dict[str, str] = field(default_factory=dict)
    """Comments at the end of a line, each with the key whose value ends there."""
    others: list[str] = field(default_factory=list)


def styled(root: Mapping, random: Random, *, in_lines: bool = True) -> Written:
    """Return a document in a style that is drawn anew for each of its parts.

    `in_lines` says whether texts may stand behind `|` and `>`.
    """
    writer = _Writer(random, in_lines)
    lines = writer.mapping(root, 0, ())
    if random.random() < 0.3:
        lines = [f"# header {random.randint(1, 9)}", *([""] if random.random() < 0.5 else []), *lines]
        if lines[1] == "":
            writer.written.others.append(lines[0])
        else:
            lines.insert(1, "")
            writer.written.others.append(lines[0])
    if random.random() < 0.2:
        lines = ["---", *lines]
    if random.random() < 0.3:
        lines.append(writer.comment(writer.written.others))
    if random.random() < 0.1:
        lines.append("...")
    writer.written.text = "\n".join(lines) + random.choice(["", "\n", "\n\n"])
    return writer.written


class _Writer:
    def __init__(self, random: Random, in_lines: bool) -> None:
        self.random = random
        self.in_lines = in_lines
        self.written = Written("")
        self.count = 0

    def comment(self, kind: list[str] | dict[str, str], key: str = "") -> str:
        """Return a new comment, noted where it belongs."""
        self.count += 1
        text = (
            self.random.choice(["# ", "# ", "#"])
            + f"catatan {self.count}"
            + self.random.choice(["", ": 'x' [", ' "y', " # lagi", " - a"])
        )
        if isinstance(kind, list):
            kind.append(text)
        else:
            kind[text] = key
        return text

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def mapping(self, node: Mapping, indent: int, path: tuple[str, ...]) -> list[str]:
        entries = list(node.entries)
        if not path or path[-1] not in _FIXED:
            self.random.shuffle(entries)
        lines: list[str] = []
        for entry in entries:
            lines += self.above(entry.key.text, indent, first=not lines)
            lines += self.entry(entry, indent, (*path, entry.key.text))
        return lines

    def above(self, key: str, indent: int, *, first: bool) -> list[str]:
        lines = [""] if self.chance(0.1) and not first else []
        if self.chance(0.15) and not first:
            blanks = " " * (indent if self.chance(0.7) else self.random.randint(0, indent))
            lines.append(blanks + self.comment(self.written.above, key))
            lines += [""] if self.chance(0.2) else []
        return lines

    def beside(self, key: str, of: float = 0.2) -> str:
        blanks = self.random.choice([" ", "  ", "      ", "\t"])
        return (
            blanks + self.comment(self.written.beside, key)
            if self.chance(of)
            else self.random.choice(["", "", " "])
        )

    def key(self, text: str) -> str:
        if _PLAIN.fullmatch(text.replace("_", "x")) and self.chance(0.8):
            return text
        return self.quoted(text)

    def entry(self, entry: Entry, indent: int, path: tuple[str, ...]) -> list[str]:
        key, value = entry.key.text, entry.value
        head = f"{' ' * indent}{self.key(key)}:"
        if isinstance(value, Scalar):
            first, *rest = self.scalar(value, indent)
            if rest and first[:1] in "|>":
                return [f"{head} {first}{self.beside(key)}", *rest]
            if rest or not self.chance(0.1) or not first:
                return self.ended([f"{head} {first}".rstrip(), *rest], key)
            return [head, *self.ended([f"{' ' * (indent + 1)}{first}"], key)]
        if not self.children(value) or self.chance(0.2):
            return self.ended([f"{head} {self.flow(value, indent, fixed=key in _FIXED)}"], key)
        step = self.random.choice([1, 2, 2, 2, 4])
        if isinstance(value, Sequence):
            step = self.random.choice([0, step])
            return [head + self.beside(key), *self.sequence(value, indent + step, path)]
        return [head + self.beside(key), *self.mapping(value, indent + step, path)]

    def ended(self, lines: list[str], key: str) -> list[str]:
        lines = "\n".join(lines).split("\n")
        return [*lines[:-1], lines[-1] + self.beside(key)]

    def children(self, node: Node) -> bool:
        return bool(node.items if isinstance(node, Sequence) else isinstance(node, Mapping) and node.entries)

    def sequence(self, node: Sequence, indent: int, path: tuple[str, ...]) -> list[str]:
        lines: list[str] = []
        for item in node.items:
            lines += [""] if self.chance(0.1) else []
            if self.chance(0.1):
                lines.append(" " * indent + self.comment(self.written.others))
            dash = f"{' ' * indent}-{' ' * self.random.choice([1, 1, 3])}"
            if isinstance(item, Scalar):
                first, *rest = self.scalar(item, indent)
                lines += [f"{dash}{first}".rstrip(), *rest]
            elif not self.children(item) or self.chance(0.2):
                lines.append(f"{dash}{self.flow(item, indent)}")
            else:
                below = self.mapping if isinstance(item, Mapping) else self.sequence
                inner = below(item, len(dash), path)  # type: ignore[arg-type]
                if inner[0].lstrip()[:1] == "#" or self.chance(0.1):
                    tail = f" {self.comment(self.written.others)}" if self.chance(0.3) else ""
                    lines += [f"{' ' * indent}-{tail}", *inner]
                else:
                    lines += [dash + inner[0][len(dash) :], *inner[1:]]
        if self.chance(0.1):
            lines.append(" " * (indent + self.random.choice([0, 0, 2])) + self.comment(self.written.others))
        return lines

    def flow(self, node: Node, indent: int, *, fixed: bool = False) -> str:
        if isinstance(node, Scalar):
            return self.one_line(node, in_brackets=True)
        space = self.random.choice(["", " "])
        if isinstance(node, Sequence):
            parts = [self.flow(item, indent) for item in node.items]
            return self.joined(f"[{space}", parts, f"{space}]", indent)
        entries = list(node.entries)
        if not fixed:
            self.random.shuffle(entries)
        parts = [f"{self.key(entry.key.text)}: {self.flow(entry.value, indent)}" for entry in entries]
        return self.joined(f"{{{space}", parts, f"{space}}}", indent)

    def joined(self, start: str, parts: list[str], end: str, indent: int) -> str:
        if not parts or self.chance(0.6):
            return start + ", ".join(parts) + end
        blanks = "\n" + " " * (indent + self.random.randint(1, 6))
        text = start + (f" {self.comment(self.written.others)}" if self.chance(0.2) else "") + blanks
        for index, part in enumerate(parts):
            comma = "," if index + 1 < len(parts) or self.chance(0.3) else ""
            text += (
                part + comma + (f" {self.comment(self.written.others)}" if self.chance(0.2) else "") + blanks
            )
            text += self.comment(self.written.others) + blanks if self.chance(0.1) else ""
        return text + end

    def scalar(self, node: Scalar, indent: int) -> list[str]:
        text = node.text
        steady = text == " ".join(text.split()) and text and isinstance(resolved(node), str)
        if not steady or self.chance(0.6):
            return [self.one_line(node)]
        if self.in_lines and self.chance(0.5):
            lines = self.broken(text)
            signs = [">-", "|-"] if len(lines) == 1 else [">-", "|-", ">", "|"]
            blanks = " " * (indent + self.random.choice([1, 2, 4]))
            return [self.random.choice(signs), *(blanks + line for line in lines)]
        return self.quoted(text).replace(" ", "\n" + " " * (indent + 3), 1).split("\n")

    def broken(self, text: str) -> list[str]:
        """Return a text on one or more lines."""
        first, *others = text.split(" ")
        lines = [first]
        for word in others:
            if self.chance(0.3):
                lines.append(word)
            else:
                lines[-1] += f" {word}"
        return lines

    def one_line(self, node: Scalar, *, in_brackets: bool = False) -> str:
        text = node.text
        bare = not text or not isinstance(resolved(node), str) or not in_brackets
        if node.plain and (bare or (_PLAIN.fullmatch(text) and self.chance(0.7))):
            return text
        return self.quoted(text)

    def quoted(self, text: str) -> str:
        if "\n" in text or self.chance(0.5):
            for plain, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
                text = text.replace(plain, escape)
            return f'"{text}"'
        return "'" + text.replace("'", "''") + "'"
