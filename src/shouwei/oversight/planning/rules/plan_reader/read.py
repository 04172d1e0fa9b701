"""The plan reader: a document in, a draft out; refuses what holds no tasks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from shouwei.ground.documents.reading.document import Document, Paragraph, Table

from . import problems as oddities
from .deadlines import deadlines_in, latest, rule_of
from .demands import horizon_in, obligations_in, rhythm_in, schedule_of
from .draft import Indicator, NotAPlan, PlanDraft, Problem, TaskDraft, Variance
from .flattened import Grid, caption_of, find_grids, grid_of
from .indicators import indicators_of
from .letterhead import Letterhead, letterhead
from .lines import Line, lines_of, without_furniture
from .measures import Measure, measures_of
from .outline import Node, outline
from .responsibilities import Convention, mark_of_leads, says_first_leads
from .targets import targets_in
from .task_table import Row, layout_of, rows_of
from .variances import Match, matches, variance
from .wording import digits, plain

NO_TASKS = (
    "没有在文件中识别到任务。请确认文件含有带“牵头部门、完成时限”等列的任务分解表，或正文任务后注明了责任单位"
    "（如“（教务处牵头，各学院配合）”），再重新上传。"
)

MOST_TASKS = 2_000
_RULES = re.compile(r"(?:章程|条例|办法|制度|规定|细则|规则|守则|公约|协议书?|合同)(?:[（(][^（）()]*[）)])?$")
"""Papers that rule and charge nobody with anything: their articles are no tasks."""


@dataclass
class _Parts:
    """The document sorted: running lines, task rows, indicators."""

    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


def read_plan(document: Document) -> PlanDraft:
    """Understand a document as a plan. Raises :class:`NotAPlan` with a Chinese sentence when it has no tasks."""
    convention = Convention()
    parts = _sorted(document, convention)
    head = letterhead(parts.lines)
    root = outline(parts.lines)
    title_year = _year_of(head.title)
    if parts.rows:
        tasks, areas, body_areas, variances, shared = _from_table(parts, root, title_year, convention)
    else:
        measures = measures_of(root, convention, parts.lines)
        tasks = [_from_measure(number, measure, title_year) for number, measure in enumerate(measures, 1)]
        areas = tuple(dict.fromkeys(task.area for task in tasks if task.area))
        body_areas, variances, shared = areas, [], []
    nobody_named = not any(task.lead or task.implementers or task.deadline for task in tasks)
    if not tasks or (nobody_named and _RULES.search(head.title or "")):
        raise NotAPlan(NO_TASKS)
    if len(tasks) > MOST_TASKS:
        raise NotAPlan(
            f"识别到{len(tasks)}项任务，超过{MOST_TASKS}项的上限，不像一份工作方案。请只上传本方案的任务分解表。"
        )
    return _draft(document, parts, head, root, tasks, areas, body_areas, variances, shared)


def _draft(
    document: Document,
    parts: _Parts,
    head: Letterhead,
    root: Node,
    tasks: list[TaskDraft],
    areas: tuple[str, ...],
    body_areas: tuple[str | None, ...],
    variances: list[Variance],
    shared: list[Problem],
) -> PlanDraft:
    targets = targets_in(root, parts.lines, [(task.text, task.place) for task in tasks])
    task_texts = {plain(task.text) for task in tasks} | {plain(task.table_text or "") for task in tasks}
    other = [line for line in parts.lines if not any(plain(line.text)[4:24] in text for text in task_texts)]
    years = horizon_in(head.title, parts.lines)
    found = [
        *oddities.head_problems(head.title, head.doc_number, head.issuer, head.date),
        *oddities.number_problems(tasks),
        *oddities.task_problems(tasks),
        *oddities.variance_problems(variances),
        *oddities.lead_problems(tasks),
        *oddities.idle_bodies(parts.lines, tasks, head.issuer),
        *oddities.wording_problems(parts.lines),
        *oddities.target_problems(targets, years, bool(re.search(r"20\d\d.{1,3}20\d\d", digits(head.title or "")))),
        *shared,
    ]
    return PlanDraft(
        title=head.title,
        doc_number=head.doc_number,
        issuer=head.issuer,
        date=head.date,
        adopted_by=head.adopted_by,
        addressees=head.addressees,
        areas=areas,
        body_areas=body_areas,
        tasks=tuple(tasks),
        targets=tuple(targets),
        horizon_years=years,
        rhythm=rhythm_in(other),
        obligations=tuple(obligations_in(other)),
        variances=tuple(variances),
        problems=tuple(dict.fromkeys(found)),
        schedule=tuple(schedule_of(root)),
        indicators=tuple(parts.indicators),
        notes=document.notes,
    )


def _year_of(title: str | None) -> int | None:
    """2021年工作要点 → 2021; a span of years gives none."""
    years = re.findall(r"(20\d\d)\s*年", digits(title or ""))
    span = re.search(r"20\d\d\s*年?\s*[—\-－–~至到]", digits(title or ""))
    return int(years[0]) if len(years) == 1 and not span else None


def _sorted(document: Document, convention: Convention) -> _Parts:
    parts, run, grids = _Parts(), list[Paragraph](), list[Grid]()

    def captioned(grid: Grid) -> Grid:
        return replace(grid, caption=caption_of(parts.lines[-1].text)) if parts.lines else grid

    def flush() -> None:
        paragraphs = without_furniture(run)
        at = 0
        for start, end, grid in find_grids(paragraphs):
            parts.lines += lines_of(paragraphs[at:start])
            grids.append(captioned(grid))
            at = end
        parts.lines += lines_of(paragraphs[at:])
        run.clear()

    for block in document.blocks:
        if isinstance(block, Table):
            flush()
            grids.append(captioned(grid_of(block)))
        else:
            run.append(block)
    flush()
    _read_grids(grids, parts, convention)
    return parts


def _read_grids(grids: list[Grid], parts: _Parts, convention: Convention) -> None:
    if any(
        says_first_leads(line.text) and len(line.text) < 120 and re.match(r"(?:备?注|说明|\d)", line.text)
        for line in parts.lines
    ):
        convention.first_leads = True
    convention.lead_mark = next((sign for line in parts.lines if (sign := mark_of_leads(line.text))), None)
    for grid in _continued(grids):
        layout = layout_of(grid)
        if layout is not None:
            parts.rows += rows_of(grid, layout, convention)
        elif found := indicators_of(grid):
            parts.indicators += found
        else:
            parts.lines += _as_lines(grid)


def _continued(grids: list[Grid]) -> list[Grid]:
    """A table broken over pages into several of one width: the later ones without a header go on with the first."""
    result: list[Grid] = []
    for grid in grids:
        if result and _goes_on(result[-1], grid):
            upper = result[-1]
            result[-1] = Grid(
                upper.rows + grid.rows,
                upper.above + grid.above,
                upper.places + grid.places,
                upper.blank_inherits,
                upper.lone + grid.lone,
                upper.caption,
            )
        else:
            result.append(grid)
    return result


def _goes_on(upper: Grid, lower: Grid) -> bool:
    first = plain(digits(lower.rows[0][0])) if lower.rows else ""
    same_width = bool(lower.rows) and len(lower.rows[0]) == len(upper.rows[0])
    return same_width and (first.isdecimal() or not first) and layout_of(lower) is None and layout_of(upper) is not None


def _as_lines(grid: Grid) -> list[Line]:
    """A table that is neither: its cells are read as text, since many papers are laid out in one."""
    return [
        Line(text.strip(), place)
        for row, place in zip(grid.rows, grid.places, strict=True)
        for cell in row
        for text in cell.split("\n")
        if text.strip()
    ]


def _from_measure(number: int, measure: Measure, year: int | None) -> TaskDraft:
    return TaskDraft(
        no=number,
        printed_no=measure.node.printed or None,
        area=measure.area,
        text=measure.text,
        lead=measure.responsibility.lead,
        implementers=measure.responsibility.implementers,
        deadline=measure.deadline,
        deadline_rule=rule_of(measure.deadline, year=year),
        group=measure.group,
        responsibility=measure.responsibility.raw,
        place=f"正文{measure.node.place}",
    )


def _from_table(
    parts: _Parts, root: Node, year: int | None, convention: Convention
) -> tuple[list[TaskDraft], tuple[str, ...], tuple[str | None, ...], list[Variance], list[Problem]]:
    rows = parts.rows
    found = matches([row.text for row in rows], root)
    in_both = {id(match.node) for match in found if match}
    if sum(match is not None for match in found) < 0.3 * len(rows):
        found = [None] * len(rows)
    tasks, variances, shared = list[TaskDraft](), list[Variance](), defaultdict[str, list[int]](list)
    body_area: dict[str, str | None] = {}
    for number, (row, match) in enumerate(zip(rows, found, strict=True), 1):
        task, differs = _from_row(number, row, match, year)
        tasks.append(task)
        variances += [differs] if differs else []
        for name in row.shared:
            shared[name].append(number)
        if task.area and body_area.get(task.area) is None:
            body_area[task.area] = match.area if match else None
            if row.area and match and match.area and (v := variance(number, "area", match.area, row.area)):
                variances.append(v)
    only_in_body = [
        measure.text
        for measure in measures_of(root, convention, parts.lines)
        if measure.has_mark and not in_both & {id(node) for node in (measure.node, *measure.node.walk())}
    ]
    problems = [*oddities.shared_problem(shared), *oddities.body_problems(only_in_body)]
    return tasks, tuple(body_area), tuple(body_area.values()), variances, problems


def _from_row(number: int, row: Row, match: Match | None, year: int | None) -> tuple[TaskDraft, Variance | None]:
    text = match.text if match else row.text
    differs = variance(number, "text", text, row.text) if match else None
    deadline = row.deadline or (latest(deadlines_in(text)) if row.deadline is None else None)
    task = TaskDraft(
        no=number,
        printed_no=row.printed_no,
        area=row.area or (match.area if match else None),
        text=text,
        lead=row.responsibility.lead,
        implementers=row.responsibility.implementers,
        deadline=deadline or None,
        deadline_rule=rule_of(deadline, year=year),
        table_text=row.text if differs else None,
        group=row.group,
        field=row.field,
        remark=row.remark,
        result=row.result,
        responsibility=row.responsibility.raw,
        place=f"任务分解表{row.place}",
    )
    return task, differs
