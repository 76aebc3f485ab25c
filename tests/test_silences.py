"""Comments that silence findings: which they hide, where they stand, and what is said about faulty ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import Document, read
from sopkit.findings import Severity
from sopkit.nodes import compose
from sopkit.rules.options import Options
from sopkit.rules.policy import Policy, policy_of
from sopkit.rules.silencing import with_silences
from sopkit.settings import RuleSettings, Settings
from sopkit.source.silences import Silence, block_ends, silences

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
  - id: terima
    actor: staf
    activity: Menerima surat
    inputs: Surat
    time: Sesuai surat tugas
    outputs: Surat tercatat
  - id: telaah
    actor: kabag
    activity: Menelaah surat
    inputs: Surat tercatat
    time: Sesuai kebutuhan
    outputs: Disposisi
"""
"""An SOP with two open-ended times (SOP303), in its lines 17 and 23."""

HEAD, _, STEPS = SOP.partition("steps:\n")


def _read(text: str, policy: Policy | None = None) -> Document:
    return read(text.encode(), "sop.yaml", policy)


def _found(text: str, policy: Policy | None = None) -> list[tuple[str, int]]:
    """What is told of open-ended times and of silences, with its line."""
    return [
        (finding.code, finding.span.line)
        for finding in _read(text, policy).findings
        if finding.span and (finding.code == "SOP303" or finding.code.startswith("SOP38"))
    ]


def _with(line: str, comment: str, text: str = SOP) -> str:
    """Put a comment at the end of the line that begins with these words."""
    return "\n".join(f"{each}  {comment}" if each.strip() == line else each for each in text.split("\n"))


def _above(line: str, comment: str, text: str = SOP) -> str:
    """Put a comment on a line of its own above the line that begins with these words."""
    return "\n".join(
        f"{comment}\n{each}" if each.strip(" -").startswith(line) else each for each in text.split("\n")
    )


def _silences(text: str) -> tuple[Silence, ...]:
    root = compose(text).root
    assert root is not None
    return silences(text, root)


class TestPlaces:
    """At the end of a line it is about the line, above something about all of it, or about the file."""

    def test_without_silence_all_is_told(self) -> None:
        """The SOP of these tests has two findings."""
        assert _found(SOP) == [("SOP303", 17), ("SOP303", 23)]

    def test_end_of_a_line_is_about_the_line(self) -> None:
        """A silence at the end of a line hides what begins on that line, and nothing else."""
        text = _with("time: Sesuai surat tugas", "# sopkit: ignore open-ended-time -- surat tugas")

        assert _found(text) == [("SOP303", 23)]

    def test_line_of_its_own_is_about_the_next_entry(self) -> None:
        """A silence above an entry hides what begins in it."""
        text = _above("time: Sesuai surat tugas", "    # sopkit: ignore open-ended-time -- surat tugas")

        assert _found(text) == [("SOP303", 24)]

    def test_above_a_step_is_about_the_whole_step(self) -> None:
        """A silence above a step hides what begins anywhere in the step, however deep it is written."""
        for indent in ("", "  ", "      "):
            text = _above("id: terima", f"{indent}# sopkit: ignore open-ended-time -- surat tugas")

            assert _found(text) == [("SOP303", 24)]

    def test_above_a_key_is_about_all_below_it(self) -> None:
        """A silence above `steps` hides what begins in any step, with dashes at the depth of the key too."""
        flat = "\n".join(line[2:] if line.startswith("  ") else line for line in STEPS.split("\n"))

        for steps in (STEPS, flat):
            text = f"{HEAD}# sopkit: ignore SOP303 -- semua menurut surat tugas\nsteps:\n{steps}"
            assert _found(text) == []

    def test_other_comments_and_empty_lines_may_stand_between(self) -> None:
        """Above means above: further comments and empty lines do not part a silence from its step."""
        text = _above("id: telaah", "  # sopkit: ignore SOP303 -- menurut agenda\n\n  # langkah kedua\n")

        assert _found(text) == [("SOP303", 17)]

    @pytest.mark.parametrize("place", ["top", "foot", "middle"])
    def test_file_is_about_the_whole_file(self, place: str) -> None:
        """A silence of the file hides a finding everywhere, wherever it stands."""
        comment = "# sopkit: ignore-file open-ended-time -- semua menurut surat tugas\n"
        text = {
            "top": comment + SOP,
            "foot": SOP + comment,
            "middle": f"{HEAD}steps:\n{comment}{STEPS}",
        }[place]

        assert _found(text) == []

    def test_end_of_a_long_value_is_about_the_value(self) -> None:
        """A silence behind a value of several lines is about the value, which begins further up."""
        text = SOP.replace("time: Sesuai surat tugas", "time: 'Sesuai\n      surat tugas'  # {}")

        assert _found(text.format("sopkit: ignore SOP303 -- surat tugas")) == [("SOP303", 24)]

    def test_folded_value_is_silenced_beside_its_sign(self) -> None:
        """Behind the sign of a folded text stands a comment, within the text only text."""
        above = SOP.replace("time: Sesuai surat tugas", "time: >  # {}\n      Sesuai\n      surat tugas")
        within = SOP.replace("time: Sesuai surat tugas", "time: >\n      Sesuai # {}\n      surat tugas")
        comment = "sopkit: ignore SOP303 -- surat tugas"

        assert _found(above.format(comment)) == [("SOP303", 25)]
        assert _silences(within.format(comment)) == ()

    def test_last_comment_of_a_file_is_about_nothing(self) -> None:
        """A silence with nothing below it silences nothing, and is told."""
        assert ("SOP386", 25) in _found(f"{SOP}# sopkit: ignore SOP303 -- surat tugas\n")

    @given(st.integers(0, 23), st.booleans())
    def test_only_its_own_stretch_is_silenced(self, at: int, above: bool) -> None:
        """Wherever a silence stands, it hides a finding only there, and is told if it hides none."""
        lines = SOP.rstrip("\n").split("\n")
        comment = "# sopkit: ignore SOP303 -- surat tugas"
        changed = (
            [*lines[:at], comment, *lines[at:]]
            if above
            else [*lines[:at], f"{lines[at]}  {comment}", *lines[at + 1 :]]
        )
        found = _found("\n".join(changed))

        told = [code for code, _ in found].count("SOP303")
        assert ("SOP386" in {code for code, _ in found}) == (told == 2)


