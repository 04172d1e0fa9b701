"""Goals by sheet: the rules of the page for every line, a goal once a target and member, all of it back within a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.sheets import SHEETS
from shouwei.ground.audit.models import Event
from shouwei.ground.imports.tests.driving import checked, imported, undone
from shouwei.ground.organisations.models import Organisation

from ..models import Goal

pytestmark = pytest.mark.django_db
PAPER = "示例集团〔2026〕3号"


def line(**more: Any) -> dict[str, Any]:
    ways = {"from_year": 2025, "from_value": 35.5, "to_year": 2029, "to_value": 60}
    return {"target": "本地就业", "school": "北辰职校", **ways, "steps": "", "source": PAPER} | more


def goals() -> list[tuple[Any, ...]]:
    names = ("target", "school", "from_year", "from_value", "to_year", "to_value", "steps", "source")
    return list(Goal.objects.order_by("target", "school").values_list(*names))


def test_goals_are_stored_changed_and_taken_back_to_the_last_letter(cast: Cast) -> None:
    Goal.objects.create(
        target="local", school=cast.north, from_year=2024, from_value=Decimal("20.25"), to_year=2028,
        to_value=Decimal(50), steps={"2026": 33.3333333, "2025": 25.0}, source="示例方案",
    )  # fmt: skip
    before = goals()
    rows = [
        line(steps="2028 55.50\n2027  45"),
        line(school="南岭职业学校", steps="2027 45；2028 55"),
        line(school="全集团", target="招生规模", from_value=1, to_value=2),
    ]

    batch = imported("indicators.goals", rows, cast.chen)

    way = (2025, Decimal("35.50"), 2029, Decimal("60.00"))
    after = [
        ("intake", None, 2025, Decimal("1.00"), 2029, Decimal("2.00"), {}, PAPER),
        ("local", cast.north.pk, *way, {"2027": 45.0, "2028": 55.5}, PAPER),
        ("local", cast.south.pk, *way, {"2027": 45.0, "2028": 55.0}, PAPER),
    ]
    assert (batch.new, batch.changed, batch.refused, goals()) == (2, 1, 0, after)
    event = Event.objects.get(what="登记目标路径")
    assert (event.why, event.on_label, event.changes["招生规模 全集团"][0]) == (
        "批量导入3条",
        str(cast.chen.organisation),
        "",
    )
    assert event.changes["本地就业 北辰职业学校"] == [
        "2024年20.25→2028年50.00（2025 25；2026 33.3333333）；示例方案",
        f"2025年35.50→2029年60.00（2027 45；2028 55.5）；{PAPER}",
    ]
    again = imported("indicators.goals", rows, cast.chen)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)

    undone(batch, cast.chen)

    assert (batch.summary["kept_count"], goals()) == (0, before)


def test_years_between_stay_without_their_column_and_go_with_an_empty_cell(cast: Cast) -> None:
    imported("indicators.goals", [line(steps="2027 45")], cast.chen)
    bare = {name: value for name, value in line(to_value=70).items() if name != "steps"}

    imported("indicators.goals", [bare], cast.chen)
    kept = Goal.objects.get()
    short = checked("indicators.goals", [bare | {"to_year": 2027}], cast.chen)
    imported("indicators.goals", [line(to_value=70)], cast.chen)

    assert (kept.to_value, kept.steps, Goal.objects.get().steps) == (Decimal(70), {"2027": 45.0}, {})
    assert short.summary["faults"][0]["said"] == "2027年不在基期2025年和目标2027年之间。"


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (line(to_year=2025), "to_year", "目标年度2025须晚于基期年度2025。"),
        (line(from_value=-1), "from_value", "数值-1超出范围，须在0到100之间。"),
        (line(to_value=101), "to_value", "数值101超出范围，须在0到100之间。"),
        (line(to_value=60.125), "to_value", "最多2位小数"),
        (line(steps="2027 145"), "steps", "数值145超出范围，须在0到100之间。"),
        (line(steps="2030 45"), "steps", "2030年不在基期2025年和目标2029年之间。"),
        (line(steps="2027 45；2028"), "steps", "请按“年份 数值”填写。各年用分号隔开"),
        (line(steps="2027年 45%"), "steps", "请按“年份 数值”填写。"),
        (line(steps="2027 45；2027 50"), "steps", "2027年写了两次，请只保留一次。"),
        (line(from_year=1999), "from_year", "不得小于2000"),
        (line(source=""), "source", "必填"),
        (line(school=""), "school", "必填"),
        (line(school="启明机械"), "school", "不在可选范围内"),
        (line(school="示例旧校"), "school", "“示例旧校”2026年1月1日已撤销，不能再选。请改写现在的单位。"),
        (line(target="就业率"), "target", "不在可选范围内"),
    ],
)
def test_no_line_passes_that_the_page_would_refuse(cast: Cast, row: dict[str, Any], column: str, said: str) -> None:
    Organisation.objects.create(name="示例旧校", kind=Organisation.Kind.SCHOOL, closed_on=date(2026, 1, 1))

    batch = checked("indicators.goals", [row], cast.chen)

    (fault,) = batch.summary["faults"]
    assert SHEETS["indicators.goals"].by_name[column].heading in fault["where"]
    assert said in fault["said"]
    assert (batch.refused, goals()) == (1, [])


def test_the_receipt_says_what_was_before_and_the_list_it_leads_to_begins_with_the_group(
    cast: Cast, client: Client
) -> None:
    imported("indicators.goals", [line()], cast.chen)
    rows = [line(to_value=61), line(school="全集团"), line(school="南岭职业学校", to_year=2025)]
    client.force_login(cast.chen.user)

    preview = checked("indicators.goals", rows, cast.chen)
    before = client.get(preview.get_absolute_url()).content.decode()
    batch = imported("indicators.goals", rows, cast.chen, only_good=True)
    receipt = client.get(batch.get_absolute_url()).content.decode()
    listed = client.get(reverse("indicators:goals"))

    words = ("现在", "原来", "有误，未导入", "查看导入后的目标分解")
    assert [word in before for word in words] == [True, False, False, False]
    assert [word in receipt for word in words] == [False, True, True, True]
    assert [row.goal.school for row in listed.context["lines"]] == [None, cast.north]
    assert "没有登记基期" in listed.content.decode()


def test_a_goal_of_a_school_that_is_gone_may_still_be_put_right(cast: Cast) -> None:
    imported("indicators.goals", [line()], cast.chen)
    Organisation.objects.filter(pk=cast.north.pk).update(merged_into=cast.south, merged_on=date(2026, 4, 1))

    batch = imported("indicators.goals", [line(to_value=61)], cast.chen)

    assert (batch.changed, Goal.objects.get().to_value) == (1, Decimal(61))


def test_ten_times_the_goals_ask_as_often(cast: Cast) -> None:
    for number in range(144):
        Organisation.objects.create(name=f"示例{number:03}校", kind=Organisation.Kind.SCHOOL)

    def questions(first: int, count: int, **more: Any) -> int:
        rows = [line(school=f"示例{number:03}校", **more) for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as asked:
            imported("indicators.goals", rows, cast.chen)
        return len(asked)

    questions(0, 12)
    assert questions(12, 12) == questions(24, 120)
    assert questions(12, 12, to_value=70) == questions(24, 120, to_value=70)


def test_the_way_in_is_shown_to_whoever_writes_goals(cast: Cast, client: Client) -> None:
    address = reverse("imports:upload_sheet", args=["indicators.goals"])
    found = {}
    for who in ("chen", "fang", "li", "lin", "shen"):
        client.force_login(cast[who].user)
        found[who] = (
            f'href="{address}"' in client.get(reverse("indicators:goals")).content.decode(),
            client.get(address).status_code == 200,
        )

    assert found == {"chen": (True, True)} | dict.fromkeys(("fang", "li", "lin", "shen"), (False, False))
