"""The unit's head reads a report and lets it go up, or gives it back."""

from django.http import HttpResponse

from shouwei.core.keys import SignedInRequest

from ..models import ProgressReport
from ..permissions import KEYS
from ..workflows.approve_report import approve_report
from .answer_report import Words, answer_report

WORDS = Words(
    lead="同意后即报送牵头部门，今天记为报送日期。",
    yes="同意并报送",
    no="退回经办人",
    said=("已审核，进展已报送牵头部门。", "已退回经办人修改。"),
)


@KEYS.page("approve_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    return answer_report(
        request,
        pk,
        key="approve_report",
        stage=ProgressReport.State.SUBMITTED,
        accept=approve_report,
        words=WORDS,
        back="planning:approve_reports",
    )
