"""Rolls and destinations of an invented group of fifty schools, written by SQL through the triggers; nobody is real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from bench.house import TODAY

SCHOOLS = 50
YEARS = tuple(range(TODAY.year - 4, TODAY.year + 1))
SPECIALTIES = 12
BATCH = 250_000
STUDENTS = """
INSERT INTO learners_student (school_id, student_no, name, name_pinyin, sex, born_on, home_county, level, specialty_code,
    specialty_name, catalogue_edition, direction, class_name, entry_year, entered_on, source, state, state_since, cohort)
SELECT (%(schools)s::bigint[])[1 + n %% 50], 'S' || n, '示例', 'shili', 'm', '2005-09-01', '',
    CASE WHEN h %% 10 < 6 THEN 'secondary' WHEN h %% 10 < 9 THEN 'higher' ELSE 'technician' END,
    ('{700206,660301,720301,730701,460702,470201,530802,680402,660103,610102,670101,750201}'::text[])[1 + h %% 12], '示例专业', '2021',
    '', '一班', entry, make_date(entry, 9, 1), CASE WHEN h %% 20 = 0 THEN 'veteran' ELSE 'middle' END,
    CASE WHEN n %% 2 = 0 THEN 'graduated' ELSE 'enrolled' END, make_date(entry, 9, 1), CASE WHEN n %% 2 = 0 THEN entry + 3 END
FROM generate_series(%(first)s * 2, %(last)s * 2 - 1) AS n,
    LATERAL (SELECT abs(hashint8(n)) AS h) AS hashed,
    LATERAL (SELECT CASE WHEN n %% 2 = 0 THEN %(oldest)s - 3 + (n / 2) %% 5 ELSE %(oldest)s + 2 + n / 2 %% 3 END AS entry) AS entries
"""
DESTINATIONS = """
INSERT INTO employment_destination (student_id, school_id, cohort, level, specialty_code, code, code_edition, employer_name,
    employer_code, employer_kind, employer_industry, workplace_county, registered_county, post, evidence_level, contested, state,
    edition, changed_at)
SELECT s.id, s.school_id, s.cohort, s.level, s.specialty_code,
    ('{10,11,11,11,11,12,27,46,50,75,76,80,80,85,70,71}'::text[])[1 + h %% 16], '2023', '', '', '', '',
    ('{340811,340881,340822,340104,340203,310115,320505,""}'::text[])[1 + h / 16 %% 8],
    CASE WHEN h / 128 %% 10 = 0 THEN '310115' ELSE ('{340811,340881,340822,340104,340203,310115,320505,""}'::text[])[1 + h / 16 %% 8] END,
    '', h / 1024 %% 7, h %% 97 = 0,
    CASE WHEN s.cohort < %(newest)s THEN 'locked' ELSE 'reported' END, 1, now()
FROM learners_student s, LATERAL (SELECT abs(hashint8(s.id + 7)) AS h) AS hashed
WHERE s.id > %(since)s AND s.cohort IS NOT NULL AND h %% 20 <> 3
"""
CHANGE = """
UPDATE employment_destination SET code = CASE WHEN code = '11' THEN '80' ELSE '11' END, evidence_level = 3
WHERE id IN (SELECT id FROM employment_destination WHERE id %% 997 = %(number)s ORDER BY hashint8(id) LIMIT %(rows)s)
"""


def fill_frame() -> list[int]:
    """Schools, a reader, intake, a baseline, industries with their programmes; the schools' keys."""
    from django.contrib.auth.hashers import make_password

    from shouwei.ground.organisations.models import Organisation
    from shouwei.ground.people.models import Identity, User
    from shouwei.oversight.indicators.models import Goal
    from shouwei.work.admissions.models import Baseline

    kind = Organisation.Kind
    schools = [
        Organisation.objects.create(name=f"示例第{n}职业学校", short_name=f"第{n}职校", kind=kind.SCHOOL)
        for n in range(1, SCHOOLS + 1)
    ]
    secretariat = Organisation.objects.create(name="示例集团秘书处办公室", kind=kind.SECRETARIAT)
    user = User.objects.create(username="bench", name="示例", password=make_password(None), email="b@example.test")
    Identity.objects.create(user=user, role="secretariat", organisation=secretariat, since=date(2020, 1, 1))
    Baseline.objects.create(year=2018, registered=20_000, source="示例", written_on=TODAY)
    for target, first, last in (("coverage", 60, 100), ("intake", 1, 2), ("local", 20, 70)):
        Goal.objects.create(
            target=target, from_year=2024, from_value=first, to_year=2027, to_value=last, source="示例方案"
        )
    _intake(schools)
    _industries(schools, secretariat)
    _lighten()
    return [school.pk for school in schools]


