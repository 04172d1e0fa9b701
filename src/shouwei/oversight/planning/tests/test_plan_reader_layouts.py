"""Whole papers, one per layout: what of them is a task and whose."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from shouwei.ground.documents.reading.read import read_document
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


def test_a_title_broken_at_a_word_that_could_end_it_and_goals_before_the_first_heading() -> None:
    draft = read_plan(read_pasted(layouts.BROKEN_TITLE_AND_GOALS_UP_FRONT))

    assert draft.title == "皖北市推进职业教育产教融合三年行动方案（2023—2025年）任务分工"
    assert [(t.name, t.comparator, t.value, t.unit, t.by) for t in draft.targets] == [
        ("全市职业院校专业与产业匹配度", "≥", 90.0, "%", "2025"),
        ("规模以上企业参与办学比例", "≥", 60.0, "%", "2025"),
        ("新建产教融合实训基地", "≥", 8.0, "个", "2025"),
        ("“双师型”教师占专业课教师比例", ">", 55.0, "%", "2025"),
        ("技能人才总量", ">", 20.0, "万人", "2025"),
        ("技能人才总量年均增长", "≈", 8.0, "%", "2025"),
        ("贯通比例", "=", 40.0, "%", "2024"),
    ]
    assert tasks_of(draft)[2:5] == [
        (
            "优化布局结构",
            "支持龙头企业举办职业院校",
            ["市国资委"],
            ["市工业和信息化局", "市教育局"],
            "2025年12月底前",
        ),
        ("深化校企合作", "组建市域产教联合体", ["市高新区管委会"], ["市教育局", "市科技局"], "2024年底前建成"),
        ("深化校企合作", "建设开放型区域产教融合实践中心", ["市发展改革委"], ["市财政局", "市教育局"], "持续推进"),
    ]
    assert [(o.kind, o.to) for o in draft.obligations] == [("report_progress", "市教育局")]


def test_a_leaders_line_is_no_part_of_the_work() -> None:
    draft = read_plan(read_pasted(layouts.LEADERS_ON_LINES))

    assert tasks_of(draft)[0] == (
        "专业建设",
        "完成“双高”建设中期自评，形成自评报告",
        ["教务处"],
        ["各二级学院", "财务处"],
        "2022年6月30日前",
    )
    assert draft.tasks[0].text == "完成“双高”建设中期自评，形成自评报告。"


def test_growth_from_a_printed_base_to_the_end_of_a_five_year_plan() -> None:
    draft = read_plan(read_pasted(layouts.GROWTH_FROM_A_BASE))

    assert [(t.name, t.value, t.unit, t.by, t.baseline_year, t.baseline_value) for t in draft.targets] == [
        ("联盟毕业生区内就业率", 65.0, "%", "2025", None, None),
        ("在校生规模", 2.0, "万人", "2025", 2020, 1.2),
        ("企业订单培养人数", 4.0, "倍", "2025", None, None),
        ("专业对接产业率", 100.0, "%", "2025", None, None),
        ("组织“送教入企”培训", 3000.0, "人次/年", None, None, None),
    ]
    assert draft.rhythm == (("secretariat", "每月通报、每半月调度一次"),)
    assert [problem.where for problem in draft.problems] == ["任务2、4"]


def test_a_month_right_after_the_number_and_rates_inside_a_task() -> None:
    draft = read_plan(read_pasted(layouts.MONTH_AFTER_THE_NUMBER))

    assert [(t.printed_no, t.area, t.deadline, t.deadline_rule.due) for t in draft.tasks] == [
        ("1", "深化产教融合", "3月底前", "2024-03-31"),
        ("2", "深化产教融合", "6月底前", "2024-06-30"),
        ("3", "深化产教融合", None, None),
        ("4", "稳定毕业生就业", "9月底前", "2024-09-30"),
        ("5", "稳定毕业生就业", None, None),
        ("6", "加强自身建设", None, None),
        ("7", "加强自身建设", "12月20日前", "2024-12-20"),
    ]
    assert [(t.name, t.comparator, t.value) for t in draft.targets] == [
        ("签订合作协议", "≥", 20.0),
        ("毕业生去向落实率", "≥", 95.0),
        ("本地就业率", "≥", 50.0),
    ]


def test_numbers_with_points_below_named_tasks() -> None:
    draft = read_plan(read_pasted(layouts.NUMBERS_WITH_POINTS))

    assert tasks_of(draft) == [
        ("加强党的建设", "落实意识形态工作责任制", ["宣传部"], [], "2020年-2023年"),
        ("加强党的建设", "建设样板党支部3个", ["组织部"], ["各党总支"], "2021年12月"),
        ("打造技术技能人才培养高地", "开发活页式教材20部", ["教务处"], ["各学院"], "2022年6月"),
        (
            "打造技术技能人才培养高地",
            "建设现代学徒制试点专业5个",
            ["校企合作处"],
            ["各学院", "合作企业"],
            "2023年底",
        ),
    ]
    assert [task.printed_no for task in draft.tasks] == ["1.1", "1.2", "2.1", "2.2"]


def test_labels_without_the_word_for_body_and_the_closing_sentence() -> None:
    draft = read_plan(read_pasted(layouts.BARE_LABELS))

    assert [(t.printed_no, list(t.lead), list(t.implementers)) for t in draft.tasks[:3]] == [
        ("一", ["市教育局"], ["市发展改革委", "市财政局", "各县区政府"]),
        ("二", ["市教育局"], ["市财政局"]),
        ("三", ["市人力资源社会保障局"], ["市财政局", "市教育局", "市总工会"]),
    ]
    assert draft.tasks[-1].text == "健全考试招生制度。"


def test_named_actions_with_their_times_and_whose_rhythm_it_is() -> None:
    draft = read_plan(read_pasted(layouts.NAMED_ACTIONS))

    assert [(list(t.lead), t.deadline, t.deadline_rule.due) for t in draft.tasks] == [
        (["集团专业建设委员会"], "2021年6月完成目录编制，2022年起每年修订", "2021-06-30"),
        (["集团校企合作部"], "2021年-2023年", "2023-12-31"),
        (["集团招生就业部"], "每年4月、10月", None),
    ]
    assert draft.rhythm == (("council", "每季度听取一次"), ("secretariat", "每月调度、每半年通报"))
    assert next((o.kind, o.days, o.to) for o in draft.obligations) == ("measures_due", 30, "集团秘书处")
    assert [(t.name, t.value, t.by, t.baseline_value) for t in draft.targets if t.baseline_year] == [
        ("本地就业率", 60.0, "2023", 38.0)
    ]


def test_schools_that_are_responsible_and_a_word_with_the_letter_for_others_in_it() -> None:
    draft = read_plan(read_pasted(layouts.SCHOOLS_RESPONSIBLE))

    assert [(list(t.lead), list(t.implementers), t.deadline_rule.due) for t in draft.tasks] == [
        (["职成教科"], ["区职教中心", "江北技校"], "2026-06-30"),
        (["职成教科"], ["各中等职业学校"], "2026-10-31"),
        (["人事科"], ["各中等职业学校"], None),
        (["职成教科"], ["区人社局培训中心"], "2026-12-10"),
    ]


def test_a_column_nobody_has_heard_of_does_not_hide_the_table() -> None:
    draft = read_plan(read_pasted(layouts.STRANGE_COLUMN))

    assert tasks_of(draft)[0] == (
        None,
        "县职教中心新校区投入使用",
        ["县教育局"],
        ["县住建局", "县财政局"],
        "2023年8月31日",
    )
    assert len(draft.tasks) == 4


def test_who_is_responsible_leads_where_a_column_names_the_helpers() -> None:
    table = [
        ["序号", "工作领域", "工作任务", "责任单位及责任人", "配合单位", "时限要求"],
        ["1", "专业建设", "对接绿色石化产业新增专业", "江海职业技术学院（陈某）", "市经信局", "2023.9"],
        ["2", "", "停招低质量专业", "江海职业技术学院（陈某）", "—", "2023.6"],
        ["3", "校企合作", "开展企业新型学徒制培训", "各成员企业", "市人社局", "全年"],
    ]

    draft = read_plan(read_pasted("\n".join("\t".join(row) for row in table)))

    assert tasks_of(draft) == [
        ("专业建设", "对接绿色石化产业新增专业", ["江海职业技术学院"], ["市经信局"], "2023.9"),
        ("专业建设", "停招低质量专业", ["江海职业技术学院"], [], "2023.6"),
        ("校企合作", "开展企业新型学徒制培训", [], ["各成员企业", "市人社局"], "全年"),
    ]


def test_the_time_stands_behind_those_who_help() -> None:
    draft = read_plan(read_pasted(layouts.TIME_AFTER_THE_HELPERS))

    assert [(list(t.lead), list(t.implementers), t.deadline, t.deadline_rule.due) for t in draft.tasks] == [
        (["云山职院"], ["各理事学校"], "4月底前", "2020-04-30"),
        (["市教科院"], ["各理事学校"], "9月底前", "2020-09-30"),
        (["集团就业中心"], ["市人社局", "各理事企业"], "每季度1场", None),
        (["集团就业中心"], ["各理事学校"], "12月底前", "2020-12-31"),
        (["市职业培训中心", "云山技师学院"], [], "全年推进", None),
        (["集团培训部"], ["各理事学校"], "10月底前", "2020-10-31"),
        (["秘书处"], [], None, None),
        (["秘书处"], [], "长期坚持", None),
    ]
    assert [(t.name, t.value) for t in draft.targets] == [
        ("优秀率", 30.0),
        ("毕业生留市就业率", 42.0),
        ("面向企业职工开展培训", 1.2),
    ]


def test_a_sign_explained_below_the_table_marks_the_lead_and_the_third_level_is_the_task() -> None:
    draft = read_plan(read_pasted(layouts.A_SIGN_FOR_THE_LEAD))

    assert [(t.area, t.group, t.text, list(t.lead), list(t.implementers)) for t in draft.tasks] == [
        (
            "类型教育体系",
            "职教高考",
            "完善“文化素质+职业技能”考试办法",
            ["市教育考试院"],
            ["市教育局"],
        ),
        ("类型教育体系", "职教高考", "中职升学比例达到50%", ["市教育局"], []),
        ("类型教育体系", "贯通培养", "扩大五年制高职规模到5000人", ["市教育局"], ["各高职院校"]),
        ("产教融合", "校企双元", "建成市级产教融合型企业40家", ["市发改委"], ["市工信局", "市国资委"]),
        ("产教融合", "校企双元", "设立产业学院8个", ["各高职院校"], ["各工业园区"]),
    ]
    assert [(t.name, t.value, t.unit) for t in draft.targets] == [
        ("中职升学比例", 50.0, "%"),
        ("五年制高职规模", 5000.0, "人"),
    ]


def test_measures_numbered_as_articles() -> None:
    draft = read_plan(read_pasted(layouts.ARTICLES))

    assert [(t.printed_no, t.text.split("。")[0], list(t.lead), list(t.implementers)) for t in draft.tasks] == [
        ("一", "支持共建实训基地", [], ["经济发展局", "财政局"]),
        ("二", "支持企业接收实习生", [], ["人社局", "财政局"]),
        ("三", "支持毕业生留区就业", ["人社局"], []),
        ("四", "支持订单培养", [], ["教育局", "人社局"]),
    ]
    assert draft.date == "2024-05-11"
    assert draft.tasks[-1].text == "支持订单培养。每年立项订单班10个。"


def test_chapters_and_sections() -> None:
    draft = read_plan(read_pasted(layouts.CHAPTERS_AND_SECTIONS))

    assert [(t.area, list(t.lead)) for t in draft.tasks] == [
        ("优化布局", ["县教育体育局"]),
        ("优化布局", ["县教育体育局"]),
        ("提升质量", ["县职教中心"]),
        ("提升质量", ["县职教中心"]),
        ("组织保障", ["县委教育工作领导小组办公室"]),
    ]
    assert targets_of(draft) == [
        ("=", 4000.0, "人", "2023"),
        ("=", 60.0, "%", "2023"),
        ("≥", 95.0, "%", "2023"),
        ("≥", 40.0, "%", "2023"),
        ("≥", 1.0, "个/年", None),
    ]


def test_labels_on_lines_of_their_own_are_one_saying() -> None:
    draft = read_plan(read_pasted(layouts.LABELS_ON_TWO_LINES))

    assert tasks_of(draft) == [
        ("主要预期目标", "努力实现订单班学生增长6.5%左右", ["区教育局"], ["临江经济开发区", "各职业学校"], None),
        ("主要预期目标", "校企共建实训工位增长5%左右", ["区工信局"], ["临江经济开发区"], None),
        (
            "主要预期目标",
            "企业职工培训人次增长15%左右",
            ["区人社局"],
            ["临江经济开发区", "各街道", "区直各部门"],
            None,
        ),
        ("做强重点专业", "改造实训室20间，完成投资3亿元", ["区教育局"], ["各街道"], "2023年12月底前"),
        ("做强重点专业", "新增产教融合型企业15家", ["区科技局"], ["临江经济开发区"], "全年"),
    ]
    assert [(t.name, t.value) for t in draft.targets] == [
        ("订单班学生", 6.5),
        ("校企共建实训工位", 5.0),
        ("企业职工培训人次", 15.0),
    ]


def test_a_bracket_under_several_points_speaks_for_the_item_and_the_numbers_stay_as_printed() -> None:
    draft = read_plan(read_pasted(layouts.A_BRACKET_UNDER_ITS_POINTS))

    assert (draft.title, draft.doc_number, draft.date) == (
        "江城市技能人才培养规划责任分解",
        "江政办发〔2017〕20号",
        "2017-04-13",
    )
    assert [(t.area, t.text, list(t.lead), list(t.implementers), t.deadline) for t in draft.tasks] == [
        (
            "“一校一策”建设",
            "完善培养体系\n（1）梳理各校专业与园区岗位，形成对照表。\n（2）推进课程“模块化”，按岗位更新实训项目。",
            [],
            ["市直各有关单位", "各县（市、区）人民政府", "各开发区管委会"],
            None,
        ),
        (
            "“一校一策”建设",
            "健全工作机构\n（1）在各园区设立用工服务站。\n（2）建立校企联络员制度。",
            [],
            ["市编办", "市人社局", "各县（市、区）人民政府"],
            None,
        ),
        (
            "实训保障能力建设",
            "建设公共实训基地，2018年6月底前投入使用。",
            [],
            ["市教育局", "市财政局"],
            "2018年6月底前",
        ),
        ("实训保障能力建设", "组建技能大师工作站。", ["市总工会"], ["市人社局", "市教育局"], "长期坚持"),
    ]


def test_section_rows_that_lost_half_a_bracket() -> None:
    draft = read_plan(read_pasted(layouts.HALF_BRACKETS))

    assert [(t.area, t.text, list(t.lead)) for t in draft.tasks] == [
        ("夯实基础", "编制专业布局图", []),
        ("夯实基础", "配齐实习指导教师", []),
        ("提升质量", "达到规定的实训条件", []),
        ("提升质量", "评选10所示范技工学校", ["省人力资源社会保障厅"]),
    ]
    assert draft.issuer is None


def test_a_star_before_the_number_hides_no_task_and_stays() -> None:
    draft = read_plan(read_pasted(layouts.SIGNS_BEFORE_NUMBERS))

    assert [(t.printed_no, t.text, list(t.lead), t.deadline) for t in draft.tasks] == [
        ("1", "★修订集团章程", ["秘书处"], "3月"),
        ("2", "召开理事会年会", ["秘书处"], "4月"),
        ("3", "★新增合作企业20家", [], "12月"),
        ("4", "组织教师企业实践200人次", ["师资部"], "7—8月"),
    ]


def test_named_tasks_stand_over_items_where_the_paper_has_it_so() -> None:
    draft = read_plan(read_pasted(layouts.TASKS_OVER_ITEMS))

    assert tasks_of(draft) == [
        ("完善治理结构", "建立理事会制度", ["示例学院"], ["示例集团公司", "市工信局"], "2022年9月"),
        ("完善治理结构", "健全经费保障机制", ["市财政局"], ["市教育局"], "2022年12月"),
        ("打造实训基地", "建设共享实训基地3个", ["示例学院"], ["成员企业"], "2024年6月"),
    ]


def test_a_short_paragraph_with_several_tasks_is_cut_too() -> None:
    draft = read_plan(read_pasted(layouts.A_SHORT_WALL))

    assert tasks_of(draft) == [
        ("重点任务", "共建专业", ["职成教科"], ["各职业学校"], "2021年12月底前"),
        ("重点任务", "共建基地", ["职成教科"], ["计财科", "各职业学校"], "2022年6月底前"),
        ("重点任务", "互聘师资", ["人事科"], [], None),
    ]


def test_labels_in_a_row_and_a_term_that_begins() -> None:
    draft = read_plan(read_pasted(layouts.LABELS_IN_A_ROW))

    assert [(list(t.lead), list(t.implementers), t.deadline, t.deadline_rule.due) for t in draft.tasks] == [
        (["县教体局"], ["县住建局", "县自然资源局", "县财政局"], "2022年秋季开学前", "2022-08-31"),
        (["县委编办", "县人社局"], ["县教体局"], None, None),
        (["县职教中心"], ["县工信局", "县经开区管委会"], None, None),
        (["县职教中心"], ["县人社局", "有关企业"], "长期坚持", None),
    ]


def test_areas_of_a_column_are_kept_until_a_section_row_comes() -> None:
    draft = read_plan(read_pasted(layouts.AREAS_BESIDE_SECTIONS))

    assert [(t.area, t.field, t.text) for t in draft.tasks] == [
        ("党建引领", None, "开展主题教育"),
        ("党建引领", None, "建设清廉学校"),
        ("专业建设", None, "申报省级高水平专业群"),
        ("专业建设", None, "修订人才培养方案"),
        ("学生发展", "就业创业", "毕业生初次就业率≥92%"),
    ]


GOODS = "采购清单\n序号\t项目\t规格\t单位\t数量\n1\t实训台\tA型\t套\t20\n2\t工具箱\tB型\t个\t40\n"


@pytest.mark.parametrize("paper", [layouts.A_CHARTER, GOODS], ids=["charter", "goods"])
def test_a_paper_that_charges_nobody_is_no_plan(paper: str) -> None:
    with pytest.raises(NotAPlan) as refused:
        read_plan(read_pasted(paper))

    assert str(refused.value) == NO_TASKS


def test_what_the_body_charges_beside_the_table_is_named() -> None:
    draft = read_plan(read_pasted(layouts.A_BODY_BESIDE_ITS_TABLE))

    assert [t.text for t in draft.tasks] == ["编制全省专业布局图", "出台实训设备补助办法", "建立企业评价报告制度"]
    assert [problem.what for problem in draft.problems if problem.where == "正文"] == [
        "正文有4项写明责任单位的事项不在任务分解表中：“调整专业布局”、“共建实训平台”、“支持企业办学”等。"
    ]


def test_points_of_points_and_targets_said_in_two_clauses() -> None:
    draft = read_plan(read_pasted(layouts.POINTS_OF_POINTS))

    assert [(t.printed_no, t.area, list(t.lead), t.deadline) for t in draft.tasks] == [
        ("1.1", "健全集团治理结构", ["秘书处"], "每年1月"),
        ("1.2", "健全集团治理结构", ["秘书处"], "2024年4月30日前"),
        ("2.1", "推进专业共建", ["专业部"], "2024年6月前"),
        ("2.2", "推进专业共建", ["专业部"], "2025年12月"),
        ("3.1", "促进就业", ["就业部"], "每年5月、11月"),
    ]
    assert [(t.name, t.value, t.unit, t.baseline_value) for t in draft.targets] == [
        ("集团成员单位", 50.0, "家", 32.0),
        ("本地就业率", 1.0, "个百分点", None),
        ("本地就业率", 65.0, "%", None),
        ("面向企业员工培训", 10000.0, "人次/年", None),
    ]


def test_bodies_in_a_bracket_after_the_heading() -> None:
    draft = read_plan(read_pasted(layouts.BODIES_AFTER_HEADINGS))

    assert (draft.title, draft.issuer) == ("关于实施集团化办学质量提升工程的意见", None)
    assert tasks_of(draft) == [
        ("实施强基工程", "夯实教学基础", [], ["教务处", "质管处"], None),
        ("实施强基工程", "优化实训条件", ["设备处"], [], "2023年9月底前"),
        ("实施融合工程", "共建产业学院", ["产教融合处"], ["各二级学院", "合作企业"], "年内"),
        ("实施融合工程", "校企互聘", ["人事处"], [], None),
    ]
    assert [(t.name, t.value) for t in draft.targets] == [("选派教师到企业锻炼", 50.0), ("聘请企业导师", 200.0)]


def test_a_table_of_a_web_page_with_a_stroke_on_each_line() -> None:
    draft = read_plan(read_pasted(layouts.A_STROKE_A_LINE))

    assert [(t.printed_no, t.area, t.text, list(t.lead), list(t.implementers)) for t in draft.tasks] == [
        ("1", "统筹校企布局", "同步规划校企合作与产业发展。", ["省发展改革委"], ["有关部门", "各市人民政府"]),
        ("2", "统筹校企布局", "统筹职业教育与园区布局。", [], ["省教育厅", "省发展改革委", "各市人民政府"]),
        ("3", "强化企业作用", "鼓励企业参与举办职业学校。", ["省教育厅"], ["有关部门"]),
        (
            "4",
            "强化企业作用",
            "深化引企入教。",
            ["省教育厅", "省人力资源社会保障厅", "省工业和信息化厅"],
            ["有关部门"],
        ),
    ]


def test_the_heading_above_a_table_is_its_area() -> None:
    draft = read_plan(read_pasted(layouts.A_TABLE_UNDER_EACH_HEADING))

    assert [(t.area, t.printed_no, t.text) for t in draft.tasks] == [
        ("专业建设", "1", "开展专业调研"),
        ("专业建设", "2", "新设专业论证"),
        ("就业服务", "1", "举办招聘会"),
        ("就业服务", "2", "走访企业"),
    ]


def test_a_word_table_with_a_header_of_two_rows_of_which_one_word_is_known() -> None:
    paper = docx.Document()
    paper.add_paragraph("示例学校督办事项清单")
    table = paper.add_table(4, 5)
    rows = [
        ["序号", "督办事项", "", "责任单位", "办结时限"],
        ["", "事项", "具体要求", "", ""],
        ["1", "实训楼", "完成招标", "后勤处", "2024年3月15日"],
        ["2", "", "完成主体", "后勤处、基建办", "2024年10月"],
    ]
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for column in (0, 3, 4):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 1).merge(table.cell(3, 1))
    file = BytesIO()
    paper.save(file)

    draft = read_plan(read_document(file.getvalue(), "清单.docx"))

    assert tasks_of(draft) == [
        ("实训楼", "完成招标", ["后勤处"], [], "2024年3月15日"),
        ("实训楼", "完成主体", [], ["后勤处", "基建办"], "2024年10月"),
    ]


def test_cells_that_were_broken_into_lines_are_put_together_again() -> None:
    draft = read_plan(read_pasted(layouts.CELLS_BROKEN_INTO_LINES))

    assert [(t.area, t.text, list(t.implementers)) for t in draft.tasks] == [
        ("落实立德树人根本任务", "加强职业教育研究", ["示例部", "各地有关部门"]),
        ("落实立德树人根本任务", "培育200所左右典型学校", ["示例部", "人力资源社会保障部", "各地有关部门"]),
        (
            "推进协调发展",
            "支持每个地市原则上至少建好办好1所符合当地经济社会发展需要的中等职业学校",
            ["示例部", "相关省份有关部门"],
        ),
        ("推进协调发展", "中职学校教学条件基本达标", ["示例部", "人力资源社会保障部", "各地有关部门"]),
    ]


def test_figures_after_a_colon_and_half_of_something_are_targets() -> None:
    said = "具体指标：到2022年，建设50所示范学校和150个骨干专业（群）。双师型教师占专业课教师总数超过一半，实践课时占总课时一半以上。"
    draft = read_plan(read_pasted(f"示例省职教改进实施方案\n{said}\n一、主要任务\n1.修订标准。（省教育厅负责）"))

    assert [(t.comparator, t.value, t.unit, t.by) for t in draft.targets] == [
        ("=", 50.0, "所", "2022"),
        ("=", 150.0, "个", "2022"),
        (">", 50.0, "%", "2022"),
        ("≥", 50.0, "%", "2022"),
    ]


def test_a_calendar_of_work_gives_months_and_work_on_a_list_is_work() -> None:
    draft = read_plan(read_pasted(layouts.WORK_ON_LISTS))

    assert [(t.area, t.text, list(t.lead), t.deadline, t.deadline_rule.due) for t in draft.tasks] == [
        ("一月", "召开理事会，审议年度工作报告", ["秘书处"], "1月20日前", "2025-01-20"),
        ("一月", "发布年度任务清单", ["秘书处"], "一月", "2025-01-31"),
        ("三月", "组织春季校园招聘会2场", [], "三月", "2025-03-31"),
        ("三月", "启动教师企业实践", ["师资部"], "3月—8月", "2025-08-31"),
        ("九月", "开展实训基地开放周", ["实训部"], "九月", "2025-09-30"),
    ]
