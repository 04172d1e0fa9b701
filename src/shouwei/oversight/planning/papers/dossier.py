"""The papers of a task's archive, one per kind: facts, programme, reports, closing, notices, decisions, history.

Plain values of the database in, official papers out; nothing here decides who may read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shouwei.core.text import in_words
from shouwei.ground.audit.models import Event
from shouwei.ground.documents.official.document import (
    Block,
    Cell,
    Column,
    Foot,
    Heading,
    Numbering,
    OfficialDocument,
    Page,
    Paragraph,
    Row,
    Table,
)

from ..models import (
    AnnualGoal,
    Completion,
    Decision,
    Difficulty,
    Extension,
    Measure,
    ProgressReport,
    SupervisionNotice,
    Task,
    WorkProgramme,
)
from ..rules.pictures import DutyRow
from ..rules.states import Light

NOTHING = "—"


def paper(task: Task, title: str, blocks: Iterable[Block], today: date, *, wide: bool = False) -> OfficialDocument:
    """One paper of the archive, headed by its task."""
    return OfficialDocument(
        title=f"任务{task.number}　{title}",
        kind="卷宗",
        body=tuple(blocks),
        foot=Foot(cut_off=today, source=task.plan.document_number or task.plan.title),
        page=Page.A4_LANDSCAPE if wide else Page.A4,
        numbering=Numbering.OF_TOTAL,
    )


def grid(columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]], title: str = "") -> Table:
    """A table of texts; what is empty shows a dash."""
    return Table(
        tuple(Column(name, share) for name, share in columns),
        tuple(Row(tuple(Cell(text or NOTHING) for text in row)) for row in rows),
        title=title,
    )


def day(value: date | None) -> str:
    return in_words(value) if value else ""


def facts(
    task: Task, leads: Sequence[str], duties: Sequence[DutyRow], light: Light, goals: Sequence[AnnualGoal]
) -> list[Block]:
    said = [
        ("方案", str(task.plan)),
        ("任务类别", task.area.title),
        ("任务内容", task.text),
        ("分解表文字", task.table_text),
        ("编辑说明", task.note),
        ("印制序号", task.printed_number),
        ("牵头部门", "、".join(leads)),
        ("落实主体", task.implementers_printed),
        ("完成时限", task.deadline_printed),
        ("截止日期", day(task.due_on)),
        ("触发条件", task.trigger),
        ("备注", task.remark),
        ("状态", f"{light.label}。{light.why}"),
        *((f"{goal.year}年度工作目标", _goal(goal)) for goal in goals),
    ]
    rows = (
        (
            row.member,
            row.owner or "",
            day(row.due_on),
            "" if row.percent is None else f"{row.percent}%",
            day(row.reported_on),
            row.light.label,
            row.light.why,
        )
        for row in duties
    )
    columns = (
        ("单位", 2),
        ("责任人", 1),
        ("期限", 1.6),
        ("完成率", 0.9),
        ("最近报告", 1.6),
        ("状态", 0.9),
        ("依据", 3),
    )
    return [
        *(Paragraph(text, lead=f"{name}：", indent=False) for name, text in said if text),
        grid(columns, rows, "各单位分担"),
    ]


def _goal(goal: AnnualGoal) -> str:
    judged = "" if goal.reached is None else f"（{'已达到' if goal.reached else '未达到'}。{goal.review}）"
    return f"{goal.text}{judged}"


def programme(found: WorkProgramme, measures: Sequence[Measure]) -> list[Block]:
    parts = found.parts.select_related("organisation")
    columns = (("举措", 3), ("责任单位", 1.6), ("责任人", 1), ("完成日期", 1.4), ("成果形式", 1.6), ("佐证要求", 1.6))
    rows = ((m.text, str(m.organisation), m.owner, day(m.due_on), m.deliverable, m.evidence_rule) for m in measures)
    return [
        Paragraph(
            f"{found.get_state_display()}；报送期限{day(found.due_on)}，报送{day(found.submitted_on) or '尚未'}，登记{day(found.registered_on) or '尚未'}。"
        ),
        *_paragraphs(found.text),
        *(
            block
            for part in parts
            for block in (Heading(2, f"{part.organisation}（{part.get_state_display()}）", ""), *_paragraphs(part.text))
        ),
        grid(columns, rows, "细化举措"),
    ]


def reports(found: Sequence[ProgressReport], raised: Sequence[Difficulty]) -> list[Block]:
    columns = (
        ("单位", 1.5),
        ("报告期", 1.8),
        ("完成率", 0.8),
        ("进展情况", 4),
        ("困难和需要的支持", 2.4),
        ("报送", 1.4),
        ("结果", 1.4),
    )
    rows = (
        (
            str(report.duty.organisation),
            f"{day(report.period_first)}至{day(report.period_last)}",
            f"{report.percent}%",
            "本期无变化" if report.no_change and not report.text else report.text,
            "\n".join(filter(None, (report.difficulties, report.support_wanted))),
            day(report.submitted_on),
            report.get_state_display() + (f"：{report.return_reason}" if report.return_reason else ""),
        )
        for report in found
    )
    asked = (
        (
            str(d.duty.organisation),
            day(d.raised_on),
            d.text,
            d.support_wanted,
            d.get_level_display(),
            d.answer,
            day(d.answered_on),
        )
        for d in raised
    )
    hard = (
        ("单位", 1.5),
        ("提出", 1.4),
        ("困难或问题", 3),
        ("需要的支持", 2),
        ("办理", 1.2),
        ("答复", 3),
        ("答复日期", 1.4),
    )
    return [grid(columns, rows), *([grid(hard, asked, "困难和答复")] if raised else [])]


def closing(extensions: Sequence[Extension], completions: Sequence[Completion]) -> list[Block]:
    moved = (("单位", 1.5), ("原期限", 1.4), ("延至", 1.4), ("理由", 3), ("结果", 1.2), ("审批意见", 2), ("日期", 1.4))
    done = (("单位", 1.5), ("申请", 1.4), ("完成情况", 4), ("结果", 1.2), ("复核意见", 2.4), ("日期", 1.4))
    blocks: list[Block] = []
    if extensions:
        rows = (
            (
                str(e.duty.organisation),
                day(e.old_due_on),
                day(e.new_due_on),
                e.reason,
                e.get_state_display(),
                e.answer,
                day(e.decided_on),
            )
            for e in extensions
        )
        blocks.append(grid(moved, rows, "延期"))
    if completions:
        asked = (
            (str(c.duty.organisation), day(c.asked_on), c.summary, c.get_state_display(), c.answer, day(c.decided_on))
            for c in completions
        )
        blocks.append(grid(done, asked, "办结"))
    return blocks


def notices(found: Sequence[SupervisionNotice]) -> list[Block]:
    columns = (
        ("编号", 1.4),
        ("级别", 1),
        ("单位", 1.4),
        ("事由", 2.6),
        ("办理要求", 2),
        ("发出", 1.3),
        ("签收", 1.3),
        ("回复", 2.4),
        ("状态", 1),
    )
    rows = (
        (
            n.number,
            n.get_level_display(),
            str(n.to),
            n.reason,
            n.demand,
            day(n.sent_on),
            day(n.signed_on),
            n.reply,
            n.get_state_display(),
        )
        for n in found
    )
    return [grid(columns, rows)]


def decisions(found: Sequence[Decision]) -> list[Block]:
    columns = (
        ("会议", 2),
        ("议定事项", 4),
        ("责任单位", 1.6),
        ("责任人", 1),
        ("期限", 1.4),
        ("落实情况", 2.4),
        ("完成", 1.4),
    )
    rows = (
        (str(d.meeting), d.text, str(d.organisation), d.owner, day(d.due_on), d.result, day(d.done_on)) for d in found
    )
    return [grid(columns, rows)]


def history(events: Sequence[Event], moments: Sequence[str]) -> list[Block]:
    """``moments``: the time of each event in words, in the office's time zone."""
    columns = (("时间", 1.8), ("经办", 2.4), ("事项", 1.4), ("对象", 2.4), ("说明", 3))
    rows = (
        (moment, event.by_label, event.what, event.on_label, event.why)
        for event, moment in zip(events, moments, strict=True)
    )
    return [grid(columns, rows)]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
