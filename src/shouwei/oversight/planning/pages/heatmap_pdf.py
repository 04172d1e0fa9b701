"""The heatmap as an A3 sheet for the meeting room."""

from __future__ import annotations

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Plan
from ..papers.heatmap_paper import heatmap_paper
from ..permissions import KEYS
from .heatmap import picture_wanted
from .paper_answer import paper_answer


@KEYS.page("export_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "export_plan", Plan.objects.all(), pk=pk)
    picture, _ = picture_wanted(plan, request)
    day = today()
    return paper_answer(heatmap_paper(plan.title, picture, day), "pdf", f"任务落实情况一览表{day:%Y%m%d}")
