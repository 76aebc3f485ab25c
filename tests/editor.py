"""An editor for tests: speaks to `python -m sopkit lsp` in a process of its own, byte by byte."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Self

from tests.command_line import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Editor"]

_PATIENCE_SECONDS = 30
Message = dict[str, Any]


class Editor:
    """Starts the server, asks, and keeps what it is told."""

    def __init__(self, *words: str, environment: Mapping[str, str] | None = None) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sopkit", "lsp", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**kept, "LANG": "en_GB.UTF-8", **(environment or {})},
        )
        self.answers: queue.Queue[Message | None] = queue.Queue()
        self.told: list[Message] = []
        self.asked: list[Message] = []
        """What the server asked of the editor."""
        self.number = 0
        self.complaints = b""
        threading.Thread(target=self._listen, daemon=True).start()
        self._drain = threading.Thread(target=self._complain, daemon=True)
        self._drain.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._drain.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def _complain(self) -> None:
        assert self.process.stderr is not None
        self.complaints = self.process.stderr.read()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            size = 0
            while (line := stream.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    size = int(value)
            body = stream.read(size) if size else b""
            if not body:
                self.answers.put(None)
                return
            self.answers.put(json.loads(body))

    def send(self, message: Message) -> None:
        """Write one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def begin(self, method: str, params: object) -> int:
        """Send a question and return its number."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        return self.number

    def answer(self, number: int) -> Message:
        """Wait for the answer to a question; what is told in the meantime is kept."""
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                return message

    def ask(self, method: str, params: object) -> Any:
        """Send a question and return the result, which must be no error."""
        message = self.answer(self.begin(method, params))
        assert "error" not in message, message
        return message["result"]

    def refused(self, method: str, params: object) -> str:
        """Send a question and return why there is no result."""
        message = self.answer(self.begin(method, params))
        return str(message["error"]["message"])

    def _next(self) -> Message:
        message = self.answers.get(timeout=_PATIENCE_SECONDS)
        assert message is not None, self.complaints.decode()
        if "method" in message:
            if "id" in message:
                self.asked.append(message)
                self.send({"id": message["id"], "result": None})
            else:
                self.told.append(message)
        return message

    def start(self, capabilities: object = None, **further: object) -> Message:
        """Open the conversation and return what the server can do."""
        params = {"processId": None, "rootUri": None, "capabilities": capabilities or {}, **further}
        result = self.ask("initialize", params)
        self.tell("initialized", {})
        return dict(result["capabilities"])

    def open(self, text: str, uri: str = "untitled:Untitled-1", version: int = 1, kind: str = "yaml") -> None:
        """Open a text."""
        item = {"uri": uri, "languageId": kind, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, *changes: Message, version: int, uri: str = "untitled:Untitled-1") -> None:
        """Tell changes of a text."""
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def findings(self, version: int | None = 1, uri: str = "untitled:Untitled-1") -> list[Message]:
        """Wait for the findings of a version of a text."""
        while True:
            for message in self.told:
                params = message["params"]
                is_it = message["method"] == "textDocument/publishDiagnostics" and params["uri"] == uri
                if is_it and params.get("version") == version:
                    self.told.remove(message)
                    return list(params["diagnostics"])
            self._next()

    def message(self) -> str:
        """Wait for a message to the writer."""
        while True:
            for message in self.told:
                if message["method"] == "window/showMessage":
                    self.told.remove(message)
                    return str(message["params"]["message"])
            self._next()

    def at(self, line: int, character: int, uri: str = "untitled:Untitled-1", **further: object) -> Message:
        """Return a place in a text, from 0."""
        position = {"line": line, "character": character}
        return {"textDocument": {"uri": uri}, "position": position, **further}

    def end(self) -> int:
        """End the conversation and return the exit code of the server."""
        self.ask("shutdown", None)
        self.send({"method": "exit"})
        return self.process.wait(timeout=_PATIENCE_SECONDS)
