"""通报 on paper: 一、总体情况 二、存在问题 三、工作要求, with the list of items and units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shouwei.ground.documents.official.document import (
    Block,
    BulletinHead,
    Foot,
    Heading,
    OfficialDocument,
    Paragraph,
    Record,
    Signature,
)
from shouwei.ground.documents.official.titles import in_lines

from .pack_paper import alarms_in_words
from .parts import alarm_table, group_table, key_figures, task_annex
from .standing import AlarmLine, Standing


@dataclass(frozen=True, slots=True)
class LookBack:
    """回头看: of the items the last bulletin named, how many are no longer overdue or behind."""

    issue: str
    named: int
    mended: int


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    title: str
    issue: str
    """2026年第3期; 草稿 before it has a number."""
    day: date
    opening: str
    demands: str
    standing: Standing
    look_back: LookBack | None


def bulletin_paper(facts: BulletinFacts) -> OfficialDocument:
    standing = facts.standing
    return OfficialDocument(
        title=in_lines(facts.title),
        kind="通报",
        head=BulletinHead("工　作　通　报", facts.issue, standing.issuer, facts.day),
        addressee="各成员单位、各部门",
        body=(
            Heading(1, "总体情况"),
            *_lines(facts.opening),
            key_figures(standing.duties, None, ""),
            group_table("按任务类别", "任务类别", standing.areas),
            Heading(1, "存在问题"),
            *_problems(standing),
            *_look_back(facts.look_back),
            Heading(1, "工作要求"),
            *_demands(facts.demands),
        ),
        signature=Signature(standing.issuer, facts.day),
        annexes=(task_annex(standing),),
        record=Record("理事会成员单位", standing.issuer, facts.day),
        foot=Foot(cut_off=standing.cut_off, source="各单位进展报告，秘书处督办台账"),
    )


def _lines(text: str) -> Iterator[Block]:
    for line in filter(None, map(str.strip, text.split("\n"))):
        yield Paragraph(line)


def _demands(text: str) -> Iterator[Block]:
    """A first sentence is the head of its demand: 限期办结逾期事项。北辰职校要……"""
    for line in filter(None, map(str.strip, text.split("\n"))):
        head, _, rest = line.partition("。")
        yield Heading(2, head) if rest else Paragraph(line)
        if rest:
            yield Paragraph(rest)


def _problems(standing: Standing) -> Iterator[Block]:
    if not (standing.alarms or standing.programmes_missing):
        yield Paragraph("没有逾期、滞后事项，工作方案均已按期报送。")
        return
    if standing.alarms:
        yield Paragraph(alarms_in_words(standing))
    if standing.overdue:
        yield Heading(2, f"逾期事项{_units(standing.overdue)}")
        yield alarm_table("", standing.overdue)
    if standing.behind:
        yield Heading(2, f"滞后事项{_units(standing.behind)}")
        yield alarm_table("", standing.behind)
    if standing.programmes_missing:
        said = "，".join(f"{lead}{count}项" for lead, count in standing.programmes_missing)
        yield Heading(2, "工作方案逾期未报送")
        yield Paragraph(f"{said}。")


def _units(lines: Sequence[AlarmLine]) -> str:
    return f"（涉及{len({line.unit for line in lines})}个单位）"


def _look_back(look: LookBack | None) -> Iterator[Block]:
    if look is not None and look.named:
        yield Heading(2, "上期通报问题整改情况")
        yield Paragraph(
            f"{look.issue}点名的问题{look.named}项，已整改{look.mended}项，尚未整改{look.named - look.mended}项。"
        )
