"""`sopkit watch`: what is served and what is not, and how pages are renewed."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import Namespace
from typing import IO, TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.cli.command import command_module
from sopkit.cli.console import Console, Streams
from sopkit.cli.parser import UsageFault, parse
from sopkit.cli.watch_site import watch_pages
from sopkit.site.served import file_of, kind_of
from sopkit.site.server import LiveServer, LiveState
from tests.command_line import ROOT, follow
from tests.small_sops import add_sop, drawn_quickly, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser import Browser

PAGE = "<!DOCTYPE html><html><head></head><body><p>Halaman</p></body></html>\n"
FAULTY = "sopkit: 1\ntitle: Tanpa apa-apa\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with pages, a link out of it, a hidden file, and a secret beside it."""
    folder = tmp_path / "pages"
    (folder / "sop").mkdir(parents=True)
    (folder / ".sopkit").mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "sop" / "surat.html").write_text(PAGE, encoding="utf-8")
    (folder / "sop" / "surat.svg").write_text("<svg/>", encoding="utf-8")
    (folder / ".sopkit" / "cache.json").write_text("rahasia", encoding="utf-8")
    (tmp_path / "rahasia.txt").write_text("rahasia", encoding="utf-8")
    (folder / "keluar.txt").symlink_to("../rahasia.txt")
    (folder / "atas").symlink_to("..")
    (folder / "tersembunyi.json").symlink_to(".sopkit/cache.json")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[LiveServer]:
    """Serve the folder."""
    server = LiveServer(site, wait_seconds=0.2)
    server.start()
    yield server
    server.end()


