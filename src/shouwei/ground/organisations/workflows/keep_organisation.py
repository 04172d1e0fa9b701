"""Enter an organisation, or change what is known of it. A new name is another verb: rename_organisation."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import Actor, record

from ..models import Organisation
from ..rules.codes import tidy_code
from ..rules.organisations import Particulars, may_keep

UNIQUE_CODES = {"credit_code": "统一社会信用代码", "national_code": "学校标识码"}


@transaction.atomic
def add_organisation(entered: Particulars, *, by: Actor | None) -> Organisation:
    """Raises ``Refused`` for a name or code that is taken, a wrong code, or what does not fit the kind."""
    entered = tidy(entered)
    require(_verdict(entered, of=None))
    organisation = Organisation.objects.create(**asdict(entered))
    record(by=by, what="增加单位", on=organisation)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, entered: Particulars, *, by: Actor | None) -> Organisation:
    """Everything but the full name, which keeps its history, and the kind, which others rely on."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    entered = tidy(replace(entered, name=organisation.name, kind=organisation.kind))
    require(_verdict(entered, of=organisation))
    changes = {
        field: [_plain(getattr(organisation, field)), _plain(value)]
        for field, value in asdict(entered).items()
        if getattr(organisation, field) != value
    }
    for field, value in asdict(entered).items():
        setattr(organisation, field, value)
    if changes:
        organisation.save(update_fields=[*changes, "name_pinyin"])
        record(by=by, what="更正单位资料", on=organisation, changes=changes)
    return organisation


def tidy(entered: Particulars) -> Particulars:
    return replace(
        entered,
        name=entered.name.strip(),
        short_name=entered.short_name.strip(),
        region_code=tidy_code(entered.region_code),
        national_code=tidy_code(entered.national_code),
        credit_code=tidy_code(entered.credit_code),
        industry_code=tidy_code(entered.industry_code),
    )


def _verdict(entered: Particulars, *, of: Organisation | None) -> Any:
    others = Organisation.objects.exclude(pk=of.pk) if of else Organisation.objects.all()
    place = Organisation.objects.filter(pk=entered.place_id).first() if entered.place_id else None
    return may_keep(
        entered,
        name_taken=others.filter(name=entered.name).exists(),
        codes_taken=[
            label
            for field, label in UNIQUE_CODES.items()
            if getattr(entered, field) and others.filter(**{field: getattr(entered, field)}).exists()
        ],
        ring=of is not None and _stands_below(entered.parent_id, of.pk),
        province=place.region_code[:2] if place else "",
    )


def _stands_below(pk: int | None, top: int) -> bool:
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        if pk == top:
            return True
        seen.add(pk)
        pk = Organisation.objects.filter(pk=pk).values_list("parent", flat=True).first()
    return False


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | None) else str(value)
