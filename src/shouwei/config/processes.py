"""Processes we start and must not leave behind.  Linux: /proc is read, and children ask the kernel to die with us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 10 * 1024 * 1024
MARK = "SHOUWEI_SUPERVISED"
"""Environment variable that marks every process of one supervisor; its value is the data folder."""


def die_with_parent(number: int) -> None:
    """Ask the kernel for signal ``number`` when the parent dies, even by kill -9.

    Must come after any change of user (which clears the wish), and holds for the parent's *thread* that forked.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


class RunAs(TypedDict, total=False):
    """Arguments of ``subprocess`` that make a child another user."""

    user: int
    group: int
    extra_groups: list[int]


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str],
    dies_by: int,
    cwd: Path = Path("/"),
    run_as: RunAs | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C reaches us alone) that gets signal ``dies_by`` when we die.

    Call from the main thread.  What the child says is added to ``log``.
    """
    with open(fresh_log(log), "ab") as out:
        return subprocess.Popen(  # noqa: S603  # our own programmes
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            preexec_fn=_child_of(os.getpid(), dies_by),  # safe: the supervisor has one thread
            **(run_as or RunAs()),
        )


def fresh_log(file: Path) -> Path:
    """``file``, its earlier content set aside once it has grown too large."""
    if file.exists() and file.stat().st_size > LARGEST_LOG:
        file.replace(file.with_name(file.name + ".1"))
    return file


def end_of(log: Path, lines: int = 12) -> str:
    """The last lines of ``log``, for the message that says why something did not start."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def _child_of(parent: int, number: int) -> Callable[[], None]:
    """For ``preexec_fn``: die with ``parent`` by signal ``number``, at once if it is already gone."""

    def prepare() -> None:
        die_with_parent(number)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def _every_pid() -> Iterator[int]:
    with contextlib.suppress(FileNotFoundError):
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                yield int(entry)


def living_in(folder: Path) -> list[int]:
    """Processes whose working folder is ``folder`` or below (PostgreSQL's live in their data); zombies have none."""
    found = []
    for pid in _every_pid():
        with contextlib.suppress(OSError):
            if Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(folder):
                found.append(pid)
    return found


def marked(value: str, name: str = MARK) -> list[int]:
    """Processes started with the environment variable ``name`` set to ``value``, ourselves left out."""
    wanted = f"{name}={value}".encode()
    found = []
    for pid in _every_pid():
        with contextlib.suppress(OSError):
            if pid != os.getpid() and wanted in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                found.append(pid)
    return found


def send(pids: Collection[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def end_all(find: Callable[[], list[int]], signals: Collection[int], patience: float) -> None:
    """Send each signal in turn to whatever ``find`` still finds, waiting ``patience`` seconds after each."""
    for number in signals:
        remaining = find()
        send(remaining, number)
        deadline = time.monotonic() + patience
        while remaining and time.monotonic() < deadline:
            time.sleep(0.05)
            remaining = find()
        if not remaining:
            return


def group(leader: int) -> list[int]:
    """Members of a process group that still run; a zombie, which nobody may ever collect, does not."""
    found = []
    for pid in _every_pid():
        with contextlib.suppress(OSError):
            state, _, its_group = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:3]
            if state != "Z" and its_group == str(leader):
                found.append(pid)
    return found


def end_group(leader: int, patience: float) -> None:
    """End what is left of a process group whose leader has died: its members would keep the port."""
    end_all(lambda: group(leader), (signal.SIGTERM, signal.SIGKILL), patience)
