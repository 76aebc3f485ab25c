"""Fixes: what is mended in a file, that it never gets worse, and `sopkit check --fix` and `--diff`."""

from __future__ import annotations

import json
import os
import random
import re
import stat
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopkit.cli.fixing as fixing
from sopkit.assemble.written import write
from sopkit.document import Document, loads, read
from sopkit.findings import Change, Insert, Remove, Severity
from sopkit.lint.fix import fixable, fixed, is_worse
from sopkit.rules.cards import Card, cards, fix_kind
from sopkit.rules.policy import Policy
from sopkit.source.keys import TABLE
from tests.command_line import child, follow
from tests.strategies import sops
from tests.test_mistakes import MISTAKES
from tests.test_mistakes_lines import LINES, SEED, SEEDS, spelled

if TYPE_CHECKING:
    from sopkit.cli.console import Console
    from sopkit.model import Sop

CORPUS = sorted((Path(__file__).parent.parent / "sops").glob("*.yaml"))
READING = frozenset(each.name for each in cards() if each.found_by in {"source", "schema", "assemble"})
ONLY_READING = Policy(ignored=frozenset(each.name for each in cards()) - READING)
"""The findings of reading alone, as if an office had turned all rules off that may be."""

UNSHOWN = {
    "control-character",
    "duplicate-key",
    "missing-key",
    "not-a-limit",
    "related-not-found",
    "several-documents",
    "unknown-version",
    "unreadable-date",
    "ways-side-by-side",
}
"""Cards whose wrong example is not what can be mended; their fixes are shown below."""


def mended(text: str, *, unsafe: bool = False) -> str:
    """A text with what reading finds mended."""
    return fixed(text.encode(), "sop.yaml", ONLY_READING, unsafe=unsafe).data.decode()


def comments(text: str) -> Counter[str]:
    """The comments of a text."""
    return Counter(each.strip() for each in re.findall(r"(?m)(?:^|[ \t])#[ \t].*$", text))


def by_name(each: Card) -> str:
    """The name of a card, to name its tests."""
    return each.name


class TestCards:
    """What a card says of its fix holds for its wrong example."""

    @pytest.mark.parametrize("each", [each for each in cards() if each.wrong], ids=by_name)
    def test_fix_is_declared(self, each: Card) -> None:
        """A finding has a fix only if its card says that there is one."""
        assert each.wrong
        found = [one for one in read(each.wrong.encode(), "sop.yaml").findings if one.name == each.name]

        assert each.fixes or not [one for one in found if one.fix]

    @pytest.mark.parametrize(
        "each",
        [each for each in cards() if each.fixes and each.wrong and each.found_by != "folder"],
        ids=by_name,
    )
    def test_fix_mends(self, each: Card) -> None:
        """What a card calls fixable is mended in its wrong example, which is not worse for it."""
        if each.name in UNSHOWN:
            return
        assert each.wrong
        every = Policy(severities=())
        before = read(each.wrong.encode(), "sop.yaml", every)
        after = fixed(each.wrong.encode(), "sop.yaml", every, unsafe=True)

        assert each.name in {one.name for one in after.applied}
        assert not is_worse(before, after.document)


