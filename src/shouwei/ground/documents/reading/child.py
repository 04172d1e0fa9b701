"""Files from outside are parsed in a process of their own: ten seconds, half a gigabyte, and then it is ended.

``in_child`` runs any importable function ``(data, name) -> JSON value`` there.  The child limits itself before it looks at
the first byte; what it cannot do in time or memory becomes one sentence here.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from .document import Document, Unreadable, all_visible
from .office import converted
from .read import is_old_word, read_document, refuse_at_sight
from .text import read_pasted

SECONDS = 10
MEMORY = 512 * 1024 * 1024
TOO_LONG = f"文件太复杂，{SECONDS}秒内没有读完。请只保留方案正文和任务分解表，另存为.docx后重新上传。"
TOO_LARGE = f"文件太复杂，读取所需内存超过{MEMORY // 1048576}兆。请只保留方案正文和任务分解表，另存为.docx后重新上传。"
FAILED = "文件无法读取，可能已损坏。请用Word打开，另存为.docx后重新上传。"
SOURCE = Path(__file__).resolve().parents[4]
REFUSED_WITH = ("Unreadable",)
PASTED = "\0pasted"
"""Name under which text from the clipboard travels: no file can be called so."""


def read_in_child(data: bytes, name: str) -> Document:
    """:func:`read_document` in a child process."""
    return Document.from_json(in_child(document_json, data, name))


def read_pasted_in_child(text: str) -> Document:
    """:func:`read_pasted` in a child process."""
    return Document.from_json(in_child(document_json, text.encode(), PASTED))


def document_json(data: bytes, name: str) -> dict[str, Any]:
    """The work of the child: a document as JSON."""
    return open_document(data, name).as_json()


def open_document(data: bytes, name: str) -> Document:
    """A file, or pasted text when it travels under :data:`PASTED`; what nobody can see in it is left out and counted."""
    return all_visible(read_pasted(data.decode()) if name == PASTED else read_document(data, name))


def in_child(work: Callable[[bytes, str], Any], data: bytes, name: str) -> Any:
    """What ``work(data, name)`` returns, computed in a limited child process; :class:`Unreadable` when it refuses or fails.

    ``work`` must be a plain function of a module, and what it returns must survive JSON.
    """
    if name != PASTED:
        refuse_at_sight(data)
        if is_old_word(data):
            data, name = converted(data)  # LibreOffice does not fit into the child's memory
    command = [
        sys.executable,
        "-P",
        "-m",
        __name__,
        f"{work.__module__}:{work.__qualname__}",
        name.replace("\0", "%00"),
    ]
    environment = {"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8", "PATH": os.defpath}
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    try:
        answer, complaint = child.communicate(data, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG) from error
    finally:
        _end(child)
    return _understood(child.returncode, answer, complaint)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def _understood(status: int, answer: bytes, complaint: bytes) -> Any:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable(TOO_LONG)
    if b"MemoryError" in complaint:
        raise Unreadable(TOO_LARGE)
    try:
        reply = json.loads(answer)
    except ValueError as error:
        logging.getLogger(__name__).warning("The reading child failed: %s", complaint.decode(errors="replace")[-2000:])
        raise Unreadable(FAILED) from error
    if "refused" in reply:
        raise Unreadable(reply["refused"])
    return reply["value"]


def limit() -> None:
    """Memory, processor time, open files, and nothing written: for the process that calls it, until its end."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main(target: str, name: str) -> int:
    """Entry of the child: limits first, then the work."""
    limit()
    try:
        module, _, function = target.partition(":")
        reply = {"value": getattr(import_module(module), function)(sys.stdin.buffer.read(), name.replace("%00", "\0"))}
    except MemoryError:
        reply = {"refused": TOO_LARGE}
    except Exception as error:
        if type(error).__name__ not in REFUSED_WITH:
            raise
        reply = {"refused": str(error)}
    sys.stdout.buffer.write(json.dumps(reply, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
