"""Django's ``migrate``, which first looks whether it can go on from where the database stands."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from shouwei.core.chain import halfway


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        applied = MigrationRecorder(connections[options["database"]]).applied_migrations()
        if rooms := halfway(applied):
            raise CommandError(
                f"The migrations of {', '.join(rooms)} were applied in part and have been written anew since. Nothing was changed. "
                "Start the last version with the old ones once (docs/decisions/one-chain.md says which), then this one again."
            )
        super().handle(*args, **options)
