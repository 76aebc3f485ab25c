"""The search of a catalogue in a real browser: what it finds, why, by keys, in the address, and how fast."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import pytest

from sopkit.site.summary import ActorSummary, StepSummary, Summary
from tests.axe import axe_script, faults
from tests.catalogue import ALERT, HOSTILE_FILE, SEED
from tests.test_site_search import LETTER, script_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import Browser
    from tests.catalogue import Catalogue

pytestmark = pytest.mark.browser

Search = Callable[..., list[str]]

MANY: Final = 5000
MOST_MILLISECONDS: Final = 50
TITLES: Final = "[...document.querySelectorAll('#search-hits .hit-title a')].map(each => each.textContent)"
LINES: Final = """[...document.querySelectorAll('#search-hits li li')]
    .map(each => [each.textContent, each.querySelector('a')?.getAttribute('href')])"""
MARKS: Final = "[...document.querySelectorAll('#search-hits mark')].map(each => each.textContent)"
COUNT: Final = "document.getElementById('search-count').textContent"
ADDRESS: Final = "decodeURIComponent(location.hash)"
FOCUS: Final = "document.activeElement.textContent || document.activeElement.id"
EMPTY: Final = {"asked": "", "hits": 0, "list": True}
BACK: Final = """new Promise(done => {
    addEventListener('popstate', () => done(), { once: true });
    history.back();
})"""
STATE: Final = """({
    asked: document.getElementById('search-words').value,
    hits: document.querySelectorAll('#search-hits > li').length,
    list: !document.getElementById('sops').hidden,
})"""
KEYSTROKES: Final = """words => words.flatMap(word => [...word].map((_, at) => {
    const input = document.getElementById('search-words');
    const begin = performance.now();
    input.value = word.slice(0, at + 1);
    input.dispatchEvent(new Event('input'));
    document.body.getBoundingClientRect();
    return performance.now() - begin;
}))"""


@pytest.fixture
def search(surfer: Browser, catalogue: Catalogue) -> Search:
    """Return what opens the list of SOPs, writes into the search and says which titles it finds."""

    def found(words: str, fragment: str = "") -> list[str]:
        surfer.look()
        surfer.open(catalogue.folder / "index.html", fragment)
        surfer.run("document.getElementById('search-words').focus()")
        surfer.write(words)
        titles: list[str] = surfer.run(TITLES)
        return titles

    return found


@pytest.fixture(scope="module")
def large(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a catalogue whose search has five thousand SOPs."""
    return searching(catalogue, tmp_path_factory.mktemp("large"), many(MANY))


def searching(catalogue: Catalogue, folder: Path, summaries: list[Summary]) -> Path:
    """Put the front page of the catalogue into a folder, with a search through other SOPs."""
    for name in ("index.html", "style.css", "search.js"):
        shutil.copy(catalogue.folder / name, folder)
    (folder / "search-index.js").write_bytes(script_of(summaries))
    return folder


def choose(browser: Browser, name: str, value: str) -> None:
    """Choose an entry of a filter."""
    browser.run(f"""(() => {{
        const select = document.getElementById('search-{name}');
        select.value = {value!r};
        select.dispatchEvent(new Event('change', {{ bubbles: true }}));
    }})()""")