def asked(
    server: LiveServer, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Ask the server as it is written here, and return status, headers and content."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in ({"Host": f"127.0.0.1:{server.port}"} | (headers or {})).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


class TestServed:
    """Which files are served."""

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("/", "text/html; charset=utf-8"),
            ("/index.html", "text/html; charset=utf-8"),
            ("/index.html?x=1", "text/html; charset=utf-8"),
            ("/sop/surat.svg", "image/svg+xml"),
            ("/s%6fp/surat.svg", "image/svg+xml"),
        ],
    )
    def test_files_have_their_kinds(self, server: LiveServer, path: str, kind: str) -> None:
        """Files are served with their media type, which browsers are told not to guess."""
        status, headers, _ = asked(server, path)

        assert (status, headers["content-type"]) == (200, kind)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"

    @pytest.mark.parametrize(
        "path",
        [
            "/../rahasia.txt",
            "/sop/../../rahasia.txt",
            "/%2e%2e/rahasia.txt",
            "/..%2frahasia.txt",
            "/%252e%252e/rahasia.txt",
            "/..\\rahasia.txt",
            "/..%5crahasia.txt",
            "/sop/..%c0%afrahasia.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/C:/Windows/win.ini",
            "/c:",
            "/index.html:$DATA",
            "/index.html%00.txt",
            "/index.html%00",
            "/index.html.",
            "/index.html%20",
            "/con",
            "/sop/NUL.html",
            "/com1.txt",
            "/keluar.txt",
            "/atas/rahasia.txt",
            "/tersembunyi.json",
            "/.sopkit/cache.json",
            "/%2esopkit/cache.json",
            "/sop/",
            "/sop",
            "/sop/./surat.html",
            "/sop//surat.html",
            "/%ff",
            "http://example.com/index.html",
            "*",
            "index.html",
            "/" + "a" * 5000,
            "/" + "a/" * 2000,
        ],
    )
    def test_nothing_else_is_served(self, server: LiveServer, path: str) -> None:
        """No path leads out of the folder, to hidden files, to devices, or to the list of a folder."""
        status, _, content = asked(server, path)

        assert status in (403, 404)
        assert b"rahasia" not in content
        assert b"surat.svg" not in content

    @given(
        st.lists(
            st.sampled_from(("..", ".", "%2e", "/", "\\", "atas", "keluar.txt", "sop", "%00", "rahasia.txt"))
        )
    )
    def test_no_path_leads_out(self, tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
        """However a path is put together, what stands beside the folder is not found."""
        place = tmp_path_factory.getbasetemp() / "served"
        if not place.exists():
            (place / "pages" / "sop").mkdir(parents=True)
            (place / "rahasia.txt").write_text("rahasia", encoding="utf-8")
            (place / "pages" / "atas").symlink_to("..")
            (place / "pages" / "keluar.txt").symlink_to("../rahasia.txt")

        assert file_of(place / "pages", "/" + "/".join(parts)) is None
        assert file_of(place / "pages", "".join(parts)) is None

    def test_unknown_kinds(self) -> None:
        """A file of an unknown kind is bytes, and SOPs are plain text."""
        assert kind_of("x.exe") == "application/octet-stream"
        assert kind_of("x.YAML") == "text/plain; charset=utf-8"

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"])
    def test_only_reading(self, server: LiveServer, method: str) -> None:
        """Nothing but reading is answered."""
        assert asked(server, "/index.html", method)[0] == 501

    def test_head(self, server: LiveServer) -> None:
        """HEAD tells the size that GET gives, without content."""
        _, headers, content = asked(server, "/index.html", "HEAD")

        assert content == b""
        assert int(headers["content-length"]) == len(asked(server, "/index.html")[2])

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({}, 200),
            ({"Host": "localhost:{port}"}, 200),
            ({"Host": "LOCALHOST:{port}"}, 200),
            ({"Host": "jahat.example:{port}"}, 403),
            ({"Host": "127.0.0.1"}, 403),
            ({"Host": "127.0.0.1:1"}, 403),
            ({"Host": "127.0.0.1:{port}.jahat.example"}, 403),
            ({"Host": ""}, 403),
            ({"Origin": "http://127.0.0.1:{port}"}, 200),
            ({"Origin": "http://localhost:{port}"}, 200),
            ({"Origin": "https://127.0.0.1:{port}"}, 403),
            ({"Origin": "http://jahat.example"}, 403),
            ({"Origin": "null"}, 403),
        ],
    )
    @pytest.mark.parametrize("path", ["/", "/-/live", "/-/live.js"])
    def test_only_from_here(
        self, server: LiveServer, path: str, headers: dict[str, str], status: int
    ) -> None:
        """Requests that name another machine, or come from the pages of another, are refused."""
        filled = {name: value.format(port=server.port) for name, value in headers.items()}

        assert asked(server, path, headers=filled)[0] == status

    def test_request_without_host(self, server: LiveServer) -> None:
        """A request that names no machine is refused."""
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(b"GET /index.html HTTP/1.0\r\n\r\n")
            assert b" 403 " in connection.recv(100)

    def test_listens_here_alone(self, server: LiveServer) -> None:
        """It listens to this machine alone, at a port that was free."""
        assert server.server_address[0] == "127.0.0.1"
        assert server.port > 0


