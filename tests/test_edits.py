"""Changes of an SOP as edits of its text: what they change, and that everything else stays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.assemble.written import write
from sopkit.document import loads, read
from sopkit.findings import ChangeLines, Insert, Move, Remove, RenameKey, Reword
from sopkit.nodes import Mapping
from sopkit.source.canonical import canonical
from sopkit.source.edits import apply
from sopkit.source.reader import read_nodes
from sopkit.source.scalars import resolved
from sopkit.source.text import decode, written
from tests.strategies import sops, texts

if TYPE_CHECKING:
    from sopkit.findings import Change
    from sopkit.model import Sop
    from sopkit.source.scalars import Value

CORPUS = sorted((Path(__file__).parent.parent / "sops").glob("*.yaml"))

TEXT = """\
sopkit: 1
nomor: 12/2026 # dari agenda
nama: 'SOP Penerimaan ''Surat'' Masuk'
instansi: [SEKRETARIAT DAERAH, BAGIAN UMUM]
dasar_hukum:
  # yang lama
  - UU 1
  # yang baru
  - UU 2
pelaksana:
  staf: Staf Administrasi
  kabag: "Kepala \\"Bagian\\""
kegiatan:
  - id: terima # pertama
    # siapa
    pelaksana: staf
    aktivitas: >-
      Menerima dan
      mencatat surat

    keluaran: Surat
    waktu: # belum

  - id: telaah
    pelaksana: staf
    lanjut: terima  # kembali ke awal
    jika: salah
    cabang:
      - ke: terima   # lagi
        jika: >
          tidak
          lengkap
      - {ke: 1, jika: x}

  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai}
