"""Submit, return, register: whose day counts, who is told, what is written."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Measure, Plan, WorkProgramme
from shouwei.oversight.planning.queries.programmes import standing_on
from shouwei.oversight.planning.workflows.register_programme import register_programme
from shouwei.oversight.planning.workflows.return_programme import return_programme
from shouwei.oversight.planning.workflows.submit_programme import submit_programme

from .programme_stories import DAY, measure, programme_of, submitted, write

LATER = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


def facts(programme: WorkProgramme) -> tuple[str, date | None, date | None]:
    programme.refresh_from_db()
    return programme.state, programme.submitted_on, programme.registered_on


def test_the_table_becomes_measures_and_the_secretariat_is_told(plan: Plan, cast: Cast) -> None:
    programme = write(programme_of(plan), by=cast.li, rows=2)

    submit_programme(programme, by=cast.li, today=DAY)

    columns = ("order", "organisation", "text", "owner", "due_on", "deliverable", "evidence_rule", "done_on")
    li = cast.li.organisation_id
    assert list(Measure.objects.values_list(*columns)) == [
        (1, li, "第1步", "李示例", date(2026, 5, 31), "会议纪要1份", "盖章扫描件", None),
        (2, li, "第2步", "李示例", date(2026, 5, 31), "会议纪要1份", "盖章扫描件", None),
    ]
    assert facts(programme) == ("submitted", DAY, None)
    assert list(Notice.objects.filter(to=cast.chen).values_list("text", flat=True)) == [
        "专业建设部报送了任务1的工作方案（2条举措），请登记。"
    ]


@pytest.mark.parametrize(
    ("text", "rows", "reason"),
    [
        ("", [measure()], "工作方案正文为空，请先填写工作方案。"),
        ("有文字", [], "还没有细化举措，请至少填写1条举措（责任人、完成日期、成果形式、佐证要求）。"),
        ("有文字", [measure()], "第1条举措：请填写责任单位。"),
    ],
)
def test_what_is_not_whole_is_not_taken(
    plan: Plan, cast: Cast, text: str, rows: list[dict[str, str]], reason: str
) -> None:
    programme = programme_of(plan)
    WorkProgramme.objects.filter(pk=programme.pk).update(text=text, rows=rows)
    before = Event.objects.count(), Notice.objects.count()

    with pytest.raises(Refused) as refusal:
        submit_programme(programme, by=cast.li, today=DAY)

    assert (str(refusal.value), facts(programme)) == (reason, ("draft", None, None))
    assert (Event.objects.count(), Notice.objects.count(), Measure.objects.count()) == (*before, 0)


def test_nothing_is_submitted_twice(plan: Plan, cast: Cast) -> None:
    programme = submitted(plan, cast)

    with pytest.raises(Refused):
        submit_programme(programme, by=cast.li, today=LATER)

    assert facts(programme) == ("submitted", DAY, None)


def test_a_late_registration_harms_no_lead(plan: Plan, cast: Cast) -> None:
    programme = submitted(plan, cast)

    register_programme(programme, by=cast.chen, today=LATER)

    assert facts(programme) == ("registered", DAY, LATER)
    assert list(Notice.objects.filter(to=cast.li).values_list("text", flat=True))[:1] == [
        "任务1的工作方案已由秘书处登记。"
    ]


def test_a_returned_programme_counts_from_the_day_it_came_back(plan: Plan, cast: Cast) -> None:
    programme = submitted(plan, cast)
    return_programme(programme, because="举措没有数量。", by=cast.chen, today=date(2026, 3, 21))
    assert facts(programme) == ("returned", None, None)

    programme.refresh_from_db()
    submit_programme(programme, by=cast.li, today=LATER)
    register_programme(programme, by=cast.chen, today=LATER)

    assert facts(programme) == ("registered", LATER, LATER)
    assert (programme.due_on, standing_on(programme, plan.supervised_from, LATER).late) == (date(2026, 3, 22), 8)
    assert list(Event.objects.filter(what="退回工作方案").values_list("why", "changes")) == [
        ("举措没有数量。", {"报送日期": ["2026-03-20", None]})
    ]
    assert list(Notice.objects.filter(to=cast.li, key__endswith=":returned").values_list("text", flat=True)) == [
        "任务1的工作方案被退回，报送期限不变，请修改后重新报送。退回原因：举措没有数量。"
    ]


@pytest.mark.parametrize(("because", "state"), [(" ", "submitted"), ("缺数量", "returned")])
def test_a_return_says_why(client: Client, plan: Plan, cast: Cast, because: str, state: str) -> None:
    programme = submitted(plan, cast)
    client.force_login(cast.chen.user)

    client.post(reverse("planning:return_programme", args=[programme.task_id]), {"because": because})

    assert facts(programme)[0] == state


@pytest.mark.parametrize(
    ("who", "status", "state"),
    [
        ("chen", 302, "registered"),
        ("li", 403, "submitted"),  # nobody registers their own
        ("zhou", 403, "submitted"),
        ("lin", 403, "submitted"),
        ("fang", 403, "submitted"),
        (None, 302, "submitted"),
    ],
)
def test_who_registers(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, state: str) -> None:
    programme = submitted(plan, cast)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:register_programme", args=[programme.task_id]))

    assert (answer.status_code, facts(programme)[0]) == (status, state)


def test_a_draft_is_not_registered(client: Client, plan: Plan, cast: Cast) -> None:
    programme = programme_of(plan)
    client.force_login(cast.chen.user)

    client.post(reverse("planning:register_programme", args=[programme.task_id]))
    looked = client.get(reverse("planning:register_programme", args=[programme.task_id]))

    assert (facts(programme), looked.status_code) == (("draft", None, None), 405)
