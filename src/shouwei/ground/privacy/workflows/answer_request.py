"""Take a request up, answer it, take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import DataRequest
from ..queries.requests import is_carried_out
from ..rules.requests import may_answer, may_take, may_withdraw


def _locked(row: DataRequest) -> DataRequest:
    return DataRequest.objects.select_for_update(of=("self",)).select_related("user", "student").get(pk=row.pk)


@transaction.atomic
def take_request(row: DataRequest, *, by: Identity) -> DataRequest:
    row = _locked(row)
    require(may_take(state=row.state))
    row.state, row.taken_by_id = DataRequest.State.TAKEN, by.pk
    row.save(update_fields=["state", "taken_by"])
    record(by=by, what="受理个人信息申请", on=row)
    return row


@transaction.atomic
def answer_request(row: DataRequest, *, outcome: str, answer: str, by: Identity, today: date) -> DataRequest:
    """What was asked has been done elsewhere (copy, deletion, correction); here the person is told, with the reason where it was not."""
    row = _locked(row)
    require(
        may_answer(
            state=row.state,
            kind=row.kind,
            outcome=outcome,
            answer=answer,
            carried_out=is_carried_out(row),
            own=row.user_id in (by.user_id, by.hands),
        )
    )
    row.state, row.outcome, row.answer, row.ended_on = DataRequest.State.ANSWERED, outcome, answer.strip(), today
    row.answered_by_id, row.taken_by_id = by.pk, row.taken_by_id or by.pk
    row.save(update_fields=["state", "outcome", "answer", "ended_on", "answered_by", "taken_by"])
    if row.user_id:
        tell(
            Identity.objects.on(today).filter(user=row.user_id)[:1],
            f"您的{row.get_kind_display()}申请{row.number}已答复：{row.get_outcome_display()}。",
            url=row.own_url,
            key=f"data_answer:{row.pk}",
        )
    late = (today - row.due_on).days
    changes: dict[str, list[Any]] = {
        "办理结果": [None, row.get_outcome_display()],
        "期限": [row.due_on.isoformat(), "按期" if late <= 0 else f"逾期{late}天"],
    }
    record(by=by, what="答复个人信息申请", on=row, changes=changes)
    return row


@transaction.atomic
def withdraw_request(row: DataRequest, *, by: Identity | None, today: date) -> DataRequest:
    row = _locked(row)
    require(may_withdraw(state=row.state))
    row.state, row.ended_on = DataRequest.State.WITHDRAWN, today
    row.save(update_fields=["state", "ended_on"])
    record(by=by, what="撤回个人信息申请", on=row)
    return row
