"""One page for every address while a backup is put in place: 503, says so, asks again by itself.

``python -m shouwei.config.closed_for_now HOST PORT``; standard library only, ended by the supervisor.
"""

from __future__ import annotations

import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

AGAIN = 5  # seconds
PAGE = f"""<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{AGAIN}"><title>正在恢复备份</title></head>
<body><main><h1>正在恢复备份</h1>
<p>系统已停下，正在用一份备份替换数据，通常不到一分钟。本页每{AGAIN}秒自动刷新，恢复之后请重新登录。</p></main></body></html>
""".encode()


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self.send_response(503)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(PAGE))),
            ("Retry-After", str(AGAIN)),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(PAGE)

    do_POST = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: addresses of pages are nobody's business here."""


class Server(ThreadingHTTPServer):
    daemon_threads = True


def main(host: str, port: int) -> None:
    Server.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with Server((host, port), Answer) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
