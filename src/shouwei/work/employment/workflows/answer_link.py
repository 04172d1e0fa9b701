"""A graduate answers over his own link. Whatever he presses, the same things happen (trust.md 4.5, the quiet no)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.clock import day_of
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.use_link import use_link

from ..models import Confirmation, Destination
from .weigh import weigh


@transaction.atomic
def answer_link(link: Link, *, answer: str, note: str, now: datetime) -> None:
    """One row, one weighing, one line of the trail without the answer, for yes and no alike."""
    link = use_link(link, now=now)
    destination = Destination.objects.get(pk=link.about_id)
    Confirmation.objects.create(destination=destination, answer=answer, note=note.strip()[:300], answered_at=now)
    weigh([destination], on=day_of(now))
    record(by=None, what="本人答复", on=link, about=link.issuer)