class TestFound:
    """What is found, and in which order."""

    @pytest.mark.parametrize(
        "words",
        [
            "penerimaan surat masuk",
            "Penerimaan SURAT",
            "penrimaan",  # a letter is missing
            "peneirmaan",  # two are swapped
            "surat msauk",  # the same in a short word
            "pemerimaan",  # one is wrong
            "peneerimaan",  # one is too many
            "terima",  # its root, which others have in a step
            "menerima",  # another form of it
            "surat disposisi",  # in another order
            "TU-01",
            "000.5.1/TU-01/2026",
        ],
    )
    def test_small_mistakes_and_other_forms_do_not_matter(self, search: Search, words: str) -> None:
        """An SOP is found by its words in any order, by other forms of them, and with a mistake in one."""
        assert search(words)[0] == "Penerimaan dan Disposisi Surat Masuk"

    @pytest.mark.parametrize(
        ("words", "title"),
        [
            ("D65/2/OP-B", "Perbaikan Data Kinerja"),
            ("d652opb", "Perbaikan Data Kinerja"),
            ("arsipris", "Perbaikan Data Kinerja"),
            ("karo organisasi", "Perbaikan Data Kinerja"),
            ("kepala biro organisasi", "Perbaikan Data Kinerja"),
            ("nota dinas permintaan", "Perbaikan Data Kinerja"),
            ("bagian tatalaksana", "Perbaikan Data Kinerja"),
            ("uu 20 2009", "Pengusulan Gelar Calon Pahlawan Nasional"),
            ("foreign delegation", "Reception of Foreign Delegations"),
        ],
    )
    def test_numbers_actors_activities_laws_and_units_are_searched(
        self, search: Search, words: str, title: str
    ) -> None:
        """An SOP is found by its number, an actor in short or in full, an activity, a law, and its unit."""
        assert search(words)[:1] == [title]

    def test_a_title_comes_before_an_activity(self, search: Search) -> None:
        """SOPs with a word in the title stand before those that have it in a step alone."""
        titles = search("surat")
        named = ["surat" in title.lower() for title in titles]

        assert named == sorted(named, reverse=True)
        assert 2 <= sum(named) < len(named)

    def test_titles_come_first_then_numbers_actors_activities_and_laws(
        self, surfer: Browser, catalogue: Catalogue, tmp_path: Path
    ) -> None:
        """Where the word stands decides the order, whatever the titles."""
        plain = replace(LETTER, legal_basis=(), actors=(ActorSummary("staf", "Staf"),))
        sops = [
            replace(plain, file="5", id="e", title="F arwana"),
            replace(plain, file="4", id="d", title="E", number="ARWANA/1"),
            replace(plain, file="3", id="c", title="D", actors=(ActorSummary("a", "Arwana"),)),
            replace(plain, file="2", id="b", title="C", steps=(StepSummary(1, "1", "Memberi arwana", ()),)),
            replace(plain, file="1", id="a", title="B", legal_basis=("Peraturan Arwana",)),
        ]
        surfer.look()
        surfer.open(searching(catalogue, tmp_path, [plain, *sops]) / "index.html")
        surfer.run("document.getElementById('search-words').focus()")
        surfer.write("arwana")

        assert surfer.run(TITLES) == [sop.title for sop in sops]

    @pytest.mark.parametrize(
        ("words", "titles"),
        [
            ("000.5.1", ["Satu"]),
            ("000.5", ["Satu"]),
            ("5.1", ["Satu"]),
            ("000/5/1", ["Satu"]),
            ("000.1.5/TU", ["Dua"]),
            ("000 5 1", ["Satu", "Dua"]),  # without signs the words may stand in any order
            ("9.9.9", []),
            ("1.000", ["Satu", "Dua"]),  # nobody has that: better these than none
            ("35/2012", ["Satu"]),
        ],
    )
    def test_numbers_count_in_their_order(
        self, surfer: Browser, catalogue: Catalogue, tmp_path: Path, words: str, titles: list[str]
    ) -> None:
        """A number whose parts stand in another order is another number."""
        law = "Peraturan Menteri PANRB Nomor 35 Tahun 2012"
        sops = [
            replace(
                LETTER, file="1", id="a", title="Satu", number="000.5.1/TU", legal_basis=(law,), steps=()
            ),
            replace(LETTER, file="2", id="b", title="Dua", number="000.1.5/TU", legal_basis=()),
        ]
        surfer.look()
        surfer.open(searching(catalogue, tmp_path, sops) / "index.html")
        surfer.run("document.getElementById('search-words').focus()")
        surfer.write(words)

        assert sorted(surfer.run(TITLES)) == sorted(titles)

    def test_all_words_must_be_there(self, search: Search) -> None:
        """Each further word narrows the result; words such as `dan` do not."""
        assert set(search("surat masuk")) < set(search("surat"))
        assert search("surat oleh masuk") == search("surat masuk")

    def test_nothing_is_said_in_words(self, search: Search, surfer: Browser) -> None:
        """Where nothing matches, the reader is told what to do."""
        assert search("xylofon") == []
        assert surfer.run(COUNT).startswith("Tidak ada SOP yang cocok.")

    def test_signs_alone_ask_for_nothing(self, search: Search, surfer: Browser) -> None:
        """Spaces and signs without a letter leave the list as it is."""
        search(" -/ ")

        assert surfer.run(STATE)["list"]


