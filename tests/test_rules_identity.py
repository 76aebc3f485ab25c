"""The rules over the identity of an SOP and over its actors, on wordings as offices write them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.findings import Finding, Reword
from sopkit.model import Actor, ActorId, Approval, Revision, Sop, Status
from sopkit.rules import run
from sopkit.rules.identity import IDENTITY_LISTS, kinds_of_regulations, word_rows, words_of
from sopkit.rules.options import Options
from sopkit.rules.regulations import citation, repeal_of, repeals
from tests.test_rules import a_sop, a_step

DATA = Path(__file__).parent / "data" / "identity"
TODAY = date(2026, 2, 2)
TITLE_RULES = {"title-begins-with-sop", "title-with-year", "title-is-a-unit", "title-is-an-abbreviation"}
LEGAL_RULES = {"incomplete-legal-basis", "cut-off-item", "repealed-legal-basis"}
ITEM_RULES = {
    *(
        "numbered-item",
        "list-in-one-item",
        "cut-off-item",
        "misspelled-word",
        "repeated-item",
        "generic-warning",
    ),
    *("several-related-in-one-item", "related-is-a-document", "equipment-is-an-output", "related-to-itself"),
}
ACTOR_RULES = {
    *("generic-actor", "actor-is-an-application", "overlapping-actors", "person-instead-of-position"),
    "many-actors",
}


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a table of wordings, each filled up with empty cells."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    width = max(map(len, cells))
    return [(*row, *[""] * (width - len(row))) for row in cells]


def found(sop: Sop, options: Options | None = None) -> dict[str, Finding]:
    """What the rules find, by name; of several of one name the first."""
    findings = run(sop, (), options or Options())
    return {finding.name: finding for finding in reversed(findings)}


def detail(finding: Finding, name: str) -> str:
    """The value of a blank."""
    return dict(finding.details)[name]


def with_actors(*titles: str, groups: tuple[str | None, ...] = ()) -> Sop:
    """An SOP with actors of these titles."""
    actors = tuple(
        Actor(ActorId(f"a{number}"), title, groups[number] if groups else None)
        for number, title in enumerate(titles)
    )
    return a_sop(a_step(1, "a0"), actors=actors)


def test_there_are_enough_wordings() -> None:
    """The tables hold at least 300 wordings, of which at least half give no reason to speak."""
    cells = [row for path in sorted(DATA.glob("*.tsv")) for row in rows(path.name)]
    silent = [row for row in cells if not row[-1] and not row[-2].endswith(tuple(LEGAL_RULES))]

    assert len(cells) >= 300
    assert len(silent) >= len(cells) / 2


@pytest.mark.parametrize(("item", "name", "missing"), rows("dasar-hukum.tsv"))
def test_legal_basis(item: str, name: str, missing: str) -> None:
    """A citation that is whole and in force is silent, however it is written; others give one finding."""
    findings = found(a_sop(a_step(1), legal_basis=(item,)))

    assert findings.keys() & LEGAL_RULES == ({name} if name else set())
    assert not missing or detail(findings[name], "missing") == missing


@pytest.mark.parametrize(("title", "name"), rows("nama.tsv"))
def test_title(title: str, name: str) -> None:
    """A title that names an activity is silent; a year of a name, of a norm or of a plan is part of it."""
    findings = found(a_sop(a_step(1), title=title, agency=("PEMERINTAH KOTA", "BAGIAN UMUM")))

    assert findings.keys() & TITLE_RULES == ({name} if name else set())


@pytest.mark.parametrize(("titles", "name"), rows("pelaksana.tsv"))
def test_actors(titles: str, name: str) -> None:
    """Positions and offices are silent; words for anybody, applications, persons and doubles are told."""
    findings = found(with_actors(*titles.split(";")))

    assert findings.keys() & ACTOR_RULES == ({name} if name else set())


@pytest.mark.parametrize(("nip", "part"), rows("nip.tsv"))
def test_nip(nip: str, part: str) -> None:
    """A number of 18 digits with possible dates is silent, and so are those of other registers."""
    sop = a_sop(a_step(1), approved_by=Approval("Kepala", "Nama", nip))
    finding = found(sop).get("nip-malformed")

    assert (detail(finding, "part") if finding else "") == part


@pytest.mark.parametrize(("name", "item", "rule"), rows("butir.tsv"))
def test_items(name: str, item: str, rule: str) -> None:
    """An item of a list is silent as an office means it, and is told for one fault only."""
    sop = a_sop(a_step(1), **{name: ("Satu", "Dua", "Tiga", "Empat", item)})

    assert found(sop).keys() & ITEM_RULES == ({rule} if rule else set())


@pytest.mark.parametrize(("line", "item", "region"), rows("daerah.tsv"))
def test_regions(line: str, item: str, region: str) -> None:
    """Only a regulation of another region of the same level is told, and only if both names are clear."""
    sop = a_sop(a_step(1), agency=(line, "DINAS KESEHATAN"), legal_basis=(item,))
    finding = found(sop).get("legal-basis-of-another-region")

    assert (detail(finding, "region") if finding else "") == region


def test_regions_of_the_settings() -> None:
    """The regions that an office has set count for every level, and in place of the letterhead."""
    options = Options(regions=("kota batam", "kepulauan riau"))
    item = "Peraturan {} Nomor 5 Tahun 2020 tentang Tata Naskah Dinas"
    makers = ("Gubernur Kepulauan Riau", "Gubernur Kepri", "Wali Kota Batam", "Bupati Karimun")
    speaks = [
        "legal-basis-of-another-region" in found(a_sop(a_step(1), legal_basis=(item.format(maker),)), options)
        for maker in makers
    ]

    assert speaks == [False, False, False, True]


class TestNumber:
    """Numbers of SOPs."""

    @pytest.mark.parametrize(
        ("number", "pattern", "fits"),
        [
            *(("SOP-012/UM/2026", "SOP-###/*/####", True), ("sop-012/um/2026", "SOP-###/*/####", True)),
            *(("SOP-12/UM/2026", "SOP-###/*/####", False), ("SOP-012/2026", "SOP-###/*/####", False)),
            *(("D65 / 2 / OP-B", "D## / # / ??-?", True), ("D65/2/OP-B", "D## / # / ??-?", False)),
            *(("anything", "*", True), ("12/2026", "##/####", True), ("12/20266", "##/####", False)),
            *(("A.1", "A.#", True), ("Ax1", "A.#", False), ("a1b1", "a#*#", True), ("a1", "a#*#", False)),
        ],
    )
    def test_pattern(self, number: str, pattern: str, fits: bool) -> None:
        """In a pattern `#` is a digit, `?` a letter and `*` any text; everything else stands for itself."""
        findings = found(a_sop(a_step(1), number=number), Options(number_pattern=pattern))

        assert ("number-not-in-pattern" not in findings) == fits

    def test_long_pattern(self) -> None:
        """A pattern of many stars takes no longer than any other."""
        sop = a_sop(a_step(1), number="a" * 100_000)
        start = time.perf_counter()
        found(sop, Options(number_pattern="*a" * 90 + "b"))

        assert time.perf_counter() - start < 5

    @pytest.mark.parametrize(
        ("number", "speaks"),
        [
            *(("SOP-003/UM/2024", True), ("SOP.5-2019", True), ("12 Tahun 2022", True), ("5 / 2030", True)),
            *(("SOP-003/UM/2025", False), ("SOP-003/UM/2026", False), ("2024/SOP/01", False)),
            *(("SOP-003/17000", False), ("D65 / 2 / OP-B", False), ("12024", False), ("065/2024/ORG", False)),
        ],
    )
    def test_year(self, number: str, speaks: bool) -> None:
        """A year at the end of a number lies within those of the SOP's dates; other digits are no year."""
        sop = a_sop(a_step(1), number=number, created=date(2025, 6, 1), effective=date(2026, 1, 5))

        assert ("number-year-differs" in found(sop)) == speaks

    def test_year_of_unread_dates(self) -> None:
        """A date that could not be read leaves the year of the number alone."""
        sop = a_sop(a_step(1), number="1/2019", effective=date.min)

        assert "number-year-differs" not in found(sop)


