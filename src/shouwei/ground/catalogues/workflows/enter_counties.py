"""Enter a city's counties as organisations, from the list of regions; those that are there already stay as they are."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Edition
from ..queries import children, edition_on, find
from ..rules.shapes import Catalogue


@transaction.atomic
def enter_counties(prefecture: str, *, by: Identity | None, today: date) -> list[Organisation]:
    """The city itself and each county of today below it; returns those that are new."""
    city = find(Catalogue.REGIONS, prefecture, on=today)
    edition = edition_on(Catalogue.REGIONS, today)
    if city is None or edition is None or city.level not in ("地级", "省级"):
        raise Refused(f"行政区划目录中没有地级市代码“{prefecture[:12]}”。请输入以00结尾的6位代码，如340800。")
    made: list[Organisation] = []
    top = _entered(city.code, city.name, None, made)
    for county in _counties(edition, city.code, today):
        _entered(*county, top, made)
    for organisation in made:
        record(by=by, what="按行政区划目录补齐县区", on=organisation, why=str(edition))
    return made


def _counties(edition: Edition, code: str, today: date) -> list[tuple[str, str]]:
    return list(children(edition, code, on=today).filter(level="县级").values_list("code", "name"))


def _entered(code: str, name: str, parent: Organisation | None, made: list[Organisation]) -> Organisation:
    known = Organisation.objects.filter(kind=Organisation.Kind.COUNTY, region_code=code).first()
    if known is None:
        full = name
        if Organisation.objects.filter(name=name).exists():  # 郊区 and 鼓楼区 exist in several cities
            full = f"{parent.name if parent else ''}{name}{'' if parent else code}"
        known = Organisation.objects.create(
            name=full,
            short_name=name if full != name else "",
            kind=Organisation.Kind.COUNTY,
            region_code=code,
            parent=parent,
        )
        made.append(known)
    return known