class TestReasons:
    """Why an SOP was found."""

    def test_a_step_is_named_with_a_link_to_its_row(self, search: Search, surfer: Browser) -> None:
        """A hit shows the step that has the words, marks them, and leads to its row."""
        search("nota dinas permintaan")
        (words, link), *others = surfer.run(LINES)

        assert words.startswith(
            "Langkah 1 Memerintahkan Kabag Tatalaksana untuk membuat Nota Dinas permintaan"
        )
        assert link == f"{SEED}#step-1"
        assert others == []
        assert surfer.run(MARKS) == ["Nota", "Dinas", "permintaan"]

    def test_an_actor_is_named_with_links_to_its_steps(self, search: Search, surfer: Browser) -> None:
        """A hit shows the actor that has the word, with its steps."""
        search("arsiparis")

        assert surfer.run(LINES) == [["Pelaksana Arsiparis – Langkah 10", f"{SEED}#step-10"]]

    def test_a_title_needs_no_reason(self, search: Search, surfer: Browser) -> None:
        """Words that stand in the title are marked there, and nothing else is said."""
        search("perbaikan kinerja")

        assert surfer.run(MARKS)[:2] == ["Perbaikan", "Kinerja"]
        assert surfer.run("document.querySelectorAll('#search-hits > li')[0].querySelector('ul')") is None

    def test_all_steps_that_can_be_named_are_there(self, catalogue: Catalogue) -> None:
        """Each step of the data has its row on the page of its SOP."""
        for name, *_, steps in catalogue.index["sops"]:
            ids = catalogue.read(f"sop/{name}.html").ids
            assert {f"step-{number}" for number in range(1, len(steps) + 1)} <= ids

    def test_a_long_text_is_cut_around_its_mark(self, search: Search, surfer: Browser) -> None:
        """Of a long text a hit shows the part with the words."""
        search("tanpaspasi menulis")
        ((words, link),) = surfer.run(LINES)

        assert link == f"{HOSTILE_FILE}#step-2"
        assert words.startswith("Langkah 2 Menulis tanpaspasi")
        assert words.endswith(" …")
        assert len(words) < 260


class TestHostile:
    """Texts of an SOP stay texts in the result."""

    def test_markup_is_shown_as_it_is(self, search: Search, surfer: Browser) -> None:
        """Markup in titles, actors and steps is read as letters; no element comes from it, and no dialog."""
        search("script onerror membaca")
        code = "[...document.querySelectorAll('#search *')].map(each => each.localName)"

        assert ALERT in surfer.run("document.querySelector('.hit-title').textContent")
        assert not {"script", "img", "style", "svg"} & set(surfer.run(code))
        assert surfer.run("document.scripts.length") == 2
        assert surfer.troubles == []

    def test_markup_in_the_address_is_text(self, search: Search, surfer: Browser) -> None:
        """What an address asks for is put into the search as text, whatever it is."""
        search("", f"q={ALERT}&status=%3Cscript%3E&actor=tidak-ada")

        assert surfer.run(STATE)["asked"] == ALERT
        assert surfer.run("document.getElementById('search-status').value") == ""
        assert surfer.troubles == []


