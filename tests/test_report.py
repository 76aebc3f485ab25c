"""Findings put into words, as text and as JSON."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import Document, read
from sopkit.findings import Finding, Part, RelatedPlace, Severity, Span
from sopkit.report import describe, explain, message
from sopkit.report.excerpt import excerpt
from sopkit.report.explain import example_of
from sopkit.report.json import as_json
from sopkit.report.text import render, summary
from sopkit.rules.cards import Card, card, cards

SOP = """\
sopkit: 1
number: 12/2026
title: Penerimaan Surat
agency: [BIRO UMUM]
created: 2026-01-05
effective: 2026-01-12
approved_by: {position: Kepala Biro}
actors:
  staf: Staf Administrasi
  kabag: Kepala Bagian
steps:
  - actor: staf
    activity: Menerima surat
    inputs: [Surat]
    time: 10 menit
    outputs: [Surat]
  - actor: kabagg
    activity: Menelaah surat
    inputs: [Surat]
    time: Segera
    outputs: [Disposisi]
"""


def a_finding(span: Span | None = None, **given: object) -> Finding:
    """A finding of an unused actor."""
    details = (("id", "kabag"), ("title", "Kepala Bagian"))
    finding = Finding(
        "SOP302", "unused-actor", Severity.WARNING, ("actors", "kabag"), Part.KEY, details, span=span
    )
    return replace(finding, **given)  # type: ignore[arg-type]


def a_document(text: str, *findings: Finding) -> Document:
    """A document of this text with these findings."""
    return replace(read(SOP.encode(), "contoh.yaml"), text=text, findings=findings)


class TestText:
    """The text form: place, line, carets, help."""

    def test_indonesian(self) -> None:
        """Each finding shows its place, what is there, the line with carets, a suggestion and what to do."""
        shown = render(read(SOP.encode(), "contoh.yaml"), "id")

        assert shown == (
            "contoh.yaml:17:12: galat SOP204 unknown-actor: tidak ada pelaksana `kabagg`; "
            "yang ada di `actors`: `staf`, `kabag`; maksud Anda `kabag`?\n"
            "   17 |   - actor: kabagg\n"
            "      |            ^^^^^^\n"
            "      = bantuan: Tulis salah satu id tersebut, atau tambahkan `kabagg` ke `actors`.\n"
            "      = dapat diperbaiki dengan `sopkit check --fix --unsafe`; periksa hasilnya\n"
            "\n"
            "contoh.yaml:20:11: peringatan SOP303 open-ended-time: waktu langkah 2 adalah `Segera`, "
            "bukan lama waktu\n"
            "   20 |     time: Segera\n"
            "      |           ^^^^^^\n"
            "      = bantuan: Tulis lama waktunya, bila perlu dengan batas seperti "
            "`paling lambat 3 hari kerja`.\n"
        )

    def test_english(self) -> None:
        """English words stand in the same form."""
        first = render(read(SOP.encode(), "contoh.yaml"), "en").splitlines()[0]

        assert first == (
            "contoh.yaml:17:12: error SOP204 unknown-actor: there is no actor `kabagg`; "
            "`actors` has `staf`, `kabag`; did you mean `kabag`?"
        )

    def test_nothing_found(self) -> None:
        """A file without findings shows nothing."""
        assert render(a_document(SOP), "id") == ""

    def test_place_over_several_lines(self) -> None:
        """Of a place over several lines the first is shown, marked to its end."""
        shown = render(a_document("ab: cd\nef\n", a_finding(Span(1, 5, 2, 3))), "en").splitlines()

        assert shown[1:3] == ["    1 | ab: cd", "      |     ^^"]

    def test_place_behind_the_file(self) -> None:
        """A place behind the last line is told without a line."""
        shown = render(a_document("ab\n", a_finding(Span(9, 1, 9, 1))), "en").splitlines()

        assert [line.split(":")[0].strip() for line in shown] == ["contoh.yaml", "= help"]

    def test_colour(self) -> None:
        """Colours mark severity and carets; without them the text is the same."""
        document = read(SOP.encode(), "contoh.yaml")
        coloured = render(document, "id", colour=True)

        assert "\x1b[1;31mgalat SOP204" in coloured
        for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[0m"):
            coloured = coloured.replace(code, "")
        assert coloured == render(document, "id")


class TestRelated:
    """Places that belong to a finding, and whether it can be mended."""

    TWICE = SOP.replace("  - actor: staf\n", "  - id: a\n    actor: staf\n").replace(
        "  - actor: kabagg\n", "  - id: a\n    actor: kabag\n"
    )

    def test_place_in_the_same_file(self) -> None:
        """A related place stands below the finding, with what it has to do with it and its own line."""
        shown = render(read(self.TWICE.encode(), "contoh.yaml"), "id")

        assert shown.startswith(
            "contoh.yaml:18:9: galat SOP205 duplicate-step-id: langkah 2 memakai id `a` "
            "yang sudah dipakai langkah 1\n"
            "   18 |   - id: a\n"
            "      |         ^\n"
            "  catatan: contoh.yaml:12:9: langkah 1 memakai id ini\n"
            "   12 |   - id: a\n"
            "      |         ^\n"
            "      = bantuan: "
        )

    def test_place_in_another_file(self) -> None:
        """A place in another file is shown with its line where that file is at hand."""
        finding = a_finding(
            Span(1, 1, 1, 2),
            name="date-order",
            details=(("key_date", "a"), ("date", "b"), ("key_before", "c"), ("before", "d")),
            places=(RelatedPlace(Span(2, 1, 2, 3), "lain.yaml"),),
        )
        document = a_document("ab\n", finding)

        alone = render(document, "en").splitlines()
        together = render(document, "en", sources={"lain.yaml": "x\nyz\n"}).splitlines()

        assert alone[3] == together[3] == "  note: lain.yaml:2:1: `c` stands here"
        assert together[4:6] == ["    2 | yz", "      | ^^"]
        assert alone[4].startswith("      = help")

    def test_many_places(self) -> None:
        """Of more than three places the others are counted."""
        places = tuple(RelatedPlace(Span(line, 1, line, 2)) for line in range(1, 9))
        finding = a_finding(name="ways-with-equal-words", details=(("number", "1"), ("words", "x")))
        shown = render(a_document(SOP, replace(finding, places=places)), "en")

        assert shown.count("  note: ") == 4
        assert "  note: and in more places: 5\n" in shown

    def test_place_without_words(self) -> None:
        """A place of which the card says nothing is not shown; programs get it all the same."""
        finding = a_finding(places=(RelatedPlace(Span(2, 1, 2, 3)),))

        assert "note" not in render(a_document(SOP, finding), "en")
        (related,) = message(finding, "en").related
        assert (related.line, related.message) == (2, "it belongs to this place")

    @pytest.mark.parametrize(("kind", "words"), [("safe", "--fix`\n"), ("unsafe", "--fix --unsafe`; look")])
    def test_mark_of_a_fix(self, kind: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """What sopkit can mend is marked, and counted at the end; a fix that needs a look says so."""
        monkeypatch.setattr("sopkit.report.wording.fix_kind", lambda finding: kind)
        monkeypatch.setattr("sopkit.report.text.fix_kind", lambda finding: kind)
        document = a_document(SOP, a_finding())

        assert f"      = can be fixed with `sopkit check {words}" in render(document, "en")
        option = "--fix" if kind == "safe" else "--fix --unsafe"
        assert summary([document], "en") == f"fixable with `{option}`: 1\n1 warning in 1 file\n"

    def test_fix_of_a_card_without_one(self) -> None:
        """A finding without a fix has no mark."""
        assert message(a_finding(), "en").fixable is None
        assert "can be fixed" not in render(a_document(SOP, a_finding()), "en")

    def test_name_stays_on_its_line(self) -> None:
        """A line break in a file's name is written by its number."""
        document = replace(a_document(SOP, a_finding()), file="a\nb.yaml")

        assert render(document, "en").startswith("a\\x0ab.yaml:1:1: ")


