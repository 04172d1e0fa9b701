"""The three targets: figure, triple, way to the goal, forecast; for the group and for one's own school."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.work.admissions.permissions import KEYS as ADMISSIONS
from shouwei.work.employment.permissions import KEYS as ROWS
from shouwei.work.programmes.permissions import KEYS as PROGRAMMES

from ..models import Target
from ..permissions import KEYS
from ..queries.compute import Figure
from ..queries.facts import schools_of
from ..queries.rounds import UNIT
from ..queries.targets import Aim, aims_kept
from ..queries.unions import union_notes


def year_of(query: QueryDict) -> int | None:
    text = query.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100 else None


@dataclass(frozen=True, slots=True)
class Drill:
    """Where the rows behind a figure are, as far as the reader may see them."""

    url: str
    label: str
    beside: str = ""
    """Those of the same figure with or without adult intake, where they are others."""


def drill_of(figure: Figure, target: str, identity: Identity) -> Drill | None:
    """The group's figure leads to its schools, and from there to the rows where they are open; a school's own to its rows."""
    year = figure.scope.year
    if target == Target.COVERAGE and PROGRAMMES.holds(identity, "view_coverage"):
        return Drill(f"{reverse('programmes:coverage')}?year={year}", "产业 × 专业 × 学校")
    if target == Target.INTAKE and ADMISSIONS.holds(identity, "view_intake"):
        if figure.scope.school is None and identity.role in UNIT:
            return None
        only = "" if figure.adults else "&reading=regular"
        return Drill(f"{reverse('admissions:intake')}?year={year}{only}", "各校各专业报到数")
    if target == Target.LOCAL and figure.scope.school is None and KEYS.holds(identity, "compare_schools"):
        return Drill(f"{reverse('indicators:schools')}?year={year}", "各校的数")
    if (
        target == Target.LOCAL
        and figure.scope.school == identity.organisation_id
        and ROWS.holds(identity, "view_destinations")
    ):
        only = "" if figure.adults else "&source=regular"
        return Drill(f"{reverse('employment:destinations')}?cohort={year}{only}", "本校毕业生名单")
    return None


def _shown(aims: list[Aim], identity: Identity) -> list[tuple[Aim, Drill | None]]:
    return [(aim, _drill(aim, identity)) for aim in aims]


def _drill(aim: Aim, identity: Identity) -> Drill | None:
    drill = drill_of(aim.figure, aim.target, identity)
    other = drill_of(aim.beside, aim.target, identity) if aim.beside is not None else None
    return replace(drill, beside=other.url) if drill and other and other.url != drill.url else drill


def _union(school: int, aims: list[Aim], day: date) -> str:
    """Of the cohort that is shown."""
    for aim in aims:
        if aim.target == Target.LOCAL:
            return union_notes([school], taught=schools_of(aim.figure.scope.year), on=day).get(school, "")
    return ""


@KEYS.page("view_targets")
def page(request: SignedInRequest) -> HttpResponse:
    who, day, year = request.identity, today(), year_of(request.GET)
    own = who.organisation if who.organisation.kind == Organisation.Kind.SCHOOL else None
    mine = aims_kept(day, school=own.pk, year=year) if own else []
    context = {
        "groups": [("全集团", _shown(aims_kept(day, year=year), who))]
        + ([(str(own), _shown(mine, who))] if own else []),
        "union": _union(own.pk, mine, day) if own else "",
        "year": year,
        "years": range(day.year, day.year - 6, -1),
        "may_report": KEYS.holds(who, "view_reports"),
        "may_compare": KEYS.holds(who, "compare_schools"),
        "today": day,
    }
    return render(request, "indicators/targets.html", context)