class TestWriting:
    """The ways in which people write it."""

    @pytest.mark.parametrize(
        "comment",
        [
            "# sopkit: ignore open-ended-time -- surat tugas",
            "# sopkit: ignore SOP303 -- surat tugas",
            "# sopkit: abaikan open-ended-time -- surat tugas",
            "# SOPKIT: Abaikan sop303 -- surat tugas",
            "# sopkit : ignore SOP303 -- surat tugas",
            "# sopkit:ignore SOP303 -- surat tugas",
            "## sopkit: ignore SOP303 -- surat tugas",
            "# sopkit: ignore `open-ended-time` -- surat tugas",
            "# sopkit: ignore open_ended_time -- surat tugas",
            "# sopkit: ignore SOP303 --surat tugas",
            "# sopkit: ignore SOP303 --- surat tugas",
            "# sopkit: ignore SOP303 - surat tugas",
            "# sopkit: ignore SOP303 — surat tugas",
            "# sopkit: ignore SOP303 – surat tugas",
            "# sopkit: ignore SOP303: surat tugas",
            "# catatan # sopkit: ignore SOP303 -- surat tugas",
            "# sopkit: ignore SOP303 -- surat tugas # catatan",
            "# sopkit: abaikan-berkas SOP303 -- surat tugas",
        ],
    )
    def test_manners_are_taken(self, comment: str) -> None:
        """Both languages, any letter case, several sorts of dashes."""
        assert ("SOP303", 17) not in _found(_with("time: Sesuai surat tugas", comment))
        assert [code for code, _ in _found(_with("time: Sesuai surat tugas", comment))] in (
            ["SOP303"],
            [],
        )

    def test_several_names_stand_in_one_comment(self) -> None:
        """Names are parted by commas, and each counts for itself."""
        text = _with("time: Sesuai surat tugas", "# sopkit: ignore SOP303,step-without-inputs -- surat tugas")

        assert _found(text) == [("SOP386", 17), ("SOP303", 23)]

    @pytest.mark.parametrize(
        "value",
        [
            "'Sesuai surat # sopkit: ignore SOP303 -- x'",
            '"Sesuai surat # sopkit: ignore SOP303 -- x"',
            "Sesuai#sopkit:ignore-SOP303",
            "|\n      Sesuai surat\n      # sopkit: ignore SOP303 -- x",
            "'Sesuai\n      # sopkit: ignore SOP303 -- x\n      surat'",
        ],
    )
    def test_text_is_no_comment(self, value: str) -> None:
        """A `#` within a text silences nothing and is not told of."""
        text = SOP.replace("activity: Menerima surat", f"activity: {value}")

        assert _silences(text) == ()

    @pytest.mark.parametrize(
        "comment",
        [
            "# sopkit 1.0 dipakai di sini",
            "# sop surat masuk",
            "# surat: abaikan lampiran",
            "# ignore open-ended-time",
            "# diabaikan",
            "# yaml-language-server: $schema=sop.schema.json",
            "#",
            "# s",
        ],
    )
    def test_other_comments_are_left_alone(self, comment: str) -> None:
        """A comment that was not meant to silence anything is not told of."""
        assert _found(f"{comment}\n{SOP}") == [("SOP303", 18), ("SOP303", 24)]

    @pytest.mark.parametrize(
        ("comment", "suggestion"),
        [
            ("# sopkit ignore SOP303 -- x", "# sopkit: ignore"),
            ("# sopkit: ignor SOP303 -- x", "# sopkit: ignore"),
            ("# sopkit: abaika SOP303 -- x", "# sopkit: abaikan"),
            ("# sopkit: ignore-fil SOP303 -- x", "# sopkit: ignore-file"),
            ("# sopkti: ignore SOP303 -- x", "# sopkit: ignore"),
            ("# sopkit: disable SOP303 -- x", None),
            ("# sopkit: SOP303", None),
            ("# sopkit:", None),
            ("# sopkit: ignore", None),
            ("# sopkit: ignore -- surat tugas", None),
            ("# sopkit: ignore , -- surat tugas", None),
        ],
    )
    def test_near_miss_is_told(self, comment: str, suggestion: str | None) -> None:
        """A comment that is almost a silence silences nothing, and what was meant is suggested."""
        document = _read(_with("time: Sesuai surat tugas", comment))

        told = [finding for finding in document.findings if finding.code == "SOP389"]
        assert [finding.suggestion for finding in told] == [suggestion]
        assert "SOP303" in {finding.code for finding in document.findings}


