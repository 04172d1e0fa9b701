"""Tell the owner when a way to a goal is missed: the department of the group's definition, the head of a member; once a month."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse

from shouwei.ground.notices.models import Notice
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Goal
from ..queries.compute import Scope, figures_of
from ..queries.definitions import definitions_by_year
from ..queries.targets import NAMES, newest_year
from ..rules.paths import standing


def alert_paths(today: date) -> int:
    """How many goals were told of."""
    years = {target: newest_year(target, today) for target in NAMES}
    known = definitions_by_year(NAMES, set(years.values()))
    told = 0
    for goal in Goal.objects.select_related("school"):
        year = years[goal.target]
        definition = known[year][goal.target][0]
        if definition is None:
            continue
        figure = figures_of([definition], [Scope(year, goal.school_id)], on=today)[0]
        if figure.number is None:
            continue
        stands = standing(goal.path, year=year, value=figure.number)
        key = f"path:{goal.pk}:{year}:{today:%Y-%m}"
        if stands.on_track or Notice.objects.filter(key=key).exists():
            continue
        whose = goal.school or "全集团"
        unit = definition.unit
        tell(
            owners(goal, definition.owner, today),
            f"{whose}{goal.get_target_display()}落后于目标路径：{year}年{figure.number:.1f}{unit}，按路径应达到{stands.due:.1f}{unit}。",
            url=reverse("indicators:goals"),
            key=key,
        )
        told += 1
    return told


def owners(goal: Goal, department: str, today: date) -> list[Identity]:
    here = Identity.objects.on(today)
    if goal.school_id is not None:
        return list(here.filter(role=Identity.Role.UNIT_HEAD, organisation_id=goal.school_id))
    named = Q(organisation__name=department) | Q(organisation__short_name=department)
    found = list(here.filter(named, role=Identity.Role.DEPARTMENT)) if department else []
    return found or list(here.filter(role=Identity.Role.SECRETARIAT))
