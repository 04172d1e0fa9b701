"""督办单 as a form on one sheet: what is asked of whom, room to sign for it, the reply.

Source: practice of 三色督办单 and of a receipt slip below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwei.core.text import in_words
from shouwei.ground.documents.official.document import (
    Cell,
    Column,
    Foot,
    FormHead,
    Numbering,
    OfficialDocument,
    Paragraph,
    Row,
    Table,
)

REPLY_HEIGHT = (
    30  # mm: room for a reply by hand, and little enough that the form keeps to one page in every office program
)
TEXT_HEIGHT = 15
SIGN_HEIGHT = 11


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the form prints; empty texts and None leave room for handwriting."""

    plan: str
    issuer: str
    number: str
    level: str
    to: str
    lead: str
    task_number: int
    task_text: str
    due: str
    reason: str
    demand: str
    sent_on: date | None
    reply_due_on: date | None
    signed_by: str
    signed_on: date | None
    reply: str
    replied_on: date | None
    closed_on: date | None
    cut_off: date


def notice_paper(facts: NoticeFacts) -> OfficialDocument:
    return OfficialDocument(
        title="督　办　单",
        kind="督办单",
        head=FormHead(facts.number or "（草稿，未编号）"),
        body=(
            Table(
                columns=(Column("", 1.1), Column("", 2), Column("", 1.1), Column("", 2)),
                rows=_rows(facts),
                header=False,
            ),
            Paragraph("本单一事一单。请受文单位签收后按期回复；回复须经单位负责人审核。", lead="说明：", indent=False),
        ),
        foot=Foot(cut_off=facts.cut_off, source=f"{facts.issuer}督办台账"),
        numbering=Numbering.OF_TOTAL,
    )


def _rows(facts: NoticeFacts) -> tuple[Row, ...]:
    return (
        _pair("受文单位", facts.to, "督办等级", facts.level),
        _pair("发出日期", _day(facts.sent_on), "回复期限", _day(facts.reply_due_on)),
        _pair("牵头部门", facts.lead, "完成时限", facts.due),
        _whole("方　案", facts.plan),
        _whole("任　务", f"任务{facts.task_number}：{facts.task_text}"),
        _whole("督办事由", facts.reason, TEXT_HEIGHT),
        _whole("办理要求", facts.demand, TEXT_HEIGHT),
        _pair("签 收 人", facts.signed_by, "签收日期", _day(facts.signed_on), SIGN_HEIGHT),
        _whole("办理回复", facts.reply, REPLY_HEIGHT),
        _pair("回复日期", _day(facts.replied_on), "办结日期", _day(facts.closed_on), SIGN_HEIGHT),
    )


def _pair(left: str, text: str, right: str, other: str, height: float = 0) -> Row:
    return Row((Cell(left, label=True), Cell(text), Cell(right, label=True), Cell(other)), height)


def _whole(label: str, text: str, height: float = 0) -> Row:
    return Row((Cell(label, label=True), Cell(text, col_span=3)), height)


def _day(value: date | None) -> str:
    return in_words(value) if value else ""
