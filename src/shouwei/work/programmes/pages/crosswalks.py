"""专业对接产业链: proposals and what has been reviewed."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Crosswalk
from ..permissions import KEYS
from ..queries import crosswalks_listed

STATES = {"proposed": "in_review", "reviewed": "done", "rejected": "stopped"}


@KEYS.page("view_crosswalks")
def page(request: SignedInRequest) -> HttpResponse:
    state = request.GET.get("state", "") if request.GET.get("state") in Crosswalk.State.values else ""
    find = request.GET.get("find", "").strip()[:40]
    shown = Paginator(crosswalks_wanted(request.GET), 50).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [{"link": row, "state": STATES[row.state]} for row in shown],
        "state": state,
        "find": find,
        "choices": Crosswalk.State.choices,
        "may_propose": KEYS.holds(request.identity, "propose_crosswalk"),
        "may_review": KEYS.holds(request.identity, "review_crosswalk"),
    }
    return render(request, "programmes/crosswalks.html", context)


def crosswalks_wanted(query: QueryDict) -> QuerySet[Crosswalk]:
    state = query.get("state", "") if query.get("state") in Crosswalk.State.values else ""
    return crosswalks_listed(state=state, find=query.get("find", "").strip()[:40])