"""


def changed(text: str, *changes: Change) -> str | None:
    """A text with changes, whatever its line breaks are."""
    root = read_nodes(decode(text.encode()).text).root
    assert isinstance(root, Mapping)
    nodes = canonical(root)
    return apply(text, nodes.root, nodes.vocabulary, changes)


def plain(text: str) -> Value:
    """What a text says, under canonical keys."""
    root = read_nodes(text).root
    assert isinstance(root, Mapping)
    return resolved(canonical(root).root)


def difference(old: str, new: str | None) -> tuple[list[str], list[str]]:
    """The lines that only one of two texts has."""
    assert new is not None
    before, after = old.split("\n"), new.split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


class TestReword:
    """Other words in a value; everything around them stays."""

    @pytest.mark.parametrize(
        ("change", "old", "new"),
        [
            (
                Reword(("title",), "SOP ", ""),
                "nama: 'SOP Penerimaan ''Surat'' Masuk'",
                "nama: 'Penerimaan ''Surat'' Masuk'",
            ),
            (
                Reword(("title",), "'Surat'", "'Nota'"),
                "nama: 'SOP Penerimaan ''Surat'' Masuk'",
                "nama: 'SOP Penerimaan ''Nota'' Masuk'",
            ),
            (
                Reword(("title",), "", "Surat"),
                "nama: 'SOP Penerimaan ''Surat'' Masuk'",
                "nama: 'Surat'",
            ),
            (
                Reword(("number",), "2026", "2027: baru"),
                "nomor: 12/2026 # dari agenda",
                "nomor: '12/2027: baru' # dari agenda",
            ),
            (
                Reword(("actors", "kabag"), "Kepala", "Kepala B"),
                '  kabag: "Kepala \\"Bagian\\""',
                '  kabag: "Kepala B \\"Bagian\\""',
            ),
            (Reword(("steps", 0, "outputs"), "", "2021"), "    keluaran: Surat", "    keluaran: 2021"),
            (
                Reword(("steps", 0, "outputs", 0), "Surat", "Nota"),
                "    keluaran: Surat",
                "    keluaran: Nota",
            ),
            (Reword(("steps", 0, "outputs"), "", "null"), "    keluaran: Surat", "    keluaran: 'null'"),
            (Reword(("steps", 0, "id"), "", "12"), "  - id: terima # pertama", "  - id: '12' # pertama"),
            (
                Reword(("steps", 0, "time"), "", "10 menit"),
                "    waktu: # belum",
                "    waktu: 10 menit # belum",
            ),
            (
                Reword(("agency", 1), "UMUM", "UMUM, [x]"),
                "instansi: [SEKRETARIAT DAERAH, BAGIAN UMUM]",
                "instansi: [SEKRETARIAT DAERAH, 'BAGIAN UMUM, [x]']",
            ),
            (
                Reword(("steps", 0, "activity"), "mencatat surat", "mencatat nota"),
                "      mencatat surat",
                "      mencatat nota",
            ),
            (
                Reword(("steps", 2, "next"), "", "end"),
                "  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai}",
                "  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai}",
            ),
        ],
    )
    def test_one_line(self, change: Reword, old: str, new: str) -> None:
        """Words are changed where they stand, in the quotes that they have or need."""
        assert changed(TEXT, change) == TEXT.replace(old, new)

    def test_words_over_a_line_break(self) -> None:
        """Words that stand on two lines are found, and the text is put on one line where it must be."""
        out = changed(TEXT, Reword(("steps", 0, "activity"), "dan mencatat", "serta: mencatat"))

        assert out is not None
        assert "      Menerima serta: mencatat surat\n" in out

    @pytest.mark.parametrize(
        "change",
        [
            Reword(("title",), "tidak ada", "x"),
            Reword(("judul",), "", "x"),
            Reword(("steps", 7, "activity"), "", "x"),
            Reword(("steps",), "", "x"),
            RenameKey(("steps", 0), "note"),
            Remove(()),
            Remove(("steps", 0, "note")),
            ChangeLines(((99, "x"),)),
            Insert(("steps", 0), "id", "x"),
        ],
    )
    def test_impossible(self, change: Change) -> None:
        """A change of what is not there gives nothing."""
        assert changed(TEXT, change) is None

    @pytest.mark.parametrize(
        "source", ["Surat", "'Surat'", '"Surat"', "[Surat]", "|\n      Surat", ">-\n      Surat"]
    )
    @given(words=texts())
    def test_reads_back(self, source: str, words: str) -> None:
        """Whatever words are written in whatever style, they are read back as they were meant."""
        text = TEXT.replace("keluaran: Surat", f"keluaran: {source}")
        pointer = ("steps", 0, "outputs", 0) if "[" in source else ("steps", 0, "outputs")

        out = changed(text, Reword(pointer, "", words))
        assert out is not None
        expected = plain(text)
        assert isinstance(expected, dict)
        steps = expected["steps"]
        assert isinstance(steps, list)
        assert isinstance(steps[0], dict)
        found = plain(out)
        assert isinstance(found, dict)
        step = found["steps"][0] if isinstance(found["steps"], list) else None
        assert isinstance(step, dict)
        value = step["outputs"]
        said = value[0] if isinstance(value, list) else value
        assert _as_typed(out, words) or said == words
        assert {**step, "outputs": None} == {**steps[0], "outputs": None}

    def test_alias(self) -> None:
        """A value that is repeated by an alias is left alone, for its other uses would change too."""
        text = TEXT.replace("waktu: # belum", "waktu: &lama 10 menit").replace("jika: salah", "waktu: *lama")

        assert changed(text, Reword(("steps", 0, "time"), "", "5 menit")) is None


def _as_typed(text: str, words: str) -> bool:
    """Whether words stand in a text without quotes, where they may be read as a number."""
    return f"keluaran: {words}\n" in text or f"keluaran: [{words}]\n" in text


class TestRenameKey:
    """An entry gets another key of the format, in the file's own vocabulary."""

    @pytest.mark.parametrize(
        ("change", "old", "new"),
        [
            (RenameKey(("steps", 0, "outputs"), "inputs"), "keluaran: Surat", "kelengkapan: Surat"),
            (RenameKey(("actors", "staf"), "staf-umum"), "  staf: Staf", "  staf-umum: Staf"),
            (RenameKey(("actors", "staf"), "1: x"), "  staf: Staf", "  '1: x': Staf"),
            (
                RenameKey(("steps", 1, "branches", 1, "when"), "label"),
                "{ke: 1, jika: x}",
                "{ke: 1, label: x}",
            ),
        ],
    )
    def test_spelling(self, change: RenameKey, old: str, new: str) -> None:
        """The key is spelled as the file spells its keys, and in quotes where it needs them."""
        assert changed(TEXT, change) == TEXT.replace(old, new)


