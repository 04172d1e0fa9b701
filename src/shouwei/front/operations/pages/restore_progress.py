"""How far an approved restore is; asked for every two seconds until the system stands still."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.ground.people.queries import same_hands

from ..models import RestoreRequest
from ..permissions import KEYS
from ..rules.backups import APPROVED_FOR


@KEYS.page("view_backups")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = KEYS.fetch(request.identity, "view_backups", RestoreRequest.objects.all(), pk=pk)
    return render(request, "operations/restore_card.html", restore_card(request, asked))


def restore_card(request: SignedInRequest, asked: RestoreRequest | None) -> dict[str, Any]:
    """Who may do what with the open request; nothing to show without one."""
    if asked is None:
        return {"asked": None}
    may_decide = KEYS.holds(request.identity, "approve_restore") and asked.is_open
    asker = asked.asked_by
    is_own = asker is not None and same_hands(asker, request.identity.hands, at=asked.asked_at)
    return {
        "asked": asked,
        "may_approve": may_decide and not is_own and asked.state == RestoreRequest.State.WAITING,
        "may_stop": may_decide,
        "is_own": is_own,
        "until": asked.asked_at + APPROVED_FOR,
        "lapsed": now() - asked.asked_at > APPROVED_FOR,
    }
