"""Known findings: what a baseline holds, what it hides, and what it must not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import Document, read, read_file
from sopkit.errors import InvalidBaseline
from sopkit.findings import Severity
from sopkit.lint.baseline import Baseline, as_json, baseline_of, read_baseline, without_known
from sopkit.rules.cards import cards
from sopkit.rules.policy import Policy, policy_of
from sopkit.settings import RuleSettings, Settings
from sopkit.source.writer import translate
from tests.command_line import ROOT, follow

SOPS = sorted((ROOT / "sops").glob("*.yaml"))
PLACE = Path("baseline.json")
ALL = policy_of(Settings(rules=RuleSettings(select=("all",))))
STEP = """\
  - id: {id}
    actor: {actor}
    activity: {activity}
"""
SOP = """\
sopkit: 1
number: 12/2026
title: Penerimaan Surat Masuk
agency: [SEKRETARIAT DAERAH]
created: 2026-01-05
effective: 2026-01-12
approved_by:
  position: Kepala Bagian Umum
actors:
  staf: Staf Administrasi
  kabag: Kepala Bagian Umum
steps:
""" + STEP.format(id="terima", actor="staf", activity="Menerima surat")
TWO = SOP + STEP.format(id="telaah", actor="kabag", activity="Menelaah surat")


def _read(text: str, file: str = "sop.yaml", policy: Policy = ALL) -> Document:
    return read(text.encode(), file, policy)


def _new(before: str, after: str) -> list[str]:
    """What is told of a text when all of another one is known."""
    baseline = baseline_of([_read(before)], PLACE)
    (told,), _ = without_known([_read(after)], baseline, PLACE)
    return [finding.code for finding in told.findings if finding.severity is not Severity.ERROR]


class TestWhatIsKnown:
    """A finding is known wherever it moves, and a further one of its sort is not."""

    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_all_that_is_there_is_known(self, file: Path) -> None:
        """Nothing is told of a procedure whose findings are all known."""
        document = read_file(file, ALL)

        (told,), gone = without_known([document], baseline_of([document], PLACE), PLACE)

        assert (told.findings, gone, told.sop) == ((), 0, document.sop)

    @given(st.sampled_from(SOPS), st.lists(st.integers(0, 400), max_size=8), st.booleans(), st.booleans())
    def test_lines_do_not_matter(self, file: Path, places: list[int], comment: bool, crlf: bool) -> None:
        """Empty lines, comments and the sort of line breaks make no known finding new."""
        text = file.read_text(encoding="utf-8")
        lines = text.split("\n")
        folded = {number for number, line in enumerate(lines) if line.rstrip().endswith(("|", ">"))}
        for place in sorted(places, reverse=True):
            if place < len(lines) and place - 1 not in folded:
                lines.insert(place, "# catatan" if comment else "")
        changed = ("\r\n" if crlf else "\n").join(lines)

        assert _new(text, changed) == []

    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_vocabulary_does_not_matter(self, file: Path) -> None:
        """An SOP that is translated into the other vocabulary has no new findings."""
        text = file.read_text(encoding="utf-8")
        other = "en" if _read(text).vocabulary == "id" else "id"

        assert _new(text, translate(text, other)) == []

    def test_step_above_does_not_matter(self) -> None:
        """A step added above others makes only its own findings new."""
        first = STEP.format(id="daftar", actor="staf", activity="Mendaftar surat")
        complete = f"{first}    inputs: Surat\n    time: 5 menit\n    outputs: Daftar surat\n"
        head, _, steps = TWO.partition("steps:\n")

        assert _new(TWO, f"{head}steps:\n{first}{steps}") == ["SOP401", "SOP402", "SOP403"]
        assert _new(TWO, f"{head}steps:\n{complete}{steps}") == []

    def test_order_of_steps_does_not_matter(self) -> None:
        """Steps that change places keep their findings known."""
        head, _, _ = TWO.partition("steps:\n")
        one = STEP.format(id="terima", actor="staf", activity="Menerima surat")
        other = STEP.format(id="telaah", actor="kabag", activity="Menelaah surat")

        assert _new(TWO, f"{head}steps:\n{other}{one}") == []

    def test_manner_of_writing_does_not_matter(self) -> None:
        """Quotes, and the order of a step's keys, make no known finding new."""
        quoted = TWO.replace("activity: Menelaah surat", 'activity: "Menelaah   surat"')
        turned = TWO.replace("  - id: telaah\n    actor: kabag\n", "  - actor: kabag\n    id: telaah\n")

        assert _new(TWO, quoted) == _new(TWO, turned) == []

    def test_further_finding_is_told(self) -> None:
        """A finding that was not there is told, also if others of its sort are known."""
        third = STEP.format(id="arsip", actor="staf", activity="Menyimpan surat")

        assert "SOP402" in _new(TWO, TWO + third)
        assert "SOP303" in _new(TWO, f"{TWO}    time: segera\n")

    def test_alike_findings_are_counted(self) -> None:
        """Of findings that are alike as many are known as there were."""
        twin = STEP.format(id="lagi", actor="kabag", activity="Menelaah surat")

        assert _new(TWO, TWO + twin).count("SOP402") == 1

    def test_changed_value_is_new(self) -> None:
        """A finding about a value is new where the value was changed and is still faulty."""
        assert _new(f"{TWO}    time: segera\n", f"{TWO}    time: sesuai kebutuhan\n") == ["SOP303"]

    def test_errors_are_never_known(self) -> None:
        """What makes an SOP unsound is not written and not hidden."""
        broken = TWO.replace("actor: kabag", "actor: kabagg")
        errors = {each.code for each in cards() if each.severity is Severity.ERROR}

        baseline = baseline_of([_read(broken)], PLACE)
        (told,), _ = without_known([_read(broken)], baseline, PLACE)

        assert not {code for code, _ in baseline.files.get("sop.yaml", {})} & errors
        assert told.has_errors

    def test_raised_finding_is_known(self) -> None:
        """What only the settings make an error is known, and the SOP is of use again."""
        strict = policy_of(Settings(rules=RuleSettings(profile="strict")))
        document = _read(TWO, policy=strict)

        (told,), _ = without_known([document], baseline_of([document], PLACE), PLACE)

        assert document.sop is None
        assert told.sop == _read(TWO).sop is not None

    def test_gone_findings_are_counted(self) -> None:
        """Known findings that are mended are counted, each as often as it was there."""
        baseline = baseline_of([_read(TWO)], PLACE)
        mended = f"{TWO}    time: 5 menit\n"

        assert without_known([_read(mended)], baseline, PLACE)[1] == 1
        assert without_known([_read(mended)], baseline, PLACE, looked_for={"SOP401"})[1] == 0

    def test_error_makes_no_finding_gone(self) -> None:
        """Beside an error rules are silent of much, so that nothing is called gone."""
        baseline = baseline_of([_read(TWO)], PLACE)

        assert without_known([_read(TWO.replace("steps:", "steps: {"))], baseline, PLACE)[1] == 0


