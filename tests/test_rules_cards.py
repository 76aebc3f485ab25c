"""Every card is proved by its own examples, in both languages."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sopkit.document import Document, read
from sopkit.errors import UnknownName
from sopkit.findings import Finding, Severity
from sopkit.lint.folder import check_folder
from sopkit.report.explain import example_of
from sopkit.report.rules_page import rules_page
from sopkit.report.wording import blanks_of
from sopkit.rules import folder_rules, rules
from sopkit.rules.cards import Card, card, cards, heads
from sopkit.rules.options import Options
from sopkit.rules.policy import Policy, default_policy
from sopkit.source.faults import CODES, WARNINGS

ROOT = Path(__file__).parent.parent
SHOWN = [each for each in cards() if each.wrong]
TODAY = date(2026, 2, 2)
NEEDS: dict[str, Options] = {}
"""What some rules measure by in their examples, where it is more than the day of today."""


def policy_for(each: Card) -> Policy:
    """What holds without settings, with this card selected and given what it needs."""
    usual = default_policy()
    options = NEEDS.get(each.name, Options(today=TODAY))
    return replace(usual, ignored=usual.ignored - {each.name}, options=options)


def findings_in(each: Card, text: str) -> tuple[Finding, ...]:
    """What is found in an example of a card, all stages together, beside the SOPs that it names."""
    policy = policy_for(each)
    documents = [*beside(each), read(text.encode("utf-8"), "sop.yaml", policy)]
    return check_folder(documents, policy)[-1].findings


def beside(each: Card) -> list[Document]:
    """The SOPs that lie beside the examples of a card; `---` parts them."""
    texts = re.split(r"^---\n", each.beside, flags=re.MULTILINE) if each.beside else []
    return [read(text.encode("utf-8"), f"beside-{number}.yaml") for number, text in enumerate(texts, 1)]


def marked_lines(text: str) -> list[int]:
    """The lines that end with the mark, from 1."""
    return [number for number, line in enumerate(text.split("\n"), 1) if line.rstrip().endswith("# <-")]


def blanks_in(words: str) -> set[str]:
    """The names of the blanks in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def by_name(each: Card) -> str:
    """The name of a card, to name its tests."""
    return each.name


@pytest.mark.parametrize("each", SHOWN, ids=by_name)
def test_speaks_on_wrong(each: Card) -> None:
    """A finding speaks on each marked line of its wrong example, and on no other."""
    assert each.wrong
    lines = [
        finding.span.line
        for finding in findings_in(each, each.wrong)
        if finding.name == each.name and finding.span is not None
    ]

    assert lines == marked_lines(each.wrong) != []


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("each", SHOWN, ids=by_name)
def test_speaks_in_both_vocabularies(each: Card, language: str) -> None:
    """A wrong example that is shown with the keys of a language still speaks on its marked lines."""
    shown = example_of(each, "wrong", language)
    assert shown
    lines = [
        finding.span.line
        for finding in findings_in(each, shown)
        if finding.name == each.name and finding.span is not None
    ]

    assert lines == marked_lines(shown) != []


@pytest.mark.parametrize("each", SHOWN, ids=by_name)
def test_fault_is_told_once(each: Card) -> None:
    """A wrong example has no other error than the one that it shows."""
    assert each.wrong
    errors = {found.name for found in findings_in(each, each.wrong) if found.severity is Severity.ERROR}

    assert errors <= {each.name}


@pytest.mark.parametrize("each", cards(), ids=by_name)
def test_silent_on_right(each: Card) -> None:
    """A right example has no errors, and nothing of this name."""
    found = findings_in(each, each.right)

    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    assert each.name not in {finding.name for finding in found}


@pytest.mark.parametrize("each", SHOWN, ids=by_name)
def test_findings_agree_with_the_card(each: Card) -> None:
    """A finding has its card's code and severity, and fills all blanks of its words."""
    assert each.wrong
    for finding in findings_in(each, each.wrong):
        if finding.name == each.name:
            assert (finding.code, finding.severity) == (each.code, each.severity)
            for words in (each.en, each.id):
                assert blanks_in(words.message) | blanks_in(words.fix) <= set(blanks_of(finding))


@pytest.mark.parametrize("each", SHOWN, ids=by_name)
def test_fixes_agree_with_the_card(each: Card) -> None:
    """Only a card that says so has fixes; where it is that of a rule, its wrong example has one."""
    assert each.wrong
    fixes = [finding.fix for finding in findings_in(each, each.wrong) if finding.name == each.name]

    assert each.fixes in {None, "safe", "unsafe"}
    assert each.fixes or not any(fixes)
    assert any(fixes) or not each.fixes or each.found_by not in {"rule", "folder"}


@pytest.mark.parametrize("each", SHOWN, ids=by_name)
def test_related_places_have_words(each: Card) -> None:
    """A finding that points at another place says in both languages what is there."""
    assert each.wrong
    found = [finding for finding in findings_in(each, each.wrong) if finding.name == each.name]
    has_places = any(finding.places for finding in found)

    assert not has_places or (each.en.related and each.id.related and each.en.related != each.id.related)
    for words in (each.en, each.id):
        assert all(blanks_in(words.related) <= set(blanks_of(finding)) for finding in found)


