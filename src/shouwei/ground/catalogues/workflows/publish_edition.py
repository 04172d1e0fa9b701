"""A draft edition counts from now on and is never changed again; or it is thrown away."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Edition, Mapping
from ..queries import edition_before
from ..rules.editions import may_discard, may_publish
from ..rules.mapping import compared

COMPARED = "两版目录逐条比对"


@transaction.atomic
def publish_edition(edition: Edition, *, by: Identity | None, today: date) -> Edition:
    """Publish it, and note which codes the edition before it has with the same or another name."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    require(may_publish(state=edition.state, codes=edition.codes.count(), problems=len(edition.problems)))
    before = edition_before(edition, on=today)
    edition.state = Edition.State.PUBLISHED
    edition.published_on = today
    edition.save(update_fields=["state", "published_on"])
    if before is not None and edition.catalogue != "regions":
        _compare(before, edition)
    record(by=by, what="发布目录", on=edition, why=edition.source)
    return edition


def _compare(old: Edition, new: Edition) -> None:
    names = [dict(one.codes.values_list("code", "name")) for one in (old, new)]
    Mapping.objects.bulk_create(
        [
            Mapping(old_edition=old, new_edition=new, old=c.old, new=c.new, kind=c.kind, source=COMPARED)
            for c in compared(*names)
        ],
        batch_size=1_000,
    )


@transaction.atomic
def discard_edition(edition: Edition, *, by: Identity | None) -> None:
    """A draft goes with its codes; the trail keeps that it was there."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    require(may_discard(state=edition.state))
    record(by=by, what="删除待发布目录", on=edition, why=edition.source)
    edition.delete()
