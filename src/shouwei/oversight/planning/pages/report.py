"""One report, as it was sent and judged."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import ProgressReport
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.reports import with_words
from ..rules.reports import EDITABLE, may_approve, may_judge


@KEYS.page("view_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    reports = with_words(ProgressReport.objects.all()).select_related("judged_by__organisation", "judged_by__user")
    report = KEYS.fetch(request.identity, "view_report", reports, pk=pk)
    return render(
        request,
        "planning/report.html",
        {
            "report": report,
            "files": files_of(report.evidence.all()),
            "may_edit": report.state in EDITABLE and KEYS.opens(request.identity, "write_report", report.duty),
            "may_approve": may_approve(state=report.state) and KEYS.opens(request.identity, "approve_report", report),
            "may_judge": may_judge(state=report.state) and KEYS.opens(request.identity, "judge_report", report),
        },
    )
