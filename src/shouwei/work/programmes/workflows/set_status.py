"""How a programme stands in a year."""

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Programme, ProgrammeYear
from ..rules.points import may_set_status


@transaction.atomic
def set_status(programme: Programme, *, year: int, status: str, source: str, by: Identity) -> ProgrammeYear:
    require(may_set_status(status=status, source=source))
    row = ProgrammeYear.objects.select_for_update().filter(programme=programme, year=year).first()
    before = row.status if row else ""
    row = row or ProgrammeYear(programme=programme, year=year)
    row.status, row.source = status, source.strip()
    row.save()
    record(by=by, what="登记专业点状态", on=programme, why=row.source, changes={f"{year}": [before, status]})
    return row
