"""Open a programme's record, or correct it."""

from django.db import IntegrityError, transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.catalogues.rules.specialties import Written
from shouwei.ground.catalogues.specialties import require_specialty
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Category, Programme

KEPT = ("level", "specialty_code", "specialty_name", "catalogue_edition", "direction")


def write_programme(
    programme: Programme | None, *, school: Organisation, cluster: Category | None, by: Identity, **values: str
) -> Programme:
    """``values``: level, specialty_code, specialty_name, catalogue_edition, direction."""
    row = programme or Programme(school=school)
    before = {name: getattr(row, name) for name in KEPT} if programme else {}
    for name in KEPT:
        setattr(row, name, values[name])
    level = row.get_level_display()
    require_specialty(Written(level, row.specialty_code, row.specialty_name, row.catalogue_edition))
    row.cluster = cluster
    try:
        with transaction.atomic():
            row.save()
            changes = {name: [old, values[name]] for name, old in before.items() if old != values[name]}
            record(by=by, what="登记专业点", on=row, changes=changes)
    except IntegrityError:
        raise Refused(
            f"{school}已登记这个专业点（{row.specialty_code} {row.specialty_name}），请修改原来的一条。"
        ) from None
    return row
