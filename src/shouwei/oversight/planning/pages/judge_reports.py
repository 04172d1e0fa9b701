"""Reports that wait for the lead, to be taken one by one or together."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import ProgressReport
from ..permissions import KEYS
from ..queries.reports import with_words
from ..workflows.judge_report import judge_report
from .batch import chosen, each

PER_PAGE = 50


@KEYS.page("judge_report")
def page(request: SignedInRequest) -> HttpResponse:
    waiting = ProgressReport.objects.filter(state=ProgressReport.State.APPROVED).order_by(
        "submitted_on", "period_first", "pk"
    )
    rows = KEYS.within(request.identity, "judge_report", waiting)
    if request.method == "POST":
        each(
            request,
            rows.filter(pk__in=chosen(request)),
            lambda report: judge_report(report, by=request.identity, today=today()),
            done="已采纳{}份进展。",
        )
        return redirect("planning:judge_reports")
    reports = Paginator(with_words(rows), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "planning/judge_reports.html", {"reports": reports, "today": today()})