class TestLive:
    """Pages that are renewed."""

    def test_script_is_added_on_the_way(self, server: LiveServer, site: Path) -> None:
        """A page is served with what renews it at the end of its body; the file stays as it is."""
        _, _, content = asked(server, "/sop/surat.html")

        script = '<script src="/-/live.js" data-version="0"></script>'
        assert content.decode() == PAGE.replace("</body>", f"{script}</body>")
        assert (site / "sop" / "surat.html").read_text(encoding="utf-8") == PAGE
        assert asked(server, "/sop/surat.svg")[2] == b"<svg/>"

    def test_policy_lets_the_page_ask(self, server: LiveServer, site: Path) -> None:
        """A page whose policy forbids everything may ask this server, and nothing else is loosened."""
        policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        (site / "index.html").write_text(PAGE.replace("<head>", f"<head>{policy}"), encoding="utf-8")

        assert b"content=\"connect-src 'self'; default-src 'none'\"" in asked(server, "/")[2]

    def test_page_without_an_end(self, server: LiveServer, site: Path) -> None:
        """A page that does not close its body is renewed too."""
        (site / "index.html").write_text("<p>x", encoding="utf-8")

        assert asked(server, "/")[2].endswith(b"</script>")

    def test_question_waits_for_a_change(self, site: Path) -> None:
        """A page's question is answered when something changes, and not before."""
        server = LiveServer(site, wait_seconds=30)
        server.start()
        try:
            server.tell(LiveState(version=1))
            timer = threading.Timer(0.3, server.tell, [LiveState(version=2, title="x", faults=(("a", "b"),))])
            timer.start()
            begin = time.monotonic()
            _, headers, content = asked(server, "/-/live?seen=1")
            waited = time.monotonic() - begin
        finally:
            server.end()

        assert 0.2 < waited < 20
        assert headers["content-type"] == "application/json"
        told = json.loads(content)
        assert (told["version"], told["title"]) == (2, "x")
        assert told["faults"] == [{"place": "a", "message": "b"}]

    @pytest.mark.parametrize(
        "query", ["", "?seen=0", "?seen=x", "?seen=-1", "?seen=99999999999", "?seen=", "?a"]
    )
    def test_other_questions_are_answered_at_once_or_soon(self, server: LiveServer, query: str) -> None:
        """A question that says nothing of use is answered with what there is."""
        assert json.loads(asked(server, f"/-/live{query}")[2])["version"] == 0

    def test_end_answers_who_waits(self, site: Path) -> None:
        """At the end, questions that wait are answered and the server is gone soon."""
        server = LiveServer(site, wait_seconds=60)
        server.start()
        answers: list[int] = []
        thread = threading.Thread(target=lambda: answers.append(asked(server, "/-/live?seen=0")[0]))
        thread.start()
        time.sleep(0.2)
        begin = time.monotonic()
        server.end()
        thread.join(20)

        assert answers == [200]
        assert time.monotonic() - begin < 10

    def test_page_that_is_not_there_waits_too(self, server: LiveServer) -> None:
        """A page that is not there says so, and appears by itself when it comes."""
        server.tell(LiveState(words=(("missing", "Tidak <ada>"), ("waiting", "Tunggu"))))

        status, _, content = asked(server, "/sop/tidak-ada.html")

        assert status == 404
        assert b"Tidak &lt;ada&gt;" in content
        assert b"/-/live.js" in content


class Desk:
    """A user who does one thing in each pause, and presses Ctrl+C after the last."""

    def __init__(self, source: Path, *words: str, acts: list[Callable[[], object]] | None = None) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        self.opened: list[str] = []
        self.states: list[dict[str, Any]] = []
        self.pages: list[int] = []
        self._source = source
        self._words = words
        self._acts = iter(acts or [])

    def watch(self, page: str = "index.html") -> int:
        """Watch until Ctrl+C; at each pause, look at the state and at a page."""
        self._page = page
        parameters = command_module("watch").PARAMETERS
        arguments: Namespace = parse(parameters, [str(self._source), "--jobs", "1", *self._words])
        console = Console(Streams(io.StringIO(), self.out, self.err), {}, "en")
        return watch_pages(arguments, console, self._sleep, self.opened.append)

    def _sleep(self, seconds: float) -> None:
        url = re.findall(r"http://127\.0\.0\.1:\d+/", self.out.getvalue())[-1]
        server = Namespace(port=int(url.rsplit(":", 1)[1].strip("/")))
        self.states.append(json.loads(asked(server, "/-/live")[2]))  # type: ignore[arg-type]
        self.pages.append(asked(server, f"/{self._page}")[0])  # type: ignore[arg-type]
        act = next(self._acts, None)
        if act is None:
            raise KeyboardInterrupt
        act()


