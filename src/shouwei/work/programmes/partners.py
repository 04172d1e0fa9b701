"""Partnerships as their enterprises can be asked about them: through whom, or why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Verdict
from shouwei.ground.links.reaches import contacts_of, reach_of, ties_of
from shouwei.ground.links.rules.reaches import Reach, best
from shouwei.ground.organisations.models import Contact

from .models import Partner, PartnerAsk
from .rules.coverage import Claim, is_confirmed, stands
from .rules.mentor_word import FITTING_POSTS, may_ask_mentor


def with_asks(rows: QuerySet[Partner]) -> QuerySet[Partner]:
    """With ``told``: the asks that exist for whoever looks, newest first."""
    rows = rows.select_related("programme__school", "industry__area", "enterprise", "mentor")
    return rows.prefetch_related(Prefetch("asks", PartnerAsk.objects.order_by("-pk"), to_attr="told"))


@dataclass(frozen=True, slots=True)
class Askable:
    """``contact``: who would be asked; ``reaches``: every contact of the enterprise and whose number it is as well."""

    partner: Partner
    contact: Contact | None
    reaches: list[tuple[Contact, Reach]]
    verdict: Verdict


def askable(rows: Iterable[Partner], today: date) -> list[Askable]:
    """Six queries whatever their number. ``rows`` come from :func:`with_asks`."""
    partners = list(rows)
    schools = {row.programme.school_id for row in partners}
    with acting_as_system("whether a contact is independent of the school is told, not the number"):
        contacts = contacts_of({row.enterprise_id for row in partners})
        ties = ties_of(schools, [one for few in contacts.values() for one in few])
    return [
        _askable(
            row, [(one, reach_of(one, ties[row.programme.school_id])) for one in contacts[row.enterprise_id]], today
        )
        for row in partners
    ]


def _askable(row: Partner, reaches: list[tuple[Contact, Reach]], today: date) -> Askable:
    asks: list[PartnerAsk] = row.told  # type: ignore[attr-defined]  # prefetched by with_asks
    few = [reach for _, reach in reaches]
    number = best(few, FITTING_POSTS)
    picked = next((one for one, reach in reaches if one.pk == row.mentor_id and not reach.shared_with), None)
    verdict = may_ask_mentor(
        coded=bool(row.enterprise.credit_code),
        closed_on=row.enterprise.closed_on,
        contacts=few,
        live=stands(Claim(row.since, row.until), today),
        waiting=any(ask.is_open for ask in asks),
        confirmed=is_confirmed(row.claim, today),
        owes_reply=any(ask.owes_reply for ask in asks),
        today=today,
    )
    return Askable(row, picked or (reaches[number][0] if number is not None else None), reaches, verdict)
