"""Real servers on this machine that stand in for the world outside: a mail server and one that takes JSON."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Post:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Taker:
    """Keeps what was posted and answers with ``status`` and ``answer``."""

    url: str = ""
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"errcode": 0, "code": 0})
    posts: list[Post] = field(default_factory=list)


@contextmanager
def json_server() -> Iterator[Taker]:
    taker = Taker()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taker.posts.append(Post(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            said = json.dumps(taker.answer).encode()
            self.send_response(taker.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        taker.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield taker
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Letterbox:
    """``refuse``: what RCPT is answered instead of taking the letter, e.g. ``550 no such user``."""

    port: int = 0
    refuse: str = ""
    letters: list[tuple[str, str]] = field(default_factory=list)
    """Recipient and the whole letter as it came over the wire."""


@contextmanager
def mail_server() -> Iterator[Letterbox]:
    box = Letterbox()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 letterbox")
            to = ""
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "QUIT":
                    return self.say("221 bye")
                if word == "RCPT" and box.refuse:
                    self.say(box.refuse)
                elif word == "DATA":
                    self.say("354 go on")
                    box.letters.append((to, self.letter()))
                    self.say("250 taken")
                else:
                    to = line.partition("<")[2].partition(">")[0] if word == "RCPT" else to
                    self.say("250 fine")
            return None

        def letter(self) -> str:
            lines = []
            while (line := self.rfile.readline().decode()) != ".\r\n":
                lines.append(line)
            return "".join(lines)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        box.port = server.server_address[1]
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
