"""Texts on an editor's desk: changes, places and what counts as a character."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.findings import Span
from sopkit.lsp.desk import Desk, file_of, language_of_locale
from sopkit.lsp.edits import Edit, applied, between
from sopkit.lsp.offices import Offices
from sopkit.lsp.recognition import is_sop, may_become_sop
from sopkit.lsp.texts import Change, Encoding, OpenText

URI = "untitled:a"
LETTERS = st.text(st.sampled_from("ab:- #\u00e9\u0301\u0915\U0001f600\t"), max_size=8)
TEXTS = st.lists(st.tuples(LETTERS, st.sampled_from(["\n", "\r\n", "\r"])), max_size=6).map(
    lambda lines: "".join(words + end for words, end in lines)
)
ENCODINGS = st.sampled_from(Encoding)


def opened(content: str, encoding: Encoding = Encoding.UTF_16) -> OpenText:
    """A text that was opened."""
    return OpenText.opened(URI, 1, content, encoding)


class TestPlaces:
    """Positions count the units that editor and server agree on; spans count characters."""

    @given(TEXTS, ENCODINGS)
    def test_there_and_back(self, content: str, encoding: Encoding) -> None:
        """A place of a text is the same after it was a position of the protocol."""
        text = opened(content, encoding)

        for number, line in enumerate(text.lines, 1):
            for column in range(1, len(line) + 2):
                assert text.at(text.mark((number, column))) == (number, column)

    @given(TEXTS, ENCODINGS, st.integers(-3, 60), st.integers(-3, 60))
    def test_any_position_is_a_place(self, content: str, encoding: Encoding, line: int, unit: int) -> None:
        """A position outside a text, or within a character, is moved to a place of the text."""
        text = opened(content, encoding)

        number, column = text.at((line, unit))

        assert 1 <= number <= len(text.lines)
        assert 1 <= column <= len(text.lines[number - 1]) + 1

    @pytest.mark.parametrize(("encoding", "unit"), [("utf-8", 8), ("utf-16", 5), ("utf-32", 4)])
    def test_emoji_and_accents(self, encoding: str, unit: int) -> None:
        """An emoji is four bytes, two units of UTF-16 or one character; an accent of its own is one more."""
        text = opened("a\U0001f600e\u0301b", Encoding(encoding))

        assert text.mark((1, 5)) == (0, unit)

    def test_within_a_character(self) -> None:
        """A position between the halves of an emoji is its beginning."""
        assert opened("\U0001f600").at((0, 1)) == (1, 1)

    def test_mark_of_the_byte_order(self) -> None:
        """A mark of the byte order is no column of a span, but a unit of the editor."""
        text = opened("\ufeffa: b")

        assert text.body == "a: b"
        assert text.marks(Span(1, 1, 1, 2)) == ((0, 1), (0, 2))
        assert text.at((0, 1)) == (1, 1)


class TestChanges:
    """What is typed."""

    @given(TEXTS, TEXTS, st.data())
    def test_stretch(self, content: str, words: str, data: st.DataObject) -> None:
        """A change of a stretch puts its words in the place of those between its ends."""
        text = opened(content)
        ends = sorted(
            data.draw(st.tuples(st.just(number), st.integers(1, len(text.lines[number - 1]) + 1)))
            for number in data.draw(st.lists(st.integers(1, len(text.lines)), min_size=2, max_size=2))
        )
        start, end = (_offset(content, *each) for each in ends)

        changed = text.changed((Change(words, text.mark(ends[0]), text.mark(ends[1])),), 2)

        assert changed.content == content[:start] + words + content[end:]
        assert changed.version == 2

    def test_each_counts_on_those_before(self) -> None:
        """Several changes at once are made one after the other."""
        text = opened("ab").changed((Change("x", (0, 0), (0, 0)), Change("y", (0, 1), (0, 2))), 2)

        assert text.content == "xyb"

    def test_whole(self) -> None:
        """A change without a stretch is the new text."""
        assert opened("a").changed((Change("b"),), 2).content == "b"

    def test_rare_line_ends(self) -> None:
        """Characters that other programs take for line ends do not end a line in an editor."""
        text = opened("a\u2028b\x0bc\nd").changed((Change("x", (1, 0), (1, 1)),), 2)

        assert text.content == "a\u2028b\x0bc\nx"

    def test_half_a_character(self) -> None:
        """Half of a character, which no text holds, becomes the sign for one that is not known."""
        assert opened("a\ud83d").content == "a\N{REPLACEMENT CHARACTER}"


def _offset(content: str, number: int, column: int) -> int:
    lines = content.replace("\r\n", "\n\n").replace("\r", "\n")
    starts = [0]
    index = 0
    while index < len(content):
        step = 2 if content.startswith("\r\n", index) else 1
        if lines[index] == "\n":
            starts.append(index + step)
        index += step
    return starts[number - 1] + column - 1


class TestEdits:
    """Edits of whole lines."""

    @given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
    def test_from_old_to_new(self, old: list[str], new: list[str]) -> None:
        """The edit between two texts makes the one of the other, and is none for equal ones."""
        before, after = "\n".join(old), "\n".join(new)

        edit = between(before.split("\n"), after.split("\n"))

        assert (edit is None) == (before == after)
        assert applied(before, (edit,) if edit else ()) == after

    def test_several(self) -> None:
        """Places of several edits are those of the text before any of them."""
        edits = (Edit(Span(1, 1, 1, 2), "xyz"), Edit(Span(1, 3, 2, 1), "-"))

        assert applied("abc\nd", edits) == "xyzb-d"


class TestRecognition:
    """Editors hand over every YAML file there is."""

    @pytest.mark.parametrize(
        "text",
        [
            "name: CI\non: push\njobs:\n  a:\n    steps:\n      - run: x\n",
            "version: '3'\nservices:\n  web: {}\n",
            "cff-version: 1.2.0\ntitle: a\nversion: 1\nlicense: MIT\n",
            "openapi: 3.1.0\ninfo: {}\npaths: {}\n",
            "steps:\n  - script: x\n",
            "- a\n- b\n",
            "",
        ],
    )
    def test_no_sop(self, text: str) -> None:
        """A file of another program gets no findings."""
        assert not is_sop(text)

    @pytest.mark.parametrize(
        "text",
        [
            "sopkit: 1\n",
            "nomor: 1\nkegiatan:\n  - pelaksana: a\n",
            "Kegiatan :\n",
            "number: 1\ntitle: a\nagency: b\nsteps: []\n",
            "\tsopkit: 1\nkegiatan: [\n",
        ],
    )
    def test_sop(self, text: str) -> None:
        """A file with a key that only SOPs have is one, however broken."""
        assert is_sop(text)

    @pytest.mark.parametrize(("text", "may"), [("", True), ("# a\n", True), ("so", True), ("a: b", False)])
    def test_may_become(self, text: str, may: bool) -> None:
        """An empty file, or one with a single word, may become an SOP."""
        assert may_become_sop(text) is may


class TestDesk:
    """What the server knows of an editor."""

    @pytest.mark.parametrize(
        ("uri", "path"),
        [
            ("file:///tmp/a%20b.yaml", "/tmp/a b.yaml"),
            ("untitled:Untitled-1", None),
            ("git:/tmp/a.yaml", None),
            ("file:///c%3A/surat/a.yaml", None),
            ("file:///tmp/%00.yaml", None),
            ("file://[::1", None),
            ("", None),
        ],
    )
    @pytest.mark.skipif(os.name == "nt", reason="paths of other systems")
    def test_files(self, uri: str, path: str | None) -> None:
        """A URI is a file of this system, or none."""
        found = file_of(uri)

        assert (str(found) if found else None) == path

    @pytest.mark.parametrize(("locale", "language"), [("id", "id"), ("in_ID", "id"), ("en-US", "en")])
    def test_locales(self, locale: str, language: str) -> None:
        """An Indonesian editor gets Indonesian messages, any other English ones."""
        assert language_of_locale(locale) == language

    @pytest.mark.parametrize(
        ("options", "asked"),
        [
            ({"language": "id"}, "id"),
            ({"sopkit": {"language": "en"}}, "en"),
            ({"language": 7}, None),
            (3, None),
        ],
    )
    def test_options(self, options: object, asked: str | None) -> None:
        """The language of messages can be asked for in the options of the editor; nonsense is passed over."""
        desk = Desk(Offices(None), "en")

        assert desk.ask_for(options) is (asked is not None)
        assert desk.asked == asked

    def test_findings_are_kept(self) -> None:
        """A text is looked at once for each version."""
        desk = Desk(Offices(None), "id")
        text = desk.open(URI, 1, "sopkit: 1\n")

        assert desk.document(text) is desk.document(text)
        assert desk.view(text) is desk.view(text)

    def test_declared(self) -> None:
        """What the editor itself calls an SOP is one."""
        desk = Desk(Offices(None), "id")

        assert desk.document(desk.open(URI, 1, "a: b", "sop")) is not None
        assert desk.document(desk.open("untitled:surat.sop.yaml", 1, "a: b", "yaml")) is not None
        assert desk.document(desk.open("untitled:b", 1, "a: b", "yaml")) is None
