"""Send what is due, one after the other, with no transaction open while a foreign server takes its time.

A sending is claimed (so that two workers never take the same), marked as going out, sent, and settled. A worker killed before it is
marked loses nothing: the claim runs out and another sends it. Killed in between, nobody knows whether it arrived: mail and text
messages carry their number and go again under it; a group robot would say it twice, so it is left as of unknown result, to be looked at.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..channels.choosing import adapter_of
from ..channels.protocol import Adapter, Outcome
from ..models import Dispatch
from ..queries.needed import settled_among
from ..queries.wording import letter_of, message_of
from ..rules.sending import pause_after
from .settle import DONE, mark_settled

AT_A_TIME = 100
CLAIM = timedelta(minutes=5)
UNKNOWN = "发送途中中断，是否送达不明。请到群里核对后决定是否重新发送。"
READ = "已在站内查看，未再打扰。"
State = Dispatch.State
Way = Dispatch.Way


def deliver(now: datetime) -> int:
    """How many went out. A way that is found closed is left alone for the rest of this run."""
    sent, closed = 0, set[tuple[str, int | None]]()
    for dispatch in _claimed(now):
        door = ("mail" if dispatch.channel_id is None else "", dispatch.channel_id)
        if door in closed:
            _put_back(dispatch, now)
            continue
        outcome = _deliver_one(dispatch, now)
        sent += outcome.accepted
        if outcome.down:
            closed.add(door)
    return sent


@transaction.atomic
def _claimed(now: datetime) -> list[Dispatch]:
    due = Dispatch.objects.select_for_update(skip_locked=True, of=("self",)).filter(next_at__lte=now)
    rows = due.filter(state__in=[State.WAITING, State.SENDING]).select_related("channel", "user", "notice__to")
    claimed = list(rows.order_by("next_at", "pk")[:AT_A_TIME])
    Dispatch.objects.filter(pk__in=[one.pk for one in claimed]).update(next_at=now + CLAIM)
    return claimed


def _deliver_one(dispatch: Dispatch, now: datetime) -> Outcome:
    adapter = adapter_of(dispatch)
    if dispatch.state == State.SENDING and not adapter.repeatable:
        return _settle(dispatch, Outcome(False, UNKNOWN, unsure=True), now)
    if why := _needless(dispatch, now):
        return _settle(dispatch, Outcome(False, why), now, withdrawn=True)
    return _settle(dispatch, _sent_by(adapter, dispatch), now)


def _needless(dispatch: Dispatch, now: datetime) -> str:
    if dispatch.channel is not None and dispatch.channel.stopped_at is not None:
        return "渠道已停用。"
    if dispatch.notice is not None:
        if dispatch.notice.settled_at is None:
            mark_settled(settled_among([dispatch.notice]), now)
            dispatch.notice.refresh_from_db(fields=["settled_at"])
        if dispatch.notice.settled_at is not None:
            return DONE
        if dispatch.notice.read_at is not None and dispatch.way != Way.ROBOT:
            return READ
    if dispatch.notice is None and dispatch.way in (Way.MAIL, Way.SMS) and letter_of(dispatch) is None:
        return DONE
    if dispatch.user is not None and not dispatch.user.is_active:
        return "帐号已停用。"
    return READ if dispatch.way == Way.DIGEST and message_of(dispatch) is None else ""


def _sent_by(adapter: Adapter, dispatch: Dispatch) -> Outcome:
    message = message_of(dispatch)
    if message is None:
        return Outcome(False, "没有可以发送的地址或内容。")
    Dispatch.objects.filter(pk=dispatch.pk).update(state=State.SENDING)
    return adapter.send(message)


def _put_back(dispatch: Dispatch, now: datetime) -> None:
    """Not tried, so not counted; in a minute the way may be open again."""
    Dispatch.objects.filter(pk=dispatch.pk).update(next_at=now + timedelta(minutes=1))


@transaction.atomic
def _settle(dispatch: Dispatch, outcome: Outcome, now: datetime, *, withdrawn: bool = False) -> Outcome:
    row = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
    row.said = outcome.said[:300]
    row.attempts += 0 if withdrawn else 1
    pause = pause_after(row.attempts) if outcome.again else None
    row.next_at = now + pause if pause and not withdrawn else None
    if outcome.accepted:
        row.state, row.sent_at = State.SENT, timezone.now()
    elif withdrawn:
        row.state = State.WITHDRAWN
    elif outcome.unsure:
        row.state = State.UNCERTAIN
    else:
        row.state = State.WAITING if pause else State.GIVEN_UP
    row.save(update_fields=["said", "attempts", "next_at", "state", "sent_at"])
    return outcome
