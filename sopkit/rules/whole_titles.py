"""Titles of positions as offices abbreviate them."""

from __future__ import annotations

import re

__all__ = ["whole_title"]

_WORDS = {
    "&": "dan",
    "adm": "administrasi",
    "bag": "bagian",
    "bid": "bidang",
    "ka": "kepala",
    "kabag": "kepala bagian",
    "kaban": "kepala badan",
    "kabid": "kepala bidang",
    "kadis": "kepala dinas",
    "karo": "kepala biro",
    "kasi": "kepala seksi",
    "kasie": "kepala seksi",
    "kasubag": "kepala sub bagian",
    "kasubbag": "kepala sub bagian",
    "kasubbid": "kepala sub bidang",
    "kasubid": "kepala sub bidang",
    "ppk": "pejabat pembuat komitmen",
    "pptk": "pejabat pelaksana teknis kegiatan",
    "sekda": "sekretaris daerah",
    "subag": "sub bagian",
    "subbag": "sub bagian",
    "subbagian": "sub bagian",
    "subbid": "sub bidang",
    "subbidang": "sub bidang",
    "tu": "tata usaha",
}
"""Abbreviations that mean the same in every office."""
_PART = re.compile(r"[\w&]+|/")


def whole_title(title: str) -> str:
    """Return a position to compare: in whole words, without letter case, dots and other marks.

    >>> whole_title("Kasubbag. TU") == whole_title("Kepala Sub Bagian Tata Usaha")
    True
    """
    parts = _PART.findall(title.casefold())
    return " ".join(_WORDS.get(part, part) for part in parts)
