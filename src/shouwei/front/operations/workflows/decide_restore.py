"""The second person lets a restore happen or not; whoever asked may take it back."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from shouwei.core.clock import now
from shouwei.core.verdict import YES, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import same_hands

from ..models import RestoreRequest
from ..rules.backups import may_approve_restore

TASK = "operations.restore"


@transaction.atomic
def approve_restore(request: RestoreRequest, *, by: Identity) -> RestoreRequest:
    """From here the worker goes on by itself: it reads the backup through, keeps what is there now, and calls the supervisor."""
    request = _locked(request)
    asker = request.asked_by
    require(
        may_approve_restore(
            same_person=asker is None or same_hands(asker, by.hands, at=request.asked_at),
            waiting=request.state == RestoreRequest.State.WAITING,
            age=now() - request.asked_at,
        )
    )
    _decide(request, RestoreRequest.State.APPROVED, by)
    record(by=by, what="批准恢复备份", on=request, why=request.reason)
    app.configure_task(TASK, lock="restore").defer(request=request.pk)
    return request


@transaction.atomic
def stop_restore(request: RestoreRequest, *, because: str, by: Identity) -> RestoreRequest:
    """Sent back by another person, or taken back by the one who asked; until the system has stopped for it."""
    request = _locked(request)
    require(YES if request.is_open else no("这份恢复申请已经办结。"))
    own = request.asked_by is not None and request.asked_by.user_id == by.user_id
    require(YES if own or because.strip() else no("退回申请请写明理由，申请人会看到。"))
    state = RestoreRequest.State.TAKEN_BACK if own else RestoreRequest.State.REFUSED
    request.note, request.ended_at = because.strip()[:500], now()
    _decide(request, state, None if own else by)
    if request.asked_by is not None and not own:
        said = f"恢复“{request.what}”的申请被退回：{request.note}"
        tell([request.asked_by], said, url=reverse("operations:backups"), key=f"restore:{request.pk}:refused")
    record(by=by, what="撤回恢复申请" if own else "退回恢复申请", on=request, why=request.note)
    return request


def _locked(request: RestoreRequest) -> RestoreRequest:
    rows = RestoreRequest.objects.select_for_update(of=("self",)).select_related("asked_by")
    return rows.get(pk=request.pk)


def _decide(request: RestoreRequest, state: str, by: Identity | None) -> None:
    request.state = state
    if by is not None:
        request.decided_by_id, request.decided_label, request.decided_at = by.pk, str(by), now()
    request.save()
