"""The material of a 旬 调度 or a weekly 会商.

Source: practice of 旬调度材料: overall counts, by area, red and amber items with cause and owner, decisions wanted, last
meeting's decisions and their state, annex table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shouwei.core.text import in_words
from shouwei.ground.documents.official.document import (
    Align,
    Block,
    BulletinHead,
    Column,
    Foot,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
)

from .parts import alarm_table, group_table, key_figures, overall, row, task_annex
from .standing import Counts, Standing


@dataclass(frozen=True, slots=True)
class DifficultyLine:
    unit: str
    number: int
    """Of the task."""
    text: str
    support_wanted: str
    raised_on: date


@dataclass(frozen=True, slots=True)
class DecisionLine:
    text: str
    unit: str
    owner: str
    due_on: date
    done_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class PackFacts:
    period: str
    kind: str
    held_on: date
    standing: Standing
    before: Counts | None
    """Counts of the last meeting's pack."""
    last_meeting: str
    """Its name; empty when this is the first."""
    difficulties: tuple[DifficultyLine, ...]
    decisions: tuple[DecisionLine, ...]
    """Of the last meeting, and older ones still open."""
    points: tuple[tuple[str, str], ...]
    """Subject and reason of the agenda."""


def pack_paper(facts: PackFacts) -> OfficialDocument:
    standing = facts.standing
    return OfficialDocument(
        title=f"{facts.period}工作{facts.kind}材料",
        kind="调度材料",
        head=BulletinHead(f"工作{facts.kind}材料", facts.period, standing.issuer, facts.held_on),
        body=(
            Heading(1, "总体情况"),
            Paragraph(overall(standing)),
            key_figures(standing.duties, facts.before, "上次会议"),
            group_table("按任务类别", "任务类别", standing.areas, note=False),
            group_table("按牵头部门", "牵头部门", standing.leads),
            Heading(1, "逾期和滞后事项"),
            *_alarms(standing),
            Heading(1, "提请会议议定的困难问题"),
            *_difficulties(facts.difficulties, standing.cut_off),
            Heading(1, "以往会议议定事项落实情况"),
            *_decisions(facts),
            Heading(1, "本次会议建议议题"),
            *_points(facts.points),
        ),
        annexes=(task_annex(standing),),
        foot=Foot(cut_off=standing.cut_off, source="各单位进展报告，秘书处督办台账"),
    )


def _alarms(standing: Standing) -> Iterator[Block]:
    if not standing.alarms:
        yield Paragraph("截至目前没有逾期和滞后事项。")
        return
    yield Paragraph(alarms_in_words(standing))
    if standing.overdue:
        yield alarm_table("逾期事项", standing.overdue)
    if standing.behind:
        yield alarm_table("滞后事项", standing.behind)


def alarms_in_words(standing: Standing) -> str:
    merged = "年度工作目标未确立的长期任务按任务合并列出，由牵头部门负责。" if standing.goals_missing else ""
    return f"逾期{standing.duties.overdue}件，滞后{standing.duties.behind}件，具体情况见下表。{merged}"


def _difficulties(lines: Sequence[DifficultyLine], cut_off: date) -> Iterator[Block]:
    if not lines:
        yield Paragraph("没有提请会议议定的困难问题。")
    for line in lines:
        days = (cut_off - line.raised_on).days
        wanted = f"希望得到的支持：{_sentence(line.support_wanted)}" if line.support_wanted.strip() else ""
        yield Paragraph(
            f"{_sentence(line.text)}{wanted}（任务{line.number}，{in_words(line.raised_on)}提出，已{days}天）",
            lead=f"{line.unit}：",
        )


def _decisions(facts: PackFacts) -> Iterator[Block]:
    if not facts.decisions:
        said = (
            f"{facts.last_meeting}没有议定事项，也没有未完成的以往议定事项。"
            if facts.last_meeting
            else "本次为首次会议。"
        )
        yield Paragraph(said)
        return
    done = sum(line.done_on is not None for line in facts.decisions)
    yield Paragraph(f"共{len(facts.decisions)}项，已完成{done}项，未完成{len(facts.decisions) - done}项。")
    yield Table(
        columns=(
            Column("议定事项", 3.6),
            Column("责任单位", 1.9),
            Column("完成期限", 2.4, Align.CENTRE),
            Column("状态", 1.1, Align.CENTRE),
            Column("落实情况", 2.6),
        ),
        rows=tuple(
            row(
                line.text,
                f"{line.unit}\n{line.owner}" if line.owner else line.unit,
                in_words(line.due_on),
                decision_state(line, facts.standing.cut_off),
                line.result or "—",
            )
            for line in facts.decisions
        ),
    )


def decision_state(line: DecisionLine, cut_off: date) -> str:
    if line.done_on is not None:
        return "已完成"
    return "超期" if line.due_on < cut_off else "办理中"


def _points(points: Sequence[tuple[str, str]]) -> Iterator[Block]:
    if not points:
        yield Paragraph("按规则没有需要列入的议题。")
    for subject, why in points:
        yield Heading(3, subject)
        yield Paragraph(why, lead="列入理由：")


def _sentence(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith(("。", "！", "？", "；")) else f"{said}。"
