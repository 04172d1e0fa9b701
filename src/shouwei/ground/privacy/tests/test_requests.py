"""A person asks, somebody answers within thirty days, and what is late is seen: by the clock, the desk, the page and the trail."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event, Look
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.calendar.rules.working_days import is_working_day
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import User
from shouwei.ground.privacy.models import DataRequest
from shouwei.ground.privacy.queries.requests import figures, waiting
from shouwei.ground.privacy.rules.requests import TERM, Clock, clock, due_on, may_answer, may_ask
from shouwei.ground.privacy.workflows.answer_request import answer_request, take_request, withdraw_request
from shouwei.ground.privacy.workflows.ask_data import Wish, ask_data
from shouwei.ground.privacy.workflows.erase_student import erase_student
from shouwei.ground.privacy.workflows.remind_requests import remind_requests

DAY = date(2026, 4, 15)  # Wednesday
DUE = date(2026, 5, 15)  # Friday
WORDS = "手机号已经更换，请更正。"


@pytest.fixture(autouse=True)
def that_day(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


@pytest.fixture
def pupil(cast: Cast) -> Student:
    return enrol(cast.north, 1, name="毕示例", state="graduated", cohort=2026)[0]


def asked(person: User | Student, kind: str = "correct", *, cast: Cast, on: date = DAY) -> DataRequest:
    by = cast.wu if isinstance(person, Student) else cast.he
    way = "person" if isinstance(person, Student) else "online"
    return ask_data(person, Wish(kind, WORDS, on, way=way), by=by, today=on)


def to_whom(key: str) -> list[int]:
    return sorted(Notice.objects.filter(key=key).values_list("to", flat=True))


@pytest.mark.parametrize(
    ("received", "holidays", "due"),
    [
        (date(2026, 4, 15), {}, date(2026, 5, 15)),  # the thirtieth day is a Friday
        (date(2026, 4, 16), {}, date(2026, 5, 15)),  # a Saturday: the Friday before
        (date(2026, 4, 17), {}, date(2026, 5, 15)),  # a Sunday
        (date(2026, 4, 18), {}, date(2026, 5, 18)),
        (date(2026, 4, 16), {date(2026, 5, 16): True}, date(2026, 5, 16)),  # a Saturday that is worked
        (date(2026, 9, 4), {date(2026, 10, d): False for d in range(1, 8)}, date(2026, 9, 30)),  # within the holidays
        (date(2026, 1, 30), {}, date(2026, 2, 27)),
    ],
)
def test_the_last_day(received: date, holidays: dict[date, bool], due: date) -> None:
    assert due_on(received, holidays) == due


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dictionaries(st.integers(1, 40), st.booleans(), max_size=12),
)
def test_never_later_than_the_term_and_on_a_worked_day(received: date, odd: dict[int, bool]) -> None:
    exceptions = {received + timedelta(days=n): worked for n, worked in odd.items()}
    due = due_on(received, exceptions)

    assert received < due <= received + timedelta(days=TERM)
    assert is_working_day(due, exceptions)
    later = [
        due + timedelta(days=n) for n in range(1, TERM) if due + timedelta(days=n) <= received + timedelta(days=TERM)
    ]
    assert not any(is_working_day(day, exceptions) for day in later)


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 5, 7), Clock.RUNNING),  # six working days before
        (date(2026, 5, 8), Clock.SOON),
        (date(2026, 5, 13), Clock.SOON),
        (date(2026, 5, 14), Clock.LAST),
        (date(2026, 5, 15), Clock.LAST),
        (date(2026, 5, 16), Clock.LATE),
    ],
)
def test_how_near_the_last_day_is(today: date, step: Clock) -> None:
    assert clock(DUE, today=today, exceptions={}) is step


@pytest.mark.parametrize(
    ("words", "received", "same", "says"),
    [
        ("六个字的申请", DAY, "", ""),
        ("五个字申请", DAY, "", "至少6个字"),
        (WORDS, DAY + timedelta(days=1), "", "不能晚于今天"),
        (WORDS, DAY - timedelta(days=30), "", ""),
        (WORDS, DAY - timedelta(days=31), "", "31天以前"),
        (WORDS, DAY, "个申〔2026〕1号", "个申〔2026〕1号）正在办理"),
    ],
)
def test_what_may_be_asked(words: str, received: date, same: str, says: str) -> None:
    verdict = may_ask(words=words, received=received, today=DAY, same_open=same)

    assert (bool(verdict), says in verdict.reason) == (says == "", True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, ""),
        ({"state": "open"}, ""),
        ({"state": "answered"}, "已经结束"),
        ({"state": "withdrawn"}, "已经结束"),
        ({"own": True}, "不能答复自己的申请"),
        ({"kind": "copy", "carried_out": False}, "还没有制作副本"),
        ({"kind": "erase", "carried_out": False}, "还没有删除"),
        ({"kind": "correct", "carried_out": False}, ""),
        ({"kind": "erase", "carried_out": False, "outcome": "refused", "answer": "学籍依法长期保存，不能删除。"}, ""),
        ({"outcome": "refused", "answer": "不能更正它的。"}, "须写明理由和依据"),
        ({"outcome": "partly", "answer": "九个字九个字九个字"}, "至少10个字"),
        ({"answer": "已经更正"}, "请写明办理结果"),
    ],
)
def test_what_may_be_answered(change: dict[str, Any], says: str) -> None:
    case: dict[str, Any] = {
        "state": "taken", "kind": "correct", "outcome": "done", "answer": "手机号已更正。", "carried_out": True, "own": False
    } | change  # fmt: skip
    verdict = may_answer(**case)

    assert (bool(verdict), says in verdict.reason) == (says == "", True)


@pytest.mark.django_db
def test_a_person_asks_and_is_answered(cast: Cast, client: Client) -> None:
    client.force_login(cast.he.user)
    short = client.post(reverse("privacy:ask_data"), {"kind": "correct", "words": "改"})
    assert ("至少6个字" in short.content.decode(), DataRequest.objects.count()) == (True, 0)

    sent = client.post(reverse("privacy:ask_data"), {"kind": "correct", "words": WORDS})
    row = DataRequest.objects.get()
    assert sent.headers["Location"] == reverse("privacy:my_request", args=[row.pk])
    assert (row.number, row.user, row.school, row.due_on, row.state) == (
        "个申〔2026〕1号",
        cast.he.user,
        None,
        DUE,
        "open",
    )
    assert to_whom(f"data_request:{row.pk}:new") == [cast.guan.pk]
    again = client.post(reverse("privacy:ask_data"), {"kind": "correct", "words": WORDS}).content.decode()
    assert ("个申〔2026〕1号）正在办理" in again, DataRequest.objects.count()) == (True, 1)

    client.force_login(cast.guan.user)
    assert client.post(reverse("privacy:take_request", args=[row.pk])).status_code == 302
    wrong = client.post(
        reverse("privacy:answer_request", args=[row.pk]), {"outcome": "refused", "answer": "不行不行不行"}
    )
    assert "须写明理由和依据" in wrong.content.decode()
    row.refresh_from_db()
    assert (row.state, row.taken_by, row.outcome) == ("taken", cast.guan, "")
    client.post(reverse("privacy:answer_request", args=[row.pk]), {"outcome": "done", "answer": "手机号已更正。"})

    row.refresh_from_db()
    assert (row.state, row.outcome, row.answered_by, row.ended_on) == ("answered", "done", cast.guan, DAY)
    assert to_whom(f"data_answer:{row.pk}") == [cast.he.pk]
    client.force_login(cast.he.user)
    shown = client.get(reverse("privacy:my_request", args=[row.pk])).content.decode()
    assert ("手机号已更正。" in shown, "撤回申请" in shown) == (True, False)
    lines = Event.objects.filter(on_type="privacy.datarequest").order_by("pk").values_list("what", flat=True)
    assert list(lines) == ["登记个人信息申请", "受理个人信息申请", "答复个人信息申请"]


@pytest.mark.django_db
def test_what_another_person_asked_does_not_exist(cast: Cast, client: Client) -> None:
    row = asked(cast.he.user, cast=cast)
    for who in ("zhao", "chen", "guan"):
        client.force_login(cast[who].user)
        statuses = [
            client.get(reverse("privacy:my_request", args=[row.pk])).status_code,
            client.post(reverse("privacy:withdraw_request", args=[row.pk])).status_code,
        ]
        assert statuses == [404, 404]
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.django_db
def test_the_school_answers_for_its_students_and_no_sister(cast: Cast, client: Client, pupil: Student) -> None:
    client.force_login(cast.wu.user)
    form = {"kind": "copy", "asker": "guardian", "way": "letter", "received_on": "2026-04-10", "words": WORDS}
    assert client.post(reverse("privacy:note_for_student", args=[pupil.pk]), form).status_code == 302
    row = DataRequest.objects.get()
    assert (row.school, row.asker, row.way, row.noted_by, row.due_on) == (
        cast.north,
        "guardian",
        "letter",
        cast.wu,
        date(2026, 5, 8),
    )
    assert to_whom(f"data_request:{row.pk}:new") == [cast.lin.pk]  # not to whoever noted it

    seen = {}
    for who in ("lin", "wu", "zhao", "he", "guan", "chen", "shen"):
        client.force_login(cast[who].user)
        seen[who] = (
            client.get(row.get_absolute_url()).status_code,
            client.get(reverse("privacy:answer_request", args=[row.pk])).status_code,
        )
    assert seen == {
        "lin": (200, 200), "wu": (200, 200), "zhao": (404, 404), "he": (404, 404), "guan": (404, 404),
        "chen": (200, 403), "shen": (200, 403),
    }  # fmt: skip
    client.force_login(cast.zhao.user)
    assert client.post(reverse("privacy:note_for_student", args=[pupil.pk]), form).status_code == 404


@pytest.mark.django_db
def test_a_copy_counts_as_done_when_it_was_made(cast: Cast, client: Client, pupil: Student) -> None:
    row = asked(pupil, "copy", cast=cast)
    with pytest.raises(Refused, match="还没有制作副本"):
        answer_request(row, outcome="done", answer="副本已交本人。", by=cast.lin, today=DAY)
    client.force_login(cast.lin.user)

    packed = client.post(reverse("privacy:request_copy", args=[row.pk]))

    assert packed["Content-Type"] == "application/zip", packed.headers
    assert zipfile.ZipFile(io.BytesIO(packed.content)).namelist() == ["data.json", "个人信息.html"]
    assert Look.objects.get(on_type="learners.student", on_id=pupil.pk).why == "答复个申〔2026〕1号"
    done = answer_request(row, outcome="done", answer="副本已交本人。", by=cast.lin, today=DAY)
    assert (done.state, done.taken_by) == ("answered", cast.lin)
    gone = client.post(reverse("privacy:request_copy", args=[row.pk]))
    assert (gone.status_code, Look.objects.count()) == (302, 1)


@pytest.mark.django_db
def test_deletion_counts_as_done_when_nothing_is_left(cast: Cast, pupil: Student) -> None:
    pupil.phone = "13900000001"
    pupil.save()
    row = asked(pupil, "erase", cast=cast)
    with pytest.raises(Refused, match="还没有删除"):
        answer_request(row, outcome="done", answer="手机号已删除。", by=cast.lin, today=DAY)

    erase_student(pupil, because=f"答复{row.number}", by=cast.lin)

    assert answer_request(row, outcome="done", answer="手机号已删除。", by=cast.lin, today=DAY).outcome == "done"


@pytest.mark.django_db
def test_nobody_answers_the_own_request(cast: Cast, client: Client) -> None:
    row = ask_data(cast.guan.user, Wish("explain", WORDS, DAY), by=cast.guan, today=DAY)

    with pytest.raises(Refused, match="不能答复自己的申请"):
        answer_request(row, outcome="done", answer="已经说明情况。", by=cast.guan, today=DAY)
    row.refresh_from_db()
    assert (row.state, row.answer, to_whom(f"data_request:{row.pk}:new")) == ("open", "", [])
    assert list(waiting(cast.guan, DAY)) == []


@pytest.mark.django_db
def test_withdrawn_by_the_person_and_asked_anew(cast: Cast) -> None:
    row = asked(cast.he.user, cast=cast)

    withdraw_request(row, by=cast.he, today=DAY)

    with pytest.raises(Refused, match="不能撤回"):
        withdraw_request(row, by=cast.he, today=DAY)
    with pytest.raises(Refused, match="已经结束"):
        answer_request(row, outcome="done", answer="手机号已更正。", by=cast.guan, today=DAY)
    assert asked(cast.he.user, cast=cast).number == "个申〔2026〕2号"


@pytest.mark.django_db
def test_reminded_before_the_last_day_and_alarmed_after(cast: Cast, pupil: Student) -> None:
    row = asked(pupil, cast=cast)
    key = f"data_request:{row.pk}"
    quiet = remind_requests(date(2026, 5, 7))
    soon = [remind_requests(date(2026, 5, 8)), remind_requests(date(2026, 5, 8))]
    assert (quiet, soon, to_whom(f"{key}:soon")) == (0, [1, 1], [cast.lin.pk, cast.wu.pk])

    take_request(row, by=cast.wu)
    remind_requests(date(2026, 5, 15))
    assert to_whom(f"{key}:last") == [cast.wu.pk]  # whoever took it
    remind_requests(date(2026, 5, 16))
    remind_requests(date(2026, 5, 20))
    assert to_whom(f"{key}:late:0") == [cast.chen.pk, cast.wu.pk]
    remind_requests(date(2026, 5, 22))
    assert to_whom(f"{key}:late:1") == [cast.chen.pk, cast.wu.pk]

    answer_request(row, outcome="done", answer="手机号已更正。", by=cast.wu, today=date(2026, 5, 23))
    assert remind_requests(date(2026, 5, 30)) == 0
    assert figures(DataRequest.objects.all(), 2026, date(2026, 5, 30)) == {
        "received": 1, "in_time": 0, "late": 1, "withdrawn": 0, "waiting": 0, "overdue": 0,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_last_day_follows_the_holiday_table(cast: Cast) -> None:
    Holiday.objects.create(day=DUE, is_worked=False, name="示例假日", source="示例")

    assert asked(cast.he.user, cast=cast).due_on == date(2026, 5, 14)


@pytest.mark.django_db
def test_the_list_shows_what_is_late_first_and_counts(
    cast: Cast, client: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, student in enumerate(enrol(cast.north, 31, name="多示例", state="graduated", cohort=2026)):
        asked(student, cast=cast, on=DAY - timedelta(days=number % 30))
    client.force_login(cast.chen.user)
    client.get(reverse("privacy:requests"))
    with django_assert_max_num_queries(14) as many:
        page = client.get(reverse("privacy:requests")).content.decode()
    DataRequest.objects.filter(pk__in=DataRequest.objects.values("pk")[:30]).delete()
    with django_assert_max_num_queries(14) as one:
        client.get(reverse("privacy:requests"))

    assert ("2026年收到31件" in page, len(many) == len(one)) == (True, True)
    monkeypatch.setenv("SHOUWEI_TODAY", (DAY + timedelta(days=60)).isoformat())
    late = client.get(reverse("privacy:requests") + "?state=late").content.decode()
    assert ("已逾期" in late, "其中逾期1件" in late) == (True, True)
