"""Drafts follow the lights: one per occasion, none for history, taken back when the matter has moved on."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import AnnualGoal, Duty, Plan, SupervisionNotice
from shouwei.oversight.planning.workflows.draft_notices import draft_notices
from shouwei.oversight.planning.workflows.drop_notice import drop_notice
from shouwei.oversight.planning.workflows.send_notice import send_notice

JUNE = date(2026, 6, 25)
JULY = date(2026, 7, 1)


def drafted() -> list[tuple[int, str, str, str]]:
    rows = SupervisionNotice.objects.order_by("duty__task__number", "to__name_pinyin")
    return [(row.duty.task.number, str(row.to), row.level, row.occasion) for row in rows]


def test_each_member_behind_gets_one_and_the_lead_answers_for_the_missing_goal(plan: Plan) -> None:
    count = draft_notices(JUNE)

    assert (count, drafted()) == (
        6,
        [
            (1, "北辰职校", "amber", "amber:2026-12-31"),
            (1, "南岭职校", "amber", "amber:2026-12-31"),
            (2, "北辰职校", "amber", "amber:2026-06-30"),
            (2, "南岭职校", "amber", "amber:2026-06-30"),
            (2, "启明机械", "amber", "amber:2026-06-30"),
            (3, "招生就业部", "red", "goal:2026-06"),
        ],
    )
    assert Notice.objects.filter(key__startswith="notice:").count() == 0  # nothing is sent by the clock


def test_running_twice_drafts_nothing_more(plan: Plan) -> None:
    draft_notices(JUNE)
    before = drafted()

    assert (draft_notices(JUNE), drafted()) == (0, before)


def test_a_day_missed_is_made_up_for_and_the_redder_paper_takes_the_place_of_the_draft(plan: Plan) -> None:
    AnnualGoal.objects.create(task=plan.tasks.get(number=3), year=2026, text="示例", set_on=JUNE)
    draft_notices(JUNE)

    draft_notices(JULY)

    assert [row for row in drafted() if row[0] == 2] == [
        (2, "北辰职校", "red", "red:2026-06-30"),
        (2, "南岭职校", "red", "red:2026-06-30"),
        (2, "启明机械", "red", "red:2026-06-30"),
    ]
    assert Event.objects.filter(what="撤回督办单草稿", on_label__contains="任务2").count() == 3


def test_what_was_sent_or_dropped_is_neither_taken_back_nor_drafted_again(plan: Plan, cast: Cast) -> None:
    draft_notices(JUNE)
    first, second = SupervisionNotice.objects.filter(duty__task__number=1).order_by("pk")
    send_notice(first, demand="请回复。", by=cast.chen, today=JUNE)
    drop_notice(second, because="", by=cast.chen, today=JUNE)

    Duty.objects.filter(task__number=1).update(percent=100, last_reported_on=JUNE)
    draft_notices(JULY)
    Duty.objects.filter(task__number=1).update(percent=0)
    draft_notices(JULY)

    states = SupervisionNotice.objects.filter(duty__task__number=1).order_by("pk").values_list("pk", "state")
    assert list(states) == [(first.pk, "sent"), (second.pk, "dropped")]


@pytest.mark.parametrize(
    "history",
    [
        {"supervised_from": JULY},
        {"closed_on": JUNE},
    ],
)
def test_nothing_is_drafted_for_history(plan: Plan, history: dict[str, date]) -> None:
    Plan.objects.update(**history)
    AnnualGoal.objects.create(task=plan.tasks.get(number=3), year=2026, text="示例", set_on=JUNE)
    Duty.objects.update(last_reported_on=JUNE)
    Duty.objects.filter(task__number=1).update(percent=100)

    assert (draft_notices(date(2026, 7, 2)), drafted()) == (0, [])


def test_duties_offered_stopped_or_done_are_left_alone(plan: Plan, cast: Cast) -> None:
    AnnualGoal.objects.create(task=plan.tasks.get(number=3), year=2026, text="示例", set_on=JUNE)
    Duty.objects.filter(task__number=3).update(last_reported_on=JUNE)
    Duty.objects.filter(organisation=cast.north).update(accepted_on=None)
    Duty.objects.filter(organisation=cast.south).update(stopped_on=JUNE)
    Duty.objects.filter(organisation=cast.works).update(completed_on=JUNE)

    assert draft_notices(JULY) == 0


def test_the_secretariat_sends_no_notice_to_itself(plan: Plan, cast: Cast) -> None:
    plan.tasks.filter(number=3).update(lead=cast.chen.organisation)

    draft_notices(JUNE)

    assert [row for row in drafted() if row[0] == 3] == []
