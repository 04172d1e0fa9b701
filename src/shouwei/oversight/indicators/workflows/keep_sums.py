"""Gather in what has changed and work out anew what has grown stale: safe to run at any time and twice, and cheap when nothing has."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from ..models import Keeping, Kept, Tally
from ..queries.disclosure import decided
from ..queries.facts import LEVELS, worked_out

COLUMNS = "year, school_id, level, part, basis, place"
GATHER = f"""
WITH gone AS (DELETE FROM indicators_pending RETURNING *)
INSERT INTO indicators_tally AS t ({COLUMNS}, claimed, proven, open)
SELECT year, whose.school_id, level, part, basis, place, sum(claimed), sum(proven), sum(open)
FROM gone, LATERAL (VALUES (gone.school_id), (NULL)) AS whose(school_id)
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(claimed) <> 0 OR sum(proven) <> 0 OR sum(open) <> 0
ON CONFLICT ({COLUMNS}) DO UPDATE
SET claimed = t.claimed + excluded.claimed, proven = t.proven + excluded.proven, open = t.open + excluded.open RETURNING t.year
"""  # noqa: S608  # column names only
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
        gathered = {year for (year,) in cursor.fetchall()}
        cursor.execute("DELETE FROM indicators_stale RETURNING kind, year")
        marks = set(cursor.fetchall())
    moved = bool(gathered)
    shown = _shown(today)
    for kind in (Kept.Kind.INTAKE, Kept.Kind.COVERAGE):
        known = set(Kept.objects.filter(kind=kind, school=None, level="").values_list("year", flat=True))
        late = {year for what, year in marks if what == kind}
        years = known | shown if None in late else {year for year in late if year is not None} | shown - known
        if years:
            _keep(kind, years)
            moved = True
    _withhold(gathered, every=any(kind == "words" for kind, _ in marks))
    if moved or marks:
        Keeping.objects.create()
        Keeping.objects.exclude(pk__in=Keeping.objects.order_by("-pk").values("pk")[:1]).delete()
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


def _withhold(years: set[int], *, every: bool) -> None:
    """What is withheld of the years that have moved; of all when definitions have."""
    if every:
        years = years | set(Tally.objects.values_list("year", flat=True).distinct())
    found = decided(years)
    Kept.objects.bulk_create(
        [
            Kept(kind=Kept.Kind.WITHHELD, year=year, school=None, level="", numbers=sorted(names))
            for year, names in found.items()
        ],
        update_conflicts=True,
        unique_fields=["kind", "year", "school", "level"],
        update_fields=["numbers"],
    )


def pending_anything() -> bool:
    """Asked every minute before anything is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM indicators_pending) OR EXISTS (SELECT FROM indicators_stale)")
        (found,) = cursor.fetchone() or (False,)
    return bool(found)
