"""Put the definitions the system comes with in place, where a code is not known yet."""

from datetime import date

from ..models import Definition
from ..rules.shipped import DEFINITIONS

SINCE = date(2018, 1, 1)


def ship_definitions() -> int:
    """How many were new. Run twice it does nothing the second time; a group's own versions stay."""
    known = set(Definition.objects.values_list("code", flat=True))
    new = [
        Definition(
            code=row.code,
            version=1,
            name=row.name,
            target=row.target,
            spec=row.spec,
            population=row.population,
            cut_off=row.cut_off,
            source=row.source,
            owner=row.owner,
            caveat=row.caveat,
            unit=row.unit,
            alone=row.alone,
            valid_from=SINCE,
            state=Definition.State.PUBLISHED,
            published_on=SINCE,
        )
        for row in DEFINITIONS
        if row.code not in known
    ]
    return len(Definition.objects.bulk_create(new))
