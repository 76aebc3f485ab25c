"""How the letters of the package are made: `python -m tests.fonts` writes the fonts and the table of widths.

Needs fonttools and fontpkg-arimo, which are for development only. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

__all__ = ["FONTS", "WEIGHTS", "WIDTHS", "font_bytes", "licence_text", "widths_text"]

_PACKAGE = Path(__file__).parent.parent / "sopkit"
FONTS = _PACKAGE / "chart" / "fonts"
WIDTHS = _PACKAGE / "layout" / "letters.json"
WEIGHTS = {"Arimo-Regular.ttf": 400, "Arimo-Bold.ttf": 700}


@cache
def font_bytes(weight: int) -> bytes:
    """Return the static instance of Arimo of a weight, 400 or 700."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    variable = TTFont(_source(), recalcTimestamp=False)
    static = instancer.instantiateVariableFont(variable, {"wght": weight}, updateFontNames=True)
    out = io.BytesIO()
    static.save(out)
    return out.getvalue()


def widths_text() -> str:
    """Return the advance widths of both weights as JSON: runs of neighbouring letters by their first one."""
    from fontTools.ttLib import TTFont

    table: dict[str, object] = {}
    for name, weight in (("regular", 400), ("bold", 700)):
        font = TTFont(io.BytesIO(font_bytes(weight)))
        table["units_per_em"] = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        table[name] = _runs({code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()})
    return json.dumps(table, separators=(",", ":")).replace('],"', '],\n"') + "\n"


def licence_text() -> str:
    """Return the licence of the letters, the SIL Open Font License."""
    from importlib.metadata import distribution

    files = distribution("fontpkg-arimo").files or []
    licence = next(file for file in files if file.name == "LICENSE")
    return Path(str(licence.locate())).read_text(encoding="utf-8")


def _source() -> Path:
    from importlib.metadata import distribution

    return Path(str(distribution("fontpkg-arimo").locate_file("fontpkg_arimo/files/Arimo[wght].ttf")))


def _runs(widths: dict[int, int]) -> dict[str, list[int]]:
    runs: dict[str, list[int]] = {}
    start = previous = -2
    for code in sorted(widths):
        if code != previous + 1:
            start = code
            runs[str(start)] = []
        runs[str(start)].append(widths[code])
        previous = code
    return runs


if __name__ == "__main__":
    for file_name, font_weight in WEIGHTS.items():
        (FONTS / file_name).write_bytes(font_bytes(font_weight))
    (FONTS / "OFL.txt").write_text(licence_text(), encoding="utf-8")
    WIDTHS.write_text(widths_text(), encoding="utf-8")
