"""Every indicator on two hundred scopes drawn at random, all different, against a count in plain SQL over the raw tables."""

# ruff: noqa: S608  # the count by hand is SQL on purpose; values are parameters

from __future__ import annotations

import random
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from tests.cast import Cast

from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.organisations.models import Organisation
from shouwei.oversight.indicators.models import Definition
from shouwei.oversight.indicators.queries.compute import Scope, compute, figures_of
from shouwei.work.admissions.models import Baseline, Intake
from shouwei.work.employment.models import Destination
from shouwei.work.programmes.models import Crosswalk, LeadIndustry, Partner, Programme, ProgrammeYear, Segment

DAY = date(2026, 11, 1)
YEARS, LEVELS = (2024, 2025, 2026), ("secondary", "higher")
OUT = {
    "graduates": "true",
    "settled": "left(d.code, 2) NOT IN ('70','71','72')",
    "employed": "left(d.code, 2) NOT IN ('70','71','72','80','85','46')",
    "contracted": "left(d.code, 2) IN ('10','11','27','46','50','51')",
    "other_forms": "left(d.code, 2) IN ('12','75','76')",
    "study": "left(d.code, 2) IN ('80','85')",
    "waiting": "left(d.code, 2) = '70'",
    "not_seeking": "left(d.code, 2) IN ('71','72')",
}
WORDS: tuple[dict[str, Any], ...] = (
    {},
    {"word": "true", "word_on": DAY},
    {"word": "none", "word_on": DAY},
    {"word": "ended", "word_on": DAY, "ended_on": date(2026, 3, 31)},
)
"""What the firms say of the four partnerships."""
PLACE = {"": "true", "city": "d.{0}_county LIKE '3408%%'", "province": "d.{0}_county LIKE '34%%'"}


