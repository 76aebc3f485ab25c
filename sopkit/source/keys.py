"""The two vocabularies, English and Indonesian, as data by place; which key a word stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from sopkit.findings import Pointer

__all__ = [
    "COLUMNS",
    "END_WORDS",
    "STATUSES",
    "TABLE",
    "Key",
    "as_listed",
    "heading",
    "is_extra",
    "is_meant",
    "place_of",
    "required",
    "spelling",
    "suggested",
    "words",
]


@dataclass(frozen=True, slots=True)
class Key:
    """A key at its place: its Indonesian word, what it holds, and whether it must be there.

    `holds` is a sort of value: `text`, `texts` for a list, `items` for a list or one text, `date` …; behind a
    colon stands the place whose keys its mapping (`keys:`) has, or the mappings in it (`list:`, `ids:`).
    """

    indonesian: str
    holds: str = "text"
    required: bool = False


TABLE: dict[str, dict[str, Key]] = {
    "sop": {
        "sopkit": Key("sopkit", "version", required=True),
        "id": Key("kode", "id"),
        "version": Key("versi"),
        "number": Key("nomor", required=True),
        "title": Key("nama", required=True),
        "agency": Key("instansi", "texts", required=True),
        "logo": Key("logo"),
        "status": Key("status", "status"),
        "created": Key("dibuat", "date", required=True),
        "revised": Key("direvisi", "date"),
        "effective": Key("berlaku", "date", required=True),
        "approved_by": Key("disahkan_oleh", "keys:approval", required=True),
        "legal_basis": Key("dasar_hukum", "texts"),
        "qualifications": Key("kualifikasi_pelaksana", "texts"),
        "related": Key("keterkaitan", "texts"),
        "equipment": Key("peralatan", "texts"),
        "warnings": Key("peringatan", "texts"),
        "records": Key("pencatatan", "texts"),
        "history": Key("riwayat", "list:revision"),
        "total_time": Key("jumlah_waktu"),
        "language": Key("bahasa", "language"),
        "form": Key("formulir", "keys:form"),
        "actors": Key("pelaksana", "ids:actor", required=True),
        "steps": Key("kegiatan", "list:step", required=True),
    },
    "approval": {
        "position": Key("jabatan", required=True),
        "name": Key("nama"),
        "nip": Key("nip"),
    },
    "revision": {
        "version": Key("versi"),
        "date": Key("tanggal", "date"),
        "change": Key("perubahan"),
    },
    "form": {
        "paper": Key("kertas", "paper"),
        "columns": Key("kolom", "columns"),
        "numbers": Key("nomor_kolom", "flag"),
    },
    "actor": {
        "title": Key("jabatan", required=True),
        "group": Key("kelompok"),
    },
    "step": {
        "id": Key("id", "id"),
        "actor": Key("pelaksana", "performers", required=True),
        "activity": Key("aktivitas", required=True),
        "question": Key("pertanyaan"),
        "inputs": Key("kelengkapan", "items"),
        "time": Key("waktu"),
        "outputs": Key("keluaran", "items"),
        "note": Key("keterangan"),
        "next": Key("lanjut", "reference"),
        "when": Key("jika"),
        "label": Key("label"),
        "returns": Key("kembali", "list:branch"),
        "branches": Key("cabang", "list:branch"),
    },
    "performers": {
        "any": Key("salah_satu", "texts"),
        "in_order": Key("berurutan", "texts"),
    },
    "branch": {
        "to": Key("ke", "reference", required=True),
        "when": Key("jika"),
        "label": Key("label"),
        "limit": Key("maksimal", "limit"),
        "chance": Key("peluang", "chance"),
    },
}

STATUSES = {"draft": "rancangan", "in-force": "berlaku", "replaced": "digantikan", "withdrawn": "dicabut"}
COLUMNS = {
    "number": "nomor",
    "activity": "aktivitas",
    "actors": "pelaksana",
    "inputs": "kelengkapan",
    "time": "waktu",
    "outputs": "keluaran",
    "note": "keterangan",
}
END_WORDS = {"end": "selesai"}

_PRINTED = {
    "sop": {
        "title": "judul nama_sop judul_sop name title_sop",
        "number": "nomor_sop no_sop no sop_number",
        "agency": "opd skpd unit_kerja instansi_pemerintah satuan_kerja perangkat_daerah organization",
        "created": "tanggal_pembuatan tgl_pembuatan tanggal_dibuat pembuatan date_created",
        "revised": "tanggal_revisi tgl_revisi revisi date_revised",
        "effective": "tanggal_efektif tgl_efektif tanggal_berlaku efektif effective_date date_effective",
        "approved_by": "disahkan pengesahan approved approver pejabat_pengesah",
        "legal_basis": "hukum landasan_hukum legal_bases law",
        "qualifications": "kualifikasi qualification",
        "related": "terkait sop_terkait keterkaitan_sop related_sops",
        "equipment": "perlengkapan peralatan_perlengkapan peralatan_dan_perlengkapan sarana",
        "records": "pendataan pencatatan_dan_pendataan arsip record",
        "warnings": "perhatian warning catatan_peringatan",
        "actors": "aktor pelaku roles",
        "steps": "langkah langkah_langkah prosedur uraian_prosedur procedure activities aktivitas tahapan",
        "total_time": "total_waktu waktu_total total",
        "history": "sejarah histori",
    },
    "approval": {
        "position": "title pangkat posisi",
        "name": "nama_pejabat nama_lengkap full_name",
        "nip": "nomor_induk",
    },
    "revision": {"change": "changes keterangan uraian note", "date": "tgl", "version": "revisi"},
    "form": {"paper": "ukuran size", "columns": "cols", "numbers": "column_numbers nomor_urut_kolom"},
    "actor": {"title": "nama name judul position", "group": "unit grup bagian"},
    "step": {
        "actor": "aktor oleh by role pelaksanaan",
        "activity": "kegiatan uraian uraian_kegiatan uraian_prosedur aktifitas task description",
        "inputs": "input persyaratan syarat perlengkapan peralatan mutu_baku_kelengkapan masukan",
        "time": "durasi lama waktu_baku mutu_baku_waktu jangka_waktu duration",
        "outputs": "output hasil luaran mutu_baku_output mutu_baku_keluaran result",
        "note": "ket catatan notes remark",
        "next": "berikutnya selanjutnya lanjut_ke goto",
        "when": "bila apabila kalau jika_ya kondisi syarat_lanjut if condition",
        "returns": "jika_tidak if_not return dikembalikan kembali_ke pengembalian balik",
        "branches": "percabangan pilihan branch",
        "question": "keputusan tanya decision",
        "id": "kode",
    },
    "performers": {"any": "salah_satu_dari any_of one_of", "in_order": "urutan sequence"},
    "branch": {
        "to": "menuju tujuan langkah kembali_ke target step",
        "when": "bila apabila kalau kondisi syarat if condition",
        "limit": "maks max batas maximum",
        "chance": "probabilitas kemungkinan probability",
    },
}
"""What the printed form and people's habits call them: by place, the words for each key."""

