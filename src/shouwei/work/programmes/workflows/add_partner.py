"""A firm of the industry works with a programme: what makes coverage deep."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import LeadIndustry, Partner, Programme
from ..rules.mentor_word import may_register
from ..rules.points import may_go_on, may_last


@transaction.atomic
def add_partner(
    programme: Programme,
    *,
    industry: LeadIndustry,
    enterprise: Organisation,
    kind: str,
    since: date,
    until: date | None,
    source: str,
    by: Identity,
) -> Partner:
    require(may_last(since=since, until=until))
    alike = Partner.objects.filter(programme=programme, enterprise=enterprise, kind=kind)
    goes_on = alike.filter(industry=industry, until=None).exists()
    require(may_go_on(enterprise=str(enterprise), goes_on=goes_on))
    denied = alike.filter(word__in=(Partner.Word.NONE, Partner.Word.ENDED)).values_list("word_on", flat=True)
    require(may_register(since=since, denied_on=[day for day in denied if day is not None]))
    row = Partner.objects.create(
        programme=programme,
        industry=industry,
        enterprise=enterprise,
        kind=kind,
        since=since,
        until=until,
        source=source,
    )
    record(by=by, what="登记合作单位", on=row, about=programme)
    return row
