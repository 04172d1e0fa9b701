"""The five lists: which edition counts today, how many codes, where to look."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Edition
from ..permissions import KEYS
from ..queries import editions_on
from ..rules.shapes import LABELS, LEVELS, Catalogue


def counts_of(edition: Edition | None) -> list[tuple[str, int]]:
    """Level and number, from the top level down."""
    if edition is None:
        return []
    levels = LEVELS[Catalogue(edition.catalogue)]
    return [(level, edition.counts[level]) for level in levels if level in edition.counts]


@KEYS.page("view_catalogues")
def page(request: SignedInRequest) -> HttpResponse:
    editions = editions_on(today())
    context = {
        "lists": [(key, label, editions.get(key), counts_of(editions.get(key))) for key, label in LABELS.items()],
        "today": today(),
        "drafts": Edition.objects.filter(state=Edition.State.DRAFT).count(),
        "may_import": KEYS.holds(request.identity, "import_edition"),
        "may_see_editions": KEYS.holds(request.identity, "view_editions"),
    }
    return render(request, "catalogues/home.html", context)