_SECOND = {"step": {"syarat": "when"}}
"""What a word may mean besides: a condition, where it cannot be what is needed."""

_HEADINGS = {
    **dict.fromkeys(("no", "nomor", "number", "no_urut", "nomor_urut"), "number-of-a-step"),
    **dict.fromkeys(("mutu_baku", "standar_mutu", "baku_mutu"), "heading-of-the-form"),
}
"""Headings of the printed form that are no keys of a step, and the fault that tells what to do instead."""

_LITTLE = frozenset({"dan", "dengan", "atau", "untuk", "lain", "sop", "and", "with", "or", "for", "of"})
"""Words that change nothing about which key a heading means."""

_MOST_PARTS = 8


@cache
def words(place: str, vocabulary: str) -> dict[str, str]:
    """Return the words of a vocabulary (`en` or `id`) at a place and the canonical key of each."""
    if vocabulary == "en":
        return {name: name for name in TABLE[place]}
    return {key.indonesian: name for name, key in TABLE[place].items()}


def is_extra(word: str) -> bool:
    """Return whether a key is an embedding app's own: such keys are kept, wherever keys may stand."""
    return word.startswith("x-")


@cache
def required(place: str) -> tuple[str, ...]:
    """Return the canonical keys that must be there at a place."""
    return tuple(name for name, key in TABLE[place].items() if key.required)


