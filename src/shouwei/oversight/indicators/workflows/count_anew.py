"""Count the sums anew from the rows themselves, past every trigger: at night, so that a drift is found, told and mended."""

from __future__ import annotations

import logging
from datetime import date

from django.db import connection, transaction

from ..models import SUMS, Keeping
from .keep_sums import COLUMNS as KEY
from .keep_sums import alone, keep_sums

logger = logging.getLogger(__name__)
COLUMNS = f"{KEY}, {', '.join(SUMS)}"
ANEW = """
WITH alike AS MATERIALIZED (
    SELECT d.cohort, d.school_id, d.level, stem, workplace, registered, employment_is_adult(s.source) AS is_adult,
        count(*) AS claimed, count(*) FILTER (WHERE evidence_level >= 2 AND NOT contested) AS proven,
        count(*) FILTER (WHERE d.state <> 'locked') AS open
    FROM (SELECT student_id, cohort, school_id, level, left(code, 2) AS stem,
              employment_where(workplace_county, here.city) AS workplace,
              employment_where(registered_county, here.city) AS registered, evidence_level, contested, state
          FROM employment_destination, (SELECT employment_city() AS city OFFSET 0) AS here) AS d
    JOIN learners_student s ON s.id = d.student_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7
), parts AS (
    SELECT cohort AS year, school_id, level, indicators_part(stem) AS part, basis,
        CASE basis WHEN 'workplace' THEN workplace ELSE registered END AS place, is_adult, claimed, proven, open
    FROM alike, (VALUES ('workplace'), ('registered')) AS bases(basis)
    UNION ALL
    SELECT cohort, school_id, level, 'roll', '', '', employment_is_adult(source), count(*), 0, 0 FROM learners_student
    WHERE cohort IS NOT NULL GROUP BY 1, 2, 3, 7
)
SELECT year, school_id, level, part, basis, place, sum(claimed)::int AS claimed, sum(proven)::int AS proven, sum(open)::int AS open,
    coalesce(sum(claimed) FILTER (WHERE is_adult), 0)::int AS claimed_adults,
    coalesce(sum(proven) FILTER (WHERE is_adult), 0)::int AS proven_adults,
    coalesce(sum(open) FILTER (WHERE is_adult), 0)::int AS open_adults
FROM parts GROUP BY 1, 2, 3, 4, 5, 6
"""
WRONG = f"""
WITH anew AS MATERIALIZED ({ANEW}), kept AS (
    SELECT {COLUMNS} FROM indicators_tally WHERE {" OR ".join(f"{one} <> 0" for one in SUMS)}
)
SELECT count(*) FROM (
    (TABLE kept EXCEPT SELECT {COLUMNS} FROM anew) UNION ALL (SELECT {COLUMNS} FROM anew EXCEPT TABLE kept)
) AS differences
"""  # noqa: S608  # column names only


@transaction.atomic
def count_anew(today: date) -> int:
    """How many sums were wrong. Writers wait meanwhile (a few seconds for a million graduates)."""
    with connection.cursor() as cursor:
        if not alone(cursor):
            return 0
        cursor.execute("LOCK TABLE employment_destination, learners_student IN SHARE MODE")
        keep_sums(today)
        cursor.execute(WRONG)
        (wrong,) = cursor.fetchone() or (0,)
        if wrong:
            logger.error("%s kept sums differed from a count of the rows and have been counted anew.", wrong)
            cursor.execute("DELETE FROM indicators_tally")
            cursor.execute(f"INSERT INTO indicators_tally ({COLUMNS}) {ANEW}")
            Keeping.objects.create()
    return int(wrong)
