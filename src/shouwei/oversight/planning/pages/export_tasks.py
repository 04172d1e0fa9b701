"""The 任务分解表 in its official columns, as a workbook or a Word file; our own reader reads both back."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse

from shouwei.core.keys import SignedInRequest

from ..models import Plan
from ..permissions import KEYS
from ..queries.plan_drafts import draft_of
from ..rules.plan_writer.excel import task_table_xlsx
from ..rules.plan_writer.word import task_table_docx

FORMATS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", task_table_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", task_table_docx),
}


@KEYS.page("export_plan")
def page(request: SignedInRequest, pk: int, file_format: str) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "export_plan", Plan.objects.all(), pk=pk)
    if file_format not in FORMATS:
        raise Http404
    media_type, write = FORMATS[file_format]
    answer = HttpResponse(write(draft_of(plan)), content_type=media_type)
    name = quote(f"{plan.title}任务分解表.{file_format}", safe="")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
