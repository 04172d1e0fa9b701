"""A roster by its pages, under the application's own rights: what the preview tells, the receipt, the way back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.sheets import SHEETS
from shouwei.ground.imports.models import Import
from shouwei.ground.imports.tests.files import book
from shouwei.ground.imports.workflows.carry_on import carry_on
from shouwei.ground.imports.workflows.upload_sheet import upload_sheet
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student

DAY = date(2026, 9, 10)
HEAD = [
    "学校",
    "学号",
    "姓名",
    "性别",
    "出生日期",
    "手机号",
    "层次",
    "专业代码",
    "专业名称",
    "专业目录版本",
    "年级",
    "入学日期",
    "生源类别",
]
ROW = [
    "北辰职业学校",
    "N1",
    "王示例",
    "男",
    "2010.9.7",
    "１３９００００１２３４",
    "中职",
    "700206",
    "新能源汽车",
    "2021",
    "2026",
    "2026-09-01",
    "应届初中",
]


@pytest.mark.django_db
def test_what_was_read_otherwise_is_told_without_the_value(cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path
    batch = upload_sheet(SHEETS["learners.students"], name="名册.xlsx", data=book([HEAD, ROW]), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    notes = {note["where"]: note["said"] for note in batch.summary["notes"]}
    assert (batch.state, batch.summary["faults"]) == ("checked", [])
    assert notes["第2行 E列（出生日期）"] == "按日期读取，写法统一为年、月、日"
    assert notes["第2行 F列（手机号）"] == "全角改为半角"
    kept = str(batch.summary)
    assert [value for value in ("2010年9月7日", "2010.9.7", "13900001234", "王示例") if value in kept] == []
    assert Student.objects.count() == 0


@pytest.mark.django_db
def test_rows_that_stand_twice_are_named_by_what_tells_them_apart(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    batch = upload_sheet(SHEETS["learners.students"], name="名册.xlsx", data=book([HEAD, ROW, ROW]), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    assert [(fault["where"], fault["cell"], fault["said"]) for fault in batch.summary["faults"]] == [
        ("第2行 B列（学号）", "N1", "学校、学号与第3行重复。请核对后只保留一行。"),
        ("第3行 B列（学号）", "N1", "学校、学号与第2行重复。请核对后只保留一行。"),
    ]


@pytest.mark.django_db
def test_a_row_whose_specialty_the_level_contradicts_comes_back(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    row = [{"N1": "N2", "中职": "高职专科"}.get(value, value) for value in ROW]
    batch = upload_sheet(SHEETS["learners.students"], name="名册.xlsx", data=book([HEAD, ROW, row]), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    assert [(fault["where"], fault["cell"], fault["said"]) for fault in batch.summary["faults"]] == [
        ("第3行 G列（层次）", "高职专科", "专业代码700206是中职专业，层次却写为高职专科，请核对层次或专业代码。")
    ]


@pytest.mark.django_db
def test_a_choice_is_offered_in_one_word_each(cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path
    row = [{"男": "不详"}.get(value, value) for value in ROW]
    batch = upload_sheet(SHEETS["learners.students"], name="名册.xlsx", data=book([HEAD, row]), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    assert [fault["said"] for fault in batch.summary["faults"]] == ["“不详”不在可选范围内。可选：男、女。"]


@pytest.mark.django_db
def test_a_change_is_told_with_the_school_by_name_and_a_changed_name_as_changed(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    student(cast.north, "N1", "王旧名", born_on=date(2010, 9, 7), entry_year=2026, entered_on=date(2026, 9, 1), phone="13900001234",
            specialty_name="新能源汽车", class_name="").save()  # fmt: skip
    later = [{"N1": "N2", "2026": "2030", "2026-09-01": "2030-09-01"}.get(value, value) for value in ROW]
    batch = upload_sheet(SHEETS["learners.students"], name="名册.xlsx", data=book([HEAD, ROW, later]), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    named = {"heading": "姓名", "before": "王**", "after": "王**（已改，遮住的部分不同）"}
    assert batch.summary["changes"] == [{"row": 2, "key": "北辰职业学校 N1", "fields": [named]}]
    assert [(fault["where"], fault["said"]) for fault in batch.summary["faults"]] == [
        ("第3行 L列（入学日期）", "入学日期2030年9月1日在180天以后，请核对。")
    ]


@pytest.mark.django_db(transaction=True)
def test_a_roster_comes_in_and_goes_again_by_its_pages(
    cast: Cast, client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    """Requests have the application's rights on the database and no others, as in an installation."""
    settings.FILES = tmp_path
    client.force_login(cast.wu.user)
    file = SimpleUploadedFile("名册.xlsx", book([HEAD, ROW]))
    sent = client.post(reverse("imports:upload_sheet", args=["learners.students"]), {"file": file})
    batch = Import.objects.get()
    assert (sent["Location"], batch.state, Student.objects.count()) == (batch.get_absolute_url(), "checked", 0)
    preview = client.get(batch.get_absolute_url()).content.decode()
    assert ("将新增" in preview, "13900001234" in preview) == (True, False)
    client.force_login(cast.zhao.user)
    steps = ("confirm_import", "cancel_import", "undo_import")
    assert [client.post(reverse(f"imports:{step}", args=[batch.pk])).status_code for step in steps] == [404] * 3

    client.force_login(cast.wu.user)
    client.post(reverse("imports:confirm_import", args=[batch.pk]), {"which": "all"})
    batch.refresh_from_db()
    assert (batch.state, batch.said, batch.new) == ("done", "", 1)
    assert list(Student.objects.values_list("school", "student_no")) == [(cast.north.pk, "N1")]

    client.post(reverse("imports:undo_import", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, Student.objects.count()) == ("undone", 0)
