"""年度报告: figures frozen, printed the same ever after, amended in the open."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.official.word import to_docx
from shouwei.ground.documents.queries import paper_of

from ..models import Report
from ..permissions import KEYS
from ..workflows.freeze_report import freeze_report
from .targets import year_of

FORMATS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "pdf": ("application/pdf", to_pdf),
}


@KEYS.page("view_reports")
def page(request: SignedInRequest) -> HttpResponse:
    rows = Report.objects.select_related("snapshot", "made_by__user")
    day = today()
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "may_freeze": KEYS.holds(request.identity, "freeze_report"),
        "years": range(day.year, day.year - 6, -1),
    }
    return render(request, "indicators/reports.html", context)


@KEYS.page("freeze_report")
@require_POST
def freeze(request: SignedInRequest) -> HttpResponse:
    year = year_of(request.POST) or today().year
    try:
        report = freeze_report(year, why=request.POST.get("why", "")[:300], by=request.identity, today=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("indicators:reports")
    messages.success(request, f"{report}报告已生成，不再改动。")
    return redirect(report)


@KEYS.page("view_reports")
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    related = Report.objects.select_related("snapshot", "made_by__user")
    report = KEYS.fetch(request.identity, "view_reports", related, pk=pk)
    return render(request, "indicators/report.html", {"report": report, "rows": report.snapshot.content["figures"]})


@KEYS.page("view_reports")
def paper(request: SignedInRequest, pk: int, file_format: str) -> HttpResponse:
    report = KEYS.fetch(request.identity, "view_reports", Report.objects.select_related("snapshot"), pk=pk)
    if file_format not in FORMATS:
        raise Http404
    media_type, render_paper = FORMATS[file_format]
    answer = HttpResponse(render_paper(paper_of(report.snapshot)), content_type=media_type)
    answer["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(f'{report.snapshot.title}.{file_format}', safe='')}"
    )
    return answer
