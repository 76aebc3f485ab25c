"""Finds services in which those who are served do not appear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_SERVICE = re.compile(r"(pelayanan|layanan)\b", re.IGNORECASE)
_SERVED = re.compile(
    r"\b(pemohon|pengguna|pelanggan|pengunjung|pelapor|pengadu|penanya|pendaftar|peminjam|pengirim|penerima|"
    r"pemustaka|masyarakat|warga|penduduk|publik|pasien|klien|keluarga|tamu|peserta|konsumen|mitra|nasabah|"
    r"siswa|murid|mahasiswa|orang tua|wali|pelaku usaha|perusahaan|penyedia|wajib pajak|wajib retribusi|"
    r"saksi|korban|pihak|pencari|pegawai|asn|unit kerja|satuan kerja|perangkat daerah|instansi|opd|skpd|"
    r"deteni|narapidana|tahanan|penumpang|petani|nelayan|peternak|penyandang|lansia|anak|balita|ibu|"
    r"applicants?|customers?|visitors?|citizens?|clients?|patients?|guests?)(nya)?\b",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the title of a service, where no actor and no activity names anyone who is served."""
    if not _SERVICE.match(bare_title(sop.title)):
        return
    texts = (actor.title for actor in sop.actors), (step.activity for step in sop.steps)
    if sop.steps and not any(_SERVED.search(text) for part in texts for text in part):
        yield Spot(("title",), (("title", sop.title), ("key_actors", "actors")))