TABLES = ("learners_student", "employment_destination")


def _lighten() -> None:
    """Keys into other tables are not checked for invented rows, and searching by parts of names, which is not measured, has no index."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX student_name_parts")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
            [list(TABLES)],
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


@contextmanager
def without_indexes() -> Iterator[None]:
    """For the length of a fill; made again afterwards."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
            [list(TABLES)],
        )
        present = cursor.fetchall()
        for name, _ in present:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, made in present:
            cursor.execute(made)


def _intake(schools: list[Any]) -> None:
    from shouwei.work.admissions.models import Intake

    Intake.objects.bulk_create(
        Intake(
            school=school,
            year=year,
            level="secondary",
            specialty_code=str(code),
            specialty_name="示例专业",
            category=category,
            registered=20 + (school.pk * 7 + year + code) % 40,
            as_of=TODAY,
        )
        for school in schools
        for year in YEARS
        for code in range(SPECIALTIES)
        for category in ("middle", "veteran")
    )


def _industries(schools: list[Any], area: Any) -> None:
    """Ten industries, two segments each; every second specialty serves one."""
    from shouwei.work.programmes.models import Crosswalk, LeadIndustry, Partner, Programme, ProgrammeYear, Segment

    codes = ("700206", "660301", "720301", "730701", "460702", "470201", "530802", "680402", "660103", "610102")
    programmes = Programme.objects.bulk_create(
        Programme(
            school=school, level="secondary", specialty_code=code, specialty_name="示例专业", catalogue_edition="2021"
        )
        for school in schools
        for code in codes
    )
    ProgrammeYear.objects.bulk_create(
        ProgrammeYear(programme=row, year=year, status="enrolling", source="示例")
        for row in programmes
        for year in YEARS
    )
    for number, code in enumerate(codes):
        industry = LeadIndustry.objects.create(area=area, name=f"产业{number}", since=date(2019, 1, 1), source="示例")
        for stage in ("upstream", "middle"):
            segment = Segment.objects.create(industry=industry, name=stage, stage=stage)
            if number % 2 == 0:
                Crosswalk.objects.create(
                    segment=segment, level="secondary", specialty_code=code, specialty_name="示例专业", strength=2,
                    evidence="示例", state="reviewed", reviewed_on=TODAY,
                )  # fmt: skip
        Partner.objects.create(
            programme=programmes[number],
            industry=industry,
            enterprise=area,
            kind="base",
            since=date(2020, 1, 1),
            source="x",
        )


def fill_rows(schools: list[int], first: int, last: int) -> None:
    """Graduates from ``first`` to ``last``, as many others on the roll, and their destinations: in statements of a hundred thousand."""
    from django.db import connection

    with without_indexes():
        for begin in range(first, last, BATCH):
            with connection.cursor() as cursor:
                cursor.execute("SELECT coalesce(max(id), 0) FROM learners_student")
                (since,) = cursor.fetchone() or (0,)
                asked = {"schools": schools, "first": begin, "last": min(begin + BATCH, last), "oldest": YEARS[0]}
                cursor.execute(STUDENTS, asked)
                cursor.execute(DESTINATIONS, {"since": since, "newest": YEARS[-1]})


def change(rows: int, number: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(CHANGE, {"rows": rows, "number": number})
