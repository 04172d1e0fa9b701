"""A filled installation is backed up, destroyed and restored by the commands an operator uses; every row is compared."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from shouwei.config.installation import database_at_hand
from shouwei.config.postgres import EmbeddedPostgres
from shouwei.front.operations.backups.container import DUMP, Manifest, read_manifest, verify, written
from shouwei.front.operations.backups.errors import Damaged
from shouwei.front.operations.backups.making import TABLES

from .conftest import short_folder

PHRASE = "an invented passphrase"
Said = subprocess.CompletedProcess[str]


def shouwei(data: Path, *arguments: str, **more: str) -> Said:
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SHOUWEI_SECRET_KEY")}
    environment |= {"SHOUWEI_DATA": str(data), **more}
    command = [sys.executable, "-m", "shouwei.config.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)


def everything(data: Path) -> dict[str, Any]:
    """Every row of every table, every sequence, every file, in an order that does not depend on how they were stored."""
    seen: dict[str, Any] = {}
    with database_at_hand(data, "owner") as url, psycopg.connect(url) as connection:
        for (name,) in connection.execute(TABLES).fetchall():
            rows = connection.execute(sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name)))
            seen[name] = rows.fetchall()
        seen["notices_notice"] = connection.execute(
            "SELECT (to_jsonb(t) - 'planned_at')::text FROM notices_notice t ORDER BY id"
        ).fetchall()
        seen["outbox"] = connection.execute("SELECT id, planned_at FROM notices_notice ORDER BY id").fetchall()
        found = connection.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        seen["sequences"] = found.fetchall()
        # Conditions are written out a little differently once they have been read again; their names and tables are not.
        seen["policies"] = connection.execute(
            "SELECT tablename, policyname, cmd, roles FROM pg_policies ORDER BY 1, 2"
        ).fetchall()
        seen["walls"] = connection.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY relname"
        ).fetchall()
        seen["triggers"] = connection.execute(
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        ).fetchall()
    files = (path for path in (data / "files").rglob("*") if path.is_file())
    seen["files"] = {path.relative_to(data).as_posix(): path.read_bytes() for path in files}
    return seen


def without_the_restore(seen: dict[str, Any]) -> dict[str, Any]:
    """A restore writes down in the restored house that it was one, and by whom, and holds back what waited to be sent: that is
    all that may differ."""
    kept = {
        name: [row for row in rows if name not in ("audit_event", "operations_restorerequest") or not tells(row)]
        for name, rows in seen.items()
        if isinstance(rows, list) and name != "outbox"
    }
    kept["sequences"] = [
        (name, value)
        for name, value in seen["sequences"]
        if not name.startswith(("audit_event_", "operations_restore"))
    ]
    return kept | {"files": seen["files"]}


def tells(row: tuple[str]) -> bool:
    """Whether this line of the trail, or this request, is what a restore wrote."""
    return "恢复备份" in row[0] or ",done," in row[0]


def destroy(data: Path) -> None:
    """The cluster and the files are gone, as after a dead disk; of the data folder only the backups were elsewhere."""
    home = EmbeddedPostgres(data).home
    shutil.rmtree(home)
    shutil.rmtree(data)


@pytest.fixture(scope="module")
def filled() -> Iterator[Path]:
    """The sample group in a database of its own, two more files among its own, and an application that may not do all."""
    with short_folder() as place, pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        data = place / "data"
        said = shouwei(data, "demo", "--until", "programmes")
        assert said.returncode == 0, said.stderr
        for content in (b"one" * 1000, b""):
            name = hashlib.sha256(content).hexdigest()
            (data / "files" / name[:2]).mkdir(parents=True, exist_ok=True)
            (data / "files" / name[:2] / name).write_bytes(content)
        yield data
        if data.exists():
            destroy(data)


@pytest.fixture(scope="module")
def backup(filled: Path) -> Path:
    said = shouwei(filled, "backup", "--to", str(filled.parent / "kept"), SHOUWEI_BACKUP_PASSPHRASE=PHRASE)
    assert said.returncode == 0, said.stderr
    (file,) = (filled.parent / "kept").iterdir()
    return file


def changed(file: Path, place: Path, change: Callable[[bytes], bytes]) -> Path:
    copy = place / file.name
    copy.write_bytes(change(file.read_bytes()))
    return copy


def flip(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def resealed(file: Path, place: Path, members: dict[str, bytes]) -> Path:
    """A backup whose manifest fits its members although somebody has exchanged some of them."""
    manifest = read_manifest(file)
    target = place / file.name
    with tarfile.open(file) as tar, written(target) as writer:
        for name in manifest.members:
            stream = tar.extractfile(name)
            assert stream is not None
            writer.add_bytes(name, members.get(name, stream.read()))
        facts = {name: getattr(manifest, name) for name in Manifest.__slots__ if name != "members"}
        writer.seal(Manifest(**facts, members=writer.members))
    return target


def test_the_manifest_counts_what_is_there(filled: Path, backup: Path) -> None:
    there = everything(filled)

    manifest = verify(backup)

    tables = {name: len(rows) for name, rows in there.items() if name in manifest.tables}
    assert {name: table.rows for name, table in manifest.tables.items()} == tables
    assert manifest.trail["count"] == len(there["audit_event"]) > 0
    assert manifest.files == len(there["files"]) >= 2
    assert (manifest.secrets, oct(backup.stat().st_mode & 0o777)) == ("locked", "0o600")


@pytest.mark.parametrize(
    ("hurt", "sentence"),
    [
        (lambda data: data[: len(data) // 2], "读不出来"),
        (lambda data: b"", "读不出来"),
        (lambda data: b"x" * 4096, "读不出来"),
        (flip(600), "校验值不符"),
        (lambda data: data.replace(b'"rows": 1', b'"rows": 2', 1), "清单与校验值不符"),
    ],
    ids=["cut off", "empty", "something else", "a bit of the dump", "a count in the manifest"],
)
def test_a_damaged_backup_is_refused_and_nothing_is_touched(
    filled: Path, backup: Path, tmp_path: Path, hurt: Callable[[bytes], bytes], sentence: str
) -> None:
    damaged = changed(backup, tmp_path, hurt)

    verified = shouwei(filled, "verify-backup", str(damaged))
    restored = shouwei(filled, "restore", str(damaged), "--emergency", "磁盘损坏")

    assert (verified.returncode, restored.returncode) == (1, 1)
    assert sentence in verified.stderr
    assert "没有改动任何内容" in restored.stderr
    assert [p.name for p in filled.iterdir() if p.name.startswith(".restoring")] == []


def test_every_changed_byte_is_found(backup: Path, tmp_path: Path) -> None:
    """Wherever it lies: in a header, the dump, a file, the secrets, the manifest or its seal; padding holds nothing."""
    data = backup.read_bytes()
    with tarfile.open(backup) as tar:
        content = [(entry.offset_data, entry.offset_data + entry.size) for entry in tar if entry.size]
    spots = sorted({spot for first, end in content for spot in (first, (first + end) // 2, end - 1)})

    whole = [spot for spot in spots if _verifies(changed(backup, tmp_path, flip(spot)))]

    assert (whole, len(spots) >= 12, len(data) > 0) == ([], True, True)


def _verifies(file: Path) -> bool:
    try:
        verify(file)
    except Damaged:
        return False
    return True


def test_a_dump_that_is_not_what_the_manifest_counts_is_rolled_back(filled: Path, backup: Path, tmp_path: Path) -> None:
    """The seal fits, so only the comparison inside the transaction can notice: the database must be as before."""
    before = everything(filled)
    with database_at_hand(filled, "owner") as url:
        with psycopg.connect(url) as connection:
            connection.execute("DELETE FROM planning_measure WHERE id = (SELECT min(id) FROM planning_measure)")
        said = shouwei(filled, "backup", "--to", str(tmp_path / "one row less"))
    assert said.returncode == 0, said.stderr
    restored = shouwei(filled, "restore", str(backup), "--emergency", "少了一行")
    assert restored.returncode == 0, restored.stderr
    assert without_the_restore(everything(filled)) == without_the_restore(before)
    before = everything(filled)
    (fewer,) = (tmp_path / "one row less").iterdir()
    with tarfile.open(fewer) as tar:
        stream = tar.extractfile(DUMP)
        assert stream is not None
        forged = resealed(backup, tmp_path, {DUMP: stream.read()})

    refused = shouwei(filled, "restore", str(forged), "--emergency", "试一试")

    assert refused.returncode == 1
    assert "rows, the manifest says" in refused.stderr
    assert everything(filled) == before


def recorded(backup: Path, to: Path, migrations: list[str]) -> Path:
    """The backup, as a database with these migrations would have made it."""
    manifest = read_manifest(backup)
    facts = {name: getattr(manifest, name) for name in Manifest.__slots__ if name not in ("members", "migrations")}
    with tarfile.open(backup) as tar, written(to) as writer:
        for name in manifest.members:
            stream = tar.extractfile(name)
            assert stream is not None
            writer.add_bytes(name, stream.read())
        writer.seal(Manifest(**facts, members=writer.members, migrations=migrations))
    return to


def test_a_newer_backup_an_unfinished_one_and_an_unsaid_word_are_refused(
    filled: Path, backup: Path, tmp_path: Path
) -> None:
    before = everything(filled)
    migrations = read_manifest(backup).migrations
    newer = recorded(backup, tmp_path / "newer.backup", [*migrations, "planning.9999_later"])
    unfinished = [name for name in migrations if name != "planning.0012_a_task_names_its_target"]
    halfway = recorded(backup, tmp_path / "halfway.backup", unfinished)

    urgent = ("--emergency", "试一试")
    from_the_future = shouwei(filled, "restore", str(newer), *urgent)
    from_the_middle = shouwei(filled, "restore", str(halfway), *urgent)
    without_the_word = shouwei(filled, "restore", str(backup))
    wrong_phrase = shouwei(filled, "restore", str(backup), *urgent, SHOUWEI_BACKUP_PASSPHRASE="not this one, no")

    said = (from_the_future, from_the_middle, without_the_word, wrong_phrase)
    assert [s.returncode for s in said] == [1, 1, 1, 1]
    assert "planning.9999_later" in from_the_future.stderr
    assert "升级到一半时制作的（planning）" in from_the_middle.stderr
    assert "须由两个人决定" in without_the_word.stderr
    assert "口令不正确" in wrong_phrase.stderr
    assert everything(filled) == before


def test_destroyed_and_restored_every_row_is_the_same(filled: Path, backup: Path) -> None:
    before = everything(filled)
    secrets = {p.name: p.read_bytes() for p in (filled / "secrets").iterdir() if p.name != "database.json"}
    destroy(filled)
    assert not filled.exists()

    said = shouwei(filled, "restore", str(backup), SHOUWEI_BACKUP_PASSPHRASE=PHRASE)

    assert said.returncode == 0, said.stderr
    after = everything(filled)
    assert without_the_restore(after) == without_the_restore(before)
    assert [sum(map(tells, after[name])) for name in ("audit_event", "operations_restorerequest")] == [1, 1]
    assert {p.name: p.read_bytes() for p in (filled / "secrets").iterdir() if p.name in secrets} == secrets
    with database_at_hand(filled) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM audit_event").fetchone() == (len(after["audit_event"]),)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM audit_event")


def test_only_the_newest_are_kept(filled: Path, tmp_path: Path) -> None:
    for name in ("shouwei-20200101-000000.backup", "shouwei-20200102-000000.backup", "somebody's own.backup"):
        (tmp_path / name).touch()

    said = shouwei(filled, "backup", "--to", str(tmp_path), "--keep", "2")

    assert said.returncode == 0, said.stderr
    left = sorted(path.name for path in tmp_path.iterdir())
    assert (len(left), left[0], left[-1]) == (3, "shouwei-20200102-000000.backup", "somebody's own.backup")
    assert "The secrets are NOT in this backup" in said.stdout
