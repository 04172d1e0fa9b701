"""督办单: what waits for the secretariat first; filters in the address; several sent at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.people.models import Identity

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..queries.supervision import reply_overdue, with_words

PER_PAGE = 50
LEVEL_STATES = {"blue": "due_soon", "amber": "behind", "red": "overdue"}
"""The state whose shape and colour a level is shown with."""


@KEYS.page("view_notice")
def page(request: SignedInRequest) -> HttpResponse:
    mine = KEYS.within(request.identity, "view_notice", SupervisionNotice.objects.all())
    counts = dict(mine.order_by().values_list("state").annotate(Count("pk")))
    state, level = _wanted(request.GET)
    late = "late" in request.GET
    shown = Paginator(notices_wanted(request.identity, request.GET, today()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    may_send = KEYS.holds(request.identity, "send_notice")
    return render(
        request,
        "planning/supervision_notices.html",
        {
            "page": shown,
            "lines": [_line(notice) for notice in shown],
            "tabs": _tabs(state, level, counts, late=late),
            "levels": [
                {"label": label, "value": value, "chosen": value == level}
                for value, label in SupervisionNotice.Level.choices
            ],
            "state": state,
            "late": late,
            "may_send": may_send,
            "has_drafts": may_send and any(notice.state == "draft" for notice in shown),
            "today": today(),
        },
    )


def notices_wanted(identity: Identity, query: QueryDict, day: date) -> QuerySet[SupervisionNotice]:
    mine = KEYS.within(identity, "view_notice", SupervisionNotice.objects.all())
    return with_words(_filtered(mine, *_wanted(query), late="late" in query, day=day))


def _wanted(query: QueryDict) -> tuple[str, str]:
    """State and level asked for; anything else than ours is as if nothing was asked."""
    state, level = query.get("state", ""), query.get("level", "")
    return (
        state if state in SupervisionNotice.State.values else "",
        level if level in SupervisionNotice.Level.values else "",
    )


def _filtered(
    rows: QuerySet[SupervisionNotice], state: str, level: str, *, late: bool, day: date
) -> QuerySet[SupervisionNotice]:
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(level=level) if level else rows
    return rows.filter(reply_overdue(day)) if late else rows


def _line(notice: SupervisionNotice) -> dict[str, Any]:
    overdue = notice.state in ("sent", "signed") and notice.reply_due_on and notice.reply_due_on < today()
    return {"notice": notice, "level_state": LEVEL_STATES[notice.level], "is_late": bool(overdue)}


def _tabs(state: str, level: str, counts: dict[str, int], *, late: bool) -> list[dict[str, Any]]:
    keep = f"&level={level}" if level else ""
    every = {"label": "全部", "url": f"?{keep[1:]}", "active": not state and not late, "count": sum(counts.values())}
    overdue = {"label": "逾期未回复", "url": f"?late=1{keep}", "active": late}
    return [
        every,
        *(
            {
                "label": label,
                "url": f"?state={value}{keep}",
                "active": value == state and not late,
                "count": counts[value],
            }
            for value, label in SupervisionNotice.State.choices
            if value in counts
        ),
        overdue,
    ]