class TestHistory:
    """The history of an SOP beside its dates and its version."""

    @staticmethod
    def lines(*days: date | None) -> tuple[Revision, ...]:
        """Entries of these days, with versions from 1."""
        return tuple(Revision(str(number), day, "Berubah") for number, day in enumerate(days, 1))

    @pytest.mark.parametrize(
        ("years", "speaks"),
        [((2023, 2024, 2025), False), ((2025, 2024, 2023), False), ((2023, 2025, 2024), True)],
    )
    def test_order(self, years: tuple[int, ...], speaks: bool) -> None:
        """Entries may stand from the first to the last or the other way round, but not mixed."""
        history = self.lines(*(date(year, 1, 1) for year in years), None)

        assert ("history-order" in found(a_sop(a_step(1), history=history))) == speaks

    def test_later_than_the_form(self) -> None:
        """A change after the last date of the form is told, unless the SOP is a draft."""
        sop = a_sop(a_step(1), history=self.lines(date(2026, 3, 1)))

        assert "history-after-dates" in found(sop)
        assert "history-after-dates" not in found(replace(sop, status=Status.DRAFT))
        assert "history-after-dates" not in found(replace(sop, revised=date(2026, 3, 1)))

    def test_revision_without_entry(self) -> None:
        """A revision needs an entry of the history of about its time; an SOP without a history needs none."""
        sop = a_sop(a_step(1), created=date(2023, 1, 1), revised=date(2025, 6, 1), effective=date(2025, 7, 1))

        assert "revision-not-in-history" not in found(sop)
        assert "revision-not-in-history" in found(replace(sop, history=self.lines(date(2023, 1, 1))))
        assert "revision-not-in-history" not in found(replace(sop, history=self.lines(date(2025, 5, 2))))

    @pytest.mark.parametrize(
        ("version", "speaks"), [("2", False), ("2.0", False), ("Versi 02", False), ("1", True), ("2.1", True)]
    )
    def test_version(self, version: str, speaks: bool) -> None:
        """The version is that of the latest entry, however it is written."""
        history = self.lines(date(2025, 1, 1), date(2026, 1, 1))
        sop = a_sop(a_step(1), version=version, history=history)

        assert ("version-differs-from-history" in found(sop)) == speaks


