"""The heatmap as an A3 sheet: a row per task, a column per member, letters and shapes that survive a black-and-white printer."""

from __future__ import annotations

from datetime import date

from shouwei.ground.documents.official.document import (
    Align,
    Cell,
    Column,
    Foot,
    Numbering,
    OfficialDocument,
    Page,
    Row,
    Table,
)

from ..rules.pictures import HeatCell, Heatmap, HeatRow
from .parts import cut

TASK_SHARE, OTHER_SHARES = 7.0, 1.7  # of the columns: the task; its number and the whole
ROW_WIDTH = 104  # characters across the text of an A3 sheet
PADDING = 2  # characters lost to the rules of a cell


def heatmap_paper(title: str, picture: Heatmap, today: date) -> OfficialDocument:
    said = "、".join(f"{state.label}{count}项" for state, count in picture.totals) or "无分担"
    table = Table(
        columns=(
            Column("序号", 0.7, Align.CENTRE),
            Column("任务", TASK_SHARE),
            Column("总体", 1, Align.CENTRE),
            *(Column(member.name, 1, Align.CENTRE) for member in picture.members),
        ),
        rows=tuple(_row(row, characters_shown(len(picture.members))) for row in picture.rows),
        heat=True,
        note=f"分担共{sum(count for _, count in picture.totals)}项：{said}。空格表示不涉及；总体为各分担单位中最差的状态。",
    )
    return OfficialDocument(
        title=f"{title}\n任务落实情况一览表",
        kind="一览表",
        body=(table,),
        foot=Foot(cut_off=today, source="各单位进展报告和办结记录"),
        page=Page.A3_LANDSCAPE,
        numbering=Numbering.OF_TOTAL,
    )


def characters_shown(members: int) -> int:
    """Of a task's text: as many as fit one line of its column, which narrows with every member beside it."""
    return int(ROW_WIDTH * TASK_SHARE / (TASK_SHARE + OTHER_SHARES + members)) - PADDING


def _row(row: HeatRow, shown: int) -> Row:
    head = (Cell(str(row.task.number)), Cell(cut(row.task.text, shown)), Cell(state=row.task.light.state.value))
    return Row((*head, *(_cell(cell) for cell in row.cells)))


def _cell(cell: HeatCell | None) -> Cell:
    return Cell() if cell is None else Cell(state=cell.light.state.value)
