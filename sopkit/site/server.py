"""The pages of a catalogue for a browser on this machine, which are renewed by themselves.

Nothing but the files of one folder is served, to requests that name this machine and come from its own pages.
What renews a page is added on the way; the files stay as they are.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, unquote

from sopkit.resources import package_file
from sopkit.site.served import file_of, kind_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["HOST", "LiveServer", "LiveState"]

HOST: Final = "127.0.0.1"
_NAMES: Final = (HOST, "localhost")
_LIVE: Final = "/-/live"
_SCRIPT: Final = "/-/live.js"
_WAIT_SECONDS: Final = 20.0
"""How long a page's question is kept open while nothing changes."""
_IDLE_SECONDS: Final = 60.0
"""How long a connection may say nothing."""
_END_OF_BODY: Final = re.compile(rb"</body\s*>", re.IGNORECASE)
_POLICY: Final = re.compile(
    rb"(<meta\s+http-equiv=[\"']?content-security-policy[\"']?\s+content=\")", re.IGNORECASE
)
"""The policy of a page, which would keep it from asking whether it has changed."""
_HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)


@dataclass(frozen=True, slots=True)
class LiveState:
    """What pages are told: how often they were built, and what stands in the way of the next building."""

    version: int = 0
    title: str = ""
    """What is wrong, in one line; empty where nothing is."""
    faults: tuple[tuple[str, str], ...] = ()
    """Each with its place and its words."""
    words: tuple[tuple[str, str], ...] = ()
    """The words of the box that shows them, by name."""

    def as_json(self) -> bytes:
        """Return it as JSON in UTF-8."""
        faults = [{"place": place, "message": message} for place, message in self.faults]
        content = {"version": self.version, "title": self.title, "faults": faults, "words": dict(self.words)}
        return json.dumps(content).encode()


class LiveServer(ThreadingHTTPServer):
    """Serves a folder at 127.0.0.1; `port` 0 means a free one. Raises OSError: the port cannot be used."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, folder: Path, port: int = 0, *, wait_seconds: float = _WAIT_SECONDS) -> None:
        super().__init__((HOST, port), _Handler)
        self.folder = folder
        self.wait_seconds = wait_seconds
        self._state = LiveState()
        self._ended = False
        self._changed = threading.Condition()

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"http://{HOST}:{self.port}/"

    def tell(self, state: LiveState) -> None:
        """Tell all open pages what there is now."""
        with self._changed:
            self._state = state
            self._changed.notify_all()

    def state(self, seen: int | None) -> LiveState:
        """Return the state once it is another than the one that was seen, at the latest after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._state.version != seen, self.wait_seconds)
            return self._state

    def start(self) -> None:
        """Answer in the background from now on."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def end(self) -> None:
        """Answer the open questions and nothing more."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: LiveServer
    protocol_version = "HTTP/1.1"
    server_version = "sopkit"
    sys_version = ""
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *values: object) -> None:
        """Say nothing of each request."""

    def _answer(self, *, with_body: bool) -> None:
        status, kind, body = self._found()
        self.send_response(status)
        for name, value in (*_HEADERS, ("Content-Type", kind), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _found(self) -> tuple[HTTPStatus, str, bytes]:
        """Return what is answered: status, kind and content."""
        if not self._is_from_here():
            return HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"forbidden\n"
        path, _, query = self.path.partition("#")[0].partition("?")
        if path == _LIVE:
            return HTTPStatus.OK, "application/json", self.server.state(_seen(query)).as_json()
        if path == _SCRIPT:
            script = package_file("site", "live.js").read_bytes()
            return HTTPStatus.OK, kind_of("live.js"), script
        state = self.server.state(None)  # before the file is read, so that no change is missed
        found = file_of(self.server.folder, _plain(path))
        if found is None:
            return HTTPStatus.NOT_FOUND, kind_of("x.html"), _with_script(_missing(state), state.version)
        name, content = found
        kind = kind_of(name)
        if kind.startswith("text/html"):
            content = _with_script(content, state.version)
        return HTTPStatus.OK, kind, content

    def _is_from_here(self) -> bool:
        """Return whether the request names this machine, and comes from one of our pages if from any.

        A name of another machine that leads here (DNS rebinding) is not ours.
        """
        hosts = self.headers.get_all("Host") or []
        known = {f"{name}:{self.server.port}" for name in _NAMES}
        if self.server.port == 80:  # browsers leave out the usual port
            known |= set(_NAMES)
        origins = self.headers.get_all("Origin") or []
        return (
            len(hosts) == 1
            and hosts[0].strip().lower() in known
            and all(origin.strip().lower() in {f"http://{host}" for host in known} for origin in origins)
        )


def _plain(path: str) -> str | None:
    """Return a path as it is meant, without its percent signs; None where it says no text."""
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None


def _seen(query: str) -> int | None:
    value = parse_qs(query).get("seen", [""])[0]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _with_script(html: bytes, version: int) -> bytes:
    """Add to a page of a version what renews it, before the end of its body."""
    html = _POLICY.sub(rb"\1connect-src 'self'; ", html)
    script = f'<script src="{_SCRIPT}" data-version="{version}"></script>'.encode()
    ends = list(_END_OF_BODY.finditer(html))
    place = ends[-1].start() if ends else len(html)
    return html[:place] + script + html[place:]


def _missing(state: LiveState) -> bytes:
    """Return the page for what is not there, in the words of the state."""
    words = dict(state.words)
    title, waiting = (escape(words.get(name, "")) for name in ("missing", "waiting"))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{waiting}</p></body></html>\n"
    ).encode()
