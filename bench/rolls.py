"""What lists of people cost at fifty schools of ten thousand: ./run bench rolls [--students N] [--json FILE].

The same pages are asked at a hundredth of the students and at all of them, drawn anew each time, by somebody who sees every school and
by one school's officer. CPU is that of the application and of its database backends together; the ratio is what growth costs.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._indicators_load import YEARS, fill_frame, fill_rows
from bench.house import OURSELVES, House, house
from bench.pages import Browser, one_after_another, sign_in

STUDENTS = 500_000
SMALL = 100
"""The small measurement has a hundredth of the students."""
COHORT = YEARS[-1]
PARTS = "student_name_parts"
NAMES = """
UPDATE learners_student SET name = substr('赵钱孙李周吴郑王冯陈', 1 + id::int % 10, 1) || substr('子丑寅卯辰巳午未申酉戌亥', 1 + id::int / 10 % 12, 1)
    || '例', name_pinyin = substr('zqslzwzwfc', 1 + id::int % 10, 1) || id, class_name = 'C' || id % 40
"""
PAGES = {
    "bench": {
        "roll": "/learners/",
        "roll, by part of a name": "/learners/?find=丑例",
        "roll, by student number": "/learners/?find=S1234",
        "roll, one school and year": f"/learners/?school={{school}}&year={COHORT}",
        "roll, one specialty": "/learners/?specialty=460702",
        "roll, adult intake": "/learners/?source=adults",
        "roll, page 400": "/learners/?page=400",
        "roll, figures": "/learners/standings/",
        "destinations": f"/employment/?cohort={COHORT}",
        "destinations, one school": f"/employment/?cohort={COHORT}&school={{school}}",
        "destinations, by name": f"/employment/?cohort={COHORT}&find=丑例",
        "destinations, not yet written": f"/employment/?cohort={COHORT}&missing=1",
        "destinations, one code": f"/employment/?cohort={COHORT}&code=11",
        "intake": "/admissions/",
        "intake against the roll": f"/admissions/reconcile/?year={COHORT}",
    },
    "officer": {
        "school: roll": "/learners/",
        "school: roll, by part of a name": "/learners/?find=丑例",
        "school: destinations": f"/employment/?cohort={COHORT}",
        "school: not yet written": f"/employment/?cohort={COHORT}&missing=1",
    },
}


def officer_of(school: int) -> None:
    """Somebody who works at one of the schools."""
    from datetime import date

    from django.contrib.auth.hashers import make_password

    from shouwei.ground.people.models import Identity, User

    user = User.objects.create(username="officer", name="示例", password=make_password(None), email="o@example.test")
    Identity.objects.create(user=user, role="unit_staff", organisation_id=school, since=date(2020, 1, 1))


def filled(schools: list[int], first: int, last: int, index: str) -> None:
    """Half of the students have graduated; names are found by their parts, as in a real installation."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {PARTS}")
        fill_rows(schools, first, last)
        cursor.execute("ALTER TABLE learners_student DISABLE TRIGGER USER")
        cursor.execute(NAMES)
        cursor.execute("ALTER TABLE learners_student ENABLE TRIGGER USER")
        cursor.execute(index)
    _folded()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _folded() -> None:
    """As after a night."""
    from shouwei.ground.learners.workflows.fold_counts import fold_counts as fold_rolls
    from shouwei.work.employment.workflows.fold_counts import fold_counts as fold_destinations

    fold_rolls()
    fold_destinations()


def asked(stand: House, school: int, count: int) -> dict[str, float]:
    """Page → milliseconds of CPU."""
    import psycopg

    assert stand.service.process is not None
    writer = psycopg.connect(stand.database, autocommit=True, application_name=OURSELVES)

    def write() -> None:
        writer.execute("UPDATE organisations_organisation SET name = name WHERE id = %s", [school])

    found = {}
    for username, pages in PAGES.items():
        browser = Browser(stand.port, sign_in(username))
        for name, path in pages.items():
            address = _encoded(path.format(school=school))
            for _ in range(6):
                browser.ask(address)
            at = lambda _, browser=browser, address=address: browser.ask(address)  # noqa: E731
            found[name] = one_after_another(stand, stand.service.process.pid, name, count, at, write).cpu
    writer.close()
    return found


def _encoded(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?=&")


def measure(stand: House, students: int, count: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection, connections

    from shouwei.core.acting import SYSTEM, act_as

    act_as(SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [PARTS])
        (index,) = cursor.fetchone()
    schools = fill_frame()
    officer_of(schools[0])
    graduates, few = students // 2, students // 2 // SMALL
    filled(schools, 0, few, index)
    small = asked(stand, schools[0], count)
    filled(schools, few, graduates, index)
    large = asked(stand, schools[0], count)
    connections.close_all()
    return {"students": students, "small": small, "large": large}


def table(found: dict[str, Any]) -> str:
    few = found["students"] // SMALL
    lines = [f"{'page, CPU ms of app and database':36}{few:>12,}{found['students']:>12,}{'ratio':>8}"]
    for name, small in found["small"].items():
        large = found["large"][name]
        lines.append(f"{name:36}{small:12.1f}{large:12.1f}{large / max(small, 0.1):8.2f}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench rolls", description=__doc__)
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--count", type=int, default=20, help="requests a page")
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    chosen = parser.parse_args(arguments)
    with house() as stand:
        found = measure(stand, chosen.students, chosen.count)
    print(table(found))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
