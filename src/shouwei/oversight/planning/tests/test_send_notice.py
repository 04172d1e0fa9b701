"""Sending numbers a notice, sets its day and tells the addressee; who may, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Numbering, Plan, SupervisionNotice
from shouwei.oversight.planning.rules.supervision import number_of
from shouwei.oversight.planning.workflows.drop_notice import drop_notice
from shouwei.oversight.planning.workflows.send_notice import send_notice
from shouwei.oversight.planning.workflows.take_number import take_number

from .notice_stories import THURSDAY, a_draft, a_sent_one


def test_it_gets_its_number_and_its_day_and_the_unit_is_told(plan: Plan, cast: Cast) -> None:
    notice = a_sent_one(plan, cast)

    kept = SupervisionNotice.objects.get(pk=notice.pk)
    assert (kept.number, kept.state, kept.sent_on, kept.sent_by, kept.reply_due_on) == (
        "督办〔2026〕1号",
        "sent",
        THURSDAY,
        cast.chen,
        date(2026, 3, 16),
    )
    text = "督办〔2026〕1号（红色督办）已发至贵单位：任务2，请签收，并于2026年3月16日前回复。"
    told = Notice.objects.filter(key__startswith="notice:").order_by("to").values_list("to", "text", "url")
    assert list(told) == [(who.pk, text, f"/planning/notices/{notice.pk}/") for who in (cast.lin, cast.wu)]
    assert Event.objects.values_list("what", "by").first() == ("发出督办单", cast.chen.pk)


def test_the_days_to_reply_in_skip_the_holiday_table(plan: Plan, cast: Cast) -> None:
    Holiday.objects.create(day=date(2026, 3, 13), is_worked=False, name="示例假日")
    Holiday.objects.create(day=date(2026, 3, 14), is_worked=True, name="示例调休")

    assert a_sent_one(plan, cast).reply_due_on == date(2026, 3, 16)  # Saturday and Monday


@pytest.mark.parametrize(("level", "due"), [("blue", 19), ("amber", 17), ("red", 16)])
def test_the_redder_the_sooner(plan: Plan, cast: Cast, level: str, due: int) -> None:
    sent = send_notice(a_draft(plan, cast, level), demand="请回复。", by=cast.chen, today=THURSDAY)

    assert sent.reply_due_on == date(2026, 3, due)


@pytest.mark.parametrize(
    ("state", "demand", "sentence"),
    [("draft", " ", "请填写办理要求。"), ("sent", "请回复。", "该督办单已处理，不能重复发出。")],
)
def test_a_refusal_uses_up_no_number(plan: Plan, cast: Cast, state: str, demand: str, sentence: str) -> None:
    notice = a_draft(plan, cast)
    SupervisionNotice.objects.update(state=state)

    with pytest.raises(Refused) as refusal:
        send_notice(notice, demand=demand, by=cast.chen, today=THURSDAY)

    kept = SupervisionNotice.objects.get()
    assert (str(refusal.value), kept.number, kept.sent_on, Numbering.objects.count()) == (sentence, "", None, 0)


def test_a_dropped_one_stays_on_file_and_cannot_be_sent(plan: Plan, cast: Cast) -> None:
    notice = a_draft(plan, cast)
    drop_notice(notice, because="已电话督促。", by=cast.chen, today=THURSDAY)

    with pytest.raises(Refused):
        send_notice(notice, demand="请回复。", by=cast.chen, today=THURSDAY)

    assert SupervisionNotice.objects.values_list("state", "closed_on").get() == ("dropped", THURSDAY)
    assert Event.objects.values_list("what", "why").first() == ("决定不发督办单", "已电话督促。")


@given(st.lists(st.sampled_from([2026, 2027]), min_size=1, max_size=12))
def test_numbers_read_as_the_standard_writes_them(years: list[int]) -> None:
    assert [number_of(year, n) for n, year in enumerate(years, 1)] == [
        f"督办〔{year}〕{n}号" for n, year in enumerate(years, 1)
    ]


@pytest.mark.django_db(transaction=True)
def test_four_at_once_get_four_numbers() -> None:
    def one(_: int) -> int:
        try:
            with transaction.atomic():
                return take_number("示例", 2026)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(one, range(12)))

    assert numbers == list(range(1, 13))
    assert Numbering.objects.values_list("last", flat=True).get() == 12


@pytest.mark.django_db
def test_a_number_given_back_is_given_again() -> None:
    with transaction.atomic():
        take_number("示例", 2026)
        transaction.set_rollback(True)  # the caller fails after the number was taken

    assert [take_number("示例", 2026), take_number("示例", 2026), take_number("示例", 2027)] == [1, 2, 1]


@pytest.mark.parametrize(
    ("who", "status", "sent"),
    [
        ("chen", 302, 1),
        ("fang", 403, 0),
        ("li", 403, 0),
        ("lin", 403, 0),
        ("wu", 403, 0),
        ("shen", 403, 0),
        ("guan", 403, 0),
        (None, 302, 0),
    ],
)
def test_who_may_send(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, sent: int) -> None:
    notice = a_draft(plan, cast)
    if who:
        client.force_login(cast[who].user)

    one = client.post(f"/planning/notices/{notice.pk}/send/", {"demand": "请回复。"})
    many = client.post("/planning/notices/send/", {"pk": [notice.pk]})
    drop = client.post(f"/planning/notices/{notice.pk}/drop/")

    statuses = (one.status_code, many.status_code, drop.status_code)
    assert (statuses, SupervisionNotice.objects.filter(state="sent").count()) == ((status,) * 3, sent)


def test_several_at_once_are_numbered_in_their_order(client: Client, plan: Plan, cast: Cast) -> None:
    notices = [a_draft(plan, cast, occasion=f"red:{n}") for n in range(3)]
    client.force_login(cast.chen.user)

    answer = client.post("/planning/notices/send/", {"pk": [notices[2].pk, notices[0].pk, "x"]}, follow=True)

    assert [str(m) for m in answer.context["messages"]] == ["已发出2份督办单。"]
    assert list(SupervisionNotice.objects.order_by("pk").values_list("number", flat=True)) == [
        "督办〔2026〕1号".replace("2026", str(SupervisionNotice.objects.get(pk=notices[0].pk).sent_on.year)),  # type: ignore[union-attr]  # sent above
        "",
        "督办〔2026〕2号".replace("2026", str(SupervisionNotice.objects.get(pk=notices[2].pk).sent_on.year)),  # type: ignore[union-attr]  # sent above
    ]


def test_what_was_typed_stays_when_it_is_refused(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_sent_one(plan, cast)
    client.force_login(cast.chen.user)

    answer = client.post(f"/planning/notices/{notice.pk}/send/", {"demand": "再发一次。"})

    form = answer.context["form"]
    assert (form["demand"].value(), list(form.non_field_errors())) == ("再发一次。", ["该督办单已处理，不能重复发出。"])
