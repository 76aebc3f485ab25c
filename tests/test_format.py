"""One layout for every SOP: what it looks like, and what it never changes."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.assemble.written import write
from sopkit.document import Document, read
from sopkit.nodes import Mapping, compose
from sopkit.report.explain import example_of
from sopkit.rules.cards import cards
from sopkit.source.formatting import format_text, hindrances
from sopkit.source.writer import translate
from tests.strategies import sops
from tests.styles import Written, styled

if TYPE_CHECKING:
    from sopkit.model import Sop

ROOT = Path(__file__).parent.parent
CORPUS = sorted((ROOT / "sops").glob("*.yaml"))
EXAMPLES = {
    f"{each.name}-{kind}-{language}": text
    for each in cards()
    for kind in ("wrong", "right")
    for language in ("en", "id")
    if (text := example_of(each, kind, language)) and not read(text.encode(), "sop.yaml").has_errors
}

HEAD = """\
sopkit: 1
number: 12/2026
title: Penerimaan Surat
agency:
  - BAGIAN UMUM
created: 2026-01-05
effective: 2026-01-12
approved_by:
  position: Kepala Bagian

actors:
  staf: Staf
  kabag: Kepala Bagian

steps:
"""
STEP = """\
  - actor: staf
    activity: Menerima surat
    inputs: Surat
    time: 5 menit
    outputs: Surat
