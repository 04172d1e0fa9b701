"""我的个人信息: what is held about me, and a copy of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.ground.people.models import User

from ..models import DataRequest
from ..rules.requests import WAITING
from ..workflows.export_person import SECRET, export_person, gather_person

SHOWN = 10
"""Rows of a kind on the page; the copy holds all."""


@dataclass(frozen=True)
class Kind:
    """What is held of one kind. Columns that only say who I am, or hold nothing, are left out."""

    noun: str
    count: int
    columns: tuple[str, ...]
    rows: list[list[tuple[str, Any]]]
    """Newest first, label beside value."""
    sealed: tuple[str, ...]
    """Kept as a digest, which tells nobody anything."""


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    me = User.objects.get(username=request.user.get_username())
    data = gather_person(me)
    context = {
        "account": data["信息"]["账号"][0],
        "identities": me.identities.select_related("user", "organisation").order_by("-since", "pk"),
        "kinds": [
            kind_of(noun, rows, me) for noun, rows in data["信息"].items() if noun not in ("账号", "任职身份") and rows
        ],
        "acted": data["经手的记录数"],
        "waiting": DataRequest.objects.filter(user=me, state__in=WAITING).count(),
        "today": today(),
    }
    return render(request, "privacy/my_data.html", context)


def kind_of(noun: str, rows: list[dict[str, Any]], me: User) -> Kind:
    labels = dict.fromkeys(label for row in rows for label in row)
    sealed = tuple(label for label in labels if any(row.get(label) == SECRET for row in rows))
    told = tuple(label for label in labels if label not in sealed and any(_tells(row.get(label), me) for row in rows))
    newest = [[(label, row.get(label)) for label in told] for row in reversed(rows[-SHOWN:])]
    return Kind(noun, len(rows), told, newest, sealed)


def _tells(value: Any, me: User) -> bool:
    return value not in (None, "", [], {}) and not str(value).startswith(me.name)


@signed_in_page
@require_POST
def copy(request: SignedInRequest) -> HttpResponse:
    me = User.objects.get(username=request.user.get_username())
    answer = HttpResponse(export_person(me, by=request.identity), content_type="application/zip")
    answer["Content-Disposition"] = f"attachment; filename=shouwei-{me.pk}-{today():%Y%m%d}.zip"
    answer["Cache-Control"] = "no-store"
    return answer