class TestFilters:
    """The filters, alone and with words."""

    @pytest.mark.parametrize(("name", "place"), [("law", 6), ("actor", 7)])
    def test_actor_and_law(
        self, search: Search, surfer: Browser, catalogue: Catalogue, name: str, place: int
    ) -> None:
        """A filter leaves exactly the SOPs with the chosen actor or legal basis."""
        search("")
        table = catalogue.index[f"{name}s"]
        for at, (key, *_) in list(enumerate(table))[::7]:
            choose(surfer, name, key)
            assert surfer.run(TITLES) == [sop[1] for sop in catalogue.index["sops"] if at in sop[place]]

    def test_unit_and_status(self, search: Search, surfer: Browser, catalogue: Catalogue) -> None:
        """A unit and a status can be chosen together; both must hold."""
        search("")
        choose(surfer, "status", "in-force")
        in_force = surfer.run(TITLES)
        choose(surfer, "unit", "bagian-umum-bps-provinsi-bengkulu-badan-pusat-statistik")

        assert in_force == [sop[1] for sop in catalogue.index["sops"] if sop[4] == "in-force"]
        assert surfer.run(TITLES) == ["Pembuatan Naskah Dinas", "Proses Umum Penatausahaan Persediaan"]

    def test_counts_stand_behind_titles_of_either_direction(
        self, surfer: Browser, catalogue: Catalogue, tmp_path: Path
    ) -> None:
        """The count of an entry keeps its place behind a title that runs from right to left."""
        actors = (ActorSummary("a", "מזכיר"), ActorSummary("b", "Staf"))
        surfer.look()
        surfer.open(searching(catalogue, tmp_path, [replace(LETTER, actors=actors)]) / "index.html")

        options = surfer.run("[...document.getElementById('search-actor').options].map(each => each.text)")
        assert "\u2068מזכיר\u2069 (1)" in options
        assert "Staf (1)" in options

    def test_with_words(self, search: Search, surfer: Browser) -> None:
        """Words are looked for among what the filters leave, and a chosen actor is shown with its steps."""
        search("data")
        choose(surfer, "actor", "arsiparis")

        assert surfer.run(TITLES) == ["Perbaikan Data Kinerja"]
        assert surfer.run(LINES) == [["Pelaksana Arsiparis – Langkah 10", f"{SEED}#step-10"]]
        assert surfer.run(COUNT) == "1 SOP ditemukan."

    def test_entries_say_how_many_sops_they_leave(self, search: Search, surfer: Browser) -> None:
        """An entry of a filter has the number of its SOPs; a status that no SOP has is no entry."""
        search("")
        entries = surfer.run("[...document.getElementById('search-actor').options].map(each => each.text)")
        statuses = surfer.run("[...document.getElementById('search-status').options].map(each => each.value)")

        assert entries[0] == "Semua"
        assert "Arsiparis (1)" in entries
        assert statuses == ["", "in-force", "draft", "none"]


class TestAddress:
    """What is asked stands in the address of the page."""

    def test_an_address_can_be_shared(self, search: Search, surfer: Browser) -> None:
        """The address of a result shows the same result to another reader."""
        search("data")
        choose(surfer, "actor", "arsiparis")
        address = surfer.run("location.hash")

        assert address == "#q=data&actor=arsiparis"
        assert search("", address.removeprefix("#")) == ["Perbaikan Data Kinerja"]

    def test_back_leads_to_what_was_asked_before(self, search: Search, surfer: Browser) -> None:
        """Back undoes a filter, then the words, and ends at the whole list."""
        search("data")
        choose(surfer, "actor", "arsiparis")
        seen = []
        for _ in range(2):
            surfer.run(
                "new Promise(done => { addEventListener('popstate', done, { once: true }); history.back() })"
            )
            seen.append((surfer.run(ADDRESS), surfer.run(STATE)["asked"]))

        assert seen == [("#q=data", "data"), ("", "")]
        assert surfer.run(STATE) == EMPTY

    def test_back_from_a_page_leads_to_the_result(self, search: Search, surfer: Browser) -> None:
        """Who opens a hit and goes back finds the result as it was."""
        titles = search("surat masuk")
        surfer.press("ArrowDown")
        surfer.forget()
        surfer.press("Enter")
        surfer.loaded()
        assert surfer.run("document.querySelector('h1').textContent") == titles[0]

        surfer.run("void setTimeout(() => history.back(), 50)")  # so that the answer comes before it goes
        surfer.wait("document.querySelector('#search-hits li')")
        assert surfer.run(ADDRESS) == "#q=surat+masuk"
        assert surfer.run(TITLES) == titles

    def test_a_place_of_the_list_is_still_a_place(self, search: Search, surfer: Browser) -> None:
        """A link to a unit in the list works as ever, also after a search."""
        search("data")
        surfer.run("location.hash = '#unit-3'")
        surfer.wait("!document.getElementById('sops').hidden")

        assert surfer.run(STATE) == EMPTY
        assert surfer.run("document.querySelector(':target').id") == "unit-3"
        assert abs(surfer.run("document.getElementById('unit-3').getBoundingClientRect().top")) < 200


