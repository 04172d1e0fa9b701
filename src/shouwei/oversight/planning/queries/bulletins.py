"""A bulletin as the record its paper is made of; which were issued; who hears of one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from shouwei.ground.documents.official.document import OfficialDocument
from shouwei.ground.documents.queries import paper_of
from shouwei.ground.people.models import Identity

from ..models import Bulletin, Plan
from ..papers.bulletin_paper import BulletinFacts, LookBack, bulletin_paper
from ..papers.standing import Standing, as_json, from_json

DRAFT = "草稿"


def look_back(plan: Plan, now: Standing) -> LookBack | None:
    """What became of the items the last issued bulletin named; None when there was none."""
    last = Bulletin.objects.filter(plan=plan, issued_on__isnull=False).select_related("snapshot").first()
    if last is None:
        return None
    named = {line.duty_id for line in from_json(last.snapshot.content["standing"]).alarms}
    still = {line.duty_id for line in now.alarms}
    return LookBack(str(last), len(named), len(named - still))


def content_of(standing: Standing, look: LookBack | None) -> dict[str, Any]:
    """The figures as a snapshot keeps them."""
    return {"standing": as_json(standing), "look_back": asdict(look) if look else None}


def bulletin_facts(bulletin: Bulletin, *, issue: str, day: date) -> BulletinFacts:
    """Nothing but the bulletin's own words and the figures of its snapshot."""
    content = bulletin.snapshot.content
    return BulletinFacts(
        title=bulletin.title,
        issue=issue,
        day=day,
        opening=bulletin.opening,
        demands=bulletin.demands,
        standing=from_json(content["standing"]),
        look_back=LookBack(**content["look_back"]) if content["look_back"] else None,
    )


def paper_of_bulletin(bulletin: Bulletin) -> OfficialDocument:
    """Issued: word for word from its snapshot. A draft: its words over the frozen figures."""
    if bulletin.issued_on is not None:
        return paper_of(bulletin.snapshot)
    return bulletin_paper(bulletin_facts(bulletin, issue=DRAFT, day=bulletin.snapshot.cut_off))


def readers(plan: Plan, today: date) -> QuerySet[Identity]:
    """Everybody with a part in the plan: members, leads, council, secretariat."""
    role = Identity.Role
    members = Q(role__in=(role.UNIT_HEAD, role.UNIT_STAFF), organisation__duties__task__plan=plan)
    others = Q(role__in=(role.SECRETARIAT, role.COUNCIL, role.DEPARTMENT))
    return Identity.objects.on(today).filter(members | others).distinct()
