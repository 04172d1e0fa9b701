"""A definition from draft to the day it holds; goals with years between; the owner told when a way is missed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.notices.models import Notice
from shouwei.oversight.indicators.models import Adoption, Definition, Goal
from shouwei.oversight.indicators.queries.appraisal import may_appraise_by
from shouwei.oversight.indicators.queries.definitions import in_force, waiting
from shouwei.oversight.indicators.rules.drafting import may_write, spec_of
from shouwei.oversight.indicators.rules.formula import Sum
from shouwei.oversight.indicators.rules.paths import Doubling, Path, may_set_goal
from shouwei.oversight.indicators.rules.reviewing import Difference, contradictions, differences, must_be_reviewed
from shouwei.oversight.indicators.rules.sample import COHORT, tried
from shouwei.oversight.indicators.rules.shipped import DEFINITIONS
from shouwei.oversight.indicators.workflows.adopt_definition import adopt_definition
from shouwei.oversight.indicators.workflows.alert_paths import alert_paths
from shouwei.oversight.indicators.workflows.decide_definition import (
    decide_definition,
    discard_definition,
    propose_definition,
)
from shouwei.oversight.indicators.workflows.write_definition import write_definition
from shouwei.oversight.indicators.workflows.write_goal import write_goal
from shouwei.work.employment.tests.graduates import destination, graduate

DAY, NEXT = date(2026, 11, 2), date(2027, 1, 1)
CODE = "local.city.employed.workplace"
WORDS = {
    "name": "本地就业率（本市，占毕业生）",
    "population": "当届毕业生",
    "cut_off": "12月31日",
    "source": "登记",
    "owner": "招生就业部",
}
FITS = {"name_fits": True, "caveat_fits": True}
SPEC = {
    "fact": "destinations",
    "numerator": "employed",
    "denominator": "graduates",
    "place": "city",
    "basis": "workplace",
}


def draft(cast: Cast, **other: Any) -> Definition:
    values: dict[str, Any] = {
        "code": CODE, "target": "local", "spec": SPEC, "words": WORDS, "caveat": "", "valid_from": NEXT,
        "why": "理事会要求占毕业生", "alone": False, "name_reviewed": True, "caveat_reviewed": True, "by": cast.chen, "today": DAY,
    }  # fmt: skip
    return write_definition(**(values | other))


def test_a_sample_shows_whom_a_formula_counts() -> None:
    found = tried(SPEC)
    assert found.result == Sum(numerator=4, denominator=13, claimed=6, evidence=True, provisional=True)
    assert [above for _, _, above in found.lines] == [True, True, False, False, False, True, False, True] + [False] * 5
    without = tried(SPEC | {"adults": False})
    assert without.result == Sum(numerator=3, denominator=12, claimed=5, evidence=True, provisional=True)
    for row in DEFINITIONS:
        one = tried(row.spec)
        if one.lines:
            assert sum(above for *_, above in one.lines) == one.result.numerator
            assert sum(below for _, below, _ in one.lines) == one.result.denominator
    assert len(COHORT) == 13


def test_a_draft_is_refused_with_the_way_out() -> None:
    good: dict[str, Any] = {
        "code": CODE, "spec": SPEC, "words": WORDS, "why": "x", "version": 2, "valid_from": DAY, "today": DAY,
        "alone": False,
    }  # fmt: skip
    assert may_write(**good)
    assert "小写字母" in may_write(**good | {"code": "Local!"}).reason
    assert may_write(**good | {"words": WORDS | {"owner": " "}}).reason == "请填写责任部门。"
    assert may_write(**good | {"why": ""}).reason == "这是第2版，请写明与上一版相比改了什么、为什么改。"
    assert may_write(**good | {"why": "", "version": 1})
    assert "已过" in may_write(**good | {"valid_from": date(2026, 11, 1)}).reason
    assert not may_write(**good | {"spec": {"fact": "weather"}})
    assert spec_of({"fact": "intake", "adults": True, "against": False, "place": "city"}) == {
        "fact": "intake", "adults": True, "against": "",
    }  # fmt: skip


def test_a_way_goes_over_its_steps() -> None:
    path = Path(2024, 20.0, 2028, 60.0, ((2026, 25.0),))
    assert [path.due(year) for year in (2023, 2024, 2025, 2026, 2027, 2028, 2030)] == [20, 20, 22.5, 25, 42.5, 60, 60]
    good: dict[str, Any] = {
        "target": "local", "from_year": 2024, "to_year": 2028, "from_value": 20, "to_value": 60, "steps": {}, "source": "x",
    }  # fmt: skip
    assert may_set_goal(**good)
    assert may_set_goal(**good | {"to_year": 2024}).reason == "目标年度2024须晚于基期年度2024。"
    assert may_set_goal(**good | {"to_value": 101}).reason == "数值101超出范围，须在0到100之间。"
    assert may_set_goal(**good | {"steps": {2024: 21}}).reason == "2024年不在基期2024年和目标2028年之间。"
    assert (Doubling(100, 199).missing, Doubling(100, 200).is_doubled, Doubling(None, 3).missing) == (1, True, None)


@pytest.mark.django_db
def test_a_version_holds_from_its_day_and_the_one_before_until_then(cast: Cast) -> None:
    before = Definition.objects.get(code=CODE)
    row = draft(cast)
    with pytest.raises(Refused, match="只有提请议定的口径可以议定"):
        decide_definition(row, approve=True, paper="x", opinion="", **FITS, by=cast.fang, today=DAY)
    propose_definition(row, by=cast.chen, today=DAY)
    assert [(todo.label, todo.due_on) for todo in waiting(cast.fang)] == [
        (f"议定口径“{row.name}”第2版", row.valid_from)
    ]
    assert list(waiting(cast.chen)) == []
    with pytest.raises(Refused, match="正在提请议定"):
        draft(cast)
    with pytest.raises(Refused, match="请填写议定文件或会议"):
        decide_definition(row, approve=True, paper=" ", opinion="", **FITS, by=cast.fang, today=DAY)

    decide_definition(row, approve=True, paper="理事会2026年第二次会议", opinion="", **FITS, by=cast.fang, today=DAY)

    before.refresh_from_db()
    row.refresh_from_db()
    assert list(waiting(cast.fang)) == []
    assert (before.valid_until, row.state, row.approved_by) == (date(2026, 12, 31), "published", cast.fang)
    held = [in_force(day).get(code=CODE).version for day in (DAY, date(2026, 12, 31), NEXT)]
    assert held == [1, 1, 2]
    assert Notice.objects.filter(to=cast.fang, text__contains="提请议定").exists()
    assert Notice.objects.filter(to=cast.chen, text__contains="2027年1月1日起生效").exists()


@pytest.mark.django_db
def test_a_draft_given_back_is_written_again_or_given_up(cast: Cast) -> None:
    row = propose_definition(draft(cast), by=cast.chen, today=DAY)
    decide_definition(row, approve=False, paper="", opinion="写清分母", **FITS, by=cast.fang, today=DAY)

    again = draft(cast, why="分母为毕业生总数")

    assert (again.pk, again.version, again.state) == (row.pk, 2, "draft")
    discard_definition(again, by=cast.chen)
    with pytest.raises(Refused, match="已发布的版本不能删除"):
        discard_definition(Definition.objects.get(code=CODE), by=cast.chen)
    assert Definition.objects.filter(code=CODE).count() == 1


def test_a_name_says_what_its_formula_does() -> None:
    named = "本地就业率（本市，占就业，按工作地）"
    spec = SPEC | {"denominator": "employed"}
    assert [contradictions(row.name, row.spec) for row in DEFINITIONS] == [[]] * len(DEFINITIONS)
    assert contradictions(named, spec) == []
    assert contradictions(named, SPEC) == ["名称写“占就业”，公式的分母却是“全部毕业生”。"]
    assert contradictions(named, spec | {"place": "province"}) == ["名称写“本市”，公式的地域却是“本省”。"]
    assert contradictions(named, spec | {"basis": "registered"}) == [
        "名称写“按工作地”，公式的地域依据却是“单位注册地”。"
    ]
    assert contradictions("本地就业率（不含扩招）", SPEC) == ["名称写“不含扩招”，公式的扩招却是“含扩招”。"]
    assert contradictions("本地就业率（含扩招）", SPEC | {"adults": False}) == [
        "名称写“含扩招”，公式的扩招却是“不含扩招”。"
    ]
    assert contradictions("升学率", SPEC) == [
        "名称写“升学率”，公式的分子却是“就业的毕业生（不含升学、出国和应征入伍）”。"
    ]
    assert contradictions("招生报到人数（含扩招）", {"fact": "intake", "adults": False, "against": ""}) == [
        "名称写“含扩招”，公式的扩招却是“不含扩招”。"
    ]
    assert contradictions("首位产业深度覆盖率", {"fact": "coverage", "depth": "nominal"}) == [
        "名称写“深度覆盖”，公式的覆盖程度却是“有已备案的对接专业点”。"
    ]
    assert contradictions("招生报到人数", SPEC) == ["名称写“招生”，公式的事实却是“毕业去向”。"]
    assert contradictions("示例指标", SPEC) == []


def test_what_a_version_changes_is_said_in_plain_words() -> None:
    before = WORDS | {"spec": SPEC | {"denominator": "employed"}, "caveat": "只看E2以上", "name": "甲"}
    after = before | {"spec": SPEC, "source": "登记和社保"}

    found = differences(before, after)

    assert [line for line in found if line.changed][1:] == [
        Difference("分母", "就业的毕业生（不含升学、出国和应征入伍）", "全部毕业生"),
        Difference("数据来源", "登记", "登记和社保"),
    ]
    assert [(line.label, line.changed) for line in found[-2:]] == [("名称", False), ("提示", False)]
    moved = [
        must_be_reviewed(before, before | one) for one in ({}, {"owner": "x"}, {"population": "x"}, {"cut_off": "x"})
    ]
    assert (moved, must_be_reviewed(before, after)) == ([False, False, True, True], True)


@pytest.mark.django_db
def test_name_and_caveat_are_read_again_when_the_figure_moves(cast: Cast) -> None:
    with pytest.raises(Refused, match="名称写“占就业”，公式的分母却是“全部毕业生”。请改名称，或者改公式。"):
        draft(cast, words=WORDS | {"name": "本地就业率（本市，占就业）"})
    assert not Definition.objects.filter(code=CODE, version=2).exists()
    row = draft(cast, caveat_reviewed=False)
    with pytest.raises(Refused, match="有改动，提示还没有核对"):
        propose_definition(row, by=cast.chen, today=DAY)
    row = propose_definition(draft(cast), by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="核对名称、提示，勾选后再同意"):
        decide_definition(
            row, approve=True, paper="x", opinion="", name_fits=False, caveat_fits=False, by=cast.fang, today=DAY
        )
    with pytest.raises(Refused, match="核对提示，勾选后再同意"):
        decide_definition(
            row, approve=True, paper="x", opinion="", name_fits=True, caveat_fits=False, by=cast.fang, today=DAY
        )
    row.refresh_from_db()
    assert row.state == "proposed"

    # Giving it back asks for no tick; and a version that only mends the words needs none at all.
    unread = {"name_fits": False, "caveat_fits": False}
    decide_definition(row, approve=False, paper="", opinion="不相符", **unread, by=cast.fang, today=DAY)
    discard_definition(row, by=cast.chen)
    before = Definition.objects.get(code=CODE)
    same = WORDS | {"name": before.name, "population": before.population, "cut_off": before.cut_off, "owner": "就业处"}
    other = draft(cast, spec=before.spec, words=same, name_reviewed=False, caveat_reviewed=False)
    decide_definition(
        propose_definition(other, by=cast.chen, today=DAY),
        approve=True,
        paper="x",
        opinion="",
        **unread,
        by=cast.fang,
        today=DAY,
    )
    other.refresh_from_db()
    assert other.state == "published"


@pytest.mark.django_db
def test_no_rate_of_destinations_judges_anybody_alone(cast: Cast, client: Client) -> None:
    known = {row.code: row for row in Definition.objects.all()}
    alone = {code for code, row in known.items() if may_appraise_by([row])}
    assert alone == {code for code in known if code.startswith(("coverage.", "intake."))}
    settled, local, intake = known["ratio.settled"], known[CODE], known["intake.registered.all"]
    assert may_appraise_by([settled, local]).reason.startswith(
        "“毕业去向落实率”、“本地就业率（本市，占就业，按工作地）”：毕业去向的比率"
    )
    assert "教育部“三不得”要求，2022年6月17日" in may_appraise_by([settled]).reason
    assert (bool(may_appraise_by([settled, intake])), may_appraise_by([]).reason) == (True, "请先选择用于考核的指标。")

    with pytest.raises(Refused, match="请取消勾选"):
        draft(cast, alone=True)
    with pytest.raises(IntegrityError, match="no_rate_of_destinations_stands_alone"), transaction.atomic():
        Definition.objects.create(
            code="x.y",
            version=1,
            name="x",
            spec=SPEC,
            population="x",
            cut_off="x",
            source="x",
            owner="x",
            valid_from=DAY,
            alone=True,
        )
    client.force_login(cast.fang.user)
    pages = [client.get(row.get_absolute_url()).content.decode() for row in (settled, intake)]
    assert ["2022年6月17日" in page for page in pages] == [True, False]


@pytest.mark.django_db
def test_a_year_is_decided_once(cast: Cast) -> None:
    row = Definition.objects.get(code=CODE)
    adopt_definition(row, year=2026, paper="理事会纪要", by=cast.chen, today=DAY)
    other = Definition.objects.get(code="local.province.employed.workplace")

    with pytest.raises(Refused, match="一年只议定一次"):
        adopt_definition(other, year=2026, paper="另一次", by=cast.chen, today=DAY)

    assert Adoption.objects.get().definition == row


@pytest.mark.django_db
def test_the_owner_is_told_when_a_way_is_missed_once_a_month(cast: Cast) -> None:
    for n in range(20):
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county="340811" if n < 6 else "310115")
    goal: dict[str, Any] = {
        "target": "local", "from_year": 2025, "from_value": Decimal(20), "to_year": 2027, "to_value": Decimal(60),
        "steps": {2026: 35.0}, "source": "方案", "by": cast.chen, "today": DAY,
    }  # fmt: skip
    write_goal(school=None, **goal)
    write_goal(school=cast.north, **goal | {"steps": {2026: 30.0}})

    told = [alert_paths(DAY), alert_paths(date(2026, 11, 3)), alert_paths(date(2026, 12, 1))]

    assert told == [1, 0, 1]
    assert list(Notice.objects.filter(to=cast.zhou).values_list("text", flat=True))[:1] == [
        "全集团本地就业落后于目标路径：2026年30.0%，按路径应达到35.0%。"
    ]
    assert Notice.objects.filter(to=cast.lin, key__startswith="path").count() == 0


@pytest.mark.django_db
def test_through_the_pages(cast: Cast, client: Client) -> None:
    present = Definition.objects.get(code=CODE)
    form = WORDS | SPEC | {"valid_from": "2099-01-01", "why": "占毕业生", "code": CODE, "target": "local"}
    form |= {"name_reviewed": "on", "caveat_reviewed": "on"}
    client.force_login(cast.chen.user)
    asked = client.get(reverse("indicators:write_definition", args=[present.pk]))
    bad = client.post(
        reverse("indicators:write_definition", args=[present.pk]),
        form | {"numerator": "graduates", "denominator": "employed"},
    )
    client.post(reverse("indicators:write_definition", args=[present.pk]), form)
    row = Definition.objects.get(code=CODE, version=2)
    shown = client.get(row.get_absolute_url())
    client.post(reverse("indicators:propose_definition", args=[row.pk]))
    own_decision = client.post(
        reverse("indicators:decide_definition", args=[row.pk]), {"verdict": "approve"}
    ).status_code
    client.force_login(cast.wu.user)
    hidden = client.get(row.get_absolute_url()).status_code
    client.force_login(cast.fang.user)
    unread = client.post(
        reverse("indicators:decide_definition", args=[row.pk]), {"verdict": "approve", "paper": "纪要"}
    )
    row.refresh_from_db()
    waits = row.state
    ticked = {"verdict": "approve", "paper": "纪要", "name_fits": "1", "caveat_fits": "1"}
    client.post(reverse("indicators:decide_definition", args=[row.pk]), ticked)
    row.refresh_from_db()

    assert (asked.status_code, shown.status_code, hidden, own_decision) == (200, 200, 404, 403)
    assert "须在分母" in bad.content.decode()
    assert shown.context["present"] == present
    assert (
        "对照新旧差别核对名称、提示" in unread.content.decode(),
        'value="纪要"' in unread.content.decode(),
        waits,
    ) == (
        True,
        True,
        "proposed",
    )
    assert row.state == "published"


@pytest.mark.django_db
def test_goals_through_the_pages(cast: Cast, client: Client) -> None:
    form = {
        "target": "local", "from_year": 2024, "from_value": "20", "to_year": 2028, "to_value": "60",
        "steps": "2026 25", "source": "方案", "school": cast.north.pk,
    }  # fmt: skip
    client.force_login(cast.chen.user)
    bad = client.post(reverse("indicators:write_goal"), form | {"steps": "二〇二六"})
    twice = client.post(reverse("indicators:write_goal"), form | {"steps": "2026 25\n2026 30"})
    sent = client.post(reverse("indicators:write_goal"), form)
    listed = client.get(reverse("indicators:goals")).context["lines"]
    client.force_login(cast.zhao.user)
    sister = client.get(reverse("indicators:goals")).context["lines"]
    shut = client.get(reverse("indicators:write_goal")).status_code

    assert "第1行“二〇二六”：请按“年份 数值”填写" in bad.content.decode()
    assert "第2行“2026 30”：2026年写了两次" in twice.content.decode()
    assert (sent.status_code, Goal.objects.get().steps, shut) == (302, {"2026": 25.0}, 403)
    assert ([line.goal.school for line in listed], sister) == ([cast.north], [])
