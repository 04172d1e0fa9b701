"""How a migration writes the second wall: which rows of a table exist for whom, whatever the query asks.

``operations = [wall("planning_duty", seen_by="(SELECT acting_for_the_group()) OR organisation_id = (SELECT acting_organisation())")]``

The words ``acting_…()`` come from audit's migration ``0002_kept_by_the_database``. The owner of the tables (migrations, backups) is not
held by them; the application's role is. ``tests/house/test_second_wall.py`` fails for a table with a column for an organisation,
identity or account that has neither a wall nor a line in ``NO_WALL`` of its room's ``walls.py``.
"""

from __future__ import annotations

from django.db.migrations import RunSQL


def wall(table: str, *, seen_by: str, changed_by: str = "", added_by: str = "") -> RunSQL:
    """Conditions in SQL over the table's own columns.

    ``seen_by``: which rows exist at all. ``changed_by``: which of them may be changed or deleted, and what they may become;
    the same unless said. ``added_by``: which rows may be added; as ``changed_by`` unless said.
    """
    changed_by = changed_by or seen_by
    added_by = added_by or changed_by
    up = f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY seen ON {table} FOR SELECT USING ({seen_by});
    CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({added_by});
    CREATE POLICY changed ON {table} FOR UPDATE USING ({changed_by}) WITH CHECK ({changed_by});
    CREATE POLICY deleted ON {table} FOR DELETE USING ({changed_by});
    """
    down = f"""
    DROP POLICY seen ON {table};
    DROP POLICY added ON {table};
    DROP POLICY changed ON {table};
    DROP POLICY deleted ON {table};
    ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
    """
    return RunSQL(up, down)


def gate(table: str, name: str, *, seen_by: str) -> RunSQL:
    """One more reason to see rows of a table of a lower room, e.g. a file because evidence cites it."""
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR SELECT USING ({seen_by})",
        f"DROP POLICY {name} ON {table}",
    )
