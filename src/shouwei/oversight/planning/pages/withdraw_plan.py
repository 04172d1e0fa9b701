"""Take back a plan published by mistake, with the reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Plan
from ..permissions import KEYS
from ..workflows.withdraw_plan import withdraw_plan
from .because import BecauseForm


@KEYS.page("withdraw_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "withdraw_plan", Plan.objects.all(), pk=pk)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            source = withdraw_plan(plan, because=form.cleaned_data["because"], by=request.identity, today=today())
            messages.success(
                request, "方案已撤回，牵头部门和成员单位已收到通知。文件在此待更正后重新发布，也可以放弃。"
            )
            return redirect(source)
    return render(request, "planning/withdraw_plan.html", {"plan": plan, "form": form})
