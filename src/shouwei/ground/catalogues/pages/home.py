"""The five lists: which edition counts today, how many codes, where to look."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Edition
from ..permissions import KEYS
from ..queries import editions_on
from ..rules.shapes import LABELS


@KEYS.page("view_catalogues")
def page(request: SignedInRequest) -> HttpResponse:
    editions = editions_on(today())
    context = {
        "lists": [(key, label, editions.get(key)) for key, label in LABELS.items()],
        "today": today(),
        "drafts": Edition.objects.filter(state=Edition.State.DRAFT).count(),
        "may_import": KEYS.holds(request.identity, "import_edition"),
        "may_see_editions": KEYS.holds(request.identity, "view_editions"),
    }
    return render(request, "catalogues/home.html", context)