MENDS = {
    "bare dash": ("    waktu: 15 menit", "    waktu: -", "    waktu: '-'"),
    "colon": (
        "    aktivitas: Memeriksa",
        "    aktivitas: Catatan: Memeriksa",
        "    aktivitas: 'Catatan: Memeriksa permohonan'",
    ),
    "colon in an item": ("  - BIRO UMUM", "  - BIRO: UMUM", "  - 'BIRO: UMUM'"),
    "at": ("    aktivitas: Memeriksa", "    aktivitas: @Memeriksa", "    aktivitas: '@Memeriksa permohonan'"),
    "exclamation mark": ("      - Kartu", "      - !Kartu", "      - '!Kartu pegawai'"),
    "number sign": ("    aktivitas: Mem", "    aktivitas: #Mem", "    aktivitas: '#Memeriksa permohonan'"),
    "text behind quotes": (
        "    aktivitas: Memeriksa",
        '    aktivitas: "Memeriksa"',
        "    aktivitas: '\"Memeriksa\" permohonan'",
    ),
    "backslash": ("    keluaran: Kunci kendaraan", '    keluaran: "D:\\Arsip"', "    keluaran: 'D:\\Arsip'"),
    "tab": ("    waktu: 15", "\twaktu: 15", "    waktu: 15 menit"),
    "hard space": ("    waktu: 15", "    waktu:\u00a015", "    waktu: 15 menit"),
    "missing space": ("    waktu: 15", "    waktu:15", "    waktu: 15 menit"),
    "missing colon": ("    waktu: 15", "    waktu 15", "    waktu: 15 menit"),
    "equals sign": ("    waktu: 15", "    waktu = 15", "    waktu: 15 menit"),
    "en dash": ("  - BIRO UMUM", "  – BIRO UMUM", "  - BIRO UMUM"),
    "missing dash": ("  - pelaksana: kasubbag", "    pelaksana: kasubbag", "  - pelaksana: kasubbag"),
    "dash too many": (
        "    aktivitas: Memeriksa",
        "  - aktivitas: Memeriksa",
        "    aktivitas: Memeriksa permohonan",
    ),
    "two keys on a line": (
        "    waktu: 15 menit\n    keluaran: Kunci",
        "    waktu: 15 menit; keluaran: Kunci",
        "    waktu: 15 menit\n    keluaran: Kunci kendaraan",
    ),
    "list beside its key": (
        "    kelengkapan: Permohonan",
        "    kelengkapan: - Permohonan",
        "    kelengkapan:\n      - Permohonan",
    ),
    "keys beside their key": (
        "disahkan_oleh:\n  jabatan: Kepala",
        "disahkan_oleh: jabatan: Kepala",
        "disahkan_oleh:\n  jabatan: Kepala Biro Umum\n  nip",
    ),
    "way beside its key": (
        "    kembali:\n      - ke: permohonan\n        jika: p",
        "    kembali: permohonan\n      jika: p",
        "    kembali:\n      - ke: permohonan\n        jika: permohonan belum lengkap",
    ),
    "word of the form": ("    keluaran: Kunci", "    output: Kunci", "    keluaran: Kunci kendaraan"),
    "word of the other language": (
        "    keluaran: Kunci",
        "    outputs: Kunci",
        "    keluaran: Kunci kendaraan",
    ),
    "capitals": ("    keluaran: Kunci", "    KELUARAN: Kunci", "    keluaran: Kunci kendaraan"),
    "same value twice": (
        "    keluaran: Kunci kendaraan",
        "    keluaran: Kunci kendaraan\n    keluaran: Kunci kendaraan",
        "    keluaran: Kunci kendaraan\n    jika",
    ),
    "two words, one value": (
        "    keluaran: Kunci kendaraan",
        "    keluaran: Kunci kendaraan\n    outputs: Kunci kendaraan",
        "    keluaran: Kunci kendaraan\n    jika",
    ),
    "number of a step": (
        "    waktu: 15",
        "    no: 2\n    waktu: 15",
        "kelengkapan: Permohonan\n    waktu: 15 menit",
    ),
    "list for a text": ("    waktu: 15 menit", "    waktu: [15 menit]", "    waktu: 15 menit"),
    "text for a list": (
        "pelaksana:\n  p",
        "peralatan: Buku, pena\npelaksana:\n  p",
        "peralatan: ['Buku, pena']",
    ),
    "braces for brackets": (
        "  - pelaksana: kasubbag",
        "  - pelaksana: {pemohon, kasubbag}",
        "  - pelaksana: [pemohon, kasubbag]",
    ),
    "limit in words": (
        "        jika: permohonan belum",
        "        maksimal: 3 kali\n        jika: permohonan belum",
        "        maksimal: 3\n",
    ),
    "chance in words": (
        "        jika: permohonan belum",
        "        peluang: 20 persen\n        jika: permohonan belum",
        "        peluang: 20%\n",
    ),
    "list of one next step": (
        "    waktu: 10 menit",
        "    lanjut: [2]\n    waktu: 10 menit",
        "    lanjut: 2\n",
    ),
    "version": ("sopkit: 1\n", "sopkit: v1.0\n", "sopkit: 1\nnomor"),
    "no version": ("sopkit: 1\n", "# SOP\n", "# SOP\nsopkit: 1\nnomor"),
    "status": ("dibuat:", "status: Berlaku\ndibuat:", "status: berlaku\n"),
    "percent in front": (
        "        jika: permohonan belum",
        "        peluang: %20\n        jika: permohonan belum",
        "        peluang: 20%\n",
    ),
    "hard space in front": (
        "    waktu: 15",
        "\u00a0    waktu: 15",
        "    keluaran: Kunci",
    ),
    "colon of a list": ("kegiatan:\n", "kegiatan\n", "kegiatan:\n"),
    "control character": ("    keluaran: Kunci", "    keluaran: Kun\x00ci", "    keluaran: Kunci kendaraan"),
}
"""By name: a piece of the clean file, the mistake in its place, and what a safe fix makes of it."""

