"""A person's copy and a person's deletion: all of it, nothing of others, what must be kept with its reason, the chain whole."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event, Look
from shouwei.ground.audit.queries.chain import verify_trail
from shouwei.ground.audit.workflows.link_trail import link_trail
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.models import Notice
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import User
from shouwei.ground.privacy.pages.my_data import SHOWN, kind_of
from shouwei.ground.privacy.queries.person import plan_erasure
from shouwei.ground.privacy.workflows.erase_person import erase_person
from shouwei.ground.privacy.workflows.export_person import SECRET, export_person

DAY = date(2026, 4, 15)
MARK = "林示例"


@pytest.fixture
def gone(cast: Cast, settings: Any, tmp_path: Path) -> User:
    """Lin has left: the account is closed, the office ended; messages and lines of the trail are there."""
    settings.DATA = tmp_path
    tell([cast.lin, cast.zhao], "请签收", key="a")
    record(by=cast.guan, what="开立账号", on=cast.lin.user, why=f"{MARK}入职")
    record(by=cast.lin, what="报送进展", on=cast.north)
    link_trail()
    cast.lin.until = date(2026, 4, 14)
    cast.lin.save()
    user: User = cast.lin.user
    user.is_active = False
    user.save()
    return user


def test_the_copy_holds_what_is_mine_and_nothing_of_others(gone: User, cast: Cast) -> None:
    packed = zipfile.ZipFile(io.BytesIO(export_person(gone, by=cast.lin)))
    data = json.loads(packed.read("data.json"))
    page = packed.read("个人信息.html").decode()

    assert sorted(packed.namelist()) == ["data.json", "个人信息.html"]
    account = data["信息"]["账号"]
    assert [(row["账号"], row["姓名"], row["邮箱"]) for row in account] == [("lin", MARK, "lin@example.test")]
    assert "md5" not in page
    assert "赵示例" not in page
    assert MARK in page
    assert data["经手的记录数"] == {"操作记录": 1}
    assert list(Look.objects.values_list("what", "person")) == [("个人信息副本", gone.pk)]


def test_the_dry_run_changes_nothing_and_says_why_things_stay(gone: User) -> None:
    before = (Notice.objects.count(), Event.objects.count(), User.objects.get(pk=gone.pk).name)

    plan = plan_erasure(gone)
    lines = {(line.noun, line.action): line for line in plan}

    assert (Notice.objects.count(), Event.objects.count(), User.objects.get(pk=gone.pk).name) == before
    assert lines["消息", "整行删除"].rows == 1
    assert [line.noun for line in lines.values() if line.action == "保留" and not line.because] == []
    # The name Lin signed with stays in the trail, and the page does not keep that from anybody.
    assert [line.labels for line in plan if line.noun == "操作记录"] == ["经手人", "经手人的称呼"]


def test_after_deletion_no_marker_is_left_where_it_must_not_be(gone: User, cast: Cast) -> None:
    erase_person(gone, because="本人离职后申请", by=cast.guan, today=DAY)
    link_trail()

    left = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            rows = f"SELECT count(*) FROM {connection.ops.quote_name(table)} t"  # noqa: S608  # names from the catalogue
            cursor.execute(f"{rows} WHERE t::text LIKE %s", [f"%{MARK}%"])
            if count := (cursor.fetchone() or (0,))[0]:
                left[table] = count
    gone.refresh_from_db()
    assert (gone.username, gone.name, gone.email, gone.has_usable_password()) == (
        f"deleted-{gone.pk}",
        "已删除人员",
        "",
        False,
    )
    assert left == {"audit_event": 1}  # what Lin did while in office, kept ten years
    assert list(Notice.objects.values_list("to", flat=True)) == [cast.zhao.pk]


def test_the_chain_still_verifies(gone: User, cast: Cast) -> None:
    before = verify_trail()
    erase_person(gone, because="本人离职后申请", by=cast.guan, today=DAY)
    link_trail()
    after = verify_trail()

    assert (before.fault, before.erased, after.fault, after.erased) == ("", 0, "", 1)
    last = Event.objects.first()
    assert last is not None
    assert (last.what, last.on_label, last.why) == ("删除个人信息", "已删除人员", "本人离职后申请")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"is_active": True}, "账号仍在使用"),
        ({"until": None}, "还有1个任职没有结束"),
        ({"because": "好"}, "至少4个字"),
        ({"by": "lin"}, "不能删除自己的个人信息"),
    ],
)
def test_what_is_refused_and_that_nothing_happened(gone: User, cast: Cast, change: dict[str, Any], says: str) -> None:
    if "is_active" in change:
        User.objects.filter(pk=gone.pk).update(is_active=True)
    if "until" in change:
        gone.identities.update(until=None)

    with pytest.raises(Refused, match=says):
        erase_person(
            gone, because=change.get("because", "本人离职后申请"), by=cast[change.get("by", "guan")], today=DAY
        )

    assert User.objects.get(pk=gone.pk).name == MARK
    assert Notice.objects.count() == 2


def test_twice_is_refused(gone: User, cast: Cast) -> None:
    erase_person(gone, because="本人离职后申请", by=cast.guan, today=DAY)

    with pytest.raises(Refused, match="已经删除"):
        erase_person(gone, because="本人离职后申请", by=cast.guan, today=DAY)


def test_by_page_behind_both_walls(client: Client, gone: User, cast: Cast) -> None:
    client.force_login(cast.guan.user)
    address = reverse("privacy:erase_person", args=[gone.pk])

    listed = client.get(reverse("privacy:closed"))
    shown = client.get(address)
    done = client.post(address, {"because": "本人离职后申请"})

    assert [row.pk for row in listed.context["rows"]] == [gone.pk]
    assert (shown.status_code, done.status_code) == (200, 302)
    assert User.objects.get(pk=gone.pk).name == "已删除人员"
    assert list(Notice.objects.values_list("to", flat=True)) == [cast.zhao.pk]


@pytest.mark.parametrize("who", ["chen", "lin", "shen"])
def test_others_may_not(client: Client, cast: Cast, who: str) -> None:
    client.force_login(cast[who].user)

    assert client.get(reverse("privacy:erase_person", args=[cast.zhao.user_id])).status_code == 403


def test_my_page_and_my_copy(client: Client, cast: Cast) -> None:
    client.force_login(cast.wu.user)

    page = client.get(reverse("privacy:my_data"))
    refused = client.get(reverse("privacy:my_copy"))
    copy = client.post(reverse("privacy:my_copy"))

    assert (page.status_code, refused.status_code, copy["Content-Type"]) == (200, 405, "application/zip")
    assert (page.context["account"]["账号"], [i.pk for i in page.context["identities"]]) == ("wu", [cast.wu.pk])
    data = json.loads(zipfile.ZipFile(io.BytesIO(copy.content)).read("data.json"))
    assert data["账号"] == "wu"


def test_my_page_tells_of_each_kind_once_newest_first_and_leaves_out_what_tells_nothing(cast: Cast) -> None:
    me = cast.wu.user
    rows = [{"人员": me.name, "设备": f"电脑{n}", "摘要": SECRET, "邮箱": None} for n in range(12)]

    kind = kind_of("登录会话", rows, me)

    assert (kind.count, kind.columns, kind.sealed) == (12, ("设备",), ("摘要",))
    assert (len(kind.rows), kind.rows[0], kind.rows[-1]) == (SHOWN, [("设备", "电脑11")], [("设备", "电脑2")])


def test_the_register_on_screen_and_as_a_workbook(client: Client, cast: Cast) -> None:
    from python_calamine import CalamineWorkbook

    client.force_login(cast.lin.user)
    page = client.get(reverse("privacy:register"), {"of": "敏感个人信息"})
    book = client.get(reverse("privacy:register_xlsx"), {"of": "敏感个人信息"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == len(page.context["rows"]) + 1
    assert {row[3] for row in rows[1:]} == {"敏感个人信息"}
    assert all(all(str(cell) for cell in row) for row in rows)
