"""Put a difficulty before the council."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Difficulty
from ..permissions import KEYS
from ..workflows.escalate_difficulty import escalate_difficulty
from .acting import act


@KEYS.page("escalate_difficulty")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    difficulty = KEYS.fetch(request.identity, "escalate_difficulty", Difficulty.objects.all(), pk=pk)
    return act(
        request,
        lambda: escalate_difficulty(difficulty, by=request.identity, today=today()),
        done="已提请理事会研究，反映单位已收到通知。",
        back=reverse("planning:difficulties"),
    )
