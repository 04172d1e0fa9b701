"""Writers that remember what was acknowledged, so that it can be counted after a crash."""

from __future__ import annotations

import threading
import time
from itertools import count

import psycopg


class Writers:
    """Threads that insert numbers until stopped, reconnecting after every failure."""

    def __init__(self, url: str, threads: int = 4) -> None:
        self.url = url
        self.acknowledged: set[int] = set()
        self._numbers = count()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, daemon=True) for _ in range(threads)]

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int, patience: float = 20) -> None:
        """Until ``more`` further writes have been acknowledged."""
        wanted = len(self.acknowledged) + more
        deadline = time.monotonic() + patience
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < deadline, f"only {len(self.acknowledged)} of {wanted} writes within {patience} s"
            time.sleep(0.01)

    def _write(self) -> None:
        while not self._stop.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=2) as connection:
                    while not self._stop.is_set():
                        number = next(self._numbers)
                        connection.execute("INSERT INTO written VALUES (%s)", [number])
                        self.acknowledged.add(number)
            except psycopg.Error:
                time.sleep(0.05)


def prepare_table(owner: str, application: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS written (number integer)")
        connection.execute(f"GRANT SELECT, INSERT ON written TO {application}")


def lost(url: str, acknowledged: set[int]) -> set[int]:
    with psycopg.connect(url) as connection:
        return acknowledged - {number for (number,) in connection.execute("SELECT number FROM written")}
