"""Say what a category of one grouping has to do with one of another, or say it better."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from shouwei.core.verdict import Verdict, first_refusal, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Category, CategoryMapping
from ..rules.correspondence import may_be_noted, may_correspond


@transaction.atomic
def map_categories(one: Category, other: Category, *, nearness: str, note: str, by: Identity) -> CategoryMapping:
    """Writing the same pair again, in whichever order, corrects what was said."""
    require(first_refusal(may_map(one, other), may_be_noted(note)))
    pair = Q(one=one, other=other) | Q(one=other, other=one)
    row = CategoryMapping.objects.select_for_update().filter(pair).first() or CategoryMapping(one=one, other=other)
    before = row.get_nearness_display() if row.pk else ""
    row.nearness, row.note = nearness, note.strip()
    row.save()
    record(by=by, what="登记分类对应", on=row, why=row.note, changes={"关系": [before, row.get_nearness_display()]})
    return row


def may_map(one: Category, other: Category) -> Verdict:
    return may_correspond(
        one=one.name, grouping=one.get_scheme_display(), other=other.name, other_grouping=other.get_scheme_display()
    )
