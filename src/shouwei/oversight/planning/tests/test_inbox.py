"""What waits for whom."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.cast import Cast

from shouwei.ground.documents.models import StoredFile
from shouwei.oversight.planning.models import Duty, Evidence, Plan, ProgressReport
from shouwei.oversight.planning.queries.inbox import inbox
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.workflows.ask_completion import ask_completion
from shouwei.oversight.planning.workflows.ask_extension import ask_extension
from shouwei.oversight.planning.workflows.endorse_extension import endorse_extension
from shouwei.oversight.planning.workflows.return_report import return_report
from shouwei.oversight.planning.workflows.review_completion import review_completion
from shouwei.oversight.planning.workflows.save_report import ReportWords
from shouwei.oversight.planning.workflows.submit_report import submit_report

DAY, APRIL = date(2026, 3, 20), date(2026, 4, 3)
MARCH = period_of(DAY, "month")


def waiting(cast: Cast, today: date) -> dict[str, list[tuple[str, int]]]:
    """Everybody's inbox, kinds and counts; those with nothing left out."""
    names = ("chen", "fang", "li", "zhou", "lin", "wu", "zhao", "he", "shen", "guan")
    found = {name: [(todo.kind, todo.count) for todo in inbox(cast[name], today)] for name in names}
    return {name: todos for name, todos in found.items() if todos}


def test_at_first_the_members_have_reports_to_write(plan: Plan, cast: Cast) -> None:
    assert waiting(cast, DAY) == {
        "lin": [("report", 3)],
        "wu": [("report", 3)],
        "zhao": [("report", 3)],
        "he": [("report", 2)],
    }


def test_a_todo_says_what_why_and_what_otherwise(plan: Plan, cast: Cast) -> None:
    (todo,) = inbox(cast.wu, DAY)

    assert (todo.label, todo.due_on, todo.url) == (
        "报送2026年3月进展（3项）",
        date(2026, 3, 31),
        reverse("planning:unit_reports"),
    )
    assert todo.why
    assert todo.consequence


def test_matters_move_from_desk_to_desk(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(organisation__in=[cast.south, cast.works]).delete()
    one, two, three = Duty.objects.filter(organisation=cast.north)
    said = ReportWords(text="完成调研。", percent=30, difficulties="缺少设备")
    submit_report(one, period=MARCH, words=said, by=cast.wu, today=DAY)
    returned = submit_report(two, period=MARCH, words=said, by=cast.lin, today=DAY)
    submit_report(three, period=MARCH, words=said, by=cast.lin, today=DAY)
    extension = ask_extension(two, new_due_on=date(2026, 9, 30), reason="推迟", by=cast.lin, today=DAY)

    assert waiting(cast, DAY) == {
        "chen": [("difficulty", 2)],
        "li": [("judge", 1), ("extension", 1)],
        "zhou": [("judge", 1)],
        "lin": [("approve", 1)],
    }

    return_report(returned, stage=ProgressReport.State.APPROVED, because="缺少佐证", by=cast.li, today=APRIL)
    endorse_extension(extension, approve=True, answer="", by=cast.li, today=APRIL)

    assert waiting(cast, APRIL) == {
        "chen": [("difficulty", 2), ("extension", 1)],
        "zhou": [("judge", 1)],
        "lin": [("report", 3), ("returned", 1), ("approve", 1)],
        "wu": [("report", 3), ("returned", 1)],
    }


def test_a_report_given_back_within_its_period_stands_apart_with_its_reason(plan: Plan, cast: Cast) -> None:
    duty = Duty.objects.get(organisation=cast.north, task__number=1)
    report = submit_report(duty, period=MARCH, words=ReportWords("完成调研。", 30), by=cast.lin, today=DAY)

    return_report(report, stage=ProgressReport.State.APPROVED, because="缺少佐证", by=cast.li, today=DAY)

    assert [(todo.kind, todo.label, todo.why, todo.count) for todo in inbox(cast.wu, DAY)] == [
        ("report", "报送2026年3月进展（2项）", inbox(cast.wu, DAY)[0].why, 2),
        ("returned", "修改任务1的2026年3月进展", "已被退回：缺少佐证", 1),
    ]


def test_what_is_offered_waits_for_the_head(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(organisation=cast.north, task__number=3).update(accepted_on=None)

    assert (waiting(cast, DAY)["lin"], waiting(cast, DAY)["wu"]) == ([("offered", 1), ("report", 2)], [("report", 2)])


@pytest.mark.parametrize("rows", [1, 3])
def test_an_inbox_takes_a_constant_number_of_queries(
    plan: Plan, cast: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    Duty.objects.filter(task__number__gt=rows).update(accepted_on=None)

    with django_assert_num_queries(7):
        inbox(cast.lin, DAY)


def test_an_application_for_completion_given_back_waits_until_it_is_made_again(plan: Plan, cast: Cast) -> None:
    duty = Duty.objects.get(task__number=2, organisation=cast.north)
    file = StoredFile.objects.create(sha256="0" * 64, name="成果.pdf", media_type="application/pdf", size=1)
    Evidence.objects.create(duty=duty, file=file, attached_on=DAY, attached_by=cast.wu)
    first = ask_completion(duty, summary="已完成。", by=cast.lin, today=DAY)
    review_completion(first, approve=False, answer="缺少名单", by=cast.li, today=APRIL)

    def of(name: str) -> list[tuple[str, str, date | None]]:
        found = inbox(cast[name], APRIL)
        return [(todo.label, todo.why, todo.due_on) for todo in found if todo.kind == "completion_returned"]

    given_back = {name: of(name) for name in ("lin", "wu", "zhao", "li", "chen")}
    ask_completion(duty, summary="已补名单。", by=cast.lin, today=APRIL)

    waits = [("补充任务2的办结申请", "已被退回：缺少名单", date(2026, 6, 30))]
    assert given_back == {"lin": waits, "wu": [], "zhao": [], "li": [], "chen": []}
    assert of("lin") == []
