"""Pieces several papers are made of: key figures, tables by area and lead, the list of red and amber items, the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from shouwei.ground.documents.official.document import (
    Align,
    Annex,
    Cell,
    Column,
    KeyFigure,
    KeyFigures,
    Page,
    Row,
    Table,
)

from .standing import AlarmLine, Counts, GroupLine, Standing

GROUP_NOTE = "任务状态取各承担单位中最差的一个；序时进度为有期限任务已过时间比例的平均数，长期任务没有序时进度。"
TEXT_SHOWN = 42  # characters of a task in a table of alarms; the annex prints it whole


def row(*cells: Cell | str) -> Row:
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))


def percent(value: int | None) -> str:
    return "—" if value is None else f"{value}%"


def share(part: int, whole: int) -> str:
    """``17.1%``; of nothing —."""
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def overall(standing: Standing) -> str:
    """The opening paragraph of every paper of the day."""
    counts, day = standing.duties, standing.cut_off
    under_way = (
        ("正常推进", counts.normal),
        ("临期", counts.due_soon),
        ("待复核", counts.in_review),
        ("未启动", counts.not_started),
    )
    said = "，".join(f"{word}{count}件" for word, count in under_way if count)
    stopped = f"；另有{counts.stopped}件经批准中止" if counts.stopped else ""
    return (
        f"截至{day.month}月{day.day}日，《{standing.plan}》共{standing.tasks_total}项任务、{counts.total}件落实事项，"
        f"平均完成率{standing.percent}%。落实事项中已办结{counts.done}件，办结率{share(counts.done, counts.total)}；"
        f"{said}{'，' if said else ''}滞后{counts.behind}件，逾期{counts.overdue}件{stopped}。"
    )


def key_figures(counts: Counts, before: Counts | None, since: str) -> KeyFigures:
    """``before``: the counts of the last paper of the kind, called ``since`` (上次会议); None when there was none."""
    wanted = (
        ("落实事项", "total", ""),
        ("已办结", "done", "done"),
        ("滞后", "behind", "behind"),
        ("逾期", "overdue", "overdue"),
    )
    return KeyFigures(
        tuple(
            KeyFigure(label, str(getattr(counts, name)), "件", _change(counts, before, name, since), state)
            for label, name, state in wanted
        ),
        note="落实事项指一项任务由一个单位承担的部分；办结以秘书处确认为准。",
    )


def _change(counts: Counts, before: Counts | None, name: str, since: str) -> str:
    if before is None:
        return ""
    change: int = getattr(counts, name) - getattr(before, name)
    if change == 0:
        return f"较{since}持平"
    return f"较{since}{'增加' if change > 0 else '减少'}{abs(change)}件"


def group_table(title: str, head: str, groups: Sequence[GroupLine], *, note: bool = True) -> Table:
    return Table(
        title=title,
        columns=(
            Column(head, 3.2),
            Column("任务", 0.9, Align.RIGHT),
            Column("办结", 0.9, Align.RIGHT),
            Column("逾期", 0.9, Align.RIGHT),
            Column("滞后", 0.9, Align.RIGHT),
            Column("平均完成率", 1.5, Align.RIGHT),
            Column("序时进度", 1.3, Align.RIGHT),
        ),
        rows=tuple(
            row(
                group.title,
                str(group.tasks),
                str(group.done),
                str(group.overdue),
                str(group.behind),
                percent(group.percent),
                percent(group.expected),
            )
            for group in groups
        ),
        note=GROUP_NOTE if note else "",
    )


def alarm_table(title: str, lines: Sequence[AlarmLine]) -> Table:
    """Grouped by task, units of which the same is said in one row.

    Shape and colour of the state stand before the units, for a printer without colours the shape.
    """
    return Table(
        title=title,
        columns=(
            Column("任务", 3),
            Column("责任单位", 2.5),
            Column("责任人", 1.3, Align.CENTRE),
            Column("情况和原因", 4),
        ),
        rows=tuple(_alarm_rows(lines)),
    )


def _alarm_rows(lines: Sequence[AlarmLine]) -> Iterator[Row]:
    for number, group in groupby(lines, key=lambda line: line.number):
        alike: dict[tuple[str, str, str, str], list[AlarmLine]] = {}
        for line in group:
            alike.setdefault((line.state, line.why, line.cause, line.owner), []).append(line)
        text = next(iter(alike.values()))[0].text
        head = Cell(f"{number}. {cut(text)}", row_span=len(alike))
        for place, ((state, why, cause, owner), of_units) in enumerate(alike.items()):
            said = f"{why}原因：{cause}" if cause else why
            units = "、".join(line.unit for line in of_units)
            cells = (Cell(units, state=state), Cell(owner or "未明确"), Cell(said))
            yield Row((head, *cells) if place == 0 else cells)


def task_annex(standing: Standing) -> Annex:
    """Every task with state, per cent and 序时进度."""
    return Annex(
        "各项任务进展情况一览表",
        (
            Table(
                columns=(
                    Column("序号", 0.7, Align.CENTRE),
                    Column("任务", 6),
                    Column("牵头部门", 1.8),
                    Column("落实主体", 2),
                    Column("完成时限", 2.3, Align.CENTRE),
                    Column("完成率", 1, Align.RIGHT),
                    Column("序时进度", 1.3, Align.RIGHT),
                    Column("办结/分担", 1.45, Align.CENTRE),
                    Column("状态", 1.3, Align.CENTRE),
                ),
                rows=tuple(
                    row(
                        str(line.number),
                        line.text,
                        line.lead,
                        line.implementers,
                        line.due,
                        percent(line.percent),
                        percent(line.expected),
                        f"{line.done}/{line.duties}",
                        Cell(state=line.state),
                    )
                    for line in standing.tasks
                ),
            ),
        ),
        Page.A4_LANDSCAPE,
    )


def cut(text: str, length: int = TEXT_SHOWN) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
