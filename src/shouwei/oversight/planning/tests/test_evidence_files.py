"""Evidence as files: looked at without a download, replaced by a new edition, used in several places."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.documents.models import Edition, StoredFile
from shouwei.ground.documents.tests import upload_samples as make
from shouwei.ground.documents.workflows.keep_file import keep_file, path_of
from shouwei.oversight.planning.models import Duty, Evidence, Plan
from shouwei.oversight.planning.rules.evidence import may_replace_evidence
from shouwei.oversight.planning.workflows.attach_evidence import attach_evidence
from shouwei.oversight.planning.workflows.replace_evidence import replace_evidence

DAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 4, tzinfo=UTC)
WECHAT = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.49"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-03-20")
    settings.FILES = tmp_path


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    return Duty.objects.get(task__number=1, organisation=cast.north)


def laid(duty: Duty, cast: Cast, name: str = "说明.txt", data: bytes = "进展一".encode()) -> Evidence:
    return attach_evidence(duty, [keep_file(name, data, by=cast.wu)], by=cast.wu, today=DAY)[0]


def preview(client: Client, evidence: Evidence, **headers: str) -> str:
    answer = client.get(reverse("planning:preview_evidence", args=[evidence.pk]), headers=headers or None)
    return f"{answer.status_code} {answer.content.decode()}"


@pytest.mark.parametrize(
    ("facts", "begins"),
    [
        ({}, ""),
        ({"withdrawn": True}, "该佐证已撤回"),
        ({"completed": True}, "该任务已办结"),
        ({"pending": True}, "办结申请正在复核"),
    ],
)
def test_when_evidence_may_be_replaced(facts: dict[str, bool], begins: str) -> None:
    verdict = may_replace_evidence(**{"withdrawn": False, "completed": False, "pending": False} | facts)

    assert (bool(verdict), verdict.reason.startswith(begins)) == (not facts, True)


def test_a_new_edition_takes_its_place_and_the_old_one_can_still_be_read_by_who_may_see_it(
    duty: Duty, cast: Cast, client: Client
) -> None:
    evidence = laid(duty, cast)
    client.force_login(cast.wu.user)
    address = reverse("planning:replace_evidence", args=[evidence.pk])
    new = SimpleUploadedFile("说明.txt", "进展二".encode())

    answer = client.post(address, {"evidence": new, "because": "更正人数"})
    client.force_login(cast.li.user)  # the lead, of another organisation
    page = preview(client, evidence)
    file = reverse("planning:evidence_file", args=[evidence.pk])
    read = [client.get(f"{file}{query}") for query in ("", "?edition=1", "?edition=2", "?edition=x")]

    assert answer.status_code == 302
    assert [one.content.decode() for one in read[:2]] == ["进展二", "进展一"]
    assert [one.status_code for one in read] == [200, 200, 404, 404]
    assert ("第1版 说明.txt" in page, "替换原因：更正人数" in page, address in page) == (True, True, False)
    event = Event.objects.latest("pk")
    assert (event.what, event.why) == ("替换佐证“说明.txt”", "更正人数")


def test_what_a_completion_rests_on_is_not_replaced(duty: Duty, cast: Cast) -> None:
    evidence = laid(duty, cast)
    Duty.objects.filter(pk=duty.pk).update(completed_on=DAY)

    with pytest.raises(Refused, match="该任务已办结"):
        replace_evidence(evidence, "新.txt", b"x", because="更正", by=cast.wu, today=DAY, now=NOON)

    evidence.refresh_from_db()
    assert (evidence.file.name, Edition.objects.count(), StoredFile.objects.count()) == ("说明.txt", 0, 1)


def test_a_sister_finds_neither_preview_nor_older_editions(duty: Duty, cast: Cast, client: Client) -> None:
    evidence = laid(duty, cast)
    replace_evidence(evidence, "新.txt", b"x", because="更正", by=cast.wu, today=DAY, now=NOON)
    client.force_login(cast.zhao.user)

    addresses = [reverse(f"planning:{name}", args=[evidence.pk]) for name in ("preview_evidence", "replace_evidence")]
    addresses.append(reverse("planning:evidence_file", args=[evidence.pk]) + "?edition=1")

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_one_file_is_used_for_several_duties_and_offered_only_once(
    plan: Plan, duty: Duty, cast: Cast, client: Client
) -> None:
    laid(duty, cast)
    mine, _ = (
        laid(duty, cast, "照片说明.txt", b"y"),
        laid(Duty.objects.get(task__number=1, organisation=cast.south), cast, "别校.txt", b"z"),
    )
    other = Duty.objects.get(task__number=2, organisation=cast.north)
    client.force_login(cast.wu.user)
    address = reverse("planning:attach_evidence", args=[other.pk])

    page = client.get(address).content.decode()
    found = client.get(f"{address}?find=照片").content.decode()
    nothing = client.post(address, {}).content.decode()
    client.post(address, {"existing": [mine.file_id]})
    after = client.get(address).content.decode()

    assert [("说明.txt（" in text, "照片说明.txt" in text, "别校.txt" in text) for text in (page, after)] == [
        (True, True, False),
        (True, False, False),
    ]
    assert 'name="existing"' in found
    assert "请选择要上传的文件，或勾选已上传的文件。" in nothing
    assert list(other.evidence.values_list("file", flat=True)) == [mine.file_id]


def test_a_strange_file_cannot_be_cited(duty: Duty, cast: Cast, client: Client) -> None:
    foreign = keep_file("别校.txt", b"z", by=cast.zhao)
    client.force_login(cast.wu.user)

    client.post(reverse("planning:attach_evidence", args=[duty.pk]), {"existing": [foreign.pk]})

    assert Evidence.objects.count() == 0


def test_the_page_shows_each_kind_and_wechat_is_told_the_way_out(duty: Duty, cast: Cast, client: Client) -> None:
    client.force_login(cast.wu.user)
    picture, paper = laid(duty, cast, "图.png", make.png()), laid(duty, cast, "件.pdf", make.pdf())
    words, sheet = laid(duty, cast, "件.docx", make.word()), laid(duty, cast, "表.xlsx", make.excel())

    pages = [preview(client, one) for one in (picture, paper, words, sheet)]
    wechat = preview(client, paper, user_agent=WECHAT)
    policy = client.get(reverse("planning:preview_evidence", args=[paper.pk]))["Content-Security-Policy"]

    marks = ("preview-image", "<iframe", "六月上旬进展情况", "<td>专业</td>")
    assert [[mark in page for mark in marks].index(True) for page in pages] == [0, 1, 2, 3]
    assert picture.file.sha256 in pages[0]
    assert ("在浏览器中打开" in wechat, "<iframe" in wechat, "在浏览器中打开" in pages[1]) == (True, False, False)
    assert ("frame-src 'self'" in policy, "script-src 'self'" in policy) == (True, True)


def test_a_damaged_file_is_a_sentence_on_both_pages(duty: Duty, cast: Cast, client: Client) -> None:
    evidence = laid(duty, cast)
    path_of(evidence.file.sha256).write_bytes(b"altered")
    client.force_login(cast.wu.user)

    answers = [preview(client, evidence)]
    file = client.get(reverse("planning:evidence_file", args=[evidence.pk]))
    answers.append(f"{file.status_code} {file.content.decode()}")

    said = "与上传时的校验值不一致，可能已损坏或被改动，不能提供。"
    assert [(text[:3], said in text, "altered" in text) for text in answers] == [("503", True, False)] * 2
