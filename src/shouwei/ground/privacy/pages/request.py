"""One request: what is asked, by when, the ways to do it, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.proof import fresh_proof
from shouwei.core.verdict import Refused
from shouwei.ground.audit.queries import history_of

from ..models import DataRequest
from ..permissions import KEYS
from ..queries.requests import REQUESTS, clock_of, exceptions_about, is_carried_out
from ..workflows.answer_request import take_request
from ..workflows.export_person import export_person, export_student
from .answer_request import AnswerForm


@KEYS.page("view_request")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "view_request", REQUESTS, pk=pk)
    own = row.user_id is not None and row.user_id in (request.identity.user_id, request.identity.hands)
    may_answer = row.waits and not own and KEYS.opens(request.identity, "answer_request", row)
    context = {
        "row": row,
        "clock": clock_of(row, today(), exceptions_about(today())),
        "may_answer": may_answer,
        "may_take": may_answer and row.state == DataRequest.State.OPEN,
        "carried_out": may_answer and is_carried_out(row),
        "form": AnswerForm(),
        "history": history_of(row),
    }
    return render(request, "privacy/request.html", context)


@KEYS.page("answer_request")
@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "answer_request", REQUESTS, pk=pk)
    try:
        take_request(row, by=request.identity)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已受理，由您办理。")
    return redirect(row)


@KEYS.page("answer_request")
@require_POST
@fresh_proof()
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The copy that was asked for, to be handed over; only while such a request waits."""
    row = KEYS.fetch(request.identity, "answer_request", REQUESTS, pk=pk)
    if (
        not row.waits
        or row.kind != DataRequest.Kind.COPY
        or row.user_id in (request.identity.user_id, request.identity.hands)
    ):
        messages.error(request, "只有正在办理的查阅、复制申请可以制作副本，本人的副本请在“我的个人信息”下载。")
        return redirect(row)
    because = f"答复{row.number}"
    if row.user:
        packed = export_person(row.user, by=request.identity, because=because)
    elif row.student:
        packed = export_student(row.student, because=because, by=request.identity)
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f"attachment; filename=shouwei-request-{row.year}-{row.serial}.zip"
    answer["Cache-Control"] = "no-store"
    return answer
