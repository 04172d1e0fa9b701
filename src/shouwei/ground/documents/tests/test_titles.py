"""Where the title of an official paper is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..official.titles import LINE, in_lines


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于2026年11月下旬重点任务推进情况的通报", "关于2026年11月下旬\n重点任务推进情况的通报"),
        ("2026年11月下旬工作调度材料", "2026年11月下旬工作调度材料"),
        (
            "关于印发《江城职业教育集团服务重点产业工作方案》的通知",
            "关于印发\n《江城职业教育集团服务重点产业工作方案》的通知",
        ),
        ("甲" * 21, "甲" * 10 + "\n" + "甲" * 11),
        (
            "已经\n断开的标题，不论多长都照原样保留，一个字也不动",
            "已经\n断开的标题，不论多长都照原样保留，一个字也不动",
        ),
        ("《" + "长" * 30 + "》", "《" + "长" * 30 + "》"),
    ],
)
def test_a_title_too_long_for_one_line_is_broken_at_a_joint_near_its_middle(title: str, expected: str) -> None:
    assert in_lines(title) == expected


@given(st.text(alphabet="关于年月的《》（）2026职业教育集团，", max_size=60))
def test_nothing_but_one_line_end_is_added_and_none_where_it_fits(title: str) -> None:
    broken = in_lines(title)
    assert broken.replace("\n", "") == title
    assert broken.count("\n") <= 1
    if len(title) <= LINE:
        assert broken == title
