"""axe-core, which judges whether a page can be used by all: found where it is installed, never copied here.

The package `axe-core-python` carries it; `SOPKIT_AXE` may name a newer `axe.min.js`. axe-core is under the
Mozilla Public License 2.0.
"""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.browser import Browser

__all__ = ["axe_script", "faults"]

_PACKAGES: Final = ("axe_core_python", "axe_playwright_python")
_GRAVE: Final = frozenset({"serious", "critical"})
_FALLBACK: Final = 'role="graphics-document document"'
"""Two roles, for readers that do not know the first; axe-core before 4.5 takes them for a fault.

Source: https://www.w3.org/TR/graphics-aria-1.0/#graphics-document
"""


@cache
def axe_script() -> str | None:
    """Return the script of axe-core; None where there is none."""
    named = os.environ.get("SOPKIT_AXE")
    places = [Path(named)] if named else [place / "axe.min.js" for place in _packages()]
    found = next((place for place in places if place.is_file()), None)
    return found.read_text(encoding="utf-8") if found else None


def faults(browser: Browser) -> list[str]:
    """Return the serious and critical faults of the page that is open: the rule, and where it is broken."""
    script = axe_script()
    assert script is not None
    browser.run(f"{script}; undefined")
    result: dict[str, Any] = json.loads(
        browser.run("axe.run({resultTypes: ['violations']}).then(JSON.stringify)")
    )
    return [
        f"{fault['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for fault in result["violations"]
        if fault["impact"] in _GRAVE
        for node in fault["nodes"][:3]
        if not (fault["id"] == "aria-roles" and _FALLBACK in node["html"])
    ]


def _packages() -> list[Path]:
    specs = (find_spec(name) for name in _PACKAGES)
    return [Path(place) for spec in specs if spec for place in spec.submodule_search_locations or ()]
