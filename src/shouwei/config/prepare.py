"""What happens between starting the database and opening the door; run by the supervisor as a process of its own.

``python -m shouwei.config.prepare schema [ROLE]``  as owner: migrate, then grant ROLE what the application needs; static files
``python -m shouwei.config.prepare sample [PLAN]``  as application: fill an empty database with the sample group
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

from shouwei.core.acting import acting_as_system

MIGRATING = 0x5E0F1A57
"""Key of the advisory lock; any number, the same on every host."""
APPEND_ONLY = ("audit_event", "audit_chainlink", "audit_head")
READ_ONLY = ("django_migrations", "audit_version")


def main(arguments: list[str]) -> int:
    django.setup()
    what, *rest = arguments
    if what == "schema":
        # Beside each other, forked while no connection is open: one waits for the database, the other compresses.
        static = get_context("fork").Process(target=collect_static, daemon=True)
        static.start()
        with alone():
            call_command("migrate", interactive=False, verbosity=0)
            if rest:
                grant(rest[0])
        static.join()
        return int(static.exitcode != 0)
    if what == "sample":
        load_sample(Path(rest[0]) if rest else None)
    return 0


@contextmanager
def alone() -> Iterator[None]:
    """One host migrates, the others wait.

    The lock hangs on an open transaction of a connection of its own: session locks are lost behind a pooler that
    changes server connections between transactions.
    """
    with psycopg.connect(os.environ["DATABASE_URL"]) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", [MIGRATING])
        yield


def grant(role: str) -> None:
    """The application reads and writes rows, nothing else; the trail it may only continue."""
    application = sql.Identifier(role)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(application))
        present = connection.introspection.table_names(cursor)
        for tables, taken in ((APPEND_ONLY, "UPDATE, DELETE"), (READ_ONLY, "INSERT, UPDATE, DELETE")):
            for table in set(tables) & set(present):
                statement = f"REVOKE {taken}, TRUNCATE ON {{}} FROM {{}}"
                cursor.execute(sql.SQL(statement).format(sql.Identifier(table), application))


def collect_static() -> None:
    """Compress and name the style sheets and scripts, when any of them has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = static_version()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def static_version() -> str:
    """Changes when a file that would be collected changes: address, size and time of each."""
    from django.contrib.staticfiles.finders import get_finders

    facts = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for path, storage in finder.list(None):
            file = Path(storage.path(path)).stat()
            facts.append(f"{path} {file.st_size} {file.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()


def load_sample(plan: Path | None) -> None:
    """Whole or not at all: a half-filled database would be taken for somebody's own."""
    from shouwei.config.jobs import load_lists
    from shouwei.config.sample.ensure import ensure_sample

    with acting_as_system("the sample group is told once, for all units"), transaction.atomic():
        if ensure_sample(plan):
            load_lists.defer()  # seven thousand codes: the first page does not wait for them


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
