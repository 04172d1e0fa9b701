"""Enter a category of one of the groupings, with the paper it comes from."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Category


def write_category(*, scheme: str, name: str, source: str, since: date, by: Identity) -> Category:
    if not source.strip():
        raise Refused("请写明依据，例如方案的名称和文号。")
    try:
        with transaction.atomic():
            row = Category.objects.create(scheme=scheme, name=name.strip(), source=source.strip(), since=since)
            record(by=by, what="登记分类", on=row, why=row.source)
    except IntegrityError:
        raise Refused(f"{Category.Scheme(scheme).label}中已有“{name.strip()}”，不能重复登记。") from None
    return row