class TestRemove:
    """Entries and items go with their lines; comments above them stay."""

    @pytest.mark.parametrize(
        ("changes", "gone"),
        [
            ([Remove(("legal_basis", 1))], "  - UU 2\n"),
            ([Remove(("steps", 0, "outputs"))], "    keluaran: Surat\n"),
            (
                [Remove(("steps", 0, "activity"))],
                "    aktivitas: >-\n      Menerima dan\n      mencatat surat\n",
            ),
            ([Remove(("agency", 0))], "SEKRETARIAT DAERAH, "),
            ([Remove(("agency", 1))], ", BAGIAN UMUM"),
            ([Remove(("agency", 0)), Remove(("agency", 1))], "instansi: [SEKRETARIAT DAERAH, BAGIAN UMUM]\n"),
            ([Remove(("steps", 0, "outputs", 0))], "    keluaran: Surat\n"),
            ([Remove(("steps", 2, "id"))], "id: akhir, "),
            ([Remove(("steps", 2, "next"))], ", lanjut: selesai"),
            ([Remove(("steps", 1, "branches", 1))], "      - {ke: 1, jika: x}\n"),
            (
                [Remove(("steps", 1, "branches", 0, "when"))],
                "        jika: >\n          tidak\n          lengkap\n",
            ),
            (
                [Remove(("legal_basis", 0)), Remove(("legal_basis", 1))],
                "dasar_hukum:\n  # yang lama\n  - UU 1\n  # yang baru\n  - UU 2\n",
            ),
            (
                [Remove(("steps", 2))],
                "  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai}\n",
            ),
        ],
    )
    def test_lines(self, changes: list[Change], gone: str) -> None:
        """What is taken away goes with its lines or its comma; the last item takes the key along."""
        assert changed(TEXT, *changes) == TEXT.replace(gone, "", 1)

    def test_first_behind_a_dash(self) -> None:
        """The next entry takes the place behind the dash, and a comment between goes above."""
        out = changed(TEXT, Remove(("steps", 0, "id")))

        assert out == TEXT.replace(
            "  - id: terima # pertama\n    # siapa\n    pelaksana: staf\n",
            "    # siapa\n  - pelaksana: staf\n",
        )

    def test_repeated(self) -> None:
        """Of an entry whose key stands twice the second can be taken."""
        text = TEXT.replace("    keluaran: Surat\n", "    keluaran: Surat\n    keluaran: Surat\n")

        assert changed(text, Remove(("steps", 0, "outputs"), left_out=True)) == TEXT

    @pytest.mark.parametrize("end", ["", "\n"])
    def test_at_the_end_of_the_file(self, end: str) -> None:
        """The last lines of a file go too, and its last line break stays as it is."""
        text = f"a: 1\nb:\n  - x\n  - y{end}"

        assert changed(f"sopkit: 1\nid: x\nrecords:\n- a\n- b{end}", Remove(("records", 1))) == (
            f"sopkit: 1\nid: x\nrecords:\n- a{end}"
        )
        assert changed(f"sopkit: 1\nid: x{end}", Remove(("id",))) == f"sopkit: 1{end}"
        assert text.endswith(end)


