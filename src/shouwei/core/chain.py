"""Chains of migrations that have been written anew, and the databases that went along the old ones.

A migration that ``replaces`` others counts as applied once all of them are, and is new where none is. In between there is nothing
to be done with it: Django takes it out of its plan, and says so only where another depends on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

Name = tuple[str, str]
"""Room and name of a migration."""


def known() -> set[Name]:
    """Every migration that this programme has or that one of its own stands for."""
    present = _migrations()
    return {*present, *((room, name) for migration in present.values() for room, name in migration.replaces)}


def halfway(applied: Collection[Name]) -> list[str]:
    """Rooms whose old chain was applied in part.

    Along the new chain it is always the first migrations that are applied, each whole.
    """
    parts = defaultdict(list)
    for (room, _), migration in sorted(_migrations().items()):
        if migration.replaces:
            parts[room].append(sum(each in applied for each in migration.replaces) / len(migration.replaces))
    return [room for room, shares in parts.items() if {*shares} - {0, 1} or shares != sorted(shares, reverse=True)]


def _migrations() -> dict[Name, Migration]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return loader.disk_migrations
