"""Schools beside each other: as they are to whom the rows are open, as the edition tells them to everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.work.employment.permissions import KEYS as ROWS

from ..rules.disclosure import PART_SUMS
from ..rules.edition import Told
from ..rules.parts import Line, parts_of, rate_of
from ..rules.suppression import with_totals
from .amended import amendments
from .compute import Scope
from .editions import issues
from .facts import facts_of, schools_of
from .unions import union_notes

RATE = "local.city.employed.workplace"
"""The figure of the last column."""
Numbers = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    lines: list[Line]
    hidden: bool
    told_on: date | None
    """None: as now."""


def school_lines(identity: Identity, year: int, day: date) -> Compared:
    """Rows by school and the group last. Three queries whatever the number of schools, one or two for those that have gone into
    another, and one for what they amended."""
    opened = ROWS.opens_all(identity, "view_destinations")
    issue = None if opened else issues([year])[year]
    table = _told(issue.told) if issue is not None else _now(year)
    if len(table) < 2:
        return Compared([], hidden=False, told_on=None)
    names = Organisation.objects.in_bulk([key for key in table if key is not None])
    address = f"{reverse('employment:destinations')}?cohort={year}"
    unions = union_notes(names, taught=names, on=day)
    marks = amendments([Scope(year, key) for key in names]) if opened else {}
    lines = []
    for key in [*sorted(names, key=lambda key: names[key].name_pinyin), None]:
        url = "" if not opened else address if key is None else f"{address}&school={key}"
        name = str(names[key]) if key is not None else "全集团"
        mark = marks.get((year, key, RATE))
        amended = (mark.words, mark.url) if mark is not None else None
        lines.append(Line(name, key, table[key], rate_of(table[key]), url, amended, unions.get(key or 0, "")))
    covered = any(number is None for line in lines for number in line.numbers)
    return Compared(lines, covered, issue.made_on if issue is not None else None)


def _now(year: int) -> dict[int | None, Numbers]:
    keys = schools_of(year)
    facts = facts_of([(year, school) for school in keys], level="", kinds=("destinations",))
    table = with_totals([parts_of(facts[year, key]) for key in keys])
    return dict(zip([*keys, None], map(tuple, table), strict=True)) if keys else {}


def _told(told: Told) -> dict[int | None, Numbers]:
    """How many graduates a school has is no secret; where they went may be."""
    totals: Numbers = tuple(
        None if name in told.hidden else number
        for (name, _), number in zip(PART_SUMS, parts_of(told.counts), strict=True)
    )
    every = None if "roll" in told.hidden else told.counts.graduates
    rolls = dict(told.rolls)
    return {**{key: (*row, rolls[key]) for key, row in told.schools.items()}, None: (*totals, every)}
