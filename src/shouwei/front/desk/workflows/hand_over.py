"""Somebody leaves: the identity ends on a day, the open work goes to a successor, and a report says what moved.

It stands here because it touches every room. What comes up between now and the last day moves in the night after.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Handover, Identity
from shouwei.ground.people.workflows.end_identity import end_identity

from ..open_work import ACROSS, open_work_of
from ..rules.handing_over import may_hand_over


@transaction.atomic
def hand_over(
    leaver: Identity, *, successor: Identity, last_day: date, reason: str, by: Identity, today: date, now: datetime
) -> Handover:
    leaver = _locked(leaver)
    require(
        may_hand_over(
            in_force=leaver.in_force(today),
            same_person=leaver.user_id == successor.user_id,
            same_organisation=leaver.organisation_id == successor.organisation_id,
            successor_in_force=successor.in_force(today) and successor.user.is_active,
        )
    )
    before = leaver.until
    end_identity(leaver, last_day=last_day, why=reason, by=by, today=today)
    handover = Handover.objects.create(
        identity=leaver,
        successor=successor,
        last_day=last_day,
        until_before=before,
        reason=reason,
        made_by_id=by.pk,
        made_at=now,
        lines=_move(leaver, successor),
    )
    if handover.lines:
        tell(
            [successor],
            f"{leaver.user}的工作已交接给您，共{len(handover.lines)}项，请查看交接单。",
            url=f"/handovers/{handover.pk}/",
            key=f"handover:{handover.pk}",
        )
    record(
        by=by,
        what="工作交接",
        on=handover,
        about=leaver.user,
        why=reason,
        changes={"项数": [None, len(handover.lines)]},
    )
    return handover


def finish_handovers(today: date) -> int:
    """Moves what came up until the last day; safe to run twice. Returns how many handovers were finished."""
    due = Handover.objects.filter(last_day__lt=today, swept_on=None, undone_at=None)
    return sum(_finish(pk, today) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _finish(pk: int, today: date) -> int:
    handover = Handover.objects.select_for_update().filter(pk=pk, swept_on=None, undone_at=None).first()
    if handover is None:
        return 0
    more = _move(_locked(handover.identity), handover.successor)
    handover.lines, handover.swept_on = handover.lines + more, today
    handover.save(update_fields=["lines", "swept_on"])
    if more:
        record(
            by=None, what="工作交接补充", on=handover, about=handover.identity.user, changes={"项数": [None, len(more)]}
        )
    return 1


def _locked(identity: Identity) -> Identity:
    rows = Identity.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    return rows.get(pk=identity.pk)


def _move(leaver: Identity, successor: Identity) -> list[dict[str, Any]]:
    """Every line keeps what is needed to read it later and to take it back."""
    lines = []
    with acting_as_system(ACROSS):
        for work in open_work_of(leaver, successor):
            for row in work.rows.select_for_update(of=("self",)):
                lines.append(
                    {
                        "what": work.what,
                        "label": str(row)[:200],
                        "url": row.get_absolute_url() if hasattr(row, "get_absolute_url") else "",
                        "model": row._meta.label_lower,
                        "pk": row.pk,
                        "field": work.field,
                        "before": getattr(row, work.field),
                        "after": work.after,
                    }
                )
                type(row)._default_manager.filter(pk=row.pk).update(**{work.field: work.after})
    return lines
