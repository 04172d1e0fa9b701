"""通报: proposed by rule, worded by people, numbered once, frozen for good, printed alike years later."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.documents.models import Snapshot
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Bulletin, Duty, Plan
from shouwei.oversight.planning.papers.standing import as_json, from_json
from shouwei.oversight.planning.queries.standing import standing_of
from shouwei.oversight.planning.rules.bulletins import covered, demands_for
from shouwei.oversight.planning.workflows.change_bulletin import change_bulletin
from shouwei.oversight.planning.workflows.discard_bulletin import discard_bulletin
from shouwei.oversight.planning.workflows.issue_bulletin import issue_bulletin
from shouwei.oversight.planning.workflows.make_pack import make_pack
from shouwei.oversight.planning.workflows.plan_meeting import plan_meeting
from shouwei.oversight.planning.workflows.write_bulletin import write_bulletin

JULY = date(2026, 7, 1)
AUGUST = date(2026, 8, 3)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 7, 1), "2026年6月下旬"),
        (date(2026, 7, 7), "2026年6月下旬"),
        (date(2026, 7, 8), "2026年7月上旬"),  # two days before it ends
        (date(2026, 7, 10), "2026年7月上旬"),
        (date(2026, 12, 30), "2026年12月下旬"),
    ],
)
def test_which_tenday_a_bulletin_is_about(day: date, label: str) -> None:
    assert covered(day).label == label


def test_the_text_is_proposed_from_the_figures(plan: Plan, cast: Cast) -> None:
    draft = write_bulletin(plan, by=cast.chen, today=JULY)

    assert (draft.title, draft.number, draft.snapshot.cut_off) == (
        "关于2026年6月下旬重点任务推进情况的通报",
        None,
        JULY,
    )
    assert draft.opening == (
        "截至7月1日，《示例职教集团服务首位产业工作方案》共3项任务、8件落实事项，平均完成率0%。落实事项中已办结0件，办结率0.0%；"
        "滞后2件，逾期6件。"
    )
    assert draft.demands.split("\n")[:2] == [
        "限期办结逾期事项。北辰职校、南岭职校、启明机械要逐项说明原因，明确整改措施和完成时间，于5个工作日内报秘书处。",
        "加快推进滞后事项。北辰职校、南岭职校要对照序时进度倒排时间，落实责任人，在下次调度前赶上进度。",
    ]


def test_without_problems_only_the_standing_demand_remains() -> None:
    assert demands_for(overdue=[], behind=[], programmes=[], goals=[]) == (
        "按期如实报送进展。各单位要按规定周期报送进展和佐证，困难问题及时提出，秘书处协调答复。"
    )


def test_figures_survive_the_snapshot(plan: Plan) -> None:
    standing = standing_of(plan, JULY)

    assert from_json(as_json(standing)) == standing


def test_numbers_run_by_year_and_everybody_is_told(plan: Plan, cast: Cast) -> None:
    issued = [
        issue_bulletin(write_bulletin(plan, by=cast.chen, today=day), by=cast.chen, today=day)
        for day in (JULY, AUGUST, date(2027, 1, 5))
    ]

    assert [str(bulletin) for bulletin in issued] == ["2026年第1期", "2026年第2期", "2027年第1期"]
    told = Notice.objects.filter(key=f"bulletin:{issued[0].pk}").values_list("to", flat=True)
    expected = {"chen", "fang", "li", "zhou", "lin", "wu", "zhao", "he"}
    assert set(told) == {cast[name].pk for name in expected}


def test_the_next_bulletin_looks_back(plan: Plan, cast: Cast) -> None:
    issue_bulletin(write_bulletin(plan, by=cast.chen, today=JULY), by=cast.chen, today=JULY)
    Duty.objects.filter(task__number=2, organisation=cast.north).update(completed_on=AUGUST)

    second = write_bulletin(plan, by=cast.chen, today=AUGUST)

    assert second.snapshot.content["look_back"] == {"issue": "2026年第1期", "named": 6, "mended": 1}


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_an_issued_bulletin_prints_the_same_bytes_after_everything_has_changed(
    client: Client, plan: Plan, cast: Cast, file_format: str
) -> None:
    bulletin = issue_bulletin(write_bulletin(plan, by=cast.chen, today=JULY), by=cast.chen, today=JULY)
    client.force_login(cast.lin.user)
    url = f"/planning/bulletins/{bulletin.pk}/paper.{file_format}"
    before = client.get(url).content

    Duty.objects.update(percent=77, last_reported_on=AUGUST)
    plan.tasks.update(text="全部改写")
    type(cast.north).objects.update(name_pinyin="zzz", short_name="改名")
    Plan.objects.update(title="另一方案", issuer="另一机关")

    assert client.get(url).content == before


def test_units_of_one_task_stand_beside_it_and_in_one_row_where_the_same_is_said_of_them(
    client: Client, plan: Plan, cast: Cast
) -> None:
    Duty.objects.filter(task__number=2, organisation=cast.south).update(percent=40)
    bulletin = write_bulletin(plan, by=cast.chen, today=JULY)
    client.force_login(cast.chen.user)

    said = client.get(f"/planning/bulletins/{bulletin.pk}/").content.decode()

    # 责任人 is the third column in every row, also where the task's cell reaches down from the row before.
    body = said.split("情况和原因")[1].split("</tbody>")[0]
    rows = [row.split("<td")[1:] for row in body.split("<tr>")[1:]]
    assert [len(cells) for cells in rows] == [4, 3, 4]
    assert [cells[-2] for cells in rows] == [">未明确</td>"] * 3
    assert (rows[0][0].startswith(' rowspan="2"'), rows[1][0].count("badge-overdue")) == (True, 1)
    names = [re.findall("北辰职校|南岭职校|启明机械|招生就业部", cells[-3].split("</svg>")[1]) for cells in rows]
    assert names == [["北辰职校", "启明机械"], ["南岭职校"], ["招生就业部"]]


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_so_does_the_material_of_a_meeting(client: Client, plan: Plan, cast: Cast, file_format: str) -> None:
    meeting = plan_meeting(
        plan, kind="dispatch", period_day=JULY, held_on=date(2026, 7, 10), place="", chair="", by=cast.chen, today=JULY
    )
    make_pack(meeting, by=cast.chen, today=JULY)
    client.force_login(cast.fang.user)
    url = f"/planning/meetings/{meeting.pk}/pack.{file_format}"
    before = client.get(url).content

    Duty.objects.update(percent=77, last_reported_on=AUGUST)
    plan.tasks.update(text="全部改写")

    assert client.get(url).content == before


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_touch_an_issued_one(plan: Plan, cast: Cast, change: str) -> None:
    bulletin = issue_bulletin(write_bulletin(plan, by=cast.chen, today=JULY), by=cast.chen, today=JULY)
    rows = Bulletin.objects.filter(pk=bulletin.pk)

    with pytest.raises(ProgrammingError, match="an issued bulletin is frozen"), transaction.atomic():
        rows.update(title="改") if change == "update" else rows.delete()

    with pytest.raises(Refused, match="通报已印发，内容不能再改；如有更正，请另发一期。"):
        change_bulletin(bulletin, title="改", opening="改", demands="改", by=cast.chen)
    with pytest.raises(Refused, match="通报已印发，不能重复印发。"):
        issue_bulletin(bulletin, by=cast.chen, today=AUGUST)
    assert list(Bulletin.objects.values_list("title", "number")) == [("关于2026年6月下旬重点任务推进情况的通报", 1)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"opening": " "}, "请填写总体情况。"),
        ({"demands": ""}, "请填写工作要求。"),
        ({"title": ""}, "请填写标题。"),
    ],
)
def test_half_written_it_is_kept_but_not_issued(plan: Plan, cast: Cast, words: dict[str, str], sentence: str) -> None:
    draft = write_bulletin(plan, by=cast.chen, today=JULY)
    change_bulletin(draft, **({"title": "标题", "opening": "甲", "demands": "乙"} | words), by=cast.chen)

    with pytest.raises(Refused) as refusal:
        issue_bulletin(draft, by=cast.chen, today=JULY)

    assert (str(refusal.value), Bulletin.objects.get().number, Snapshot.objects.count()) == (sentence, None, 1)


def test_a_draft_given_up_leaves_its_snapshot(plan: Plan, cast: Cast) -> None:
    discard_bulletin(write_bulletin(plan, by=cast.chen, today=JULY), by=cast.chen)

    assert (Bulletin.objects.count(), Snapshot.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("who", "draft", "issued"),
    [
        ("chen", 200, 200),
        ("fang", 200, 200),
        ("shen", 200, 200),
        ("li", 404, 200),
        ("lin", 404, 200),
        ("wu", 404, 200),
        ("guan", 403, 403),
        (None, 302, 302),
    ],
)
def test_who_reads(client: Client, plan: Plan, cast: Cast, who: str | None, draft: int, issued: int) -> None:
    one = issue_bulletin(write_bulletin(plan, by=cast.chen, today=JULY), by=cast.chen, today=JULY)
    other = write_bulletin(plan, by=cast.chen, today=AUGUST)
    if who:
        client.force_login(cast[who].user)

    assert client.get(other.get_absolute_url()).status_code == draft
    assert client.get(one.get_absolute_url()).status_code == issued
    if issued == 200:
        listed = client.get(f"/planning/plans/{plan.pk}/bulletins/").context["page"]
        assert [row.pk for row in listed] == ([other.pk, one.pk] if draft == 200 else [one.pk])


@pytest.mark.parametrize(
    ("who", "status", "rows"), [("chen", 302, 1), ("fang", 403, 0), ("lin", 403, 0), (None, 302, 0)]
)
def test_who_writes(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, rows: int) -> None:
    draft = write_bulletin(plan, by=cast.chen, today=JULY)
    if who:
        client.force_login(cast[who].user)
    words = {"title": "改过的标题", "opening": "甲", "demands": "乙"}
    base = f"/planning/bulletins/{draft.pk}/"

    answers = [
        client.post(f"/planning/plans/{plan.pk}/bulletins/write/"),
        client.post(f"{base}change/", words),
        client.post(f"{base}issue/"),
    ]

    kept: Any = Bulletin.objects.get(pk=draft.pk)
    assert {answer.status_code for answer in answers} == {status}
    assert (Bulletin.objects.count() - 1, kept.title == "改过的标题", kept.issued_on is not None) == (
        rows,
        bool(rows),
        bool(rows),
    )
