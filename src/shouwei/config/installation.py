"""One installation: its data folder, its secrets, its lock, and the environment its processes get."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from shouwei.config.postgres import EmbeddedPostgres, Role, keep_secret
from shouwei.config.postgres_binaries import OLDEST_MAJOR, LaunchError
from shouwei.core.secrets.keyring import new_key

ROOT = Path(__file__).resolve().parents[3]


class InUse(LaunchError):
    """Another process works on this data folder."""


def data_folder(chosen: str | None = None) -> Path:
    """``chosen``, else ``SHOUWEI_DATA``, else ``data`` in the checkout; made if missing.

    Raises ``LaunchError`` where it was made by another user: files of two owners would lock each other out.
    """
    folder = Path(chosen or os.environ.get("SHOUWEI_DATA") or ROOT / "data").absolute()
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            # As root the database runs as another user, who must pass through (but may not list).
            folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        (folder / "logs").mkdir(mode=0o700, exist_ok=True)
        (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
        owner = (folder / "secrets").stat().st_uid
    except OSError as error:
        raise LaunchError(f"The data folder {folder} cannot be used: {error}. Choose another with --data.") from error
    if owner != os.geteuid():
        raise LaunchError(
            f"{folder} was made by another user (number {owner}): run ./run as that user, or choose --data."
        )
    return folder.resolve()


def secret_key(data: Path) -> str:
    """Made once; kept where only the owner reads."""
    file = data / "secrets" / "secret_key"
    if not file.exists():
        keep_secret(file, secrets.token_urlsafe(50))
    return file.read_text()


def field_keys(data: Path) -> str:
    """Keys of encrypted columns, newest last, one a line. Without them personal numbers are lost: they belong in every backup."""
    file = data / "secrets" / "field_keys"
    if not file.exists():
        keep_secret(file, new_key() + "\n")
    return ",".join(file.read_text().split())


def index_key(data: Path) -> str:
    """Key of the blind indexes, apart from the others: it never changes while rows are indexed with it."""
    file = data / "secrets" / "index_key"
    if not file.exists():
        keep_secret(file, new_key() + "\n")
    return file.read_text().strip()


def hold(data: Path, who: str) -> IO[str]:
    """Be the only one on this data folder until the file is closed or we die.  Raises ``InUse`` naming the other."""
    lock = open(data / "lock", "a+")  # noqa: SIM115  # held by the caller
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        other = lock.read().strip() or "another process"
        lock.close()
        raise InUse(
            f"{data} is in use by {other}. Stop that one first, or choose another folder with --data."
        ) from None
    tell_holder(lock, f"process {os.getpid()} ({who})")
    return lock


def tell_holder(lock: IO[str], text: str) -> None:
    lock.truncate(0)
    lock.write(text)
    lock.flush()


def environment(data: Path, database: str, **more: str) -> dict[str, str]:
    """What a Django process of this installation needs to know."""
    return {
        **os.environ,
        "DATABASE_URL": database,
        "SHOUWEI_DATA": str(data),
        "SHOUWEI_SECRET_KEY": os.environ.get("SHOUWEI_SECRET_KEY") or secret_key(data),
        "SHOUWEI_FIELD_KEYS": os.environ.get("SHOUWEI_FIELD_KEYS") or field_keys(data),
        "SHOUWEI_INDEX_KEY": os.environ.get("SHOUWEI_INDEX_KEY") or index_key(data),
        "DJANGO_SETTINGS_MODULE": "shouwei.config.settings",
        **more,
    }


def external_database() -> str | None:
    """``DATABASE_URL`` of the operator, once it is known to answer and to be new enough.  Raises ``LaunchError``."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            major = connection.info.server_version // 10000
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.Error as error:
        raise LaunchError(f"DATABASE_URL cannot be opened: {str(error).strip()}") from error
    if major < OLDEST_MAJOR:
        raise LaunchError(f"DATABASE_URL leads to PostgreSQL {major}; {OLDEST_MAJOR} or newer is needed.")
    if encoding != "UTF8":
        raise LaunchError(f"The database of DATABASE_URL is encoded in {encoding}; make one with ENCODING 'UTF8'.")
    return url


@contextmanager
def database_at_hand(data: Path, role: Role = "application") -> Iterator[str]:
    """Address of the installation's database for the time of one command; the embedded one is started if nobody runs it."""
    external = external_database()
    if external:
        yield owner_of(external) if role == "owner" else external
        return
    server = EmbeddedPostgres(data)
    try:
        lock = hold(data, "a command")
    except InUse:
        if not server.answers():
            raise
        yield server.url(role)
        return
    with lock:
        try:
            server.start()
            yield server.url(role)
        finally:
            server.stop()


def owner_of(external: str) -> str:
    """Address for migrations: ``DATABASE_OWNER_URL`` where the operator keeps two roles, else the same one."""
    return os.environ.get("DATABASE_OWNER_URL") or external
