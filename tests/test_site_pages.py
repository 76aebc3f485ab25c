"""The pages of the catalogue: what they say, where they lead, and what hostile texts cannot do to them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.chart import draw
from sopkit.document import Document, read
from sopkit.model import Status
from sopkit.rules.cards import cards
from sopkit.settings import Settings, SiteSettings
from sopkit.settings.site_table import contrast
from sopkit.site.actors import actor_pages
from sopkit.site.context import SiteContext, site_context
from sopkit.site.laws import law_pages
from sopkit.site.linked import Neighbours
from sopkit.site.names import actor_page, law_key, law_page, named, names_of, page_names
from sopkit.site.pages import neighbours_of, shared_files, sop_page
from sopkit.site.summary import ActorSummary, FindingSummary, StepSummary, Summary, summary_of
from tests.page_reader import PageReader, read_page
from tests.strategies import HORRORS, sops

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.model import Sop

SOPS = Path(__file__).parent.parent / "sops"
HOSTILE = (
    "</title></textarea></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}{% x %}&amp;"
)
DRAWING = (
    b'<svg class="sopkit" width="10pt" height="5pt" aria-labelledby="sop-title">'
    b'<title id="sop-title">a</title></svg>'
)


def context_of(
    language: str = "id", site: SiteSettings | None = None, templates: Path | None = None
) -> SiteContext:
    """Return a context with settings of the catalogue alone."""
    return site_context(Settings(site=site or SiteSettings()), language=language, templates=templates)


def summaries_of(found: Iterable[Sop], language: str = "id") -> tuple[Summary, ...]:
    """Return the summaries of SOPs, named."""
    documents = (Document(f"{at}.yaml", "", "en", (), sop) for at, sop in enumerate(found))
    made = (summary_of(each, each.file, language=language, settings=Settings()) for each in documents)
    return named(made)


def page_of(
    sop: Sop, context: SiteContext | None = None, drawing: bytes = DRAWING, others: tuple[Sop, ...] = ()
) -> str:
    """Return the page of an SOP, with an empty drawing unless one is given."""
    context = context or context_of()
    summaries = summaries_of((sop, *others), context.language)
    return sop_page(
        Document("0.yaml", "", "en", (), sop),
        sop,
        context,
        summary=summaries[0],
        neighbours=neighbours_of(summaries)["0.yaml"],
        drawing=drawing,
    )


def shared(summaries: tuple[Summary, ...], context: SiteContext | None = None) -> dict[str, PageReader]:
    """Return the pages that are made of summaries, by their paths."""
    files = shared_files(summaries, context or context_of())
    return {name: read_page(data.decode()) for name, data in files if name.endswith(".html")}


def check_whole(reader: PageReader) -> None:
    """Check that every element is closed, no id comes twice, and nothing runs but the search."""
    assert reader.unbalanced == reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    scripts = [attributes.get("src") for tag, attributes in reader.elements if tag == "script"]
    assert scripts in ([], ["search-index.js", "search.js"])
    assert not {"iframe", "base", "form", "object", "embed"} & set(reader.tags)
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    assert not [name for _, attributes in reader.elements for name in attributes if name == "style"]


@pytest.fixture(scope="module")
def real() -> tuple[tuple[Document, ...], tuple[Summary, ...]]:
    """Return the example SOPs with their summaries."""
    documents = tuple(read(path.read_bytes(), path.name) for path in sorted(SOPS.glob("*.yaml")))
    made = (summary_of(each, each.file, language="id", settings=Settings()) for each in documents)
    return documents, named(made)


class TestNames:
    """Names of pages are safe everywhere."""

    @given(st.lists(st.text(max_size=120), max_size=12))
    def test_names_are_plain_and_unique(self, ids: list[str]) -> None:
        """Whatever the ids are, names hold small letters, digits and dashes, and none comes twice."""
        names = page_names(ids)

        assert len(names) == len(ids) == len(set(names))
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
        assert all(len(name) < 100 for name in names)

    @pytest.mark.parametrize(
        ("one", "name"),
        [
            ("perbaikan-data-kinerja", "perbaikan-data-kinerja"),
            ("../../etc/passwd", "etc-passwd"),
            (r"C:\Windows\system.ini", "c-windows-system-ini"),
            ("index", "sop-index"),
            ("style", "sop-style"),
            ("COM1", "sop-com1"),
            ("Évaluasi", "evaluasi"),
            ("日本語", "sop"),
            ("", "sop"),
        ],
    )
    def test_a_name_leads_nowhere_else(self, one: str, name: str) -> None:
        """A name cannot leave the folder, replace the index or stand for a device."""
        assert page_names([one]) == (name,)

    def test_a_number_given_by_hand_is_kept_apart(self) -> None:
        """A number that is added never meets an id that already has it."""
        assert page_names(["a", "a-2", "A"]) == ("a", "a-2", "a-3")

    @given(st.text(max_size=90), st.text(max_size=90))
    def test_actors_share_a_page_only_if_they_are_one(self, one: str, other: str) -> None:
        """Two titles have one page if they differ in letter case and spaces alone, and else two."""
        is_one = " ".join(one.casefold().split()) == " ".join(other.casefold().split())

        assert (actor_page(one) == actor_page(other)) is is_one
        assert re.fullmatch(r"actors/[a-z0-9-]{1,100}\.html", actor_page(one))

    @pytest.mark.parametrize(
        ("one", "other", "is_one"),
        [
            ("UU No. 25 Tahun 2009", "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik", True),
            ("Permenpan RB No. 35 Tahun 2012", "Peraturan Menteri PAN dan RB Nomor 35 Tahun 2012;", True),
            ("1. Kode Etik Pegawai", "kode etik  pegawai.", True),
            ("UU 25/2009", "PP 25/2009", False),
            (
                "Peraturan Bupati Bantul Nomor 5 Tahun 2015",
                "Peraturan Bupati Sleman Nomor 5 Tahun 2015",
                False,
            ),
            ("UU No. 25 Tahun 2009", "UU No. 25 Tahun 2010", False),
        ],
    )
    def test_spellings_of_a_regulation_are_one(self, one: str, other: str, is_one: bool) -> None:
        """A regulation is known by kind, maker, number and year, however it is spelled."""
        assert (law_key(one) == law_key(other)) is is_one
        assert (law_page(one) == law_page(other)) is is_one

    def test_an_sop_with_errors_has_no_page(self) -> None:
        """An SOP with errors gets no name, and the others keep theirs."""
        faulty = Summary("b.yaml", findings=(FindingSummary("error", "SOP102", "missing-key", 1, 1, "x"),))
        first, second, third = named([Summary("a.yaml", id="a"), faulty, Summary("c.yaml", id="a")])

        assert (first.name, second.name, third.name) == ("a", None, "a-2")
        assert names_of(third).form == "sop/a-2.form.pdf"
        with pytest.raises(ValueError, match="no page"):
            names_of(second)


class TestSummary:
    """What the shared pages are made of."""

    @given(sop=sops(max_steps=5, max_actors=3))
    def test_a_summary_comes_back_from_json(self, sop: Sop) -> None:
        """A summary that was written as JSON and read again is the same."""
        (summary,) = summaries_of([sop])

        assert Summary.from_json(json.loads(json.dumps(summary.as_json()))) == summary

    def test_totals_are_short(self, real: tuple[tuple[Document, ...], tuple[Summary, ...]]) -> None:
        """A total is told once, in its largest units; what is not counted makes it a least, or none."""
        totals = {summary.id: summary.total for summary in real[1]}

        assert totals["perbaikan-data-kinerja"] == "paling cepat 8 jam 40 menit"
        assert totals["pengumpulan-capaian-kinerja"] == "14 - 251 hari kerja"
        assert totals["penyusunan-bahan-paparan"] == ""

    def test_findings_are_in_the_language_of_the_catalogue(self) -> None:
        """A summary tells what was found in words of the pages' language."""
        document = read(b"sopkit: 1\ntitel: x\n", "a.yaml")

        said = {
            language: summary_of(document, "a.yaml", language=language, settings=Settings())
            for language in ("en", "id")
        }

        assert said["id"].findings[0].message != said["en"].findings[0].message
        assert said["id"].has_errors


