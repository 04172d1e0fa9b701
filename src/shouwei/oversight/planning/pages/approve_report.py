"""The unit's head reads a report and lets it go up, or gives it back."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.people.models import Identity

from ..models import ProgressReport
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.reports import with_words
from ..workflows.approve_report import approve_report
from ..workflows.return_report import return_report
from .answering import answer_page


@KEYS.page("approve_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    report = KEYS.fetch(request.identity, "approve_report", with_words(ProgressReport.objects.all()), pk=pk)
    return answer_page(
        request,
        thing=report,
        decide=partial(decide, report, request.identity),
        template="planning/approve_report.html",
        said=("已审核，进展已报送牵头部门。", "已退回经办人修改。"),
        back=reverse("planning:approve_reports"),
        report=report,
        files=files_of(report.evidence.all()),
    )


def decide(report: ProgressReport, by: Identity, *, approve: bool, answer: str) -> None:
    if approve:
        approve_report(report, by=by, today=today())
    else:
        return_report(report, stage=ProgressReport.State.SUBMITTED, because=answer, by=by, today=today())
