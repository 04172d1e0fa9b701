"""What became of programmes, as schools keep it in Excel: the page's rules for every line, names put back when it is undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from shouwei.core.sheets import SHEETS
from shouwei.ground.audit.models import Event
from shouwei.ground.imports.tests.driving import checked, imported, undone
from shouwei.ground.organisations.models import Organisation

from ..models import Programme, ProgrammeChange
from ..point_sheets import UNKNOWN
from ..rules.succession import Succession
from ..workflows.record_succession import record_succession
from ..workflows.set_status import set_status

pytestmark = pytest.mark.django_db
AUTUMN, SPRING, DAY = date(2025, 9, 1), date(2026, 3, 1), date(2026, 6, 30)
PAPER = "示例教备〔2025〕7号"


def point(school: Organisation, code: str, name: str, edition: str = "2021", direction: str = "") -> Programme:
    return Programme.objects.create(
        school=school,
        level="secondary",
        specialty_code=code,
        specialty_name=name,
        catalogue_edition=edition,
        direction=direction,
    )


@pytest.fixture
def old(cast: Cast) -> Programme:
    """北辰's programme of the old edition, closed in 2025, and where it may go: two of its own, one of 南岭."""
    point(cast.north, "700206", "汽车运用与维修")
    point(cast.north, "700206", "汽车运用与维修", direction="商用车")
    point(cast.south, "700206", "汽车运用与维修")
    row = point(cast.north, "082500", "汽车修理", "2010")
    set_status(row, year=2025, status="closed", source=PAPER, by=cast.lin)
    return row


def line(**more: Any) -> dict[str, Any]:
    return {
        "school": "北辰职校",
        "level": "中职",
        "specialty_code": "082500",
        "catalogue_edition": "2010",
        "direction": "",
        "kind": "换代码，转入",
        "happened_on": AUTUMN,
        "new_name": "",
        "into_school": "北辰职校",
        "into_code": "700206",
        "into_edition": "2021",
        "into_direction": "",
        "source": PAPER,
    } | more


def rename(name: str, on: date = AUTUMN, **more: Any) -> dict[str, Any]:
    nowhere = {"into_school": None, "into_code": "", "into_edition": ""}
    return line(kind="更名", happened_on=on, new_name=name) | nowhere | more


def changes() -> list[tuple[Any, ...]]:
    known = ("kind", "happened_on", "before", "after", "into__direction", "source")
    return list(ProgrammeChange.objects.order_by("pk").values_list(*known))


def name_of(programme: Programme) -> str:
    programme.refresh_from_db()
    return programme.specialty_name


def test_a_programme_goes_on_as_two_and_comes_back(cast: Cast, old: Programme) -> None:
    rows = [line(), line(into_direction="商用车")]

    batch = imported("programmes.successions", rows, cast.lin)

    before, after = "汽车修理 082500（2010版目录）", "北辰职校 汽车运用与维修 700206（2021版目录）"
    assert changes() == [
        ("recoded", AUTUMN, before, after, "", PAPER),
        ("recoded", AUTUMN, before, after, "商用车", PAPER),
    ]
    assert Event.objects.filter(what="登记专业点沿革").values_list("why", flat=True).get() == "批量导入2条"
    again = imported("programmes.successions", rows, cast.lin)
    assert (again.new, again.changed, again.unchanged, again.refused) == (0, 0, 2, 0)
    undone(batch, cast.lin)
    assert changes() == []
    assert list(old.years.values_list("year", "status", "source")) == [(2025, "closed", PAPER)]


def test_names_follow_one_another_and_are_put_back(cast: Cast, old: Programme) -> None:
    rows = [rename("汽车运用与维修", SPRING), rename("汽车检修")]  # the later one stands above

    batch = imported("programmes.successions", rows, cast.lin)

    assert [row[2:4] for row in changes()] == [
        ("汽车修理 082500（2010版目录）", "汽车检修 082500（2010版目录）"),
        ("汽车检修 082500（2010版目录）", "汽车运用与维修 082500（2010版目录）"),
    ]
    assert name_of(old) == "汽车运用与维修"
    undone(batch, cast.lin)
    assert (name_of(old), changes()) == ("汽车修理", [])


def test_a_name_that_was_changed_since_stays(cast: Cast, old: Programme) -> None:
    batch = imported("programmes.successions", [rename("汽车检修")], cast.lin)
    since = Succession("renamed", SPRING, PAPER, "汽车运用与维修")
    record_succession(old, since, into=None, by=cast.lin, today=DAY)

    undone(batch, cast.lin)

    assert batch.summary["kept"] == [
        {"key": "北辰职业学校 中职 082500 2010 更名 2025年9月1日", "why": "此后该专业点又有更名或修改，不能撤销。"}
    ]
    assert (name_of(old), len(changes())) == ("汽车运用与维修", 2)


