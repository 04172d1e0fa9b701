"""A bulletin as Word or PDF. An issued one comes from its snapshot: the same bytes, whatever has changed since."""

from django.http import HttpResponse

from shouwei.core.keys import SignedInRequest

from ..models import Bulletin
from ..permissions import KEYS
from ..queries.bulletins import paper_of_bulletin
from .paper_answer import paper_answer


@KEYS.page("view_bulletin")
def page(request: SignedInRequest, pk: int, file_format: str) -> HttpResponse:
    rows = Bulletin.objects.select_related("snapshot")
    bulletin = KEYS.fetch(request.identity, "view_bulletin", rows, pk=pk)
    return paper_answer(paper_of_bulletin(bulletin), file_format, f"{bulletin}通报")