class TestSopPage:
    """The page of an SOP."""

    @pytest.mark.parametrize("language", ["en", "id"])
    @given(sop=sops(max_steps=5, max_actors=3))
    def test_no_text_breaks_a_page(self, language: str, sop: Sop) -> None:
        """Whatever the texts are, the page is whole and every text stands in it exactly."""
        reader = read_page(page_of(sop, context_of(language)))

        check_whole(reader)
        for text in (sop.title, sop.number, *sop.agency, *sop.legal_basis, *sop.warnings, *sop.records):
            assert text in reader.words
        for step in sop.steps:
            assert step.activity in reader.words
            for item in (*step.inputs, *step.outputs):
                assert item in [word.strip("\n") for word in reader.words]

    @given(sop=sops(max_steps=5, max_actors=3))
    def test_elements_do_not_depend_on_texts(self, sop: Sop) -> None:
        """A hostile text in every field makes no other elements than a plain text does."""
        plain, hostile = (_with_texts(sop, text) for text in ("teks", HOSTILE))

        one, other = (read_page(page_of(each)) for each in (plain, hostile))

        assert one.tags == other.tags
        assert HOSTILE in other.words

    @given(sop=sops(max_steps=5, max_actors=3))
    def test_every_way_is_told(self, sop: Sop) -> None:
        """Every way to a step links to that step's row."""
        reader = read_page(page_of(sop))

        for step in sop.steps:
            for branch in (*step.branches, *step.returns):
                if branch.to != "end":
                    assert f"#step-{sop.step(branch.to).number}" in reader.links

    @given(sop=sops(max_steps=4, max_actors=3))
    @settings(max_examples=10)
    def test_drawing_and_table_lead_to_each_other(self, sop: Sop) -> None:
        """Each symbol leads to its row and each row to its symbol, whatever the texts and keys are."""
        page = page_of(sop, drawing=draw(sop))
        reader = read_page(page)

        check_whole(reader)
        assert [name for name in reader.ids if name.startswith("sop-")] == []
        for step in sop.steps:
            row, symbol = f"step-{step.number}", f"chart-step-{step.number}"
            assert {row, symbol} <= set(reader.ids)
            assert {f"#{row}", f"#{symbol}"} <= set(reader.links)
        linked = re.findall(r'class="link">\s*<title>(?=[^<])', page)
        assert len(linked) == sum(attributes.get("class") == "link" for _, attributes in reader.elements)
        assert "style" not in reader.tags

    @pytest.mark.parametrize("status", list(Status))
    def test_a_banner_says_what_is_not_in_force(self, status: Status) -> None:
        """Drafts and what was replaced or withdrawn say so above all else; what is in force does not."""
        sop = replace(_example(), status=status)

        notes = [
            attributes
            for _, attributes in read_page(page_of(sop)).elements
            if attributes.get("role") == "note"
        ]

        assert len(notes) == (status is not Status.IN_FORCE)

    def test_texts_of_another_language_say_so(self) -> None:
        """What an English SOP says is marked as English on an Indonesian page, the words around it not."""
        sop = replace(_example(), language="en")
        reader = read_page(page_of(sop))

        headings = [attributes for tag, attributes in reader.elements if tag == "h1"]
        assert headings == [{"lang": "en"}]
        assert ("html", {"lang": "id"}) in reader.elements
        assert not [attributes for tag, attributes in reader.elements if tag == "h2" and "lang" in attributes]

    def test_related_sops_lead_to_each_other(self) -> None:
        """The page links to the SOPs that its list names, and to those whose lists name it."""
        one = replace(
            _example(), id="satu", title="Penerimaan Surat", number="SOP/1/2026", related=("SOP/2/2026",)
        )
        other = replace(_example(), id="dua", title="Pengarsipan Surat", number="SOP/2/2026", related=())
        found = neighbours_of(summaries_of([one, other]))

        assert [link.page for entry in found["0.yaml"].related for link in entry.links] == ["sop/dua.html"]
        assert [link.page for link in found["1.yaml"].named_by] == ["sop/satu.html"]
        assert "../sop/dua.html" in read_page(page_of(one, others=(other,))).links

    def test_neighbours_have_a_stable_text(self) -> None:
        """The neighbours of an SOP are written the same each time, for those who keep pages."""
        summaries = summaries_of([_example(), replace(_example(), id="dua")])

        assert repr(neighbours_of(summaries)) == repr(neighbours_of(summaries))
        assert repr(Neighbours()) == repr(Neighbours())


