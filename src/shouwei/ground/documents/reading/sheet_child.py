"""``sheets.read_sheet`` in a process of its own: ten seconds of processor, half a gigabyte; rows come as they are read.

While the child reads, the parent weighs the same file (``sheet_gate``); no row is given out before the file has passed.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

from .child import MEMORY, SECONDS, SOURCE, limit
from .document import Unreadable
from .sheet_gate import Passed, hidden_lines, weigh_sheet

PATIENCE = 6 * SECONDS
"""Seconds without a line after which the child is given up: its ten seconds are of processor time, and others may use the machine."""
REDUCE = "请只保留要导入的一张表，把数据复制到新工作簿后重新上传。"
TOO_LONG = f"文件太复杂，{SECONDS}秒内没有读完。{REDUCE}"
TOO_LARGE = f"文件太大，读取所需内存超过{MEMORY // 1048576}兆。{REDUCE}"
FAILED = f"文件无法读取，可能已损坏。{REDUCE}"


def read_sheet_in_child(data: bytes, name: str, known: Sequence[str]) -> Generator[Any, None, None]:
    """As ``sheets.read_sheet``. Close the iterator (``contextlib.closing``) to end the child early."""
    task = json.dumps({"name": name, "known": list(known)})
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", __name__, task],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8", "PATH": os.defpath},
        start_new_session=True,
    )
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=16)
    threads = [
        threading.Thread(target=_feed, args=(child.stdin, data), daemon=True),
        threading.Thread(target=_drain, args=(child.stdout, lines), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        passed = weigh_sheet(data, name)
        yield from _with_hidden(_understood(child, lines), passed)
    finally:
        _end(child, lines, threads)


def _with_hidden(pieces: Iterator[Any], passed: Passed) -> Iterator[Any]:
    """Rows with the cells the library leaves empty although Excel shows an error in them, or a formula not yet worked out; the checker
    refuses these by name."""
    about = next(pieces)
    xml = passed.xml(about["sheet"])
    about["notes"] = [*passed.notes, *hidden_lines(xml), *about["notes"]]
    yield about
    broken = passed.broken(about["sheet"], xml)
    del xml
    rare, first = sorted(broken), about["first_column"]
    for number, rows in pieces:
        for row in rare[bisect_left(rare, number) : bisect_left(rare, number + len(rows))]:
            for column, text in broken[row].items():
                if first <= column < first + len(rows[row - number]):
                    rows[row - number][column - first] = text
        yield number, rows


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    assert pipe is not None
    with pipe:
        try:
            pipe.write(data)
        except BrokenPipeError:
            return


def _drain(pipe: IO[bytes] | None, lines: queue.Queue[bytes | None]) -> None:
    assert pipe is not None
    with pipe:
        for line in pipe:
            lines.put(line)
    lines.put(None)


def _end(child: subprocess.Popen[bytes], lines: queue.Queue[bytes | None], threads: list[threading.Thread]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
    while any(thread.is_alive() for thread in threads):
        try:
            lines.get(timeout=0.05)  # the draining thread may be waiting for room
        except queue.Empty:
            continue
    child.wait()


def _understood(child: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> Iterator[Any]:
    days = _Days()
    while True:
        try:
            line = lines.get(timeout=PATIENCE)
        except queue.Empty:
            raise Unreadable(TOO_LONG) from None
        if line is None:
            break
        try:
            reply = json.loads(line, object_hook=days.opened)
        except ValueError:
            raise Unreadable(FAILED) from None
        if isinstance(reply, dict) and "refused" in reply:
            raise Unreadable(str(reply["refused"]))
        if isinstance(reply, dict) and "end" in reply:
            return
        yield reply
    status = child.wait()
    raise Unreadable(
        TOO_LONG if status in (-signal.SIGXCPU, -signal.SIGKILL) else TOO_LARGE if status == -signal.SIGABRT else FAILED
    )


class _Days(dict[str, date]):
    """Days repeat; each is read once."""

    def __missing__(self, text: str) -> date:
        day = self[text] = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        return day

    def opened(self, value: dict[str, Any]) -> Any:
        return self[value["d"]] if value.keys() == {"d"} else value


def main(task: str) -> int:
    """Entry of the child: limits first, then the work, a line of JSON per piece."""
    limit()
    from .sheets import as_json, read_sheet

    out = sys.stdout.buffer
    asked = json.loads(task)

    def say(value: Any) -> None:
        out.write(json.dumps(value, ensure_ascii=False, default=as_json).encode("utf8", errors="surrogatepass") + b"\n")

    try:
        for piece in read_sheet(sys.stdin.buffer.read(), asked["name"], asked["known"]):
            say(piece)
        say({"end": True})
    except Unreadable as refusal:
        say({"refused": str(refusal)})
    except MemoryError:
        say({"refused": TOO_LARGE})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
