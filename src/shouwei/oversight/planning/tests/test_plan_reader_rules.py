"""The reader's rules as tables: one line per way a document says it."""

from __future__ import annotations

import pytest

from shouwei.ground.documents.reading.document import Paragraph
from shouwei.ground.documents.reading.text import read_pasted
from shouwei.oversight.planning.rules.plan_reader.columns import Role, role_of
from shouwei.oversight.planning.rules.plan_reader.deadlines import deadlines_in, latest, rule_of
from shouwei.oversight.planning.rules.plan_reader.draft import DeadlineRule
from shouwei.oversight.planning.rules.plan_reader.headings import DETAIL, ITEM, PART, POINT, SECTION, SUBPOINT, mark_of
from shouwei.oversight.planning.rules.plan_reader.lines import lines_of, tidy, without_furniture
from shouwei.oversight.planning.rules.plan_reader.read import read_plan
from shouwei.oversight.planning.rules.plan_reader.responsibilities import Convention, is_responsibility, parse, units
from shouwei.oversight.planning.rules.plan_reader.targets import each_named
from shouwei.oversight.planning.rules.plan_reader.wording import numeral


@pytest.mark.parametrize(
    ("said", "lead", "others"),
    [
        ("教务处牵头，各学院、学生处配合", ["教务处"], ["各学院", "学生处"]),
        ("教务处、学生处牵头负责", ["教务处", "学生处"], []),
        ("教务处负责", ["教务处"], []),
        ("教务处、学生处负责", [], ["教务处", "学生处"]),
        ("教务处负责，学生处配合", ["教务处"], ["学生处"]),
        ("教务处会同学生处、团委负责", ["教务处"], ["学生处", "团委"]),
        ("由教务处牵头，会同学生处推进", ["教务处"], ["学生处"]),
        ("市教育局和市体育局按职责分工负责", [], ["市教育局", "市体育局"]),
        ("文化和旅游部、工业和信息化部、商务部等负责", [], ["文化和旅游部", "工业和信息化部", "商务部"]),
        ("教育部等国务院有关部门及各地区按职责分工负责", [], ["教育部", "国务院有关部门", "各地区"]),
        ("教育部牵头，财政部等相关单位按职责分工负责", ["教育部"], ["财政部"]),
        ("各市、县（市、区）人民政府负责", [], ["各市、县（市、区）人民政府"]),
        ("责任单位：教务处", ["教务处"], []),
        ("责任单位：教务处、学生处", [], ["教务处", "学生处"]),
        ("牵头单位：教务处；配合单位：学生处、团委；责任领导：甲示例", ["教务处"], ["学生处", "团委"]),
        ("责任部门：教务处；协办单位：学生处", ["教务处"], ["学生处"]),
        ("教务处（牵头）、学生处", ["教务处"], ["学生处"]),
        ("教务处主办，学生处协办", ["教务处"], ["学生处"]),
        ("第一责任单位：教务处；配合单位：学生处", ["教务处"], ["学生处"]),
        (
            "牵头单位：教务处（陈示例）；配合单位：学生处（李示）、各县（市、区）政府",
            ["教务处"],
            ["学生处", "各县（市、区）政府"],
        ),
        ("责任单位：文旅局（体育局）、马鞍山路学校（南校区）", [], ["文旅局（体育局）", "马鞍山路学校（南校区）"]),
    ],
)
def test_who_leads_and_who_implements(said: str, lead: list[str], others: list[str]) -> None:
    found = parse(said, Convention())

    assert (list(found.lead), list(found.implementers)) == (lead, others)