class TestKeys:
    """The search by keys alone."""

    def test_from_slash_to_a_page(self, search: Search, surfer: Browser) -> None:
        """`/` goes to the search, arrows walk through the hits and back, Enter opens one."""
        search("")
        surfer.run("document.activeElement.blur()")
        surfer.press("/")
        assert surfer.run("document.activeElement.id") == "search-words"
        assert surfer.run(STATE)["asked"] == ""

        surfer.write("surat")
        titles = surfer.run(TITLES)
        surfer.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp")
        assert surfer.run(FOCUS) == titles[1]

        surfer.press("ArrowUp", "ArrowUp")
        assert surfer.run(FOCUS) == "search-words"

        surfer.press("Enter")
        assert surfer.run(FOCUS) == titles[0]
        surfer.forget()
        surfer.press("Enter")
        surfer.loaded()
        assert surfer.run("document.querySelector('h1').textContent") == titles[0]

    @pytest.mark.parametrize("keys", [[], ["ArrowDown"]], ids=["search", "hit"])
    def test_escape_clears(self, search: Search, surfer: Browser, keys: list[str]) -> None:
        """Escape in the search or at a hit clears words and filters and goes back to the search."""
        search("surat")
        choose(surfer, "status", "draft")
        surfer.run("document.getElementById('search-words').focus()")
        surfer.press(*keys, "Escape")

        assert surfer.run(STATE) == EMPTY
        assert surfer.run("document.activeElement.id") == "search-words"
        assert surfer.run(ADDRESS) == ""

    def test_slash_can_be_turned_off(self, search: Search, surfer: Browser, catalogue: Catalogue) -> None:
        """Those whom one key disturbs turn it off, by the keyboard too; the next page remembers that."""
        search("")
        before = surfer.run("document.getElementById('search-words').getAttribute('aria-keyshortcuts')")
        try:
            surfer.run("document.getElementById('search-slash').focus()")
            assert surfer.run("document.activeElement.id") == "search-slash"
            surfer.press(" ")
            assert not surfer.run("document.getElementById('search-slash').checked")
            surfer.run("document.activeElement.blur()")
            surfer.press("/")
            focus = surfer.run("document.activeElement.id")
            surfer.open(catalogue.folder / "map.html")
            surfer.open(catalogue.folder / "index.html")
            remembered = surfer.run("document.getElementById('search-slash').checked")
        finally:
            surfer.run("localStorage.clear()")

        assert (before, focus, remembered) == ("/", "", False)
        assert surfer.run("document.getElementById('search-words').getAttribute('aria-keyshortcuts')") is None

    def test_a_slash_in_the_search_is_a_letter(self, search: Search, surfer: Browser) -> None:
        """Where something is written, `/` is written too."""
        search("TU")
        surfer.press("/")

        assert surfer.run(STATE)["asked"] == "TU/"

    def test_tab_reaches_every_control_and_every_link(self, search: Search, surfer: Browser) -> None:
        """Tab goes from the search to the filters, the button and the hits with their reasons."""
        search("arsiparis")
        stops = []
        for _ in range(8):
            surfer.press("Tab")
            stops.append(surfer.run("document.activeElement.id || document.activeElement.textContent"))

        filters = ["search-actor", "search-law", "search-unit", "search-status"]
        assert stops == [*filters, "search-slash", "search-clear", "Perbaikan Data Kinerja", "Langkah 10"]


