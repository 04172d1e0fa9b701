"""Make the file now when the list is short, else leave it to the worker; and take up what a killed worker left."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ..models import Export, ExportFile
from .build_export import build_export

SHORT = 500
"""Rows that are written while their reader waits."""
TASK = "exports.build"
PATIENCE = timedelta(minutes=5)


def now_or_later(export: Export, *, today: date) -> None:
    """Called after the commit."""
    if export.state != Export.State.BUILDING:
        return
    if export.rows <= SHORT and export.format in ("xlsx", "zip"):
        build_export(export.pk, today=today)
    else:
        enqueue(export)


def enqueue(export: Export) -> None:
    """Told along who asked: behind the second wall nobody acts until somebody is named."""
    by = export.asked_by
    who: dict[str, int | str] = {
        "identity": by.pk,
        "role": by.role,
        "organisation": by.organisation_id,
        "person": by.user_id,
    }
    with suppress(AlreadyEnqueued), transaction.atomic():
        job = app.configure_task(TASK, allow_unknown=True, queueing_lock=f"exports:{export.pk}", lock=f"exports:{export.pk}")  # fmt: skip
        job.defer(pk=export.pk, **who)


def take_up_what_was_left(now: datetime) -> list[int]:
    """Exports that have been in the making for too long: put into the queue again; the queue holds each once."""
    left = Export.objects.filter(state=Export.State.BUILDING, asked_at__lt=now - PATIENCE).select_related("asked_by")
    for export in left:
        enqueue(export)
    return [export.pk for export in left]


@transaction.atomic
def expire(now: datetime) -> int:
    """Files past their day go; the rows that tell of them stay. Number of exports."""
    over = list(Export.objects.select_for_update().filter(state=Export.State.DONE, expires_at__lt=now))
    ExportFile.objects.filter(export__in=over).delete()
    return Export.objects.filter(pk__in=[export.pk for export in over]).update(state=Export.State.EXPIRED)
