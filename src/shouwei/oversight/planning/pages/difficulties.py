"""Difficulties of the members: open ones first, with their age."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.people.models import Identity

from ..models import Difficulty
from ..permissions import KEYS
from ..queries.difficulties import difficulties_for
from ..rules.reports import may_escalate

PER_PAGE = 50


@KEYS.page("view_difficulty")
def page(request: SignedInRequest) -> HttpResponse:
    level = request.GET.get("level", "")
    level = level if level in Difficulty.Level.values else ""
    only_open = "open" in request.GET
    rows = Paginator(difficulties_wanted(request.identity, request.GET), PER_PAGE).get_page(request.GET.get("page"))
    day = today()
    answerable = set(
        KEYS.within(request.identity, "answer_difficulty", Difficulty.objects.filter(answered_on=None)).values_list(
            "pk", flat=True
        )
    )
    may_raise = KEYS.holds(request.identity, "escalate_difficulty")
    return render(
        request,
        "planning/difficulties.html",
        {
            "page": rows,
            "lines": [_line(row, day, answerable, may_raise) for row in rows],
            "tabs": _tabs(level, only_open),
        },
    )


def difficulties_wanted(identity: Identity, query: QueryDict) -> QuerySet[Difficulty]:
    level = query.get("level", "")
    known = level if level in Difficulty.Level.values else ""
    return difficulties_for(identity, level=known, only_open="open" in query)


def _line(row: Difficulty, day: Any, answerable: set[int], may_raise: bool) -> dict[str, Any]:
    return {
        "row": row,
        "age": ((row.answered_on or day) - row.raised_on).days,
        "may_answer": row.pk in answerable,
        "may_escalate": may_raise and bool(may_escalate(level=row.level, answered_on=row.answered_on)),
    }


def _tabs(level: str, only_open: bool) -> list[dict[str, Any]]:
    return [
        {"label": "全部", "url": "?", "active": not level and not only_open},
        {"label": "待答复", "url": "?open=1", "active": only_open and not level},
        *(
            {"label": name, "url": f"?level={value}", "active": level == value}
            for value, name in Difficulty.Level.choices
        ),
    ]
