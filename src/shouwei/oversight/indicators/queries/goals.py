"""Goals with where they stand, and whether intake has doubled, for the group and every member a reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on
from shouwei.ground.people.models import Identity
from shouwei.work.employment.permissions import KEYS as ROWS

from ..models import Definition, Goal, Target
from ..permissions import KEYS
from ..rules.paths import Doubling, Standing, standing
from .compute import Figure, Scope, figures_of
from .definitions import definitions_by_year
from .disclosure import published
from .targets import NAMES, newest_year


@dataclass(frozen=True, slots=True)
class Line:
    goal: Goal
    definition: Definition
    figure: Figure
    due: tuple[tuple[int, float], ...]
    standing: Standing | None


def goal_lines(identity: Identity, day: date) -> list[Line]:
    """The group's first and for everybody; members' for whom sees schools beside each other, and one's own."""
    rows = Goal.objects.select_related("school").order_by(F("school__name_pinyin").asc(nulls_first=True), "pk")
    shown = [row for row in rows if sees(identity, row)]
    years = {target: newest_year(target, day) for target in NAMES}
    known = definitions_by_year(NAMES, set(years.values()))
    found: list[Line] = []
    for target in NAMES:
        definition, year = known[years[target]][target][0], years[target]
        mine = [row for row in shown if row.target == target]
        if definition is None or not mine:
            continue
        figures = published([definition], [Scope(year, row.school_id) for row in mine], on=day)
        for row, figure in zip(mine, figures, strict=True):
            path = row.path
            stands = standing(path, year=year, value=figure.number) if figure.number is not None else None
            found.append(Line(row, definition, figure, tuple((y, path.due(y)) for y in path.years), stands))
    return found


def sees(identity: Identity, goal: Goal) -> bool:
    """Where one school's graduates went is told only to whom its rows are open; what it teaches and takes in names no person."""
    if goal.school_id in (None, identity.organisation_id) or ROWS.opens_all(identity, "view_destinations"):
        return True
    return goal.target != Target.LOCAL and KEYS.holds(identity, "compare_schools")


def doublings(identity: Identity, year: int, day: date) -> list[tuple[str, Doubling]]:
    """Group first. Intake is told of every school: it names no person."""
    definition = (
        Definition.objects.filter(code="intake.multiple.all", state=Definition.State.PUBLISHED)
        .order_by("-version")
        .first()
    )
    if definition is None:
        return []
    schools = list(Organisation.objects.filter(kind=Organisation.Kind.SCHOOL).order_by("name_pinyin"))
    if not KEYS.holds(identity, "compare_schools"):
        schools = [school for school in schools if school.pk == identity.organisation_id]
    figures = figures_of([definition], [Scope(year), *(Scope(year, school.pk) for school in schools)], on=day)
    there = set(offered_on(date(year, 12, 31), Organisation.Kind.SCHOOL).values_list("pk", flat=True))
    lines = [
        (str(school), figure)
        for school, figure in zip(schools, figures[1:], strict=True)
        if school.pk in there or figure.numerator is not None  # whoever is gone stands in the figures of its successor
    ]
    return [(name, Doubling(one.denominator, one.numerator)) for name, one in (("全集团", figures[0]), *lines)]
