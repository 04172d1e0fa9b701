"""Whole papers, one per layout: what of them is a task and whose."""

from __future__ import annotations

import pytest

from shouwei.ground.documents.reading.text import read_pasted
from shouwei.oversight.planning.rules.plan_reader.draft import NotAPlan, PlanDraft
from shouwei.oversight.planning.rules.plan_reader.read import NO_TASKS, read_plan

from . import plan_layouts as layouts

Seen = tuple[str | None, str, list[str], list[str], str | None]


def tasks_of(draft: PlanDraft) -> list[Seen]:
    return [(t.area, t.text.split("。")[0], list(t.lead), list(t.implementers), t.deadline) for t in draft.tasks]


def targets_of(draft: PlanDraft) -> list[tuple[str, float, str, str | None]]:
    return [(t.comparator, t.value, t.unit, t.by) for t in draft.targets]


def test_a_joint_notice_with_the_plan_as_its_annex() -> None:
    draft = read_plan(read_pasted(layouts.JOINT_NOTICE))

    assert (draft.title, draft.doc_number, draft.issuer, draft.date) == (
        "示范学校建设行动计划（2021—2023年）",
        "示部职成〔2021〕8号",
        "示范部等三部门",
        "2021-03-05",
    )
    assert tasks_of(draft) == [
        ("夯实办学基础", "改善办学条件", ["财政部"], ["发展改革委", "示范部"], "2022年底前"),
        ("夯实办学基础", "优化布局结构", ["示范部"], ["各省级人民政府"], None),
        ("深化产教融合", "健全对接机制", ["示范部"], ["发展改革委", "商务部"], None),
    ]
    assert targets_of(draft) == [("≈", 300.0, "所", "2023"), (">", 50.0, "%", "2023"), ("≥", 95.0, "%", "2023")]
    assert draft.horizon_years == 3


def test_labels_on_lines_inside_sentences_and_a_bare_bracket() -> None:
    draft = read_plan(read_pasted(layouts.LABELS_ON_LINES))

    assert tasks_of(draft) == [
        ("加强党的建设", "开展主题教育", ["党委宣传部"], ["各党总支", "团委"], "2020年6月"),
        ("加强党的建设", "落实整改", ["纪检监察室"], ["各部门"], "长期坚持"),
        ("提高教学质量", "修订人才培养方案", [], ["教务处", "各学院"], "9月30日前"),
        ("提高教学质量", "建设智慧校园", ["信息中心"], [], None),
    ]
    assert [task.deadline_rule.due for task in draft.tasks] == ["2020-06-30", None, "2020-09-30", None]


def test_a_flat_list_where_the_first_leads() -> None:
    draft = read_plan(read_pasted(layouts.FIRST_LEADS_WITH_TIME))

    assert tasks_of(draft) == [
        (None, "建立合作台账", ["校企合作处"], ["各学院"], "2020年12月"),
        (None, "签订合作协议", ["校企合作处"], ["法务室"], "2021年3月底前"),
        (None, "开展岗位实习", ["教务处"], [], "每学期"),
    ]


def test_a_table_drawn_with_strokes_without_its_total() -> None:
    draft = read_plan(read_pasted(layouts.PIPES))

    assert tasks_of(draft) == [
        ("优化专业", "开展专业调研，形成调研报告", ["专业建设部"], ["各成员学校"], "2020年6月底前"),
        ("优化专业", "论证新设专业", ["专业建设部"], ["各成员学校", "各成员企业"], "2020年9月"),
        ("促进就业", "举办招聘会", ["招生就业部"], ["各成员企业"], "持续推进"),
    ]
    assert [task.remark for task in draft.tasks] == [None, "分两批", None]


def test_a_table_of_one_cell_a_line_finds_its_columns() -> None:
    draft = read_plan(read_pasted(layouts.CELL_A_LINE))

    assert tasks_of(draft) == [
        (
            "扩大规模",
            "落实扩招计划，做好宣传发动，确保完成年度招生任务",
            ["市教育局"],
            ["市人力资源社会保障局"],
            "2020年9月",
        ),
        ("扩大规模", "制定分类培养方案，实行弹性学制", ["市教育局"], [], "2020年10月"),
        ("提升质量", "建设精品课程，培育教学团队，开展教学竞赛", ["市教育局"], [], "长期坚持"),
    ]


