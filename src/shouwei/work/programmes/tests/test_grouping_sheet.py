"""How the groupings correspond, as the secretariat keeps it in Excel: a pair is one pair in either order."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from shouwei.core.sheets import SHEETS
from shouwei.ground.audit.models import Event
from shouwei.ground.imports.tests.driving import DAY, checked, imported, undone

from ..models import Category, CategoryMapping
from ..workflows.map_categories import map_categories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def groupings(cast: Cast) -> None:
    Category.objects.all().delete()
    for scheme, name in (
        ("cluster", "电子信息"),
        ("cluster", "现代农业"),
        ("quota", "信息技术"),
        ("training", "现代农业"),
    ):
        Category.objects.create(scheme=scheme, name=name, source="示例方案", since=DAY)


def line(**more: Any) -> dict[str, Any]:
    return {
        "one": "专业群：电子信息",
        "other": "扩招增量类别：信息技术",
        "nearness": "部分重合",
        "note": "都含软件，专业群还有电子装配",
    } | more


FARMING = line(one="专业群：现代农业", other="培训领域：现代农业", nearness="名称相近但不同", note="培训只含茶叶")


def mappings() -> list[tuple[str, str, str]]:
    rows = CategoryMapping.objects.order_by("one__pk").select_related("one", "other")
    return [(f"{row.one} {row.other}", row.nearness, row.note) for row in rows]


def test_pairs_are_entered_put_right_in_either_order_and_taken_back(cast: Cast) -> None:
    batch = imported("programmes.mappings", [line(), FARMING], cast.li)
    before = [
        ("电子信息 信息技术", "part", "都含软件，专业群还有电子装配"),
        ("现代农业 现代农业", "not", "培训只含茶叶"),
    ]
    assert mappings() == before

    turned = line(one="扩招增量类别:信息技术", other="专业群：电子信息", nearness="相同", note="以方案附件为准")
    better = imported("programmes.mappings", [turned, FARMING], cast.chen)

    assert (better.new, better.changed, better.unchanged) == (0, 1, 1)
    assert mappings() == [("电子信息 信息技术", "same", "以方案附件为准"), before[1]]
    told = Event.objects.filter(what="登记分类对应").values_list("why", "changes")[0]
    assert told == ("批量导入1条", {"电子信息 信息技术": ["部分重合", "相同"]})
    undone(better, cast.chen)
    assert mappings() == before
    undone(batch, cast.li)
    assert mappings() == []


def test_what_was_said_otherwise_since_stays(cast: Cast) -> None:
    batch = imported("programmes.mappings", [line()], cast.li)
    row = CategoryMapping.objects.get()
    map_categories(row.other, row.one, nearness="same", note="会议确认", by=cast.chen)

    undone(batch, cast.li)

    assert [kept["why"] for kept in batch.summary["kept"]] == ["导入之后又有修改，没有撤销。"]
    assert mappings() == [("电子信息 信息技术", "same", "会议确认")]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (line(other="专业群：现代农业"), "other", "“电子信息”和“现代农业”同属专业群"),
        (line(other="专业群：电子信息"), "other", "同属专业群"),
        (line(other="信息技术"), "other", "不在可选范围内。是不是“扩招增量类别：信息技术”？"),
        (line(nearness="差不多"), "nearness", "不在可选范围内"),
        (line(note="  "), "note", "必填"),
    ],
)
def test_no_pair_passes_that_the_page_would_refuse(cast: Cast, row: dict[str, Any], column: str, said: str) -> None:
    batch = checked("programmes.mappings", [row], cast.li)

    (fault,) = batch.summary["faults"]
    assert SHEETS["programmes.mappings"].by_name[column].heading in fault["where"]
    assert said in fault["said"]
    assert (batch.refused, mappings()) == (1, [])


def test_a_pair_stands_once_in_a_file_in_whichever_order(cast: Cast) -> None:
    turned = line(one="扩招增量类别：信息技术", other="专业群：电子信息")

    batch = checked("programmes.mappings", [line(), turned, FARMING], cast.li)

    assert [(fault["where"], fault["said"][:12]) for fault in batch.summary["faults"]] == [
        ("第2行 B列（另一分类中的类别）", "这一对类别在表中出现了两"),
        ("第3行 B列（另一分类中的类别）", "这一对类别在表中出现了两"),
    ]
    assert batch.new == 1


def test_who_may_bring_it(cast: Cast) -> None:
    sheet = SHEETS["programmes.mappings"]

    assert [who for who in ("chen", "li", "lin", "wu", "fang") if sheet.opens(cast[who])] == ["chen", "li"]


def test_forty_pairs_ask_as_often_as_twelve(cast: Cast) -> None:
    for number in range(40):
        Category.objects.create(scheme="quota", name=f"示例{number}", source="示例方案", since=DAY)

    def questions(first: int, count: int) -> int:
        rows = [line(other=f"扩招增量类别：示例{number}") for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as seen:
            imported("programmes.mappings", rows, cast.li)
        return len(seen)

    questions(0, 1)
    assert questions(1, 12) == questions(13, 27)
