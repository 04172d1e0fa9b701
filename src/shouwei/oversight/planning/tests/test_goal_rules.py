"""When an annual goal may be set and judged, and when a missing one is asked for."""

from datetime import date
from typing import Any

import pytest

from shouwei.oversight.planning.rules.goals import carried_over, may_judge_goal, may_set, years_to_remind

ENOUGH = "举办校园招聘12场以上"  # ten characters count


@pytest.mark.parametrize(
    ("last", "carried"),
    [
        ("2026年内完成两轮，2026年底前总结。", "2027年内完成两轮，2027年底前总结。"),
        ("完成不少于两轮。", "完成不少于两轮。"),  # names no year
        ("比2025年增加一成，2026 年底达到2026人。", "比2025年增加一成，2027 年底达到2026人。"),  # a number is no year
        ("编号12026年字样不动。", "编号12026年字样不动。"),
    ],
)
def test_last_years_goal_names_the_new_year(last: str, carried: str) -> None:
    assert carried_over(last, 2027) == carried


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"year": 2027}, ""),  # next year's may be set ahead
        ({"year": 2028}, "现在可设2026、2027年度目标，2028年度目标请到2027年再设。"),
        ({"year": 2025}, "方案实施期为2026—2028年，不能设2025年度目标。"),
        ({"year": 2029}, "方案实施期为2026—2028年，不能设2029年度目标。"),
        ({"today": date(2027, 1, 1)}, "2026年度已结束，不能补设目标；可在下一年度目标中说明。"),
        ({"today": date(2027, 1, 1), "supervised_from": date(2027, 1, 1)}, ""),  # history is entered for the record
        ({"long_term": False}, "该任务有完成时限，按期限督办，不设年度工作目标。"),
        ({"stopped": True}, "该任务已中止，不再设年度工作目标。"),
        ({"judged": True}, "2026年度目标已作年末评定，不能再修改。"),
        ({"text": " \n"}, "请填写年度工作目标。"),
        ({"text": "抓好落实抓好落实抓"}, "年度工作目标只有9字，难以评定，请写明内容、数量和时间，至少10字。"),
        ({"text": "抓好落实抓好落实抓好"}, ""),  # exactly ten
        ({"text": "字" * 1001}, "年度工作目标1001字，超过1000字，请精简。"),
    ],
)
def test_when_a_goal_may_be_set(changed: dict[str, Any], reason: str) -> None:
    facts: dict[str, Any] = {
        "long_term": True,
        "stopped": False,
        "year": 2026,
        "first_year": 2026,
        "last_year": 2028,
        "text": ENOUGH,
        "judged": False,
        "supervised_from": date(2026, 3, 2),
        "today": date(2026, 5, 1),
    }

    assert may_set(**(facts | changed)).reason == reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"today": date(2026, 12, 14)}, "2026年度目标自2026年12月15日起评定。"),
        ({"today": date(2027, 2, 1)}, ""),
        ({"exists": False}, "2026年度没有设目标，无从评定。"),
        ({"judged": True}, "2026年度目标已评定，不能更改。"),
        ({"review": ""}, "请填写2026年度小结。"),
    ],
)
def test_when_a_goal_is_judged(changed: dict[str, Any], reason: str) -> None:
    facts: dict[str, Any] = {
        "exists": True,
        "judged": False,
        "year": 2026,
        "review": "全年举办招聘13场，超额完成。",
        "today": date(2026, 12, 15),
    }

    assert may_judge_goal(**(facts | changed)).reason == reason


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        (date(2025, 12, 14), []),
        (date(2025, 12, 15), [(2026, "2025-roll")]),  # the first year, before it begins
        (date(2026, 4, 1), [(2026, "2026-04")]),
        (date(2026, 12, 20), [(2026, "2026-12"), (2027, "2026-roll")]),
        (date(2028, 12, 20), [(2028, "2028-12")]),  # no year follows
        (date(2029, 1, 1), []),
    ],
)
def test_which_years_are_asked_for(today: date, asked: list[tuple[int, str]]) -> None:
    assert list(years_to_remind(first_year=2026, last_year=2028, today=today)) == asked
