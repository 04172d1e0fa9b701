"""What each kind of reminder achieved in three months, with a plain recommendation. No person is ranked."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries.effect import effect_lines
from .tabs import tabs


@KEYS.page("view_effect")
def page(request: SignedInRequest) -> HttpResponse:
    moment = now()
    context = {
        "lines": effect_lines(moment),
        "moment": moment,
        "may_change": KEYS.holds(request.identity, "change_kind"),
        "tabs": tabs(request, "effect"),
    }
    return render(request, "notices/effect.html", context)
