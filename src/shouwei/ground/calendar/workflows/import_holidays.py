"""Fill the holiday table: days given replace what was known about the same day, other days stay."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Holiday
from ..official_table import SOURCE, official_year
from ..rules.holiday_lines import HolidayLine
from ..rules.importing import may_fill_from_package, may_import


@transaction.atomic
def import_holidays(rows: Sequence[HolidayLine], *, source: str, by: Identity | None) -> int:
    """Write the days; returns how many. Doing it twice changes nothing more."""
    require(may_import(days=len(rows), source=source))
    written = Holiday.objects.bulk_create(
        [Holiday(day=row.day, is_worked=row.is_worked, name=row.name, source=source.strip()) for row in rows],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_worked", "name", "source"],
    )
    last = Holiday.objects.get(day=max(row.day for row in rows))
    record(by=by, what=f"导入节假日{len(written)}天", on=last, why=source.strip())
    return len(written)


def load_official(year: int, *, by: Identity | None) -> int:
    """Fill one year from the built-in table; days entered by hand for that year are not overwritten."""
    known = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    offered = official_year(year)
    rows = [row for row in offered if row.day not in known]
    require(may_fill_from_package(year=year, offered=len(offered), missing=len(rows)))
    return import_holidays(rows, source=SOURCE, by=by)
