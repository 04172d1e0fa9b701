"""Publishing turns the document into tasks and duties, or changes nothing."""

from datetime import date

import pytest
from tests.cast import ISSUED, Cast, small_draft

from shouwei.core.verdict import Refused
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Duty, Plan, PlanImport, WorkProgramme
from shouwei.oversight.planning.workflows.publish_plan import publish_plan


def test_each_member_a_task_means_gets_a_duty(plan: Plan) -> None:
    duties = Duty.objects.values_list("task__number", "organisation__short_name", "due_on")

    assert list(duties) == [
        (1, "北辰职校", date(2026, 12, 31)),
        (1, "南岭职校", date(2026, 12, 31)),
        (2, "北辰职校", date(2026, 6, 30)),
        (2, "南岭职校", date(2026, 6, 30)),
        (2, "启明机械", date(2026, 6, 30)),
        (3, "北辰职校", None),
        (3, "南岭职校", None),
        (3, "启明机械", None),
    ]


def test_the_twenty_days_run_from_the_day_of_issue(plan: Plan) -> None:
    assert set(WorkProgramme.objects.values_list("due_on", flat=True)) == {date(2026, 3, 22)}


def test_each_lead_is_told_once_what_it_leads(plan: Plan, cast: Cast) -> None:
    assert list(Notice.objects.order_by("to").values_list("to", "text")) == [
        (cast.li.pk, f"《{plan.title}》已发布，贵部门牵头2项任务，请于2026年3月22日前报送工作方案和细化举措。"),
        (cast.zhou.pk, f"《{plan.title}》已发布，贵部门牵头1项任务，请于2026年3月22日前报送工作方案和细化举措。"),
    ]


def test_history_raises_no_alarm(cast: Cast) -> None:
    draft = small_draft()
    source = PlanImport.objects.create(name="旧方案", draft=draft, as_read=draft)

    plan = publish_plan(
        source,
        issued_on=ISSUED,
        adopted_by="理事会",
        first_year=2026,
        last_year=2028,
        members=[cast.north],
        by=cast.chen,
        today=date(2026, 9, 1),
    )

    assert (plan.supervised_from, Notice.objects.count()) == (date(2026, 9, 1), 0)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"issued_on": None}, "请填写印发日期。印发日期决定20天报送期限，系统不代为推定。"),
        ({"issued_on": date(2026, 3, 3)}, "印发日期2026年3月3日晚于今天2026年3月2日，请更正。"),
        ({"issued_on": date(202, 6, 1)}, "印发日期202年6月1日比起始年度2026早5年以上，请核对印发日期和起始年度。"),
        ({"adopted_by": " "}, "请填写审议通过本方案的会议。"),
        ({"last_year": 2025}, "结束年度2025早于起始年度2026，请更正。"),
        ({"members": []}, "请至少选择1个成员单位；“各成员学校、各成员企业”将据此展开。"),
    ],
)
def test_without_a_required_fact_nothing_is_published(cast: Cast, changed: dict[str, object], sentence: str) -> None:
    draft = small_draft()
    source = PlanImport.objects.create(name="示例方案", draft=draft, as_read=draft)
    facts: dict[str, object] = {
        "issued_on": ISSUED,
        "adopted_by": "理事会",
        "first_year": 2026,
        "last_year": 2028,
        "members": [cast.north],
    }

    with pytest.raises(Refused) as refusal:
        publish_plan(source, **(facts | changed), by=cast.chen, today=ISSUED)  # type: ignore[arg-type]  # wrong on purpose

    assert (str(refusal.value), Plan.objects.count(), Duty.objects.count()) == (sentence, 0, 0)