def test_wrapped_lines_are_joined_across_pages_and_safeguards_are_no_tasks() -> None:
    draft = read_plan(read_pasted(layouts.WRAPPED))

    assert (draft.title, draft.issuer, draft.date) == (
        "示范省人民政府办公厅关于加快发展现代职业教育的实施意见",
        "示范省人民政府办公厅",
        "2020-05-08",
    )
    assert tasks_of(draft) == [
        ("主要任务", "完善职教体系", [], ["省教育厅", "省发展改革委", "省财政厅", "各市州、县市区人民政府"], None),
        ("主要任务", "深化校企合作", ["省发展改革委"], ["省教育厅", "省税务局"], "2021年6月底前"),
    ]
    assert targets_of(draft) == [
        ("=", 10.0, "所", "2022"),
        ("=", 30.0, "个", "2022"),
        ("≥", 70.0, "%", "2022"),
        (">", 2000.0, "家", "2022"),
    ]


def test_bodies_named_once_for_all_points_under_a_heading() -> None:
    draft = read_plan(read_pasted(layouts.AREA_BRACKETS))

    assert tasks_of(draft) == [
        ("优化专业布局", "建立专业动态调整机制", ["教务处"], ["各学院"], None),
        ("优化专业布局", "2021年底前停招3个专业", ["教务处"], ["各学院"], "2021年底前"),
        ("加强师资建设", "引进高层次人才10名", ["人事处"], ["教务处", "各学院"], None),
    ]
    assert targets_of(draft) == [("=", 2.0, "个", "2023"), ("≥", 85.0, "%", "2023"), ("=", 2.0, "倍", "2023")]


def test_a_line_after_the_last_point_speaks_for_the_whole_item() -> None:
    draft = read_plan(read_pasted(layouts.ONE_LINE_FOR_ALL_POINTS))

    assert tasks_of(draft) == [
        ("工作举措", "完善政策体系", ["部政策司"], ["各有关单位"], None),
        ("工作举措", "强化要素保障", [], ["部财务司", "自然资源司"], None),
        ("工作举措", "优化服务", ["部服务局"], [], None),
    ]
    assert draft.tasks[-1].text == "优化服务。简化流程。"


def test_without_any_bracket_the_section_of_measures_holds_the_tasks() -> None:
    draft = read_plan(read_pasted(layouts.NO_BODIES))

    assert tasks_of(draft) == [
        ("主要措施", "稳定就业岗位", [], [], None),
        ("主要措施", "强化技能培训", ["县人社局"], ["县教育局", "县财政局"], "2022年11月底前"),
    ]
    assert targets_of(draft) == [("≥", 5000.0, "人", None), ("≤", 4.5, "%", None)]


@pytest.mark.parametrize("text", [layouts.INVITATION, "今天天气很好。", "序号\t姓名\t成绩\n1\t甲\t90"])
def test_what_holds_no_tasks_is_no_plan(text: str) -> None:
    with pytest.raises(NotAPlan) as refusal:
        read_plan(read_pasted(text))

    assert str(refusal.value) == NO_TASKS


def test_nothing_is_repaired_without_a_word() -> None:
    text = """示范集团工作方案
一、总体目标
加强教训资源整合，招生规模比2018年翻一番。
二、主要任务
（一）优化专业
1.修订集团专业建设规划，完善机制。
2.加强与产业园区会商，增加专业方向。
三、保障措施
集团专业部、就业部分别依据各自职能负责具体实施。
序号\t主要任务\t具体任务\t牵头部门\t落实主体\t完成时限
1\t优化专业结构\t修订学院专业建设规划，完善机制。\t专业部\t各成员学校\t2019.12
1\t\t加强与产业园区会商，增加专业方向。\t专业部\t各成员学校\t2019.10
"""

    draft = read_plan(read_pasted(text))

    assert [(t.no, t.printed_no, t.text[:6], t.table_text and t.table_text[:6]) for t in draft.tasks] == [
        (1, "1", "修订集团专业", "修订学院专业"),
        (2, "1", "加强与产业园", None),
    ]
    assert [(v.task, v.field, v.kind) for v in draft.variances] == [
        (1, "text", "substantive"),
        (1, "area", "substantive"),
    ]
    assert [problem.what for problem in draft.problems] == [
        "没有印发日期。",
        "没有发文字号。",
        "序号1重复出现2次。",
        "内容正文与任务分解表不一致（涉及实质）：正文作“修订集团专业”，表中作“修订学院专业”。",
        "类别名称正文与任务分解表不一致（涉及实质）：正文作“专业”，表中作“专业结构”。",
        "就业部列有职责，但没有牵头任何任务。",
        "“教训资源”疑为“教育资源”之误。",
        "没有给出2018年的基数。",
    ]