class TestFaults:
    """What is wrong with a silence is a finding itself."""

    @pytest.mark.parametrize("end", ["", " --", " -- ", " -", ":"])
    def test_missing_reason_is_told(self, end: str) -> None:
        """A silence without a reason silences, and is told."""
        text = _with("time: Sesuai surat tugas", f"# sopkit: ignore SOP303{end}")

        assert _found(text) == [("SOP385", 17), ("SOP303", 23)]

    def test_reason_without_dashes_is_told(self) -> None:
        """Words behind a name without dashes are no name; the name alone is suggested."""
        text = _with("time: Sesuai surat tugas", "# sopkit: ignore open-ended-time karena surat tugas")

        told = {finding.code: finding.suggestion for finding in _read(text).findings}
        assert told["SOP387"] == "open-ended-time"
        assert {"SOP385", "SOP303"} <= set(told)

    @pytest.mark.parametrize("name", ["xyz", "all", "SOP3", "open-ended-tmie", "../cards", "'", "x" * 200])
    def test_unknown_name_is_told(self, name: str) -> None:
        """A name that no finding has is told; words for many findings are not taken in a comment."""
        codes = [
            code for code, _ in _found(_with("time: Sesuai surat tugas", f"# sopkit: ignore {name} -- x"))
        ]

        assert codes[:-1] in (["SOP303", "SOP387"], ["SOP303", "SOP389"])

    def test_error_is_not_silenced(self) -> None:
        """An error stays, and the silence that names it is told."""
        text = _with(
            "actor: kabagg", "# sopkit: ignore unknown-actor -- x", SOP.replace("r: kabag", "r: kabagg")
        )

        names = [finding.name for finding in _read(text).findings]
        assert {"unknown-actor", "silence-of-an-error"} <= set(names)
        assert _read(text).sop is None

    def test_raised_finding_is_silenced(self) -> None:
        """What only the settings make an error is silenced, for a reason is an exception that is seen."""
        rules = RuleSettings(select=("SOP303",), severity=(("SOP303", Severity.ERROR),))
        policy = policy_of(Settings(rules=rules))
        comment = "# sopkit: ignore-file open-ended-time -- surat tugas\n"

        assert _read(SOP, policy).sop is None
        assert _read(comment + SOP, policy).sop is not None

    def test_unused_silence_is_told(self) -> None:
        """A silence of what is not there is told, at the name."""
        text = _with("outputs: Disposisi", "# sopkit: ignore open-ended-time -- surat tugas")
        finding = next(each for each in _read(text).findings if each.code == "SOP386")

        assert finding.span is not None
        line = text.split("\n")[finding.span.line - 1]
        assert line[finding.span.column - 1 : finding.span.end_column - 1] == "open-ended-time"

    def test_silence_of_what_is_ignored_is_of_use(self) -> None:
        """A silence is of use although the settings do not want the finding told."""
        text = _with("time: Sesuai surat tugas", "# sopkit: ignore SOP303 -- surat tugas")
        policy = policy_of(Settings(rules=RuleSettings(ignore=("SOP303",))))

        assert _found(text, policy) == []

    def test_beside_an_error_nothing_is_called_unused(self) -> None:
        """Beside an error rules are silent of much, so that no silence is called unused."""
        broken = SOP.replace("actor: kabag", "actor: kabagg")
        text = _with("outputs: Disposisi", "# sopkit: ignore open-ended-time -- surat tugas", broken)

        assert "SOP386" not in {code for code, _ in _found(text)}

    @pytest.mark.parametrize("name", ["too-many-steps", "review-overdue"])
    def test_rules_that_measure_are_judged_by_who_knows_the_measure(self, name: str) -> None:
        """A silence of a rule that measures by settings is called unused only where these are known."""
        text = f"# sopkit: ignore-file {name} -- x\n{SOP}"
        known = Policy(options=Options(today=None))

        assert "SOP386" not in {code for code, _ in _found(text)}
        assert ("SOP386" in {code for code, _ in _found(text, known)}) == (name == "too-many-steps")

    def test_settings_may_ignore_faults_of_silences(self) -> None:
        """What is found in silences is chosen by the settings as all else."""
        text = _with("time: Sesuai surat tugas", "# sopkit: ignore SOP303")
        policy = policy_of(Settings(rules=RuleSettings(ignore=("silence-without-reason",))))

        assert _found(text, policy) == [("SOP303", 23)]

    def test_faults_of_silences_are_not_silenced(self) -> None:
        """A comment cannot silence what is found in comments."""
        text = f"# sopkit: ignore-file unused-silence -- x\n{SOP}"

        assert ("SOP386", 1) in _found(text)

    def test_folder_judges_its_own_rules(self) -> None:
        """Where a folder is looked at, silences of its rules are judged, and nothing else is said."""
        text = f"# sopkit: ignore-file number-not-unique, SOP404\n{SOP}"
        document = _read(text)

        judged = with_silences(document.silences, (), Options(), in_folder=True)

        assert "SOP386" not in {
            finding.code for finding in document.findings if finding.details[0][1] != "SOP404"
        }
        assert [(finding.name, finding.details[0][1]) for finding in judged] == [
            ("unused-silence", "number-not-unique")
        ]