def spelling(place: str, name: str, vocabulary: str) -> str:
    """Return the word for a canonical key at a place; the key itself if it is none of this place."""
    key = TABLE.get(place, {}).get(name)
    return name if key is None or vocabulary == "en" else key.indonesian


def place_of(pointer: Pointer) -> str:
    """Return the place whose keys stand under a pointer, empty where there is none.

    >>> place_of(("steps", 3, "returns", 0))
    'branch'
    """
    place = "sop"
    below = ""
    for token in pointer:
        if below:
            place, below = below, ""
            continue
        key = TABLE[place].get(str(token)) if place else None
        holds = key.holds if key else ""
        sort, _, inner = holds.partition(":")
        place = inner if sort == "keys" else "performers" if sort == "performers" else ""
        below = inner if sort in {"list", "ids"} else ""
    return place if not below else ""


@cache
def _printed(place: str) -> dict[str, str]:
    known = _PRINTED.get(place, {})
    return {word: name for name, text in known.items() for word in text.split()}


def suggested(word: str, place: str, vocabulary: str, taken: Container[str] = ()) -> str | None:
    """Return the canonical key that an unknown word most likely means at a place, None if that is unclear.

    Of a word that may mean two keys, the second counts where the first is taken.

    >>> suggested("Persyaratan/Perlengkapan", "step", "id")
    'inputs'
    """
    parts = _parts(word)
    plain = "_".join(parts)
    second = _SECOND.get(place, {}).get(plain)
    if second is not None and _printed(place).get(plain) in taken:
        return second
    own, other = words(place, vocabulary), words(place, "id" if vocabulary == "en" else "en")
    kinds = (own, other, _printed(place))
    for known in kinds:
        if plain in known:
            return known[plain]
    for known in (own, other):
        close = get_close_matches(plain[:60], known, n=1, cutoff=0.74)
        if close:
            return known[close[0]]
    return _of_parts(parts, kinds)


def is_meant(word: str, place: str) -> bool:
    """Return whether an unknown word names a key for certain: the printed form or the other language has it.

    >>> is_meant("Persyaratan/Perlengkapan", "step"), is_meant("aktifitaz", "step")
    (True, False)
    """
    parts = _parts(word)
    kinds = (words(place, "en"), words(place, "id"), _printed(place))
    return any("_".join(parts) in known for known in kinds) or _of_parts(parts, kinds) is not None


def _of_parts(parts: list[str], kinds: tuple[dict[str, str], ...]) -> str | None:
    """The key that the first word of a heading names, if none of its other words names another one."""
    meant = [next((known[part] for known in kinds if part in known), None) for part in parts[:_MOST_PARTS]]
    names = {name for name in meant if name is not None}
    others = {part for part, name in zip(parts, meant, strict=False) if name is None}
    clear = len(names) == 1 and meant[0] is not None and len(parts) <= _MOST_PARTS and others <= _LITTLE
    return names.pop() if clear else None


def heading(word: str, place: str) -> str | None:
    """Return the name of the fault if a word is a heading of the printed form that has no key at a place."""
    return _HEADINGS.get("_".join(_parts(word))) if place == "step" else None


def _parts(word: str) -> list[str]:
    """Return the words of a key in lower case, without the signs between them."""
    return re.findall(r"[^\W_]+", word.casefold())


def as_listed(allowed: dict[str, str], vocabulary: str) -> tuple[str, ...]:
    """Return the allowed words of a value in a vocabulary."""
    return tuple(allowed.values()) if vocabulary == "id" else tuple(allowed)
