"""A backup put in place of what is there: on whose word, what is kept of what was there, and what the restored house is told.

Used by the command ``restore``, and by the supervisor as a process of its own, with nobody else at work:
``python -m shouwei.config.put_back ORDER [ROLE]`` does what the approved request of that number asks for.
"""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from shouwei.config.prepare import alone, grant
from shouwei.core import chain
from shouwei.front.operations.backups.container import Manifest, read_manifest, seal_of
from shouwei.front.operations.backups.errors import BackupError
from shouwei.front.operations.backups.making import Place, facts_of, make, name_at
from shouwei.front.operations.backups.restoring import look_at, restore

if TYPE_CHECKING:
    from shouwei.front.operations.workflows.settle_restore import Done


@dataclass(frozen=True, slots=True)
class Leave:
    """On whose word something that is there may be replaced. ``approved`` empty: an emergency, or nothing was there."""

    reason: str
    asked: str
    approved: str = ""


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
    refuse_halfway(read_manifest(file))
    before = _head(url)
    if before is not None and not leave.approved:
        keep_what_is_there(data, url)
    seal = seal_of(file)
    manifest = restore(
        file, Place(url, data / "files", data / "secrets"), known=known, overwrite=True, passphrase=phrase
    )
    bring_up_to_date(role)
    _settle(file.name, seal, manifest, leave, before)
    return manifest


def refuse_halfway(manifest: Manifest) -> None:
    """A backup made in the middle of an old chain of migrations could be restored but not be brought up to date."""
    if rooms := chain.halfway(
        {(room, name) for room, _, name in (each.partition(".") for each in manifest.migrations)}
    ):
        raise BackupError(
            f"这份备份是较早的版本升级到一半时制作的（{'、'.join(rooms)}），本程序不能接着升级。"
            "请用制作备份的版本恢复并升级完毕，再用本程序启动。没有改动任何内容。"
        )


def keep_what_is_there(data: Path, url: str) -> None:
    """A restore may be the wrong one. What cannot be read any more is not kept, and said so."""
    target = data / "backups" / name_at(datetime.now(UTC).astimezone(), data / "backups")
    try:
        make(
            Place(url, data / "files", data / "secrets"),
            target,
            passphrase=os.environ.get("SHOUWEI_BACKUP_PASSPHRASE", ""),
        )
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


def known_migrations() -> set[str]:
    """Every migration of this programme and those they stand for. Sets Django up."""
    import django

    django.setup()
    return {f"{room}.{name}" for room, name in chain.known()}


def bring_up_to_date(role: str) -> None:
    """Migrations the backup has not seen, and the rights of the application, which a backup does not carry."""
    from django.core.management import call_command

    with alone():
        call_command("migrate", interactive=False, verbosity=0)
        if role:
            grant(role)


def main(arguments: list[str]) -> None:
    """The request is looked at once more by the command's own rule; a refusal stays on it, and nothing was replaced."""
    import django

    django.setup()
    from django.conf import settings

    from shouwei.core.acting import acting_as_system
    from shouwei.front.operations.models import RestoreRequest
    from shouwei.front.operations.workflows.prepare_restore import fail_restore

    number, role = int(arguments[0]), arguments[1] if len(arguments) > 1 else ""
    request = RestoreRequest.objects.get(pk=number)
    file, url = settings.DATA / "backups" / Path(request.what).name, os.environ["DATABASE_URL"]
    try:
        leave = leave_for(file, url, emergency="")
        put_back(file, settings.DATA, url, known=known_migrations(), leave=leave, role=role)
    except BackupError as refusal:
        print(refusal)
        with acting_as_system("a restore that did not happen says why"):
            fail_restore(request, str(refusal))


if __name__ == "__main__":
    main(sys.argv[1:])
