"""Agenda, material and minutes as Word or PDF. Material and minutes come from their snapshot and never change."""

from django.http import Http404, HttpResponse

from shouwei.core.keys import SignedInRequest
from shouwei.ground.documents.official.document import OfficialDocument
from shouwei.ground.documents.queries import paper_of

from ..models import Meeting
from ..papers.meeting_papers import agenda_paper
from ..permissions import KEYS
from ..queries.meeting_facts import meeting_facts
from .paper_answer import paper_answer

NAMES = {"pack": "材料", "agenda": "议题", "minutes": "纪要"}


@KEYS.page("view_meeting")
def page(request: SignedInRequest, pk: int, paper: str, file_format: str) -> HttpResponse:
    rows = Meeting.objects.select_related("plan", "pack", "record")
    meeting = KEYS.fetch(request.identity, "view_meeting", rows, pk=pk)
    found = _paper(meeting, paper)
    if found is None:
        raise Http404
    return paper_answer(found, file_format, f"{meeting}{NAMES[paper]}")


def _paper(meeting: Meeting, paper: str) -> OfficialDocument | None:
    """None for a paper that does not exist, or not yet. Until it is settled the agenda is printed as it stands."""
    if paper == "pack":
        return paper_of(meeting.pack) if meeting.pack else None
    if paper in ("agenda", "minutes") and meeting.record:
        return paper_of(meeting.record, paper)
    return agenda_paper(meeting_facts(meeting)) if paper == "agenda" else None
