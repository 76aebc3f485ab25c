"""A browser to ask what it makes of a page: headless Chromium, spoken to through a pair of pipes.

The DevTools protocol goes through pipes as well as through a socket, so it needs no library and no open port.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Browser", "chromium"]

_SECONDS: Final = 60.0
_DIALOG: Final = "Page.javascriptDialogOpening"
_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
_KEYS: Final = {
    " ": 32,
    "ArrowDown": 40,
    "ArrowUp": 38,
    "Enter": 13,
    "Escape": 27,
    "Tab": 9,
}
"""Numbers of keys. Source: https://www.w3.org/TR/uievents/#fixed-virtual-key-codes"""
_HAND_OVER: Final = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for end, number in zip(ends, (3, 4)):
    os.dup2(end, number)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The browser reads from the file of number 3 and writes to that of number 4."""


def chromium() -> str | None:
    """Return the program of the browser; None where there is none."""
    return shutil.which("chromium")


class Browser:
    """One page of a browser of its own; `requests` holds the addresses that it asked for."""

    def __init__(self, folder: Path) -> None:
        read, self._write = os.pipe()
        self._read, write = os.pipe()
        program = chromium()
        assert program is not None
        command = [program, *_OPTIONS, f"--user-data-dir={folder}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HAND_OVER, str(read), str(write), *command],
            pass_fds=(read, write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read)
        os.close(write)
        self._rest = b""
        self._number = 0
        self._session: str | None = None
        self._events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Accessibility", "DOM", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session = None
        with contextlib.suppress(AssertionError, OSError):  # it may go without an answer
            self.ask("Browser.close")
        os.close(self._write)
        os.close(self._read)
        try:
            self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def requests(self) -> list[str]:
        """The addresses that were asked for since the last page was opened, that of the page first."""
        sent = [event for event in self._events if event["method"] == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    @property
    def troubles(self) -> list[str]:
        """What the page complained of since it was opened: errors, texts to the console, dialogs."""
        methods = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", _DIALOG)
        return [json.dumps(event["params"])[:500] for event in self._events if event["method"] in methods]

    def open(self, page: Path, fragment: str = "") -> None:
        """Show a file, from its beginning or from a place in it, and wait until all of it is there."""
        places = [page.as_uri()]
        if fragment:  # to another place of the page that is open the browser goes without reading it anew
            places = ["about:blank", f"{page.as_uri()}#{fragment}"]
        for place in places:
            self._events.clear()
            self.ask("Page.navigate", url=place)
            self.loaded()

    def loaded(self) -> None:
        """Wait until the page that was asked for last is there."""
        self._until(lambda: any(event["method"] == "Page.loadEventFired" for event in self._events))

    def forget(self) -> None:
        """Forget what happened so far, to wait for what comes."""
        self._events.clear()

    def look(self, *, width_px: int = 1280, dark: bool = False, printed: bool = False) -> None:
        """Show pages in a window of a width, to a reader who prefers light or dark, or on paper."""
        size = {"width": width_px, "height": 900, "deviceScaleFactor": 1, "mobile": width_px < 600}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        media = "print" if printed else ""
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme, still])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each by its name, such as `Tab`, or the letter it writes."""
        for key in keys:
            parts: dict[str, object] = {"key": key, "code": key}
            if key in _KEYS:
                parts["windowsVirtualKeyCode"] = _KEYS[key]
            written = "\r" if key == "Enter" else key
            letter = {"text": written} if len(written) == 1 else {}
            self.ask("Input.dispatchKeyEvent", type="keyDown", **parts, **letter)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **parts)

    def write(self, text: str) -> None:
        """Write into what has the focus, letter by letter."""
        for letter in text:
            self.ask("Input.insertText", text=letter)

    def run(self, code: str) -> Any:
        """Return the value of an expression of JavaScript in the page."""
        answer = self.ask("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, code: str) -> None:
        """Wait until an expression of JavaScript is true, whichever page is there by then."""
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            try:
                if self.run(f"Boolean({code})"):
                    return
            except AssertionError:  # the page went away while it was asked
                pass
            time.sleep(0.02)
        raise AssertionError(f"never true: {code}")

    def heard(self) -> list[dict[str, Any]]:
        """Return what the page offers to those who listen: role, name and description of each part."""
        nodes = self.ask("Accessibility.getFullAXTree")["nodes"]
        return [
            {key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")}
            for node in nodes
            if not node.get("ignored")
        ]

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command of the protocol and return its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        answers: list[dict[str, Any]] = []
        self._until(lambda: bool(answers), answers, self._number)
        assert "error" not in answers[0], answers[0]
        result: dict[str, Any] = answers[0].get("result", {})
        return result

    def _until(self, done: Any, answers: list[dict[str, Any]] | None = None, number: int = 0) -> None:
        """Read what the browser says until something holds."""
        end = time.monotonic() + _SECONDS
        while not done():
            for message in self._messages(end):
                if "method" in message:
                    self._events.append(message)
                    self._close(message)
                elif answers is not None and message.get("id") == number:
                    answers.append(message)

    def _close(self, event: dict[str, Any]) -> None:
        """Close a dialog, which would keep the browser from answering."""
        if event["method"] == _DIALOG:
            self._number += 1
            message = {
                "id": self._number,
                "method": "Page.handleJavaScriptDialog",
                "params": {"accept": False},
            }
            os.write(self._write, json.dumps(message | {"sessionId": self._session}).encode() + b"\0")

    def _messages(self, end: float) -> list[dict[str, Any]]:
        ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
        assert ready, "the browser does not answer"
        read = os.read(self._read, 1 << 20)
        assert read, "the browser has gone"
        *whole, self._rest = (self._rest + read).split(b"\0")
        return [json.loads(message) for message in whole]
