"""The same indicators as a person would write them in SQL over the rows, knowing nothing of kept sums."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

OUT = {
    "settled": "stem NOT IN ('70','71','72')",
    "employed": "stem NOT IN ('70','71','72','80','85','46')",
    "contracted": "stem IN ('10','11','27','46','50','51')",
    "other_forms": "stem IN ('12','75','76')",
    "study": "stem IN ('80','85')",
    "waiting": "stem = '70'",
    "not_seeking": "stem IN ('71','72')",
}
PLACE = {"city": "{0}_county LIKE '3408%%'", "province": "{0}_county LIKE '34%%'"}
ADULTS = "('veteran','laid_off','migrant','farmer','employed')"
Key = tuple[str, int, int | None]
COVERAGE = """
WITH taught AS (SELECT school_id, level, specialty_code, entry_year, count(*) AS people FROM learners_student
                WHERE entry_year BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3, 4),
serving AS (
    SELECT y.year, p.school_id, i.id AS industry, t.people > 0 AS took_in,
        t.people > 0 AND EXISTS (SELECT FROM programmes_partner w WHERE w.programme_id = p.id AND w.industry_id = i.id
            AND w.since <= make_date(y.year, 12, 31) AND (w.until IS NULL OR w.until >= make_date(y.year, 12, 31))) AS works
    FROM programmes_leadindustry i JOIN programmes_segment g ON g.industry_id = i.id
    JOIN programmes_crosswalk c ON c.segment_id = g.id AND c.state = 'reviewed' AND c.strength >= 2
    JOIN programmes_programme p ON p.level = c.level AND p.specialty_code = c.specialty_code
    JOIN programmes_programmeyear y ON y.programme_id = p.id AND y.status IN ('filed', 'enrolling')
    LEFT JOIN taught t ON t.school_id = p.school_id AND t.level = p.level AND t.specialty_code = p.specialty_code
        AND t.entry_year = y.year
    WHERE y.year BETWEEN %(first)s AND %(last)s AND i.since <= make_date(y.year, 12, 31)
        AND (i.until IS NULL OR i.until >= make_date(y.year, 12, 31)))
SELECT year, school_id, count(DISTINCT industry), count(DISTINCT industry) FILTER (WHERE took_in),
    count(DISTINCT industry) FILTER (WHERE works) FROM serving GROUP BY GROUPING SETS ((year, school_id), (year))
"""


def destinations_sql(specs: Collection[tuple[str, dict[str, Any]]]) -> str:
    """One pass over the rows: a filtered count for the numerator and the denominator of each definition."""
    columns = []
    for _, spec in specs:
        place = PLACE[spec["place"]].format(spec["basis"]) if spec["place"] else "true"
        proven = "" if spec["numerator"] in ("waiting", "not_seeking") else "AND evidence_level >= 2 AND NOT contested"
        who = "true" if spec.get("adults", True) else f"source NOT IN {ADULTS}"
        columns.append(f"count(*) FILTER (WHERE {OUT[spec['numerator']]} AND {place} AND {who} {proven})")
        below = spec["denominator"]
        columns.append("0" if below == "graduates" else f"count(*) FILTER (WHERE {OUT[below]} AND {who})")
    return f"""SELECT cohort, school_id, {", ".join(columns)}
        FROM (SELECT d.*, left(code, 2) AS stem, s.source FROM employment_destination d JOIN learners_student s ON s.id = d.student_id)
            AS d WHERE cohort BETWEEN %(first)s AND %(last)s
        GROUP BY GROUPING SETS ((cohort, school_id), (cohort))"""  # noqa: S608  # the count by hand is SQL on purpose


def by_hand(definitions: Collection[Any], scopes: Collection[Any]) -> dict[Key, tuple[int | None, int | None]]:
    """Numerator and denominator by code, year and school (None: the group)."""
    from django.db import connection

    years = {"first": min(scope.year for scope in scopes), "last": max(scope.year for scope in scopes)}
    found: dict[Key, tuple[int | None, int | None]] = {}
    specs = [(row.code, row.spec) for row in definitions if row.spec["fact"] == "destinations"]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT cohort, school_id, count(*), count(*) FILTER (WHERE source NOT IN {ADULTS}) "  # noqa: S608
            "FROM learners_student WHERE cohort BETWEEN %(first)s AND %(last)s "
            "GROUP BY GROUPING SETS ((cohort, school_id), (cohort))",
            years,
        )
        graduates = {(year, school): people for year, school, *people in cursor.fetchall()}
        cursor.execute(destinations_sql(specs), years)
        for year, school, *numbers in cursor.fetchall():
            for place, (code, spec) in enumerate(specs):
                top, below = numbers[place * 2 : place * 2 + 2]
                every, regular = graduates[year, school]
                roll = every if spec.get("adults", True) else regular
                whole = roll if spec["denominator"] == "graduates" else below
                found[code, year, school] = (top, whole)
        cursor.execute(
            f"SELECT year, school_id, sum(registered), sum(registered) FILTER (WHERE category NOT IN {ADULTS}) "  # noqa: S608
            "FROM admissions_intake WHERE year BETWEEN %(first)s AND %(last)s "
            "GROUP BY GROUPING SETS ((year, school_id), (year))",
            years,
        )
        intake = cursor.fetchall()
        cursor.execute("SELECT school_id, includes_adults, registered FROM admissions_baseline WHERE year = 2018")
        bases = {(school, adults): people for school, adults, people in cursor.fetchall()}
        cursor.execute(COVERAGE, years)
        covered = {(year, school): depths for year, school, *depths in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM programmes_leadindustry WHERE until IS NULL AND since <= '2022-12-31'")
        (units,) = cursor.fetchone() or (0,)
    for row in definitions:
        if row.spec["fact"] == "intake":
            for year, school, every, regular in intake:
                people = every if row.spec["adults"] else regular
                below = bases.get((school, row.spec["adults"])) if row.spec["against"] else 1
                found[row.code, year, school] = (people, below)
        if row.spec["fact"] == "coverage":
            place = ("nominal", "effective", "deep").index(row.spec["depth"])
            for scope in scopes:
                depths = covered.get((scope.year, scope.school), (0, 0, 0))
                found[row.code, scope.year, scope.school] = (depths[place], units)
    return found
