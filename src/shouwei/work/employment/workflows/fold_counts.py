"""Fold the lines of counts together, or count everything anew: safe to run at any time and twice."""

from django.db import connection, transaction

FINE = "school_id, cohort, level, stem, workplace, registered, band, contested, locked, is_adult"
COARSE = "school_id, cohort, level, specialty_code, outcome, place"
TABLES = {
    "employment_destinationcount": FINE,
    "employment_standingcount": FINE,
    "employment_outcomecount": COARSE,
}


@transaction.atomic
def fold_counts() -> int:
    """Lines left. Lines added meanwhile by others are not seen and stay; two folds at once do not meet (advisory lock)."""
    left = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('employment.fold_counts'))")
        (alone,) = cursor.fetchone() or (False,)
        if not alone:
            return 0
        for table, columns in TABLES.items():
            cursor.execute(
                f"WITH gone AS (DELETE FROM {table} RETURNING *) INSERT INTO {table} ({columns}, people) "  # noqa: S608  # column names only
                f"SELECT {columns}, sum(people) FROM gone GROUP BY {columns} HAVING sum(people) <> 0"
            )
            left += cursor.rowcount
    return left