@pytest.mark.parametrize("each", [each for each in cards() if each.beside], ids=by_name)
def test_what_lies_beside_is_sound(each: Card) -> None:
    """The SOPs beside the examples of a card have no error, so that they are looked at."""
    assert all(document.sop is not None for document in beside(each))
    assert each.found_by == "folder"


@pytest.mark.parametrize("each", [each for each in cards() if each.on_request], ids=by_name)
def test_silent_unless_asked(each: Card) -> None:
    """What speaks on request is silent without settings, in its own wrong example too."""
    assert each.wrong
    documents = check_folder([*beside(each), read(each.wrong.encode("utf-8"), "sop.yaml")])

    assert each.name not in {finding.name for finding in documents[-1].findings}


@pytest.mark.parametrize("each", cards(), ids=by_name)
def test_both_languages(each: Card) -> None:
    """Both languages say everything, with the same blanks, and not in the same words."""
    for name in ("title", "message", "why", "fix"):
        english, indonesian = getattr(each.en, name), getattr(each.id, name)
        assert english.strip()
        assert indonesian.strip()
        assert english != indonesian
        assert blanks_in(english) == blanks_in(indonesian) if name in {"message", "fix"} else True
    assert blanks_in(each.en.message) | blanks_in(each.en.fix) == blanks_in(each.id.message) | blanks_in(
        each.id.fix
    )


@pytest.mark.parametrize("each", cards(), ids=by_name)
def test_manner_of_speaking(each: Card) -> None:
    """A message is a phrase without its full stop, for a suggestion may follow; a fix is whole sentences."""
    for words in (each.en, each.id):
        assert not words.message.rstrip().endswith(".")
        assert words.fix.rstrip().endswith(".")
        assert words.why.rstrip().endswith((".", "?"))
        assert words.message.count("`") % 2 == 0
        assert words.fix.count("`") % 2 == 0


@pytest.mark.parametrize("each", [each for each in cards() if not each.wrong], ids=by_name)
def test_shown_by_a_test(each: Card) -> None:
    """A fault that no text can carry names the test that shows it."""
    assert each.shown_by
    file, _, name = each.shown_by.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")

    assert name.rpartition("::")[2].partition("[")[0] in text


def test_names_and_codes_are_unique() -> None:
    """No two cards share a code or a name, and codes tell the severity of what rules find."""
    codes = [each.code for each in cards()]
    expected = {"2": Severity.ERROR, "3": Severity.WARNING, "4": Severity.HINT}

    assert sorted(set(codes)) == codes
    assert len({each.name for each in cards()}) == len(codes)
    for each in cards():
        assert re.fullmatch(r"SOP[0-4]\d\d", each.code)
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", each.name)
        assert each.severity is expected.get(each.code[3], each.severity)


def test_every_rule_has_its_card() -> None:
    """What the cards call a rule is a rule, and the other way round."""
    by_rules = {each.name for each in cards() if each.found_by == "rule"}
    by_folder_rules = {each.name for each in cards() if each.found_by == "folder"}

    assert by_rules == {rule.name for rule in rules()}
    assert by_folder_rules == {rule.name for rule in folder_rules()}


def test_every_fault_of_reading_has_its_card() -> None:
    """What reading finds has a card with the same code and severity, and no other card is left over."""
    by_reading = {
        each.name: (each.code, each.severity)
        for each in cards()
        if each.found_by in {"source", "schema", "assemble"}
    }

    assert by_reading == {
        name: (code, Severity.WARNING if name in WARNINGS else Severity.ERROR) for name, code in CODES.items()
    }


@pytest.mark.parametrize(
    "name", ["SOP203", "sop203", "unknown-step", "Unknown-Step", "unknown_step", " unknown-step "]
)
def test_look_up(name: str) -> None:
    """A card is found by its code or its name, in any letter case."""
    assert card(name).name == "unknown-step"


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("unknown-stepp", "unknown-step"),
        ("return-go-back", "return-goes-back"),
        ("unusedactor", "unused-actor"),
    ],
)
def test_look_up_of_a_misspelt_name(name: str, likely: str) -> None:
    """A misspelt name raises with the name that it resembles."""
    with pytest.raises(UnknownName, match=likely) as raised:
        card(name)

    assert raised.value.known == (likely,)


@pytest.mark.parametrize("name", ["", "xyz", "../lang/en/report", "cards", "..", "SOP999x" * 20])
def test_look_up_of_nothing(name: str) -> None:
    """What resembles no card raises with all names; a name is never taken for a path."""
    with pytest.raises(UnknownName) as raised:
        card(name)

    assert raised.value.known == tuple(each.name for each in cards())


@pytest.mark.parametrize(("language", "file"), [("en", "rules.md"), ("id", "rules.id.md")])
def test_reference_page(language: str, file: str) -> None:
    """The reference page is what the cards give; `python -m sopkit.report.rules_page` writes it anew."""
    page = (ROOT / "docs" / "reference" / file).read_text(encoding="utf-8")

    assert page == rules_page(language)


def test_heads_are_those_of_the_cards() -> None:
    """What is read of a card without its words is what the whole card says."""
    assert [(each.code, each.name, each.severity, each.found_by, each.on_request) for each in heads()] == [
        (each.code, each.name, each.severity, each.found_by, each.on_request) for each in cards()
    ]
