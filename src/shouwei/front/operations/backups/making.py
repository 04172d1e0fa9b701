"""Make a backup: counts, digests and dump from one snapshot of the database, then the files, then the manifest."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from .container import DUMP, FILE, SECRETS, Manifest, Table, written
from .errors import BackupError
from .locked import lock
from .programs import environment_of, programs_for

PREFIX = "shouwei-"
SUFFIX = ".backup"
KEPT_APART = ("database.json",)
"""Passwords of this very cluster: of no use elsewhere, and a restore must not replace those of its own cluster."""
STEADY = (
    "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; "
    "SET extra_float_digits = 1; SET bytea_output = 'hex'; "
)
"""How values are written while they are digested; the same when they are compared."""
DIGEST = "count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text"
_COUNTING = sql.SQL("SELECT " + DIGEST + " FROM {} t")  # noqa: S608  # the name of the table comes quoted
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1
"""
Progress = Callable[[int, int, str], None]
"""Called with (done, of how many, what is being done); may raise ``Cancelled``."""


@dataclass(frozen=True, slots=True)
class Place:
    """One installation, as a backup sees it."""

    url: str
    """Of a role that sees every row: the owner's."""
    files: Path
    secrets: Path


def name_at(moment: datetime, folder: Path) -> str:
    """``shouwei-20261124-030500.backup``: names sort as times do. A second that is taken gives way to the next one free."""
    while (folder / (name := f"{PREFIX}{moment:%Y%m%d-%H%M%S}{SUFFIX}")).exists():
        moment += timedelta(seconds=1)
    return name


def make(place: Place, target: Path, *, passphrase: str = "", progress: Progress = lambda *_: None) -> Manifest:
    """Write the backup to ``target``, whole or not at all. Files are taken after the dump, so every row has its file."""
    with tempfile.TemporaryDirectory(prefix="shouwei-dump-") as folder:
        dump = Path(folder) / DUMP
        progress(0, 0, "导出数据库")
        facts = _dump(place.url, dump)
        files = sorted(path for path in place.files.glob("??/*") if FILE.fullmatch(_member(path)))
        with written(target) as writer:
            writer.add(DUMP, dump)
            for number, path in enumerate(files, 1):
                progress(number, len(files), "复制文件")
                writer.add(_member(path), path)
            if passphrase:
                progress(len(files), len(files), "加密密钥")
                writer.add_bytes(SECRETS, lock(_secrets(place.secrets), passphrase))
            manifest = Manifest(
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                product=_product(),
                secrets="locked" if passphrase else "left out",
                members=writer.members,
                **facts,
            )
            writer.seal(manifest)
    return manifest


def _member(path: Path) -> str:
    return f"files/{path.parent.name}/{path.name}"


def _secrets(folder: Path) -> dict[str, bytes]:
    names = (path for path in sorted(folder.iterdir()) if path.is_file()) if folder.is_dir() else ()
    return {p.name: p.read_bytes() for p in names if p.name not in KEPT_APART and not p.name.startswith(".")}


def _dump(url: str, target: Path) -> dict[str, Any]:
    """Dump to ``target``; the manifest's facts about the database, told by the same snapshot."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            snapshot = str(_one(connection, "SELECT pg_export_snapshot()")[0])
            major = connection.info.server_version // 10000
            _run_dump(url, target, snapshot, major)
            return {"server": major, **facts_of(connection)}
    except psycopg.Error as error:
        raise BackupError(f"备份没有完成：数据库无法读取（{str(error).strip()}）。") from error


def _run_dump(url: str, target: Path, snapshot: str, major: int) -> None:
    command = [str(programs_for(major) / "pg_dump"), "--format=custom", "--no-password", f"--snapshot={snapshot}"]
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own program
        [*command, f"--file={target}"], env=environment_of(url), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BackupError(f"备份没有完成：pg_dump报告“{done.stderr.strip()[-400:]}”。")


def facts_of(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    """Tables with counts and digests, migrations, head of the trail, all as the connection sees them now."""
    connection.execute(STEADY)
    tables = [str(name) for (name,) in connection.execute(TABLES)]
    counted = {}
    for name in tables:
        rows, digest = _one(connection, _COUNTING.format(sql.Identifier("public", name)))
        counted[name] = Table(int(rows), str(digest))
    migrations = []
    if "django_migrations" in counted:
        migrations = [m for (m,) in connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")]
    return {"tables": counted, "migrations": migrations, "trail": _trail(connection, counted)}


def _trail(connection: psycopg.Connection[Any], tables: dict[str, Table]) -> dict[str, Any]:
    if not tables.get("audit_event", Table(0, "")).rows:
        return {"count": 0, "last": None, "sha256": ""}
    query = """
        SELECT id, encode(sha256(convert_to(t::text, 'UTF8')), 'hex') FROM audit_event t ORDER BY id DESC LIMIT 1
    """
    last, digest = _one(connection, query)
    head = {"count": tables["audit_event"].rows, "last": last, "sha256": digest}
    if tables.get("audit_chainlink", Table(0, "")).rows:
        chain = "SELECT number, encode(hash, 'hex') FROM audit_chainlink ORDER BY number DESC LIMIT 1"
        head["chain_number"], head["chain_hash"] = _one(connection, chain)
    return head


def _one(connection: psycopg.Connection[Any], query: Any) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None  # each of these queries answers with one row
    return tuple(row)


def _product() -> str:
    try:
        return version("shouwei")
    except PackageNotFoundError:
        return "0"