"""
PLAIN = HEAD + STEP


def checked(text: str) -> Document:
    """Read a text."""
    return read(text.encode("utf-8"), "sop.yaml")


def told(document: Document) -> list[tuple[object, ...]]:
    """Return the findings of a document without their places.

    Of a word in the other vocabulary, which is told where it stands first, only that it is told counts.
    """
    return sorted(
        (each.name,) if each.name == "mixed-vocabulary" else (each.name, each.pointer, each.details)
        for each in document.findings
    )


def assert_laws(text: str) -> str:
    """Hold the laws of the layout against a text, and return the text in the layout."""
    formatted = format_text(text)
    before, after = checked(text), checked(formatted)

    assert format_text(formatted) == formatted
    assert after.sop == before.sop
    assert told(after) == told(before)
    assert formatted.endswith("\n")
    assert not formatted.endswith("\n\n")
    for line in formatted.split("\n"):
        assert line == line.rstrip()
        assert "\t" not in line.partition(" #")[0]
    return formatted


def assert_comments(written: Written, formatted: str) -> None:
    """Hold the laws of comments against a text in the layout."""
    lines = formatted.split("\n")
    for comment in (*written.above, *written.beside, *written.others):
        held = [line for line in lines if line.strip() == comment or line.endswith(f"  {comment}")]
        assert len(held) == 1, comment
    for comment, key in written.above.items():
        number = next(number for number, line in enumerate(lines) if line.strip() == comment)
        below = next(line for line in lines[number:] if not re.match(r"\s*(#|$)", line))
        assert re.match(rf" *(- )*['\"]?{re.escape(key)}['\"]?:", below), comment
    for comment, key in written.beside.items():
        line = next(line for line in lines if line.endswith(comment))
        if re.match(r" *(- )*[\w'\"-]+:", line):
            assert re.match(rf" *(- )*['\"]?{re.escape(key)}['\"]?:", line), comment


class TestLaws:
    """Values, findings and comments stay, and formatting twice is formatting once."""

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    @pytest.mark.parametrize("vocabulary", ["en", "id"])
    def test_corpus(self, path: Path, vocabulary: str) -> None:
        """Every procedure of the corpus keeps what it says, in both vocabularies."""
        assert_laws(translate(path.read_text(encoding="utf-8"), vocabulary))

    @pytest.mark.parametrize("text", EXAMPLES.values(), ids=EXAMPLES.keys())
    def test_examples_of_cards(self, text: str) -> None:
        """Every example of a card that has no errors keeps what it says and what is found in it."""
        assert_laws(text)

    @given(st.sampled_from(CORPUS), st.integers(0, 1 << 32))
    def test_any_style_of_the_corpus(self, path: Path, seed: int) -> None:
        """Whatever style a procedure is written in, and wherever comments stand, all is kept."""
        root = compose(path.read_text(encoding="utf-8")).root
        assert isinstance(root, Mapping)
        written = styled(root, random.Random(seed))
        if not checked(written.text).has_errors:
            assert_comments(written, assert_laws(written.text))

    @given(sops(max_steps=4), st.sampled_from(["en", "id"]), st.integers(0, 1 << 32))
    def test_any_style_of_any_sop(self, sop: Sop, vocabulary: str, seed: int) -> None:
        """Texts that try to break a writer are kept as well."""
        root = compose(write(sop, vocabulary)).root
        assert isinstance(root, Mapping)
        written = styled(root, random.Random(seed))
        if not checked(written.text).has_errors:
            assert_comments(written, assert_laws(written.text))

    @given(st.sampled_from(CORPUS), st.integers(0, 1 << 32), st.integers(0, 1 << 32))
    def test_one_outcome(self, path: Path, one: int, other: int) -> None:
        """Two files that differ in nothing but style, order of keys and quotes become the same."""
        root = compose(path.read_text(encoding="utf-8")).root
        assert isinstance(root, Mapping)
        texts = [_without_comments(root, seed) for seed in (one, other)]
        if not any(checked(text).has_errors for text in texts):
            assert format_text(texts[0]) == format_text(texts[1])

    @given(st.sampled_from(CORPUS), st.integers(0, 1 << 32), st.sampled_from(["en", "id"]))
    def test_translating_and_formatting_change_places(self, path: Path, seed: int, to: str) -> None:
        """To translate and then to format gives the same as to format and then to translate."""
        root = compose(path.read_text(encoding="utf-8")).root
        assert isinstance(root, Mapping)
        text = styled(root, random.Random(seed)).text
        if not checked(text).has_errors and not checked(translate(text, to)).has_errors:
            assert format_text(translate(text, to)) == translate(format_text(text), to)

    @given(st.sampled_from(CORPUS), st.data())
    def test_cut_file(self, path: Path, data: st.DataObject) -> None:
        """A file with a piece cut out keeps what it still says."""
        text = path.read_text(encoding="utf-8")
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + text[data.draw(st.integers(start, min(len(text), start + 200))) :]
        if not hindrances(checked(text).findings):
            assert_laws(text)

    @given(st.text(st.sampled_from("ab:-#?[]{},&*!|>'\"%@ \n\t"), max_size=60))
    def test_any_text(self, text: str) -> None:
        """Any text is answered, below a key of an embedding app as well as alone."""
        format_text(text)
        whole = f"{PLAIN}x-a: {text}\n"
        if not checked(whole).has_errors:
            assert_laws(whole)


def _without_comments(root: Mapping, seed: int) -> str:
    """Write a document in any style without comments, and without lines behind `|` or `>`, which stay so."""
    text = styled(root, random.Random(seed), in_lines=False).text
    return re.sub(r"(?m)[ \t]*# ?(catatan|header) .*$|^(---|\.\.\.)$", "", text)


class TestLayout:
    """What the layout looks like."""

    def test_plain(self) -> None:
        """A file in the layout is left as it is."""
        assert format_text(PLAIN) == PLAIN

    def test_json(self) -> None:
        """A file in brackets and double quotes becomes one with a line for each key."""
        text = (
            '{"steps": [{"time": "5 menit", "actor": "staf", "activity": "Menerima surat", "inputs": "Surat",'
            ' "outputs": "Surat"}], "actors": {"staf": "Staf", "kabag": "Kepala Bagian"}, "approved_by":'
            ' {"position": "Kepala Bagian"}, "effective": 2026-01-12, "created": 2026-01-05, "agency":'
            ' ["BAGIAN UMUM"], "title": "Penerimaan Surat", "number": "12/2026", "sopkit": 1}'
        )

        assert format_text(text) == PLAIN

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("actor: [staf,  kabag]", "actor: [staf, kabag]"),
            ("actor: ['staf', \"kabag\"]", "actor: [staf, kabag]"),
            ("actor: {in_order: [staf, kabag]}", "actor:\n      in_order: [staf, kabag]"),
            ("actor:\n    - staf\n    - kabag", "actor: [staf, kabag]"),
            ("actor: [staf, # ketua\n      kabag]", "actor:\n      - staf  # ketua\n      - kabag"),
        ],
    )
    def test_actors_of_a_step(self, value: str, written: str) -> None:
        """Ids stand in brackets on one line, which no comma in them can divide."""
        assert f"  - {written}\n" in assert_laws(PLAIN.replace("actor: staf", value))

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("inputs: [Surat, Agenda]", "inputs:\n      - Surat\n      - Agenda"),
            ('inputs: ["Dokumen, data"]', "inputs:\n      - Dokumen, data"),
            ('inputs: "Dokumen, data"', "inputs: Dokumen, data"),
            ("inputs: [Surat]  # asli", "inputs:  # asli\n      - Surat"),
            (
                "inputs: [Surat]  # sopkit: ignore x -- y",
                "# sopkit: ignore x -- y\n    inputs:\n      - Surat",
            ),
            ("inputs: []", "inputs: []"),
            ("inputs:", "inputs:"),
            ("inputs: >-\n      Surat\n       masuk", "inputs: >-\n      Surat\n       masuk"),
            ("inputs: |+\n          Surat\n\n          masuk\n\n", "inputs: |-\n      Surat\n\n      masuk"),
            ("inputs: >2\n      Surat", "inputs: Surat"),
            ("inputs: Surat\n      masuk", "inputs: Surat masuk"),
            ("inputs: 'Surat\n\n      masuk'", "inputs: Surat masuk"),
            ("inputs: ' Surat  masuk'", "inputs: Surat masuk"),
            ("inputs: '12'", "inputs: '12'"),
            ("inputs: 'no'", "inputs: 'no'"),
            ("inputs: no", "inputs: no"),
            ('inputs: "a: b"', "inputs: 'a: b'"),
            ('inputs: "it\'s"', "inputs: it's"),
            ("inputs: !!str 12", "inputs: '12'"),
            ("inputs: # satu\n      Surat", "inputs: Surat  # satu"),
            (
                "inputs: # satu\n      # dua\n      Surat # tiga",
                "# satu\n    # dua\n    inputs: Surat  # tiga",
            ),
            ("inputs: 'Surat' #3", "#3\n    inputs: Surat"),
            ("inputs: Surat #3", "inputs: Surat  #3"),
        ],
    )
    def test_texts_of_a_step(self, value: str, written: str) -> None:
        """Texts stand one on a line, without quotes where none are needed; comments stay at them."""
        text = PLAIN.replace("inputs: Surat", value)

        assert f"    {written}\n    time" in format_text(text)
        assert format_text(format_text(text)) == format_text(text)
        assert checked(format_text(text)).sop == checked(text).sop

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("staf:\n    title: Staf\n    group: Tim", "staf: {title: Staf, group: Tim}"),
            ("staf: {group: Tim, title: Staf}", "staf: {title: Staf, group: Tim}"),
            ("staf: {group: 'Tim, Biro', title: Staf}", "staf: {title: Staf, group: 'Tim, Biro'}"),
            ("staf: {title: Staf, # x\n    group: Tim}", "staf:\n    title: Staf  # x\n    group: Tim"),
            (f"staf: {{title: {'S' * 81}}}", f"staf:\n    title: {'S' * 81}"),
        ],
    )
    def test_actors(self, value: str, written: str) -> None:
        """An actor with a group is a row on one line, if it is short and without comments."""
        assert f"\n  {written}\n  kabag" in assert_laws(PLAIN.replace("staf: Staf", value))

    def test_order_of_keys(self) -> None:
        """Keys stand in the order of the format, actors in their author's, comments at their keys."""
        text = HEAD.replace("sopkit: 1\n", "").replace(
            "  staf: Staf\n  kabag", "  x-a: 1\n  staf: Staf\n  kabag"
        )
        text += (
            "  # tentang waktu\n  - time: 5 menit\n    outputs: Surat\n    # pelaku\n    actor: staf # dia\n"
        )
        text += "    x-b: 1\n    inputs: Surat\n    activity: Menerima surat\n# versi\nsopkit: 1\nx-c: 2\n"

        assert assert_laws(text) == (
            "# versi\n"
            + HEAD.replace("  staf: Staf\n  kabag", "  x-a: 1\n  staf: Staf\n  kabag")
            + "  # tentang waktu\n  # pelaku\n  - actor: staf  # dia\n    activity: Menerima surat\n"
            + "    inputs: Surat\n    time: 5 menit\n    outputs: Surat\n    x-b: 1\n\nx-c: 2\n"
        )

    def test_quotes_of_dates(self) -> None:
        """A date of the format needs no quotes; elsewhere the author's quotes keep a text from being one."""
        text = PLAIN.replace("2026-01-05", "'2026-01-05'") + "\nx-a: '2026-01-05'\n"

        assert assert_laws(text) == f"{PLAIN}\nx-a: '2026-01-05'\n"

    def test_empty_lines(self) -> None:
        """An empty line stands between steps and between the large parts, and nowhere else."""
        text = HEAD.replace("\n", "\n\n") + STEP.replace("\n", "\n\n\n") + STEP

        assert assert_laws(text) == f"{HEAD}{STEP}\n{STEP}"

    @pytest.mark.parametrize(
        ("above", "kept"),
        [
            ("# yaml-language-server: $schema=a\n# SOP\n", "# yaml-language-server: $schema=a\n# SOP\n"),
            ("\n\n# SOP\n\n# lagi\n\n", "# SOP\n\n# lagi\n\n"),
            ("---\n# SOP\n", "---\n# SOP\n"),
            ("--- # SOP\n", "---\n# SOP\n"),
        ],
    )
    def test_header(self, above: str, kept: str) -> None:
        """The comments at the top stay there, also where the first key moves down."""
        moved = PLAIN.replace("sopkit: 1\nnumber: 12/2026\n", "number: 12/2026\nsopkit: 1\n")

        assert assert_laws(above + moved) == kept + PLAIN

    @pytest.mark.parametrize("comment", ["# nomor", "# sopkit: ignore open-ended-time -- begitu"])
    def test_comment_of_the_first_key(self, comment: str) -> None:
        """A comment below an empty line, or one that silences, belongs to the first key and moves with it."""
        moved = PLAIN.replace("sopkit: 1\nnumber: 12/2026\n", "number: 12/2026\nsopkit: 1\n")

        formatted = format_text(f"# SOP\n\n{comment}\n{moved}")

        assert formatted == f"# SOP\n\n{PLAIN}".replace("number:", f"{comment}\nnumber:")

    def test_comments_at_ends(self) -> None:
        """A comment below the last key of a step stays in the step, one at the margin ends the file."""
        text = f"{PLAIN}      # dulu 10 menit\n\n{STEP}\n# selesai\n...\n# titik\n"

        assert assert_laws(text) == f"{PLAIN}    # dulu 10 menit\n\n{STEP}\n# selesai\n...\n# titik\n"

    def test_block_texts_of_an_app(self) -> None:
        """Texts below `x-` keep every blank, if need be in quotes."""
        text = (
            f"{PLAIN}\nx-a: |\n    satu\n\n      dua\nx-b: |+\n  satu\n\nx-c: >2\n    satu\nx-d: 'a\n\n  b'\n"
        )

        assert assert_laws(text) == (
            f'{PLAIN}\nx-a: |\n  satu\n\n    dua\nx-b: "satu\\n\\n"\nx-c: "  satu\\n"\nx-d: "a\\nb"\n'
        )


