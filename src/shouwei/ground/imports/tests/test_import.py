"""A file from upload to receipt, and back; what is refused is named and writes nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.clock import now
from shouwei.core.sheets import SHEETS
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.calendar.models import Holiday

from ..models import Import, ImportFile, ImportTrace
from ..rules.workbook import Returned, returned
from ..workflows.cancel_import import cancel_import
from ..workflows.carry_on import carry_on
from ..workflows.confirm_import import confirm_import
from ..workflows.forget_files import forget_files
from ..workflows.undo_import import ask_undo
from ..workflows.upload_sheet import upload_sheet
from .files import SOURCE, book, holidays

TODAY = date(2026, 4, 1)
FIRST = date(2031, 10, 1)
pytestmark = pytest.mark.django_db


def uploaded(cast: Cast, data: bytes, name: str = "节假日.xlsx") -> Import:
    batch = upload_sheet(SHEETS["calendar.holidays"], name=name, data=data, by=cast.chen)
    carry_on(batch.pk, today=TODAY)
    batch.refresh_from_db()
    return batch


def imported(cast: Cast, data: bytes) -> Import:
    batch = confirm_import(uploaded(cast, data), only_good=True, by=cast.chen)
    carry_on(batch.pk, today=TODAY)
    batch.refresh_from_db()
    return batch


def table() -> list[tuple[Any, ...]]:
    return list(Holiday.objects.order_by("day").values_list("day", "name", "is_worked", "source"))


def figures(batch: Import) -> tuple[Any, ...]:
    return batch.state, batch.rows, batch.new, batch.changed, batch.unchanged, batch.refused


def test_good_rows_are_stored_and_the_receipt_says_so(cast: Cast) -> None:
    data = holidays((FIRST, "国庆节", "休", SOURCE), ("2031年10月11日", "国庆节调休", "班", SOURCE))

    batch = uploaded(cast, data)
    before = table()
    done = confirm_import(batch, only_good=False, by=cast.chen)
    carry_on(done.pk, today=TODAY)
    done.refresh_from_db()

    assert (before, figures(batch)) == ([], ("checked", 2, 2, 0, 0, 0))
    assert figures(done) == ("done", 2, 2, 0, 0, 0)
    assert table() == [(FIRST, "国庆节", False, SOURCE), (date(2031, 10, 11), "国庆节调休", True, SOURCE)]
    event = Event.objects.get(on_type="imports.import")
    assert (event.what, event.why) == (
        "导入节假日",
        f"节假日导入完成：新增2行，更新0行，未变0行，有误未导入0行。文件SHA-256：{batch.sha256}",
    )


def test_a_preview_shows_changes_notes_and_faults_and_writes_nothing(cast: Cast) -> None:
    Holiday.objects.create(day=FIRST, name="国庆", source=SOURCE)
    data = holidays(
        (FIRST, " 国庆节", "休", SOURCE),
        ("2031.10.2", "国庆节", "放", SOURCE),
        ("明天", "国庆节", "休", SOURCE),
        title_rows=2,
    )

    batch = uploaded(cast, data)

    assert figures(batch) == ("checked", 3, 0, 1, 0, 2)
    found = batch.summary
    assert [(f["where"], f["cell"], f["said"]) for f in found["faults"]] == [
        ("第5行 C列（休或班）", "放", "“放”不在可选范围内。是不是“放假”？"),
        ("第6行 A列（日期）", "明天", "看不出是哪一天。请写成2019年6月1日、2019-06-01或2019.6.1，年份要四位。"),
    ]
    assert [(n["where"], n["said"]) for n in found["notes"]] == [
        ("第4行 B列（名称）", "去掉了首尾空格"),
        ("第5行 A列（日期）", "读作2031年10月2日"),
    ]
    assert found["changes"] == [
        {"row": 4, "key": "2031年10月1日", "fields": [{"heading": "名称", "before": "国庆", "after": "国庆节"}]}
    ]
    assert table() == [(FIRST, "国庆", False, SOURCE)]


def test_faults_must_be_accepted_aloud(cast: Cast) -> None:
    batch = uploaded(cast, holidays((FIRST, "国庆节", "休", SOURCE), (None, "国庆节", "休", SOURCE)))

    with pytest.raises(Refused) as refused:
        confirm_import(batch, only_good=False, by=cast.chen)

    assert str(refused.value) == "有1行有误。请选择“只导入无误的1行”，或者改正后重新上传。"
    assert (table(), Import.objects.get().state) == ([], "checked")


def test_a_refused_day_comes_back_as_a_day_and_is_read_again() -> None:
    sheet, row = SHEETS["calendar.holidays"], {"day": FIRST, "name": "国庆节"}

    data = returned(sheet, list(row), {}, [Returned(5, row, {"day": "这一天已有安排。"})])

    cells = list(openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    assert cells == [
        ("日期*", "名称*", "错误说明"),
        (datetime(2031, 10, 1), "国庆节", "原第5行。日期：这一天已有安排。"),  # noqa: DTZ001  # Excel's days have no zone
    ]


def test_doing_it_twice_changes_nothing_more(cast: Cast) -> None:
    data = holidays((FIRST, "国庆节", "休", SOURCE))
    first = imported(cast, data)

    carry_on(first.pk, today=TODAY)
    second = imported(cast, data)

    assert figures(second) == ("done", 1, 0, 0, 1, 0)
    assert table() == [(FIRST, "国庆节", False, SOURCE)]
    assert Event.objects.filter(what="导入节假日").count() == 2


def test_confirmed_once_is_confirmed(cast: Cast) -> None:
    batch = uploaded(cast, holidays((FIRST, "国庆节", "休", SOURCE)))
    confirm_import(batch, only_good=False, by=cast.chen)

    with pytest.raises(Refused) as refused:
        confirm_import(batch, only_good=False, by=cast.chen)

    assert str(refused.value) == "这次导入正在导入，不用再确认。请刷新页面查看结果。"


def test_a_column_left_out_leaves_the_field_alone_and_an_empty_cell_empties_it(cast: Cast) -> None:
    Holiday.objects.create(day=FIRST, name="国庆", source=SOURCE)

    imported(cast, book([("日期", "名称", "休或班"), (FIRST, "国庆节", "休")]))
    left_alone = table()
    imported(cast, holidays((FIRST, "国庆节", "休", None)))

    assert left_alone == [(FIRST, "国庆节", False, SOURCE)]
    assert table() == [(FIRST, "国庆节", False, "")]


def test_a_missing_required_column_is_named_with_its_likeness(cast: Cast) -> None:
    batch = uploaded(cast, book([("日期", "节日名称", "休或班"), (FIRST, "国庆节", "休")]))

    assert (batch.state, batch.said) == (
        "refused",
        "缺少必需的列：名称。“节日名称”是不是“名称”？请按模板补上这些列后重新上传。",
    )
    assert not ImportFile.objects.exists()


def test_one_key_twice_refuses_both_rows(cast: Cast) -> None:
    batch = uploaded(cast, holidays((FIRST, "国庆节", "休", ""), (FIRST, "中秋节", "休", "")))

    assert figures(batch) == ("checked", 2, 0, 0, 0, 2)
    assert [f["said"] for f in batch.summary["faults"]] == [
        "日期与第3行重复。请核对后只保留一行。",
        "日期与第2行重复。请核对后只保留一行。",
    ]


def test_undo_removes_new_rows_restores_changed_ones_and_names_what_stays(cast: Cast) -> None:
    second, third = FIRST + timedelta(days=1), FIRST + timedelta(days=2)
    Holiday.objects.create(day=second, name="旧名", source="旧依据")
    batch = imported(cast, holidays(*((day, "国庆节", "休", SOURCE) for day in (FIRST, second, third))))
    Holiday.objects.filter(day=third).update(name="后来改的")

    carry_on(ask_undo(batch, by=cast.chen).pk, today=TODAY)

    batch.refresh_from_db()
    assert batch.state == "undone"
    assert batch.summary["kept"] == [{"key": "2031年10月3日", "why": "导入之后又有修改，没有撤销。"}]
    assert table() == [(second, "旧名", False, "旧依据"), (third, "后来改的", False, SOURCE)]
    assert Event.objects.filter(what="撤销节假日导入").count() == 1


def test_after_a_day_there_is_no_undo_and_the_file_is_gone(cast: Cast) -> None:
    batch = imported(cast, holidays((FIRST, "国庆节", "休", SOURCE)))
    Import.objects.update(finished_at=now() - timedelta(days=1, minutes=1))

    forgotten = forget_files(now())
    with pytest.raises(Refused) as refused:
        ask_undo(batch, by=cast.chen)

    assert str(refused.value) == "导入已超过一天，不能整批撤销。请逐条修改，或重新导入正确的表。"
    assert (forgotten, ImportFile.objects.count(), ImportTrace.objects.count()) == (1, 0, 0)
    assert table() == [(FIRST, "国庆节", False, SOURCE)]


def test_a_cancelled_import_keeps_neither_rows_nor_file(cast: Cast) -> None:
    batch = uploaded(cast, holidays((FIRST, "国庆节", "休", SOURCE)))

    cancel_import(batch, by=cast.chen)

    batch.refresh_from_db()
    assert (batch.state, batch.summary, ImportFile.objects.count(), table()) == ("cancelled", {}, 0, [])


def test_the_file_at_rest_is_not_readable(cast: Cast) -> None:
    data = ("日期,名称,休或班,依据\n2031-10-01,国庆节,休,机密依据\n").encode()
    batch = uploaded(cast, data, "a.csv")

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM imports_importfile WHERE batch_id = %s", [batch.pk])
        stored = bytes(cursor.fetchone()[0])
    assert (batch.state, "机密依据".encode() in stored) == ("checked", False)


def test_the_pages_from_upload_to_receipt(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)
    data = holidays((FIRST, "国庆节", "休", SOURCE), ("明天", "国庆节", "休", SOURCE))
    file = BytesIO(data)
    file.name = "节假日.xlsx"

    answer = client.post(reverse("imports:upload_sheet", args=["calendar.holidays"]), {"file": file}, follow=True)
    batch = Import.objects.get()
    returned = client.post(reverse("imports:rows_returned", args=[batch.pk]))
    client.post(reverse("imports:confirm_import", args=[batch.pk]), {"rows": "good"})
    receipt = client.get(batch.get_absolute_url())

    assert "只导入无误的1行" in answer.content.decode()
    sheet = openpyxl.load_workbook(BytesIO(returned.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["日期*", "名称*", "休或班*", "依据", "错误说明"]
    assert [cell.value for cell in sheet[2]][:4] == ["明天", "国庆节", "休", SOURCE]
    assert sheet["A2"].comment is not None
    assert sheet["A2"].fill.fgColor.rgb == "FFFFC7CE"
    assert batch.sha256 in receipt.content.decode()
    assert table() == [(FIRST, "国庆节", False, SOURCE)]


@pytest.mark.parametrize(
    ("who", "status", "count"),
    [("chen", 302, 1), ("lin", 404, 0), ("fang", 403, 0), ("shen", 403, 0), (None, 302, 0)],
)
def test_who_may_upload(cast: Cast, client: Client, who: str | None, status: int, count: int) -> None:
    if who:
        client.force_login(cast[who].user)
    file = BytesIO(holidays((FIRST, "国庆节", "休", SOURCE)))
    file.name = "a.xlsx"

    answer = client.post(reverse("imports:upload_sheet", args=["calendar.holidays"]), {"file": file})

    assert (answer.status_code, Import.objects.count()) == (status, count)


@pytest.mark.parametrize("verb", ["confirm_import", "cancel_import", "undo_import", "rows_returned"])
def test_the_import_of_another_does_not_exist(cast: Cast, client: Client, verb: str) -> None:
    batch = uploaded(cast, holidays((FIRST, "国庆节", "休", SOURCE)))
    client.force_login(cast.guan.user)

    answer = client.post(reverse(f"imports:{verb}", args=[batch.pk]))

    batch.refresh_from_db()
    assert (answer.status_code, batch.state) == (404, "checked")


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_the_same_number_of_questions(
    cast: Cast, client: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        upload_sheet(SHEETS["calendar.holidays"], name="a.xlsx", data=b"x", by=cast.chen)
    client.force_login(cast.chen.user)
    client.get(reverse("imports:centre"))

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("imports:centre"))

    assert answer.content.decode().count("row-link") == count
