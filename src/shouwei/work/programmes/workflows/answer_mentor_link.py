"""An enterprise's mentor answers over the link: the partnership bears the word, and anything but a yes is a question to the school."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from shouwei.core.clock import day_of
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.use_link import use_link
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.queries import holders

from ..models import Partner, PartnerAsk
from ..rules.mentor_word import DAYS_TO_REPLY, may_answer, puts_a_question


@transaction.atomic
def answer_mentor_link(link: Link, *, word: str, note: str, ended_on: date | None, now: datetime) -> PartnerAsk:
    """Of any number of replays one counts."""
    link = use_link(link, now=now)
    today = day_of(now)
    ask = PartnerAsk.objects.select_for_update(of=("self",)).select_related("school").get(pk=link.about_id)
    partner = (
        Partner.objects.select_for_update(of=("self",)).select_related("programme", "enterprise").get(pk=ask.partner_id)
    )
    note = note.strip()[:200]
    require(may_answer(word=word, note=note, ended_on=ended_on, since=partner.since, today=today))
    ended_on = ended_on if word == Partner.Word.ENDED else None
    before = partner.get_word_display()
    ask.answer, ask.note, ask.ended_on, ask.answered_at = word, note, ended_on, now
    ask.due_on = today + timedelta(days=DAYS_TO_REPLY) if puts_a_question(word) else None
    ask.save(update_fields=["answer", "note", "ended_on", "answered_at", "due_on"])
    partner.word, partner.word_on, partner.ended_on = word, today, ended_on
    partner.save(update_fields=["word", "word_on", "ended_on"])
    changes = {"企业答复": [before, partner.get_word_display()]}
    record(by=None, outsider=ask.contact_post, what="企业核对校企合作", on=ask, about=ask.school, changes=changes)
    if ask.due_on is not None:
        _tell_the_school(ask, partner, today)
    return ask


def _tell_the_school(ask: PartnerAsk, partner: Partner, today: date) -> None:
    people = [
        one for role in ("unit_head", "unit_staff") for one in holders(role, today, organisation_id=ask.school_id)
    ]
    text = (
        f"{partner.enterprise}对{partner.programme.specialty_name}专业的{partner.get_kind_display()}答复“{partner.get_word_display()}”，"
        f"请{DAYS_TO_REPLY}天内核对"
    )
    tell(people, text, url=reverse("programmes:reply_mentor", args=[ask.pk]), key=f"partner-answer:{ask.pk}")
