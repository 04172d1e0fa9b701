"""One organisation: facts, names, membership, contacts, what happened; people and duties come from the rooms above by tag."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.audit.queries import history_of

from ..models import Organisation
from ..permissions import KEYS
from ..rules.organisations import UNDO_DAYS, may_undo

HISTORY = 20
VERBS = (
    "change_organisation",
    "rename_organisation",
    "merge_organisation",
    "note_fact",
    "confirm_fact",
    "view_contacts",
    "change_contacts",
)


@KEYS.page("view_organisations")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Organisation.objects.select_related("parent", "place", "merged_into")
    organisation = KEYS.fetch(request.identity, "view_organisations", rows, pk=pk)
    may = {verb: KEYS.opens(request.identity, verb, organisation) for verb in VERBS}
    names = list(organisation.former_names.all())
    merger = organisation.mergers.filter(undone_on=None).first()
    day = today()
    context = {
        "organisation": organisation,
        "today": day,
        "may": may,
        "facts": organisation.facts.all(),
        "names": names,
        "memberships": organisation.memberships.order_by("-since"),
        "merger": merger,
        "takeovers": organisation.takeovers.filter(undone_on=None).select_related("absorbed"),
        "units": organisation.units.all()[:50],
        "located": organisation.located.order_by("kind", "name_pinyin")[:100],
        "contacts": organisation.contacts.all() if may["view_contacts"] else (),
        "events": history_of(organisation)[:HISTORY],
        "may_undo_rename": bool(names)
        and may["rename_organisation"]
        and bool(may_undo(what="更名", recorded_on=names[0].recorded_on, is_last=True, today=day)),
        "undoing_merger": may_undo(
            what="并入", recorded_on=merger.recorded_on, is_last=True, today=day, handed_over=merger.moved is not None
        )
        if merger is not None and may["merge_organisation"]
        else None,
        "undo_days": UNDO_DAYS,
    }
    return render(request, "organisations/organisation.html", context)
