"""The lead reads a report and takes it, or gives it back."""

from django.http import HttpResponse

from shouwei.core.keys import SignedInRequest

from ..models import ProgressReport
from ..permissions import KEYS
from ..workflows.judge_report import judge_report
from .answer_report import Words, answer_report

WORDS = Words(
    lead="采纳后计入任务进展；单位的报送日期不因审核早晚改变。",
    yes="采纳",
    no="退回单位",
    said=("已采纳该份进展。", "已退回单位修改。"),
)


@KEYS.page("judge_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    return answer_report(
        request,
        pk,
        key="judge_report",
        stage=ProgressReport.State.APPROVED,
        accept=judge_report,
        words=WORDS,
        back="planning:judge_reports",
    )
