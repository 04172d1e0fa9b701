"""删除个人信息: whom it may concern, what would happen, and doing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.people.models import User

from ..permissions import KEYS
from ..queries.person import ERASED, is_erased, plan_erasure
from ..workflows.erase_person import erase_person


class ErasureForm(forms.Form):
    because = forms.CharField(
        label="删除原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="例如：本人离职后书面申请"
    )


@KEYS.page("erase_person")
def closed(request: SignedInRequest) -> HttpResponse:
    """Accounts that are closed and not yet deleted."""
    rows = User.objects.filter(is_active=False).exclude(username__startswith=ERASED).order_by("username")
    rows = KEYS.within(request.identity, "erase_person", rows)
    return render(request, "privacy/closed.html", {"rows": Paginator(rows, 30).get_page(request.GET.get("page"))})


@KEYS.page("erase_person")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    user = KEYS.fetch(request.identity, "erase_person", User.objects.all(), pk=pk)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = erase_person(user, because=form.cleaned_data["because"], by=request.identity, today=today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"个人信息已删除，涉及{sum(line.rows for line in done)}行。依法保留的部分见下表。"
            )
            return redirect("privacy:erase_person", pk=pk)
    with acting_as_system("the dry run counts what every table holds about this person"):
        lines: list[Any] = plan_erasure(user)
    context = {"user": user, "form": form, "lines": lines, "erased": is_erased(user)}
    return render(request, "privacy/erase_person.html", context)
