"""Look a code up by name, digits, pinyin or initials, over all lists or one; and the same as offers while typing."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries import search
from ..rules.searching import MOST_QUERY
from ..rules.shapes import LABELS

SHOWN = 60
OFFERED = 12


def query_of(request: SignedInRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:MOST_QUERY]


@KEYS.page("view_catalogues")
def page(request: SignedInRequest) -> HttpResponse:
    chosen = request.GET.get("list", "")
    lists = (chosen,) if chosen in LABELS else tuple(LABELS)
    q = query_of(request)
    found = search(q, on=today(), catalogues=lists, limit=SHOWN) if q else []
    context = {
        "q": q,
        "chosen": chosen,
        "lists": LABELS.items(),
        "found": [(record, LABELS[record.catalogue]) for record in found],
        "shown": SHOWN,
    }
    return render(request, "catalogues/search.html", context)


@KEYS.page("view_catalogues")
def suggest(request: SignedInRequest, catalogue: str) -> HttpResponse:
    """JSON ``{"codes": [{"code": …, "label": …}]}``, at most a dozen."""
    if catalogue not in LABELS:
        raise Http404
    q = query_of(request)
    found = search(q, on=today(), catalogues=(catalogue,), limit=OFFERED) if q else []
    return JsonResponse({"codes": [{"code": one.code, "label": f"{one.label}（{one.level}）"} for one in found]})