class TestSharedPages:
    """The pages that are made of the summaries of all SOPs."""

    def test_every_link_leads_somewhere(self, real: tuple[tuple[Document, ...], tuple[Summary, ...]]) -> None:
        """Every link of every page is a file of the catalogue, and every anchor an id of its page."""
        documents, summaries = real
        context = context_of()
        files = dict(shared_files(summaries, context))
        readers = {name: read_page(data.decode()) for name, data in files.items() if name.endswith(".html")}
        neighbours = neighbours_of(summaries)
        for document, summary in zip(documents, summaries, strict=True):
            assert document.sop is not None
            found = neighbours[summary.file]
            page = sop_page(
                document, document.sop, context, summary=summary, neighbours=found, drawing=draw(document.sop)
            )
            places = names_of(summary)
            readers[places.html] = read_page(page)
            files |= dict.fromkeys((places.svg, places.png, places.pdf, places.form, places.yaml), b"")

        for name, reader in readers.items():
            check_whole(reader)
            for link in reader.links:
                file, _, anchor = link.partition("#")
                target = _target(name, file)
                assert target in files or target in readers, (name, link)
                assert not anchor or anchor in readers[target].ids, (name, link)

    def test_the_same_summaries_give_the_same_bytes(
        self, real: tuple[tuple[Document, ...], tuple[Summary, ...]]
    ) -> None:
        """Making the pages twice gives the same bytes."""
        assert list(shared_files(real[1], context_of())) == list(shared_files(real[1], context_of()))

    def test_the_index_lists_every_sop_once(
        self, real: tuple[tuple[Document, ...], tuple[Summary, ...]]
    ) -> None:
        """The index has a row for each SOP with a link to its page, below the name of its unit."""
        reader = shared(real[1])["index.html"]

        links = [str(attributes.get("href")) for tag, attributes in reader.elements if tag == "a"]
        pages = [link for link in links if link.startswith("sop/") and link.endswith(".html")]
        assert sorted(pages) == sorted(f"sop/{summary.name}.html" for summary in real[1])
        assert sum(tag == "tr" for tag, _ in reader.elements) == len(real[1]) + len(
            {summary.agency for summary in real[1]}
        )
        assert all(summary.agency[-1] in reader.words for summary in real[1])

    def test_steps_stand_below_the_titles_of_the_sop(self) -> None:
        """The table of steps has the titles that the SOP gives its columns, and ours for the others."""
        sop = read((SOPS / "penerimaan-surat-masuk.yaml").read_bytes(), "surat.yaml").sop
        assert sop is not None
        reader = read_page(page_of(sop))

        words = " ".join(reader.words)
        steps = words[words.index("Uraian Kegiatan") :]
        heads = ["Uraian Kegiatan", "Pelaksana", "Persyaratan", "Waktu Baku", "Hasil", "Ket.", "Kelanjutan"]
        assert [steps.index(head) for head in heads] == sorted(steps.index(head) for head in heads)
        labels = {attributes.get("data-label") for tag, attributes in reader.elements if tag == "td"}
        assert {*heads, None} >= labels >= {"Persyaratan", "Waktu Baku", "Hasil"}

    def test_cells_of_long_tables_have_labels_on_a_phone(self) -> None:
        """The style sheet names the cells of the index and of actors' pages where rows are cards."""
        style = dict(shared_files((), context_of()))["style.css"].decode()

        wide = "@media screen and (max-width: 48rem)"
        labels = style[style.index(f"{wide}{{.sops.lean") :].partition("\n")[0]
        assert style.count(wide) >= 2
        assert '.sops.lean td:nth-child(3)::before{content:"Tanggal efektif"}' in labels
        assert '.own.lean td:nth-child(6)::before{content:"Bersama"}' in labels

    def test_an_actor_finds_all_of_its_steps(self) -> None:
        """The page of an actor has its steps in all SOPs, however its title is spelled, and its partners."""
        steps = (
            StepSummary(1, "1", "Menyusun konsep", ("Kepala Bagian",), time="1 jam"),
            StepSummary(2, "2", "Membahas konsep", ("KEPALA  BAGIAN", "Staf"), "together"),
            StepSummary(3, "3", "Mengetik konsep", ("Staf",)),
        )
        one = Summary(
            "a.yaml", "a", "a", "1", "Satu", actors=(ActorSummary("k", "Kepala Bagian"),), steps=steps
        )
        other = replace(one, file="b.yaml", name="b", actors=(ActorSummary("k", "kepala bagian"),))

        (found,) = (
            each for each in actor_pages([one, other], "id") if each.page == "actors/kepala-bagian.html"
        )

        assert found.title == "Kepala Bagian"
        assert found.count == 4
        assert [own.steps[1].others[0].title for own in found.sops] == ["Staf", "Staf"]
        assert found.sops[0].steps[1].manner == "bersama-sama"

    def test_laws_come_first_and_by_year(self) -> None:
        """Regulations stand in the order of their rank, those of one kind by year and number."""
        basis = (
            "PP 5 Tahun 2020",
            "Kode etik",
            "UU 9 Tahun 2004",
            "UU No. 10 Tahun 2004",
            "UU 1 Tahun 1999",
            "-",
        )

        found = law_pages([Summary("a.yaml", "a", legal_basis=basis)])

        assert [law.words for law in found] == [
            "UU 1 Tahun 1999", "UU 9 Tahun 2004", "UU No. 10 Tahun 2004", "PP 5 Tahun 2020", "Kode etik",
        ]  # fmt: skip

    def test_findings_tell_errors_first(self) -> None:
        """The list of findings has the files with errors first, and each rule once with its title."""
        warning = FindingSummary("warning", "SOP303", "open-ended-time", 2, 1, "x")
        error = FindingSummary("error", "SOP102", "missing-key", 1, 1, "`a` <b>", "Tambahkan.")
        summaries = (
            Summary("a.yaml", "a", title="Satu", findings=(warning, warning)),
            Summary("b.yaml", findings=(error,)),
        )

        reader = shared(summaries)["findings.html"]

        assert reader.text.index("b.yaml") < reader.text.index("a.yaml")
        assert {"SOP303", "SOP102"} <= set(reader.ids)
        assert "a" in reader.words
        assert " <b>" in reader.words

    def test_an_error_without_a_rule_reads_as_a_sentence(self) -> None:
        """What keeps an SOP from being drawn has no rule; its words follow the severity and a colon."""
        error = FindingSummary("error", "", "", 1, 1, "baris langkah 1 terlalu tinggi")

        assert (
            "Galat: baris langkah 1" in shared((Summary("b.yaml", findings=(error,)),))["findings.html"].text
        )

    def test_every_rule_has_a_title_for_the_list(self) -> None:
        """Every rule can stand in the list of findings."""
        found = tuple(FindingSummary("hint", each.code, each.name, 1, 1, "x") for each in cards())

        assert len(shared((Summary("a.yaml", "a", findings=found),))["findings.html"].text) > 1000

    @pytest.mark.parametrize("text", [HOSTILE, *HORRORS])
    def test_no_text_breaks_a_shared_page(self, text: str) -> None:
        """Whatever stands in a summary, the shared pages have the same elements, and the text exactly."""
        plain, hostile = (_summaries_with(each) for each in ("teks", text))

        one, other = shared(plain), shared(hostile)

        for reader in other.values():
            check_whole(reader)
        assert sorted(_elements(one)) == sorted(_elements(other))
        assert text in other["index.html"].words
        assert text in other[actor_page(text)].words
        assert text in other[law_page(text)].words

    def test_control_characters_are_never_written(self) -> None:
        """A character that no page may hold is shown as one that is missing."""
        page = next(
            data for name, data in shared_files(_summaries_with("a\0b\x1bc\ud800\uffff"), context_of())
        )

        assert "a\ufffdb\ufffdc\ufffd\ufffd" in page.decode()

    def test_a_map_shows_who_names_whom(self, real: tuple[tuple[Document, ...], tuple[Summary, ...]]) -> None:
        """The map draws each SOP that names another or is named as a link, and no other."""
        files = dict(shared_files(real[1], context_of()))
        found = neighbours_of(real[1])
        linked = {
            names_of(each).html
            for each in real[1]
            if found[each.file].named_by or any(entry.links for entry in found[each.file].related)
        }

        drawn = re.findall(r'<a href="([^"]*)" aria-label', files["map.svg"].decode())

        assert set(drawn) == linked
        assert len(drawn) == len(linked)

    def test_a_catalogue_without_relations_has_no_map(self) -> None:
        """Where no SOP names another, the page says so, and there is no drawing."""
        names = [name for name, _ in shared_files(summaries_of([_example()]), context_of())]

        assert "map.html" in names
        assert "map.svg" not in names


