"""Take a stopped plan up again, with the reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Plan
from ..permissions import KEYS
from ..workflows.resume_plan import resume_plan
from .because import BecauseForm


@KEYS.page("stop_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "stop_plan", Plan.objects.all(), pk=pk)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            resume_plan(plan, because=form.cleaned_data["because"], by=request.identity, today=today())
            messages.success(request, "方案已恢复督办，牵头部门和成员单位已收到通知。")
            return redirect(plan)
    return render(request, "planning/resume_plan.html", {"plan": plan, "form": form})
