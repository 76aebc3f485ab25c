"""A catalogue to look at in a browser: the procedures in `sops/`, one out to do harm, and a faulty one."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from sopkit.site import build
from tests.strategies import HORRORS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ALERT", "HOSTILE_FILE", "SEED", "Catalogue", "PageReader", "hostile_catalogue", "hostile_sop"]

SOPS: Final = Path(__file__).parent.parent / "sops"
SEED: Final = "sop/perbaikan-data-kinerja.html"
HOSTILE_FILE: Final = "sop/jahat.html"
ALERT: Final = "</script></style></svg><script>alert(1)</script><img src=x onerror=alert(2)>"
LOGO: Final = '"><img src=x onerror=alert(4)>.png'
_SEPARATORS: Final = "baris\u2028lain\u2029lagi"
_LONG: Final = "tanpaspasi" * 60


class PageReader(HTMLParser):
    """The ids, links and elements of a page as its text has them, before any script ran."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.add(str(value))
            elif name in {"href", "src", "xlink:href", "data", "action", "formaction"}:
                self.links.append(str(value))


@dataclass(frozen=True)
class Catalogue:
    """A catalogue that was built."""

    folder: Path

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The paths of all pages."""
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html")))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """One page of each kind, those of the hostile procedure where there is one, and that of the seed."""
        listed = [page for page in self.pages if "/" not in page]
        listed += ["actors/index.html", "laws/index.html", SEED, HOSTILE_FILE]
        for page in (SEED, HOSTILE_FILE):
            links = [link[3:] for link in self.read(page).links if not link.endswith("index.html")]
            for part in ("actors/", "laws/"):
                listed += [link for link in links if link.startswith(part)][:1]
        return tuple(dict.fromkeys(listed))

    @cached_property
    def index(self) -> dict[str, Any]:
        """The data of the search."""
        text = (self.folder / "search-index.js").read_text(encoding="ascii")
        values: dict[str, Any] = json.loads(
            text.removeprefix("window.sopkitIndex = ").rstrip().removesuffix(";")
        )
        return values

    def read(self, page: str) -> PageReader:
        """Return the ids and links of a page."""
        return PageReader((self.folder / page).read_text(encoding="utf-8"))


def hostile_catalogue(folder: Path) -> Catalogue:
    """Build it below a folder."""
    source = folder / "sops"
    shutil.copytree(SOPS, source)
    Image.new("RGB", (40, 40), "navy").save(source / LOGO)
    (source / "jahat.yaml").write_text(json.dumps(hostile_sop()), encoding="utf-8")
    faulty = hostile_sop() | {"title": "", ALERT: ALERT}
    (source / "keliru.yaml").write_text(json.dumps(faulty), encoding="utf-8")
    build(source, folder / "site", language="id", keep_going=True)
    return Catalogue(folder / "site")


def hostile_sop() -> dict[str, object]:
    """Return an SOP whose every text tries to be more than text."""
    return {
        "sopkit": 1,
        "id": "jahat",
        "number": f"{ALERT} / 1",
        "title": f"Judul {ALERT} {_SEPARATORS}",
        "status": "in-force",
        "agency": [ALERT, f"BIRO {ALERT}"],
        "created": "2025-01-02",
        "effective": "2025-01-02",
        "revised": "2025-02-03",
        "approved_by": {"position": ALERT, "name": ALERT, "nip": "19791208 200003 2 002"},
        "legal_basis": [ALERT, *HORRORS, _LONG],
        "qualifications": _with_alert(HORRORS),
        "related": [ALERT, "SOP Perbaikan Data Kinerja"],
        "equipment": _with_alert(HORRORS),
        "warnings": [ALERT],
        "records": [ALERT],
        "logo": LOGO,
        "form": {"columns": [{"number": ALERT}, {"activity": ALERT}, "actors", {"time": ALERT}]},
        "actors": {"satu": ALERT, "dua": "javascript:alert(3)", "tiga": _LONG[:60]},
        "steps": [
            {
                "id": "awal",
                "actor": "satu",
                "activity": f"Membaca {ALERT} {_SEPARATORS}",
                "inputs": [ALERT],
                "outputs": _with_alert(HORRORS),
                "time": "10 menit",
                "note": ALERT,
            },
            {"actor": "tiga", "activity": f"Menulis {_LONG}", "time": ALERT, "outputs": [_LONG]},
            {
                "actor": "dua",
                "activity": "Memeriksa naskah",
                "question": f"{ALERT}?",
                "time": "5 menit",
                "when": ALERT,
                "returns": [{"to": "awal", "when": ALERT}],
            },
        ],
    }


def _with_alert(texts: Iterable[str]) -> list[str]:
    return [*texts, ALERT]
