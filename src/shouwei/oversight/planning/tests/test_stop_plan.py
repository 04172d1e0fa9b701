"""A plan is stopped with a reason, is history from then on, and may be taken up again; so is one whose years are over."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import ISSUED, Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Bulletin, Duty, Meeting, Plan, ProgressReport, SupervisionNotice
from shouwei.oversight.planning.queries.inbox import inbox
from shouwei.oversight.planning.queries.meeting_todos import todos as meeting_todos
from shouwei.oversight.planning.queries.programme_todos import todos as programme_todos
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.rules.running import may_go_on
from shouwei.oversight.planning.workflows.ask_extension import ask_extension
from shouwei.oversight.planning.workflows.draft_notices import draft_notices
from shouwei.oversight.planning.workflows.plan_meeting import plan_meeting
from shouwei.oversight.planning.workflows.resume_plan import resume_plan
from shouwei.oversight.planning.workflows.save_report import ReportWords, save_report
from shouwei.oversight.planning.workflows.send_notice import send_notice
from shouwei.oversight.planning.workflows.stop_plan import stop_plan
from shouwei.oversight.planning.workflows.write_bulletin import write_bulletin

DAY = date(2026, 4, 15)
OVER = "本方案实施期2026—2028年已满"
STOPPED = "本方案已于2026年4月15日停止督办"


@pytest.mark.parametrize(
    ("closed_on", "today", "begins"),
    [
        (None, date(2028, 12, 31), ""),  # the last day
        (None, date(2029, 1, 1), OVER),
        (DAY, DAY, STOPPED),
        (DAY, date(2029, 1, 1), STOPPED),
    ],
)
def test_when_a_plan_is_history(closed_on: date | None, today: date, begins: str) -> None:
    verdict = may_go_on(first_year=2026, last_year=2028, closed_on=closed_on, today=today)

    assert (bool(verdict), verdict.reason[: len(begins)]) == (not begins, begins)


def test_stopping_keeps_everything_and_tells_those_concerned(cast: Cast, plan: Plan) -> None:
    Notice.objects.all().delete()
    duties = list(Duty.objects.order_by("pk").values())

    stop_plan(plan, because="  与新方案重复  ", by=cast.chen, today=DAY)

    plan.refresh_from_db()
    assert (plan.closed_on, plan.close_reason) == (DAY, "与新方案重复")
    assert list(Duty.objects.order_by("pk").values()) == duties
    told = {cast.chen, cast.fang, cast.li, cast.zhou, cast.lin, cast.wu, cast.zhao, cast.he}
    said = f"《{plan.title}》自今天起停止督办，不再报送，已有记录保留。原因：与新方案重复"
    assert {(notice.to, notice.text) for notice in Notice.objects.all()} == {(who, said) for who in told}
    assert Event.objects.latest("pk").what == "停止督办方案"


@pytest.mark.parametrize(
    ("because", "again", "sentence"),
    [
        (" ", False, "停止督办必须写明原因和依据，请填写原因。"),
        ("重复", True, "本方案已于2026年4月15日停止督办。"),
    ],
)
def test_refused_stops_change_nothing(cast: Cast, plan: Plan, because: str, again: bool, sentence: str) -> None:
    if again:
        stop_plan(plan, because="第一次", by=cast.chen, today=DAY)
    before = Plan.objects.values().get()

    with pytest.raises(Refused) as refusal:
        stop_plan(plan, because=because, by=cast.chen, today=date(2026, 4, 16))

    assert (str(refusal.value), Plan.objects.values().get()) == (sentence, before)


def test_taken_up_again_it_runs_as_before(cast: Cast, plan: Plan) -> None:
    with pytest.raises(Refused, match="没有停止督办"):
        resume_plan(plan, because="误停", by=cast.chen, today=DAY)
    stop_plan(plan, because="误操作", by=cast.chen, today=DAY)

    resume_plan(plan, because="误停", by=cast.chen, today=DAY)

    plan.refresh_from_db()
    assert (plan.closed_on, plan.close_reason, bool(plan.goes_on(DAY))) == (None, "", True)
    assert list(Event.objects.order_by("-pk").values_list("what", "why")[:2]) == [
        ("恢复督办方案", "误停"),
        ("停止督办方案", "误操作"),
    ]


@pytest.fixture(params=["over", "stopped"])
def history(request: pytest.FixtureRequest, plan: Plan) -> Plan:
    changed = {"first_year": 2023, "last_year": 2025} if request.param == "over" else {"closed_on": ISSUED}
    Plan.objects.update(**changed)
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize("who", ["chen", "fang", "li", "zhou", "lin", "wu"])
def test_history_asks_for_nothing_on_any_desk(cast: Cast, history: Plan, who: str) -> None:
    Duty.objects.filter(organisation=cast.south).update(accepted_on=None)
    Meeting.objects.create(plan=history, kind="dispatch", period_first=DAY, period_label="x", held_on=DAY)
    for duty in Duty.objects.filter(organisation=cast.north):
        for state in ("draft", "sent", "signed", "replied"):
            SupervisionNotice.objects.create(
                duty=duty,
                to=cast.north,
                level="red",
                occasion=state,
                reason="x",
                state=state,
                number=f"{duty.pk}{state}",
                drafted_on=DAY,
            )
    me, day = cast[who], date(2026, 4, 15)

    assert [*inbox(me, day), *programme_todos(me, day), *meeting_todos(me, day)] == []


def test_nothing_new_is_begun_in_history(cast: Cast, history: Plan) -> None:
    duty = Duty.objects.select_related("task__plan").get(organisation=cast.north, task__number=1)
    notice = SupervisionNotice.objects.create(
        duty=duty, to=cast.north, level="red", occasion="x", reason="x", drafted_on=DAY
    )
    kind = {"kind": "consultation", "period_day": DAY, "held_on": DAY, "place": "", "chair": ""}
    period = period_of(DAY, "month")
    sentence = history.goes_on(DAY).reason

    for begin in (
        lambda: plan_meeting(history, **kind, by=cast.chen, today=DAY),  # type: ignore[arg-type]  # a form's values
        lambda: write_bulletin(history, by=cast.chen, today=DAY),
        lambda: send_notice(notice, demand="请办理", by=cast.chen, today=DAY),
        lambda: save_report(duty, period=period, words=ReportWords("进展", 10), by=cast.lin, today=DAY),
        lambda: ask_extension(duty, new_due_on=date(2027, 6, 1), reason="材料未到", by=cast.lin, today=DAY),
    ):
        with pytest.raises(Refused) as refusal:
            begin()
        assert str(refusal.value) == sentence

    written = (Meeting, Bulletin, ProgressReport)
    assert ([model._default_manager.count() for model in written], duty.extensions.count()) == ([0, 0, 0], 0)
    assert draft_notices(DAY) == 0
    assert not SupervisionNotice.objects.exists()


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("meetings", "安排会议</span>"),
        ("bulletins", "起草"),
        ("programmes", "编写工作方案"),
        ("overview", "停止督办</span>"),
    ],
)
def test_pages_of_a_plan_that_is_over_say_so_and_offer_nothing(
    client: Client, cast: Cast, plan: Plan, name: str, absent: str
) -> None:
    Plan.objects.update(first_year=2023, last_year=2025)
    client.force_login(cast.chen.user)

    page = client.get(reverse(f"planning:{name}", args=[plan.pk])).content.decode()

    assert ("本方案实施期2023—2025年已满，以下为历史情况" in page, absent in page) == (True, False)


@pytest.mark.parametrize(
    ("who", "status", "closed"), [("chen", 302, True), ("li", 403, False), ("lin", 403, False), ("fang", 403, False)]
)
def test_who_stops_a_plan(client: Client, cast: Cast, plan: Plan, who: str, status: int, closed: bool) -> None:
    client.force_login(cast[who].user)

    answer = client.post(reverse("planning:stop_plan", args=[plan.pk]), {"because": "与新方案重复"})

    plan.refresh_from_db()
    assert (answer.status_code, plan.closed_on is not None) == (status, closed)
    shown = client.get("/planning/").content.decode()
    assert ("已停止督办" in shown, "停止督办：与新方案重复" in shown) == (closed, closed)
