"""A plan published by mistake is taken back while nobody has recorded anything; later it can only be corrected or stopped."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import ISSUED, Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Duty, Plan, PlanImport, PlanVersion, SupervisionNotice
from shouwei.oversight.planning.queries.inbox import inbox
from shouwei.oversight.planning.queries.plans import current_plan, recorded_on
from shouwei.oversight.planning.queries.programme_todos import todos as programme_todos
from shouwei.oversight.planning.queries.task_lists import task_rows
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.rules.running import may_withdraw_plan
from shouwei.oversight.planning.rules.states import State
from shouwei.oversight.planning.workflows.publish_plan import publish_plan
from shouwei.oversight.planning.workflows.resume_plan import resume_plan
from shouwei.oversight.planning.workflows.save_report import ReportWords, save_report
from shouwei.oversight.planning.workflows.stop_plan import stop_plan
from shouwei.oversight.planning.workflows.withdraw_plan import withdraw_plan

DAY = date(2026, 4, 15)
WAY_OUT = "内容有误请导入修订版，作为新版次发布，已有记录随之保留；不再推进请停止督办。"


@pytest.mark.parametrize(
    ("closed_on", "versions", "recorded", "because", "sentence"),
    [
        (None, 1, {"进展报告": 0, "会议": 0}, "印发日期有误", ""),
        (None, 1, {}, " ", "撤回方案必须写明原因，请填写原因。"),
        (
            None,
            1,
            {"工作方案": 2, "进展报告": 1, "会议": 0},
            "x",
            f"已有工作方案2件、进展报告1件，撤回会使这些记录失去依据，因此不能撤回。{WAY_OUT}",
        ),
        (None, 2, {}, "x", f"本方案已有2个版次，不能撤回。{WAY_OUT}"),
        (DAY, 1, {}, "x", "本方案已于2026年4月15日停止督办或撤回，不能再撤回。"),
    ],
)
def test_when_a_plan_may_be_withdrawn(
    closed_on: date | None, versions: int, recorded: dict[str, int], because: str, sentence: str
) -> None:
    verdict = may_withdraw_plan(closed_on=closed_on, versions=versions, recorded=recorded, because=because)

    assert (bool(verdict), verdict.reason) == (not sentence, sentence)


def test_withdrawn_it_is_kept_silent_and_its_document_waits(cast: Cast, plan: Plan) -> None:
    Notice.objects.all().delete()
    duty = Duty.objects.first()
    assert duty is not None
    SupervisionNotice.objects.create(
        duty=duty, to=duty.organisation, level="red", occasion="x", reason="x", drafted_on=DAY
    )

    source = withdraw_plan(plan, because=" 印发日期有误 ", by=cast.chen, today=DAY)

    plan.refresh_from_db()
    version = PlanVersion.objects.get(plan=plan)
    assert (plan.closed_on, plan.close_reason, plan.is_withdrawn) == (DAY, "印发日期有误", True)
    assert plan.goes_on(DAY).reason.startswith("本方案已于2026年4月15日撤回")
    assert (source.state, source.name, source.draft, source.as_read) == (
        "open",
        plan.title,
        version.draft,
        version.as_read,
    )
    assert list(SupervisionNotice.objects.values_list("state", flat=True)) == ["dropped"]
    ended = {(DAY, "方案已撤回")}
    assert set(Duty.objects.values_list("stopped_on", "stop_reason")) == ended
    assert set(plan.tasks.values_list("stopped_on", "stop_reason")) == ended
    assert {row.light.state for row in task_rows(plan, DAY)} == {State.STOPPED}
    told = {cast.chen, cast.fang, cast.li, cast.zhou, cast.lin, cast.wu, cast.zhao, cast.he}
    said = f"《{plan.title}》已撤回，此前的通知作废，不需要报送。原因：印发日期有误"
    assert {(notice.to, notice.text) for notice in Notice.objects.all()} == {(who, said) for who in told}
    assert (Event.objects.latest("pk").what, Event.objects.latest("pk").why) == ("撤回方案", "印发日期有误")
    assert (current_plan(), inbox(cast.lin, DAY), programme_todos(cast.li, DAY)) == (None, [], [])


def test_its_correction_is_published_without_being_called_a_repetition(cast: Cast, plan: Plan) -> None:
    source = withdraw_plan(plan, because="成员有误", by=cast.chen, today=DAY)

    again = publish_plan(
        source,
        issued_on=ISSUED,
        adopted_by="理事会2026年第一次会议",
        first_year=2026,
        last_year=2028,
        members=[cast.north, cast.works],
        by=cast.chen,
        today=DAY,
    )

    assert (again.title, again.is_withdrawn, again.tasks.count()) == (plan.title, False, 3)
    with pytest.raises(Refused, match="已撤回的方案不能恢复"):
        resume_plan(Plan.objects.get(pk=plan.pk), because="误撤", by=cast.chen, today=DAY)


@pytest.mark.parametrize("touched", ["a draft report", "stopped"])
def test_what_somebody_has_worked_on_is_not_withdrawn(cast: Cast, plan: Plan, touched: str) -> None:
    if touched == "stopped":
        stop_plan(plan, because="重复", by=cast.chen, today=DAY)
    else:
        duty = Duty.objects.select_related("task__plan").get(organisation=cast.north, task__number=1)
        save_report(duty, period=period_of(DAY, "month"), words=ReportWords("进展", 10), by=cast.lin, today=DAY)
        assert {kind: count for kind, count in recorded_on(plan).items() if count} == {"进展报告": 1}
    before = (Plan.objects.values().get(), PlanImport.objects.count(), Notice.objects.count())

    with pytest.raises(Refused):
        withdraw_plan(plan, because="有误", by=cast.chen, today=DAY)

    assert (Plan.objects.values().get(), PlanImport.objects.count(), Notice.objects.count()) == before


@pytest.mark.parametrize(
    ("who", "status", "withdrawn"), [("chen", 302, True), ("li", 403, False), ("lin", 403, False), ("fang", 403, False)]
)
def test_who_withdraws_a_plan(client: Client, cast: Cast, plan: Plan, who: str, status: int, withdrawn: bool) -> None:
    client.force_login(cast[who].user)
    offered = "撤回方案</span>" in client.get(plan.get_absolute_url()).content.decode()

    answer = client.post(reverse("planning:withdraw_plan", args=[plan.pk]), {"because": "印发日期有误"})

    plan.refresh_from_db()
    assert (offered, answer.status_code, plan.is_withdrawn) == (withdrawn, status, withdrawn)
    shown = client.get("/planning/").content.decode()
    assert ("已撤回</span>" in shown, "撤回：印发日期有误" in shown) == (withdrawn, withdrawn)
    if withdrawn:
        assert answer["Location"] == PlanImport.objects.get(state="open").get_absolute_url()
        page = client.get(plan.get_absolute_url()).content.decode()
        assert ("恢复督办</span>" in page, "撤回方案</span>" in page, "已撤回：印发日期有误" in page) == (
            False,
            False,
            True,
        )


def test_a_plan_at_work_does_not_offer_it(client: Client, cast: Cast, plan: Plan) -> None:
    plan.tasks.get(number=1).goals.create(year=2026, text="x", set_on=ISSUED)
    client.force_login(cast.chen.user)

    assert "撤回方案</span>" not in client.get(plan.get_absolute_url()).content.decode()