class TestHeard:
    """What those hear who do not see the page."""

    def test_the_count_is_announced(self, search: Search, surfer: Browser) -> None:
        """How many SOPs were found stands where changes are read aloud."""
        titles = search("surat")

        assert surfer.run(COUNT) == f"{len(titles)} SOP ditemukan."
        assert surfer.run("document.getElementById('search-count').getAttribute('role')") == "status"

    def test_controls_and_results_have_names(self, search: Search, surfer: Browser) -> None:
        """The search, its filters and its result have names of their own."""
        search("surat")
        heard = {(each["role"], each["name"]) for each in surfer.heard()}

        assert {
            ("search", "Cari SOP"),
            ("searchbox", "Cari SOP"),
            ("combobox", "Pelaksana"),
            ("combobox", "Dasar hukum"),
            ("combobox", "Unit kerja"),
            ("combobox", "Status"),
            ("list", "Hasil pencarian"),
        } <= heard
        assert not [each for each in heard if each[0] == "table"]

    @pytest.mark.skipif(axe_script() is None, reason="no axe-core (package `axe-core-python`)")
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_everyone_can_use_it(self, search: Search, surfer: Browser, dark: bool) -> None:
        """axe-core finds no serious and no critical fault in a result, by day and by night."""
        search("surat")
        surfer.look(dark=dark)

        assert faults(surfer) == []

    @pytest.mark.parametrize("width_px", [320, 375])
    def test_it_fits_a_phone(self, search: Search, surfer: Browser, width_px: int) -> None:
        """Neither long entries nor hostile texts make the result wider than a phone."""
        search("script membaca")
        surfer.look(width_px=width_px)

        assert surfer.run("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert surfer.run(STATE)["hits"] == 1


class TestMany:
    """A catalogue of five thousand SOPs."""

    def test_typing_is_not_held_up(self, surfer: Browser, large: Path) -> None:
        """Once the search is at work, a keystroke takes less than 50 milliseconds."""
        surfer.look()
        surfer.open(large / "index.html")
        surfer.run(f"({KEYSTROKES})(['s'])")
        words = ["surat masuk", "penrimaan laporan", "kepala bagian", "000.3.2/PBJ-04"]
        times: list[float] = surfer.run(f"({KEYSTROKES})({words})")

        assert median(times) < MOST_MILLISECONDS

    def test_hits_come_in_portions(self, surfer: Browser, large: Path) -> None:
        """The first hits are shown with the count of all; a button shows the next ones and goes there."""
        surfer.look()
        surfer.open(large / "index.html")
        surfer.run("document.getElementById('search-words').focus()")
        surfer.write("menerima")
        first: dict[str, Any] = surfer.run(STATE)
        surfer.run("document.getElementById('search-more').click()")

        assert first["hits"] == 20
        assert int(surfer.run(COUNT).split()[0]) > 1000
        assert surfer.run(STATE)["hits"] == 40
        assert surfer.run(FOCUS) == surfer.run(TITLES)[20]


def many(count: int) -> list[Summary]:
    """Return SOPs whose words are spread as in a real catalogue: few often, many rarely."""
    draw = random.Random(7)
    parts = [first + last for first in "bcdgjklmnprst" for last in ("a", "i", "u", "an", "ing")]
    rare = ["".join(draw.choices(parts, k=draw.choice([2, 3, 3, 4]))) for _ in range(8000)]
    weights = list(accumulate(1 / (place + 5) for place in range(len(rare))))
    common = ["menerima", "memeriksa", "menandatangani", "penerimaan", "laporan", "surat", "masuk"]
    actors = [f"{head} {each.title()}" for head in ("Kepala Bagian", "Staf") for each in rare[:150]]

    def words(length: int) -> str:
        return " ".join(
            (draw.choice(common), *draw.choices(rare, cum_weights=weights, k=length), draw.choice(common))
        )

    def one(place: int) -> Summary:
        own = draw.sample(actors, 4)
        return Summary(
            f"{place}.yaml",
            id=f"sop-{place}",
            number=f"000.{place % 9}.{place % 7}/PBJ-{place}/2025",
            title=words(3),
            agency=("PEMERINTAH KOTA", f"BAGIAN {rare[place % 100].upper()}"),
            status=draw.choice([None, "draft", "in-force"]),
            actors=tuple(ActorSummary(actor, actor) for actor in own),
            steps=tuple(
                StepSummary(at, str(at), words(8), (draw.choice(own),))
                for at in range(1, draw.randint(6, 16))
            ),
            legal_basis=tuple(f"Peraturan Menteri {draw.choice(rare[:200])}" for _ in range(3)),
        )

    return [one(place) for place in range(count)]
