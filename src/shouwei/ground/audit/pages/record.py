"""One record as of a day, and every change of it since versions are kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shouwei.core.clock import day_of, today
from shouwei.core.keys import SignedInRequest

from ..models import Event
from ..permissions import KEYS
from ..queries.versions import acting_then, as_of, kept_tables, steps_of
from ..rules.words import noun_of

SHOWN = 50
BY_NOBODY = "系统定时或命令"


class DayForm(forms.Form):
    on = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


@KEYS.page("view_record")
def page(request: SignedInRequest, table: str, row: int) -> HttpResponse:
    model = kept_tables().get(table)
    if model is None:
        raise Http404
    form = DayForm(request.GET)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or today()
    cells = as_of(model, row, end_of(day))
    if not cells:
        raise Http404
    steps = steps_of(model, row)
    names = names_of({step.by for step in steps})
    acting = acting_then(steps[:SHOWN])
    context = {
        "form": DayForm({"on": day}),
        "day": day,
        "noun": noun_of(model._meta.label_lower, str(model._meta.verbose_name)),
        "title": str(model._default_manager.filter(pk=row).first() or f"{table} {row}（已删除）"),
        "cells": cells,
        "steps": [
            (step, acting.get(place) or names.get(step.by, BY_NOBODY)) for place, step in enumerate(steps[:SHOWN])
        ],
        "more": max(0, len(steps) - SHOWN),
        "days": sorted({day_of(step.at) for step in steps}, reverse=True)[:12],
        "created": Event.objects.filter(on_type=model._meta.label_lower, on_id=row).order_by("pk").first(),
    }
    return render(request, "audit/record.html", context)


def end_of(day: date) -> datetime:
    """The last moment of ``day`` in the office's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)


def names_of(identities: set[int | None]) -> dict[int | None, str]:
    """Number of an identity → how the trail last called it; one query."""
    events = Event.objects.filter(by_id__in=identities - {None}).order_by("by_id", "-pk").distinct("by_id")
    told = dict(events.values_list("by_id", "by_label"))
    return {number: told.get(number, f"身份{number}") for number in identities if number}
