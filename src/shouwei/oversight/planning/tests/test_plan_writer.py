"""What the writer writes the reader reads: the same plan from Word, Excel and text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shouwei.ground.documents.reading.read import read_document
from shouwei.oversight.planning.rules.plan_reader.deadlines import rule_of
from shouwei.oversight.planning.rules.plan_reader.draft import Obligation, PlanDraft, TargetDraft, TaskDraft
from shouwei.oversight.planning.rules.plan_reader.read import read_plan
from shouwei.oversight.planning.rules.plan_reader.variances import variance
from shouwei.oversight.planning.rules.plan_writer.excel import plan_xlsx, task_table_xlsx
from shouwei.oversight.planning.rules.plan_writer.text import plan_txt
from shouwei.oversight.planning.rules.plan_writer.word import plan_docx, task_table_docx

WRITERS = [(plan_docx, "方案.docx"), (plan_xlsx, "方案.xlsx"), (plan_txt, "方案.txt")]
TABLES = [(task_table_docx, "任务表.docx"), (task_table_xlsx, "任务表.xlsx")]
BY_PLACE = {"tasks": ("place", "responsibility"), "targets": ("place", "raw")}


def essence(draft: PlanDraft) -> dict[str, Any]:
    """The plan without where it was printed and what was odd about the print."""
    value = draft.as_json()
    for name in ("problems", "notes", "schedule", "indicators"):
        del value[name]
    for name, places in BY_PLACE.items():
        for item in value[name]:
            for place in places:
                del item[place]
    return value


VERBS = ("修订", "推进", "完善", "组织", "开展", "建立", "落实", "共建")
THINGS = (
    "专业建设规划",
    "课程资源开发",
    "校企对接机制",
    "校园招聘活动",
    "实训基地建设",
    "技术咨询服务",
    "教师企业实践",
    "人才需求调研",
)
TAILS = ("形成年度清单", "面向各成员学校", "做好跟踪服务", "覆盖重点企业", "加强宣传推介", "增强本地吸引力")
LEADS = ("专业建设部", "招生就业部", "社会培训部", "秘书处办公室")
IMPLEMENTERS = ("各成员学校", "各成员企业", "北辰职业学校", "各县（市、区）人民政府")
DEADLINES = (None, "2026.12", "2026年6月底前", "2027年", "长期", "2026年3月15日前", "政策出台后3个月内")
AREAS = ("优化专业结构", "促进本地就业", "深化产教融合", "提升服务能力", "=加强校企合作")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    parts = draw(
        st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(THINGS)), min_size=2, max_size=4, unique=True)
    )
    tail = draw(st.sampled_from(TAILS))
    return "，".join(verb + thing for verb, thing in parts) + f"，{tail}。"


@st.composite
def drafts(draw: st.DrawFn) -> PlanDraft:
    texts = draw(st.lists(sentences(), min_size=1, max_size=8, unique=True))
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=4, unique=True))
    tasks, variances = [], []
    cuts = sorted(draw(st.integers(0, len(areas) - 1)) for _ in texts)
    for no, (text, cut) in enumerate(zip(texts, cuts, strict=True), 1):
        lead = tuple(draw(st.lists(st.sampled_from(LEADS), max_size=2, unique=True)))
        deadline = draw(st.sampled_from(DEADLINES))
        table_text = draw(st.sampled_from((None, text.replace("，", "、并", 1))))
        tasks.append(
            TaskDraft(
                no=no,
                printed_no=draw(st.sampled_from((str(no), str(no), "12"))),
                area=areas[cut],
                text=text,
                lead=lead,
                implementers=tuple(draw(st.lists(st.sampled_from(IMPLEMENTERS), max_size=3, unique=True))),
                deadline=deadline,
                deadline_rule=rule_of(deadline),
                table_text=table_text,
                remark=draw(st.sampled_from((None, "分两批", "+1", "@见附件"))),
            )
        )
        if table_text and (found := variance(no, "text", text, table_text)):
            variances.append(found)
    used = tuple(dict.fromkeys(task.area or "" for task in tasks))
    target = TargetDraft("毕业生本地就业率", 70.0, "%", "≥", None, None, "毕业生本地就业率达到70%以上")
    return PlanDraft(
        title="示范职业教育集团服务首位产业工作方案",
        doc_number=draw(st.sampled_from((None, "示职集〔2026〕1号"))),
        issuer="示范职业教育集团",
        date=draw(st.sampled_from((None, "2026-03-02"))),
        adopted_by=draw(st.sampled_from((None, "理事会2026年第一次会议"))),
        addressees=draw(st.sampled_from(((), ("示范职业教育集团各成员单位",)))),
        areas=used,
        body_areas=used,
        tasks=tuple(tasks),
        targets=draw(st.sampled_from(((), (target,)))),
        horizon_years=draw(st.sampled_from((None, 3))),
        rhythm=draw(st.sampled_from(((), (("council", "每旬调度一次"), ("secretariat", "每周会商一次"))))),
        obligations=draw(
            st.sampled_from(
                ((), (Obligation("measures_due", "落实举措在印发后20天内报秘书处办公室", 20, "秘书处办公室"),))
            )
        ),
        variances=tuple(variances),
    )


@given(drafts())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_written_is_read_again_from_every_format(draft: PlanDraft) -> None:
    for write, name in WRITERS:
        assert essence(read_plan(read_document(write(draft), name))) == essence(draft), name


@given(drafts())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_table_alone_keeps_every_task(draft: PlanDraft) -> None:
    def row(task: TaskDraft) -> tuple[object, ...]:
        return (task.no, task.area, task.text, task.lead, task.implementers, task.deadline, task.remark)

    for write, name in TABLES:
        read = read_plan(read_document(write(draft), name))
        assert [row(task) for task in read.tasks] == [row(task) for task in draft.tasks], name


@given(drafts())
@settings(max_examples=20, deadline=None)
def test_a_draft_survives_json(draft: PlanDraft) -> None:
    assert PlanDraft.from_json(draft.as_json()) == draft


SMALL = PlanDraft(
    title="示范职业教育集团工作方案",
    doc_number=None,
    issuer="示范职业教育集团",
    date=None,
    adopted_by=None,
    addressees=(),
    areas=("优化专业",),
    body_areas=("优化专业",),
    tasks=(
        TaskDraft(1, "1", "优化专业", '=HYPERLINK("x")修订规划，形成清单。', ("专业建设部",), ("各成员学校",)),
        TaskDraft(2, "2", "优化专业", "开发课程资源，覆盖重点企业。", ("专业建设部",), ("各成员学校",), remark="+1"),
    ),
)


@pytest.mark.parametrize("write", [plan_docx, plan_xlsx, plan_txt, task_table_docx, task_table_xlsx])
def test_the_same_draft_gives_the_same_bytes(write: Callable[[PlanDraft], bytes]) -> None:
    assert write(SMALL) == write(SMALL)


@pytest.mark.parametrize("write", [plan_xlsx, task_table_xlsx])
def test_no_cell_of_a_workbook_computes(write: Callable[[PlanDraft], bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(SMALL)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+"))] == [True, True]


def test_the_word_table_is_landscape_with_a_repeated_header_and_merged_areas() -> None:
    with zipfile.ZipFile(io.BytesIO(task_table_docx(SMALL))) as archive:
        xml = archive.read("word/document.xml").decode()

    assert (xml.count("w:tblHeader"), xml.count('w:orient="landscape"'), xml.count("<w:vMerge")) == (1, 1, 2)
    assert xml.count('<w:gridSpan w:val="2"/>') == 1


def test_a_table_only_plan_with_fields_keeps_its_section_rows() -> None:
    tasks = tuple(
        replace(task, area=area, field=field, group=None)
        for task, area, field in zip(SMALL.tasks, ("优化专业", "促进就业"), ("汽车", "化工"), strict=True)
    )
    draft = replace(SMALL, areas=("优化专业", "促进就业"), body_areas=(None, None), tasks=tasks)

    for write, name in WRITERS:
        assert essence(read_plan(read_document(write(draft), name))) == essence(draft), name
