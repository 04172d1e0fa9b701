"""From planning a meeting to its minutes: the agenda, decisions, what is carried, who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.notices.models import Notice
from shouwei.ground.organisations.models import Organisation
from shouwei.oversight.planning.models import AgendaItem, Decision, Meeting, Plan
from shouwei.oversight.planning.queries.meetings import next_meetings
from shouwei.oversight.planning.workflows.add_agenda_item import add_agenda_item
from shouwei.oversight.planning.workflows.add_decision import add_decision
from shouwei.oversight.planning.workflows.finish_decision import finish_decision
from shouwei.oversight.planning.workflows.hold_meeting import hold_meeting
from shouwei.oversight.planning.workflows.keep_minutes import Outcome
from shouwei.oversight.planning.workflows.move_agenda_item import DOWN, UP, move_agenda_item
from shouwei.oversight.planning.workflows.plan_meeting import plan_meeting
from shouwei.oversight.planning.workflows.propose_agenda import propose_agenda
from shouwei.oversight.planning.workflows.remove_agenda_item import remove_agenda_item

MONDAY = date(2026, 3, 23)
NEXT = date(2026, 3, 30)


def a_meeting(plan: Plan, cast: Cast, day: date = MONDAY, kind: str = "consultation") -> Meeting:
    return plan_meeting(
        plan, kind=kind, period_day=day, held_on=day, place="示例会议室", chair="陈示例", by=cast.chen, today=day
    )


def held(meeting: Meeting, cast: Cast, resolved: tuple[str, ...] = (), **changed: Any) -> Meeting:
    outcomes = {item.pk: Outcome("研究过。", item.subject in resolved) for item in meeting.items.all()}
    facts: dict[str, Any] = {
        "held_on": meeting.held_on,
        "place": meeting.place,
        "chair": meeting.chair,
        "attendance": "秘书处、专业建设部",
        "minutes": "",
        "outcomes": outcomes,
        "by": cast.chen,
        "today": meeting.held_on,
    }
    return hold_meeting(meeting, **(facts | changed))


def agenda(meeting: Meeting) -> list[tuple[str, str]]:
    return list(meeting.items.values_list("source", "subject"))


WEEKLY = [
    ("programme", "专业建设部：工作方案未报送"),
    ("programme", "招生就业部：工作方案未报送"),
    ("no_goal", "招生就业部：2026年度工作目标未确立"),
]


def test_planning_proposes_the_agenda_and_tells_those_who_attend(plan: Plan, cast: Cast) -> None:
    meeting = a_meeting(plan, cast)

    assert (meeting.period_first, str(meeting), agenda(meeting)) == (MONDAY, "2026年3月23日当周会商", WEEKLY)
    told = Notice.objects.filter(key=f"meeting:{meeting.pk}:planned").values_list("to", flat=True)
    assert set(told) == {cast.chen.pk, cast.li.pk, cast.zhou.pk}


def test_the_next_meeting_is_the_one_not_yet_held(plan: Plan, cast: Cast) -> None:
    meeting = a_meeting(plan, cast)
    before = {each.kind: (each.first, row) for each, row in next_meetings(plan, MONDAY)}

    held(meeting, cast)

    after = {each.kind: (each.first, row) for each, row in next_meetings(plan, MONDAY)}
    dispatch = (date(2026, 3, 21), None)
    assert before == {"consultation": (MONDAY, meeting), "dispatch": dispatch}
    assert after == {"consultation": (NEXT, None), "dispatch": dispatch}


def test_one_meeting_per_period(plan: Plan, cast: Cast) -> None:
    a_meeting(plan, cast)

    with pytest.raises(Refused) as refusal:
        a_meeting(plan, cast, date(2026, 3, 25))

    assert (str(refusal.value), Meeting.objects.count()) == (
        "2026年3月23日当周的会商已经建立，一期只开一次；请打开已有会议，或选择其他日期。",
        1,
    )


def test_unresolved_points_go_to_the_next_meeting_and_resolved_ones_do_not(plan: Plan, cast: Cast) -> None:
    first = a_meeting(plan, cast)
    add_agenda_item(first, subject="车间用地", why="", task=None, by=cast.chen)
    add_agenda_item(first, subject="开放日", why="", task=None, by=cast.chen)
    held(first, cast, resolved=("开放日", WEEKLY[0][1]))

    second = a_meeting(plan, cast, NEXT)

    assert list(second.items.values_list("subject", "carried_from__meeting", "why")) == [
        (
            WEEKLY[1][1],
            first.pk,
            "2026年3月23日当周会商未解决，转入本次会议（第2次列入）。目前报送期限已过；共1项，任务3。",
        ),
        (
            WEEKLY[2][1],
            first.pk,
            "2026年3月23日当周会商未解决，转入本次会议（第2次列入）。目前长期任务须逐年确立年度目标；共1项，任务3。",
        ),
        ("车间用地", first.pk, "2026年3月23日当周会商未解决，转入本次会议（第2次列入）。"),
        # Ticked off last time, but the lead has still not sent its programmes: the rule brings it up anew.
        (WEEKLY[0][1], None, "报送期限已过；共2项，任务1、2。"),
    ]


def test_a_meeting_already_set_up_gets_them_when_the_minutes_are_settled(plan: Plan, cast: Cast) -> None:
    first, second = a_meeting(plan, cast), a_meeting(plan, cast, NEXT)
    add_agenda_item(first, subject="车间用地", why="", task=None, by=cast.chen)

    held(first, cast)

    assert ("other", "车间用地") in agenda(second)
    assert second.items.filter(carried_from__isnull=True).count() == 0


def test_proposing_again_keeps_what_people_did(plan: Plan, cast: Cast) -> None:
    meeting = a_meeting(plan, cast)
    own = add_agenda_item(meeting, subject="开放日", why="校方提出。", task=None, by=cast.chen)
    move_agenda_item(own, by_places=UP, by=cast.chen)
    before = agenda(meeting)

    assert (propose_agenda(meeting, by=cast.chen, today=MONDAY), agenda(meeting)) == (0, before)


def test_moving_stops_at_the_ends(plan: Plan, cast: Cast) -> None:
    meeting = a_meeting(plan, cast)
    first, middle, last = meeting.items.all()

    move_agenda_item(first, by_places=UP, by=cast.chen)
    move_agenda_item(last, by_places=DOWN, by=cast.chen)
    move_agenda_item(last, by_places=UP, by=cast.chen)

    assert list(meeting.items.values_list("pk", "order")) == [(first.pk, 1), (last.pk, 2), (middle.pk, 3)]


def test_the_two_series_do_not_mix(plan: Plan, cast: Cast) -> None:
    weekly = a_meeting(plan, cast)
    add_agenda_item(weekly, subject="车间用地", why="", task=None, by=cast.chen)
    held(weekly, cast)

    council = a_meeting(plan, cast, date(2026, 3, 31), "dispatch")

    assert agenda(council) == WEEKLY


def test_a_decision_is_told_listed_and_finished(plan: Plan, cast: Cast) -> None:
    meeting = a_meeting(plan, cast)
    task = plan.tasks.get(number=2)
    decision = add_decision(
        meeting,
        text="报送用地方案",
        organisation=cast.north,
        owner="林示例",
        due_on=date(2026, 3, 26),
        task=task,
        item=None,
        by=cast.chen,
        today=MONDAY,
    )
    held(meeting, cast, resolved=tuple(subject for _, subject in WEEKLY))

    duty = task.duties.get(organisation=cast.north)
    assert (decision.duty, set(Notice.objects.filter(key=f"decision:{decision.pk}").values_list("to", flat=True))) == (
        duty,
        {cast.lin.pk, cast.wu.pk},
    )
    second = a_meeting(plan, cast, NEXT)
    item = second.items.get(source="decision")
    assert (item.subject, item.decision, item.why) == (
        "报送用地方案",
        decision,
        "2026年3月23日当周会商议定，责任单位北辰职校，已超期4天，尚未报完成。",
    )

    finish_decision(decision, result="已报送。", by=cast.lin, today=NEXT)

    assert Decision.objects.values_list("done_on", "result").get() == (NEXT, "已报送。")
    with pytest.raises(Refused, match="该议定事项已于2026年3月30日完成。"):
        finish_decision(decision, result="再报。", by=cast.lin, today=NEXT)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"held_on": NEXT}, "会议日期2026年3月30日还没有到，不能定稿纪要；可先保存草稿。"),
        ({"chair": " "}, "请填写主持人。"),
        ({"attendance": ""}, "请填写出席人员或单位。"),
    ],
)
def test_minutes_without_a_required_fact_settle_nothing(
    plan: Plan, cast: Cast, changed: dict[str, Any], sentence: str
) -> None:
    meeting = a_meeting(plan, cast)

    with pytest.raises(Refused) as refusal:
        held(meeting, cast, today=MONDAY, **changed)

    kept = Meeting.objects.get()
    assert (str(refusal.value), kept.state, kept.record, kept.items.exclude(outcome="").count()) == (
        sentence,
        "planned",
        None,
        0,
    )


def test_after_the_minutes_are_settled_nothing_moves(plan: Plan, cast: Cast) -> None:
    meeting = held(a_meeting(plan, cast), cast)
    item = meeting.items.all()[0]
    before = agenda(meeting)
    attempts: list[Callable[[], object]] = [
        lambda: add_agenda_item(meeting, subject="开放日", why="", task=None, by=cast.chen),
        lambda: remove_agenda_item(item, by=cast.chen),
        lambda: move_agenda_item(item, by_places=DOWN, by=cast.chen),
        lambda: propose_agenda(meeting, by=cast.chen, today=MONDAY),
        lambda: held(meeting, cast),
        lambda: add_decision(
            meeting,
            text="晚了",
            organisation=cast.north,
            owner="",
            due_on=NEXT,
            task=None,
            item=None,
            by=cast.chen,
            today=MONDAY,
        ),
    ]

    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()

    assert (agenda(meeting), Decision.objects.count()) == (before, 0)


RUN = [("chen", True), ("fang", False), ("li", False), ("lin", False), ("shen", False), ("guan", False)]


@pytest.mark.parametrize(("who", "may"), RUN)
def test_only_the_secretariat_runs_meetings(
    client: Client, plan: Plan, cast: Cast, who: str, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", MONDAY.isoformat())
    meeting = a_meeting(plan, cast)
    item = meeting.items.all()[0]
    client.force_login(cast[who].user)
    base = f"/planning/meetings/{meeting.pk}/"
    posts: list[tuple[str, dict[str, Any]]] = [
        (f"/planning/plans/{plan.pk}/meetings/plan/", {"kind": "dispatch", "period_day": NEXT, "held_on": NEXT}),
        (f"{base}agenda/", {}),
        (f"{base}items/add/", {"subject": "开放日"}),
        (f"{base}items/{item.pk}/", {"subject": "改过的"}),
        (f"{base}items/{item.pk}/move/", {"to": "down"}),
        (f"{base}items/{item.pk}/remove/", {}),
        (f"{base}pack/", {}),
        (f"{base}decisions/add/", {"text": "办", "organisation": cast.north.pk, "due_on": NEXT}),
        (f"{base}minutes/", {"held_on": MONDAY, "chair": "陈示例", "attendance": "秘书处"}),
    ]

    statuses = {client.post(url, data).status_code for url, data in posts}

    rows = (Meeting.objects.count(), AgendaItem.objects.count(), Decision.objects.count())
    assert statuses == ({302} if may else {403})
    assert (rows, Meeting.objects.get(pk=meeting.pk).state) == (
        ((2, 3 + len(WEEKLY), 1), "held") if may else ((1, 3, 0), "planned")
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("li", 200), ("shen", 200), ("lin", 403), ("wu", 403), ("guan", 403), (None, 302)],
)
def test_who_reads_meetings(client: Client, plan: Plan, cast: Cast, who: str | None, status: int) -> None:
    meeting = a_meeting(plan, cast)
    if who:
        client.force_login(cast[who].user)

    urls = [
        f"/planning/plans/{plan.pk}/meetings/",
        meeting.get_absolute_url(),
        f"{meeting.get_absolute_url()}agenda.docx",
    ]

    assert {client.get(url).status_code for url in urls} == {status}


@pytest.mark.parametrize(
    ("who", "sees", "finishes"),
    [
        ("chen", 200, 302),
        ("lin", 200, 302),
        ("wu", 200, 403),
        ("zhao", 404, 404),
        ("li", 200, 404),
        ("fang", 200, 403),
        ("guan", 403, 403),
        (None, 302, 302),
    ],
)
def test_who_reads_and_finishes_a_decision(
    client: Client, plan: Plan, cast: Cast, who: str | None, sees: int, finishes: int
) -> None:
    decision = add_decision(
        a_meeting(plan, cast),
        text="报送用地方案",
        organisation=cast.north,
        owner="",
        due_on=NEXT,
        task=None,
        item=None,
        by=cast.chen,
        today=MONDAY,
    )
    if who:
        client.force_login(cast[who].user)

    looked = client.get(f"/planning/decisions/{decision.pk}/").status_code
    sent = client.post(f"/planning/decisions/{decision.pk}/finish/", {"result": "已报送。"}).status_code

    done = Decision.objects.filter(done_on__isnull=False).count()
    assert (looked, sent, done) == (sees, finishes, int(who in ("chen", "lin")))
    if who in ("lin", "zhao"):
        listed = client.get("/planning/decisions/?done=1").context["lines"]
        assert [line["row"].pk for line in listed] == ([decision.pk] if who == "lin" else [])


def test_minutes_are_kept_while_they_are_written(client: Client, plan: Plan, cast: Cast) -> None:
    meeting = a_meeting(plan, cast)
    item = meeting.items.all()[0]
    client.force_login(cast.chen.user)
    data = {"held_on": MONDAY, "minutes": "写了一半", f"outcome_{item.pk}": "再议", f"resolved_{item.pk}": "on"}

    answer = client.post(f"/planning/meetings/{meeting.pk}/minutes/", data, headers={"X-Requested-With": "autosave"})

    kept = Meeting.objects.get()
    item.refresh_from_db()
    assert (answer.status_code, kept.minutes, kept.state) == (204, "写了一半", "planned")
    assert (item.outcome, item.resolved) == ("再议", True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_constant_number_of_questions(
    client: Client, plan: Plan, cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for n in range(count):
        a_meeting(plan, cast, date(2026, 4, 6 + 7 * n))
    client.force_login(cast.chen.user)
    client.get(f"/planning/plans/{plan.pk}/meetings/")

    with django_assert_num_queries(9):
        client.get(f"/planning/plans/{plan.pk}/meetings/")


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_minutes_once_settled_are_the_same_bytes_for_ever(
    client: Client, plan: Plan, cast: Cast, file_format: str
) -> None:
    meeting = held(a_meeting(plan, cast), cast, minutes="会议要求加快进度。")
    client.force_login(cast.chen.user)
    address = f"{meeting.get_absolute_url()}minutes.{file_format}"
    first = client.get(address).content

    Plan.objects.update(title="改了名的方案")
    Organisation.objects.update(short_name="改了名")
    Meeting.objects.update(place="别处", minutes="别的话")

    assert (len(first) > 1000, client.get(address).content == first) == (True, True)