def test_what_was_refused_then_and_would_pass_today_hinders_no_undo(cast: Cast, old: Programme) -> None:
    rows = [line(happened_on=SPRING), rename("汽车检修")]  # of 2026 nothing says that it is closed
    batch = imported("programmes.successions", rows, cast.lin, only_good=True)
    set_status(old, year=2026, status="closed", source=PAPER, by=cast.lin)

    undone(batch, cast.lin)

    assert (batch.summary["kept"], name_of(old), changes()) == ([], "汽车修理", [])


def test_what_would_not_pass_today_stays_and_is_named(cast: Cast, old: Programme) -> None:
    other = point(cast.north, "082600", "汽车美容", "2010")
    rows = [rename("汽车检修"), rename("汽车装饰", specialty_code="082600")]
    batch = imported("programmes.successions", rows, cast.lin)
    Programme.objects.filter(pk=old.pk).update(specialty_code="082501")

    undone(batch, cast.lin)

    assert batch.summary["kept"] == [
        {
            "key": "北辰职业学校 中职 082500 2010 更名 2025年9月1日",
            "why": f"现在核对不通过，没有撤销：{UNKNOWN}",
        }
    ]
    assert (name_of(old), name_of(other), len(changes())) == ("汽车检修", "汽车美容", 1)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (line(specialty_code="082501"), "specialty_code", "专业点中没有这一条"),
        (line(school="南岭职校"), "school", "不在可选范围内"),
        (line(into_code="700299"), "into_code", "去往的专业点中没有这一条"),
        (line(into_school=None), "into_code", "去往的专业点中没有这一条"),
        (line(into_school=None, into_code="", into_edition=""), "into_code", "须选择去往的专业点"),
        (line(into_code="082500", into_edition="2010"), "into_code", "专业点不能并入自己"),
        (line(new_name="汽车检修"), "new_name", "只有更名才填写新的专业名称"),
        (line(happened_on=SPRING), "happened_on", "该专业点2026年度还没有记为撤销"),
        (line(happened_on=date(2026, 7, 1)), "happened_on", "变更日期还没有到"),  # tomorrow
        (line(source=""), "source", "必填"),
        (rename(""), "new_name", "更名须填写新的专业名称，现为“汽车修理”"),
        (rename("汽车修理"), "new_name", "更名须填写新的专业名称，现为“汽车修理”"),
        (line(kind="更名", new_name="汽车检修"), "into_code", "更名不涉及其他专业点"),
    ],
)
def test_no_line_passes_that_the_page_would_refuse(
    cast: Cast, old: Programme, row: dict[str, Any], column: str, said: str
) -> None:
    batch = checked("programmes.successions", [row], cast.lin)

    (fault,) = batch.summary["faults"]
    assert SHEETS["programmes.successions"].by_name[column].heading in fault["where"]
    assert said in fault["said"]
    assert (batch.refused, changes(), name_of(old)) == (1, [], "汽车修理")


def test_an_earlier_name_is_not_written_over_a_later_one(cast: Cast, old: Programme) -> None:
    imported("programmes.successions", [rename("汽车检修", SPRING)], cast.lin)

    batch = checked("programmes.successions", [rename("汽车运用与维修")], cast.lin)

    assert [fault["said"] for fault in batch.summary["faults"]] == ["2026年3月1日已经更名，不能再登记比这更早的更名。"]
    assert name_of(old) == "汽车检修"


def test_what_is_recorded_is_not_written_over(cast: Cast, old: Programme) -> None:
    imported("programmes.successions", [line()], cast.lin)

    batch = checked("programmes.successions", [line(source="另一文件")], cast.lin)

    assert (batch.refused, batch.summary["faults"][0]["said"][:8]) == (1, "这次变更已经登记")


def test_the_secretariat_records_what_moves_between_schools(cast: Cast, old: Programme) -> None:
    imported("programmes.successions", [line(kind="划转", into_school="南岭职业学校")], cast.chen)

    assert ProgrammeChange.objects.values_list("programme__school", "into__school").get() == (
        cast.north.pk,
        cast.south.pk,
    )


def test_a_hundred_lines_ask_as_often_as_twelve(cast: Cast) -> None:
    new = point(cast.north, "700206", "汽车运用与维修")
    for number in range(120):
        row = point(cast.north, f"08{number:04}", "汽车修理", "2010")
        set_status(row, year=2025, status="closed", source=PAPER, by=cast.lin)

    def questions(first: int, count: int) -> int:
        rows = [line(specialty_code=f"08{number:04}") for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as seen:
            imported("programmes.successions", rows, cast.lin)
        return len(seen)

    assert questions(0, 12) == questions(12, 100)
    assert new.absorbed.count() == 112