@pytest.mark.parametrize(
    "rule",
    [
        "教务处、学生处负责，排在第一位的部门为牵头部门，下同",
        "责任单位：教务处、学生处。列第一位的为牵头单位，下同",
        "教务处、学生处等负责。列首位者为牵头单位，下同",
    ],
)
def test_the_first_leads_from_where_the_document_says_so(rule: str) -> None:
    convention = Convention()
    before = parse("团委、教务处负责", convention)
    parse(rule, convention)
    after = parse("团委、教务处负责", convention)
    collective = parse("各成员学校、教务处负责", convention)

    assert (before.lead, after.lead, after.implementers) == ((), ("团委",), ("教务处",))
    assert (collective.lead, collective.implementers) == ((), ("各成员学校", "教务处"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("教务处牵头", True),
        ("责任单位：教务处", True),
        ("完成时限：2020年12月", True),
        ("以下简称集团", False),
        ("企业见面", False),
        ("市、区", False),
        ("含社保、医疗、教育", False),
        ("此件公开发布", False),
        ("联系人：甲示例", False),
    ],
)
def test_which_brackets_name_bodies(content: str, expected: bool) -> None:
    assert is_responsibility(content) is expected


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("各成员学校\n各成员企业", ["各成员学校", "各成员企业"]),
        ("教务处 学生处", ["教务处", "学生处"]),
        ("人力资源社\n会保障厅", ["人力资源社会保障厅"]),
        ("省交通运输厅，杭州市、德清县人民政府", ["省交通运输厅", "杭州市", "德清县人民政府"]),
        ("", []),
    ],
)
def test_bodies_of_a_cell(cell: str, names: list[str]) -> None:
    assert units(cell) == names


@pytest.mark.parametrize(
    ("printed", "kind", "due"),
    [
        ("2019.12", "month", "2019-12-31"),
        ("2020.2", "month", "2020-02-29"),
        ("2019年10月底前", "month", "2019-10-31"),
        ("2019年12月", "month", "2019-12-31"),
        ("２０２１年３月", "month", "2021-03-31"),
        ("2019年12月15日前", "day", "2019-12-15"),
        ("2019-12-31", "day", "2019-12-31"),
        ("2019年10月中旬", "day", "2019-10-20"),
        ("2020年底前", "year", "2020-12-31"),
        ("2021年", "year", "2021-12-31"),
        ("2021年上半年", "month", "2021-06-30"),
        ("2021年第三季度", "month", "2021-09-30"),
        ("2019年9月—12月", "month", "2019-12-31"),
        ("2019—2021年", "year", "2021-12-31"),
        ("长期", "long_term", None),
        ("持续推进", "long_term", None),
        ("每年12月", "long_term", None),
        ("6月底前", "none", None),
        ("—", "none", None),
        ("24年6月", "month", "2024-06-30"),
        ("二〇二四年六月", "month", "2024-06-30"),
        ("二○二四年十二月三十一日前", "day", "2024-12-31"),
        ("2024年Q2", "month", "2024-06-30"),
        ("2024年第一、三季度", "month", "2024-09-30"),
        ("2024年国庆节前", "month", "2024-09-30"),
        ("2024年“五一”前", "month", "2024-04-30"),
        ("2024年年中", "month", "2024-06-30"),
        ("2024年秋季开学前", "month", "2024-08-31"),
        ("2026年6-8月", "month", "2026-08-31"),
        ("2024年3-5月底前", "month", "2024-05-31"),
        ("2024年寒假前", "none", None),
        ("2024年春季学期", "none", None),
        ("", "none", None),
    ],
)
def test_what_a_printed_deadline_means(printed: str, kind: str, due: str | None) -> None:
    assert rule_of(printed) == DeadlineRule(kind, due)


def test_a_deadline_may_wait_for_an_event() -> None:
    assert rule_of("政策出台后3个月内") == DeadlineRule("triggered", None, "政策出台后3个月内")


def test_the_year_of_the_title_completes_a_month() -> None:
    assert rule_of("6月底前", year=2021) == DeadlineRule("month", "2021-06-30")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2020年底前开展自查，2021年3月底前完成检查。", "2021年3月底前"),
        ("2021年6月底前制定政策，12月底前实现结算。", "2021年12月底前"),
        ("2021年全面推广无纸化。", "2021年"),
        ("到2027年，培育三十家企业。", None),
        ("在2019年普高招生专业中增加方向。", None),
        ("2019年起，原则上安排在本地。", None),
        ("每年12月底前报告。", None),
        ("争取2020年底完成建设。", "2020年底"),
        ("2020年内出台办法。", "2020年内"),
        ("3月底前完成摸底。", "3月底前"),
    ],
)
def test_the_deadline_of_a_sentence(text: str, printed: str | None) -> None:
    assert latest(deadlines_in(text)) == printed


