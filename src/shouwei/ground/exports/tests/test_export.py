"""A list as a file: what the filter shows, masked, asked for, approved by another, fetched by one person, gone in time."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader
from tests.cast import Cast

from shouwei.core.clock import now
from shouwei.core.listings import LISTINGS, Asked, Listing, Out
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import Delegation, Identity

from ..models import Export, ExportFile
from ..rules.steps import LARGE_PERSONAL, most_rows
from ..workflows.ask_export import ask_export
from ..workflows.build_export import build_export
from ..workflows.carry_on import expire
from ..workflows.decide_export import decide_export
from ..workflows.fetch_export import fetch_export

TODAY = date(2026, 4, 1)
REASON = "示例：核对五月的名单"
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1")
pytestmark = pytest.mark.django_db


def named(asked: Asked) -> list[Holiday]:
    return list(Holiday.objects.filter(name__contains=asked.query.get("q", "")).order_by("day"))


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Listing:
    """A list with persons: the name of a day stands for a phone."""
    made = Listing(
        name="tests.days",
        title="日子",
        columns=(
            Out("日期", lambda row: row.day),
            Out("电话", lambda row: row.name, personal="phone"),
            Out("依据", lambda row: row.source),
        ),
        rows=named,
        opens=lambda identity: identity.role in ("secretariat", "unit_staff", "unit_head"),
    )
    monkeypatch.setitem(LISTINGS, made.name, made)
    return made


def days(count: int, name: str = "13900001234", source: str = "示例") -> None:
    first = date(2031, 1, 1)
    Holiday.objects.bulk_create(
        [Holiday(day=first + timedelta(days=n), name=name, source=source) for n in range(count)]
    )


def taken(listing: Listing, by: Identity, *, form: str = "xlsx", is_masked: bool = True, query: str = "") -> Export:
    asked = Asked(by, QueryDict(query), TODAY)
    return ask_export(listing, asked, form=form, reason=REASON, is_masked=is_masked)


def built(export: Export) -> bytes:
    build_export(export.pk, today=TODAY)
    export.refresh_from_db()
    return fetch_export(export, by=export.asked_by)


def cells_of(data: bytes) -> list[tuple[object, ...]]:
    return [
        tuple(cell.value for cell in row) for row in openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows()
    ]


def test_what_the_filter_shows_is_what_comes_out_masked(cast: Cast, listing: Listing) -> None:
    days(2)
    Holiday.objects.create(day=date(2032, 1, 1), name="13700000000", source="另一行")

    export = taken(listing, cast.chen, query="q=139")
    cells = cells_of(built(export))

    assert cells[0][0] == "日子"
    assert [row[1:] for row in cells[-3:]] == [("电话", "依据"), ("139****1234", "示例"), ("139****1234", "示例")]
    assert (export.rows, export.filters, export.state) == (2, ["q：139"], "done")
    assert list(Event.objects.filter(on_type="exports.export").order_by("pk").values_list("what", flat=True)) == [
        "申请导出",
        "生成导出文件",
        "下载导出文件",
    ]
    asked = Event.objects.get(what="申请导出")
    assert asked.why == f"2行，筛选：q：139，Excel（.xlsx），脱敏。用途：{REASON}"


def test_unmasked_waits_for_another_person(cast: Cast, listing: Listing) -> None:
    days(1)
    other = Identity.objects.create(
        user=cast.zhou.user, role="secretariat", organisation=cast.chen.organisation, since=date(2026, 1, 1)
    )

    export = taken(listing, cast.chen, is_masked=False)
    build_export(export.pk, today=TODAY)
    before = ExportFile.objects.count()
    with pytest.raises(Refused) as own:
        decide_export(export, agrees=True, note="", by=cast.chen)
    decide_export(export, agrees=True, note="同意", by=other)
    with pytest.raises(Refused) as again:
        decide_export(export, agrees=False, note="不行", by=other)
    cells = cells_of(built(export))

    assert (before, str(own.value)) == (0, "不能批准自己的申请。请由另一位负责人办理。")
    assert str(again.value) == "这份申请已经处理过了。请刷新页面查看结果。"
    assert cells[-1][1] == "13900001234"
    assert Notice.objects.filter(to=other, text__contains="请审批").count() == 1


def test_a_large_masked_personal_list_waits_too_and_a_refusal_makes_no_file(cast: Cast, listing: Listing) -> None:
    days(200)

    large = taken(listing, cast.wu)
    decide_export(large, agrees=False, note="范围太大", by=cast.lin)
    build_export(large.pk, today=TODAY)

    large.refresh_from_db()
    assert (large.state, large.decision, ExportFile.objects.count()) == ("refused", "范围太大", 0)


def test_a_list_grown_since_it_was_agreed_makes_no_file(cast: Cast, listing: Listing) -> None:
    days(200)
    agreed = taken(listing, cast.chen)
    decide_export(agreed, agrees=True, note="同意", by=cast.lin)
    Holiday.objects.bulk_create(
        [Holiday(day=date(2033, 1, 1) + timedelta(days=n), name="13900001234", source="示例") for n in range(21)]
    )

    build_export(agreed.pk, today=TODAY)

    agreed.refresh_from_db()
    assert (agreed.state, agreed.said) == (
        "failed",
        "申请时是200行，现在多出很多，超过了当时看过的范围。请按现在的行数重新申请。",
    )
    assert not ExportFile.objects.exists()
    assert [
        most_rows(is_personal=True, rows=rows, is_agreed=agrees)
        for rows, agrees in ((200, True), (190, False), (3, False))
    ] == [220, 199, 23]


def test_a_personal_list_says_what_for(cast: Cast, listing: Listing) -> None:
    days(1)

    with pytest.raises(Refused) as refused:
        ask_export(listing, Asked(cast.chen, QueryDict(""), TODAY), form="xlsx", reason="要", is_masked=True)

    assert str(refused.value) == "这份清单含有个人信息，请写明用途，至少6个字。"
    assert Export.objects.count() == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_as_a_formula(cast: Cast, listing: Listing, text: str) -> None:
    Holiday.objects.create(day=date(2031, 1, 1), name="13900001234", source=text)

    workbook = openpyxl.load_workbook(BytesIO(built(taken(listing, cast.chen))))
    pack = zipfile.ZipFile(BytesIO(built(taken(listing, cast.chen, form="zip"))))

    cell = workbook.worksheets[0].cell(workbook.worksheets[0].max_row, 3)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    rows = list(csv.reader(StringIO(pack.read("清单.csv").decode("utf-8-sig"))))
    assert rows[1][2] == f"'{text}"


def test_word_and_pdf_hold_the_same_rows(cast: Cast, listing: Listing) -> None:
    days(3)

    word = Document(BytesIO(built(taken(listing, cast.chen, form="docx"))))
    pdf = PdfReader(BytesIO(built(taken(listing, cast.chen, form="pdf"))))

    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["2031年1月1日", "139****1234", "示例"]
    assert "".join(page.extract_text() for page in pdf.pages).count("139****1234") == 3


def test_a_file_is_gone_after_its_day(cast: Cast, listing: Listing) -> None:
    days(1)
    export = taken(listing, cast.chen)
    built(export)

    gone = expire(now() + timedelta(days=1, minutes=1))
    export.refresh_from_db()
    with pytest.raises(Refused) as refused:
        fetch_export(export, by=cast.chen)

    assert (gone, export.state, ExportFile.objects.count()) == (1, "expired", 0)
    assert str(refused.value) == "下载期限已过，文件已删除。请重新导出。"


def test_a_key_taken_away_meanwhile_makes_no_file(
    cast: Cast, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    days(1)
    export = taken(listing, cast.chen)
    monkeypatch.setitem(LISTINGS, listing.name, replace(listing, opens=lambda identity: False))

    build_export(export.pk, today=TODAY)

    export.refresh_from_db()
    assert (export.state, ExportFile.objects.count()) == ("failed", 0)


@pytest.mark.parametrize(("who", "status"), [("chen", 200), ("guan", 404), ("lin", 404), ("shen", 404)])
def test_the_file_is_for_who_asked_alone(cast: Cast, client: Client, listing: Listing, who: str, status: int) -> None:
    days(1)
    export = taken(listing, cast.chen)
    build_export(export.pk, today=TODAY)
    client.force_login(cast[who].user)

    answer = client.get(reverse("exports:fetch_export", args=[export.pk]))

    assert answer.status_code == status
    assert Event.objects.filter(what="下载导出文件").count() == (status == 200)


@pytest.mark.parametrize(("who", "status", "state"), [("lin", 302, "building"), ("zhao", 404, "waiting"), ("wu", 403, "waiting"), ("chen", 302, "building")])  # fmt: skip
def test_who_may_be_the_second_person(
    cast: Cast, client: Client, listing: Listing, who: str, status: int, state: str
) -> None:
    days(1)
    export = taken(listing, cast.wu, is_masked=False)
    client.force_login(cast[who].user)

    answer = client.post(reverse("exports:decide_export", args=[export.pk]), {"answer": "yes"})

    export.refresh_from_db()
    assert (answer.status_code, export.state) == (status, state)


@pytest.mark.parametrize(("is_masked", "shown"), [(True, "日期、电话（脱敏）、依据"), (False, "日期、电话、依据")])
def test_who_decides_sees_which_columns_go_out_and_how(
    cast: Cast, client: Client, listing: Listing, is_masked: bool, shown: str
) -> None:
    days(LARGE_PERSONAL)
    export = taken(listing, cast.wu, is_masked=is_masked)
    client.force_login(cast.lin.user)

    page = client.get(export.get_absolute_url()).content.decode()

    assert (export.state, "批准导出200行" in page, shown in page) == ("waiting", True, True)


def test_who_stands_in_for_the_first_person_is_not_asked_to_be_the_second_and_is_told_why(
    cast: Cast, client: Client, listing: Listing
) -> None:
    days(1)
    day = timezone.localdate()
    Delegation.objects.create(
        identity=cast.wu, delegate=cast.lin.user, since=day, until=day, reason="出差", given_at=now()
    )

    with pytest.raises(Refused, match="没有可以批准的另一位负责人"):
        taken(listing, cast.wu, is_masked=False)
    Delegation.objects.all().delete()
    export = taken(listing, cast.wu, is_masked=False)
    asked = client_of(client, cast.wu).get(export.get_absolute_url()).content.decode()
    Delegation.objects.create(
        identity=cast.wu, delegate=cast.lin.user, since=day, until=day, reason="出差", given_at=now()
    )
    page = client_of(client, cast.lin).get(export.get_absolute_url()).content.decode()

    assert f"可以批准的有{cast.lin.user.name}，已发消息" in asked
    assert ("不能作为第二人" in page, "批准导出" in page) == (True, False)
    assert "没有可以批准的另一位负责人" in client_of(client, cast.wu).get(export.get_absolute_url()).content.decode()


def client_of(client: Client, identity: Identity) -> Client:
    client.force_login(identity.user)
    return client


def test_the_trail_and_the_tasks_go_out_as_filtered(cast: Cast, plan: Any, client: Client) -> None:
    client.force_login(cast.chen.user)
    trail = reverse("exports:ask_export", args=["audit.trail"])
    tasks = reverse("exports:ask_export", args=["planning.tasks"])

    client.post(f"{trail}?filter=q%3D%E5%8F%91%E5%B8%83", {"form": "xlsx"})
    client.post(f"{tasks}?of={plan.pk}&filter=kind%3Dlong_term", {"form": "xlsx"})

    first, second = Export.objects.order_by("pk")
    assert (first.state, first.filters, first.rows) == (
        "done",
        ["“发布”"],
        Event.objects.filter(what__contains="发布").count(),
    )
    assert (second.state, second.filters, second.rows) == ("done", ["时限类型：长期"], 1)
    assert cells_of(fetch_export(second, by=cast.chen))[-1][3] == "常态化开展校园招聘。"


@pytest.mark.parametrize(("agent", "hint"), [("Mozilla/5.0 MicroMessenger/8.0.50", True), ("Mozilla/5.0", False)])
def test_in_wechat_the_page_says_how_to_download(
    cast: Cast, client: Client, listing: Listing, agent: str, hint: bool
) -> None:
    export = Export.objects.create(
        listing=listing.name,
        title="日子",
        rows=1,
        state="done",
        asked_by=cast.chen,
        finished_at=now(),
        expires_at=now() + timedelta(days=1),
    )
    client.force_login(cast.chen.user)

    answer = client.get(export.get_absolute_url(), headers={"User-Agent": agent})

    assert (answer.status_code, "微信内不能下载文件" in answer.content.decode()) == (200, hint)
