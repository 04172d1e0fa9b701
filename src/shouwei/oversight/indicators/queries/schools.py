"""Schools beside each other, with small cells hidden from whoever may not see the rows anyway."""

from __future__ import annotations

from django.urls import reverse

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.work.employment.permissions import KEYS as ROWS

from ..rules.parts import Line, parts_of, rate_of
from ..rules.suppression import hidden, with_totals
from .disclosure import PART_SUMS, withheld_of
from .facts import facts_of, schools_of


def school_lines(identity: Identity, year: int) -> tuple[list[Line], bool]:
    """Rows by school and the group last; whether anything is hidden. Three queries whatever the number of schools."""
    keys = schools_of(year)
    if not keys:
        return [], False
    facts = facts_of([(year, school) for school in keys], level="", kinds=("destinations",))
    names = Organisation.objects.in_bulk(keys)
    schools = sorted(keys, key=lambda key: names[key].name_pinyin)
    table = [parts_of(facts[year, key]) for key in schools]
    opened = ROWS.opens_all(identity, "view_destinations")
    kept_back = withheld_of([year])[year]
    totals = [column for column, (name, _) in enumerate(PART_SUMS) if name in kept_back]
    covered = frozenset() if opened else hidden(table, totals)
    full = with_totals(table)
    lines = []
    for place, key in enumerate([*schools, None]):
        numbers = tuple(None if (place, c) in covered else n for c, n in enumerate(full[place]))
        address = f"{reverse('employment:destinations')}?cohort={year}"
        url = "" if not opened else address if key is None else f"{address}&school={key}"
        lines.append(Line(str(names[key]) if key else "全集团", key, numbers, rate_of(numbers), url))
    return lines, bool(covered)