class TestInsertAndMove:
    """What comes stands at the end of its list or mapping, in the manner of its neighbours."""

    @pytest.mark.parametrize(
        ("changes", "gone", "come"),
        [
            ([Insert(("legal_basis",), "", "UU 3")], [], ["  - UU 3"]),
            ([Insert(("actors",), "kasi", "Kepala: Seksi")], [], ["  kasi: 'Kepala: Seksi'"]),
            ([Insert((), "status", "draft")], [], ["status: rancangan"]),
            ([Insert(("form",), "paper", "A4")], [], ["formulir:", "  kertas: A4"]),
            ([Insert(("steps", 0, "inputs"), "", "Kartu")], [], ["    kelengkapan:", "      - Kartu"]),
            (
                [Insert(("steps", 0, "outputs"), "", "Kartu, x")],
                ["    keluaran: Surat"],
                ["    keluaran: [Surat, 'Kartu, x']"],
            ),
            (
                [Insert(("agency",), "", "SUBBAG")],
                ["instansi: [SEKRETARIAT DAERAH, BAGIAN UMUM]"],
                ["instansi: [SEKRETARIAT DAERAH, BAGIAN UMUM, SUBBAG]"],
            ),
            (
                [
                    Insert(("steps", 2, "returns", 0), "to", "terima"),
                    Insert(("steps", 2, "returns", 0), "when", "salah"),
                ],
                ["  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai}"],
                [
                    "  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai,"
                    " kembali: [{ke: terima, jika: salah}]}"
                ],
            ),
            (
                [
                    Move(("steps", 1, "next"), ("steps", 1, "returns")),
                    Move(("steps", 1, "when"), ("steps", 1, "returns", 0)),
                ],
                ["    lanjut: terima  # kembali ke awal", "    jika: salah"],
                ["    kembali:", "      - ke: terima  # kembali ke awal", "        jika: salah"],
            ),
            (
                [Move(("steps", 2, "next"), ("steps", 2, "branches"))],
                ["  - {id: akhir, pelaksana: [staf, kabag], lanjut: selesai}"],
                ["  - {id: akhir, pelaksana: [staf, kabag], cabang: [{ke: selesai}]}"],
            ),
            (
                [Move(("steps", 1, "branches"), ("steps", 1, "returns"))],
                ["    cabang:"],
                ["    kembali:"],
            ),
            ([Move(("steps", 1, "branches", 0), ("steps", 1, "returns"))], [], ["    kembali:"]),
            (
                [Remove(("legal_basis", 1)), Insert(("legal_basis",), "", "UU 3")],
                ["  - UU 2"],
                ["  - UU 3"],
            ),
        ],
    )
    def test_lines(self, changes: list[Change], gone: list[str], come: list[str]) -> None:
        """Only the lines that the change speaks of change."""
        assert difference(TEXT, changed(TEXT, *changes)) == (gone, come)

    def test_empty_key_becomes_a_list(self) -> None:
        """A list is made below a key that holds nothing yet; a comment behind the key stays."""
        text = TEXT.replace("waktu: # belum", "kelengkapan: # belum")

        assert changed(text, Insert(("steps", 0, "inputs"), "", "Kartu")) == text.replace(
            "kelengkapan: # belum\n", "kelengkapan: # belum\n      - Kartu\n"
        )

    def test_manner_of_the_file(self) -> None:
        """In a file whose dashes stand in the column of their key, those of a new list do too."""
        text = "sopkit: 1\nrecords:\n- a\nsteps:\n- actor: x\n  activity: y\n"

        assert changed(text, Insert(("steps", 0, "inputs"), "", "z")) == f"{text}  inputs:\n  - z\n"

    def test_nothing_is_moved_to_where_it_is(self) -> None:
        """An entry whose key the mapping has already is not added again."""
        assert changed(TEXT, Move(("steps", 1, "when"), ("steps", 1, "branches", 0))) is None


class TestLayout:
    """Line breaks, byte order marks and encodings stay."""

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["", "\n"])
    def test_line_breaks(self, line_break: str, mark: str, end: str) -> None:
        """A file keeps its line breaks, its byte order mark, and whether its last line ends."""
        changes = (
            Insert(("steps", 0, "inputs"), "", "Kartu"),
            Remove(("legal_basis", 0)),
            Reword(("title",), "SOP ", ""),
        )
        text = TEXT.rstrip("\n") + end
        expected = changed(text, *changes)

        assert expected is not None
        given = mark + text.replace("\n", line_break)
        root = canonical(read_nodes(text).root)  # type: ignore[arg-type]
        assert apply(given, root.root, "id", changes) == mark + expected.replace("\n", line_break)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_encodings(self, encoding: str) -> None:
        """The bytes of a file are those of its text in its own encoding, with its own mark."""
        data = TEXT.encode(encoding)
        source = written(data)

        assert source is not None
        assert source.text == TEXT
        assert source.data(source.text) == data

    @pytest.mark.parametrize("data", [b"a: \xe9", b"\xff\xfea", b"x" * 1_048_577])
    def test_guessed_encodings(self, data: bytes) -> None:
        """A file whose encoding is only guessed, or that is too large, is not written again."""
        assert written(data) is None


