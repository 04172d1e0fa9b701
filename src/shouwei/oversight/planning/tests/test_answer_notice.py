"""签收, reply, return, close, and the reminder to the head of a unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Plan, SupervisionNotice
from shouwei.oversight.planning.workflows.close_notice import close_notice
from shouwei.oversight.planning.workflows.remind_unsigned import remind_unsigned
from shouwei.oversight.planning.workflows.reply_notice import reply_notice
from shouwei.oversight.planning.workflows.return_reply import return_reply
from shouwei.oversight.planning.workflows.sign_notice import sign_notice

from .notice_stories import FRIDAY, MONDAY, THURSDAY, TUESDAY, a_draft, a_sent_one, a_signed_one


def state() -> tuple[str, date | None, str, date | None, date | None]:
    row = SupervisionNotice.objects.get()
    return (row.state, row.signed_on, row.reply, row.replied_on, row.reply_due_on)


def test_the_way_of_a_notice(plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)
    assert state() == ("signed", FRIDAY, "", None, MONDAY)

    reply_notice(notice, reply="正在办理。", by=cast.lin, today=MONDAY)
    assert state() == ("replied", FRIDAY, "正在办理。", MONDAY, MONDAY)

    return_reply(notice, because="缺少完成时间。", by=cast.chen, today=TUESDAY)
    assert state() == ("signed", FRIDAY, "正在办理。", None, date(2026, 3, 19))

    reply_notice(notice, reply="3月底完成。", by=cast.lin, today=date(2026, 3, 18))
    close_notice(notice, by=cast.chen, today=date(2026, 3, 19))
    assert SupervisionNotice.objects.values_list("state", "reply", "closed_on").get() == (
        "closed",
        "3月底完成。",
        date(2026, 3, 19),
    )
    said = list(Notice.objects.filter(to=cast.lin).order_by("pk").values_list("text", flat=True))
    assert said == [
        "督办〔2026〕1号（红色督办）已发至贵单位：任务2，请签收，并于2026年3月16日前回复。",
        "督办〔2026〕1号的回复被退回：缺少完成时间。请于2026年3月19日前重新回复。",
        "督办〔2026〕1号的回复已通过审核，该督办单办结；任务仍按原期限推进。",
    ]
    assert [what for what in Event.objects.order_by("pk").values_list("what", flat=True) if "督办单" in what] == [
        "发出督办单",
        "签收督办单",
        "回复督办单",
        "退回督办单回复",
        "回复督办单",
        "办结督办单",
    ]


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("reply", "请先签收，再回复。"),
        ("close", "该督办单尚未回复，不能办结。"),
        ("return", "该督办单没有待审核的回复。"),
    ],
)
def test_out_of_turn_nothing_happens(plan: Plan, cast: Cast, verb: str, sentence: str) -> None:
    notice = a_sent_one(plan, cast)
    before = state()

    verbs: dict[str, Callable[[], None]] = {
        "reply": lambda: reply_notice(notice, reply="正在办理。", by=cast.lin, today=FRIDAY),
        "close": lambda: close_notice(notice, by=cast.chen, today=FRIDAY),
        "return": lambda: return_reply(notice, because="缺少完成时间。", by=cast.chen, today=FRIDAY),
    }

    with pytest.raises(Refused) as refusal:
        verbs[verb]()

    assert (str(refusal.value), state()) == (sentence, before)


def test_one_signs_once(plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)

    with pytest.raises(Refused, match="该督办单无需签收或已签收。"):
        sign_notice(notice, by=cast.lin, today=MONDAY)

    assert SupervisionNotice.objects.values_list("signed_on", "signed_by").get() == (FRIDAY, cast.wu.pk)


def test_the_head_is_reminded_once_after_one_working_day(plan: Plan, cast: Cast) -> None:
    a_sent_one(plan, cast)  # on Thursday
    Notice.objects.all().delete()

    counts = [remind_unsigned(day) for day in (THURSDAY, FRIDAY, date(2026, 3, 14), MONDAY, TUESDAY)]

    assert counts == [0, 0, 1, 0, 0]
    assert list(Notice.objects.values_list("to", "text")) == [
        (cast.lin.pk, "督办〔2026〕1号于2026年3月12日发至北辰职校，超过1个工作日尚未签收，请负责人督促签收。")
    ]


def test_nobody_is_reminded_of_what_is_signed(plan: Plan, cast: Cast) -> None:
    a_signed_one(plan, cast)

    assert remind_unsigned(TUESDAY) == 0


SIGN = [("lin", 302, 1), ("wu", 302, 1), ("zhao", 404, 0), ("chen", 403, 0), ("li", 404, 0), (None, 302, 0)]
REPLY = [("lin", 302, 1), ("wu", 403, 0), ("zhao", 404, 0), ("chen", 403, 0), ("he", 404, 0), (None, 302, 0)]
CLOSE = [("chen", 302, 1), ("lin", 403, 0), ("fang", 403, 0), ("li", 403, 0), (None, 302, 0)]


@pytest.mark.parametrize(("who", "status", "written"), SIGN)
def test_who_may_sign(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, written: int) -> None:
    notice = a_sent_one(plan, cast)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(f"/planning/notices/{notice.pk}/sign/")

    assert (answer.status_code, SupervisionNotice.objects.filter(state="signed").count()) == (status, written)


@pytest.mark.parametrize(("who", "status", "written"), REPLY)
def test_who_may_reply(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, written: int) -> None:
    notice = a_signed_one(plan, cast)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(f"/planning/notices/{notice.pk}/reply/", {"reply": "正在办理。"})

    assert (answer.status_code, SupervisionNotice.objects.filter(state="replied").count()) == (status, written)


@pytest.mark.parametrize(("who", "status", "written"), CLOSE)
@pytest.mark.parametrize(("verb", "state"), [("close", "closed"), ("return", "signed")])
def test_who_may_judge_a_reply(
    client: Client, plan: Plan, cast: Cast, verb: str, state: str, who: str | None, status: int, written: int
) -> None:
    notice = a_signed_one(plan, cast)
    reply_notice(notice, reply="正在办理。", by=cast.lin, today=MONDAY)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(f"/planning/notices/{notice.pk}/{verb}/", {"because": "缺少完成时间。"})

    assert (answer.status_code, SupervisionNotice.objects.filter(state=state).count()) == (status, written)


def test_a_reply_is_kept_while_it_is_written_and_nobody_else_sees_it(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)
    client.force_login(cast.lin.user)
    url = f"/planning/notices/{notice.pk}/reply/"

    answer = client.post(url, {"reply": "写了一半"}, headers={"X-Requested-With": "autosave"})

    assert (answer.status_code, state()[:3]) == (204, ("signed", FRIDAY, "写了一半"))
    assert client.get(url).context["form"]["reply"].value() == "写了一半"
    client.force_login(cast.chen.user)
    assert "写了一半" not in client.get(notice.get_absolute_url()).content.decode()


def test_a_reply_already_sent_is_not_overwritten_by_a_late_draft(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)
    reply_notice(notice, reply="正在办理。", by=cast.lin, today=MONDAY)
    client.force_login(cast.lin.user)

    answer = client.post(
        f"/planning/notices/{notice.pk}/reply/", {"reply": "旧稿"}, headers={"X-Requested-With": "autosave"}
    )

    assert (answer.status_code, state()[2]) == (409, "正在办理。")


def test_buttons_never_answer_a_mere_look(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_draft(plan, cast)
    client.force_login(cast.chen.user)

    answers = [client.get(f"/planning/notices/{notice.pk}/{verb}/").status_code for verb in ("drop", "close")]

    assert (answers, SupervisionNotice.objects.get().state) == ([405, 405], "draft")