class TestLook:
    """What every page has in common."""

    def test_pages_fetch_nothing_from_elsewhere(
        self, real: tuple[tuple[Document, ...], tuple[Summary, ...]]
    ) -> None:
        """No page and no style sheet names an address, and the policy of each page forbids to."""
        for name, data in shared_files(real[1], context_of()):
            if name.endswith((".html", ".css")):
                text = data.decode()
                assert "http:" not in text
                assert "https:" not in text
                assert "url(" not in text
                assert "@import" not in text
            if name.endswith(".html"):
                assert "default-src 'none'; style-src 'self' file:; script-src 'self' file:;" in data.decode()

    def test_letterhead_colours_and_footer_are_the_offices(self) -> None:
        """Letterhead, title and footer of the settings stand on every page, the colours in the style."""
        site = SiteSettings(
            title="Katalog <1>", letterhead=("KOTA A & B",), accent="#7a1f2b", footer=("Jalan 1",)
        )
        files = dict(shared_files(summaries_of([_example()]), context_of(site=site)))

        for name, data in files.items():
            if name.endswith(".html"):
                reader = read_page(data.decode())
                assert {"Katalog <1>", "KOTA A & B", "Jalan 1"} <= set(reader.words)
        assert b"--accent-light:#7a1f2b" in files["style.css"]

    @pytest.mark.parametrize("is_dark", [False, True])
    def test_colours_can_be_read(self, is_dark: bool) -> None:
        """Texts have the contrast 4.5 on all that they stand on, frames 3, by day and by night.

        Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11.
        """
        colours = _colours(is_dark)
        texts = [(ink, back) for ink in ("ink", "quiet", "accent") for back in ("paper", "shade")]
        texts += [("error", "error-shade"), ("warning", "warning-shade"), ("good", "good-shade")]
        texts += [("ink", f"{name}-shade") for name in ("error", "warning")]
        texts += [(name, "paper") for name in ("error", "warning", "hint", "good")] + [
            ("on-accent", "accent")
        ]

        found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in texts}
        assert {pair for pair, share in found.items() if share < 4.5} == set()
        assert contrast(colours["strong-line"], colours["paper"]) >= 3

    def test_each_setting_changes_the_fingerprint(self, tmp_path: Path) -> None:
        """Another language, title or template makes another fingerprint; the same context the same."""
        (tmp_path / "law.html").write_text("{% extends 'sopkit/law.html' %}", encoding="utf-8")
        contexts = [
            context_of(),
            context_of("en"),
            context_of(site=SiteSettings(title="Katalog")),
            context_of(templates=tmp_path),
        ]

        assert len({context.fingerprint for context in contexts}) == len(contexts)
        assert context_of().fingerprint == context_of().fingerprint


