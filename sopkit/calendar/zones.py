"""The three times of Indonesia, as fixed offsets.

Indonesia has no daylight saving time, and these offsets have been in force since 1 January 1988. Fixed ones
need no time zone data, which Windows does not bring.
Source: Keppres 41/1987.
"""

from __future__ import annotations

from datetime import timedelta, timezone

__all__ = ["WIB", "WIT", "WITA", "ZONES"]

WIB = timezone(timedelta(hours=7), "WIB")
"""Waktu Indonesia Barat, UTC+7: Jakarta."""
WITA = timezone(timedelta(hours=8), "WITA")
"""Waktu Indonesia Tengah, UTC+8: Makassar."""
WIT = timezone(timedelta(hours=9), "WIT")
"""Waktu Indonesia Timur, UTC+9: Jayapura."""

ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}
"""The zones by the names that settings have."""