class TestFiles:
    """The file of a baseline: the same for the same findings, and read whole or not at all."""

    def test_what_is_written_is_read(self, tmp_path: Path) -> None:
        """A baseline is what its file says."""
        baseline = baseline_of([read_file(file, ALL) for file in SOPS], tmp_path / "b.json")
        (tmp_path / "b.json").write_bytes(as_json(baseline))

        assert read_baseline(tmp_path / "b.json") == baseline
        assert json.loads(as_json(baseline))["version"] == 1

    def test_order_of_files_does_not_matter(self) -> None:
        """The same findings give the same bytes, in whatever order files were read."""
        documents = [read_file(file, ALL) for file in SOPS]

        assert as_json(baseline_of(documents, PLACE)) == as_json(baseline_of(documents[::-1], PLACE))

    def test_paths_are_seen_from_the_baseline(self, tmp_path: Path) -> None:
        """A file is named from the folder of the baseline, so that the folder can be moved."""
        document = _read(TWO, str(tmp_path / "unit" / "a.yaml"))

        assert list(baseline_of([document], tmp_path / "b.json").files) == ["unit/a.yaml"]
        assert list(baseline_of([document], tmp_path / "x" / "b.json").files) == ["../unit/a.yaml"]

    def test_what_was_not_looked_for_is_kept(self) -> None:
        """A baseline that is written from a choice of rules, or beside an error, keeps the other findings."""
        whole = baseline_of([_read(TWO)], PLACE)
        broken = _read(TWO.replace("actor: kabag", "actor: kabagg"))

        assert baseline_of([_read(TWO)], PLACE, whole, looked_for={"SOP402"}) == whole
        assert baseline_of([_read("sopkit: 1\n")], PLACE, whole) == whole
        assert (
            whole.files["sop.yaml"].items() <= baseline_of([broken], PLACE, whole).files["sop.yaml"].items()
        )

    def test_other_files_are_kept(self, tmp_path: Path) -> None:
        """A baseline that is written anew from a part of its files keeps the others that are still there."""
        for name in ("a.yaml", "b.yaml"):
            (tmp_path / name).write_text(TWO, encoding="utf-8")
        both = baseline_of(
            [_read(TWO, str(tmp_path / name)) for name in ("a.yaml", "b.yaml", "gone.yaml")],
            tmp_path / "b.json",
        )

        anew = baseline_of([_read(SOP, str(tmp_path / "a.yaml"))], tmp_path / "b.json", both)

        assert list(anew.files) == ["a.yaml", "b.yaml"]
        assert anew.files["b.yaml"] == both.files["b.yaml"]
        assert anew.files["a.yaml"] != both.files["a.yaml"]

    @pytest.mark.parametrize(
        "name", ["ü.yaml", 'a"b.yaml', "a\\b.yaml", "a\nb.yaml", "\udcff.yaml", "\U0001f600.yaml"]
    )
    def test_any_name_of_a_file_is_kept(self, name: str, tmp_path: Path) -> None:
        """Names with odd letters are written so that they can be read."""
        baseline = Baseline({name: {("SOP402", "0" * 16): 2}})
        (tmp_path / "b.json").write_bytes(as_json(baseline))

        assert read_baseline(tmp_path / "b.json") == baseline

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "damaged"),
            (b"{", "damaged"),
            (b"[" * 100_000, "damaged"),
            (b"\xff\xfe", "damaged"),
            (b"sopkit: 1", "damaged"),
            (b'{"sopkit": "baseline", "version": 1}', "damaged"),
            (b'{"sopkit": "baseline", "version": 1, "files": []}', "damaged"),
            (b'{"sopkit": "baseline", "version": 1, "files": {"a": {}}}', "damaged"),
            (b'{"sopkit": "baseline", "version": 1, "files": {"a": [{"code": "SOP402"}]}}', "damaged"),
            (
                b'{"sopkit": "baseline", "version": 1,'
                b' "files": {"a": [{"code": "SOP402", "fingerprint": "x", "count": -1}]}}',
                "damaged",
            ),
            (b'{"sopkit": "baseline", "version": 2, "files": {}}', "version"),
            (b"[]", "foreign"),
            (b"{}", "foreign"),
            (b'{"name": "app", "version": "1.0"}', "foreign"),
            (b"<<<<<<< HEAD\n{}", "damaged"),
        ],
    )
    def test_what_is_no_baseline_is_named(self, content: bytes, reason: str, tmp_path: Path) -> None:
        """A file that is damaged, or something else, is told of in both languages."""
        path = tmp_path / "b.json"
        path.write_bytes(content)

        with pytest.raises(InvalidBaseline) as raised:
            read_baseline(path)

        assert (raised.value.path, raised.value.reason) == (path, reason)
        assert raised.value.message("id") != raised.value.message("en")

    @pytest.mark.parametrize(("name", "reason"), [("none.json", "missing"), (".", "unreadable")])
    def test_what_cannot_be_opened_is_named(self, name: str, reason: str, tmp_path: Path) -> None:
        """A file that is not there, and a folder, are told of."""
        with pytest.raises(InvalidBaseline) as raised:
            read_baseline(tmp_path / name)

        assert raised.value.reason == reason

    def test_byte_order_mark_does_no_harm(self, tmp_path: Path) -> None:
        """An editor may put a byte order mark before a baseline."""
        (tmp_path / "b.json").write_bytes(b"\xef\xbb\xbf" + as_json(Baseline()))

        assert read_baseline(tmp_path / "b.json") == Baseline()