def _pointers(sop: Sop) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = [("number",), ("title",)]
    for index, step in enumerate(sop.steps):
        found.append(("steps", index, "activity"))
        found += [("steps", index, "returns", at) for at in range(len(step.returns))]
        found += [("steps", index, "inputs", at) for at in range(len(step.inputs))]
    return found


class TestLaws:
    """What holds for any SOP, written in either vocabulary."""

    @given(sops(max_steps=4), st.sampled_from(["en", "id"]), st.data())
    def test_only_what_was_meant(self, sop: Sop, vocabulary: str, data: st.DataObject) -> None:
        """After words are changed the file says what it said, but for those words."""
        text = write(sop, vocabulary)
        pointer = data.draw(
            st.sampled_from([each for each in _pointers(sop) if each[-1] in {"number", "title", "activity"}])
        )
        words = data.draw(texts())

        out = changed(text, Reword(pointer, "", words))
        assert out is not None
        found = plain(out)
        assert _put(found, pointer, "") == _put(plain(text), pointer, "")
        assert words in _texts(loads(out))

    @given(sops(max_steps=4), st.sampled_from(["en", "id"]), st.data())
    def test_remove(self, sop: Sop, vocabulary: str, data: st.DataObject) -> None:
        """After an item is removed the file says what it said without it."""
        removable = [each for each in _pointers(sop) if isinstance(each[-1], int)]
        if not removable:
            return
        text = write(sop, vocabulary)
        pointer = data.draw(st.sampled_from(removable))

        out = changed(text, Remove(pointer))
        assert out is not None
        assert plain(out) == _without(plain(text), pointer)

    @given(sops(max_steps=4), st.sampled_from(["en", "id"]), st.data(), texts())
    def test_insert(self, sop: Sop, vocabulary: str, data: st.DataObject, words: str) -> None:
        """After an item is added the file says what it said and the item last."""
        text = write(sop, vocabulary)
        index = data.draw(st.integers(0, len(sop.steps) - 1))
        key = data.draw(st.sampled_from(["inputs", "outputs"]))

        out = changed(text, Insert(("steps", index, key), "", words))
        assert out is not None
        before, after = loads(text), loads(out)
        name = "inputs" if key == "inputs" else "outputs"
        assert getattr(after.steps[index], name) == (*getattr(before.steps[index], name), words)
        assert read(out.encode(), "x.yaml").sop is not None

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    def test_comments_of_the_corpus(self, path: Path) -> None:
        """Comments of real SOPs stay when their words change."""
        text = path.read_text(encoding="utf-8")
        out = changed(text, Reword(("title",), "", "Judul baru"), Insert(("records",), "", "Buku"))

        assert out is not None
        comments = re.compile(r"(?m)(?:^|\s)#\s.*$")
        assert comments.findall(out) == comments.findall(text)
        assert loads(out).title == "Judul baru"


def _texts(sop: Sop) -> tuple[str, ...]:
    return (sop.number, sop.title, *(step.activity for step in sop.steps))


def _put(value: Value, pointer: tuple[str | int, ...], words: str) -> Value:
    """A value with words at a pointer."""
    if not pointer:
        return words
    if isinstance(value, dict):
        return {
            key: _put(each, pointer[1:], words) if key == pointer[0] else each for key, each in value.items()
        }
    assert isinstance(value, list)
    return [_put(each, pointer[1:], words) if at == pointer[0] else each for at, each in enumerate(value)]


def _without(value: Value, pointer: tuple[str | int, ...]) -> Value:
    """A value without the item at a pointer, and without the key of a list that is empty then."""
    token, rest = pointer[0], pointer[1:]
    if isinstance(value, list):
        if not rest:
            return [each for at, each in enumerate(value) if at != token]
        return [_without(each, rest) if at == token else each for at, each in enumerate(value)]
    assert isinstance(value, dict)
    inner = {key: _without(each, rest) if key == token else each for key, each in value.items()}
    return {key: each for key, each in inner.items() if each != [] or value[key] == []}
