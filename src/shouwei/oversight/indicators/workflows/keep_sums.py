"""Gather in what has changed and work out anew what has grown stale: safe to run at any time and twice, and cheap when nothing has."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ..models import SUMS, Kept
from ..queries.facts import LEVELS, worked_out
from .publish_editions import admit_formulas, publish_editions_of

COLUMNS = "year, school_id, level, part, basis, place"
GATHER = f"""
WITH gone AS (DELETE FROM indicators_pending RETURNING *), kept AS (
    INSERT INTO indicators_tally AS t ({COLUMNS}, {", ".join(SUMS)})
    SELECT {COLUMNS}, {", ".join(f"sum({one})" for one in SUMS)} FROM gone
    GROUP BY {COLUMNS} HAVING {" OR ".join(f"sum({one}) <> 0" for one in SUMS)}
    ON CONFLICT ({COLUMNS}) DO UPDATE SET {", ".join(f"{one} = t.{one} + excluded.{one}" for one in SUMS)}
    RETURNING t.year
)
SELECT year, EXISTS (SELECT FROM indicators_edition e WHERE e.year = moved.year)
FROM (SELECT DISTINCT year FROM kept) AS moved
"""  # noqa: S608  # column names only
KEPT = """
WITH made AS (INSERT INTO indicators_keeping (at) VALUES (now()) RETURNING id)
DELETE FROM indicators_keeping WHERE id < (SELECT id FROM made)
"""
YEARS = 6
"""Worked out ahead of being asked for: what the pages show."""


@transaction.atomic
def keep_sums(today: date) -> bool:
    """Whether there was anything to do. Two at once do not meet (advisory lock). Marks are taken away before the figures are
    worked out, so whatever is written meanwhile leaves a mark that stays."""
    with connection.cursor() as cursor:
        if not alone(cursor):
            return False
        cursor.execute(GATHER)
        gathered = dict(cursor.fetchall())
        cursor.execute("DELETE FROM indicators_stale RETURNING kind, year")
        marks = set(cursor.fetchall())
    moved = bool(gathered)
    shown = _shown(today)
    present = set(Kept.objects.filter(school=None, level="").values_list("kind", "year"))
    for kind in (Kept.Kind.INTAKE, Kept.Kind.COVERAGE):
        known = {year for what, year in present if what == kind}
        late = {year for what, year in marks if what == kind}
        years = known | shown if None in late else {year for year in late if year is not None} | shown - known
        if years:
            _keep(kind, years)
            moved = True
    if any(kind == "words" for kind, _ in marks):
        admit_formulas()
    if untold := {year for year, told in gathered.items() if not told}:
        publish_editions_of(untold, today)
    if moved or marks:
        with connection.cursor() as cursor:
            cursor.execute(KEPT)
    return moved


def alone(cursor: CursorWrapper) -> bool:
    """Until the end of the transaction nobody else gathers in."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('indicators.keep_sums'))")
    (found,) = cursor.fetchone() or (False,)
    return bool(found)


def _shown(today: date) -> set[int]:
    return set(range(today.year - YEARS + 1, today.year + 1))


def _keep(kind: str, years: set[int]) -> None:
    Kept.objects.filter(kind=kind, year__in=years).delete()
    Kept.objects.bulk_create(
        (
            Kept(kind=kind, year=year, school_id=school, level=level, numbers=numbers)
            for level in LEVELS
            for (year, school), numbers in worked_out(kind, years, level).items()
        ),
        batch_size=5000,
    )


def pending_anything() -> bool:
    """Asked every minute before anything is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM indicators_pending) OR EXISTS (SELECT FROM indicators_stale)")
        (found,) = cursor.fetchone() or (False,)
    return bool(found)
