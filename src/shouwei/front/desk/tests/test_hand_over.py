"""Somebody leaves: what is open moves, what is done stays, a report says so, and within a day it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.core.clock import now, today
from shouwei.core.verdict import Refused
from shouwei.front.desk.open_work import in_hand
from shouwei.front.desk.rules.handing_over import may_hand_over, may_undo
from shouwei.front.desk.workflows.hand_over import finish_handovers, hand_over
from shouwei.front.desk.workflows.undo_hand_over import undo_hand_over
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import Handover, Identity
from shouwei.oversight.planning.models import Duty, Measure, Plan, ProgressReport


@pytest.fixture
def work(plan: Plan, cast: Cast) -> dict[str, object]:
    """What 吴 has in hand at 北辰, and one thing already done."""
    first, second = Duty.objects.filter(organisation=cast.north).order_by("pk")[:2]
    Duty.objects.filter(pk=first.pk).update(owner=cast.wu.user)
    Duty.objects.filter(pk=second.pk).update(owner=cast.wu.user, completed_on=today())
    Notice.objects.all().delete()
    measure = Measure.objects.create(
        programme=first.task.programme,
        organisation=cast.north,
        text="举办招聘会",
        owner="吴示例",
        due_on=today(),
        deliverable="x",
        evidence_rule="x",
    )
    report = ProgressReport.objects.create(
        duty=first, period_first=today(), period_last=today(), text="草稿", written_by=cast.wu
    )
    notice = Notice.objects.create(to=cast.wu, text="请报送", key="k")
    return {"first": first, "second": second, "measure": measure, "report": report, "notice": notice}


def leave(cast: Cast, days: int = 0) -> Handover:
    return hand_over(
        cast.wu,
        successor=cast.lin,
        last_day=today() + timedelta(days=days),
        reason="调离",
        by=cast.guan,
        today=today(),
        now=now(),
    )


def holders(work: dict[str, object]) -> list[object]:
    for row in work.values():
        row.refresh_from_db()  # type: ignore[attr-defined]  # rows of several rooms
    first, second, measure, report, notice = (work[n] for n in ("first", "second", "measure", "report", "notice"))
    return [first.owner_id, second.owner_id, measure.owner, report.written_by_id, notice.to_id]  # type: ignore[attr-defined]


def test_what_is_open_moves_and_what_is_done_stays(cast: Cast, work: dict[str, object]) -> None:
    made = leave(cast)

    lin, wu = cast.lin, cast.wu
    assert holders(work) == [lin.user_id, wu.user_id, "林示例", lin.pk, lin.pk]
    assert [line["what"] for line in made.lines] == ["分担责任人", "细化举措责任人", "进展草稿", "未读消息"]
    assert Identity.objects.get(pk=wu.pk).until == today()
    assert (
        Notice.objects.filter(to=lin, key=f"handover:{made.pk}").get().text
        == "吴示例的工作已交接给您，共4项，请查看交接单。"
    )


def test_within_a_day_it_is_taken_back(cast: Cast, work: dict[str, object]) -> None:
    before = holders(work)
    made = leave(cast)

    back = undo_hand_over(made, by=cast.guan, now=now())

    assert (holders(work), back, Identity.objects.get(pk=cast.wu.pk).until) == (before, 4, None)
    with pytest.raises(Refused, match="已经撤销"):
        undo_hand_over(made, by=cast.guan, now=now())


def test_what_changed_hands_again_stays_there(cast: Cast, work: dict[str, object]) -> None:
    made = leave(cast)
    Measure.objects.update(owner="第三人")

    back = undo_hand_over(made, by=cast.guan, now=now())

    assert (back, holders(work)[2]) == (3, "第三人")


def test_what_comes_up_until_the_last_day_moves_in_the_night_after(cast: Cast, work: dict[str, object]) -> None:
    made = leave(cast, days=2)
    late = Notice.objects.create(to=cast.wu, text="又一条", key="k2")

    early = finish_handovers(today() + timedelta(days=2))
    on_time, again = finish_handovers(today() + timedelta(days=3)), finish_handovers(today() + timedelta(days=3))

    late.refresh_from_db()
    made.refresh_from_db()
    assert (early, on_time, again, late.to_id, len(made.lines)) == (0, 1, 0, cast.lin.pk, 5)


def test_the_page_lists_beforehand_what_will_move(cast: Cast, client: Client, work: dict[str, object]) -> None:
    listed = in_hand(cast.wu, cast.lin)
    assert in_hand(cast.wu, None) == listed

    assert {what: len(rows) for what, rows in listed.items()} == {
        "分担责任人": 1,
        "细化举措责任人": 1,
        "进展草稿": 1,
        "未读消息": 1,
    }
    assert [line["label"] for line in leave(cast).lines] == [row for rows in listed.values() for row in rows]
    client.force_login(cast.guan.user)
    pages = {who: client.get(f"/identities/{cast[who].pk}/hand-over/").content.decode() for who in ("lin", "wu")}
    assert {who: "没有在任的" in page for who, page in pages.items()} == {"lin": True, "wu": False}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"in_force": False}, "不在任期内，不能交接"),
        ({"same_person": True}, "接任人不能是本人"),
        ({"same_organisation": False}, "接任人须是同一单位的人员"),
        ({"successor_in_force": False}, "接任人的身份现在不在任期内"),
    ],
)
def test_who_may_hand_over_to_whom(changed: dict[str, bool], sentence: str) -> None:
    facts = {"in_force": True, "same_person": False, "same_organisation": True, "successor_in_force": True} | changed

    assert sentence in may_hand_over(**facts).reason
    assert bool(may_hand_over(**facts)) is not bool(sentence)


def test_after_a_day_it_stands() -> None:
    at = now()

    assert may_undo(undone=False, made_at=at - timedelta(hours=24), now=at)
    assert not may_undo(undone=False, made_at=at - timedelta(hours=24, seconds=1), now=at)


def test_to_a_sister_nothing_moves(cast: Cast, work: dict[str, object]) -> None:
    before = holders(work)

    with pytest.raises(Refused, match="同一单位"):
        hand_over(cast.wu, successor=cast.zhao, last_day=today(), reason="x", by=cast.guan, today=today(), now=now())

    assert (holders(work), Handover.objects.count(), Identity.objects.get(pk=cast.wu.pk).until) == (before, 0, None)


@pytest.mark.parametrize(("who", "status"), [("guan", 302), ("chen", 302), ("lin", 302), ("wu", 403), ("zhao", 404)])
def test_on_the_page(cast: Cast, client: Client, work: dict[str, object], who: str, status: int) -> None:
    """An administrator sees nothing of planning, and still everything moves."""
    client.force_login(cast[who].user)

    answer = client.post(
        f"/identities/{cast.wu.pk}/hand-over/", {"successor": cast.lin.pk, "last_day": today(), "reason": "调离"}
    )

    assert (answer.status_code, [len(h.lines) for h in Handover.objects.all()]) == (
        status,
        [4] if status == 302 else [],
    )


@pytest.mark.parametrize(
    ("who", "status"), [("guan", 200), ("shen", 200), ("lin", 200), ("wu", 200), ("zhao", 404), ("li", 404)]
)
def test_who_reads_the_report(cast: Cast, client: Client, work: dict[str, object], who: str, status: int) -> None:
    made = leave(cast, days=1)
    client.force_login(cast[who].user)

    answer = client.get(f"/handovers/{made.pk}/")

    assert (answer.status_code, "举办招聘会" in answer.content.decode()) == (status, status == 200)
