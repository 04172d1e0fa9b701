"""Take back a file that was attached by mistake."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Duty, Evidence
from ..permissions import KEYS
from ..workflows.withdraw_evidence import withdraw_evidence
from .because import because_page


@KEYS.page("write_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    own = KEYS.within(request.identity, "write_report", Duty.objects.all())
    rows = Evidence.objects.filter(duty__in=own).select_related("file", "duty__task__lead", "duty__organisation")
    evidence = KEYS.fetch(request.identity, "view_evidence", rows, pk=pk)
    return because_page(
        request,
        evidence.duty,
        lambda because: withdraw_evidence(evidence, because=because, by=request.identity, today=today()),
        template="planning/withdraw_evidence.html",
        done="佐证已撤回，经过中保留记录。",
        evidence=evidence,
    )