class TestToday:
    """Ages are measured by the day that is handed in."""

    def test_review_overdue(self) -> None:
        """An SOP is due a year after its last date, if a day of today is given and it is in force."""
        sop = a_sop(a_step(1), created=date(2024, 1, 1), effective=date(2025, 2, 1))

        assert "review-overdue" in found(sop, Options(today=TODAY))
        assert "review-overdue" not in found(sop)
        assert "review-overdue" not in found(sop, Options(today=TODAY, review_years=2))
        assert "review-overdue" not in found(sop, Options(today=date(2026, 2, 1)))
        assert "review-overdue" not in found(replace(sop, revised=date(2025, 9, 1)), Options(today=TODAY))
        assert "review-overdue" not in found(replace(sop, status=Status.DRAFT), Options(today=TODAY))

    def test_an_evaluation_in_the_history_counts(self) -> None:
        """An entry of the history from the last year shows that the SOP was looked at."""
        lines = (Revision("2", date(2026, 2, 2), "Dievaluasi, tidak berubah"),)
        sop = a_sop(a_step(1), created=date(2024, 1, 1), effective=date(2025, 1, 1), history=lines)

        assert "review-overdue" not in found(sop, Options(today=date(2026, 12, 1)))

    @pytest.mark.parametrize("day", [date(2024, 2, 29), date(9999, 12, 31)])
    def test_odd_days(self, day: date) -> None:
        """The last day of February and the last year of the calendar have a day a year later too."""
        sop = a_sop(a_step(1), created=day, effective=day)

        assert "review-overdue" not in found(sop, Options(today=day))

    def test_not_yet_in_force(self) -> None:
        """Only an SOP that is called in force must have reached its day."""
        sop = a_sop(a_step(1), effective=date(2026, 4, 1), status=Status.IN_FORCE)

        assert "not-yet-in-force" in found(sop, Options(today=TODAY))
        assert "not-yet-in-force" not in found(sop, Options(today=date(2026, 4, 1)))
        assert "not-yet-in-force" not in found(sop)
        assert "not-yet-in-force" not in found(replace(sop, status=Status.DRAFT), Options(today=TODAY))


