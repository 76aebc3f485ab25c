"""What `sopkit check` found in every form for programs and services, with hostile texts in every field."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import Document, read, read_file
from sopkit.findings import ChangeLines, Finding, Part, RelatedPlace, Severity, Span
from sopkit.report.fingerprint import fingerprints
from sopkit.report.github import as_github
from sopkit.report.gitlab import as_gitlab
from sopkit.report.json import as_json
from sopkit.report.junit import as_junit
from sopkit.report.markdown import as_markdown
from sopkit.report.sarif import as_sarif
from sopkit.report.text import concise
from tests.command_line import ROOT, SEED, follow

if TYPE_CHECKING:
    from pathlib import Path

SOP = SEED.read_text(encoding="utf-8")
HOSTILE = (
    "a|b`c`<script>]]>&#10;[x](1) {0} %0A::error::\r\n\x1b[2J\u202e @user #12 https://x.example \ud800\x00"
)
FILE = "sops/b\n::error::c,d:e%.yaml"


def a_finding(**given: object) -> Finding:
    """A warning of an unused actor, with a hostile title."""
    finding = Finding(
        "SOP302",
        "unused-actor",
        Severity.WARNING,
        ("actors", "kabag"),
        Part.KEY,
        (("id", "kabag"), ("title", HOSTILE)),
        span=Span(3, 5, 3, 9),
    )
    return replace(finding, **given)  # type: ignore[arg-type]


def a_document(
    *findings: Finding, file: str = "sops/a.yaml", text: str = "a: 1\nb: 2\n    kabag: x\n"
) -> Document:
    """A document with these findings."""
    return Document(file, text, "en", findings, None)


ERROR = a_finding(severity=Severity.ERROR)
RELATED = a_finding(places=(RelatedPlace(Span(1, 1, 1, 2)), RelatedPlace(Span(2, 1, 2, 2), "sops/lain.yaml")))
EVERY = (
    a_document(ERROR, a_finding(), a_finding(severity=Severity.HINT), RELATED),
    a_document(RELATED, file=FILE),
    a_document(file="sops/bersih.yaml"),
)


@cache
def schema(name: str) -> Any:
    """Return a schema, by its path."""
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


@cache
def validator(name: str) -> Any:
    """Return what validates against a schema, by its path."""
    return jsonschema.validators.validator_for(schema(name))(schema(name))


def sarif(*documents: Document, language: str = "en", complete: bool = True) -> Any:
    """Return the log, once it has proven to be SARIF."""
    log = json.loads(as_sarif(documents, language, "0.1.0", complete=complete))
    validator("tests/data/sarif-schema-2.1.0.json").validate(log)
    return log


class TestJson:
    """The list for programs, and its published schema."""

    def test_schema_is_one(self) -> None:
        """The published schema is a valid schema, and describes every key."""
        jsonschema.Draft202012Validator.check_schema(schema("schemas/findings.schema.json"))
        (item, *_) = json.loads(as_json(EVERY, "en"))

        finding = schema("schemas/findings.schema.json")["$defs"]["finding"]
        assert list(item) == list(finding["properties"]) == finding["required"]

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_findings_are_as_the_schema_says(self, language: str) -> None:
        """Findings of real procedures and hostile ones are valid by the published schema."""
        documents = (*map(read_file, sorted(SEED.parent.glob("*.yaml"))), *EVERY)

        items = json.loads(as_json(documents, language))

        validator("schemas/findings.schema.json").validate(items)
        assert len(items) > 20

    def test_schema_refuses_something(self) -> None:
        """A finding without its code, or with a line 0, is refused by the schema."""
        (item, *_) = json.loads(as_json(EVERY, "en"))

        for broken in ({**item, "line": 0}, {key: item[key] for key in item if key != "code"}):
            assert not validator("schemas/findings.schema.json").is_valid([broken])

    def test_related_places_name_their_file(self) -> None:
        """A related place has the file of the finding, or its own."""
        (item,) = json.loads(as_json([a_document(RELATED)], "en"))

        assert [place["file"] for place in item["related"]] == ["sops/a.yaml", "sops/lain.yaml"]
        assert item["pointer"] == "/actors/kabag"

    def test_schema_is_printed(self) -> None:
        """`sopkit schema --findings` prints the schema, and refuses a language of keys beside it."""
        assert json.loads(follow("schema", "--findings").out) == schema("schemas/findings.schema.json")
        assert follow("schema", "--findings", "--keys", "id").code == 2


def unescaped(words: str) -> str:
    """Return a property as the runner reads it."""
    for code, letter in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        words = words.replace(code, letter)
    return words


class TestGithub:
    """Workflow commands."""

    def test_command(self) -> None:
        """A finding is a command with file, place, title, message and help."""
        finding = a_finding(details=(("id", "kabag"), ("title", "Kepala")))

        assert as_github([a_document(finding)], "en") == (
            "::warning file=sops/a.yaml,line=3,endLine=3,col=5,endColumn=9,title=SOP302 unused-actor::"
            "no step names the actor `kabag` (Kepala)"
            "%0AName the actor in the step that it performs, or take it out.\n"
        )

    def test_severities(self) -> None:
        """Errors are errors, warnings warnings, and hints notices."""
        told = as_github(EVERY, "en").splitlines()

        assert [line.split()[0] for line in told[:3]] == ["::error", "::warning", "::notice"]

    def test_names_are_escaped(self) -> None:
        """A file's name cannot end its property, its command or its line."""
        (line,) = as_github([a_document(a_finding(), file=FILE)], "en").splitlines()

        assert line.startswith("::warning file=sops/b%0A%3A%3Aerror%3A%3Ac%2Cd%3Ae%25.yaml,line=3,")

    def test_place_over_several_lines_has_no_columns(self) -> None:
        """Columns are told on one line only; a place that ends where a line begins ends on the one before."""
        told = as_github([a_document(a_finding(span=Span(3, 5, 6, 1)))], "en")

        assert ",line=3,endLine=5,title=" in told

    @given(st.text(), st.text(min_size=1))
    def test_any_text_stays_one_command(self, title: str, file: str) -> None:
        """Whatever the texts hold, each finding is one line that the runner reads as one command."""
        finding = a_finding(details=(("id", "kabag"), ("title", title)))
        told = as_github([a_document(finding, file=file)], "en")

        assert re.fullmatch(r"::warning [^\r\n]*::[^\r\n]*\n", told)
        properties = told.removeprefix("::warning ").partition("::")[0].split(",")
        assert len(properties) == 6
        assert unescaped(properties[0]) == f"file={file}"


