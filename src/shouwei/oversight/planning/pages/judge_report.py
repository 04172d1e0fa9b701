"""The lead reads a report and takes it, or gives it back."""

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
from ..workflows.judge_report import judge_report
from ..workflows.return_report import return_report
from .answering import answer_page


@KEYS.page("judge_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    report = KEYS.fetch(request.identity, "judge_report", with_words(ProgressReport.objects.all()), pk=pk)
    return answer_page(
        request,
        thing=report,
        decide=partial(decide, report, request.identity),
        template="planning/judge_report.html",
        said=("已采纳该份进展。", "已退回单位修改。"),
        back=reverse("planning:judge_reports"),
        report=report,
        files=files_of(report.evidence.all()),
    )


def decide(report: ProgressReport, by: Identity, *, approve: bool, answer: str) -> None:
    if approve:
        judge_report(report, by=by, today=today())
    else:
        return_report(report, stage=ProgressReport.State.APPROVED, because=answer, by=by, today=today())
