"""What the addresses of the pictures ask: cohort, school, grouping; unreadable parts are dropped."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from shouwei.core.clock import today
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.queries.editions import Issue, issues
from shouwei.work.employment.permissions import KEYS as ROWS

from ..queries.graduates import cohorts, schools_seen


@dataclass(frozen=True)
class Asked:
    schools: list[Organisation]
    """Those the picture is of."""
    choices: list[Organisation]
    """Those the reader may choose among."""
    school: int | None
    cohort: int
    cohorts: list[int]
    issue: Issue | None
    """What is told of the cohort, where the reader may not open its rows; None: the picture is drawn from the rows as they are."""


def may_tell_schools(identity: Identity) -> bool:
    """Who may not open the rows reads pictures of the whole group only, of the cohort's edition."""
    return ROWS.holds(identity, "view_destinations")


def asked_of(query: QueryDict, identity: Identity, action: str) -> Asked:
    seen = schools_seen(identity, action)
    may_pick = may_tell_schools(identity)
    wanted = query.get("school", "")
    picked = [school for school in seen if may_pick and wanted == str(school.pk)]
    known = cohorts([school.pk for school in seen])
    year = next((one for one in known if query.get("cohort") == str(one)), known[0] if known else today().year)
    issue = None if may_pick else issues([year])[year]
    school = picked[0].pk if picked else None
    return Asked(picked or seen, seen if may_pick else [], school, year, known or [year], issue)
