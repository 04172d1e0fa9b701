"""A school answers what its partner's word has asked: it explains, or sets right when the partnership ends."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Partner, PartnerAsk
from ..rules.mentor_word import may_reply


@transaction.atomic
def reply_mentor(ask: PartnerAsk, *, reply: str, until: date | None, by: Identity, today: date) -> PartnerAsk:
    """The enterprise's word stays as it is: only the enterprise can take it back, when it is asked again."""
    ask = PartnerAsk.objects.select_for_update(of=("self",)).select_related("school").get(pk=ask.pk)
    partner = Partner.objects.select_for_update(of=("self",)).get(pk=ask.partner_id)
    require(may_reply(word=ask.answer, replied=ask.replied_on is not None, until=until, since=partner.since))
    ask.reply, ask.replied_on, ask.replied_by = reply.strip(), today, by
    ask.save(update_fields=["reply", "replied_on", "replied_by"])
    changes = {}
    if until is not None and until != partner.until:
        changes = {"至": [str(partner.until or ""), str(until)]}
        partner.until = until
        partner.save(update_fields=["until"])
    record(by=by, what="答复企业的核对", on=ask, about=ask.school, why=ask.reply, changes=changes)
    return ask
