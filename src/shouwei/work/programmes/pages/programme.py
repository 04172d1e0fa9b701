"""One programme: what it teaches, how it stood each year, whom it serves and with whom it works."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Crosswalk, Programme
from ..permissions import KEYS
from ..queries import succession_of
from .programmes import STATES


@KEYS.page("view_programmes")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.select_related("school", "cluster"), pk=pk)
    context = {
        "programme": programme,
        "years": [{"row": row, "state": STATES[row.status]} for row in programme.years.all()],
        "changes": succession_of(programme),
        "partners": programme.partners.select_related("industry__area", "enterprise"),
        "crosswalks": Crosswalk.objects.filter(
            level=programme.level, specialty_code=programme.specialty_code
        ).select_related("segment__industry__area"),
        "may_write": KEYS.opens(request.identity, "write_programme", programme),
        "today": today(),
    }
    return render(request, "programmes/programme.html", context)
