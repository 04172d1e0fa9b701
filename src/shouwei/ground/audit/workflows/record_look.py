"""Write down that somebody saw what is personal: the person concerned may read who, when, in which role and why."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Model

from shouwei.core.clock import day_of, now

from ..models import Look
from .record import Actor

YEARS_KEPT = 3
"""As long as assessments of handling sensitive data must be kept. Source: PIPL, Article 56."""


def record_look(*, by: Actor, on: Model, what: str, why: str, person: int | None = None) -> None:
    """``person``: number of the account whose data it is, where there is one."""
    # Not create(): whose row comes back is a question the second wall would ask of the writer.
    Look.objects.bulk_create(
        [
            Look(
                at=now(),
                by_id=by.pk,
                by_label=str(by)[:200],
                person_id=person,
                on_type=on._meta.label_lower,
                on_id=on.pk,
                what=what,
                why=why[:300],
            )
        ]
    )


def note_look_today(*, by: Actor, on: Model, what: str, why: str, person: int) -> None:
    """For a page that is opened often: one line a day is enough to know."""
    day = day_of(now())
    seen = Look.objects.filter(by_id=by.pk, on_type=on._meta.label_lower, on_id=on.pk, what=what, at__date=day)
    if not seen.exists():
        record_look(by=by, on=on, what=what, why=why, person=person)


def forget_looks(today: date) -> int:
    """Looks older than they must be kept; how many went."""
    gone, _ = Look.objects.filter(at__date__lt=today - timedelta(days=366 * YEARS_KEPT)).delete()
    return gone
