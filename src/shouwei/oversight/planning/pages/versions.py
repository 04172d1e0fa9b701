"""Every version of a plan and what changed from one to the next."""

from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Plan
from ..permissions import KEYS
from ..rules.versions import compare


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    versions = list(plan.versions.select_related("published_by__user", "published_by__organisation", "file"))
    changes = {new.pk: compare(old.draft, new.draft) for new, old in pairwise(versions)}
    shown = [{"version": version, "changes": changes.get(version.pk)} for version in versions]
    may_revise = KEYS.holds(request.identity, "import_plan") and bool(plan.goes_on(today()))
    return render(request, "planning/versions.html", {"plan": plan, "shown": shown, "may_revise": may_revise})