class TestLists:
    """The six lists of the identity page."""

    def test_missing(self) -> None:
        """A list is missed where three others are filled in; a dash fills it in, a bare SOP misses none."""
        filled = {"qualifications": ("A",), "equipment": ("B",), "records": ("-",)}
        missing = [
            each for each in run(a_sop(a_step(1), **filled), ()) if each.name == "identity-list-missing"
        ]

        assert [each.pointer for each in missing] == [("legal_basis",), ("related",), ("warnings",)]
        assert "identity-list-missing" not in found(a_sop(a_step(1), equipment=("A",), records=("B",)))

    def test_repeated(self) -> None:
        """An item that differs from an earlier one by number, mark and letter case only is the same."""
        finding = found(a_sop(a_step(1), equipment=("1. Komputer", "Printer", "komputer;")))["repeated-item"]

        assert (finding.pointer, finding.related) == (("equipment", 2), (("equipment", 0),))

    def test_dashes_are_not_repeated(self) -> None:
        """Dashes say nothing, and so not the same."""
        assert "repeated-item" not in found(a_sop(a_step(1), records=("-", "-", "–")))

    def test_equipment_of_the_steps(self) -> None:
        """What a step makes is no equipment, unless it was an input before or is a form to fill in."""
        first = a_step(1, inputs=("Berkas",), outputs=("Berita Acara", "Berkas", "Formulir Cuti"))
        sop = a_sop(first, equipment=("Komputer", "Berkas", "Formulir Cuti", "Berita acara."))

        told = [each.pointer for each in run(sop, ()) if each.name == "equipment-is-an-output"]
        assert told == [("equipment", 3)]

    def test_warning_without_consequence(self) -> None:
        """A warning says a condition, a consequence or a prohibition."""
        warnings = ("Kegiatan penerimaan surat", "Berkas wajib asli", "Jika kurang, berkas ditolak", "-")
        told = [
            each.pointer
            for each in run(a_sop(a_step(1), warnings=warnings), ())
            if each.name == "warning-without-consequence"
        ]

        assert told == [("warnings", 0)]

    def test_replaced_sops_keep_their_bases(self) -> None:
        """An SOP that is itself replaced or withdrawn keeps the legal bases of its time."""
        sop = a_sop(a_step(1), legal_basis=("UU 32/2004 tentang Pemerintahan Daerah",))

        assert "repealed-legal-basis" in found(sop)
        assert "repealed-legal-basis" not in found(replace(sop, status=Status.WITHDRAWN))


class TestActors:
    """The actors of an SOP."""

    def test_single(self) -> None:
        """One actor alone is told from five steps on."""
        steps = [a_step(number) for number in range(1, 6)]

        assert "single-actor" in found(a_sop(*steps))
        assert "single-actor" not in found(a_sop(*steps[:4]))

    def test_groups_tell_actors_apart(self) -> None:
        """The same title in two offices means two persons, and an office narrows a word for anybody."""
        groups = ("Dinas Sosial", "Dinas Kesehatan")

        assert not found(with_actors("Kepala", "Kepala", groups=groups)).keys() & ACTOR_RULES
        assert not found(with_actors("Staf", "Petugas", groups=groups)).keys() & ACTOR_RULES

    def test_many(self) -> None:
        """The first actor beyond the limit of the office is told."""
        sop = with_actors(*(f"Analis {letter}" for letter in "ABCDEFGH"))

        assert found(sop)["many-actors"].pointer == ("actors", "a6")
        assert "many-actors" not in found(sop, Options(most_actors=8))

    def test_who_approves(self) -> None:
        """Under who approves, too, a position is expected, and the name stands beside it."""
        sop = a_sop(a_step(1), approved_by=Approval("Rina Wulandari, S.Sos", None))

        assert found(sop)["person-instead-of-position"].pointer == ("approved_by", "position")


