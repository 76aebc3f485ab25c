"""The procedures in `sops/`: real ones, free of errors, with the warnings they deserve."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sopkit.chart import draw
from sopkit.document import Document, read_file
from sopkit.findings import Severity
from sopkit.flow.timing import timing
from sopkit.model import Manner

SOPS = Path(__file__).parent.parent / "sops"
FILES = sorted(SOPS.glob("*.yaml"))
SEED = "perbaikan-data-kinerja"

KNOWN: dict[str, dict[str, int]] = {
    "pelayanan-pengaduan-masyarakat": {"two-ways-to-one-step": 1},
    "pembuatan-naskah-dinas": {"ambiguous-time": 1, "hidden-decision": 1, "step-without-inputs": 5},
    "pemeriksaan-kesehatan-deteni": {
        "check-without-decision": 1,
        "two-ways-to-one-step": 1,
        "unreadable-time": 1,
    },
    "penatausahaan-persediaan": {"ambiguous-time": 6, "mixed-kinds-of-time": 1, "open-ended-time": 1},
    "penerbitan-surat-keterangan-penelitian": {"many-actors": 1},
    "penerimaan-surat-masuk": {"two-ways-to-one-step": 1},
    "pengadaan-langsung": {"open-ended-time": 1, "too-many-steps": 1},
    "pengumpulan-capaian-kinerja": {
        "check-without-decision": 1,
        "identical-times": 1,
        "range-too-wide": 2,
        "unchanged-outputs": 1,
    },
    "pengusulan-gelar-pahlawan": {"step-without-inputs": 3, "step-without-outputs": 4},
    "penyusunan-bahan-paparan": {"identity-list-missing": 1, "open-ended-time": 9},
    "penyusunan-perjanjian-kerja-sama": {"many-actors": 1, "too-many-steps": 1},
    "perbaikan-data-kinerja": {
        "cut-off-item": 1,
        "final-stop-differs": 2,
        "generic-actor": 1,
        "generic-warning": 1,
        "open-ended-time": 1,
        "overlapping-actors": 1,
        "revised-on-creation-day": 1,
        "several-activities": 1,
        "small-first-letter": 1,
        "unchanged-outputs": 2,
        "vague-inputs": 1,
    },
    "reception-of-foreign-delegations": {},
}
"""The findings that each procedure deserves, with how often."""

ENGLISH_VERBS = (
    "Check",
    "Decide",
    "Draft",
    "File",
    "Inform",
    "Obtain",
    "Prepare",
    "Receive",
    "Register",
    "Review",
    "Write",
)


TIMED = [
    "pelayanan-pengaduan-masyarakat",
    "penerbitan-surat-keterangan-penelitian",
    "pengadaan-langsung",
    "penyusunan-perjanjian-kerja-sama",
    "reception-of-foreign-delegations",
]
"""Those with a limit at every return and a chance at every decision."""


def document(name: str) -> Document:
    """Read one of the procedures."""
    return read_file(SOPS / f"{name}.yaml")


@pytest.fixture(params=[path.stem for path in FILES])
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each procedure in turn."""
    return str(request.param)


def test_every_procedure_is_known() -> None:
    """Every procedure of the folder stands in the table of its findings."""
    assert sorted(KNOWN) == [path.stem for path in FILES]


def test_a_procedure_has_no_errors(name: str) -> None:
    """No procedure has errors."""
    assert not document(name).errors


def test_a_procedure_has_the_findings_it_deserves(name: str) -> None:
    """Each procedure has the known findings and no others."""
    found = Counter(finding.name for finding in document(name).findings)

    assert dict(found) == KNOWN[name]


def test_findings_have_a_place_in_the_file(name: str) -> None:
    """Every finding stands on a line of its file."""
    read = document(name)
    lines = read.text.splitlines()

    for finding in read.findings:
        assert finding.span is not None
        assert 1 <= finding.span.line <= finding.span.end_line <= len(lines)


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_a_procedure_can_be_drawn(name: str, form: str) -> None:
    """Each procedure can be drawn, with every actor's title in the drawing."""
    sop = document(name).sop
    assert sop is not None

    drawing = draw(sop, form)
    if form == "pdf":
        assert drawing.startswith(b"%PDF")
    else:
        text = drawing.decode("utf-8")
        assert all(f'data-step="{step.key}"' in text for step in sop.steps)


def test_only_the_seed_names_its_officer(name: str) -> None:
    """A procedure names who signs it by position; the seed alone has the name that the source prints."""
    sop = document(name).sop
    assert sop is not None

    assert (sop.approved_by.name is not None) == (name == SEED)
    assert (sop.approved_by.nip is not None) == (name == SEED)


def test_activities_begin_with_an_active_verb(name: str) -> None:
    """Every activity begins with an active verb, and where we wrote the sentence with a capital letter."""
    sop = document(name).sop
    assert sop is not None

    for step in sop.steps:
        first = step.activity if name != SEED else step.activity.capitalize()
        assert first.startswith("Me" if sop.language == "id" else ENGLISH_VERBS), step.activity


def test_both_vocabularies_are_shown() -> None:
    """Procedures are written in both vocabularies."""
    assert {document(path.stem).vocabulary for path in FILES} == {"en", "id"}


def test_the_folder_shows_what_sops_can_hold() -> None:
    """There are long procedures, a wide one, one with five returns, and actors who work in every manner."""
    sops = {path.stem: sop for path in FILES if (sop := document(path.stem).sop) is not None}
    returns = {name: sum(len(step.returns) for step in sop.steps) for name, sop in sops.items()}
    manners = {step.performers.manner for sop in sops.values() for step in sop.steps}

    assert sum(len(sop.steps) > 20 for sop in sops.values()) >= 2
    assert max(len(sop.actors) for sop in sops.values()) == 12
    assert returns["penyusunan-perjanjian-kerja-sama"] == 5
    assert manners == set(Manner)
    assert max(len(step.branches) for sop in sops.values() for step in sop.steps) >= 3
    assert {sop.language for sop in sops.values()} == {"en", "id"}
    assert any(actor.group for sop in sops.values() for actor in sop.actors)
    assert any(column.title for sop in sops.values() for column in sop.form.columns)


@pytest.mark.parametrize("name", TIMED)
def test_a_procedure_with_limits_and_chances_has_all_cases(name: str) -> None:
    """With a limit and a chance at every way that needs one there is a longest and an average case."""
    sop = document(name).sop
    assert sop is not None

    times = timing(sop)
    assert times.longest_case is not None
    assert times.expected is not None


@pytest.mark.parametrize(
    ("name", "average", "longest"),
    [("penyusunan-perjanjian-kerja-sama", 9787, 18735), ("pengadaan-langsung", 4343, 10020)],
)
def test_cases_take_as_long_as_reckoned_by_hand(name: str, average: int, longest: int) -> None:
    """The average by hand: each round times the odds of its return; the longest: each as often as it may."""
    sop = document(name).sop
    assert sop is not None

    times = timing(sop)
    assert times.expected is not None
    assert times.longest_case is not None
    assert round(times.expected.total.minimum.working_minutes) == average
    assert times.longest_case.total.minimum.working_minutes == longest


def test_the_seed_waits_for_nothing_but_step_two() -> None:
    """The one time of the seed that cannot be measured is that of its second step."""
    open_ended = [one for one in document(SEED).findings if one.name == "open-ended-time"]

    assert [one.pointer for one in open_ended] == [("steps", 1, "time")]
    assert open_ended[0].severity is Severity.WARNING