LOOKED_AT = {
    "date": ("5 Januari 2026", "5 Januarii 2026", "dibuat: 5 Januari 2026"),
    "date in numbers": ("5 Januari 2026", "25/01/2026", "dibuat: 25 Januari 2026"),
    "cut text": ("    keluaran: Kunci kendaraan", "    keluaran: Kunci #3", "    keluaran: 'Kunci #3'"),
    "depth": ("    keluaran: Kunci", "     keluaran: Kunci", "    keluaran: Kunci kendaraan"),
    "open quote": (
        "    keluaran: Kunci kendaraan",
        '    keluaran: "Kunci  # x',
        '    keluaran: "Kunci"  # x',
    ),
    "open bracket": (
        "    kelengkapan: Permohonan",
        "    kelengkapan: [Permohonan",
        "    kelengkapan: [Permohonan]",
    ),
    "similar key": ("    keluaran: Kunci", "    keluran: Kunci", "    keluaran: Kunci kendaraan"),
    "several texts": ("    waktu: 15 menit", "    waktu: [15 menit, 1 jam]", "    waktu: 15 menit, 1 jam"),
    "position": (
        "disahkan_oleh:\n  jabatan: Kepala Biro Umum\n  nip: 19700101 199003 1 001",
        "disahkan_oleh: Kepala Biro Umum",
        "disahkan_oleh: {jabatan: Kepala Biro Umum}",
    ),
    "rule of dashes": ("    waktu: 10 menit\n", "    waktu: 10 menit\n------\n", "\n# ------\n"),
    "stray line": ("  - id: permohonan\n", "  Tahap I\n  - id: permohonan\n", "\n  # Tahap I\n"),
    "text beside a list": ("kegiatan:\n", "kegiatan: Tahap I\n", "kegiatan:  # Tahap I\n"),
    "document mark": ("    waktu: 10 menit\n", "    waktu: 10 menit\n---\n", "    waktu: 10 menit\n\n"),
    "id": ("  - id: permohonan", "  - id: Permohonan Baru", "  - id: permohonan-baru"),
    "other number of a step": (
        "    waktu: 15",
        "    no: 7\n    waktu: 15",
        "Permohonan\n    waktu: 15 menit",
    ),
}
"""The same for what a person should look at."""


