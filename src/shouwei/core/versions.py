"""How a migration has a table keep what its rows were: ``operations = [keep_versions("planning_duty")]``.

A trigger of audit's migration ``0002_kept_by_the_database`` writes the changed columns' old values into ``audit_version``, in the
same transaction and whichever way the row is written. ``leaving_out`` names columns whose changes say nothing (times of saving) or
must not be kept twice (passwords, encrypted numbers and their indexes).
"""

from __future__ import annotations

from django.db.migrations import RunSQL


def keep_versions(table: str, *, leaving_out: tuple[str, ...] = ()) -> RunSQL:
    arguments = ", ".join(f"'{column}'" for column in leaving_out)
    return RunSQL(
        f"CREATE TRIGGER keep_version AFTER UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION audit_keep_version({arguments})",
        f"DROP TRIGGER keep_version ON {table}",
    )
