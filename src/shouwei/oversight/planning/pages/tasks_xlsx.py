"""The task list as a workbook: exactly the rows, order and figures the filters show."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.text import in_words

from ..models import Plan
from ..permissions import KEYS
from ..rules.pictures import TaskRow
from .task_filters import wanted_of
from .tasks import rows_wanted

COLUMNS = (
    ("编号", 6),
    ("印制序号", 9),
    ("任务类别", 22),
    ("任务", 60),
    ("牵头部门", 18),
    ("落实主体", 24),
    ("完成时限", 14),
    ("截止日期", 14),
    ("完成率（%）", 11),
    ("序时进度（%）", 13),
    ("状态", 8),
    ("依据", 40),
    ("办结", 6),
    ("分担", 6),
)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@KEYS.page("export_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "export_plan", Plan.objects.all(), pk=pk)
    _, rows = rows_wanted(plan, wanted_of(request.GET), request)
    answer = HttpResponse(workbook(plan, rows), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="tasks-{plan.pk}-{today():%Y%m%d}.xlsx"'
    return answer


def workbook(plan: Plan, rows: list[TaskRow]) -> bytes:
    """Texts are written as texts, so that a cell beginning with = is never a formula."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("任务清单")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    sheet.write_string(0, 0, f"{plan}，截至{in_words(today())}，{len(rows)}项")
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, head)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(cells(row)):
            if isinstance(value, int):
                sheet.write_number(number, column, value, wrap)
            else:
                sheet.write_string(number, column, value, wrap)
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, max(len(rows) + 1, 2), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()
    return out.getvalue()


def cells(row: TaskRow) -> tuple[str | int, ...]:
    """In the order of ``COLUMNS``."""
    return (
        row.number,
        row.printed_number,
        row.area,
        row.text,
        row.leads,
        row.implementers,
        row.deadline,
        in_words(row.due_on) if row.due_on else "",
        row.percent,
        "" if row.expected is None else row.expected,
        row.light.label,
        row.light.why,
        row.done,
        row.duties,
    )