class TestAnchors:
    """What is named once and used again."""

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("x-a: &a [1, 2]\nx-b: [*a, # c\n *a]\n", "x-a: &a [1, 2]\nx-b:\n  - *a  # c\n  - *a\n"),
            ("x-a: &a # c\n  # d\n  k: v\nx-b: *a\n", "x-a: &a  # c\n  # d\n  k: v\nx-b: *a\n"),
            ("x-a:\n- &a\n  k: v\n- *a\n", "x-a:\n  - &a\n    k: v\n  - *a\n"),
            ("x-a: &a 'b  c'\nx-b: {*a : 1}\n", "x-a: &a b  c\nx-b:\n  *a : 1\n"),
            ("x-a: {&a k: 1, l: *a}\n", "x-a:\n  &a k: 1\n  l: *a\n"),
        ],
    )
    def test_kept(self, text: str, written: str) -> None:
        """Anchors and aliases stay as they are."""
        assert assert_laws(f"{PLAIN}\n{text}") == f"{PLAIN}\n{written}"

    def test_order_stays_where_an_alias_needs_it(self) -> None:
        """If an alias would come before what it names, all keys of the file stay in their order."""
        text = PLAIN.replace("inputs: Surat", "outputs: &s Surat").replace(
            "    outputs: Surat", "    inputs: *s"
        )

        assert assert_laws(text) == text


