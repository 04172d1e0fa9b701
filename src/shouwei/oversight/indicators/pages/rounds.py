"""数据采集: rounds, how complete and how punctual each is, and who has handed in what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import offered_on

from ..models import Definition, Round, Submission
from ..permissions import KEYS
from ..queries.definitions import in_force
from ..queries.rounds import STATES, members, standing_of
from ..rules.rounds import SPANS, may_lock
from ..workflows.lock_round import lock_round
from ..workflows.open_round import open_round


class RoundForm(forms.Form):
    title = forms.CharField(label="名称", max_length=100, error_messages={"required": "请填写轮次名称。"})
    year = forms.IntegerField(
        label="年度（届）",
        min_value=2000,
        max_value=2100,
        error_messages={"required": "请填写年度。", "invalid": "请填写四位年份。"},
    )
    span = forms.ChoiceField(
        label="时段",
        choices=list(SPANS.items()),
        required=False,
        error_messages={"invalid_choice": "请选择全年、学期或月份。"},
    )
    opens_on = forms.DateField(
        label="开始",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "请填写开始日期。", "invalid": "请填写正确的日期，例如2026-12-31。"},
    )
    closes_on = forms.DateField(
        label="截止",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "请填写截止日期。", "invalid": "请填写正确的日期，例如2026-12-31。"},
    )
    definitions = forms.ModelMultipleChoiceField(
        Definition.objects.none(),
        label="指标",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一项指标。"},
    )
    members = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="填报单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个填报单位。"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        rows = Definition.objects.filter(pk__in=[row.pk for row in in_force(today())])
        self.fields["definitions"].queryset = rows.order_by("target", "code")  # type: ignore[attr-defined]
        self.fields["members"].queryset = offered_on(today(), Organisation.Kind.SCHOOL)  # type: ignore[attr-defined]


@KEYS.page("view_rounds")
def page(request: SignedInRequest) -> HttpResponse:
    day = today()
    shown = Paginator(Round.objects.prefetch_related("submissions"), 20).get_page(request.GET.get("page"))
    lines = lines_of(shown)
    own = {
        row.round_id: row
        for row in KEYS.within(
            request.identity, "view_submission", Submission.objects.filter(round__in=[one.pk for one in shown])
        )
        if row.school_id == request.identity.organisation_id
    }
    context = {
        "page": shown,
        "lines": [{**line, "own": own.get(line["round"].pk)} for line in lines],
        "states": STATES,
        "may_open": KEYS.holds(request.identity, "open_round"),
        "today": day,
    }
    return render(request, "indicators/rounds.html", context)


def lines_of(rounds: Iterable[Round]) -> list[dict[str, Any]]:
    with acting_as_system("how complete and punctual a round is, is told to every member"):
        return [_line(one) for one in rounds]


def _line(one: Round) -> dict[str, Any]:
    rows = list(one.submissions.all())
    handed = [row.first_on for row in rows if row.first_on is not None]
    on_time = sum(first <= one.closes_on for first in handed)
    return {"round": one, "done": len(handed), "on_time": on_time, "expected": len(rows)}


@KEYS.page("open_round")
def begin(request: SignedInRequest) -> HttpResponse:
    day = today()
    chosen = offered_on(day, Organisation.Kind.SCHOOL).values_list("pk", flat=True)
    initial = {"year": day.year, "opens_on": day, "members": list(chosen)}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            made = open_round(**form.cleaned_data, by=request.identity, today=day)
            messages.success(request, f"已发起“{made}”，并通知填报单位。")
            return redirect(made)
    return render(request, "indicators/open_round.html", {"form": form})


@KEYS.page("view_rounds")
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    day = today()
    found = KEYS.fetch(request.identity, "view_rounds", Round.objects.select_related("opened_by__user"), pk=pk)
    rows = members(found, day)
    seen = set(KEYS.within(request.identity, "view_submission", found.submissions.all()).values_list("pk", flat=True))
    context = {
        "round": found,
        "definitions": found.definitions.all(),
        "rows": [
            (row, STATES[row.submission.state], row.submission.pk in seen)
            for row in rows
            if row.submission.pk in seen or not KEYS.holds(request.identity, "hand_in")
        ],
        "standing": standing_of(found, rows, day),
        "may_lock": KEYS.holds(request.identity, "lock_round") and found.locked_on is None,
        "verdict": may_lock(
            locked=found.locked_on is not None,
            states=[row.submission.state for row in rows],
            closes_on=found.closes_on,
            today=day,
        ),
        "today": day,
    }
    return render(request, "indicators/round.html", context)


@KEYS.page("lock_round")
@require_POST
def lock(request: SignedInRequest, pk: int) -> HttpResponse:
    found = KEYS.fetch(request.identity, "lock_round", Round.objects.all(), pk=pk)
    try:
        lock_round(found, by=request.identity, today=today())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"“{found}”已锁定，此后只能申请更正。")
    return redirect(found)