def nothing() -> None:
    """Let a pause pass."""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two SOPs; nothing is really drawn."""
    drawn_quickly(monkeypatch)
    folder = tmp_path / "sops"
    add_sop(folder, "surat", "Surat")
    add_sop(folder, "rapat", "Rapat")
    return folder


class TestWatch:
    """What is built again, and when."""

    def test_change_is_built_and_told(self, source: Path, tmp_path: Path) -> None:
        """After a change the pages are built again and the browser is told; Ctrl+C is the ordinary end."""
        out = tmp_path / "out"
        desk = Desk(source, "-o", str(out), acts=[lambda: add_sop(source, "surat", "Surat Baru"), nothing])

        assert desk.watch() == 0
        assert [state["version"] for state in desk.states] == [1, 1, 2]
        assert "Surat Baru" in (out / "index.html").read_text(encoding="utf-8")
        assert "live.js" not in (out / "index.html").read_text(encoding="utf-8")
        assert desk.opened == []

    def test_without_output_nothing_is_left(self, source: Path, tmp_path: Path) -> None:
        """Without `-o` the pages are served, and gone at the end; the SOPs stay as they are."""
        before = tree(tmp_path)
        desk = Desk(source, "--open")

        assert desk.watch() == 0
        assert desk.pages == [200]
        assert tree(tmp_path) == before
        assert desk.opened == re.findall(r"http://127\.0\.0\.1:\d+/", desk.out.getvalue())

    def test_errors_are_shown_and_mended(self, source: Path) -> None:
        """Errors of an SOP reach the pages with their file and line; mended, the page is back."""

        def fault() -> None:
            (source / "surat.yaml").write_text(FAULTY, encoding="utf-8")

        desk = Desk(source, acts=[fault, nothing, lambda: add_sop(source, "surat", "Surat"), nothing])
        desk.watch("sop/surat.html")

        first, *_, faulty, _, mended = desk.states
        assert [first["title"], faulty["title"], mended["title"]] == ["", "These SOPs have errors", ""]
        assert any("surat.yaml, line 1:" in fault["place"] for fault in faulty["faults"])
        assert (desk.pages[0], desk.pages[2], desk.pages[-1]) == (200, 404, 200)
        assert "missing-key" in desk.err.getvalue()

    def test_faulty_settings_leave_the_pages(self, source: Path) -> None:
        """Settings that cannot be read are told on the pages, which stay as they were."""

        def fault() -> None:
            (source / "sopkit.toml").write_text("language = 1", encoding="utf-8")

        desk = Desk(source, acts=[fault, nothing, (source / "sopkit.toml").unlink, nothing])
        desk.watch()

        failed = "The catalogue could not be built"
        assert [state["title"] for state in desk.states] == ["", "", failed, failed, ""]
        assert set(desk.pages) == {200}

    def test_files_that_settings_name_matter(self, source: Path, tmp_path: Path) -> None:
        """A theme and a template of the office are watched, also where there was none before."""
        theme, templates = tmp_path / "kantor.toml", tmp_path / "templat"
        theme.write_text('[colours]\npaper = "#ffffff"', encoding="utf-8")
        templates.mkdir()

        def template() -> None:
            (templates / "own.css").write_text("p { color: red }", encoding="utf-8")

        def colour() -> None:
            theme.write_text('[colours]\npaper = "#fffffe"', encoding="utf-8")

        desk = Desk(
            source,
            *("--theme", str(theme), "--templates", str(templates)),
            acts=[colour, nothing, template, nothing],
        )
        desk.watch("style.css")

        assert [state["version"] for state in desk.states] == [1, 1, 2, 2, 3]

    def test_logos_of_sops_matter(self, source: Path) -> None:
        """The logo that an SOP names is watched, and naming it is no change by itself."""
        logo = source / "lambang.png"
        logo.write_bytes(b"satu")
        add_sop(source, "surat", "Surat", more="logo: lambang.png")
        desk = Desk(source, acts=[nothing, nothing, lambda: logo.write_bytes(b"dua"), nothing])
        desk.watch()

        assert [state["version"] for state in desk.states] == [1, 1, 1, 1, 2]
        assert desk.err.getvalue().count("lambang.png") == 1

    def test_pages_within_the_sops(self, source: Path) -> None:
        """Pages below the folder of the SOPs, with copies of these, do not make it build for ever."""
        desk = Desk(source, "-o", str(source / "terbit"), acts=[nothing] * 6)
        desk.watch()

        assert {state["version"] for state in desk.states} == {1}

    @pytest.mark.parametrize("port", ["0", "x", "65536", "-1", "8000.5"])
    def test_no_port(self, source: Path, port: str) -> None:
        """A port that is none is wrong use."""
        with pytest.raises(UsageFault, match="no-port"):
            Desk(source, f"--port={port}").watch()

    def test_port_that_is_taken(self, source: Path, server: LiveServer) -> None:
        """A port that another program has is named."""
        outcome = follow("watch", source, "--port", server.port)

        assert outcome.code == 2
        assert f"port {server.port} cannot be used" in outcome.err

    @pytest.mark.parametrize(("name", "code"), [("tidak-ada", 3), ("kosong", 3), ("sops/surat.yaml", 2)])
    def test_nothing_to_watch(self, source: Path, tmp_path: Path, name: str, code: int) -> None:
        """A folder that is not there or without SOPs, and a file, end the command at once."""
        (tmp_path / "kosong").mkdir()

        assert follow("watch", tmp_path / name).code == code

    def test_place_of_the_pages_is_refused(self, source: Path) -> None:
        """A place that the pages may not have ends the command at once."""
        assert follow("watch", source, "-o", source).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to a single process")
class TestProcess:
    """In a process of its own."""

    def test_whole_life(self, tmp_path: Path) -> None:
        """It serves, builds again after a change, and ends with 0 on Ctrl+C."""
        add_sop(tmp_path / "sops", "surat", "Surat")
        process = subprocess.Popen(
            [sys.executable, "-m", "sopkit", "--lang", "en", "watch", str(tmp_path / "sops")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        try:
            assert process.stdout is not None
            url = _read_until(process.stdout, "The pages are at")
            port = int(url.rsplit(":", 1)[1].strip().strip("/"))
            first = asked(Namespace(port=port), "/index.html")[2]  # type: ignore[arg-type]
            add_sop(tmp_path / "sops", "rapat", "Rapat")
            _read_until(process.stdout, "The pages are at")
            second = asked(Namespace(port=port), "/index.html")[2]  # type: ignore[arg-type]
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()

        assert process.returncode == 0
        assert "Traceback" not in err
        assert b"Rapat" not in first
        assert b"Rapat" in second


def _read_until(stream: IO[str], beginning: str) -> str:
    """Return the first line of a stream that begins so."""
    while line := stream.readline():
        if line.startswith(beginning):
            return line
    raise AssertionError(beginning)


@pytest.mark.browser
class TestBrowser:
    """What a reader sees of it."""

    def test_page_is_renewed_and_marked(self, site: Path, surfer: Browser) -> None:
        """A page is renewed by itself; one whose SOP has errors stays on the screen with its findings."""
        policy = (
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"
        )
        page = site / "sop" / "surat.html"
        page.write_text(PAGE.replace("<head>", f"<head>{policy}"), encoding="utf-8")
        words = (("close", "Tutup"), ("why", "Sebab"))
        faults = (("surat.yaml, baris 1:", "<b>galat</b>"),)
        server = LiveServer(site)
        server.start()
        try:
            server.tell(LiveState(version=1))
            surfer.forget()
            surfer.ask("Page.navigate", url=f"{server.url}sop/surat.html")
            surfer.loaded()
            page.write_text(page.read_text(encoding="utf-8").replace("Halaman", "Baru"), encoding="utf-8")
            server.tell(LiveState(version=2))
            _wait_until(surfer, "document.body?.innerText.includes('Baru')")
            page.unlink()
            server.tell(LiveState(3, "Ada galat", faults, words))
            _wait_until(surfer, "document.getElementById('sopkit-live') !== null")
            shown = surfer.run("document.body.innerText")
            troubles = [trouble for trouble in surfer.troubles if "404" not in trouble]
        finally:
            server.end()

        assert "Baru" in shown
        assert all(
            word in shown for word in ("Ada galat", "surat.yaml, baris 1: <b>galat</b>", "Sebab", "Tutup")
        )
        assert troubles == []


def _wait_until(browser: Browser, code: str) -> None:
    """Wait until something holds in the page."""
    end = time.monotonic() + 30
    while not browser.run(f"Boolean({code})"):
        assert time.monotonic() < end, code
        time.sleep(0.05)