class TestMends:
    """Each fault of reading is mended as a careful person would mend it."""

    @pytest.mark.parametrize("name", MENDS)
    def test_safe(self, name: str) -> None:
        """A safe fix mends the fault, and nothing else in the file changes."""
        old, wrong, right = MENDS[name]
        text = SEED.replace(old, wrong, 1)

        assert text != SEED
        out = mended(text)
        assert right in out
        assert not read(out.encode(), "sop.yaml").errors
        assert sum(line not in SEED.split("\n") for line in out.split("\n")) <= right.count("\n") + 1

    @pytest.mark.parametrize("name", LOOKED_AT)
    def test_unsafe(self, name: str) -> None:
        """What a person should look at is mended when asked for, and only then."""
        old, wrong, right = LOOKED_AT[name]
        text = SEED.replace(old, wrong, 1)

        assert text != SEED
        assert mended(text) == text
        assert right in mended(text, unsafe=True)

    @pytest.mark.parametrize(
        ("old", "wrong"),
        [
            ("5 Januari 2026", "4/1/2026"),
            ("5 Januari 2026", "31 Februari 2026"),
            ("    keluaran: Kunci", "    keluaran: Arsip\n    keluaran: Kunci"),
            ("    keluaran: Kunci", "    foo: Kunci"),
            ("    aktivitas: Memeriksa permohonan\n", ""),
            ("        jika: permohonan belum", "        maksimal: tidak ada\n        jika: permohonan belum"),
        ],
    )
    def test_left(self, old: str, wrong: str) -> None:
        """What only its author can know stays as it is."""
        text = SEED.replace(old, wrong, 1)

        assert text != SEED
        assert mended(text, unsafe=True) == text

    def test_references_go_along(self) -> None:
        """When an id gets other letters, what refers to it does too."""
        text = SEED.replace("permohonan\n    pel", "Permohonan Baru\n    pel").replace(
            "ke: permohonan", "ke: Permohonan Baru"
        )

        out = mended(text, unsafe=True)
        assert "ke: permohonan-baru" in out
        assert not read(out.encode(), "sop.yaml").errors

    def test_many_in_one_file(self) -> None:
        """Faults of many kinds in one file are mended together, with all comments."""
        text = SEED
        for name in ("bare dash", "en dash", "word of the form", "missing dash", "capitals"):
            old, wrong, _ = MENDS[name]
            text = text.replace(old, f"{wrong}", 1)
        text = text.replace("waktu: -\n", "waktu: -  # kosong\n")

        out = mended(text)
        assert not read(out.encode(), "sop.yaml").errors
        assert comments(out) == comments(text)


def planted(vocabulary: str, names: list[str]) -> str:
    """The clean file with mistakes, as far as they still find their place."""
    text = SEEDS[vocabulary]
    for name in names:
        mistake = LINES[name]
        text = text.replace(spelled(mistake.old, vocabulary), spelled(mistake.new, vocabulary), 1)
    return text


BROKEN = st.one_of(
    st.builds(
        planted,
        st.sampled_from(["en", "id"]),
        st.lists(st.sampled_from(sorted(LINES)), min_size=1, max_size=4, unique=True),
    ),
    st.builds(
        lambda name, vocabulary: MISTAKES[name].planted(vocabulary)[0],
        st.sampled_from(sorted(MISTAKES)),
        st.sampled_from(["en", "id"]),
    ),
)
"""Files with one mistake or several."""


def torn(text: str, seed: int) -> str:
    """A text with a line dropped, doubled, moved in depth or ended by a sign."""
    dice = random.Random(seed)
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    kind = dice.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[dice.randrange(len(lines))])
    elif kind == 2:
        lines[at] = " " * dice.randrange(9) + lines[at].lstrip()
    else:
        lines[at] += dice.choice([" # c", ' "', "'", "]", ": x", " #x"])
    return "\n".join(lines)


TORN = st.one_of(BROKEN, st.builds(torn, BROKEN, st.integers(0, 999)))