def _example() -> Sop:
    sop = read((SOPS / "pembuatan-naskah-dinas.yaml").read_bytes(), "contoh.yaml").sop
    assert sop is not None
    return sop


def _colours(is_dark: bool) -> dict[str, str]:
    """Return the colours of the style sheet by day or by night, with the usual accent."""
    style = (Path(__file__).parent.parent / "sopkit" / "site" / "style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if is_dark:
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))
    usual = SiteSettings()
    return found | {"accent": usual.accent_dark if is_dark else usual.accent}


def _elements(pages: dict[str, PageReader]) -> list[str]:
    """Return the elements of pages, but for the lines into which the map breaks its texts."""
    return [tag for reader in pages.values() for tag in reader.tags if tag != "text"]


def _target(page: str, file: str) -> str:
    """Return the path that a link of a page leads to, in the catalogue."""
    if not file:
        return page
    parts = page.split("/")[:-1]
    for part in file.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _with_texts(sop: Sop, text: str) -> Sop:
    """Return an SOP with a text in every field of the page that is free."""
    actors = tuple(replace(actor, title=f"{text}{at}") for at, actor in enumerate(sop.actors))
    steps = tuple(
        replace(
            step,
            activity=text,
            question=text if step.question else None,
            inputs=(text, text),
            outputs=(text,),
            note=text,
            when=text if step.when else None,
            label=text if step.label else None,
            returns=tuple(replace(way, when=text, label=text) for way in step.returns),
            branches=tuple(replace(way, when=text, label=text) for way in step.branches),
        )
        for step in sop.steps
    )
    lists = dict.fromkeys(
        ("legal_basis", "qualifications", "related", "equipment", "warnings", "records"), (text, "b")
    )
    approval = replace(sop.approved_by, position=text, name=text, nip=text)
    texts = {"title": text, "number": text, "version": text, "agency": (text, text), **lists}
    history = tuple(replace(line, version=text, change=text) for line in sop.history)
    return replace(sop, actors=actors, steps=steps, approved_by=approval, history=history, **texts)  # type: ignore[arg-type]


def _summaries_with(text: str) -> tuple[Summary, ...]:
    """Return two SOPs and a faulty file that have a text in every field."""
    step = StepSummary(1, text, text, (text, f"{text} 2"), "together", (text,), (text,), text)
    one = Summary(
        file=text,
        id="satu",
        number=f"{text} 1/2026",
        title=text,
        agency=(text, text),
        version=text,
        effective="2026-01-01",
        total=text,
        actors=(ActorSummary(text, text, text), ActorSummary("b", f"{text} 2")),
        steps=(step,),
        legal_basis=(text,),
        related=("dua",),
        findings=(FindingSummary("hint", "SOP401", "step-without-inputs", 1, 1, text, text),),
    )
    other = replace(
        one, file=f"{text}2", id="dua", title=f"{text} dua", number="2/2026", related=("satu", text)
    )
    error = FindingSummary("error", "SOP102", "missing-key", 1, 1, text, text)
    return named([one, other, Summary(f"{text}3", findings=(error,))])