class TestSummary:
    """One line that counts."""

    def test_counts(self) -> None:
        """Findings are counted by severity, grave ones first, and only where there are any."""
        warning, hint = a_finding(), a_finding(severity=Severity.HINT)
        error = a_finding(severity=Severity.ERROR)
        document = a_document(SOP, hint, warning, hint, error, hint, error)

        assert summary([document], "id") == "2 galat, 1 peringatan, 3 saran dalam 1 berkas\n"
        assert summary([document], "en") == "2 errors, 1 warning, 3 hints in 1 file\n"
        assert summary([document], "en", hidden=3).endswith("3 hints in 1 file (not shown: 3)\n")

    def test_several_files(self) -> None:
        """The findings of several files are counted together."""
        documents = [a_document(SOP, a_finding()), a_document(SOP)]

        assert summary(documents, "id") == "1 peringatan dalam 2 berkas\n"
        assert summary(iter(documents), "en") == "1 warning in 2 files\n"

    def test_nothing_found(self) -> None:
        """Files without findings are said to have none."""
        assert summary([a_document(SOP)], "id") == "tidak ada temuan dalam 1 berkas\n"
        assert summary([a_document(SOP)] * 3, "en") == "nothing found in 3 files\n"


class TestExcerpt:
    """Carets stand exactly under what they mean."""

    @pytest.mark.parametrize(
        ("line", "first", "last", "shown", "carets"),
        [
            ("actor: kabagg", 8, 14, "actor: kabagg", "       ^^^^^^"),
            ("actor:", 7, 7, "actor:", "      ^"),
            ("actor:", 99, 120, "actor:", "      ^"),
            ("actor: x", 8, None, "actor: x", "       ^"),
            ("a:\tbc", 4, 6, "a:    bc", "      ^^"),
            ("日本: x", 5, 6, "日本: x", "      ^"),
            ("日本: x", 1, 3, "日本: x", "^^^^"),
            ("e\u0301: x", 5, 6, "e\u0301: x", "   ^"),
            ("a\x1b[31m: x", 9, 10, "a\ufffd[31m: x", "        ^"),
            ("a\u202e: x", 5, 6, "a\ufffd: x", "    ^"),
            ("", 1, 1, "", "^"),
        ],
    )
    def test_widths(self, line: str, first: int, last: int | None, shown: str, carets: str) -> None:
        """Wide letters, combining marks, tabs and what is not shown as itself keep the carets in place."""
        assert excerpt(line, first, last) == (shown, carets)

    def test_long_line(self) -> None:
        """Of a long line the surroundings of the place are shown."""
        line = "x" * 300 + "HERE" + "y" * 300

        shown, carets = excerpt(line, 301, 305)
        assert len(shown) == 100
        assert shown.startswith("...x")
        assert shown.endswith("y...")
        assert shown[carets.index("^") : len(carets)] == "HERE"

    def test_long_place(self) -> None:
        """A place that is longer than what is shown is marked as far as it is shown."""
        shown, carets = excerpt("ab: " + "x" * 300, 5, 305)

        assert (len(shown), shown[-3:], len(carets)) == (100, "...", 100)

    @given(st.text(max_size=300), st.integers(1, 320), st.integers(0, 320))
    def test_any_line(self, line: str, first: int, length: int) -> None:
        """Whatever a line holds, what is shown is short, on one line, and harmless for a terminal."""
        shown, carets = excerpt(line, first, first + length)

        assert len(carets) <= 102
        assert set(carets) <= {" ", "^"}
        assert not [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"}]


class TestWording:
    """A finding as a message."""

    def test_suggestion(self) -> None:
        """The likely intention stands behind what is said."""
        finding = a_finding(suggestion="kasubbag")

        assert message(finding, "id").message.endswith("; maksud Anda `kasubbag`?")
        assert message(finding, "en").message.endswith("; did you mean `kasubbag`?")

    def test_place(self) -> None:
        """The place is that of the span, and the file's beginning without one."""
        with_span, without = message(a_finding(Span(3, 5, 3, 9)), "en"), message(a_finding(), "en")

        assert (with_span.line, with_span.column, with_span.end_line, with_span.end_column) == (3, 5, 3, 9)
        assert (without.line, without.column, without.end_line, without.end_column) == (1, 1, 1, 1)

    def test_values_cannot_break_out(self) -> None:
        """A value with line breaks, braces or terminal codes stays a value on one line."""
        finding = a_finding(details=(("id", "a\nb\x1b[2J {title} {0}"), ("title", "t")))

        assert "`a b\ufffd[2J {title} {0}` (t)" in message(finding, "en").message

    def test_long_value(self) -> None:
        """A very long value is shortened."""
        finding = a_finding(details=(("id", "x" * 5000), ("title", "t")))

        assert len(message(finding, "en").message) < 300

    def test_end_as_target(self) -> None:
        """A blank for a step also takes the end, which the file spells in its own way."""
        details = (("number", "3"), ("key_target", "selesai"), ("key_branches", "cabang"))
        finding = Finding(
            "SOP201", "return-goes-back", Severity.ERROR, ("steps", 2, "returns", 0, "to"), details=details
        )

        assert "menuju `selesai`" in message(finding, "id").message

    def test_describe(self) -> None:
        """A finding can be told in one line."""
        assert describe(a_finding(), "en") == (
            "SOP302 unused-actor: no step names the actor `kabag` (Kepala Bagian)"
        )


class TestJson:
    """The form for programs."""

    def test_items(self) -> None:
        """Each finding is an object with file, place, code, name, severity and words."""
        (first, second) = json.loads(as_json([read(SOP.encode(), "contoh.yaml")], "en"))

        assert first == {
            "file": "contoh.yaml",
            "line": 17,
            "column": 12,
            "end_line": 17,
            "end_column": 18,
            "code": "SOP204",
            "name": "unknown-actor",
            "severity": "error",
            "message": "there is no actor `kabagg`; `actors` has `staf`, `kabag`; did you mean `kabag`?",
            "help": "Write one of these ids, or add `kabagg` to `actors`.",
            "pointer": "/steps/1/actor",
            "suggestion": "kabag",
            "fixable": "unsafe",
            "related": [],
        }
        assert (second["severity"], second["line"]) == ("warning", 20)

    def test_no_findings(self) -> None:
        """Files without findings give an empty list."""
        assert json.loads(as_json([a_document(SOP)], "id")) == []

    def test_severities_are_not_translated(self) -> None:
        """What programs read is the same in each language."""
        (item,) = json.loads(as_json([a_document(SOP, a_finding())], "id"))

        assert (item["severity"], item["name"]) == ("warning", "unused-actor")


class TestExplain:
    """What a card says, for a reader."""

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("each", cards(), ids=lambda each: each.name)
    def test_all_parts(self, each: Card, language: str) -> None:
        """Every card can be explained in each language, with its examples and no blank left in braces."""
        shown = explain(each, language)

        assert shown.startswith(f"{each.code} {each.name}: {each.words(language).title}\n")
        assert "{key" not in shown
        right = example_of(each, "right", language)
        assert right is not None
        assert all(line.strip() in shown for line in right.splitlines())

    def test_keys_of_the_language(self) -> None:
        """The keys that a fix speaks of are spelled in the language of the explanation."""
        assert "`kembali`" in explain(card("hidden-return"), "id")
        assert "`returns`" in explain(card("hidden-return"), "en")

    def test_what_else_there_is(self) -> None:
        """Fixes, related places, and when a finding is told stand in the explanation, where there are any."""
        each = replace(
            card("duplicate-step-id"), fixes="unsafe", on_request=True, found_by="folder", beside="a: 1"
        )
        shown = explain(each, "en")

        assert "By itself: `sopkit check --fix --unsafe` mends it" in shown
        assert "Related place: step ... has this id" in shown
        assert "Folder: " in shown
        assert "On request: " in shown
        assert "Beside it in the folder:\n  a: 1" in shown
        assert "On request: " not in explain(card("unused-actor"), "en")
