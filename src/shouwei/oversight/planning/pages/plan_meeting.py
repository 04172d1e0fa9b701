"""Set up the meeting of a week or a 旬; the day is prefilled from the holiday table."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Meeting, Plan
from ..permissions import KEYS
from ..queries.meetings import next_meetings, occurrence_on
from ..workflows.plan_meeting import plan_meeting


def day_field(label: str, **more: object) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)  # type: ignore[arg-type]  # passed on as they came


class PlanForm(forms.Form):
    kind = forms.ChoiceField(label="会议", choices=Meeting.Kind.choices, widget=forms.RadioSelect)
    period_day = day_field("所属周或旬（填其中任意一天）", help_text="会商按周、调度按旬，一期一次。")
    held_on = day_field("会议日期", help_text="默认：会商为周一，调度为本旬最后一个工作日，遇节假日顺移。")
    place = forms.CharField(label="地点", max_length=100, required=False)
    chair = forms.CharField(label="主持人", max_length=50, required=False)


@KEYS.page("run_meeting")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    if not (goes_on := plan.goes_on(today())):
        messages.error(request, goes_on.reason)
        return redirect("planning:meetings", plan.pk)
    form = PlanForm(request.POST or None, initial=_initial(request, plan))
    if form.is_valid():
        with refusal_shown_on(form):
            meeting = plan_meeting(plan, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, f"{meeting}已建立，按规则提出{meeting.items.count()}项议题。")
            return redirect(meeting)
    return render(request, "planning/plan_meeting.html", {"plan": plan, "form": form})


def _initial(request: SignedInRequest, plan: Plan) -> dict[str, object]:
    """The next meeting of the kind asked for, or that of the period asked for; place and chair as last time."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in Meeting.Kind.values else Meeting.Kind.CONSULTATION.value
    wanted = next(proposed for proposed, _ in next_meetings(plan, today()) if proposed.kind == kind)
    asked = request.GET.get("day", "")
    with suppress(ValueError):  # not a day: the next meeting is offered
        wanted = occurrence_on(kind, date.fromisoformat(asked)) if asked else wanted
    last = plan.meetings.filter(kind=kind).order_by("-period_first").first()
    return {
        "kind": kind,
        "period_day": wanted.first,
        "held_on": wanted.held_on,
        "place": last.place if last else "",
        "chair": last.chair if last else "",
    }