class TestLaws:
    """What holds for every file."""

    @given(TORN, st.booleans())
    def test_once_is_enough(self, text: str, unsafe: bool) -> None:
        """Fixing a file that was fixed changes nothing."""
        once = fixed(text.encode(), "sop.yaml", unsafe=unsafe)

        assert fixed(once.data, "sop.yaml", unsafe=unsafe).data == once.data

    @given(TORN, st.booleans())
    def test_never_worse(self, text: str, unsafe: bool) -> None:
        """A fixed file is not worse than before, and is changed only if something was mended."""
        before = read(text.encode(), "sop.yaml")
        after = fixed(text.encode(), "sop.yaml", unsafe=unsafe)

        assert not is_worse(before, after.document)
        assert (after.data == text.encode()) == (not after.applied)
        assert after.document == read(after.data, "sop.yaml")
        assert {fix_kind(each) for each in after.applied} <= {"safe", "unsafe" if unsafe else "safe"}

    @given(BROKEN, st.booleans())
    def test_comments_stay(self, text: str, unsafe: bool) -> None:
        """Every comment of a file is there after its fixes, but for those on lines of entries that go."""
        text = "\n".join(
            f"{line}  # {number}" if number % 3 == 0 and re.fullmatch(r" *\w+: \w[\w ]*", line) else line
            for number, line in enumerate(text.split("\n"))
        )
        after = fixed(text.encode(), "sop.yaml", ONLY_READING, unsafe=unsafe)
        if any(isinstance(change, Remove) for each in after.applied for change in each.fix):
            return

        out = after.data.decode()
        assert [each for each, count in comments(text).items() if out.count(each) < count] == []

    @given(BROKEN, st.sampled_from(["\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    def test_layout_stays(self, text: str, line_break: str, encoding: str) -> None:
        """A file keeps its line breaks and its encoding, and is mended in the same way."""
        plain = fixed(text.encode(), "sop.yaml")
        other = fixed(text.replace("\n", line_break).encode(encoding), "sop.yaml")

        assert other.data == plain.data.decode().replace("\n", line_break).encode(encoding)

    @given(sops(max_steps=4), st.sampled_from(["en", "id"]), st.integers(0, 99))
    def test_words_of_the_other_language(self, sop: Sop, vocabulary: str, seed: int) -> None:
        """Mending the keys of an SOP without errors does not change what it says."""
        dice = random.Random(seed)
        text = write(sop, vocabulary)
        own = {key.indonesian if vocabulary == "id" else name: name for name, key in TABLE["step"].items()}
        lines = text.split("\n")
        for at, line in enumerate(lines):
            word = re.match(r"( +(?:- )?)(\w+)(?=:)", line)
            if (
                word
                and word[2] in own
                and at > text[: text.index("steps:" if vocabulary == "en" else "kegiatan:")].count("\n")
                and dice.random() < 0.2
            ):
                name = own[word[2]]
                other = name if vocabulary == "id" else TABLE["step"][name].indonesian
                lines[at] = f"{word[1]}{other}{line[word.end() :]}"
        changed = "\n".join(lines)
        if read(changed.encode(), "x.yaml").errors:
            return

        assert loads(mended(changed)) == loads(changed)

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    def test_corpus(self, path: Path) -> None:
        """A real SOP in which reading finds nothing stays byte for byte as it is."""
        data = path.read_bytes()

        assert fixed(data, str(path), ONLY_READING, unsafe=True).data == data

    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
    def test_corpus_with_rules(self, path: Path) -> None:
        """Safe fixes of all rules leave a real SOP without errors, and with all its comments."""
        data = path.read_bytes()
        after = fixed(data, str(path))

        assert after.document.sop is not None
        assert comments(after.data.decode()) == comments(data.decode())
        assert (after.data == data) == (not after.applied)


class TestWhatIsTaken:
    """Of several fixes those are taken that make the file better."""

    def test_worse_is_dropped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A fix that makes an error is dropped, and the one beside it is made."""
        fixes: dict[object, Change] = {
            0: Remove(("steps", 0, "activity")),
            1: Insert(("steps", 1), "time", "15 menit"),
        }
        text = SEED.replace("    waktu: 10 menit\n", "").replace("    waktu: 15 menit\n", "")

        def look(data: bytes) -> Document:
            document = read(data, "sop.yaml")
            found = (
                replace(each, fix=(fixes[each.pointer[1]],)) if each.name == "step-without-time" else each
                for each in document.findings
            )
            return replace(document, findings=tuple(found))

        monkeypatch.setattr("sopkit.lint.fix.fix_kind", lambda finding: "safe" if finding.fix else None)
        after = fixed(text.encode(), "sop.yaml", look=look)

        made = [each.pointer[:2] for each in after.applied if each.name == "step-without-time"]
        assert made == [("steps", 1)]
        assert b"aktivitas: Mengajukan" in after.data

    def test_nothing_where_nothing_gets_better(self) -> None:
        """A change after which as much is found as before is not made."""
        text = SEED.replace("    waktu: 10 menit\n", "")
        after = fixed(text.encode(), "sop.yaml")

        assert b"waktu: 10" not in after.data

    def test_guessed_encoding(self) -> None:
        """A file whose encoding is only guessed is not touched."""
        data = SEED.replace("waktu: 15", "waktu:15").encode() + "# é\n".encode("cp1252")

        assert fixed(data, "sop.yaml", unsafe=True).data == data

    @pytest.mark.parametrize("data", [b"", b"# x\n", b"[]", b"a", b"\x00\x01" * 50, b"{" * 200, b"- " * 500])
    def test_no_sop(self, data: bytes) -> None:
        """A file that holds no SOP at all stays as it is."""
        assert fixed(data, "sop.yaml", unsafe=True).data == data

    @given(TORN, st.integers(0, 9999))
    def test_hostile(self, text: str, seed: int) -> None:
        """Whatever a file holds, fixing it ends, and never raises."""
        dice = random.Random(seed)
        for _ in range(dice.randint(1, 5)):
            at = dice.randrange(len(text) + 1)
            sign = dice.choice("\x00\t\r\ufeff\x85&*!|>[]{}'\"#:-?%@,\\\u00a0\u2028\ud800😀")
            text = text[:at] + sign + text[at + dice.randint(0, 3) :]
        data = text.encode("utf-8", "surrogatepass")
        after = fixed(data, "sop.yaml", unsafe=True)

        assert not is_worse(read(data, "sop.yaml"), after.document)

    def test_only_what_is_told(self) -> None:
        """What an office has turned off, or a comment silences, is not mended."""
        text = SEED.replace("nama: Pem", "nama: SOP Pem")
        off = Policy(ignored=frozenset({"title-begins-with-sop"}))

        assert b"nama: SOP" in fixed(text.encode(), "sop.yaml", off, unsafe=True).data

    def test_is_worse(self) -> None:
        """One more error is worse, whatever else went; fewer hints for the same errors are not."""
        clean, broken = (read(each.encode(), "x.yaml") for each in (SEED, SEED.replace("ke: p", "ke: q")))

        assert is_worse(clean, broken)
        assert not is_worse(broken, clean)
        assert not is_worse(clean, clean)
        hints = tuple(each for each in clean.findings if each.severity is not Severity.HINT)
        assert not is_worse(clean, replace(clean, findings=hints))

    def test_fixable(self) -> None:
        """Findings that can be mended are told apart by whether a person should look."""
        text = SEED.replace("keluaran: Kunci", "keluran: Kunci").replace("waktu: 15", "waktu:15")
        findings = read(text.encode(), "x.yaml", ONLY_READING).findings

        assert [each.name for each in fixable(findings)] == ["missing-space"]
        assert [each.name for each in fixable(findings, unsafe=True)] == ["missing-space", "unknown-key"]

    def test_beyond_reading(self) -> None:
        """A file with so many faults that reading gives up is mended from above, as far as time allows."""
        step = "  - pelaksana: pemohon\n    aktivitas: @Langkah {}\n"
        text = SEED + "".join(step.format(number) for number in range(160))

        after = fixed(text.encode(), "sop.yaml", ONLY_READING)
        assert after.data.count(b"'@Langkah") == 160
        assert not after.document.errors

    def test_many(self) -> None:
        """Hundreds of faults are mended together."""
        step = "  - pelaksana: pemohon\n    uraian: Langkah {}\n"
        text = SEED + "".join(step.format(number) for number in range(250))

        after = fixed(text.encode(), "sop.yaml", ONLY_READING)
        assert b"uraian" not in after.data
        assert not after.document.errors


BAD = SEED.replace("waktu: 15", "waktu:15").replace("keluaran: Kunci", "keluran: Kunci")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A file with a fault that is mended safely and one that a person should look at."""
    file = tmp_path / "sop.yaml"
    file.write_text(BAD, encoding="utf-8")
    (tmp_path / "sopkit.toml").write_text('[rules]\nignore = ["all"]\n', encoding="utf-8")
    return file


class TestCommand:
    """`sopkit check --fix`, `--unsafe` and `--diff`."""

    def test_fix(self, bad: Path) -> None:
        """`--fix` mends the file, says how much, tells what is left, and ends with 1 if that is an error."""
        bad.chmod(0o640)
        outcome = follow("check", "--fix", bad)

        assert outcome.code == 1
        assert "Findings mended: 1, in 1 file." in outcome.err
        assert "unknown-key" in outcome.out
        assert "missing-space" not in outcome.out
        assert bad.read_text(encoding="utf-8") == BAD.replace("waktu:15", "waktu: 15")
        assert stat.S_IMODE(bad.stat().st_mode) == 0o640

    def test_unsafe(self, bad: Path) -> None:
        """With `--unsafe` what a person should look at is mended too."""
        outcome = follow("check", "--fix", "--unsafe", bad)

        assert outcome.code == 0
        assert bad.read_text(encoding="utf-8") == SEED

    @pytest.mark.parametrize("words", [["--diff"], ["--fix", "--diff"]])
    def test_diff(self, bad: Path, words: list[str]) -> None:
        """`--diff` shows the changes, makes none, and ends with 1 if there are any."""
        outcome = follow("check", *words, bad)

        assert outcome.code == 1
        assert "-    waktu:15 menit\n+    waktu: 15 menit\n" in outcome.out
        assert outcome.out.startswith(f"--- {bad}\n+++ {bad}\n@@ ")
        assert bad.read_text(encoding="utf-8") == BAD

    def test_nothing_to_do(self, bad: Path) -> None:
        """Where nothing can be mended, `--diff` ends with 0, and `--fix` does not write the file."""
        bad.write_text(SEED, encoding="utf-8")
        os.utime(bad, (1, 1))

        assert follow("check", "--diff", bad).code == 0
        assert follow("check", "--fix", bad).code == 0
        assert bad.stat().st_mtime == 1

    def test_standard_input(self) -> None:
        """`--fix -` writes the mended text to standard output, and what is left to standard error."""
        outcome = child("check", "--fix", "--lang", "en", "-", stdin=BAD.replace("\n", "\r\n").encode())

        assert outcome.returncode == 1
        text = outcome.stdout.decode()
        assert "    waktu: 15 menit\r\n" in text
        assert "unknown-key" in outcome.stderr.decode()

    def test_link(self, bad: Path, tmp_path: Path) -> None:
        """A link is followed: the file that it leads to is mended, and the link stays one."""
        link = tmp_path / "link.yaml"
        try:
            link.symlink_to(bad)
        except OSError:
            pytest.skip("this system makes no links")
        follow("check", "--fix", link)

        assert link.is_symlink()
        assert "waktu: 15" in bad.read_text(encoding="utf-8")

    def test_folder(self, bad: Path, tmp_path: Path) -> None:
        """All files of a folder are mended, and counted together."""
        (tmp_path / "lain.yaml").write_text(BAD.replace("SOP-01", "SOP-02"), encoding="utf-8")
        outcome = follow("check", "--fix", tmp_path)

        assert "Findings mended: 2, in 2 files." in outcome.err

    def test_found_in_a_folder(self, tmp_path: Path) -> None:
        """What is found by looking at a folder as a whole is mended too, where the folder is named."""
        one, other = tmp_path / "satu.yaml", tmp_path / "dua.yaml"
        one.write_text(
            SEED.replace("SOP-01", "SOP-02").replace("Peminjaman", "Pengembalian"), encoding="utf-8"
        )
        text = SEED.replace(
            "pelaksana:\n", "keterkaitan:\n  - SOP Pengembalin Kendaraan Dinas\npelaksana:\n", 1
        )
        other.write_text(text, encoding="utf-8")
        follow("check", "--fix", "--unsafe", "--select", "related-not-found", tmp_path)

        assert "Pengembalian Kendaraan Dinas\n" in other.read_text(encoding="utf-8")

    def test_changed_meanwhile(self, bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that was changed while it was looked at is not overwritten."""
        real = fixing._write

        def late(file: str, data: bytes, new: bytes, console: Console) -> bool:
            bad.write_text("lain", encoding="utf-8")
            return real(file, data, new, console)

        monkeypatch.setattr(fixing, "_write", late)
        outcome = follow("check", "--fix", bad)

        assert outcome.code == 2
        assert "in the meantime" in outcome.err
        assert bad.read_text(encoding="utf-8") == "lain"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--unsafe"], "`--unsafe` says how to mend"),
            (["--fix", "--watch"], "do not go with `--watch`"),
            (["--diff", "--format", "json"], "takes neither `--format`"),
            (["--fix", "-"], "`-` stands alone"),
        ],
    )
    def test_wrong_use(self, bad: Path, words: list[str], said: str) -> None:
        """Options that do not go together are refused before anything is changed."""
        outcome = follow("check", *words, bad)

        assert outcome.code == 2
        assert said in outcome.err
        assert bad.read_text(encoding="utf-8") == BAD

    @pytest.mark.parametrize("word", ["--fix", "--diff"])
    def test_missing_file(self, tmp_path: Path, word: str) -> None:
        """A file that is not there is told once, and the exit code is 3."""
        outcome = follow("check", word, tmp_path / "tidak.yaml")

        assert outcome.code == 3
        assert outcome.err.count("cannot be read") == 1

    def test_unwritable(self, bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that cannot be written is told, and stays as it is; the exit code is 2."""

        def refuse(path: str, data: bytes) -> None:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr("sopkit.chart.write.write_whole", refuse)
        outcome = follow("check", "--fix", bad)

        assert outcome.code == 2
        assert "cannot be written" in outcome.err
        assert bad.read_text(encoding="utf-8") == BAD

    def test_json_stays_json(self, bad: Path) -> None:
        """What is said of fixes goes to standard error, so that other forms stay readable for programs."""
        outcome = follow("check", "--fix", "--format", "json", bad)

        assert [each["name"] for each in json.loads(outcome.out)] == ["unknown-key"]
        assert "Findings mended" in outcome.err

    def test_indonesian(self, bad: Path) -> None:
        """In Indonesian too it is said how much was mended."""
        assert (
            "Temuan yang diperbaiki: 1, dalam 1 berkas." in follow("check", "--fix", "--lang", "id", bad).err
        )


ACTORS_AS_A_LIST = """\
sopkit: 1
nomor: 12/2026
nama: Penerimaan Surat
instansi: [SEKRETARIAT]
dibuat: 2026-01-05
berlaku: 2026-01-12
disahkan_oleh: {jabatan: Kepala Bagian Umum}
pelaksana:
  - Staf Administrasi  # yang menerima
  - Kasubag Umpeg
kegiatan:
  - pelaksana: Staf Administrasi
    aktivitas: Menerima surat
  - pelaksana: Kasubag Umpeg
    aktivitas: Menelaah surat
"""


def test_actors_in_a_list_get_ids() -> None:
    """A list of titles under the actors gets ids, and the steps that name the titles name them instead."""
    document = read(ACTORS_AS_A_LIST.encode(), "sop.yaml")
    told = next(finding for finding in document.findings if finding.name == "keys-expected")

    mended = fixed(ACTORS_AS_A_LIST.encode(), "sop.yaml", unsafe=True)

    assert told.suggestion == "staf-administrasi: Staf Administrasi"
    assert mended.document.sop is not None
    assert [(actor.id, actor.title) for actor in mended.document.sop.actors] == [
        ("staf-administrasi", "Staf Administrasi"),
        ("kasubag-umpeg", "Kasubag Umpeg"),
    ]
    assert b"# yang menerima" in mended.data
    assert fixed(ACTORS_AS_A_LIST.encode(), "sop.yaml").data == ACTORS_AS_A_LIST.encode()
