"""与学籍核对: registered as reported against newcomers on the roll."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import number_in, year_in
from shouwei.ground.learners.models import Level, Source
from shouwei.ground.organisations.models import Organisation

from ..permissions import KEYS
from ..queries import reconciliation, years_known


@KEYS.page("reconcile_intake")
def page(request: SignedInRequest) -> HttpResponse:
    year, school = year_in(request.GET, "year", today().year), number_in(request.GET, "school")
    found = reconciliation(request.identity, year)
    places = Counter(row.key[0] for row in found.differences)
    schools = Organisation.objects.in_bulk(list(places))
    paged = Paginator(found.of(school), 50).get_page(request.GET.get("page"))
    levels, sources = dict(Level.choices), dict(Source.choices)
    context = {
        "page": paged,
        "rows": [
            {
                "school": schools[row.key[0]],
                "name": found.names[row.key[1], row.key[2]],
                "level": levels[row.key[1]],
                "code": row.key[2],
                "category": sources[row.key[3]],
                "category_key": row.key[3],
                "difference": row,
            }
            for row in paged
        ],
        "found": found,
        "school": school,
        "schools": sorted(((schools[pk], n) for pk, n in places.items()), key=lambda pair: pair[0].name_pinyin),
        "year": year,
        "years": sorted({*years_known(request.identity), today().year}, reverse=True),
        "today": today(),
    }
    return render(request, "admissions/reconcile.html", context)
