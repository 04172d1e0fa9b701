"""Agenda and minutes of a meeting.

Source: practice of 会议纪要: what was discussed, what was decided, by whom and until when; decisions become items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shouwei.core.text import in_words
from shouwei.ground.documents.official.document import (
    Align,
    Block,
    Column,
    Foot,
    Heading,
    OfficialDocument,
    Paragraph,
    RedHead,
    Signature,
    Table,
)

from .pack_paper import DecisionLine
from .parts import row


@dataclass(frozen=True, slots=True)
class ItemLine:
    source: str
    subject: str
    why: str
    outcome: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    plan: str
    issuer: str
    period: str
    kind: str
    held_on: date
    place: str
    chair: str
    attendance: str
    minutes: str
    items: tuple[ItemLine, ...]
    decisions: tuple[DecisionLine, ...]


def agenda_paper(facts: MeetingFacts) -> OfficialDocument:
    return OfficialDocument(
        title=f"{facts.period}工作{facts.kind}议题",
        kind="议题",
        body=(
            Paragraph(in_words(facts.held_on), lead="时间："),
            Paragraph(facts.place or "待定", lead="地点："),
            Paragraph(facts.chair or "待定", lead="主持："),
            Table(
                title=f"议题（共{len(facts.items)}项）",
                columns=(
                    Column("序号", 0.9, Align.CENTRE),
                    Column("类别", 1.5, Align.CENTRE),
                    Column("议题", 4.2),
                    Column("列入理由", 4.2),
                ),
                rows=tuple(row(str(n), item.source, item.subject, item.why) for n, item in enumerate(facts.items, 1)),
            ),
        ),
        foot=Foot(cut_off=facts.held_on, source="秘书处督办台账"),
    )


def minutes_paper(facts: MeetingFacts) -> OfficialDocument:
    return OfficialDocument(
        title=f"{facts.period}工作{facts.kind}会议纪要",
        kind="会议纪要",
        head=RedHead(facts.issuer),
        body=(
            Paragraph(
                f"{in_words(facts.held_on)}，{facts.chair}主持召开{facts.period}工作{facts.kind}会议，"
                f"研究《{facts.plan}》推进情况。现将会议情况纪要如下。"
            ),
            *_said(facts.minutes),
            Heading(1, "议题研究情况"),
            *_items(facts),
            Heading(1, "议定事项"),
            *_decisions(facts),
            Paragraph(" ".join(facts.attendance.split("\n")), lead="出席："),
            *((Paragraph(facts.place, lead="地点："),) if facts.place else ()),
        ),
        signature=Signature(facts.issuer, facts.held_on),
        foot=Foot(cut_off=facts.held_on, source="会议记录"),
    )


def _said(minutes: str) -> Iterator[Block]:
    for line in filter(None, map(str.strip, minutes.split("\n"))):
        yield Paragraph(line)


def _items(facts: MeetingFacts) -> Iterator[Block]:
    if not facts.items:
        yield Paragraph("本次会议没有列入议题。")
    for item in facts.items:
        yield Heading(3, item.subject)
        result = "已解决。" if item.resolved else "未解决，转入下次会议。"
        yield Paragraph(f"{_ended(item.outcome)}{result}", lead="会议意见：")


def _ended(text: str) -> str:
    said = " ".join(text.split())
    return said if not said or said.endswith(("。", "！", "？", "；")) else f"{said}。"


def _decisions(facts: MeetingFacts) -> Iterator[Block]:
    if not facts.decisions:
        yield Paragraph("本次会议没有新的议定事项。")
        return
    yield Table(
        columns=(
            Column("序号", 0.9, Align.CENTRE),
            Column("议定事项", 5),
            Column("责任单位", 2),
            Column("责任人", 1.3, Align.CENTRE),
            Column("完成期限", 2, Align.CENTRE),
        ),
        rows=tuple(
            row(str(n), line.text, line.unit, line.owner or "—", in_words(line.due_on))
            for n, line in enumerate(facts.decisions, 1)
        ),
    )
