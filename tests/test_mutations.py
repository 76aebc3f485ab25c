"""Mistakes that a seeded mutator plants in every procedure of `sops/`: each is told once, at its line."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from sopkit.document import read
from sopkit.findings import Severity
from sopkit.source.writer import translate
from tests.mutator import KINDS, Planted, plant

SOPS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent.parent / "sops").glob("*.yaml"))
}


def planted(kind: str) -> list[tuple[str, Planted]]:
    """One mistake of a kind in each procedure and vocabulary that has a place for it."""
    found = []
    for name, text in SOPS.items():
        for vocabulary in ("id", "en"):
            mistake = plant(translate(text, vocabulary), kind, Random(f"{name}/{vocabulary}/{kind}"))
            if mistake is not None:
                found.append((f"{name} ({vocabulary})", mistake))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_told_at_its_line(kind: str) -> None:
    """A mistake is told once, at the line where it was made; a change without meaning is not told."""
    mistakes = planted(kind)
    assert mistakes

    for where, mistake in mistakes:
        document = read(mistake.text.encode("utf-8"), "sop.yaml")
        told = {
            finding.span.line
            for finding in document.findings
            if finding.span and finding.severity is not Severity.HINT
        }

        assert len(document.errors) <= mistake.most_errors, where
        assert (document.sop is None) == bool(document.errors), where
        assert told & mistake.lines if mistake.loses_meaning else document.sop, where


def test_there_are_hundreds() -> None:
    """The kinds together plant some hundred mistakes."""
    assert sum(len(planted(kind)) for kind in KINDS) > 500


def test_order_of_keys_means_nothing() -> None:
    """Two keys that change places leave the SOP as it was."""
    for where, mistake in planted("two lines change places"):
        name, _, vocabulary = where.partition(" ")
        before = translate(SOPS[name], vocabulary.strip("()"))

        assert read(mistake.text.encode(), "sop.yaml").sop == read(before.encode(), "sop.yaml").sop, where


def test_comment_behind_a_key_that_holds_more() -> None:
    """A comment behind a key whose values stand below is no value, however they are indented."""
    text = """\
sopkit: 1
nomor: 12/2026
nama: Penerimaan Surat
instansi: [SEKRETARIAT]
dibuat: 2026-01-05
berlaku: 2026-01-12
disahkan_oleh: {jabatan: Kepala Bagian Umum}
kegiatan: # menurut urutan formulir
- pelaksana:
    staf
  aktivitas: Menerima surat
pelaksana: # satu saja
  staf: Staf Administrasi
"""
    assert read(text.encode(), "sop.yaml").sop is not None


def test_a_very_long_line_keeps_its_key() -> None:
    """A value of ten thousand letters does not hide that its line begins an entry."""
    text = SOPS["penerimaan-surat-masuk"].replace(
        "\nformulir:", f'\nriwayat:\n  - versi: "{"a" * 10_000}"\n    tanggal: 2026-01-05\n\nformulir:', 1
    )

    assert read(text.encode(), "sop.yaml").sop is not None
