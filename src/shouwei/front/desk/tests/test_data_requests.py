"""What persons ask about their data stands on the desk of whoever answers, and goes on to the successor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast, make_identity

from shouwei.front.desk.open_work import open_work_of
from shouwei.front.desk.queries import todos_of
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.privacy.models import DataRequest
from shouwei.ground.privacy.workflows.answer_request import answer_request, take_request
from shouwei.ground.privacy.workflows.ask_data import Wish, ask_data

DAY = date(2026, 4, 15)
DUE = date(2026, 5, 15)


@pytest.fixture
def pupil(cast: Cast) -> Student:
    return enrol(cast.north, 1, name="毕示例", state="graduated", cohort=2026)[0]


def asked(student: Student, *, cast: Cast) -> DataRequest:
    wish = Wish("correct", "手机号已经更换，请更正。", DAY, way="person")
    return ask_data(student, wish, by=cast.wu, today=DAY)


@pytest.mark.django_db
def test_it_stands_on_the_desk_of_whoever_answers(cast: Cast, pupil: Student) -> None:
    row = asked(pupil, cast=cast)

    def on_desk(who: str, day: date) -> list[str]:
        return [todo.label for todo in todos_of(cast[who], day) if todo.kind == "data_request"]

    said = "答复毕示例（学号00001）的更正、补充申请（个申〔2026〕1号）".replace("00001", pupil.student_no)
    assert {who: on_desk(who, DAY) for who in ("lin", "wu", "zhao", "guan", "chen")} == {
        "lin": [said], "wu": [said], "zhao": [], "guan": [], "chen": [],
    }  # fmt: skip
    take_request(row, by=cast.wu)
    assert (on_desk("lin", DUE), on_desk("wu", DUE)) == ([], [said])
    late = DUE + timedelta(days=3)
    assert (on_desk("lin", late), on_desk("chen", late)) == ([f"{said}，已逾期3天"], ["1件个人信息申请逾期未答复"])
    answer_request(row, outcome="done", answer="手机号已更正。", by=cast.wu, today=late)
    assert (on_desk("lin", late), on_desk("chen", late)) == ([], [])


@pytest.mark.django_db
def test_what_was_taken_up_goes_on_to_the_successor(cast: Cast, pupil: Student) -> None:
    row = take_request(asked(pupil, cast=cast), by=cast.wu)
    heir = make_identity("heir", "继示例", "unit_staff", cast.north)

    moved = [work for work in open_work_of(cast.wu, heir) if work.what == "办理中的个人信息申请"]

    assert [(list(work.rows), work.field, work.after) for work in moved] == [([row], "taken_by_id", heir.pk)]
