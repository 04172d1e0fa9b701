"""The page of one duty: who may look, what it offers, what it tells; and its evidence."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.oversight.planning.models import Duty, Evidence, Plan, ProgressReport
from shouwei.oversight.planning.queries.duty_page import duty_history, steps_for
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.workflows.save_report import ReportWords
from shouwei.oversight.planning.workflows.submit_report import submit_report

DAY = date(2026, 3, 20)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-03-20")
    settings.FILES = tmp_path


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    return Duty.objects.get(task__number=1, organisation=cast.north)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("chen", 200),
        ("fang", 200),
        ("li", 200),
        ("zhou", 404),
        ("lin", 200),
        ("wu", 200),
        ("zhao", 404),
        ("he", 404),
        ("shen", 200),
        ("guan", 403),
        (None, 302),
    ],
)
def test_who_may_look(client: Client, duty: Duty, cast: Cast, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast[who].user)

    assert client.get(reverse("planning:duty", args=[duty.pk])).status_code == status


@pytest.mark.parametrize(
    ("who", "actions"),
    [
        ("lin", ["write_report", "ask_completion", "ask_extension", "assign_owner"]),
        ("wu", ["write_report"]),
        ("chen", ["stop_duty"]),
        ("li", []),
        ("shen", []),
    ],
)
def test_a_button_is_shown_where_its_door_would_open(duty: Duty, cast: Cast, who: str, actions: list[str]) -> None:
    assert [step.action for step in steps_for(cast[who], duty, DAY) if step.verdict] == actions


def test_a_button_that_is_absent_says_why(duty: Duty, cast: Cast) -> None:
    said = ReportWords(text="完成调研。", percent=30)
    submit_report(duty, period=period_of(DAY, "month"), words=said, by=cast.lin, today=DAY)

    refusals = [(step.label, step.verdict.reason) for step in steps_for(cast.wu, duty, DAY) if not step.verdict]

    assert refusals == [("填写2026年3月进展", "本期进展已报送，不能修改。如需更正，请联系牵头部门退回。")]


def test_the_history_is_the_dutys_own(duty: Duty, cast: Cast) -> None:
    said = ReportWords(text="完成调研。", percent=30)
    period = period_of(DAY, "month")
    submit_report(duty, period=period, words=said, by=cast.lin, today=DAY)
    other = Duty.objects.get(task__number=1, organisation=cast.south)
    submit_report(other, period=period, words=said, by=cast.zhao, today=DAY)

    assert [(event.what, event.by) for event in duty_history(duty)] == [("报送进展", cast.lin)]


def upload(client: Client, duty: Duty, name: str = "会议 纪要.pdf", data: bytes = PDF) -> Evidence:
    client.post(
        reverse("planning:attach_evidence", args=[duty.pk]),
        {"evidence": [SimpleUploadedFile(name, data, "text/html")]},
    )
    return Evidence.objects.latest("pk")


def test_evidence_is_kept_under_its_name_and_handed_out_safely(client: Client, duty: Duty, cast: Cast) -> None:
    client.force_login(cast.wu.user)
    evidence = upload(client, duty)

    kept = client.get(reverse("planning:evidence_file", args=[evidence.pk]))
    viewed = client.get(reverse("planning:evidence_file", args=[evidence.pk]), {"view": "1"})

    assert (kept.content, kept["Content-Type"], kept["Content-Disposition"], kept["X-Content-Type-Options"]) == (
        PDF,
        "application/octet-stream",
        "attachment; filename*=utf-8''%E4%BC%9A%E8%AE%AE%20%E7%BA%AA%E8%A6%81.pdf",
        "nosniff",
    )
    assert kept["Content-Security-Policy"] == "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'"
    assert (viewed["Content-Type"], viewed["Content-Disposition"][:7]) == ("application/pdf", "inline;")
    assert list(Event.objects.filter(on_type="planning.evidence").values_list("what", "by")) == [
        ("上传佐证", cast.wu.pk)
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("chen", 200), ("fang", 200), ("li", 200), ("zhou", 404), ("lin", 200), ("zhao", 404), ("guan", 403), (None, 302)],
)
def test_who_may_open_evidence(client: Client, duty: Duty, cast: Cast, who: str | None, status: int) -> None:
    client.force_login(cast.wu.user)
    evidence = upload(client, duty)
    client.logout()
    if who:
        client.force_login(cast[who].user)

    assert client.get(reverse("planning:evidence_file", args=[evidence.pk])).status_code == status


def test_files_sent_with_a_report_that_is_refused_are_not_lost(client: Client, duty: Duty, cast: Cast) -> None:
    client.force_login(cast.wu.user)

    page = client.post(
        reverse("planning:write_report", args=[duty.pk]),
        {"text": "", "percent": "30", "difficulties": "缺少设备", "evidence": [SimpleUploadedFile("纪要.pdf", PDF)]},
    )

    assert page.context["form"].non_field_errors() == ["进展情况为空。请填写本期进展；确无进展的，可选“本期无变化”。"]
    assert [file.name for file in page.context["files"]] == ["纪要.pdf"]
    assert list(ProgressReport.objects.values_list("state", "difficulties")) == [("draft", "缺少设备")]


def test_one_bad_file_does_not_cost_the_others_and_nothing_is_attached_twice(
    client: Client, duty: Duty, cast: Cast
) -> None:
    client.force_login(cast.wu.user)
    program = SimpleUploadedFile("工具.exe", b"MZ\x90\x00" + b"\x00" * 200)
    address = reverse("planning:attach_evidence", args=[duty.pk])

    page = client.post(address, {"evidence": [SimpleUploadedFile("纪要.pdf", PDF), program]})
    client.post(address, {"evidence": [SimpleUploadedFile("纪要.pdf", PDF)]})

    (sentence,) = page.context["form"].non_field_errors()
    assert (sentence.startswith("“工具.exe”"), sentence.endswith("其余1份已上传，无需重复选择。")) == (True, True)
    assert [evidence.file.name for evidence in Evidence.objects.all()] == ["纪要.pdf"]
    assert Event.objects.filter(what="上传佐证").count() == 1


def test_a_file_whose_bytes_are_gone_is_refused_in_a_sentence(
    client: Client, duty: Duty, cast: Cast, tmp_path: Path
) -> None:
    client.force_login(cast.wu.user)
    evidence = upload(client, duty)
    for path in tmp_path.glob("*/*"):
        path.unlink()

    answer = client.get(reverse("planning:evidence_file", args=[evidence.pk]))

    assert (answer.status_code, "已经不在存储中" in answer.content.decode()) == (503, True)


@pytest.mark.parametrize(
    "address",
    ["unit_reports", "approve_reports", "difficulties"],
)
def test_lists_say_what_comes_next_when_they_are_empty(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.lin.user)

    assert 'class="empty"' in client.get(reverse(f"planning:{address}")).content.decode()