class TestHostile:
    """Nothing that a file holds makes silences slow or breaks them."""

    @pytest.mark.parametrize(
        "comment",
        [
            "\n  # sopkit: ignore open-ended-time -- x",
            "\n  # sopkit: ignore xyz{} -- x",
            "  # sopkit: ignor x",
            "  # sopkit: ignore-file SOP303, x{} -- y",
        ],
    )
    def test_ten_thousand_silences_take_a_moment(self, comment: str) -> None:
        """The time for silences grows with their number, not with its square."""
        text = (
            HEAD
            + "steps:"
            + "".join(comment.replace("{}", str(each)) for each in range(10_000))
            + "\n"
            + STEPS
        )

        start = time.perf_counter()
        document = _read(text)

        assert time.perf_counter() - start < 10
        assert len(document.silences) == 10_000

    @pytest.mark.parametrize("filler", ["# ", " #", "sopkit ", "# sopkit: ", ", ", " -", "`", "— ", "a, "])
    def test_long_comments_take_a_moment(self, filler: str) -> None:
        """A comment of hundreds of thousands of letters is looked at once."""
        text = SOP.replace("steps:\n", "steps:  # sopkit: ignore " + filler * (200_000 // len(filler)) + "\n")

        start = time.perf_counter()
        _read(text)

        assert time.perf_counter() - start < 10

    def test_control_characters_do_no_harm(self) -> None:
        """A comment with control characters is told of as such, and breaks nothing."""
        text = _with("time: Sesuai surat tugas", "# sopkit: ignore SOP303\x1b[2J\x00 -- x\x07")

        assert "control-character" in {finding.name for finding in _read(text).findings}

    @given(st.text(st.characters(codec="utf-8"), max_size=80))
    def test_any_words_are_read(self, words: str) -> None:
        """Whatever stands behind `# sopkit:`, it silences or is told of, and places lie in the file."""
        document = _read(_with("time: Sesuai surat tugas", f"# sopkit: {words}"))
        lines = document.text.split("\n")

        for finding in document.findings:
            assert finding.span is not None
            assert finding.span.end_column <= len(lines[finding.span.end_line - 1]) + 1

    @given(
        st.lists(
            st.sampled_from(["a:", "  b:", "- c", "  - d", "    e", "", "# f", "  # g", "-"]), max_size=20
        )
    )
    def test_blocks_are_nested(self, lines: list[str]) -> None:
        """What begins in a block ends in it too."""
        ends = block_ends(lines)

        assert len(ends) == len(lines)
        for first, last in enumerate(ends, 1):
            assert first <= last <= len(lines)
            for inner in range(first, last + 1):
                assert ends[inner - 1] <= last
