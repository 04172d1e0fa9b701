"""One destination: what is claimed, on which proof, what was corrected and asked."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Destination
from ..permissions import KEYS
from ..rules.codes import CODES
from ..workflows.add_proof import BY_SCHOOL
from .county_field import county_label


@KEYS.page("view_destinations")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Destination.objects.select_related("student", "school", "written_by__user")
    row = KEYS.fetch(request.identity, "view_destinations", rows, pk=pk)
    context = {
        "row": row,
        "code_name": CODES.get(row.code, row.code),
        "workplace": county_label(row.workplace_county),
        "registered": county_label(row.registered_county),
        "proofs": row.proofs.select_related("file", "given_by__user"),
        "corrections": row.corrections.select_related("corrected_by__user"),
        "questions": row.questions.all(),
        "may_write": KEYS.opens(request.identity, "write_destination", row),
        "may_read": KEYS.holds(request.identity, "view_proof"),
        "may_prove": KEYS.opens(request.identity, "add_proof", row),
        "by_school": BY_SCHOOL,
        "today": today(),
    }
    return render(request, "employment/destination.html", context)
