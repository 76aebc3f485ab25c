"""How long a catalogue takes, and how much memory: `benchmarks/build_site.py [COUNT ...] [--jobs N]`."""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sopkit.document import read_file
from sopkit.settings import load_settings
from sopkit.site import build
from sopkit.site.offices import Offices, Wishes
from sopkit.site.workers import _drawings

COUNTS = (100, 1000, 5000)
SAMPLE = 20
UNITS = ("Umum", "Keuangan", "Kepegawaian", "Perencanaan", "Hukum", "Humas", "Arsip", "Layanan")
VERBS = ("Menyusun", "Menelaah", "Mengoreksi", "Mencatat", "Mengarsipkan", "Menyampaikan", "Menyetujui")
THINGS = ("konsep surat", "laporan bulanan", "berkas permohonan", "daftar hadir", "rencana kerja")
LAWS = tuple(f"Peraturan Menteri Nomor {one} Tahun {2000 + one} tentang Hal {one}" for one in range(1, 21))


def sop_text(number: int, count: int) -> str:
    """Return an SOP of ten steps and two returns; what it says is drawn by lot."""
    lot = random.Random(number)
    unit = lot.choice(UNITS)
    steps = "\n".join(
        f"  - id: s{step}\n"
        f"    activity: {lot.choice(VERBS)} {lot.choice(THINGS)} dan menyampaikannya kepada atasan\n"
        f"    actor: {lot.choice(('staf', 'subbagian', 'kepala'))}\n"
        f"    inputs: [Lembar disposisi]\n"
        f"    time: {lot.randint(1, 12) * 5} menit\n"
        f"    outputs: [Konsep yang dikoreksi]"
        + (f"\n    returns:\n      - to: s{step - 2}\n        when: ada perbaikan" if step in (4, 8) else "")
        for step in range(1, 11)
    )
    return f"""\
sopkit: 1
language: id
id: sop-{number}
number: "{number}/SOP/{unit.upper()}/2026"
title: Pengelolaan Urusan {number} {unit}
agency:
  - PEMERINTAH KABUPATEN CONTOH
  - BAGIAN {unit.upper()}
created: 2026-01-05
effective: 2026-02-02
approved_by:
  position: Kepala Bagian {unit}
legal_basis:
  - {lot.choice(LAWS)}
  - {lot.choice(LAWS)}
related:
  - SOP Pengelolaan Urusan {lot.randrange(count)}
actors:
  staf: Staf Bagian {unit}
  subbagian: Kepala Subbagian {unit}
  kepala: Kepala Bagian {unit}
steps:
{steps}
"""


def drawing_alone(folder: Path) -> float:
    """Return the seconds of a processor that the drawings of an SOP take, as a mean of a few."""
    office = Offices(folder, load_settings, Wishes("id")).all[0]
    files = sorted(folder.glob("*.yaml"))[:SAMPLE]
    sops = [sop for file in files if (sop := read_file(file).sop)]
    _drawings(sops[0], office, folder)
    begin = processor_seconds()
    for sop in sops:
        _drawings(sop, office, folder)
    return (processor_seconds() - begin) / len(sops)


def processor_seconds() -> float:
    """Return what this process and those that it started have taken of the processors."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measured(source: Path, out: Path, jobs: int) -> tuple[float, float, int, int]:
    """Build in a process of its own; return what `one` prints."""
    words = [sys.executable, __file__, "--one", str(source), str(out), "--jobs", str(jobs)]
    done = subprocess.run(words, check=True, capture_output=True, encoding="utf-8")
    seconds, processor, own, others = done.stdout.split()
    return float(seconds), float(processor), int(own), int(others)


def one(source: Path, out: Path, jobs: int) -> None:
    """Build once; print seconds, those of the processors, and megabytes of it and of its largest child."""
    begin, before = time.perf_counter(), processor_seconds()
    result = build(source, out, language="id", settings=load_settings, jobs=jobs)
    seconds, processor = time.perf_counter() - begin, processor_seconds() - before
    assert result.published, result.faulty
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(seconds, processor, *(each.ru_maxrss // 1024 for each in used))


def main() -> None:
    """Print a line for each building of each folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--one", action="store_true")
    asked = parser.parse_args()
    if asked.one:
        one(Path(asked.words[0]), Path(asked.words[1]), asked.jobs)
        return
    for count in map(int, asked.words) if asked.words else COUNTS:
        with tempfile.TemporaryDirectory() as place:
            folder_of(Path(place), count, asked.jobs)


def folder_of(place: Path, count: int, jobs: int) -> None:
    """Measure one folder."""
    source, out = place / "sops", place / "out"
    source.mkdir()
    for number in range(count):
        (source / f"sop-{number}.yaml").write_text(sop_text(number, count), encoding="utf-8")
    alone = drawing_alone(source) * count
    print(f"{count} SOPs, {jobs} processes; drawing alone takes {alone:.1f} s of one processor")
    changed = source / f"sop-{count // 2}.yaml"
    for name in ("first", "nothing changed", "one text changed", "one title changed"):
        if name == "one text changed":
            changed.write_text(changed.read_text(encoding="utf-8") + "# dibaca ulang\n", encoding="utf-8")
        if name == "one title changed":
            text = changed.read_text(encoding="utf-8").replace("title: Pengelolaan", "title: Penataan")
            changed.write_text(text, encoding="utf-8")
        seconds, processor, own, others = measured(source, out, jobs)
        print(
            f"  {name:18} {seconds:8.2f} s, {processor:8.2f} s of processors, {own:4} and {others:4} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
