"""The 督办单 as a form to print or to file."""

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import SupervisionNotice
from ..papers.notice_paper import notice_paper
from ..permissions import KEYS
from ..queries.notice_facts import notice_facts
from .paper_answer import paper_answer


@KEYS.page("view_notice")
def page(request: SignedInRequest, pk: int, file_format: str) -> HttpResponse:
    rows = SupervisionNotice.objects.select_related("duty__task__plan", "duty__task__lead", "to", "signed_by__user")
    notice = KEYS.fetch(request.identity, "view_notice", rows, pk=pk)
    return paper_answer(notice_paper(notice_facts(notice, today())), file_format, notice.number or "督办单草稿")
