"""Task × member: states for all, reasons and links only for those who may open the duty."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.cast import Cast

from shouwei.oversight.planning.models import Plan
from shouwei.oversight.planning.queries.heatmaps import heatmap

DAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


def test_schools_come_first_and_who_has_no_part_has_no_cell(cast: Cast, plan: Plan) -> None:
    picture = heatmap(plan, cast.chen, DAY)

    assert [member.name for member in picture.members] == ["北辰职校", "南岭职校", "启明机械"]
    assert [[cell and cell.light.label for cell in row.cells] for row in picture.rows] == [
        ["滞后", "滞后", None],
        ["滞后", "滞后", "滞后"],
        ["逾期", "逾期", "逾期"],
    ]
    assert picture.totals == [("overdue", 3), ("behind", 5)]


def test_a_member_opens_its_own_column_and_reads_no_other_reason(cast: Cast, plan: Plan) -> None:
    own, other, _ = heatmap(plan, cast.lin, DAY).rows[0].cells
    assert own is not None
    assert other is not None

    assert own.duty == plan.tasks.get(number=1).duties.get(organisation=cast.north).pk
    assert own.light.why == "完成率0%，低于序时进度32%超过15个百分点。"
    assert (other.duty, other.light.why) == (None, "滞后")


def test_it_can_be_narrowed(cast: Cast, plan: Plan) -> None:
    area = plan.areas.get(title="促进本地就业")

    picture = heatmap(plan, cast.chen, DAY, area=area.pk, kind="enterprise")

    assert [member.name for member in picture.members] == ["启明机械"]
    assert [row.task.number for row in picture.rows] == [3]


def test_the_page_is_a_table_with_words_for_every_cell(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.lin.user)

    said = client.get(f"/planning/plans/{plan.pk}/heatmap/?kind=nonsense").content.decode()

    duty = plan.tasks.get(number=1).duties.get(organisation=cast.north)
    assert f'<a href="/planning/duties/{duty.pk}/" title="任务1 北辰职校 滞后：完成率0%' in said
    assert said.count('<td class="heat is-') == 8
    assert said.count('<td class="heat heat-none"><span class="sr-only">不涉及</span></td>') == 1
    assert said.count("/planning/duties/") == 3


def test_the_paper_is_one_a3_sheet(client: Client, cast: Cast, plan: Plan) -> None:
    client.force_login(cast.lin.user)

    answer = client.get(f"/planning/plans/{plan.pk}/heatmap.pdf")

    pages = PdfReader(BytesIO(answer.content)).pages
    assert [
        (round(float(p.mediabox.width) / 72 * 25.4), round(float(p.mediabox.height) / 72 * 25.4)) for p in pages
    ] == [(420, 297)]
    text = pages[0].extract_text()
    assert "任务落实情况一览表" in text
    assert "逾期3项、滞后5项" in text
