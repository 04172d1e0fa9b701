"""What may be taken back or declined, with a reason that stays; and what a reader of uploads is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Duty, Evidence, Plan, ProgressReport, SupervisionNotice
from shouwei.oversight.planning.rules.duties import may_decline, may_offer_again, may_withdraw_evidence
from shouwei.oversight.planning.workflows.ask_completion import ask_completion
from shouwei.oversight.planning.workflows.decline_duty import decline_duty
from shouwei.oversight.planning.workflows.withdraw_evidence import withdraw_evidence

from .notice_stories import a_signed_one

DAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-03-20")
    settings.FILES = tmp_path


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    return Duty.objects.get(task__number=1, organisation=cast.north)


@pytest.fixture
def evidence(duty: Duty, cast: Cast, client: Client) -> Evidence:
    client.force_login(cast.wu.user)
    files = [SimpleUploadedFile("错传.txt", "不是这份".encode())]
    client.post(reverse("planning:attach_evidence", args=[duty.pk]), {"evidence": files})
    return Evidence.objects.get()


@pytest.mark.parametrize(
    ("facts", "begins"),
    [
        ({}, ""),
        ({"because": " "}, "撤回须写明原因"),
        ({"withdrawn": True}, "该佐证已撤回"),
        ({"completed": True}, "该任务已办结"),
        ({"pending": True}, "办结申请正在复核"),
    ],
)
def test_when_evidence_may_be_withdrawn(facts: dict[str, object], begins: str) -> None:
    usual: dict[str, object] = {"withdrawn": False, "completed": False, "pending": False, "because": "传错"}

    verdict = may_withdraw_evidence(**usual | facts)  # type: ignore[arg-type]  # a table of facts

    assert (bool(verdict), verdict.reason[: len(begins)]) == (not begins, begins)


def test_withdrawn_evidence_counts_no_more_and_stays_on_record(
    client: Client, cast: Cast, duty: Duty, evidence: Evidence
) -> None:
    answer = client.post(reverse("planning:withdraw_evidence", args=[evidence.pk]), {"because": "传错文件"})

    gone = Evidence.everything.get()
    assert (answer.status_code, duty.evidence.count()) == (302, 0)
    assert (gone.withdrawn_on, gone.withdrawn_by, gone.withdraw_reason) == (DAY, cast.wu, "传错文件")
    assert client.get(evidence.get_absolute_url()).status_code == 404
    page = client.get(duty.get_absolute_url()).content.decode()
    assert ("撤回佐证“错传.txt”" in page, "<p>传错文件</p>" in page) == (True, True)
    with pytest.raises(Refused, match="还没有佐证材料"):
        ask_completion(duty, summary="已完成", by=cast.lin, today=DAY)


@pytest.mark.parametrize(("who", "status"), [("lin", 302), ("zhao", 404), ("li", 403), ("chen", 403), (None, 302)])
def test_only_the_member_takes_its_evidence_back(
    client: Client, cast: Cast, evidence: Evidence, who: str | None, status: int
) -> None:
    client.logout()
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:withdraw_evidence", args=[evidence.pk]), {"because": "传错文件"})

    assert (answer.status_code, Evidence.objects.count()) == (status, 0 if who == "lin" else 1)


def test_evidence_under_review_stays(cast: Cast, duty: Duty, evidence: Evidence) -> None:
    ask_completion(duty, summary="已完成", by=cast.lin, today=DAY)

    with pytest.raises(Refused, match="办结申请正在复核"):
        withdraw_evidence(evidence, because="传错", by=cast.wu, today=DAY)

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("accepted_on", "stopped_on", "because", "begins"),
    [
        (None, None, "没有相关专业", ""),
        (None, None, "  ", "不承担须写明原因"),
        (DAY, None, "x", "该任务已于2026年3月20日确认承担"),
        (None, DAY, "x", "该任务已中止"),
    ],
)
def test_when_a_duty_may_be_declined(
    accepted_on: date | None, stopped_on: date | None, because: str, begins: str
) -> None:
    verdict = may_decline(accepted_on=accepted_on, stopped_on=stopped_on, because=because)

    assert (bool(verdict), verdict.reason[: len(begins)]) == (not begins, begins)


@pytest.mark.parametrize(("who", "status"), [("lin", 302), ("wu", 403), ("zhao", 404), ("li", 403)])
def test_a_head_declines_and_lead_and_secretariat_read_why(
    client: Client, cast: Cast, duty: Duty, who: str, status: int
) -> None:
    Notice.objects.all().delete()
    Duty.objects.filter(pk=duty.pk).update(accepted_on=None)
    client.force_login(cast[who].user)

    answer = client.post(reverse("planning:decline_duty", args=[duty.pk]), {"because": "本校没有相关专业"})

    duty.refresh_from_db()
    done = who == "lin"
    stopped = (DAY, "单位未承担：本校没有相关专业") if done else (None, "")
    assert (answer.status_code, duty.stopped_on, duty.stop_reason) == (status, *stopped)
    said = "北辰职校未承担任务1。原因：本校没有相关专业"
    assert {(n.to, n.text) for n in Notice.objects.all()} == ({(cast.li, said), (cast.chen, said)} if done else set())
    assert (Event.objects.latest("pk").what == "不承担任务") is done


@pytest.mark.parametrize(("who", "status"), [("chen", 302), ("li", 403), ("lin", 403), ("fang", 403), (None, 302)])
def test_a_declined_duty_is_offered_again(client: Client, cast: Cast, duty: Duty, who: str | None, status: int) -> None:
    Duty.objects.filter(pk=duty.pk).update(accepted_on=None)
    decline_duty(duty, because="没有相关专业", by=cast.lin, today=DAY)
    Notice.objects.all().delete()
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:offer_again", args=[duty.pk]), {"because": "已协商减半"})

    duty.refresh_from_db()
    done = who == "chen"
    stopped = (None, "") if done else (DAY, "单位未承担：没有相关专业")
    assert (answer.status_code, duty.stopped_on, duty.stop_reason) == (status, *stopped)
    said = "任务1再次请北辰职校承担，请单位负责人确认。说明：已协商减半"
    told = {(cast.lin, said), (cast.wu, said), (cast.li, said)} if done else set()
    assert {(n.to, n.text) for n in Notice.objects.all()} == told


def test_after_a_second_refusal_it_is_offered_a_third_time(client: Client, cast: Cast, duty: Duty) -> None:
    Duty.objects.filter(pk=duty.pk).update(accepted_on=None)
    client.force_login(cast.chen.user)
    for _ in range(2):
        decline_duty(duty, because="没有相关专业", by=cast.lin, today=DAY)
        page = client.get(duty.get_absolute_url()).content.decode()
        assert page.count(reverse("planning:offer_again", args=[duty.pk])) == 1
        client.post(reverse("planning:offer_again", args=[duty.pk]), {"because": "请再考虑"})

    duty.refresh_from_db()
    offered = Notice.objects.filter(to=cast.lin, text__startswith="任务1再次请").count()
    assert (duty.stopped_on, duty.accepted_on, offered) == (None, None, 2)


@pytest.mark.parametrize(
    ("declined", "reason", "because", "begins"),
    [
        (True, "单位未承担：忙", "已协商", ""),
        (True, "单位未承担：忙", " ", "再次请单位承担须写明协商情况"),
        (True, "成员单位退出集团", "已协商", "只有单位答复不承担的任务"),
        (False, "单位未承担：忙", "已协商", "只有单位答复不承担的任务"),
    ],
)
def test_when_a_duty_may_be_offered_again(declined: bool, reason: str, because: str, begins: str) -> None:
    verdict = may_offer_again(declined=declined, reason=reason, because=because)

    assert (bool(verdict), verdict.reason[: len(begins)]) == (not begins, begins)


def test_a_reply_brings_its_evidence(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)
    client.force_login(cast.lin.user)
    sent = {"reply": "已整改。", "evidence": [SimpleUploadedFile("整改.txt", "已整改".encode())]}

    answer = client.post(reverse("planning:reply_notice", args=[notice.pk]), sent)

    notice = SupervisionNotice.objects.get()
    attached = [(item.file.name, item.duty_id) for item in notice.evidence.all()]
    assert (answer.status_code, notice.state, attached) == (302, "replied", [("整改.txt", notice.duty_id)])
    assert "整改.txt" in client.get(notice.get_absolute_url()).content.decode()


def test_a_reply_that_is_empty_costs_nothing(client: Client, plan: Plan, cast: Cast) -> None:
    notice = a_signed_one(plan, cast)
    client.force_login(cast.lin.user)

    page = client.post(reverse("planning:reply_notice", args=[notice.pk]), {"reply": ""})

    assert page.context["form"].errors == {"reply": ["请填写回复。"]}
    assert (SupervisionNotice.objects.get().state, Evidence.objects.count()) == ("signed", 0)


def test_what_the_gate_changed_is_said_to_who_uploads(client: Client, cast: Cast, duty: Duty) -> None:
    client.force_login(cast.wu.user)
    files = [SimpleUploadedFile("材料", "文字".encode())]

    page = client.post(reverse("planning:attach_evidence", args=[duty.pk]), {"evidence": files}, follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "“材料”：文件名已改为“材料.txt”。",
        "已添加1份佐证材料。",
    ]
    assert not ProgressReport.objects.exists()
