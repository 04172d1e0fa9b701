"""Enter the figure intake is compared with, and where it comes from."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Baseline


@transaction.atomic
def write_baseline(
    *,
    school: Organisation | None,
    year: int,
    includes_adults: bool,
    registered: int,
    source: str,
    confirmed: bool,
    by: Identity,
    today: date,
) -> Baseline:
    """``school`` None: the group. A figure already used is corrected in place; the trail keeps what stood there."""
    if year >= today.year:
        raise Refused(f"基期应早于今年，{year}年不能作基期。")
    if registered == 0:
        raise Refused("基期报到人数为0时无法比较，请填写有学生报到的年度。")
    found = Baseline.objects.select_for_update(of=("self",)).filter(
        school=school, year=year, includes_adults=includes_adults
    )
    row = found.first()
    before = row.registered if row else None
    row = row or Baseline(school=school, year=year, includes_adults=includes_adults)
    row.registered, row.source, row.confirmed = registered, source, confirmed
    row.written_by, row.written_on = by, today
    row.save()
    record(by=by, what="登记招生基期", on=row, why=source, changes={"registered": [before, registered]})
    return row
