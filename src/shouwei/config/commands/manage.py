"""``shouwei manage …``: Django's management commands as the owner of the database."""

from __future__ import annotations

import os

from shouwei.config.installation import data_folder, database_at_hand, environment


def main(argv: list[str]) -> int:
    data = data_folder()
    with database_at_hand(data, "owner") as database:
        os.environ.update(environment(data, database))
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(["shouwei manage", *argv])
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(bool(end.code))
    return 0