def one(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return (cursor.fetchone() or (None,))[0]


def within(scope: Scope, name: str) -> tuple[str, list[Any]]:
    sql = ""
    values: list[Any] = []
    for column, value in ((f"{name}.school_id", scope.school), (f"{name}.level", scope.level)):
        if value:
            sql, values = f"{sql} AND {column} = %s", [*values, value]
    return sql, values


def by_hand(spec: dict[str, Any], scope: Scope) -> tuple[int | None, int | None]:
    """Numerator and denominator, written without anything of ours."""
    if spec["fact"] == "destinations":
        more, values = within(scope, "d")
        who = (
            ""
            if spec.get("adults", True)
            else "AND s.source NOT IN ('veteran','laid_off','migrant','farmer','employed')"
        )
        went = "FROM employment_destination d JOIN learners_student s ON s.id = d.student_id WHERE d.cohort = %s"
        place = PLACE[spec["place"]].format(spec["basis"])
        proven = "" if spec["numerator"] in ("waiting", "not_seeking") else "AND evidence_level >= 2 AND NOT contested"
        top = one(
            f"SELECT count(*) {went} AND {OUT[spec['numerator']]} AND {place} {proven} {who} {more}", scope.year, *values,
        )  # fmt: skip
        if spec["denominator"] == "graduates":
            more, values = within(scope, "s")
            sql = f"SELECT count(*) FROM learners_student s WHERE cohort = %s {who} {more}"
        else:
            sql = f"SELECT count(*) {went} AND {OUT[spec['denominator']]} {who} {more}"
        return top, one(sql, scope.year, *values)
    if spec["fact"] == "intake":
        more, values = within(scope, "i")
        adults = "" if spec["adults"] else "AND category NOT IN ('veteran','laid_off','migrant','farmer','employed')"
        top = one(f"SELECT sum(registered) FROM admissions_intake i WHERE year = %s {more}", scope.year, *values)
        if top is None:
            return None, None
        top = one(
            f"SELECT coalesce(sum(registered), 0) FROM admissions_intake i WHERE year = %s {adults} {more}",
            scope.year, *values,
        )  # fmt: skip
        if not spec["against"]:
            return top, 1
        school = scope.school
        base = "SELECT registered FROM admissions_baseline WHERE year = 2018 AND includes_adults = %s AND school_id "
        base += "IS NOT DISTINCT FROM %s"
        return top, None if scope.level else one(base, spec["adults"], school)
    return covered_by_hand(spec["depth"], scope)


def covered_by_hand(depth: str, scope: Scope) -> tuple[int, int | None]:
    end = date(scope.year, 12, 31)
    more, values = within(scope, "p")
    took_in = (
        "AND (SELECT count(*) FROM learners_student s WHERE s.school_id = p.school_id AND s.level = p.level "
        "AND s.specialty_code = p.specialty_code AND s.entry_year = y.year) > 0"
    )
    partner = (
        "AND EXISTS (SELECT 1 FROM programmes_partner t WHERE t.programme_id = p.id AND t.industry_id = i.id "
        "AND t.since <= %s AND (t.until IS NULL OR t.until >= %s) AND t.word <> 'none' "
        "AND (t.ended_on IS NULL OR t.ended_on >= %s))"
    )
    extra = {"nominal": "", "effective": took_in, "deep": f"{took_in} {partner}"}[depth]
    ends = [end, end, end] if depth == "deep" else []
    force = "i.since <= %s AND (i.until IS NULL OR i.until >= %s)"
    top = one(
        "SELECT count(DISTINCT i.id) FROM programmes_leadindustry i JOIN programmes_segment g ON g.industry_id = i.id "
        "JOIN programmes_crosswalk c ON c.segment_id = g.id AND c.state = 'reviewed' AND c.strength >= 2 "
        "JOIN programmes_programme p ON p.level = c.level AND p.specialty_code = c.specialty_code "
        "JOIN programmes_programmeyear y ON y.programme_id = p.id AND y.year = %s AND y.status IN ('filed','enrolling') "
        f"WHERE {force} {extra} {more}", scope.year, end, end, *ends, *values,
    )  # fmt: skip
    units = one(f"SELECT count(*) FROM programmes_leadindustry i WHERE {force}", end, end)
    return top, units or None


@pytest.fixture
def records(cast: Cast) -> Cast:
    chance = random.Random(2026)
    more = [Organisation(name=f"示例职业学校{n}", kind=Organisation.Kind.SCHOOL) for n in range(14)]
    schools = [cast.north, cast.south, *Organisation.objects.bulk_create(more)]
    students = []
    for n in range(900):
        over: dict[str, Any] = {"state": "graduated", "cohort": chance.choice(YEARS)} if chance.random() < 0.8 else {}
        over |= {"level": chance.choice(LEVELS), "specialty_code": chance.choice(("1", "2"))}
        over |= {"entry_year": chance.choice(YEARS), "source": chance.choice(("middle", "veteran"))}
        students.append(student(chance.choice(schools), f"G{n}", **over))
    for row in Student.objects.bulk_create(students):
        if row.cohort and chance.random() < 0.9:
            places = ("340811", "340881", "340104", "310115", "")
            Destination.objects.create(
                student=row, school=row.school, cohort=row.cohort, level=row.level, specialty_code=row.specialty_code,
                code=chance.choice(("10", "11", "12", "271", "46", "503", "512", "75", "76", "80", "85", "70", "71", "72")),
                workplace_county=chance.choice(places), registered_county=chance.choice(places),
                evidence_level=chance.randrange(7), contested=chance.random() < 0.1,
                state=chance.choice(("reported", "locked")),
            )  # fmt: skip
    _intake_and_industries(cast, schools, chance)
    return cast


def _intake_and_industries(cast: Cast, schools: list[Organisation], chance: random.Random) -> None:
    for year in YEARS[1:]:
        for school in schools:
            for number, category in enumerate(("middle", "veteran")):
                Intake.objects.create(
                    school=school, year=year, level=LEVELS[number], specialty_code="1", specialty_name="x",
                    category=category, registered=chance.randrange(50), as_of=DAY,
                )  # fmt: skip
    for where in (None, cast.north):
        Baseline.objects.create(school=where, year=2018, registered=37, source="示例", written_on=DAY)
    Baseline.objects.create(year=2018, registered=30, includes_adults=False, source="示例", written_on=DAY)
    for n in range(4):
        industry = LeadIndustry.objects.create(
            area=cast.works,
            name=f"产业{n}",
            since=date(2023 + n, 6, 1),
            until=date(2025, 6, 1) if n == 0 else None,
            source="x",
        )
        segment = Segment.objects.create(industry=industry, name="环节", stage="middle")
        programme = Programme.objects.create(
            school=schools[n % 2],
            level=LEVELS[n // 2],
            specialty_code=str(n % 2 + 1),
            specialty_name="x",
            catalogue_edition="2021",
        )
        for year in YEARS:
            status = chance.choice(("filed", "enrolling", "paused"))
            ProgrammeYear.objects.create(programme=programme, year=year, status=status, source="x")
        Crosswalk.objects.create(
            segment=segment, level=programme.level, specialty_code=programme.specialty_code, specialty_name="x",
            strength=2 + n % 2, evidence="x", state="reviewed" if n != 2 else "proposed",
            proposed_by=cast.lin, reviewed_by=cast.li if n != 2 else None, reviewed_on=DAY if n != 2 else None,
        )  # fmt: skip
        Partner.objects.create(
            programme=programme,
            industry=industry,
            enterprise=cast.works,
            kind="order_class",
            since=date(2025, 9, 1),
            source="x",
            **WORDS[n],
        )


@pytest.mark.django_db
def test_figures_equal_a_count_by_hand_on_two_hundred_scopes(records: Cast) -> None:
    chance = random.Random(5)
    definitions = list(Definition.objects.all())
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL).values_list("pk", flat=True)
    places = (None, records.works.pk, *schools)
    scopes = chance.sample([Scope(*each) for each in product((2023, *YEARS), places, ("", *LEVELS))], 200)
    expected = {(row.code, scope): by_hand(row.spec, scope) for row in definitions for scope in scopes}

    found = figures_of(definitions, scopes, on=DAY)

    wrong = [
        (figure.code, figure.scope, (figure.numerator, figure.denominator), expected[figure.code, figure.scope])
        for figure in found
        if (figure.numerator, figure.denominator or None)
        != (expected[figure.code, figure.scope][0], expected[figure.code, figure.scope][1] or None)
    ]
    different = len({figure.value for figure in found})
    print(
        f"\n{len(found)} figures ({len(definitions)} definitions, {len(set(scopes))} scopes) "
        f"against plain SQL: {len(wrong)} differ; {different} different values"
    )
    assert len(found) == 200 * len(definitions)
    assert wrong == []
    assert different > 100


@pytest.mark.django_db
def test_as_many_queries_for_one_scope_as_for_two_schools(records: Cast, django_assert_num_queries: Any) -> None:
    definitions = list(Definition.objects.exclude(target="coverage"))

    with django_assert_num_queries(6):
        figures_of(definitions, [Scope(2026, records.north.pk)], on=DAY)
    with django_assert_num_queries(6):
        figures_of(definitions, [Scope(2026, records.north.pk), Scope(2026, records.south.pk)], on=DAY)


@pytest.mark.django_db
def test_a_figure_is_provisional_until_everybody_is_registered_and_locked(records: Cast) -> None:
    row = Definition.objects.get(code="ratio.settled")
    scope = Scope(2026, records.north.pk)
    first = compute(row, scope, on=DAY)
    registered = Destination.objects.filter(cohort=2026).values("student")
    Student.objects.filter(cohort=2026).exclude(pk__in=registered).update(cohort=None, state="enrolled")
    Destination.objects.filter(cohort=2026).update(state="locked")

    assert (first.provisional, compute(row, scope, on=DAY).provisional) == (True, False)