class TestGitlab:
    """Code Quality."""

    def test_items(self) -> None:
        """Each finding has what GitLab asks for, and a fingerprint of its own."""
        items = json.loads(as_gitlab(EVERY, "id"))

        for item in items:
            assert set(item) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert [item["severity"] for item in items[:3]] == ["major", "minor", "info"]
        assert items[0]["location"] == {"path": "sops/a.yaml", "lines": {"begin": 3, "end": 3}}
        assert len({item["fingerprint"] for item in items}) == len(items)


class TestFingerprint:
    """The same finding in two runs."""

    def test_lines_above_change_nothing(self) -> None:
        """A finding keeps its fingerprint where lines came above it, in whatever language it is told."""
        before = read(SOP.encode(), "a.yaml")
        after = read(("# catatan\n\n" + SOP).encode(), "a.yaml")

        assert fingerprints(before) == fingerprints(after)

    def test_others_differ(self) -> None:
        """Another code, another line, another file and a second equal one have fingerprints of their own."""
        here = a_document(
            a_finding(), a_finding(), a_finding(code="SOP999"), a_finding(span=Span(1, 1, 1, 2))
        )

        words = fingerprints(here) + fingerprints(replace(here, file="lain.yaml"))
        assert len(set(words)) == 8


class TestSarif:
    """SARIF 2.1.0, held against the committee's schema."""

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_procedures(self, language: str) -> None:
        """The findings of real procedures make a valid log, with the rule of each result at its index."""
        log = sarif(*map(read_file, sorted(SEED.parent.glob("*.yaml"))), language=language)
        (run,) = log["runs"]

        rules = run["tool"]["driver"]["rules"]
        assert run["language"] == language
        assert len(run["results"]) > 20
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})

    def test_hostile_texts(self) -> None:
        """Hostile texts and names make a valid log, in which nothing is a link or a placeholder."""
        (run,) = sarif(*EVERY)["runs"]

        for result in run["results"]:
            said = result["message"]["text"]
            assert "](" not in said.replace("\\](", "")
            assert "{" not in said.replace("{{", "")
        assert [result["level"] for result in run["results"][:3]] == ["error", "warning", "note"]

    def test_columns_count_characters(self) -> None:
        """Columns count characters, not bytes, and the end is the column after the last."""
        (run,) = sarif(a_document(a_finding()))["runs"]

        assert run["columnKind"] == "unicodeCodePoints"
        (location,) = run["results"][0]["locations"]
        assert location["physicalLocation"]["region"] == {
            "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("file", "uri", "below"),
        [
            ("sops/a b.yaml", "sops/a%20b.yaml", True),
            ("sops/é#?.yaml", "sops/%C3%A9%23%3F.yaml", True),
            ("a:b.yaml", "a%3Ab.yaml", True),
            ("sops/\udcff.yaml", "sops/%FF.yaml", True),
            ("/srv/sop/a.yaml", "file:///srv/sop/a.yaml", False),
            ("C:/sop/a.yaml", "file:///C%3A/sop/a.yaml", False),
        ],
    )
    def test_names_are_addresses(self, file: str, uri: str, below: bool) -> None:
        """A file's name is an address below the root of the sources; one from elsewhere is absolute."""
        (run,) = sarif(a_document(a_finding(), file=file))["runs"]

        (location,) = run["results"][0]["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact == ({"uri": uri, "uriBaseId": "%SRCROOT%"} if below else {"uri": uri})
        assert run["artifacts"][0]["location"] == artifact

    def test_related_places(self) -> None:
        """Related places are told with their files and a number each."""
        (run,) = sarif(a_document(RELATED))["runs"]

        related = run["results"][0]["relatedLocations"]
        assert [(each["id"], each["physicalLocation"]["artifactLocation"]["uri"]) for each in related] == [
            (0, "sops/a.yaml"),
            (1, "sops/lain.yaml"),
        ]

    def test_exact_fixes_only(self) -> None:
        """A fix that is told as whole lines is in the log as what it replaces; others are left out."""
        exact = a_finding(fix=(ChangeLines(((2, "b: dua"),)),))
        (run,) = sarif(a_document(exact, a_finding()))["runs"]

        assert "fixes" not in run["results"][1]
        (fix,) = run["results"][0]["fixes"]
        (change,) = fix["artifactChanges"]
        assert change["replacements"] == [
            {
                "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 5},
                "insertedContent": {"text": "b: dua"},
            }
        ]

    def test_file_that_could_not_be_read(self) -> None:
        """A run in which a file could not be read is told as not successful."""
        (run,) = sarif(a_document(), complete=False)["runs"]

        assert run["invocations"] == [{"executionSuccessful": False}]

    @given(st.text(), st.text(min_size=1))
    def test_any_text_is_valid(self, title: str, file: str) -> None:
        """Whatever texts and names hold, the log is valid."""
        sarif(a_document(a_finding(details=(("id", "x"), ("title", title))), file=file))


class TestJunit:
    """JUnit XML."""

    def test_results(self) -> None:
        """Errors fail, warnings and hints are skipped, a clean file passes, and the counts say so."""
        root = ElementTree.fromstring(as_junit(EVERY, "en"))

        assert root.attrib == {"name": "sopkit", "tests": "6", "failures": "1", "skipped": "4", "errors": "0"}
        first, _, clean = root.findall("testsuite")
        assert [case[0].tag for case in first] == ["failure", "skipped", "skipped", "skipped"]
        assert [len(case) for case in clean] == [0]

    def test_what_counts_fails(self) -> None:
        """With warnings counting as faults, they fail too."""
        root = ElementTree.fromstring(as_junit(EVERY[:1], "en", Severity.WARNING))

        assert (root.get("failures"), root.get("skipped")) == ("3", "1")

    def test_names_differ(self) -> None:
        """Equal findings of a file have names of their own, so that a service keeps them apart."""
        root = ElementTree.fromstring(as_junit(EVERY[:1], "en"))

        names = [case.get("name") for case in root.iter("testcase")]
        assert len(set(names)) == len(names) == 4

    @given(st.text(), st.text(min_size=1))
    def test_any_text_is_xml(self, title: str, file: str) -> None:
        """Whatever texts and names hold, the document can be parsed, and the texts are its texts."""
        finding = a_finding(details=(("id", "x"), ("title", title)))
        told = as_junit([a_document(finding, file=file)], "en").encode("utf-8")

        (case,) = ElementTree.fromstring(told).iter("testcase")
        assert list(case.attrib) == ["classname", "file", "line", "name"]
        assert [child.tag for child in case] == ["skipped"]


class TestMarkdown:
    """The summary of a run."""

    def test_page(self) -> None:
        """A table counts, and each file with findings has a table of its own."""
        finding = a_finding(details=(("id", "kabag"), ("title", "Kepala")))
        told = as_markdown([a_document(finding), a_document(file="bersih.yaml")], "id").splitlines()

        assert told[:6] == [
            "## SOP yang diperiksa oleh sopkit",
            "",
            "| Galat | Peringatan | Saran | Berkas |",
            "| ---: | ---: | ---: | ---: |",
            "| 0 | 1 | 0 | 2 |",
            "",
        ]
        assert [line for line in told if line.startswith("### ")] == ["### sops/a.yaml"]

    def test_nothing_found(self) -> None:
        """Where nothing was found, the page says so."""
        assert as_markdown([a_document()], "en").endswith("\nNothing was found.\n")

    def test_many_findings(self) -> None:
        """Of very many findings the rest is counted, for a summary may not be long."""
        told = as_markdown([a_document(*[a_finding()] * 700)], "en")

        assert told.count("SOP302") == 500
        assert "Findings that are not listed: 200." in told

    def test_hostile_texts(self) -> None:
        """No text of an SOP is a cell, markup, a link, a mention or a reference to an issue."""
        told = as_markdown([a_document(a_finding(), file=FILE)], "en")
        (row,) = (line for line in told.splitlines() if "SOP302" in line)

        assert len(re.findall(r"(?<!\\)\|", row)) == 5
        assert "<script>" not in told
        assert not re.search(r"(?<!\\)[`\[*]", row)
        for link in ("://", "@user", "#12"):
            assert link not in told

    @given(st.text())
    def test_any_text_stays_in_its_cell(self, title: str) -> None:
        """Whatever a text holds, a finding is one row of four cells."""
        told = as_markdown([a_document(a_finding(details=(("id", "x"), ("title", title))))], "en")

        rows = [line for line in told.splitlines() if line.startswith("| 3 |")]
        assert len(rows) == 1
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", rows[0])) == 5


class TestConcise:
    """A line for each finding."""

    def test_lines(self) -> None:
        """Each finding is one line that begins with its place."""
        told = concise(EVERY[0], "id").splitlines()

        assert len(told) == 4
        assert told[0].startswith("sops/a.yaml:3:5: galat SOP302 unused-actor: ")

    def test_name_is_no_command(self) -> None:
        """A file whose name looks like a workflow command is named such that it is none."""
        told = concise(a_document(a_finding(), file="::error::x\n::error::y"), "en")

        assert not [line for line in told.splitlines() if line.startswith("::")]


FORMS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")


class TestCommand:
    """`sopkit check` with these forms."""

    @pytest.mark.parametrize("form", FORMS)
    def test_file_is_what_is_printed(self, form: str, tmp_path: Path) -> None:
        """`-o` writes what would have been printed, and prints nothing."""
        printed = follow("check", SEED, "--format", form)
        written = follow("check", SEED, "--format", form, "-o", tmp_path / "temuan")

        assert (printed.code, written.code, written.out) == (0, 0, "")
        assert (tmp_path / "temuan").read_text(encoding="utf-8") == printed.out

    @pytest.mark.parametrize(
        ("name", "beginning"),
        [
            ("a.json", "[\n"),
            ("a.sarif", '{\n  "$schema"'),
            ("a.XML", "<?xml"),
            ("a.md", "## "),
            ("a.txt", ""),
        ],
    )
    def test_ending_decides_the_form(self, name: str, beginning: str, tmp_path: Path) -> None:
        """Without `--format` the ending of the file decides."""
        follow("check", SEED, "-o", tmp_path / name)

        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)

    def test_file_is_whole_or_not_there(self, tmp_path: Path) -> None:
        """Where a file cannot be written, the old one stays; a missing folder is named before any work."""
        outcome = follow("check", SEED, "-o", tmp_path / "tidak-ada" / "a.json")

        assert (outcome.code, outcome.out) == (2, "")
        assert "there is no folder" in outcome.err
        assert list(tmp_path.iterdir()) == []

    def test_sop_is_not_replaced(self, tmp_path: Path) -> None:
        """The file to write cannot be an SOP that is checked, named itself or found in a folder."""
        sop = tmp_path / "a.yaml"
        sop.write_text(SOP, encoding="utf-8")

        for named in (sop, tmp_path):
            assert follow("check", named, "-o", sop).code == 2
        assert sop.read_text(encoding="utf-8") == SOP

    def test_unknown_form(self) -> None:
        """A form that does not exist is answered with those that do."""
        outcome = follow("check", SEED, "--format", "sarf")

        assert outcome.code == 2
        assert "Did you mean `sarif`?" in outcome.err

    @pytest.mark.parametrize(
        ("least", "code"), [(None, 0), ("error", 0), ("warning", 1), ("hint", 1), ("WARNING", 1)]
    )
    def test_error_on(self, least: str | None, code: int) -> None:
        """`--error-on` decides from which severity on a finding makes exit code 1."""
        words = ["--error-on", least] if least else []

        assert follow("check", SEED, *words).code == code

    def test_min_severity_hides_and_counts(self) -> None:
        """What is less grave is not shown, is counted all the same, and still counts for the exit code."""
        every = follow("check", SEED).out
        outcome = follow("check", SEED, "--min-severity", "error", "--error-on", "warning")

        assert outcome.code == 1
        assert ": warning SOP" in every
        assert ": warning SOP" not in outcome.out
        assert re.search(r"\d+ warnings?, .* \(not shown: \d+\)\n$", outcome.out)
        assert outcome.out.splitlines()[-1].partition(" (not")[0] == every.splitlines()[-1]

    @pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
    def test_files_are_named_from_the_root(
        self, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Forms for services name files from the root of the repository, wherever sopkit was started."""
        (tmp_path / "kantor" / "sops").mkdir(parents=True)
        (tmp_path / "kantor" / "sops" / "a.yaml").write_text(SOP, encoding="utf-8")
        monkeypatch.chdir(tmp_path / "kantor")
        environment = {"LANG": "en", variable: str(tmp_path)}

        told = follow("check", "sops", "--format", "github", environment=environment).out
        alone = follow("check", "sops", "--format", "github").out

        assert "file=kantor/sops/a.yaml," in told
        assert "file=sops/a.yaml," in alone

    def test_many_findings(self, tmp_path: Path) -> None:
        """Hundreds of findings are told one by one in each form."""
        steps = "".join(f"  - actor: tak-ada-{number}\n    activity: Menulis\n" for number in range(150))
        (tmp_path / "a.yaml").write_text(SOP.partition("steps:")[0] + "steps:\n" + steps, encoding="utf-8")

        for form in FORMS:
            outcome = follow("check", tmp_path / "a.yaml", "--format", form)
            assert outcome.code == 1
            assert outcome.out.count("tak-ada-") >= 150

    @pytest.mark.parametrize("form", FORMS)
    def test_unread_file_leaves_the_form_whole(self, form: str, tmp_path: Path) -> None:
        """Where nothing can be read, the form is whole and empty, and standard error says why."""
        outcome = follow("check", tmp_path / "none.yaml", "--format", form)

        assert outcome.code == 3
        assert "cannot be read" in outcome.err
        if form in ("json", "gitlab", "sarif"):
            json.loads(outcome.out)
        if form == "junit":
            ElementTree.fromstring(outcome.out)