class TestHostile:
    """What no author writes."""

    @pytest.mark.parametrize(
        "text",
        ["", "a", "[1]", "{}", "# c\n", "---\n", "a: [", "a: 1\na: 2\n", "\t", "a: *b", "\0", "? [a]\n: b"],
    )
    def test_not_formatted(self, text: str) -> None:
        """A text that is no document of keys, or is read with a doubt, is returned as it is."""
        assert format_text(text) == text

    @pytest.mark.parametrize(
        "value",
        [
            "[" * 60 + "1" + "]" * 60,
            "{a: " * 60 + "1" + "}" * 60,
            "[" + "1," * 15_000 + "]",
            "[" + "1, # c\n  " * 5_000 + "]",
            "{" + ",".join(f"k{index}: {index}" for index in range(5_000)) + "}",
            f"{{? {'k' * 1100} : 1}}",
            "[&a [1,2,3,4,5,6,7,8,9], &b [*a,*a,*a,*a,*a,*a,*a], [*b,*b,*b,*b,*b,*b,*b]]",
            "👩\u200d💻 a\u200bb\u202ec",
            "'\u00a0a\u3000'",
        ],
        ids=["lists", "mappings", "items", "comments", "keys", "long-key", "aliases", "letters", "blanks"],
    )
    def test_extreme_values(self, value: str) -> None:
        """Depth, number and odd letters change nothing about the laws."""
        assert_laws(f"{PLAIN}x-a: {value}\n")

    def test_line_breaks_and_mark(self) -> None:
        """Line breaks of Windows and a byte order mark stay, and a missing line break at the end is added."""
        text = "\ufeff" + PLAIN.replace("\n", "\r\n")

        assert format_text(text.rstrip()) == text

    def test_most_line_breaks_count(self) -> None:
        """Where line breaks of both sorts stand, all become what most are."""
        assert format_text(PLAIN.replace("\n", "\r\n", 2)) == PLAIN
        assert format_text(PLAIN.replace("\n", "\r\n").replace("\r\n", "\n", 2)) == PLAIN.replace(
            "\n", "\r\n"
        )

    @pytest.mark.parametrize("blank", ["", "\n"])
    def test_block_text_behind_a_dash(self, blank: str) -> None:
        """The keys below a text in lines are seen where that text is the first in its entry."""
        first = STEP.replace("- actor: staf", "- id: >-\n      langkah-1\n    actor: staf")

        assert checked(f"{HEAD}{first}{blank}{STEP}").errors == ()
        assert f"{HEAD}{first}\n{STEP}" == assert_laws(f"{HEAD}{first}{blank}{STEP}")

    def test_large_file(self) -> None:
        """A file of the largest size is formatted, comments and all."""
        text = PLAIN + "    # catatan panjang\n" * 20_000 + "".join(f"\n{STEP}" for _ in range(900))

        assert format_text(text) == text
