"""What the rules guess from the words of activities: a table of wordings, fixes, and laws."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.findings import Finding, Reword
from sopkit.model import Actor, ActorId, Approval, Branch, Performers, Sop, Step, StepKey
from sopkit.resources import package_file
from sopkit.rules import run
from sopkit.rules.cards import card
from sopkit.rules.wordings import alternatives, forms, words
from sopkit.rules.wordings.openings import OpeningKind, openings
from sopkit.rules.wordings.tokens import is_active_verb, is_passive_verb, tokens

WORDINGS = Path(__file__).parent / "data" / "wordings" / "kegiatan.tsv"
LISTS = sorted(path.stem for path in package_file("rules", "wordings").glob("*.yaml"))
PAIRS = {"abbreviations", "verbs"}
OPENING_RULES = {
    "activity-without-verb",
    "actor-differs-from-text",
    "noun-activity",
    "passive-activity",
    "state-not-activity",
    "subject-in-front",
}
RULES = OPENING_RULES | {
    "actor-only-in-text",
    "check-without-decision",
    "code-labels-unexplained",
    "decision-without-check",
    "duplicate-activity",
    "final-stop-differs",
    "frequency-in-activity",
    "handed-to-performer",
    "hidden-decision",
    "hidden-return",
    "long-sentence",
    "long-word",
    "numbered-activity",
    "optional-step-in-words",
    "return-differs-from-text",
    "several-activities",
    "several-sentences",
    "small-first-letter",
    "text-too-long",
    "url-in-activity",
}
ACTORS = {
    "staf": "Staf Administrasi",
    "kasubbag": "Kasubbag TU",
    "kabag": "Kepala Bagian Umum",
    "sekretaris": "Sekretaris",
    "kadis": "Kepala Dinas",
}
LONG = 100_000


def a_step(number: int, actor: str, activity: str, **given: object) -> Step:
    """A step of whose other cells nothing is said."""
    return replace(Step(number, Performers((ActorId(actor),)), activity), **given)  # type: ignore[arg-type]


def a_sop(*steps: Step) -> Sop:
    """An SOP of these steps with the actors of the table."""
    return Sop(
        number="1",
        title="Menyurat",
        agency=("Biro",),
        created=date(2026, 1, 1),
        effective=date(2026, 2, 1),
        approved_by=Approval("Kepala"),
        actors=tuple(Actor(ActorId(key), title) for key, title in ACTORS.items()),
        steps=steps,
    )


def around(activity: str, *, actor: str = "kabag", is_decision: bool = False) -> Sop:
    """An SOP whose fourth step has this activity, and where a decision leads back to the first."""
    returns = (Branch(StepKey("1"), "tidak"),) if is_decision else ()
    return a_sop(
        a_step(1, "staf", "Mengerjakan bagian 1"),
        a_step(2, "kasubbag", "Mengerjakan bagian 2"),
        a_step(3, "sekretaris", "Mengerjakan bagian 3"),
        a_step(4, actor, activity, returns=returns),
        a_step(5, "kadis", "Mengerjakan bagian 5"),
    )


def found(sop: Sop, row: int = 3) -> list[Finding]:
    """What the rules about words find in a row."""
    return [each for each in run(sop, ()) if each.name in RULES and each.pointer[:2] == ("steps", row)]


def names(activity: str, *, actor: str = "kabag", is_decision: bool = False) -> set[str]:
    """The rules that speak of an activity without being asked."""
    told = {each.name for each in found(around(activity, actor=actor, is_decision=is_decision))}
    return {name for name in told if not card(name).on_request}


def wordings() -> list[tuple[str, str, str, str]]:
    """The rows of the table: the rules that speak, whether the step decides, its actor, its activity."""
    lines = WORDINGS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(rules, kind, actor, text) for rules, kind, actor, text in rows]


def mended(sop: Sop, finding: Finding) -> Sop:
    """The SOP after the changes of a finding about an activity."""
    row = finding.pointer[1]
    assert isinstance(row, int)
    activity = sop.steps[row].activity
    for change in finding.fix:
        assert isinstance(change, Reword)
        assert change.pointer == finding.pointer
        assert change.old
        assert change.old in activity
        activity = activity.replace(change.old, change.new, 1)
    steps = (*sop.steps[:row], replace(sop.steps[row], activity=activity), *sop.steps[row + 1 :])
    return replace(sop, steps=steps)


@pytest.mark.parametrize(("rules", "kind", "actor", "activity"), wordings())
def test_wordings(rules: str, kind: str, actor: str, activity: str) -> None:
    """Of each wording of the table exactly the rules speak that stand beside it."""
    expected = set() if rules == "-" else set(rules.split())

    assert names(activity, actor=actor, is_decision=kind == "decision") == expected


@pytest.mark.parametrize(("rules", "kind", "actor", "activity"), wordings())
def test_words_and_fixes(rules: str, kind: str, actor: str, activity: str) -> None:
    """The words of a finding stand in its activity, and its fix leaves the rule nothing to say."""
    sop = around(activity, actor=actor, is_decision=kind == "decision")

    for finding in found(sop):
        assert finding.words is None or finding.words in activity
        if finding.fix:
            assert finding.name not in {each.name for each in found(mended(sop, finding))}


def test_table_is_large() -> None:
    """The table has wrong and right wordings, and one at least for each rule about one activity."""
    told = {rule for rules, *_ in wordings() for rule in rules.split()}

    assert len(wordings()) >= 150
    assert sum(rules == "-" for rules, *_ in wordings()) >= 50
    assert told - {"-"} == RULES - {"actor-only-in-text", "code-labels-unexplained", "duplicate-activity"}


class TestLists:
    """The word lists, which people edit."""

    @pytest.mark.parametrize("name", LISTS)
    def test_lists_are_read(self, name: str) -> None:
        """Each list has entries, in lower case, and none twice."""
        path = package_file("rules", "wordings", f"{name}.yaml")
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

        assert len(set(lines)) == len(lines) > 0
        assert all(line == line.casefold() for line in lines)
        assert len(forms(name)) >= len(lines) if name in PAIRS else len(words(name)) == len(lines)

    def test_verbs_are_verbs(self) -> None:
        """What the list of verbs offers as better begins an activity well, and what it replaces does not."""
        for form, verb in forms("verbs").items():
            assert is_active_verb(verb), verb
            assert not is_active_verb(form), form

    def test_forms_are_not_shared(self) -> None:
        """No form stands for two verbs."""
        path = package_file("rules", "wordings", "verbs.yaml")
        shown = [
            form.strip()
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
            for form in line.partition("[")[2].rstrip("]").split(",")
        ]

        assert sorted(shown) == sorted(set(shown))

    def test_alternatives_prefer_the_longest(self) -> None:
        """In a regular expression the longer of two entries with one beginning comes first."""
        ordered = alternatives("sent_back").split("|")

        assert ordered.index("diperbaiki kembali") < ordered.index("diulang")

    @pytest.mark.parametrize(
        "word", ["menteri", "menit", "melalui", "berkas", "berita", "berdasarkan", "meja"]
    )
    def test_no_active_verbs(self, word: str) -> None:
        """Words that only look like active verbs are none."""
        assert not is_active_verb(word)

    @pytest.mark.parametrize("word", ["dinas", "disposisi", "direktur", "diterimanya", "di", "dia"])
    def test_no_passive_verbs(self, word: str) -> None:
        """Words that only look like passive verbs are none."""
        assert not is_passive_verb(word)


class TestActors:
    """Positions are known by their usual abbreviations."""

    @pytest.mark.parametrize(
        "name",
        ["Kasubbag TU", "Kasubag TU", "Ka. Subbag Tata Usaha", "Kepala Sub Bagian Tata Usaha", "Kasubbag"],
    )
    def test_return_to_an_abbreviation(self, name: str) -> None:
        """A return to the actor whom the words name in another way says what the words say."""
        sop = around(f"Memeriksa surat, jika salah dikembalikan kepada {name}", is_decision=True)
        step = replace(sop.steps[3], returns=(Branch(StepKey("2"), "tidak"),))

        assert found(replace(sop, steps=(*sop.steps[:3], step, sop.steps[4]))) == []

    @pytest.mark.parametrize(
        ("activity", "told"),
        [
            ("Menyerahkan notula kepada Kasi Arsip", "Kasi Arsip"),
            ("Menyerahkan notula kepada Kabid", "Kabid"),
            ("Memerintahkan Kepala Seksi Arsip menyusun notula", "Kepala Seksi Arsip"),
            ("Menyerahkan notula kepada Kasubbag", None),
            ("Menyerahkan notula kepada Kabag Umum", None),
            ("Menyerahkan notula kepada Menteri Sosial", None),
            ("Menyerahkan notula kepada peserta", None),
        ],
    )
    def test_position_that_is_no_actor(self, activity: str, told: str | None) -> None:
        """A position inside an office that gets work and has no column is told, to whoever asks for it."""
        shown = [each.words for each in found(around(activity)) if each.name == "actor-only-in-text"]

        assert shown == ([told] if told else [])
        assert card("actor-only-in-text").on_request


def test_joined_nouns_are_not_mended() -> None:
    """Of two nouns joined by `dan` none is made a verb, which would leave the other one as it is."""
    (joined,) = found(around("Penerimaan dan pencatatan notula rapat"))
    (alone,) = found(around("Penerimaan notula rapat"))

    assert joined.name == alone.name == "noun-activity"
    assert not joined.fix
    assert alone.fix


class TestSeveralSteps:
    """What is seen only beside other steps."""

    def test_same_words_on_two_branches(self) -> None:
        """Steps of which a case comes to one only may have the same words."""
        sop = a_sop(
            a_step(1, "staf", "Memeriksa surat", when="a", branches=(Branch(StepKey("3"), "b"),)),
            a_step(2, "kabag", "Menyusun jawaban", next=StepKey("end")),
            a_step(3, "kabag", "Menyusun jawaban"),
        )

        assert found(sop, 2) == []

    def test_condition_of_a_branch(self) -> None:
        """A step may repeat the condition by which a decision leads to it."""
        sop = a_sop(
            a_step(1, "staf", "Memeriksa surat", when="a", branches=(Branch(StepKey("3"), "b"),)),
            a_step(2, "kabag", "Jika rahasia, menyimpan surat"),
            a_step(3, "kabag", "Mengarsipkan surat"),
        )

        assert found(sop, 1) == []

    def test_check_before_a_decision(self) -> None:
        """A check whose answer the next step gives is no check without a decision."""
        sop = around("Memeriksa kelengkapan berkas")
        last = replace(sop.steps[4], activity="Memutuskan usulan", returns=(Branch(StepKey("1"), "tidak"),))

        assert found(replace(sop, steps=(*sop.steps[:4], last))) == []

    def test_step_that_may_be_passed_over(self) -> None:
        """A step past which a way leads may be called optional."""
        sop = around("Mengundang narasumber jika perlu")
        first = replace(sop.steps[2], when="perlu", branches=(Branch(StepKey("5"), "tidak perlu"),))

        assert found(replace(sop, steps=(*sop.steps[:2], first, *sop.steps[3:]))) == []

    def test_letters_of_an_sop_in_small_letters(self) -> None:
        """Where most activities begin with a small letter, none is told."""
        sop = a_sop(*(a_step(number, "staf", f"mencatat surat {number}") for number in (1, 2, 3)))

        assert found(sop, 0) == []

    def test_stop_that_the_others_have(self) -> None:
        """Where the others end with a full stop, one without gets it, at its very end."""
        texts = ("Mencatat surat.", "Mencatat berkas.", "Mencatat naskah.", "Menyimpan naskah dan naskah")
        sop = a_sop(*(a_step(number, "staf", text) for number, text in enumerate(texts, 1)))

        (finding,) = found(sop)
        assert mended(sop, finding).steps[3].activity == "Menyimpan naskah dan naskah."


class TestLaws:
    """What holds of every activity."""

    @given(st.lists(st.sampled_from([text for *_, text in wordings()]), min_size=1, max_size=3))
    def test_one_finding_about_the_beginning(self, texts: list[str]) -> None:
        """Of the beginning of an activity one rule speaks at most."""
        told = [each.name for each in found(around(" ".join(texts))) if each.name in OPENING_RULES]

        assert len(told) <= 1

    @given(
        st.lists(
            st.sampled_from(
                [*"AaIimd ,.;:()/-?1", ". A", "!! ", "Jika ", "me", "di", "Kabag ", "kembali ke "]
            )
        )
    )
    def test_any_text(self, pieces: list[str]) -> None:
        """No text makes the rules raise, and words that they tell stand in it."""
        activity = " ".join("".join(pieces).split())

        for is_decision in (False, True):
            for finding in found(around(activity, is_decision=is_decision)):
                assert finding.words is None or finding.words in activity

    def test_verbs_begin_well(self) -> None:
        """An activity that begins with a verb of the list begins well."""
        for verb in set(forms("verbs").values()):
            (opening,) = (each for row, _, each in openings(around(f"{verb.capitalize()} surat")) if row == 3)
            assert opening.kind is OpeningKind.VERB

    @pytest.mark.parametrize(
        "piece",
        [
            "jika ",
            "kembali ke ",
            "jika dikembalikan ",
            "tidak ",
            "Kepala Bagian ",
            "menyusun dan ",
            "menyusun, kemudian ",
            "a.b.c.",
            "x",
            "1. ",
            "(",
            "setiap awal ",
            "menentukan ",
            "di",
            "memeriksa dan x ",
            ". A",
            "a@a",
            "ya: ",
        ],
    )
    def test_endless_texts(self, piece: str) -> None:
        """A text of a hundred thousand characters is looked at soon, as are fifty of a thousand."""
        endless = around((piece * LONG)[:LONG])
        many = a_sop(*(a_step(number, "staf", (piece * 999)[:999]) for number in range(1, 51)))

        start = time.perf_counter()
        run(endless, ())
        run(many, ())
        assert time.perf_counter() - start < 10


def test_tokens_know_their_places() -> None:
    """A word knows where it stands and what stands before it."""
    first, second = tokens("Menerima,  e-Surat")

    assert (first.word, first.start, first.end, first.is_capital) == ("menerima", 0, 8, True)
    assert (second.word, second.gap) == ("e-surat", ",  ")
