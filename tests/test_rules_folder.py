"""What is found when the SOPs of a folder are looked at together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import Document, nodes_of, read
from sopkit.findings import Finding, Severity
from sopkit.lint import folder
from sopkit.lint.folder import check_folder
from sopkit.model import Status
from sopkit.rules import run_folder
from sopkit.rules.library import Library
from sopkit.rules.linked import Names, is_numbered, office_of, plain_number
from sopkit.rules.misspelt import Titles
from sopkit.rules.options import Options
from sopkit.rules.policy import Policy, default_policy
from sopkit.rules.whole_titles import whole_title
from tests.test_rules import a_sop, a_step

if TYPE_CHECKING:
    from sopkit.model import Sop
    from sopkit.source.canonical import Canonical

TEXT = """\
sopkit: 1
nomor: {number}
nama: {title}
instansi: [BIRO UMUM, BAGIAN SURAT]
dibuat: 2026-01-05
berlaku: 2026-01-12
disahkan_oleh:
  jabatan: Kepala Biro
keterkaitan:
  - {related}
pelaksana:
  staf: Staf Administrasi
kegiatan:
  - pelaksana: staf
    aktivitas: Menerima surat
  - pelaksana: staf
    aktivitas: Mengarsipkan surat
"""


def a_document(file: str, number: str, title: str, related: str = '"-"') -> Document:
    """A file with a sound SOP."""
    return read(TEXT.format(number=number, title=title, related=related).encode("utf-8"), file)


def named(documents: tuple[Document, ...], name: str) -> list[tuple[str, Finding]]:
    """The files and findings of a name."""
    return [(each.file, found) for each in documents for found in each.findings if found.name == name]


def an_sop(title: str, number: str = "-", **given: object) -> Sop:
    """An SOP of a library."""
    sop = a_sop(a_step(1), a_step(2), title=title, number=number)
    return replace(sop, **given)  # type: ignore[arg-type]


def told(*sops: Sop, name: str, options: Options | None = None) -> list[tuple[int, str | None]]:
    """Where one rule speaks in a library, and what it suggests."""
    library = Library(sops, tuple(f"{number}.yaml" for number, _ in enumerate(sops)))
    found = run_folder(library, options or Options())
    return [(spot.sop, finding.suggestion) for finding, spot in found if finding.name == name]


class TestEngine:
    """Findings of the folder stand among those of each file."""

    def test_place_in_the_other_file(self) -> None:
        """A finding has its own place, and that of the other SOP with its file."""
        documents = check_folder(
            [a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", "1/2026", "Dua")]
        )

        ((file, finding),) = named(documents, "number-not-unique")
        assert file == "b.yaml"
        assert finding.span is not None
        assert (finding.span.line, finding.span.column) == (2, 8)
        assert [(place.file, place.span.line) for place in finding.places] == [("a.yaml", 2)]

    def test_findings_in_the_order_of_places(self) -> None:
        """The findings of a document stay in the order of their places, those of its own included."""
        first = a_document("a.yaml", "1/2026", "Satu")
        second = a_document("b.yaml", "1/2026", "SOP Satu")
        _, checked = check_folder([first, second])

        spans = [finding.span for finding in checked.findings if finding.span is not None]
        assert spans == sorted(spans)
        assert set(second.findings) < set(checked.findings)

    def test_texts_are_read_again_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A text with findings that other files point to as well is read again only once, others never."""
        read_again: list[str] = []

        def reading(document: Document) -> Canonical | None:
            read_again.append(document.file)
            return nodes_of(document)

        monkeypatch.setattr(folder, "nodes_of", reading)
        numbered = [
            a_document(f"{name}.yaml", number, title)
            for name, number, title in (
                ("a", "1/2026", "Surat Masuk"),
                ("b", "1/2026", "Surat Keluar"),
                ("c", "2/2026", "Surat Keluar"),
                ("d", "3/2026", "Arsip"),
            )
        ]

        check_folder(numbered)

        assert sorted(read_again) == ["a.yaml", "b.yaml", "c.yaml"]

    def test_nothing_found(self) -> None:
        """Documents in which the folder finds nothing come back as they were."""
        documents = (a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", "2/2026", "Dua"))

        assert check_folder(documents) == documents

    def test_documents_with_errors_stand_aside(self) -> None:
        """A file with an error has no SOP to compare, and comes back as it was."""
        broken = read(b"sopkit: 1\nnomor: 1/2026\n", "a.yaml")
        sound = a_document("b.yaml", "1/2026", "Satu")

        assert broken.sop is None
        assert check_folder([broken, sound]) == (broken, sound)

    def test_a_file_given_twice(self) -> None:
        """A file that is given twice does not have the number of another one."""
        document = a_document("a.yaml", "1/2026", "Satu")

        assert check_folder([document, document]) == (document, document)

    def test_ignored(self) -> None:
        """What an office ignores is not told."""
        documents = [a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", "1/2026", "Dua")]
        policy = Policy(ignored=default_policy().ignored | {"number-not-unique"})

        assert check_folder(documents, policy) == tuple(documents)

    def test_raised_to_an_error(self) -> None:
        """Where an office calls a finding of the folder an error, the file has no SOP any more."""
        documents = [a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", "1/2026", "Dua")]
        policy = replace(default_policy(), severities=(("number-not-unique", Severity.ERROR),))
        first, second = check_folder(documents, policy)

        assert first.sop is not None
        assert second.sop is None
        assert second.has_errors

    def test_silenced(self) -> None:
        """A comment with a reason silences a finding of the folder."""
        comment = "1/2026  # sopkit: ignore number-not-unique -- menunggu penomoran"
        documents = [a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", comment, "Dua")]
        checked = check_folder(documents, default_policy())

        assert not named(checked, "number-not-unique")
        assert not named(checked, "unused-silence")

    def test_silence_of_nothing(self) -> None:
        """A comment that silences a finding which the folder does not give is told as unused."""
        comment = "2/2026  # sopkit: ignore number-not-unique -- menunggu penomoran"
        documents = [a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", comment, "Dua")]

        assert [file for file, _ in named(check_folder(documents, default_policy()), "unused-silence")] == [
            "b.yaml"
        ]

    def test_silence_of_what_is_ignored(self) -> None:
        """A comment about a finding that the office does not want told is of use."""
        comment = "1/2026  # sopkit: ignore number-not-unique -- menunggu penomoran"
        documents = [a_document("a.yaml", "1/2026", "Satu"), a_document("b.yaml", comment, "Dua")]
        policy = Policy(ignored=default_policy().ignored | {"number-not-unique"})

        assert not named(check_folder(documents, policy), "unused-silence")

    def test_empty(self) -> None:
        """A folder without SOPs has no findings."""
        assert check_folder([]) == ()

    @given(st.lists(st.sampled_from(["1/2026", "2/2026", "3 / 2026", "3/2026"]), max_size=6))
    def test_again(self, numbers: list[str]) -> None:
        """The same documents give the same findings, and each number is told once less than it is there."""
        documents = [a_document(f"{at}.yaml", number, f"Judul {at}") for at, number in enumerate(numbers)]
        checked = check_folder(documents)
        plain = [plain_number(number) for number in numbers]

        assert checked == check_folder(documents)
        assert len(named(checked, "number-not-unique")) == len(plain) - len(set(plain))


class TestNumbers:
    """A number, an id and a title are for one SOP."""

    @pytest.mark.parametrize("number", ["SOP-01/2026", "sop – 01 / 2026", "SOP—01/2026"])
    def test_spacing(self, number: str) -> None:
        """Spaces, letter case and the kind of dash do not make another number."""
        assert told(an_sop("Satu", "SOP-01/2026"), an_sop("Dua", number), name="number-not-unique") == [
            (1, None)
        ]

    @pytest.mark.parametrize("number", ["-", "", ".../SOP/2026", "…/2026", "__/2026", "XX/2026", "RANCANGAN"])
    def test_not_given_yet(self, number: str) -> None:
        """A number that is still to be given is no number."""
        assert not is_numbered(an_sop("Satu", number))
        assert not told(an_sop("Satu", number), an_sop("Dua", number), name="number-not-unique")

    @pytest.mark.parametrize("status", [Status.REPLACED, Status.WITHDRAWN])
    def test_older_versions(self, status: Status) -> None:
        """An SOP that was replaced or withdrawn keeps its number, title and id."""
        old, new = an_sop("Satu", "1/2026", id="satu", status=status), an_sop("Satu", "1/2026", id="satu")

        for name in ("number-not-unique", "same-title", "id-not-unique"):
            assert not told(old, new, name=name)
            assert not told(new, old, name=name)

    def test_other_offices(self) -> None:
        """Two offices may have the same numbers and titles, bureaus of one secretariat too."""
        offices = [("PEMERINTAH KOTA", "DINAS A"), ("PEMERINTAH KOTA", "DINAS B")]
        bureaus = [("PROVINSI", "SEKRETARIAT DAERAH", bureau) for bureau in ("BIRO A", "BIRO B")]
        sops = [an_sop("Satu", "1/2026", agency=agency) for agency in (*offices, *bureaus)]

        assert not told(*sops, name="number-not-unique")
        assert not told(*sops, name="same-title")

    def test_parts_of_one_office(self) -> None:
        """Two parts of one office share its numbers."""
        parts = [("PEMERINTAH KOTA", "DINAS A", part) for part in ("BIDANG A", "BIDANG B")]
        sops = [an_sop(f"Judul {part}", "1/2026", agency=part) for part in parts]

        assert office_of(sops[0]) == office_of(sops[1])
        assert told(*sops, name="number-not-unique") == [(1, None)]

    def test_ids_of_files(self) -> None:
        """Two files of one name in two folders are no fault, for nobody gave them that id."""
        documents = [a_document(f"{folder}/surat.yaml", f"{folder}/2026", folder) for folder in "12"]

        assert not named(check_folder(documents), "id-not-unique")

    def test_id_of_a_file_and_one_that_was_given(self) -> None:
        """The SOP that gave itself the id is told, also where it comes first."""
        given_id, of_the_file = an_sop("Satu", id="1"), an_sop("Dua", id="1")

        assert told(given_id, of_the_file, name="id-not-unique") == [(0, None)]

    def test_as_many_as_there_are(self) -> None:
        """Of four SOPs with one number three are told, each beside the first."""
        sops = [an_sop(f"Judul {at}", "SOP-003/08/2022") for at in range(4)]

        assert [at for at, _ in told(*sops, name="number-not-unique")] == [1, 2, 3]


class TestRelated:
    """What the list of related SOPs names."""

    @pytest.mark.parametrize(
        "entry",
        [
            "SOP Pengarsipan Surat",
            "pengarsipan  surat.",
            "SOP-02/2026",
            "SOP - 02 / 2026",
            "SOP Pengarsipan Surat (SOP-02/2026)",
            "SOP Pengarsipan Surat Nomor SOP-02/2026",
            "arsip-surat",
        ],
    )
    def test_found(self, entry: str) -> None:
        """An SOP is found by its title, number or id, and by its title with the number behind it."""
        library = Library((an_sop("Pengarsipan Surat", "SOP-02/2026", id="arsip-surat"),), ("a.yaml",))

        assert Names(library).named(entry) == (0,)

    @pytest.mark.parametrize("entry", ["-", "", "SOP", "SOP Pengarsipan", "Peraturan tentang Arsip"])
    def test_not_found(self, entry: str) -> None:
        """What names no SOP of the folder is not taken for one, and no fault by itself."""
        other = an_sop("Pengarsipan Surat", "SOP-02/2026")

        assert Names(Library((other,), ("a.yaml",))).named(entry) == ()
        assert not told(other, an_sop("Satu", related=(entry,)), name="related-not-found")

    @pytest.mark.parametrize(
        ("entry", "meant"),
        [
            ("SOP Pengarsipn Surat Masuk", True),
            ("SOP Pengarsipann Surat Masuk", True),
            ("SOP Pengarispan Surat Masuk", True),
            ("SOP Pengarsipan Surat Keluar", False),
            ("SOP Pengarsipan Surat", False),
            ("SOP Penataan Surat Masuk", False),
            ("SOP Pengarsipan Surut Masuk", True),
        ],
    )
    def test_misspelt(self, entry: str, meant: bool) -> None:
        """A title with one letter wrong in one word means that SOP; another word is another SOP."""
        sops = (an_sop("Pengarsipan Surat Masuk"), an_sop("Satu", related=(entry,)))

        expected = [(1, "Pengarsipan Surat Masuk")] if meant else []
        assert told(*sops, name="related-not-found") == expected

    @pytest.mark.parametrize(
        ("title", "entry"),
        [
            ("Pelayanan Pengaduan", "SOP Pelayanan Pengadaan"),
            ("Penetapan Kinerja", "SOP Penerapan Kinerja"),
            ("Penataan Arsip Aktif", "SOP Penataan Arsip Inaktif"),
            ("Pelaksanaan Swakelola Tipe I", "SOP Pelaksanaan Swakelola Tipe II"),
            ("Survei 2024 Harga", "SOP Survei 2025 Harga"),
        ],
    )
    def test_titles_that_are_nearly_the_same(self, title: str, entry: str) -> None:
        """Words that differ by a letter and are both right are not taken for each other."""
        assert not told(an_sop(title), an_sop("Satu", related=(entry,)), name="related-not-found")

    def test_word_of_another_title(self) -> None:
        """A word that stands in another title of the folder is no slip."""
        titles = Titles(["Pendataan Barang", "Penandaan Ruang"])

        assert titles.meant_by("SOP Pendataam Barang") == 0
        assert titles.meant_by("SOP Penandaan Barang") is None

    def test_complete_library(self) -> None:
        """In a folder of all SOPs each entry that is called SOP must be found; free text need not."""
        sop = an_sop("Satu", related=("SOP Pengarsipan", "Daftar Isian Anggaran", "-"))

        assert not told(sop, name="related-not-found")
        assert told(sop, name="related-not-found", options=Options(complete_library=True)) == [(0, None)]

    def test_a_name_in_force(self) -> None:
        """An entry is not told as replaced where an SOP in force has the same title."""
        old, new = an_sop("Pengarsipan", status=Status.REPLACED), an_sop("Pengarsipan")
        naming = an_sop("Satu", related=("SOP Pengarsipan",))

        assert told(old, naming, name="related-replaced") == [(1, None)]
        assert not told(old, new, naming, name="related-replaced")

    def test_both_ways(self) -> None:
        """SOPs that name each other are related both ways; one that names itself is told elsewhere."""
        one = an_sop("Satu", related=("SOP Dua", "SOP Satu"))
        other = an_sop("Dua", related=("SOP Satu",))

        assert not told(one, other, name="related-one-way")
        assert told(one, replace(other, related=()), name="related-one-way") == [(0, None)]


class TestPositions:
    """One position has one name within an office."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Kabag Umum", "Kepala Bagian Umum"),
            ("Kepala Bag. Umum", "KEPALA BAGIAN UMUM"),
            ("Kasubbag TU", "Kepala Subbagian Tata Usaha"),
            ("Kasubag Umum & Keuangan", "Kepala Sub Bagian Umum dan Keuangan"),
            ("PPK", "Pejabat Pembuat Komitmen"),
        ],
    )
    def test_the_same(self, one: str, other: str) -> None:
        """Usual abbreviations, dots and letter case do not make another position."""
        assert whole_title(one) == whole_title(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Kepala Bagian", "Kepala Bidang"),
            ("Kepala Bagian Umum", "Kepala Bagian"),
            ("Kepala/Sekretaris", "Kepala Sekretaris"),
            ("Staf", "Staf Umum"),
        ],
    )
    def test_others(self, one: str, other: str) -> None:
        """Another word is another position."""
        assert whole_title(one) != whole_title(other)

    def test_the_usual_name(self) -> None:
        """The name that most SOPs have is the usual one, wherever it stands."""
        titles = ["Kabag Umum", "Kepala Bagian Umum", "Kepala Bagian Umum"]
        sops = [an_sop(f"Judul {at}") for at in range(3)]
        sops = [
            replace(sop, actors=(replace(sop.actors[0], title=title),))
            for sop, title in zip(sops, titles, strict=True)
        ]

        assert told(*sops, name="position-spelled-otherwise") == [(0, "Kepala Bagian Umum")]

    def test_other_offices_have_other_names(self) -> None:
        """Each office calls its positions as it likes."""
        sops = [
            replace(sop, actors=(replace(sop.actors[0], title=title),))
            for title, sop in (
                ("Kasubbag TU", an_sop("Satu", agency=("KOTA", "DINAS A"))),
                ("Kasubbag Tata Usaha", an_sop("Dua", agency=("KOTA", "DINAS B"))),
            )
        ]

        assert not told(*sops, name="position-spelled-otherwise")


class TestCopies:
    """Warnings that many SOPs share."""

    LONG = (
        "Jika prosedur ini tidak dilaksanakan, maka pekerjaan terhambat dan pejabat dikenai sanksi disiplin."
    )

    @pytest.mark.parametrize(("copies", "expected"), [(2, []), (3, [1, 2]), (4, [1, 2, 3])])
    def test_three(self, copies: int, expected: list[int]) -> None:
        """From three SOPs on a long warning is told as copied, in all but the first."""
        sops = [an_sop(f"Judul {at}", warnings=(self.LONG, self.LONG)) for at in range(copies)]

        assert [at for at, _ in told(*sops, name="copied-warning")] == expected

    def test_short(self) -> None:
        """A short warning may well be the same by chance."""
        sops = [an_sop(f"Judul {at}", warnings=("Rahasia dinas.",)) for at in range(9)]

        assert not told(*sops, name="copied-warning")
