"""审定 a crosswalk, or decline it with a reason."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import same_hands

from ..models import Crosswalk


@transaction.atomic
def review_crosswalk(
    crosswalk: Crosswalk, *, accept: bool, strength: int, note: str, by: Identity, today: date
) -> Crosswalk:
    """Nobody reviews a proposal of his own, in whatever identity, for whomever, or by a second account. A reviewed crosswalk may be reviewed again; the trail keeps both."""
    row = Crosswalk.objects.select_for_update(of=("self",)).select_related("segment__industry").get(pk=crosswalk.pk)
    if row.proposed_by is not None and same_hands(row.proposed_by, by.hands):
        raise Refused("不能审定自己提出的对接，请由其他人审定；代办过提出人身份的也不能。")
    if not accept and not note.strip():
        raise Refused("不予认定时请写明意见，提出人据此修改。")
    before = [row.state, row.strength]
    row.state = Crosswalk.State.REVIEWED if accept else Crosswalk.State.REJECTED
    row.strength, row.review_note, row.reviewed_by, row.reviewed_on = strength, note.strip(), by, today
    row.save()
    changes = {"state": [before[0], row.state], "strength": [before[1], strength]}
    record(by=by, what="审核专业对接", on=row, about=row.segment.industry, why=note.strip(), changes=changes)
    return row
