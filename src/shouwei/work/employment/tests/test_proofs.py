"""A graduate's papers: read by their school and the auditor, every time written down, replaced with a trail, shown to nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.second_wall import as_the_application

from shouwei.core.acting import Actor, acting_as
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event, Look
from shouwei.ground.documents.models import Edition, StoredFile
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.people.models import Identity
from shouwei.work.employment.models import Confirmation, Correction, Destination, Proof, Standing
from shouwei.work.employment.rules.papers import may_look, may_replace, shown_name
from shouwei.work.employment.workflows.add_proof import add_proof
from shouwei.work.employment.workflows.let_proofs_lapse import let_proofs_lapse
from shouwei.work.employment.workflows.replace_proof import replace_proof
from shouwei.work.employment.workflows.report_destinations import lock_destinations
from shouwei.work.employment.workflows.void_proof import void_proof

from .graduates import COHORT, DAY, destination, graduate

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
NUMBER = "340811200401011234"


@pytest.fixture(autouse=True)
def files_apart(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def paper(
    cast: Cast, row: Destination, content: str = "劳动合同", *, by: Identity | None = None, until: date | None = None
) -> Proof:
    by = by or cast.wu
    file = keep_file(f"劳动合同{NUMBER}.txt", content.encode(), by=by)
    return add_proof(row, kind="contract", file=file, given_on=DAY, valid_until=until, note="", by=by, today=DAY)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (f"合同{NUMBER}.pdf", "合同3408**********1234.pdf"),
        ("34081120040101123X.jpg", "3408**********123X.jpg"),
        ("13800000000合同.docx", "138****0000合同.docx"),
        ("2023010001.pdf", "********01.pdf"),
        ("合同2026年7月.pdf", "合同2026年7月.pdf"),
    ],
)
def test_a_list_shows_no_long_number_of_a_files_name(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("reason", "own", "allowed"),
    [("", True, True), ("", False, False), ("抽样核", False, False), ("抽样核查", False, True), ("    ", False, False)],
)
def test_whoever_is_not_of_the_school_says_why(reason: str, own: bool, allowed: bool) -> None:
    assert bool(may_look(reason=reason, own_school=own)) is allowed


@pytest.mark.parametrize(
    ("void", "locked", "by_school", "sentence"),
    [
        (False, False, True, ""),
        (True, False, True, "已经作废"),
        (False, True, True, "已锁定"),
        (False, False, False, "不能由学校改动"),
    ],
)
def test_when_a_paper_may_be_replaced(void: bool, locked: bool, by_school: bool, sentence: str) -> None:
    verdict = may_replace(void=void, locked=locked, by_school=by_school)

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "page", "file", "looks"),
    [
        ("wu", 200, 200, 2),  # teaches there
        ("lin", 200, 200, 2),
        ("shen", 200, 302, 0),  # is asked why first
        ("zhao", 404, 404, 0),  # a sister school
        ("he", 404, 404, 0),
        ("chen", 403, 403, 0),
        ("zhou", 403, 403, 0),
        ("fang", 403, 403, 0),
        ("guan", 403, 403, 0),
        (None, 302, 302, 0),
    ],
)
def test_who_reads_a_paper(cast: Cast, client: Client, who: str | None, page: int, file: int, looks: int) -> None:
    proof = paper(cast, destination(graduate(cast.north, "S1")))
    if who:
        client.force_login(cast[who].user)

    answers = [client.get(reverse(f"employment:{name}", args=[proof.pk])) for name in ("view_proof", "proof_file")]

    assert [answer.status_code for answer in answers] == [page, file]
    assert Look.objects.count() == looks
    shown = any("劳动合同".encode() == answer.content for answer in answers)
    assert shown is (file == 200)


@pytest.mark.django_db
def test_the_school_reads_and_keeps_a_paper_and_both_are_written_down(cast: Cast, client: Client) -> None:
    proof = paper(cast, destination(graduate(cast.north, "S1")), "第一条 工作地点：江城")
    client.force_login(cast.wu.user)

    page = client.get(reverse("employment:view_proof", args=[proof.pk]))
    file = client.get(reverse("employment:proof_file", args=[proof.pk]))

    assert "第一条 工作地点：江城" in page.content.decode()
    assert (file.content.decode(), file["Cache-Control"], file["Content-Type"]) == (
        "第一条 工作地点：江城",
        "no-store",
        "application/octet-stream",
    )
    kept = Look.objects.order_by("pk").values_list("what", "why", "on_id", "by")
    assert list(kept) == [
        ("查看证明材料（劳动合同）", "本校办理毕业去向", proof.pk, cast.wu.pk),
        ("下载证明材料（劳动合同）", "本校办理毕业去向", proof.pk, cast.wu.pk),
    ]
    destination_page = client.get(reverse("employment:destination", args=[proof.destination_id])).content.decode()
    assert NUMBER not in destination_page
    assert "劳动合同3408**********1234.txt" in destination_page


@pytest.mark.django_db
def test_the_auditor_says_why_and_the_reason_holds_a_quarter_of_an_hour(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = paper(cast, destination(graduate(cast.north, "S1")), "第一条")
    client.force_login(cast.shen.user)
    address = reverse("employment:view_proof", args=[proof.pk])

    refused = client.post(address, {"reason": "看看"})
    assert ("至少4个字" in refused.content.decode(), Look.objects.count()) == (True, 0)
    assert client.post(address, {"reason": "抽样核查第3号"}).status_code == 302
    assert "第一条" in client.get(address).content.decode()
    later = datetime.now(UTC) + timedelta(minutes=16)
    monkeypatch.setattr("shouwei.work.employment.pages.view_proof.now", lambda: later)
    again = client.get(address).content.decode()

    assert ("第一条" in again, "查看原因" in again) == (False, True)
    assert list(Look.objects.values_list("what", "why")) == [("查看证明材料（劳动合同）", "抽样核查第3号")]


@pytest.mark.django_db
def test_the_second_wall_keeps_a_sisters_papers_even_without_keys(cast: Cast) -> None:
    paper(cast, destination(graduate(cast.north, "S1")))
    south = Actor("unit_head", cast.south.pk, cast.zhao.pk, cast.zhao.user_id)

    with as_the_application(), acting_as(south):
        assert list(Proof.objects.all()) == []


@pytest.mark.django_db
def test_a_paper_is_replaced_with_a_trail_and_the_old_one_stays_readable(cast: Cast, client: Client) -> None:
    row = destination(graduate(cast.north, "S1"))
    proof = paper(cast, row, "缺页")
    client.force_login(cast.wu.user)
    address = reverse("employment:replace_proof", args=[proof.pk])

    assert "请填写替换原因" in client.post(address, _upload("全文", " ")).content.decode()
    assert "完全相同" in client.post(address, _upload("缺页", "补页")).content.decode()
    assert Edition.objects.count() == 0
    answer = client.post(address, _upload("全文", "原扫描件缺页"))

    assert answer.status_code == 302
    proof.refresh_from_db()
    old = client.get(reverse("employment:proof_file", args=[proof.pk]) + "?edition=1")
    new = client.get(reverse("employment:proof_file", args=[proof.pk]))
    assert (old.content.decode(), new.content.decode()) == ("缺页", "全文")
    assert client.get(reverse("employment:proof_file", args=[proof.pk]) + "?edition=2").status_code == 404
    event = Event.objects.get(what="替换证明材料")
    assert (event.why, event.changes["文件"]) == ("原扫描件缺页", [f"劳动合同{NUMBER}.txt", "合同.txt"])


def _upload(text: str, because: str) -> dict[str, object]:
    return {"paper": SimpleUploadedFile("合同.txt", text.encode()), "because": because}


@pytest.mark.django_db
def test_a_locked_or_void_paper_is_not_replaced(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S1"))
    proof, void = paper(cast, row, "一"), paper(cast, row, "二")
    void_proof(void, reason="重复", by=cast.wu, today=DAY)

    with pytest.raises(Refused, match="已经作废"):
        replace_proof(void, "a.txt", b"x", because="补章", by=cast.wu, today=DAY, now=NOON)
    lock_destinations(cast.north, COHORT, locked=True, reason="", by=cast.chen)
    with pytest.raises(Refused, match="已锁定"):
        replace_proof(proof, "a.txt", b"x", because="补章", by=cast.wu, today=DAY, now=NOON)

    assert Edition.objects.count() == 0


@pytest.mark.django_db
def test_a_file_two_schools_use_counts_for_neither_and_the_fall_is_written_down(cast: Cast) -> None:
    """Also when the second school, which cannot see the first, lays it down; and both rise again when it is replaced."""
    ours, theirs = destination(graduate(cast.north, "S1")), destination(graduate(cast.south, "S2"))
    paper(cast, ours, "同一份")
    south = Actor("unit_head", cast.south.pk, cast.zhao.pk, cast.zhao.user_id)
    with as_the_application(), acting_as(south):
        copied = paper(cast, theirs, "同一份", by=cast.zhao)

    assert _levels(ours, theirs) == [0, 0]
    assert [(row.destination_id, row.changes, row.corrected_by) for row in Correction.objects.all()] == [
        (ours.pk, {"evidence_level": ["E2", "E0"]}, None)
    ]
    with as_the_application(), acting_as(south):
        replace_proof(copied, "自己的.txt", b"own", because="放错了文件", by=cast.zhao, today=DAY, now=NOON)
    assert _levels(ours, theirs) == [2, 2]


def _levels(*rows: Destination) -> list[int]:
    for row in rows:
        row.refresh_from_db()
    return [row.evidence_level for row in rows]


@pytest.mark.django_db
def test_at_night_papers_and_words_run_out(cast: Cast) -> None:
    ends, stays, said = (destination(graduate(cast.north, f"S{n}")) for n in range(3))
    paper(cast, ends, "一", until=date(2026, 9, 30))
    paper(cast, stays, "二")
    Confirmation.objects.create(destination=said, answer="yes", answered_at=NOON)
    let_proofs_lapse(date(2026, 9, 30))
    assert _levels(ends, stays) == [2, 2]

    assert let_proofs_lapse(date(2026, 10, 1)) == 1
    assert _levels(ends, stays) == [0, 2]
    assert let_proofs_lapse(date(2026, 10, 2)) == 1  # looked at for a fortnight, changed once
    assert Correction.objects.count() == 1
    Standing.objects.update_or_create(destination=said, defaults={"level": 3})
    let_proofs_lapse(date(2027, 3, 4))
    assert Standing.objects.get(destination=said).level == 0


def test_of_several_papers_all_are_kept_or_none(cast: Cast, client: Client, tmp_path: Path) -> None:
    row = destination(graduate(cast.north, "S1"))
    client.force_login(cast.wu.user)
    address = reverse("employment:add_proof", args=[row.pk])
    good, bad = ("合同.txt", "劳动合同".encode()), ("照片.exe", b"MZ\x90\x00")

    def send(*papers: tuple[str, bytes]) -> str:
        files = [SimpleUploadedFile(name, data) for name, data in papers]
        values = {"kind": "contract", "given_on": "2026-09-01", "note": "", "papers": files}
        return client.post(address, values, follow=True).content.decode()

    refused = send(good, bad)
    kept = (Proof.objects.count(), StoredFile.objects.count(), Event.objects.filter(what="提供证明材料").count())
    accepted = send(good, ("补充.txt", "补充协议".encode()))

    assert ("照片.exe" in refused, kept) == (True, (0, 0, 0))
    assert ("已保存2份材料" in accepted, Proof.objects.count()) == (True, 2)
