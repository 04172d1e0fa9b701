"""Every organisation as it is or was on a day, filtered by its address."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.text import in_words

from ..models import Organisation
from ..permissions import KEYS
from ..queries import Wanted, day_asked, listed, places, wanted_of

PER_PAGE = 50
MEMBER = {"member": "现成员", "former": "曾为成员", "never": "未加入"}
STATE = {"present": "现存", "merged": "已并入", "closed": "已撤销"}


@KEYS.page("view_organisations")
def page(request: SignedInRequest) -> HttpResponse:
    wanted = wanted_of(request.GET)
    day = day_asked(request.GET, today=today())
    rows = listed(KEYS.within(request.identity, "view_organisations", Organisation.objects.all()), wanted, on=day)
    everywhere = list(places())
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "day": day,
        "today": today(),
        "selects": _selects(wanted, everywhere),
        "chips": _chips(wanted, everywhere, request, day),
        "may_add": KEYS.holds(request.identity, "add_organisation"),
    }
    return render(request, "organisations/organisations.html", context)


def _selects(wanted: Wanted, everywhere: list[Organisation]) -> list[dict[str, object]]:
    return [
        {"name": "kind", "label": "类别", "chosen": wanted.kind, "choices": Organisation.Kind.choices},
        {
            "name": "place",
            "label": "所在县区",
            "chosen": wanted.place,
            "choices": [(str(p.pk), str(p)) for p in everywhere],
        },
        {"name": "member", "label": "成员", "chosen": wanted.member, "choices": list(MEMBER.items())},
        {"name": "state", "label": "状态", "chosen": wanted.state, "choices": list(STATE.items())},
    ]


def _chips(wanted: Wanted, everywhere: list[Organisation], request: SignedInRequest, day: date) -> list[dict[str, str]]:
    """The conditions in words, each with the address without it."""
    named = {str(place.pk): str(place) for place in everywhere}
    words = {
        "q": f"含“{wanted.q}”",
        "kind": dict(Organisation.Kind.choices).get(wanted.kind, ""),
        "place": named.get(wanted.place, ""),
        "industry": f"行业代码{wanted.industry}起头",
        "member": MEMBER.get(wanted.member, ""),
        "state": STATE.get(wanted.state, ""),
        "on": f"{in_words(day)}的情况" if day != today() else "",
    }
    chips = []
    for name, label in words.items():
        if getattr(wanted, name, label) and label:
            rest = request.GET.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            chips.append({"label": label, "url": f"?{rest.urlencode()}"})
    return chips
