"""How programmes stand and which firms they work with, as schools keep it in Excel: the page's rules for every line, undone within a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from shouwei.core.clock import now
from shouwei.core.sheets import SHEETS
from shouwei.ground.audit.models import Event
from shouwei.ground.imports.tests.driving import checked, imported, undone
from shouwei.ground.organisations.models import Organisation
from shouwei.work.programmes.models import LeadIndustry, Partner, PartnerAsk, Programme, ProgrammeYear

pytestmark = pytest.mark.django_db
SINCE, EARLIER = date(2025, 9, 1), date(2024, 9, 1)
PAPER = "示例教备〔2026〕7号"


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """Of 北辰, and the same specialty at 南岭."""
    park = Organisation.objects.create(name="示例经开区", kind=Organisation.Kind.PARK)
    LeadIndustry.objects.create(area=park, name="新能源汽车", since=date(2024, 1, 1), source="示例规划")
    point = {
        "level": "secondary",
        "specialty_code": "700206",
        "specialty_name": "汽车运用与维修",
        "catalogue_edition": "2021",
    }
    Programme.objects.create(school=cast.south, **point)
    return Programme.objects.create(school=cast.north, **point)


def line(**more: Any) -> dict[str, Any]:
    return {
        "school": "北辰职校",
        "level": "中职",
        "specialty_code": "700206",
        "catalogue_edition": "2021",
        "direction": "",
    } | more


def year(**more: Any) -> dict[str, Any]:
    return line(year=2026, status="招生", source=PAPER) | more


def partner(**more: Any) -> dict[str, Any]:
    works = {"industry": "示例经开区 新能源汽车", "enterprise": "启明机械有限公司", "kind": "订单班"}
    return line(**works, since=SINCE, until=None, source="示例协议") | more


def statuses() -> list[tuple[Any, ...]]:
    return list(
        ProgrammeYear.objects.order_by("programme", "year").values_list("programme", "year", "status", "source")
    )


def partners() -> list[tuple[Any, ...]]:
    return list(Partner.objects.order_by("since").values_list("programme", "kind", "since", "until", "source"))


def test_years_are_stored_put_right_and_taken_back(cast: Cast, programme: Programme) -> None:
    ProgrammeYear.objects.create(programme=programme, year=2026, status="proposed")

    batch = imported("programmes.years", [year(), year(year=2025, status="停招", source="")], cast.lin)

    key = programme.pk
    assert statuses() == [(key, 2025, "paused", ""), (key, 2026, "enrolling", PAPER)]
    assert Event.objects.filter(what="登记专业点状态").values_list("why", flat=True)[0] == "批量导入2条"
    undone(batch, cast.lin)
    assert statuses() == [(key, 2026, "proposed", "")]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (year(source=""), "source", "须写明依据"),
        (year(specialty_code="710201"), "specialty_code", "专业点中没有这一条"),
        (year(direction="商用车"), "specialty_code", "专业点中没有这一条"),
        (year(school="南岭职校"), "school", "不在可选范围内"),
        (year(year=1999), "year", "2000"),
    ],
)
def test_no_year_passes_that_the_page_would_refuse(
    cast: Cast, programme: Programme, row: dict[str, Any], column: str, said: str
) -> None:
    batch = checked("programmes.years", [row], cast.lin)

    (fault,) = batch.summary["faults"]
    assert SHEETS["programmes.years"].by_name[column].heading in fault["where"]
    assert said in fault["said"]
    assert (batch.refused, statuses()) == (1, [])


def test_partnerships_are_stored_ended_and_taken_back(cast: Cast, programme: Programme) -> None:
    batch = imported("programmes.partners", [partner(), partner(kind="实习实训基地")], cast.lin)
    after = [(programme.pk, kind, SINCE, None, "示例协议") for kind in ("order_class", "base")]
    assert sorted(partners()) == sorted(after)

    ended = imported("programmes.partners", [partner(until=date(2026, 5, 31))], cast.lin)
    assert (ended.new, ended.changed) == (0, 1)
    assert [row[3] for row in partners() if row[1] == "order_class"] == [date(2026, 5, 31)]

    undone(ended, cast.lin)
    assert sorted(partners()) == sorted(after)
    undone(batch, cast.lin)
    assert partners() == []


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (partner(until=EARLIER), "until", "结束日期不能早于开始日期"),
        (partner(since=date(2026, 3, 1)), "enterprise", "已经登记，且仍在进行"),
        (partner(enterprise="没有的公司"), "enterprise", "不在可选范围内"),
        (partner(kind="实习实训基地", since=EARLIER), "since", "企业2026年6月1日答复没有或已结束这项合作"),
        (partner(direction="商用车"), "specialty_code", "专业点中没有这一条"),
    ],
)
def test_no_partnership_passes_that_the_page_would_refuse(
    cast: Cast, programme: Programme, row: dict[str, Any], column: str, said: str
) -> None:
    known = {"programme": programme, "industry": LeadIndustry.objects.get(), "enterprise": cast.works, "source": "x"}
    Partner.objects.create(kind="order_class", since=SINCE, **known)
    Partner.objects.create(kind="base", since=SINCE, word="none", word_on=date(2026, 6, 1), **known)
    before = partners()

    batch = checked("programmes.partners", [row], cast.lin)

    (fault,) = batch.summary["faults"]
    assert SHEETS["programmes.partners"].by_name[column].heading in fault["where"]
    assert said in fault["said"]
    assert (batch.refused, partners()) == (1, before)


def test_one_that_goes_on_is_not_entered_twice_in_a_file_and_one_that_ends_makes_room(
    cast: Cast, programme: Programme
) -> None:
    both = checked("programmes.partners", [partner(since=EARLIER), partner()], cast.lin)
    assert both.refused == 2

    imported("programmes.partners", [partner(since=EARLIER, until=date(2025, 8, 31)), partner()], cast.lin)
    assert [row[2:4] for row in partners()] == [(EARLIER, date(2025, 8, 31)), (SINCE, None)]


def test_a_partnership_somebody_was_asked_about_stays(cast: Cast, programme: Programme) -> None:
    batch = imported("programmes.partners", [partner()], cast.lin)
    PartnerAsk.objects.create(
        partner=Partner.objects.get(), school=cast.north, contact_post="企业导师", asked_at=now(), sent_at=now()
    )

    undone(batch, cast.lin)

    assert [kept["why"] for kept in batch.summary["kept"]] == ["已请企业核对或企业已答复，不能撤销。"]
    assert Partner.objects.count() == 1


def test_a_hundred_lines_ask_as_often_as_twelve(cast: Cast, programme: Programme) -> None:
    def questions(first: int, count: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            days = [date(1900 + number, 9, 1) for number in range(first, first + count)]
            imported("programmes.partners", [partner(since=day, until=day) for day in days], cast.lin)
        return len(seen)

    assert questions(0, 12) == questions(12, 120)
