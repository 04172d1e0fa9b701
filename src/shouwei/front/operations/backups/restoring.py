"""Put a backup in place of what is there: checked first, then in one transaction, compared before it commits.

What goes wrong on the way leaves the database as it was. Files, whose names are their digests, are added before the database
commits and those that are too many go afterwards: whoever is killed in between has lost none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from .container import DUMP, FILE, SECRETS, Manifest, Table, read_manifest, verify
from .errors import BackupError, Damaged
from .locked import unlock
from .making import DIGEST, KEPT_APART, STEADY, TABLES, Place
from .programs import environment_of, programs_for

LOCK_WAIT = "10s"
_CHECK = sql.SQL(
    "DO $check$ DECLARE n bigint; d text; BEGIN SELECT " + DIGEST + " INTO n, d FROM {table} t; "  # noqa: S608  # quoted
    "IF n <> {rows} OR d <> {digest} THEN "
    "RAISE EXCEPTION 'table % holds % rows, the manifest says {rows}', {name}, n; END IF; END $check$;\n"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What stands where the backup is to go."""

    tables: int
    accounts: int

    @property
    def is_empty(self) -> bool:
        return self.tables == 0 or self.accounts == 0


def look_at(url: str) -> Target:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            names = [name for (name,) in connection.execute(TABLES)]
            row = connection.execute("SELECT count(*) FROM people_user").fetchone() if "people_user" in names else None
            return Target(len(names), int(row[0]) if row else 0)
    except psycopg.Error as error:
        raise BackupError(f"目标数据库打不开：{str(error).strip()}") from error


def refuse_newer(manifest: Manifest, known: Collection[str]) -> None:
    """``known``: ``app.name`` of every migration this programme has. Rows of a newer schema would be misread."""
    unknown = sorted(set(manifest.migrations) - set(known))
    if unknown:
        raise BackupError(
            f"这份备份由更新的版本制作（有{len(unknown)}项本程序不认识的数据库变更，例如{unknown[0]}）。"
            "请先把程序升级到制作备份的版本，再恢复。没有改动任何内容。"
        )


def restore(file: Path, place: Place, *, known: Collection[str], overwrite: bool, passphrase: str = "") -> Manifest:
    """Verify every byte, then replace database, files and (with the passphrase) secrets of ``place``.

    Raises ``BackupError`` and leaves everything as it was for a damaged or newer backup, a filled target without
    ``overwrite``, a wrong passphrase, or content that after loading is not what the manifest counts.
    """
    manifest = read_manifest(file)
    refuse_newer(manifest, known)
    target = look_at(place.url)
    if not target.is_empty and not overwrite:
        raise BackupError(f"目标里已有{target.accounts}个账号的数据，恢复会全部替换。没有改动任何内容。")
    place.files.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".restoring-", dir=place.files.parent))
    try:
        verify(file, lambda name, stream: _take_out(name, stream, folder))
        secrets = _opened_secrets(folder, passphrase)
        added = _add_files(folder / "files", place.files)
        try:
            _load(folder / DUMP, place.url, manifest)
        except BackupError:
            _remove(added)
            raise
        _remove(
            path for path in place.files.glob("??/*") if f"files/{path.parent.name}/{path.name}" not in manifest.members
        )
        _put_secrets(secrets, place.secrets)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest


def _take_out(name: str, stream: IO[bytes], folder: Path) -> None:
    """Write one member below ``folder``; names have been checked against the few forms a backup may hold."""
    if name not in (DUMP, SECRETS) and FILE.fullmatch(name) is None:
        return
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        shutil.copyfileobj(stream, out, 1024 * 1024)


def _opened_secrets(folder: Path, passphrase: str) -> dict[str, bytes]:
    box = folder / SECRETS
    return unlock(box.read_bytes(), passphrase) if passphrase and box.exists() else {}


def _load(dump: Path, url: str, manifest: Manifest) -> None:
    """Everything in one transaction: old out, new in, compared, committed."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        programs = programs_for(connection.info.server_version // 10000)
    script = dump.with_name("restore.sql")
    command = [str(programs / "pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # PostgreSQL's own program
    if done.returncode != 0:
        raise Damaged(f"备份里的数据库读不出来：{done.stderr.strip()[-400:]}。没有改动任何内容。")
    before, after = dump.with_name("before.sql"), dump.with_name("after.sql")
    before.write_text(
        f"SET lock_timeout = '{LOCK_WAIT}'; DROP SCHEMA public CASCADE; CREATE SCHEMA public; SET lock_timeout = 0;\n"
    )
    after.write_text(_comparison(manifest.tables), encoding="utf8")
    arguments = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--no-password"]
    files = [f"--file={part}" for part in (before, script, after)]
    with open(os.devnull, "wb") as nowhere:
        loaded = subprocess.run(  # noqa: S603  # PostgreSQL's own program
            [programs / "psql", *arguments, *files],
            env=environment_of(url),
            stdout=nowhere,
            stderr=subprocess.PIPE,
            check=False,
        )
    if loaded.returncode != 0:
        said = loaded.stderr.decode(errors="replace").strip()[-400:]
        raise BackupError(f"恢复没有完成，数据库保持原样：{said}。如提示等待锁超时，请先停止正在运行的系统。")


def _comparison(tables: dict[str, Table]) -> str:
    """SQL that raises when a table is not what the manifest says, so that the transaction is rolled back."""
    lines = [STEADY, "SET search_path = public;\n"]
    for name, table in tables.items():
        check = _CHECK.format(
            table=sql.Identifier("public", name),
            rows=sql.Literal(table.rows),
            digest=sql.Literal(table.digest),
            name=sql.Literal(name),
        )
        lines.append(check.as_string(None))
    return "".join(lines)


def _add_files(new: Path, place: Path) -> list[Path]:
    """Those the place does not have, or has damaged; returns what was not there before."""
    added = []
    for path in new.glob("??/*"):
        target = place / path.parent.name / path.name
        if not target.exists():
            added.append(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    return added


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        path.unlink()


def _put_secrets(secrets: dict[str, bytes], folder: Path) -> None:
    for name, data in secrets.items():
        if name in KEPT_APART or "/" in name or name.startswith("."):
            continue
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        making = folder / f".{name}.restoring"
        with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(data)
        making.rename(folder / name)
