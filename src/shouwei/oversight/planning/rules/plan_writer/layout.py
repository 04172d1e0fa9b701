"""What is written, whatever the format: the lines of the paper and the rows of its task table.

The columns are those of the official table: 序号, 主要任务 (printed over the area and the task), 牵头部门, 落实主体, 完成时限, 备注.
Columns nobody needs (field, group, result) appear only where a task has something for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ..plan_reader.draft import PlanDraft, TaskDraft

NUMERALS = "零一二三四五六七八九"
BODIES = {"council": "理事会", "secretariat": "秘书处", "all": ""}
NOTHING = "—"
"""A stroke where an empty cell would read as merged with the one above."""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float
    """Share of the text width."""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The task table. ``merges``: (column, first row, last row) of cells that share one text, rows counted from 0.

    ``heading_spans``: columns under the header 主要任务 that begin one column earlier.  ``sections``: rows that are one cell across.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[tuple[int, int, int], ...]
    spanned: tuple[int, int] | None
    sections: frozenset[int]


def chinese(number: int) -> str:
    """1 → 一, 21 → 二十一; below 100."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (NUMERALS[ones] if ones else "")


def grid_of(draft: PlanDraft, *, as_printed: bool) -> Grid:
    """The task table. ``as_printed`` keeps the table's own wording and numbers; otherwise the governing text."""
    tasks, own_words = draft.tasks, as_printed and has_body(draft)
    has_area, has_group = any(t.area for t in tasks), any(t.group for t in tasks)
    has_field, has_result = any(t.field for t in tasks), any(t.result for t in tasks)
    columns = [Column("序号", 0.06, centred=True)]
    columns += [Column("领域", 0.1, centred=True)] if has_field else []
    columns += [Column("主要任务", 0.12, centred=True)] if has_area and not has_field else []
    columns += [Column("重点任务", 0.14)] if has_group else []
    columns += [Column("具体任务" if has_field or has_group else "任务", 0.36)]
    columns += [
        Column("牵头部门", 0.12, centred=True),
        Column("落实主体", 0.13, centred=True),
        Column("完成时限", 0.1, centred=True),
    ]
    columns += [Column("预期成果", 0.1)] if has_result else []
    columns += [Column("备注", 0.11)]
    rows, sections, area = list[tuple[str, ...]](), set[int](), None
    for task in tasks:
        if has_field and task.area != area:
            area = task.area
            sections.add(len(rows))
            rows.append((f"{chinese(len(sections))}、{area}", *[""] * (len(columns) - 1)))
        rows.append(_row(task, [column.title for column in columns], as_printed=as_printed, own_words=own_words))
    titles = [column.title for column in columns]
    merged = [titles.index(name) for name in ("领域", "主要任务", "重点任务") if name in titles]
    spans = (titles.index("主要任务"), titles.index("主要任务") + 1) if "主要任务" in titles and not has_group else None
    return Grid(tuple(columns), tuple(rows), _merges(rows, merged, sections), spans, frozenset(sections))


def _row(task: TaskDraft, titles: list[str], *, as_printed: bool, own_words: bool) -> tuple[str, ...]:
    cells = {
        "序号": (task.printed_no or "") if as_printed else str(task.no),
        "领域": task.field or NOTHING,
        "主要任务": task.area or NOTHING,
        "重点任务": task.group or NOTHING,
        "牵头部门": "\n".join(task.lead),
        "落实主体": "\n".join(task.implementers),
        "完成时限": task.deadline or "",
        "预期成果": task.result or "",
        "备注": task.remark or "",
    }
    text = (task.table_text or task.text) if own_words else task.text
    return tuple(cells.get(title, text) for title in titles)


def _merges(rows: list[tuple[str, ...]], columns: list[int], sections: set[int]) -> tuple[tuple[int, int, int], ...]:
    """Runs of equal texts in the area columns; a finer column never runs on past a coarser one."""
    found, bounds = list[tuple[int, int, int]](), set(sections) | {0, len(rows)}
    for column in columns:
        starts = sorted(
            bounds
            | {i for i in range(1, len(rows)) if rows[i][column] != rows[i - 1][column]}
            | {s + 1 for s in sections}
        )
        bounds |= set(starts)
        found += [
            (column, start, end - 1) for start, end in pairwise(starts) if end - start > 1 and rows[start][column]
        ]
    return tuple(found)


def lines_of(draft: PlanDraft) -> list[str]:
    """The paper above its table: head, goals, tasks by area, demands, signature."""
    lines = [f"{draft.issuer}文件"] if draft.issuer else []
    lines += [draft.doc_number] if draft.doc_number else []
    lines += [draft.title] if draft.title else []
    lines += [f"{'，'.join(draft.addressees)}："] if draft.addressees else []
    lines += [f"本方案已经{draft.adopted_by}审议通过，现予印发，请认真贯彻落实。"] if draft.adopted_by else []
    number = 0
    for heading, section in (("总体目标", _goals(draft)), ("主要任务", _tasks(draft)), ("工作要求", _demands(draft))):
        if section:
            number += 1
            lines += [f"{chinese(number)}、{heading}", *section]
    if draft.date:
        year, month, day = (int(part) for part in draft.date.split("-"))
        lines += [draft.issuer or "", f"{year}年{month}月{day}日"]
    return [line for line in lines if line]


def _goals(draft: PlanDraft) -> list[str]:
    spoken = "".join(task.text for task in draft.tasks)
    lines = [f"本方案的目标通过{draft.horizon_years}年努力实现。"] if draft.horizon_years else []
    for target in draft.targets:
        if target.raw in spoken:
            continue
        by = f"到{target.by}年，" if target.by and target.by not in target.raw else ""
        lines.append(f"{by}{target.raw}。")
    return list(dict.fromkeys(lines))


def has_body(draft: PlanDraft) -> bool:
    """Whether the paper has the tasks in its text too; one without areas, or without headings for them, was a table only."""
    return bool(draft.areas) and (any(draft.body_areas) or any(task.table_text for task in draft.tasks))


def _tasks(draft: PlanDraft) -> list[str]:
    if not has_body(draft):
        return []
    lines, area, areas = list[str](), None, 0
    body = dict(zip(draft.areas, draft.body_areas, strict=False))
    for task in draft.tasks:
        if task.area and task.area != area:
            areas += 1
            lines.append(f"（{chinese(areas)}）{body.get(task.area) or task.area}")
        area = task.area
        lines += f"{task.no}.{task.text}".split("\n")
    return lines


def _demands(draft: PlanDraft) -> list[str]:
    sentences = [f"{BODIES.get(body, body)}{words}。" for body, words in draft.rhythm]
    sentences += [f"{text}。" for text in dict.fromkeys(obligation.text for obligation in draft.obligations)]
    return [f"{number}.{sentence}" for number, sentence in enumerate(sentences, 1)]


def printable(text: str) -> str:
    """XML has no place for control characters; none of them is part of a plan."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )
