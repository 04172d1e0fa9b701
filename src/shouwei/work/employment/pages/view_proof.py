"""Read one paper of a graduate: what it shows, its digest, its older editions; whoever is not of the school says why first."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused, require
from shouwei.ground.documents.preview import in_wechat, preview_of
from shouwei.ground.documents.queries import editions_of
from shouwei.ground.documents.workflows.read_whole import read_whole

from ..models import Proof
from ..permissions import KEYS
from ..rules.papers import LOOK_HOLDS, may_look
from ..workflows.look_at_proof import look_at_proof

GIVEN = "reasons_for_papers"
"""In the session: proof → (reason, moment)."""


class ReasonForm(forms.Form):
    reason = forms.CharField(label="查看原因", max_length=200, help_text="例如“抽样核查第3号”。记入查看记录。")


def papers() -> Any:
    rows = Proof.objects.exclude(file=None)
    return rows.select_related("file", "destination__student", "destination__school", "given_by__user")


def reason_given(request: SignedInRequest, proof: Proof) -> str | None:
    """Why this person reads the paper: "" for the school itself, None where nothing was said within the quarter of an hour."""
    if may_look(reason="", own_school=proof.destination.school_id == request.identity.organisation_id):
        return ""
    reason, moment = request.session.get(GIVEN, {}).get(str(proof.pk), ("", 0.0))
    return reason if now().timestamp() - moment <= LOOK_HOLDS.total_seconds() else None


@csp_update({"frame-src": [SELF]})  # the pages of a PDF, which come from our own address
@never_cache
@KEYS.page("view_proof")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    proof = KEYS.fetch(request.identity, "view_proof", papers(), pk=pk)
    reason = reason_given(request, proof)
    if reason is None or request.method == "POST":
        return _asked(request, proof)
    file = proof.file
    if file is None:
        raise Http404
    address = reverse("employment:proof_file", args=[pk])
    context: dict[str, Any] = {
        "proof": proof,
        "row": proof.destination,
        "file": file,
        "file_url": address,
        "inline_url": f"{address}?view=1",
        "editions": editions_of(file),
        "wechat": in_wechat(request.headers.get("User-Agent", "")),
        "may_replace": KEYS.opens(request.identity, "replace_proof", proof) and not proof.void_reason,
    }
    try:
        preview = preview_of(file, read_whole(file))
        if preview.kind == "parts":  # a picture and a PDF are written down when the browser fetches them
            look_at_proof(proof, how="查看", reason=reason, by=request.identity)
        context["preview"] = preview
    except Refused as refusal:
        context["fault"] = str(refusal)
    return render(request, "employment/view_proof.html", context, status=503 if "fault" in context else 200)


def _asked(request: SignedInRequest, proof: Proof) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            require(may_look(reason=form.cleaned_data["reason"], own_school=False))
            given = request.session.get(GIVEN, {})
            given[str(proof.pk)] = (form.cleaned_data["reason"].strip(), now().timestamp())
            request.session[GIVEN] = given
            return redirect("employment:view_proof", proof.pk)
    return render(request, "employment/reason_for_proof.html", {"form": form, "proof": proof, "row": proof.destination})