@pytest.mark.parametrize(
    ("line", "rank", "number"),
    [
        ("第一章 总则", PART, 1),
        ("一、总体要求", SECTION, 1),
        ("一、9个任务", SECTION, 1),
        ("一）完善机制", ITEM, 1),
        ("★3.修订规划", POINT, 3),
        ("（十二）完善机制", ITEM, 12),
        ("(三)完善机制", ITEM, 3),
        ("1.修订规划", POINT, 1),
        ("１．修订规划", POINT, 1),
        ("28.2019年起安排", POINT, 28),
        ("任务二：建设基地", POINT, 2),
        ("（1）走访", SUBPOINT, 1),
        ("2）走访", SUBPOINT, 2),
        ("①走访", DETAIL, 1),
    ],
)
def test_numbers_of_headings(line: str, rank: int, number: int) -> None:
    mark = mark_of(line)

    assert mark is not None
    assert (mark.rank, mark.number) == (rank, number)


@pytest.mark.parametrize("line", ["2019.12", "3.5亿元", "一方面", "（市、区）政府", "2020年底前完成", ""])
def test_what_is_no_number_of_a_heading(line: str) -> None:
    assert mark_of(line) is None


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序号", Role.NUMBER),
        ("序 号", Role.NUMBER),
        ("主要任务", Role.MIDDLE),
        ("具体举措", Role.TASK),
        ("工作内容", Role.TASK),
        ("领域", Role.AREA),
        ("牵头部门", Role.LEAD),
        ("落实主体", Role.HELP),
        ("配合单位", Role.HELP),
        ("责任单位（列第一位的为牵头单位）", Role.RESPONSIBLE),
        ("责任领导", Role.PERSON),
        ("完成时限", Role.DEADLINE),
        ("时间节点", Role.DEADLINE),
        ("预期成果", Role.RESULT),
        ("备 注", Role.REMARK),
        ("指标", Role.INDICATOR),
        ("招生就业部", None),
    ],
)
def test_roles_of_columns(header: str, role: Role | None) -> None:
    assert role_of(header) is role


@pytest.mark.parametrize(
    ("text", "number"), [("三", 3), ("十二", 12), ("二十一", 21), ("一百零二", 102), ("１２", 12), ("甲", 0)]
)
def test_numerals(text: str, number: int) -> None:
    assert numeral(text) == number


def test_page_furniture_is_no_text() -> None:
    texts = [
        "https://example.test/a",
        "—１—",
        "- 12 -",
        "第3页 共9页",
        "＊＊＊＊＊＊＊＊＊＊",
        "[bookmark: _GoBack]1.任务",
    ]

    kept = without_furniture([Paragraph(text, "第1行") for text in texts])

    assert [paragraph.text for paragraph in kept] == ["1.任务"]


def test_spaces_a_typesetter_set_are_dropped_but_not_between_digits() -> None:
    assert tidy("到 ２０２７ 年 超 １ ２ 万亿元") == "到２０２７年超１ ２万亿元"


def test_a_wall_of_text_is_cut_at_its_numbers() -> None:
    filler = "完善工作机制，加强统筹协调，确保取得实效。" * 8
    wall = f"现制定如下方案。一、优化结构（一）修订规划。{filler}（二）开发课程。{filler}二、促进就业（三）举办招聘会。{filler}（四）跟踪服务。{filler}"

    heads = [line.text[:8] for line in lines_of([Paragraph(wall, "第1行")])]

    assert heads == [
        "现制定如下方案。",
        "一、优化结构",
        "（一）修订规划。",
        "（二）开发课程。",
        "二、促进就业",
        "（三）举办招聘会",
        "（四）跟踪服务。",
    ]


def test_a_baseline_year_is_no_horizon_and_shared_words_are_given_to_each() -> None:
    draft = read_plan(
        read_pasted(
            "示范集团工作方案\n一、总体目标\n招生规模比2018年翻一番，毕业生本地就业率达到70%以上，"
            "甲类种植、收获机械化率分别达到65%和55%。\n二、主要任务\n1.办好学校。（甲部负责，2026年12月底前完成）\n"
            "2.办好车间。（乙部负责，2026年12月底前完成）\n"
        )
    )

    assert [(t.name, t.value, t.by, t.baseline_year, t.raw) for t in draft.targets] == [
        ("招生规模", 2.0, None, 2018, "招生规模比2018年翻一番"),
        ("毕业生本地就业率", 70.0, None, None, "毕业生本地就业率达到70%以上"),
        ("甲类种植机械化率", 65.0, None, None, "甲类种植、收获机械化率分别达到65%和55%"),
        ("甲类收获机械化率", 55.0, None, None, "甲类种植、收获机械化率分别达到65%和55%"),
    ]
    assert each_named("覆盖率、办结率") == ["覆盖率", "办结率"]