class TestCommands:
    """`--write-baseline` writes it, `--baseline` or the settings use it."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder with two SOPs that have findings."""
        (tmp_path / "a.yaml").write_text(TWO, encoding="utf-8")
        (tmp_path / "b.yaml").write_text(TWO.replace("12/2026", "13/2026"), encoding="utf-8")
        return tmp_path

    def test_known_findings_are_not_told_again(self, folder: Path) -> None:
        """After a baseline was written only new findings are told, of the folder's own rules too."""
        place = folder / "known.json"

        written = follow("check", folder, "--write-baseline", place)
        again = follow("check", folder, "--baseline", place, "--format", "json")

        count = read_baseline(place).count
        assert (written.code, again.code) == (0, 0)
        assert written.err.startswith(f"Known findings now in `{place}`: {count}. With `--baseline {place}` ")
        assert json.loads(again.out) == []
        assert again.err == f"Known findings in `{place}` that are not told again: {count}.\n"

    def test_new_findings_are_told(self, folder: Path) -> None:
        """What came after the baseline is told, and nothing else."""
        follow("check", folder, "--write-baseline", folder / "known.json")
        (folder / "a.yaml").write_text(f"{TWO}    time: segera\n", encoding="utf-8")

        outcome = follow("check", folder, "--baseline", folder / "known.json", "--format", "concise")

        assert [line.split()[2] for line in outcome.out.splitlines()] == ["SOP303"]
        assert f"Known findings in `{folder / 'known.json'}` that are gone: 1." in outcome.err

    def test_choice_of_rules_makes_nothing_gone(self, folder: Path) -> None:
        """Findings that are not looked for at the moment are not called gone."""
        follow("check", folder, "--write-baseline", folder / "known.json")

        for words in (["--select", "SOP303"], ["--ignore", "SOP4"]):
            assert "gone" not in follow("check", folder, "--baseline", folder / "known.json", *words).err

    def test_settings_name_the_baseline_of_all_commands(self, folder: Path) -> None:
        """A baseline in the settings lets old SOPs pass a strict profile, with every command."""
        (folder / "sopkit.toml").write_text('[rules]\nprofile = "ketat"\n', encoding="utf-8")
        assert follow("time", folder / "a.yaml").code == 1
        follow("check", folder, "--write-baseline", folder / "known.json")
        (folder / "sopkit.toml").write_text(
            '[rules]\nprofile = "ketat"\nbaseline = "known.json"\n', encoding="utf-8"
        )

        assert follow("time", folder / "a.yaml").code == 0
        assert follow("build", folder, "-o", folder / "out").code == 0
        assert follow("check", folder).code == 0
        assert follow("workload", folder, "--volume", "12/2026=3", "--volume", "13/2026=3").code == 0

    def test_missing_baseline_of_the_settings_is_named(self, folder: Path) -> None:
        """A baseline that the settings name has to be there, unless it is being written."""
        (folder / "sopkit.toml").write_text('[rules]\nbaseline = "known.json"\n', encoding="utf-8")

        missing = follow("check", folder, "--lang", "id")

        assert (missing.code, missing.out) == (2, "")
        assert f"berkas baseline `{folder / 'known.json'}` tidak ada" in missing.err
        assert follow("check", folder, "--write-baseline", folder / "known.json").code == 0
        assert follow("check", folder).code == 0

    def test_errors_are_told_beside_a_baseline(self, folder: Path) -> None:
        """Errors are told while a baseline is written, and afterwards."""
        (folder / "a.yaml").write_text(TWO.replace("actor: kabag", "actor: kabagg"), encoding="utf-8")

        for option in ("--write-baseline", "--baseline"):
            outcome = follow("check", folder, option, folder / "known.json")

            assert outcome.code == 1
            assert "unknown-actor" in outcome.out

    def test_other_file_is_not_replaced(self, folder: Path) -> None:
        """A file that is no baseline is never written over."""
        (folder / "package.json").write_text('{"name": "app"}', encoding="utf-8")

        outcome = follow("check", folder, "--write-baseline", folder / "package.json")

        assert outcome.code == 2
        assert "is no baseline of sopkit" in outcome.err
        assert (folder / "package.json").read_text(encoding="utf-8") == '{"name": "app"}'

    def test_standard_input_has_no_place(self, folder: Path) -> None:
        """An SOP from standard input is in no baseline, and none hides anything of it."""
        written = follow("check", "-", "--write-baseline", folder / "known.json", stdin=TWO)

        assert read_baseline(folder / "known.json") == Baseline()
        assert "SOP402" in written.out
        assert "SOP402" in follow("check", "-", "--baseline", folder / "known.json", stdin=TWO).out

    def test_writing_twice_changes_nothing(self, folder: Path) -> None:
        """A baseline that is written again from the same SOPs is the same."""
        follow("check", folder, "--write-baseline", folder / "known.json")
        before = (folder / "known.json").read_bytes()

        follow("check", folder / "a.yaml", folder / "b.yaml", "--write-baseline", folder / "known.json")

        assert (folder / "known.json").read_bytes() == before
