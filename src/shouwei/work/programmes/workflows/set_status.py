"""How a programme stands in a year."""

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Programme, ProgrammeYear

NEEDS_PAPER = {"filed", "enrolling", "closed"}


@transaction.atomic
def set_status(programme: Programme, *, year: int, status: str, source: str, by: Identity) -> ProgrammeYear:
    """Filed, enrolling and closed name the paper they rest on (教职成〔2015〕10号: without filing no enrolment)."""
    if status in NEEDS_PAPER and not source.strip():
        raise Refused("已备案、招生、撤销须写明依据，例如备案文件的名称和文号。")
    row = ProgrammeYear.objects.select_for_update().filter(programme=programme, year=year).first()
    before = row.status if row else ""
    row = row or ProgrammeYear(programme=programme, year=year)
    row.status, row.source = status, source.strip()
    row.save()
    record(by=by, what="登记专业点状态", on=programme, why=row.source, changes={f"{year}": [before, status]})
    return row
