"""Say what a category of one grouping has to do with one of another, or say it better."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Category, CategoryMapping


@transaction.atomic
def map_categories(one: Category, other: Category, *, nearness: str, note: str, by: Identity) -> CategoryMapping:
    """Writing the same pair again, in whichever order, corrects what was said."""
    if one.scheme == other.scheme:
        raise Refused(f"“{one}”和“{other}”同属{one.get_scheme_display()}，对应关系只在不同的分类之间登记。")
    if not note.strip():
        raise Refused("请说明相同在哪里、不同在哪里。")
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    row = CategoryMapping.objects.select_for_update().filter(pair).first() or CategoryMapping(one=one, other=other)
    before = row.get_nearness_display() if row.pk else ""
    row.nearness, row.note = nearness, note.strip()
    row.save()
    record(by=by, what="登记分类对应", on=row, why=row.note, changes={"关系": [before, row.get_nearness_display()]})
    return row
