"""The holiday table, a year at a time."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Holiday
from ..official_table import years_known
from ..permissions import KEYS
from ..queries import years_covered


@KEYS.page("view_holidays")
def page(request: SignedInRequest) -> HttpResponse:
    this_year = today().year
    covered = years_covered()
    year = year_wanted(request.GET)
    listed = sorted({*covered, this_year, this_year + 1, year})
    return render(
        request,
        "calendar/holidays.html",
        {
            "year": year,
            "tabs": [
                {
                    "label": f"{y}年",
                    "url": f"?year={y}",
                    "active": y == year,
                    "count": None if y in covered else "未录入",
                }
                for y in listed
            ],
            "rows": Holiday.objects.filter(day__year=year),
            "may_import": KEYS.holds(request.identity, "import_holidays"),
            "is_built_in": year in years_known(),
        },
    )


def year_wanted(query: QueryDict) -> int:
    asked = query.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked[:9]) <= 2099 else today().year
