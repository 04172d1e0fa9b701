"""``shouwei restore FILE [--into DIR]``: put a backup in place of what is there. Stop ./run first.

Where there are accounts already, two persons are needed: on the page 备份 one asks and another approves, and the system does it by
itself; or, after the approval, this command is given the same file. When nobody can sign in any more, ``--emergency REASON`` does
without: the trail of the restored house says so, and keeps who was at the machine.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from shouwei.config.commands.backup import passphrase, told
from shouwei.config.installation import data_folder, environment, external_database, hold, owner_of
from shouwei.config.postgres import ROLES, EmbeddedPostgres
from shouwei.config.put_back import known_migrations, leave_for, put_back
from shouwei.front.operations.backups.errors import BackupError


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


def application_role() -> str:
    """The role that is given rights again: none where owner and application are the same."""
    external = os.environ.get("DATABASE_OWNER_URL") and os.environ.get("DATABASE_URL")
    if external:
        return str(conninfo_to_dict(external).get("user", ""))
    return "" if os.environ.get("DATABASE_URL") else ROLES["application"]
