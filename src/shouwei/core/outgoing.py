"""One POST to a foreign address: the name is resolved once, private addresses are refused, the connection goes to the very
address that was judged, redirects are not followed, and neither time nor size is the other side's to choose."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .addresses import may_call

SECONDS = 10.0
LONGEST_ANSWER = 2048  # bytes read
GONE = 410


@dataclass(frozen=True, slots=True)
class Outcome:
    """``status`` None: no answer came; ``said``: the sentence or the beginning of the answer, for the log."""

    status: int | None
    said: str

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        return self.status == GONE


def post(url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool) -> Outcome:
    """Never raises for what the other side does."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Outcome(None, f"找不到主机{parts.hostname}。")
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        # One private address among them is enough: which one is taken must not be left to chance.
        verdict = may_call(address.partition("%")[0], allow_private=allow_private)
        if not verdict:
            return Outcome(None, verdict.reason)
    connection = _Pinned(parts.hostname or "", port, addresses[0], tls=parts.scheme == "https")
    try:
        connection.request("POST", _target(url), body=body, headers=dict(headers))
        answer = connection.getresponse()
        text = answer.read(LONGEST_ANSWER).decode("utf8", "replace").replace("\0", "")
        return Outcome(answer.status, text)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Outcome(None, f"没有收到应答（{type(error).__name__}）。")
    finally:
        connection.close()


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Pinned(http.client.HTTPConnection):
    """Connects to ``address`` while the Host header and the certificate are those of ``host``."""

    def __init__(self, host: str, port: int, address: str, *, tls: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.default_port = 443 if tls else 80
        self.address, self.tls = address, tls

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), SECONDS)
        if self.tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
