"""What became of a code: forwards, backwards, over several editions, and over the years for regions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..rules.change_tables import read_changes
from ..rules.mapping import (
    Change,
    Difference,
    Succession,
    Translation,
    compared,
    differing,
    faults,
    successors,
    translate,
)
from ..rules.tables import Problem

OLD = {
    "560707": "新能源汽车技术",
    "560701": "汽车制造与装配技术",
    "560702": "汽车检测与维修技术",
    "630903": "物流管理",
    "670101": "旧专业",
}
NEW = {"460702": "新能源汽车技术", "460701": "汽车制造与试验技术", "530802": "现代物流管理", "530803": "采购与供应管理"}
STEP = [
    Change("560707", "460702", "recoded"),
    Change("560701", "460701", "merged"),
    Change("560702", "460701", "merged"),
    Change("630903", "530802", "split"),
    Change("630903", "530803", "split"),
    Change("670101", "", "cancelled"),
]


def test_every_kind_of_change_is_followed() -> None:
    assert translate("560707", [STEP]) == Translation(("460702",), known=True, kinds=("recoded",))
    assert translate("630903", [STEP]) == Translation(("530802", "530803"), known=True, kinds=("split",))
    assert translate("670101", [STEP]) == Translation((), known=True, kinds=("cancelled",))
    assert translate("999999", [STEP]) == Translation((), known=False)
    assert translate("460701", [STEP], backwards=True).codes == ("560701", "560702")


def test_the_way_over_two_steps_ends_where_nothing_is_written() -> None:
    after = [Change("460702", "460702", "same"), Change("530802", "530802", "same")]

    assert translate("560707", [STEP, after]).codes == ("460702",)
    assert translate("630903", [STEP, after]) == Translation((), known=False, kinds=("split",))


def test_a_sound_table_has_no_faults() -> None:
    assert faults(STEP, old=OLD, new=NEW) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("1", "460702", "recoded"), "旧代码“1”不在旧版目录中。"),
        (Change("560707", "1", "recoded"), "新代码“1”不在新版目录中。"),
        (Change("560707", "460702", "same"), "“560707→460702”写为不变，但代码或名称不同。"),
        (Change("560707", "460702", "split"), "“560707→460702”写为拆分，但只有一个新代码。"),
        (Change("560707", "460702", "merged"), "“560707→460702”写为合并，但只有一个旧代码并入。"),
        (Change("560707", "460702", "cancelled"), "“560707”写为取消，却又给出新代码“460702”。"),
    ],
)
def test_a_change_that_is_not_what_it_says_is_named(change: Change, sentence: str) -> None:
    assert faults([change], old=OLD, new=NEW) == [(0, sentence)]


def test_a_pair_written_twice_is_named() -> None:
    found = faults([STEP[0], STEP[0]], old=OLD, new=NEW)

    assert found == [(1, "“560707→460702”已经写过一次。")]


CODES = st.dictionaries(st.integers(0, 40).map(str), st.sampled_from("甲乙丙"), max_size=12)


@given(CODES, CODES)
def test_what_two_editions_show_is_sound_and_leads_there_and_back(old: dict[str, str], new: dict[str, str]) -> None:
    changes = compared(old, new)

    assert faults(changes, old=old, new=new) == []
    for code in old.keys() & new.keys():
        there = translate(code, [changes])
        assert there.codes == (code,)
        assert translate(there.codes[0], [changes], backwards=True).codes == (code,)


PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14, unique=True)


@given(PAIRS, st.integers(0, 8))
def test_whatever_a_code_became_leads_back_to_it(pairs: list[tuple[int, int]], start: int) -> None:
    step = [Change(f"a{old}", f"b{new}", "split") for old, new in pairs]

    there = translate(f"a{start}", [step])

    assert there.known == any(old == start for old, _ in pairs)
    for code in there.codes:
        assert f"a{start}" in translate(code, [step], backwards=True).codes


DAYS = st.integers(1980, 2020).map(lambda year: date(year, 12, 31))
CHANGES = st.lists(
    st.builds(Succession, on=DAYS, old=st.sampled_from("abcde"), new=st.sampled_from(["a", "b", "c", "d", "e", ""])),
    max_size=20,
)


@given(CHANGES, st.sampled_from("abcde"), DAYS, DAYS, DAYS)
def test_the_way_of_a_region_can_be_gone_in_two_parts(
    changes: list[Succession], code: str, x: date, y: date, z: date
) -> None:
    """No change runs in a circle, whatever codes are used again: stopping on the way makes no difference."""
    since, half, until = sorted((x, y, z))

    whole = successors(code, changes, since=since, until=until)

    stopped = successors(code, changes, since=since, until=half)
    assert set(whole) == {end for one in stopped for end in successors(one, changes, since=half, until=until)}
    assert successors(code, changes, since=until, until=until) == (code,)


def test_two_codes_that_change_places_on_one_day_do_not_run_in_a_circle() -> None:
    day = date(1983, 12, 31)
    changes = [Succession(day, "a", "b"), Succession(day, "b", "a")]

    assert successors("a", changes, since=date(1980, 1, 1), until=date(1990, 1, 1)) == ("b",)


def test_the_issuers_table_of_changes_is_read_or_refused_by_line() -> None:
    changes, problems = read_changes(
        [["新旧专业对照表"], ["原专业代码", "原专业名称", "新专业代码", "调整情况"], ["560707", "甲", "460702", "归属调整"], ["670101", "乙", "", "撤销"], ["", "丙", "460709", "新增"], ["560701", "丁", "460701", "不知"]]
    )  # fmt: skip

    assert changes == [Change("560707", "460702", "recoded"), Change("670101", "", "cancelled")]
    assert problems == [
        Problem(5, "缺少旧代码。新设的代码没有旧代码，不必写进对照表。"),
        Problem(6, "变化“不知”不认识，应为不变、更名、改码、拆分、合并、取消之一。"),
    ]


def test_two_editions_differ_by_what_is_new_gone_and_called_otherwise() -> None:
    old = {"560702": "新能源汽车技术", "560701": "汽车制造", "4607": "汽车类", "999": "旧专业"}
    new = {"460702": "新能源汽车技术", "560701": "汽车制造与试验", "4607": "汽车类"}

    assert differing(old, new) == [
        Difference("new", "460702", "", "新能源汽车技术", ("560702",)),
        Difference("renamed", "560701", "汽车制造", "汽车制造与试验"),
        Difference("gone", "560702", "新能源汽车技术", "", ("460702",)),
        Difference("gone", "999", "旧专业", ""),
    ]
    assert differing(new, new) == []
