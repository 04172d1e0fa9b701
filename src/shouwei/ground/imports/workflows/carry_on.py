"""Do what an import waits for: at once when it is small, else by the worker; and take up what a killed worker left."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from shouwei.ground.people.models import Identity

from ..models import Import, ImportProgress
from .check_import import check_import
from .store_import import store_import
from .undo_import import undo_import
from .working import INTERRUPTED, QUEUED, is_held

SMALL = 100 * 1024
"""Bytes of a file that is dealt with while its owner waits: some thousand rows, a second."""
TASK = "imports.carry_on"
WORKS = {Import.State.CHECKING: check_import, Import.State.STORING: store_import, Import.State.UNDOING: undo_import}


def carry_on(pk: int, *, today: date) -> None:
    """The next step of an import; none when it waits for a person."""
    work = WORKS.get(Import.State(Import.objects.values_list("state", flat=True).get(pk=pk)))
    if work is not None:
        work(pk, today=today)


def now_or_later(batch: Import, *, today: date) -> None:
    """Called after the commit that made the import wait."""
    if batch.size <= SMALL:
        carry_on(batch.pk, today=today)
    else:
        enqueue(batch)


def enqueue(batch: Import) -> None:
    """Once per import, however often it is asked; the imports of one noun one after the other."""
    locks = {"lock": f"imports:{batch.noun}", "queueing_lock": f"imports:{batch.pk}"}
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(TASK, allow_unknown=True, **locks).defer(pk=batch.pk, **_actor(batch.uploaded_by))


def _actor(by: Identity) -> dict[str, int | str]:
    """Who the work is done as; told along, because behind the second wall nobody acts until somebody is named."""
    return {"identity": by.pk, "role": by.role, "organisation": by.organisation_id, "person": by.user_id}


def take_up_what_was_left() -> list[int]:
    """Imports that wait for work nobody is doing: their worker was killed, or the queue lost them. Put into the queue again."""
    waiting = Import.objects.filter(state__in=WORKS).select_related("uploaded_by")
    left = [batch for batch in waiting if not is_held(batch.pk)]
    begun = ImportProgress.objects.filter(batch__in=left).exclude(phase__in=("", QUEUED))
    begun.update(phase=INTERRUPTED, done=0, total=0)
    for batch in left:
        enqueue(batch)
    return [batch.pk for batch in left]
