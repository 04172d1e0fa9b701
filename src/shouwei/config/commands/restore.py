"""``shouwei restore FILE [--into DIR]``: put a backup in place of what is there. Stop ./run first.

Where there are accounts already, two persons are needed: on the page 备份 one asks and another approves, and the system does it by
itself; or, after the approval, this command is given the same file. When nobody can sign in any more, ``--emergency REASON`` does
without: the trail of the restored house says so, and keeps who was at the machine.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from shouwei.config.commands.backup import passphrase, place_of, told
from shouwei.config.installation import data_folder, environment, external_database, hold, owner_of
from shouwei.config.postgres import ROLES, EmbeddedPostgres
from shouwei.front.operations.backups.container import Manifest, seal_of
from shouwei.front.operations.backups.errors import BackupError
from shouwei.front.operations.backups.making import facts_of, make, name_at
from shouwei.front.operations.backups.restoring import look_at, restore

if TYPE_CHECKING:
    from shouwei.front.operations.workflows.settle_restore import Done


@dataclass(frozen=True, slots=True)
class Leave:
    """On whose word something that is there may be replaced. ``approved`` empty: an emergency, or nothing was there."""

    reason: str
    asked: str
    approved: str = ""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run restore", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--into", metavar="DIR", help="the data folder to fill (default: that of this installation)")
    parser.add_argument(
        "--emergency", metavar="REASON", help="replace what is there without a second person; it is recorded"
    )
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="opens the secrets of the backup")
    chosen = parser.parse_args(argv)
    try:
        data = data_folder(chosen.into)
        phrase = passphrase(chosen.passphrase_file)
        role = application_role()
        with the_house_to_itself(data) as url:
            os.environ.update(environment(data, url))
            known = known_migrations()
            leave = leave_for(chosen.file, url, chosen.emergency or "")
            manifest = put_back(chosen.file, data, url, known=known, leave=leave, role=role, phrase=phrase)
    except BackupError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"Restored: {told(manifest)}")
    if manifest.secrets != "locked" or not phrase:
        print(f"Secrets were not restored: put the kept copy into {data / 'secrets'} (all but database.json).")
    return 0


def leave_for(file: Path, url: str, emergency: str) -> Leave:
    """Raises ``BackupError`` where accounts would be replaced on the word of one person."""
    target = look_at(url)
    at_the_machine = f"{getpass.getuser()}（在服务器上）"
    if target.is_empty:
        return Leave("把备份恢复到空的系统", at_the_machine)
    if emergency.strip():
        return Leave(f"紧急恢复，未经第二人批准：{emergency.strip()}", at_the_machine)
    approved = _approved(file, url)
    if approved is None:
        raise BackupError(
            f"目标里已有{target.accounts}个账号的数据，恢复会全部替换，须由两个人决定：一人在“运行维护—备份”页申请，"
            "另一人批准，系统随后自行恢复；批准后24小时内也可对同一份文件再运行本命令。"
            "已无人能登录时，用--emergency写明原因。没有改动任何内容。"
        )
    return approved


def _approved(file: Path, url: str) -> Leave | None:
    query = """
        SELECT r.reason, r.asked_label, r.decided_label FROM operations_restorerequest r
        JOIN people_identity a ON a.id = r.asked_by_id JOIN people_identity d ON d.id = r.decided_by_id
        WHERE r.state = 'approved' AND r.seal = %s AND a.user_id <> d.user_id AND r.decided_at > now() - interval '24 hours'
    """
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(query, [seal_of(file)]).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return Leave(*map(str, row)) if row else None


def put_back(
    file: Path, data: Path, url: str, *, known: set[str], leave: Leave, role: str, phrase: str = ""
) -> Manifest:
    """Restore, bring up to date, and tell the restored house. Django is set up and looks at ``url``."""
    before = _head(url)
    if before is not None and not leave.approved:
        keep_what_is_there(data, url)
    seal = seal_of(file)
    manifest = restore(file, place_of(data, url), known=known, overwrite=True, passphrase=phrase)
    bring_up_to_date(role)
    _settle(file.name, seal, manifest, leave, before)
    return manifest


def keep_what_is_there(data: Path, url: str) -> None:
    """A restore may be the wrong one. What cannot be read any more is not kept, and said so."""
    target = data / "backups" / name_at(datetime.now(UTC).astimezone())
    try:
        make(place_of(data, url), target, passphrase=passphrase(None))
        print(f"What was there is kept in {target}")
    except BackupError as error:
        print(f"What was there could not be kept: {error}", file=sys.stderr)


def _head(url: str) -> dict[str, Any] | None:
    """Head of the trail that is about to be replaced; None where there is nothing."""
    if look_at(url).is_empty:
        return None
    with psycopg.connect(url) as connection:
        trail: dict[str, Any] = facts_of(connection)["trail"]
        return trail


def _settle(name: str, seal: str, manifest: Manifest, leave: Leave, before: dict[str, Any] | None) -> None:
    from shouwei.core.acting import acting_as_system
    from shouwei.front.operations.workflows.settle_restore import Done, settle_restore

    done: Done = Done(name, seal, leave.reason, leave.asked, leave.approved, manifest.made_at, before)
    with acting_as_system("a restored house is told what was done to it"):
        settle_restore(done)


@contextmanager
def the_house_to_itself(data: Path) -> Iterator[str]:
    """Address of the owner, with the data folder held: ./run of the same folder must not be running meanwhile."""
    external = external_database()
    with hold(data, "restore"):
        if external:
            yield owner_of(external)
            return
        server = EmbeddedPostgres(data)
        server.start()
        try:
            yield server.url("owner")
        finally:
            server.stop()


def known_migrations() -> set[str]:
    """Every migration of this programme. Sets Django up."""
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}


def application_role() -> str:
    """The role that is given rights again: none where owner and application are the same."""
    external = os.environ.get("DATABASE_OWNER_URL") and os.environ.get("DATABASE_URL")
    if external:
        return str(conninfo_to_dict(external).get("user", ""))
    return "" if os.environ.get("DATABASE_URL") else ROLES["application"]


def bring_up_to_date(role: str) -> None:
    """Migrations the backup has not seen, and the rights of the application, which a backup does not carry."""
    from django.core.management import call_command

    from shouwei.config.prepare import alone, grant

    with alone():
        call_command("migrate", interactive=False, verbosity=0)
        if role:
            grant(role)
