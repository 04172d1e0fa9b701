"""Remind people of an occasion once, whether or not they have read it; for what the clock runs again and again."""

from __future__ import annotations

from collections.abc import Iterable

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.models import Notice
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Plan


def tell_once(people: Iterable[Identity], text: str, *, url: str, key: str, plan: Plan, what: str) -> int:
    """Tell those who were never told of this occasion, read or not; returns how many."""
    told = set(Notice.objects.filter(key=key).values_list("to", flat=True))
    new = [person for person in people if person.pk not in told]
    if new:
        tell(new, text, url=url, key=key)
        record(by=None, what=what, on=plan, why=text)
    return len(new)
