"""A school goes into another: what it still owed ends the day before, and the other is offered what it does not have."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.ground.organisations.models import Membership
from shouwei.ground.organisations.workflows.merge_organisations import merge_organisations, undo_merger
from shouwei.oversight.planning.models import Completion, Duty, Extension, Plan
from shouwei.oversight.planning.workflows.hand_over_duties import hand_over_duties, take_back_duties

MERGED, LAST, DAY = date(2026, 7, 1), date(2026, 6, 30), date(2026, 7, 15)


def merge(cast: Cast) -> None:
    merge_organisations(cast.south, cast.north, on=MERGED, source="示范批复1号", by=cast.chen, today=DAY)


def test_what_is_open_ends_and_what_the_successor_lacks_is_offered(plan: Plan, cast: Cast) -> None:
    of_south = Duty.objects.filter(organisation=cast.south).order_by("task__number")
    first, *others = of_south
    Duty.objects.filter(organisation=cast.north, task=first.task).delete()
    done = others[0]
    Duty.objects.filter(pk=done.pk).update(completed_on=date(2026, 6, 1))
    asked = Extension.objects.create(
        duty=first,
        old_due_on=date(2026, 12, 31),
        new_due_on=date(2027, 1, 31),
        reason="设备未到",
        asked_by=cast.zhao,
        asked_on=date(2026, 6, 20),
    )
    merge(cast)

    told = hand_over_duties(cast.south, by=cast.chen, today=DAY)

    assert (told.ended, told.offered, told.successor) == (of_south.count() - 1, 1, cast.north)
    assert set(of_south.exclude(pk=done.pk).values_list("until", "stopped_on", "stop_reason")) == {
        (LAST, LAST, f"并入{cast.north.name}")
    }
    assert of_south.filter(pk=done.pk).values_list("completed_on", "stopped_on").get() == (date(2026, 6, 1), None)
    new = Duty.objects.get(organisation=cast.north, task=first.task)
    assert (new.since, new.accepted_on, new.due_on) == (DAY, None, first.task.due_on)
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "单位已并入，任务由承继单位办理。")
    assert set(Notice.objects.filter(key=f"absorbed:{cast.south.pk}").values_list("to__organisation", flat=True)) == {
        cast.south.pk,
        cast.north.pk,
    }
    event = Event.objects.get(what="交接任务")
    assert event.changes == {"中止": [None, told.ended], "待确认": [None, 1]}


def test_a_successor_that_is_no_member_is_offered_nothing(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(organisation=cast.north).delete()
    Membership.objects.filter(organisation=cast.north).update(until=LAST)
    merge(cast)

    assert hand_over_duties(cast.south, by=cast.chen, today=DAY).offered == 0
    assert Duty.objects.filter(organisation=cast.north).count() == 0


def test_nothing_is_handed_over_before_a_merger_nor_twice(plan: Plan, cast: Cast) -> None:
    with pytest.raises(Refused, match="没有并入其他单位"):
        hand_over_duties(cast.south, by=cast.chen, today=DAY)
    assert Duty.objects.exclude(stopped_on=None).count() == 0

    merge(cast)
    hand_over_duties(cast.south, by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="没有未办结的任务"):
        hand_over_duties(cast.south, by=cast.chen, today=DAY)


@pytest.mark.parametrize(("who", "status"), [("chen", 302), ("li", 403), ("lin", 403), ("zhao", 403), ("shen", 403)])
def test_only_the_secretariat_hands_over(plan: Plan, cast: Cast, client: Client, who: str, status: int) -> None:
    merge(cast)
    client.force_login(cast[who].user)
    answer = client.post(reverse("planning:hand_over_duties", args=[cast.south.pk]))

    ended = Duty.objects.filter(organisation=cast.south).exclude(stopped_on=None).exists()
    assert (answer.status_code, ended) == (status, who == "chen")


def test_the_page_of_the_absorbed_offers_it(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)
    address = reverse("organisations:organisation", args=[cast.south.pk])
    before = client.get(address).content.decode()
    merge(cast)

    assert ("交接任务" in before, "交接任务" in client.get(address).content.decode()) == (False, True)
    done = client.post(reverse("planning:hand_over_duties", args=[cast.south.pk]), follow=True).content.decode()
    assert "已中止" in done
    assert "交接未办结" not in done


def standing(cast: Cast) -> list[tuple[object, ...]]:
    """Everything of the duties, extensions and completions of both that a hand-over touches."""
    duties = Duty.objects.filter(organisation__in=[cast.north, cast.south]).order_by("pk")
    known = ("pk", "since", "until", "accepted_on", "completion_asked_on", "completed_on", "stopped_on", "stop_reason")
    answers = ("pk", "state", "answer", "decided_on", "decided_by")
    return [
        *duties.values_list(*known),
        *Extension.objects.order_by("pk").values_list(*answers),
        *Completion.objects.order_by("pk").values_list(*answers),
    ]


def test_a_merger_entered_by_mistake_goes_back_step_by_step_to_the_last_letter(plan: Plan, cast: Cast) -> None:
    first, second, _ = Duty.objects.filter(organisation=cast.south).order_by("task__number")
    Duty.objects.filter(organisation=cast.north, task=first.task).delete()
    asked = {"asked_by": cast.zhao, "asked_on": date(2026, 6, 20)}
    Extension.objects.create(
        duty=first, old_due_on=date(2026, 12, 31), new_due_on=date(2027, 1, 31), reason="x", state="endorsed", **asked
    )
    Completion.objects.create(duty=second, summary="x", **asked)
    Duty.objects.filter(pk=second.pk).update(completion_asked_on=date(2026, 6, 20))
    before = standing(cast)
    merge(cast)
    hand_over_duties(cast.south, by=cast.chen, today=DAY)
    assert standing(cast) != before

    with pytest.raises(Refused, match="并入之后任务已交接给承继单位，请先在本页撤回交接，再撤回并入。"):
        undo_merger(cast.south, by=cast.chen, today=DAY)
    again = take_back_duties(cast.south, by=cast.chen, today=DAY)
    undo_merger(cast.south, by=cast.chen, today=DAY)

    assert again == 3
    assert standing(cast) == before
    assert Membership.objects.on(DAY).filter(organisation=cast.south).exists()
    assert list(
        Event.objects.filter(on_type="organisations.organisation", on_id=cast.south.pk)
        .order_by("pk")
        .values_list("what", flat=True)
    )[-3:] == [
        "交接任务",
        "撤回任务交接",
        "撤回并入",
    ]
    with pytest.raises(Refused, match="没有随并入交接的任务"):
        take_back_duties(cast.south, by=cast.chen, today=DAY)


def test_what_the_successor_has_begun_is_not_taken_back(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(organisation=cast.north, task__number=1).delete()
    merge(cast)
    hand_over_duties(cast.south, by=cast.chen, today=DAY)
    Duty.objects.filter(organisation=cast.north, since=DAY).update(accepted_on=DAY)
    there = standing(cast)

    with pytest.raises(Refused, match="北辰职业学校已开始办理其中1项任务，不能撤回交接"):
        take_back_duties(cast.south, by=cast.chen, today=DAY)

    assert standing(cast) == there


def test_the_page_takes_it_back(plan: Plan, cast: Cast, client: Client) -> None:
    merge(cast)
    hand_over_duties(cast.south, by=cast.chen, today=DAY)
    client.force_login(cast.chen.user)
    page = reverse("organisations:organisation", args=[cast.south.pk])
    assert "撤回交接" in client.get(page).content.decode()

    done = client.post(reverse("planning:take_back_duties", args=[cast.south.pk]), follow=True).content.decode()

    assert "交接已撤回，3项任务恢复由南岭职校承担" in done
    assert "交接未办结的 3 项任务" in done