class TestWordLists:
    """The word lists that people may edit."""

    def test_repeals_are_sound(self) -> None:
        """Each repealed regulation is read as what the table says, and what took its place is younger."""
        assert len(repeals()) == len(word_rows("repeals"))
        for row in word_rows("repeals"):
            old, new = citation(row["regulation"]), citation(row["replaced_by"])
            assert old
            assert new
            assert (old.year, new.kind in kinds_of_regulations()) == (row["year"], True)
            assert int(new.year or 0) >= int(row["year"])
            repeal = repeal_of(old)
            assert repeal
            assert repeal_of(citation(repeal.now) or new) is None

    def test_misspellings_are_sound(self) -> None:
        """No right spelling is called wrong, and each wrong one stands once."""
        wrong = [row["wrong"] for row in word_rows("misspellings")]

        assert len(set(wrong)) == len(wrong)
        for row in word_rows("misspellings"):
            assert "misspelled-word" not in found(a_sop(a_step(1), title=row["right"]))
            assert found(a_sop(a_step(1), title=row["wrong"]))["misspelled-word"].suggestion == row["right"]

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            *(("AUTPUT", "OUTPUT"), ("Autput", "Output"), ("autput", "output")),
            *(("Mutu Buku", "Mutu Baku"), ("Filling cabinet", "Filing cabinet")),
        ],
    )
    def test_letter_case(self, wrong: str, right: str) -> None:
        """The right spelling has the capitals of the wrong one."""
        finding = found(a_sop(a_step(1), equipment=(wrong,)))["misspelled-word"]

        assert finding.fix == (Reword(("equipment", 0), wrong, right),)

    def test_words_are_in_lower_case(self) -> None:
        """Words to compare stand in lower case, as the texts are compared."""
        lists = [
            ("positions", "generic"),
            ("positions", "applications"),
            ("titles", "units"),
            ("titles", "documents"),
        ]

        for name, key in lists:
            assert all(word == word.casefold() for word in words_of(name, key))


WORDS = st.sampled_from(
    [
        *(
            "SOP",
            "Peraturan",
            "UU",
            "Nomor",
            "32",
            "Tahun",
            "2004",
            "tentang",
            "dan",
            "1.",
            "-",
            "Kabag",
            "Mutu Buku",
        ),
        *(
            "PER/21/M.PAN/11/2008",
            "Perda Kota",
            "tetang",
            "(",
            ")",
            "/",
            ";",
            "a)",
            "2025",
            "NIP.",
            "S.Sos",
            ", SH",
        ),
    ]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=30)


@st.composite
def odd_sops(draw: st.DrawFn) -> Sop:
    """SOPs whose identity is made of the words that the rules look at, and of anything."""
    lists = {name: tuple(draw(st.lists(TEXTS, max_size=4))) for name in IDENTITY_LISTS}
    actors = tuple(
        Actor(ActorId(f"a{number}"), title) for number, title in enumerate(draw(st.lists(TEXTS, max_size=4)))
    )
    approval = Approval(draw(TEXTS), draw(TEXTS), draw(TEXTS))
    return a_sop(
        a_step(1, outputs=lists["equipment"]),
        number=draw(TEXTS),
        title=draw(TEXTS),
        agency=(draw(TEXTS),),
        approved_by=approval,
        actors=actors,
        **lists,
    )


def value_at(sop: Sop, pointer: tuple[str | int, ...]) -> str | None:
    """The text of a pointer to the identity or an actor; None for others."""
    if pointer[0] == "actors":
        return sop.actor(ActorId(str(pointer[1]))).title
    value: object = sop
    for token in pointer:
        value = value[token] if isinstance(token, int) else getattr(value, token)  # type: ignore[index]
    return value if isinstance(value, str) else None


class TestLaws:
    """What holds of every SOP, however odd its texts are."""

    @given(odd_sops(), st.none() | TEXTS)
    def test_words_stand_in_the_value(self, sop: Sop, pattern: str | None) -> None:
        """The words of a finding, and those that its fix changes, stand in the value, and there first."""
        for finding in run(sop, (), Options(number_pattern=pattern, today=TODAY)):
            if finding.pointer[0] in ("steps", "actors") and finding.words is None:
                continue
            value = value_at(sop, finding.pointer)
            if finding.words is not None:
                assert finding.words.strip()
                assert value is not None
                assert finding.words in value
            for change in finding.fix:
                if isinstance(change, Reword):
                    assert change.old in (value_at(sop, change.pointer) or "")

    @pytest.mark.parametrize(
        "piece", ["SOP ", "1. A ", "dan ", "(", "a/", "UU 1 ", "- ", "0", "Kabag,", "ng"]
    )
    def test_long_texts(self, piece: str) -> None:
        """A text of a hundred thousand characters is read as quickly as a short one."""
        text = piece * (100_000 // len(piece))
        lists = dict.fromkeys(IDENTITY_LISTS, (text, text))
        actors = tuple(Actor(ActorId(f"a{number}"), text) for number in range(4))
        sop = a_sop(a_step(1), number=text, title=text, agency=(text,), actors=actors, **lists)
        start = time.perf_counter()
        run(
            replace(sop, approved_by=Approval(text, text, text)),
            (),
            Options(number_pattern="*#*", today=TODAY),
        )

        assert time.perf_counter() - start < 5
