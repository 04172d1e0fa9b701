"""The roll: changes obey the rule and can be taken back for a day; counts are always those of the rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.clock import today
from shouwei.core.secrets import mask
from shouwei.core.verdict import Refused
from shouwei.ground.catalogues.rules.editions import About
from shouwei.ground.catalogues.rules.tables import Draft, Row
from shouwei.ground.catalogues.workflows.import_edition import import_edition
from shouwei.ground.catalogues.workflows.publish_edition import publish_edition
from shouwei.ground.learners.models import RollChange, RollCount, Student
from shouwei.ground.learners.queries import how_many, standings, students_listed, students_paged, wanted_of
from shouwei.ground.learners.rules.roll import KINDS, STATES, changes_open_to, may_change, wrong_dates
from shouwei.ground.learners.workflows.fold_counts import fold_counts
from shouwei.ground.learners.workflows.graduate_class import graduate_class
from shouwei.ground.learners.workflows.record_change import record_change
from shouwei.ground.learners.workflows.take_back_change import take_back_change

from .rolls import enrol, student

DAY = date(2026, 6, 30)
KEY = ("school", "level", "specialty_code", "specialty_name", "entry_year", "source", "state", "cohort")


@pytest.mark.parametrize(
    ("kind", "state", "on", "reason", "allowed"),
    [
        ("suspend", "enrolled", DAY, "伤病", True),
        ("suspend", "enrolled", DAY, " ", False),  # a reason is wanted
        ("suspend", "suspended", DAY, "伤病", False),  # already
        ("resume", "suspended", DAY, "", True),  # needs none
        ("resume", "enrolled", DAY, "", False),
        ("graduate", "suspended", DAY, "", False),  # comes back first
        ("withdraw", "suspended", DAY, "本人申请", True),
        ("withdraw", "graduated", DAY, "本人申请", False),
        ("suspend", "enrolled", date(2023, 9, 1), "伤病", True),  # on the very day it began
        ("suspend", "enrolled", date(2023, 8, 31), "伤病", False),  # one day before
        ("suspend", "enrolled", DAY + timedelta(days=1), "伤病", False),  # tomorrow
    ],
)
def test_what_may_follow_what(kind: str, state: str, on: date, reason: str, allowed: bool) -> None:
    verdict = may_change(kind, state=state, since=date(2023, 9, 1), on=on, today=DAY, reason=reason)

    assert bool(verdict) is allowed
    assert allowed or verdict.reason.endswith("。")


@given(st.sampled_from(sorted(STATES)))
def test_who_has_left_the_roll_for_good_has_no_further_change(state: str) -> None:
    assert (changes_open_to(state) == []) == (state not in ("enrolled", "suspended"))
    assert all(state in KINDS[kind].comes_from for kind in changes_open_to(state))


@pytest.mark.parametrize(
    ("born_on", "entered_on", "year", "wrong"),
    [
        (date(2014, 9, 1), date(2026, 9, 1), 2026, []),  # exactly twelve
        (date(2014, 9, 2), date(2026, 9, 1), 2026, ["born_on"]),  # a day short
        (date(1956, 9, 1), date(2026, 9, 1), 2026, []),  # seventy, of the adult intake
        (date(1955, 9, 1), date(2026, 9, 1), 2026, ["born_on"]),
        (date(2010, 1, 1), date(2026, 2, 1), 2025, []),  # entered in spring
        (date(2010, 1, 1), date(2026, 9, 1), 2024, ["entry_year"]),
    ],
)
def test_dates_that_cannot_be(born_on: date, entered_on: date, year: int, wrong: list[str]) -> None:
    found = wrong_dates(born_on=born_on, entered_on=entered_on, entry_year=year)

    assert [field for field, _ in found] == wrong


def counted() -> dict[tuple[object, ...], int]:
    rows = RollCount.objects.values_list(*KEY).annotate(n=Sum("people")).order_by()
    return {tuple(row[:-1]): row[-1] for row in rows if row[-1]}


def there() -> dict[tuple[object, ...], int]:
    return {tuple(row[:-1]): row[-1] for row in Student.objects.values_list(*KEY).annotate(n=Count("pk")).order_by()}


def test_counts_are_those_of_the_rows_whatever_happens(cast: Cast) -> None:
    enrol(cast.north, 5)
    enrol(cast.south, 3, source="veteran", level="higher", specialty_code="460702")
    steps = [counted() == there()]
    Student.objects.filter(school=cast.north, student_no__lt="S00002").update(state="suspended")
    steps.append(counted() == there())
    Student.objects.filter(student_no="S00004").delete()
    steps.append(counted() == there())
    Student.objects.update(class_name="改名的班")  # nothing counted has changed
    lines = RollCount.objects.count()
    graduate_class(cast.north, entry_year=2023, class_name="改名的班", on=DAY, staying=(), by=cast.lin, today=DAY)
    steps.append(counted() == there())
    fold_counts()
    steps.append(counted() == there())

    assert steps == [True] * 5
    assert RollCount.objects.count() < lines


def test_a_change_is_written_down_and_taken_back_for_a_day(cast: Cast) -> None:
    (row,) = enrol(cast.north, 1)
    change = record_change(row, kind="suspend", on=DAY, reason="伤病", by=cast.wu, today=DAY)
    row.refresh_from_db()
    assert (row.state, row.state_since) == ("suspended", DAY)
    assert (change.before, change.after) == (
        {"state": "enrolled", "state_since": "2023-09-01"},
        {"state": "suspended", "state_since": "2026-06-30"},
    )

    RollChange.objects.update(recorded_at=change.recorded_at - timedelta(days=3))
    change.refresh_from_db()
    with pytest.raises(Refused, match="满一天"):
        take_back_change(change, by=cast.wu, today=today())
    RollChange.objects.update(recorded_at=change.recorded_at + timedelta(days=3))
    change.refresh_from_db()
    take_back_change(change, by=cast.wu, today=today())

    row.refresh_from_db()
    assert (row.state, row.state_since, RollChange.objects.count()) == ("enrolled", date(2023, 9, 1), 0)


def test_a_class_graduates_but_for_those_who_stay(cast: Cast) -> None:
    enrol(cast.north, 4)
    Student.objects.filter(student_no="S00003").update(state="suspended")

    with pytest.raises(Refused, match="S99999"):
        graduate_class(
            cast.north,
            entry_year=2023,
            class_name="汽修一班",
            on=DAY,
            staying={"S99999"},
            by=cast.lin,
            today=DAY,
        )
    assert Student.objects.filter(state="graduated").count() == 0

    left = graduate_class(
        cast.north, entry_year=2023, class_name="汽修一班", on=DAY, staying={"S00001"}, by=cast.lin, today=DAY
    )

    assert left == 2
    assert list(Student.objects.order_by("student_no").values_list("state", "cohort")) == [
        ("graduated", 2026),
        ("enrolled", None),
        ("graduated", 2026),
        ("suspended", None),
    ]


def test_found_by_name_pinyin_number_and_full_id_never_by_part_of_it(cast: Cast) -> None:
    made = student(cast.north, "2023010001", "甄示例", id_number="11010519491231002X", phone="13800000000")
    made.save()

    def found(find: str) -> int:
        return students_listed(cast.lin, wanted_of(QueryDict(f"find={find}"))).count()

    assert [found(text) for text in ("示例", "zhenshi", "zsl", "202301", "11010519491231002X", "13800000000")] == [
        1,
        1,
        1,
        1,
        1,
        1,
    ]
    assert [found(text) for text in ("110105", "1380000", "002X")] == [0, 0, 0]


def test_a_school_sees_its_own_roll_the_secretariat_all_and_an_enterprise_none(cast: Cast) -> None:
    enrol(cast.north, 2)
    enrol(cast.south, 3)
    everybody = wanted_of(QueryDict())

    assert [how_many(cast[who], everybody) for who in ("lin", "wu", "zhao", "chen", "he")] == [2, 2, 3, 5, 0]
    assert [students_listed(cast[who], everybody).count() for who in ("lin", "chen", "he", "fang")] == [2, 5, 0, 0]
    assert [(row.name, row.enrolled) for row in standings(cast.fang, year=2026)] == [("北辰职校", 2), ("南岭职校", 3)]


def test_personal_numbers_are_masked_on_the_page(cast: Cast, client: Client) -> None:
    made = student(cast.north, "2023010001", id_number="11010519491231002X", phone="13800000000", roll_no="G123456789")
    made.save()
    client.force_login(cast.lin.user)

    page = client.get(reverse("learners:student", args=[made.pk])).content.decode()

    assert ("11010519491231002X" in page, "13800000000" in page, "G123456789" in page) == (False, False, False)
    assert mask("13800000000", "phone") in page


def test_the_list_asks_as_often_for_one_as_for_thirty(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("learners:students")).status_code == 200
        return len(asked)

    enrol(cast.north, 1)
    questions()
    one = questions()
    Student.objects.bulk_create(student(cast.north, f"T{i:05}") for i in range(30))

    assert questions() == one


def test_over_the_pages_a_student_is_suspended_and_the_slip_taken_back(cast: Cast, client: Client) -> None:
    (row,) = enrol(cast.north, 1)
    client.force_login(cast.wu.user)
    address = reverse("learners:record_change", args=[row.pk, "suspend"])

    refused = client.post(address, {"on": "2026-06-30", "reason": ""})
    assert "请写明休学的原因" in refused.content.decode()
    assert RollChange.objects.count() == 0

    client.post(address, {"on": "2026-06-30", "reason": "伤病"})
    row.refresh_from_db()
    assert row.state == "suspended"

    client.post(reverse("learners:take_back_change", args=[RollChange.objects.get().pk]))
    row.refresh_from_db()
    assert row.state == "enrolled"


def test_a_search_means_the_same_by_the_index_and_row_by_row_and_never_a_sisters(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in (("2023010001", "甄示例"), ("2023010002", "甄实例"), ("2024010003", "贾示例")):
        student(cast.north, number, name).save()
    student(cast.south, "2023010001", "甄示例").save()

    def found(who: str, address: str) -> list[str]:
        rows, people = students_paged(cast[who], wanted_of(QueryDict(address)))
        listed = [row.student_no for row in rows[0:50]]
        assert (people, [row.student_no for row in students_listed(cast[who], wanted_of(QueryDict(address)))]) == (
            len(listed),
            listed,
        )
        return listed

    asked = (
        "find=甄示",
        "find=例",
        "find=2023",
        "find=zhen",
        "find=例&year=2023",
        "find=没有",
        f"find=甄示&school={cast.south.pk}",
    )
    by_index = [[found(who, address) for address in asked] for who in ("lin", "chen")]
    monkeypatch.setattr("shouwei.ground.learners.queries.MOST_FOUND", 0)
    one_by_one = [
        [[row.student_no for row in students_listed(cast[who], wanted_of(QueryDict(address)))] for address in asked]
        for who in ("lin", "chen")
    ]

    assert by_index == one_by_one
    assert by_index[0][0] == ["2023010001"]
    assert by_index[1][0] == ["2023010001", "2023010001"]


def test_what_is_found_too_often_is_said_and_turned_to_no_further(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(cast.north, 170, name="甄示例")
    client.force_login(cast.lin.user)
    told = []
    for found, shared in ((200, 60), (160, 60), (160, 500)):
        monkeypatch.setattr("shouwei.ground.learners.queries.MOST_FOUND", found)
        monkeypatch.setattr("shouwei.ground.learners.queries.SHARED", shared)
        page = client.get(reverse("learners:students"), {"find": "示例"})
        count = page.context["page"].paginator.count
        told.append((page.context["most"], page.context["people"], count, len(page.context["rows"])))
    last = page.content.decode()

    # All of them; one more than are listed; none too many, once they have been compared one by one.
    assert told == [(None, 170, 170, 50), (60, 61, 50, 50), (None, 170, 170, 50)]
    assert "170 名学生符合条件" in last


def test_a_character_of_every_name_is_not_looked_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """It narrows nothing; what else was typed is looked up, and the whole of it is compared with what is found."""
    enrol(cast.north, 90, name="甄示例")
    for number, name in enumerate(("丑例丑", "例丑示")):
        student(cast.south, f"N{number}", name).save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE learners_student")
        narrowed = []
        for wanted in ("'丑' & '例'", "'丑' & '@5' & '例'", "'例' & '示'", "('z' & 'h') | 'zh':*", "'丑' & !'x'"):
            cursor.execute("SELECT search_narrowed('sought_learners_student', %s::tsquery)::text", [wanted])
            narrowed.append(cursor.fetchone()[0])
    found = {
        typed: [row.name for row in students_listed(cast.chen, wanted_of(QueryDict(f"find={typed}")))]
        for typed in ("丑例", "例丑", "丑", "示例")
    }

    assert narrowed == ["'丑'", "'@5' & '丑'", None, "'zh':* | 'z' & 'h'", "'丑' & !'x'"]
    assert {typed: len(names) for typed, names in found.items()} == {"丑例": 1, "例丑": 2, "丑": 2, "示例": 90}
    assert students_paged(cast.chen, wanted_of(QueryDict("find=例")))[1] == 92


def test_a_far_page_is_the_one_the_order_says(cast: Cast) -> None:
    enrol(cast.north, 7)
    rows, people = students_paged(cast.lin, wanted_of(QueryDict()))

    assert [row.student_no for row in rows[5:9]] == [
        row.student_no for row in students_listed(cast.lin, wanted_of(QueryDict()))[5:9]
    ]
    assert (people, len(rows[5:9])) == (7, 2)


def test_a_student_goes_over_to_a_specialty_of_the_catalogue_of_the_entry_year(cast: Cast) -> None:
    said = About(catalogue="specialties", name="2020目录", source="示例", used_from=date(2020, 1, 1))
    codes = [Row("700206", "汽车运用与维修", "中职", ""), Row("710201", "计算机应用", "中职", "")]
    publish_edition(import_edition(Draft(rows=codes), said, checksum="", by=None), by=None, today=date(2023, 9, 1))
    one = enrol(cast.north, 1, catalogue_edition="2020")[0]
    goes: dict[str, Any] = {
        "kind": "change_specialty",
        "on": date(2024, 3, 1),
        "reason": "x",
        "by": cast.wu,
        "today": DAY,
    }

    def to(code: str, name: str) -> dict[str, str]:
        return {"specialty_code": code, "specialty_name": name, "direction": "", "class_name": ""}

    with pytest.raises(Refused, match="“2020目录”中没有专业代码710209。“计算机应用”的代码是710201计算机应用。"):
        record_change(one, specialty=to("710209", "计算机应用"), **goes)
    assert not RollChange.objects.exists()
    record_change(one, specialty=to("710201", "计算机应用"), **goes)

    one.refresh_from_db()
    assert one.specialty_code == "710201"
