"""Six real procedures in the telegram style of their forms: just the findings that a careful reader has.

They were written down from signed documents, with their own times, odd labels and slips; `sops/` has the same
procedures in full sentences.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sopkit.document import read_file

CASES = Path(__file__).parent / "data" / "cases"

FOUND = {
    "calon-pahlawan-nasional": [
        ("activity-without-verb", [7]),  # "Rekomendasi Gubernur"
        ("step-without-inputs", [8, 9, 10]),
        ("step-without-outputs", [7, 8, 9, 10]),
    ],
    "capaian-kinerja-2025": [
        ("check-without-decision", [4]),  # "Memverifikasi dan menyetujui", and nowhere to go if it is refused
        ("handed-to-performer", [6]),  # "Menyampaikan draft ke kepala", drawn in the column of the Kepala
        ("identical-times", [1]),
        ("range-too-wide", [1, 13]),
        ("related-is-a-document", [None, None]),  # "Renstra", "Perjanjian Kinerja"
        ("title-with-year", [None]),
        ("unchanged-outputs", [6]),
    ],
    "kesehatan-deteni": [
        ("check-without-decision", [4]),
        ("two-ways-to-one-step", [10]),
        ("unreadable-time", [8]),  # "120 Menit / 3 Hari"
    ],
    "naskah-dinas": [
        ("ambiguous-time", [5]),
        ("hidden-decision", [4]),  # "dan/atau menyerahkan"
        ("step-without-inputs", [1, 2, 3, 4, 5]),
    ],
    "penatausahaan-persediaan": [
        ("ambiguous-time", [1, 2, 4, 6, 13, 16]),
        ("mixed-kinds-of-time", [12]),
        ("open-ended-time", [3]),  # "Sesuai masa kontrak"
    ],
    "unit-kerja-pimpinan": [
        ("open-ended-time", [1, 2, 3, 4, 5, 6, 7, 8, 9]),  # "Segera" in every row
        ("several-activities", [2, 3]),  # two bullets in one row
        ("title-is-a-unit", [None]),
    ],
}
"""The findings of each case, with the numbers of their steps; None for what belongs to no step."""


def found_in(name: str) -> list[tuple[str, list[int | None]]]:
    """What is found in a case, by name, with the steps that it is about."""
    found: dict[str, list[int | None]] = {}
    for finding in read_file(CASES / f"{name}.yaml").findings:
        in_step = finding.pointer[:1] == ("steps",)
        row = finding.pointer[1] if in_step else None
        found.setdefault(finding.name, []).append(int(row) + 1 if row is not None else None)
    return sorted(found.items())


def test_every_case_is_listed() -> None:
    """Every case of the folder has its list of findings."""
    assert sorted(FOUND) == sorted(path.stem for path in CASES.glob("*.yaml"))


@pytest.mark.parametrize("name", FOUND)
def test_a_case_has_the_findings_of_a_careful_reader(name: str) -> None:
    """Nothing more and nothing less is found, and at the right steps; none of it is an error."""
    assert found_in(name) == FOUND[name]
    assert read_file(CASES / f"{name}.yaml").sop is not None
