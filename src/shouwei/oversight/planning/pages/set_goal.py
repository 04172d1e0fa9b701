"""Set the goal of one 长期 task for one year."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or, refusal_shown_on

from ..models import Task
from ..permissions import KEYS
from ..queries.goals import year_at_hand, years_of
from ..rules.goals import SHORTEST
from ..workflows.set_goal import set_goal


class GoalForm(forms.Form):
    year = forms.TypedChoiceField(label="年度", coerce=int)
    text = forms.CharField(
        label="年度工作目标",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"写明做什么、多少、何时完成，年末据此评定达成或未达成。至少{SHORTEST}字。",
    )

    def __init__(self, *args: object, years: range, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through as they came
        self.fields["year"].choices = [(year, f"{year}年") for year in years]  # type: ignore[attr-defined]  # a choice field


@KEYS.page("set_goal")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    related = Task.objects.select_related("plan", "lead", "area")
    task = KEYS.fetch(request.identity, "set_goal", related, pk=pk)
    if not task.is_long_term:
        messages.error(request, "该任务有完成时限，按期限督办，不设年度工作目标。")
        return redirect(task)
    goals = {goal.year: goal for goal in task.goals.all()}
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() else year_at_hand(task.plan, today())
    known = goals.get(year) or goals.get(year - 1)
    form = GoalForm(
        request.POST or None,
        years=years_of(task.plan),
        initial={"year": year, "text": known.text if known else ""},
    )
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            goal = set_goal(task, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, f"任务{task.number}的{goal.year}年度工作目标已确立。")
            return redirect(next_or(request, task.get_absolute_url()))
    context = {
        "task": task,
        "plan": task.plan,
        "form": form,
        "goals": list(goals.values()),
        "year": year,
        "source": f"{known.year}年度目标" if known and not form.is_bound else "",
        "back": next_or(request, task.get_absolute_url()),
        "wizard": reverse("planning:roll_goals", args=[task.plan_id, year]) if year in years_of(task.plan) else "",
    }
    return render(request, "planning/set_goal.html", context)
