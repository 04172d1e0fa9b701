"""填报: one member's figures, prefilled from its records, checked, decided on, reconciled, amended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused

from ..models import Filing, Submission
from ..permissions import KEYS
from ..queries.rounds import STATES, Prefilled, newest_approved, number_of, prefilled
from ..rules.rounds import APPROVED, HANDED_IN, RETURNED, is_late, may_hand_in
from ..rules.validation import findings
from ..workflows.decide_submission import decide_submission
from ..workflows.hand_in import Figure, as_line, hand_in

WHOLE = {"invalid": "请填写整数人数。", "min_value": "人数不能是负数。", "max_value": "数值过大，请核对。"}


class FilingForm(forms.Form):
    """Two numbers and a reason for each figure, prefilled from the records, or as handed in before; a reason for an amendment."""

    why = forms.CharField(
        label="更正原因",
        required=False,
        max_length=300,
        help_text="写明改什么、为什么改；更正后的数值在各处标明。",
    )

    def __init__(self, rows: list[Prefilled], before: Filing | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.before = rows, before
        said = {line["code"]: line for line in before.lines} if before is not None else {}
        self.asked: dict[str, list[str]] = {}
        for number, row in enumerate(rows):
            line = said.get(row.definition.code)
            values = (line["numerator"], line["denominator"]) if line else row.computed
            for name, label, value in zip(("top", "below"), ("分子", "分母"), values, strict=True):
                self.fields[f"{name}{number}"] = forms.IntegerField(
                    label=f"{row.definition.name}：{label}",
                    required=False,
                    min_value=0,
                    max_value=10_000_000,
                    initial=value,
                    error_messages=WHOLE,
                )
            self.fields[f"reason{number}"] = forms.CharField(
                label=f"{row.definition.name}：说明",
                required=False,
                max_length=200,
                initial=line["reason"] if line else "",
            )

    def figures(self) -> dict[str, Figure]:
        typed = self.cleaned_data
        return {
            row.definition.code: Figure(typed[f"top{n}"], typed[f"below{n}"], typed[f"reason{n}"])
            for n, row in enumerate(self.rows)
        }

    def ask(self) -> None:
        """Keep what the rules ask about what was typed, to stand beside each figure."""
        figures = self.figures()
        for found in findings([as_line(row, figures[row.definition.code]) for row in self.rows]):
            self.asked.setdefault(found.code, []).append(found.text)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """For the template: row with its three fields and what is asked about it."""
        return [
            {
                "row": row,
                "top": self[f"top{n}"],
                "below": self[f"below{n}"],
                "reason": self[f"reason{n}"],
                "asked": self.asked.get(row.definition.code, []),
                "differs": (self[f"top{n}"].initial, self[f"below{n}"].initial) != row.computed,
            }
            for n, row in enumerate(self.rows)
        ]


@KEYS.page("view_submission")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    day = today()
    rows = Submission.objects.select_related("round", "school")
    submission = KEYS.fetch(request.identity, "view_submission", rows, pk=pk)
    filled = prefilled(submission, day)
    may = may_hand_in(
        state=submission.state,
        opens_on=submission.round.opens_on,
        locked=submission.round.locked_on is not None,
        today=day,
        why="x",
    )
    mine = KEYS.opens(request.identity, "hand_in", submission)
    filings = list(submission.filings.select_related("handed_in_by__user", "decided_by__user").order_by("-number"))
    before = filings[0] if filings else None
    form = FilingForm(filled, before, request.POST if request.method == "POST" and mine else None)
    if request.method == "POST" and mine and form.is_valid():
        form.ask()
        with refusal_shown_on(form):
            hand_in(submission, figures=form.figures(), why=form.cleaned_data["why"], by=request.identity, today=day)
            messages.success(request, "已上报，等待审定。")
            return redirect(submission)
    context = {
        "submission": submission,
        "state": STATES[submission.state],
        "late": is_late(first_on=submission.first_on, closes_on=submission.round.closes_on, today=day),
        "form": form if mine and may else None,
        "shut": "" if may or not mine else may.reason,
        "filings": filings,
        "returned": before if before is not None and submission.state == RETURNED else None,
        "compared": compared(submission, filled),
        "may_decide": KEYS.opens(request.identity, "decide_submission", submission)
        and (submission.state == HANDED_IN or (submission.state == APPROVED and not submission.round.locked_on)),
        "handed_in": submission.state == HANDED_IN,
        "today": day,
    }
    return render(request, "indicators/submission.html", context)


def compared(submission: Submission, filled: list[Prefilled]) -> list[dict[str, Any]]:
    """Reported beside computed, then and now, and beside other rounds that ask the same, with what an amendment replaced."""
    newest = submission.filings.order_by("-number").first()
    stands = newest_approved(submission) or newest
    if stands is None:
        return []
    now = {row.definition.code: row.computed for row in filled}
    others = {row.definition.code: row.elsewhere for row in filled}
    first = submission.filings.filter(amends=False, decision="approved").order_by("-number").first()
    was = {line["code"]: line for line in first.lines} if first is not None and stands.amends else {}
    lines = []
    for line in stands.lines:
        top, below = now.get(line["code"], (None, None))
        before = was.get(line["code"])
        moved = before is not None and (before["numerator"], before["denominator"]) != (
            line["numerator"],
            line["denominator"],
        )
        lines.append(
            {
                "line": line,
                "number": number_of(line),
                "computed": number_of({**line, "numerator": line["computed"][0], "denominator": line["computed"][1]}),
                "now": number_of({**line, "numerator": top, "denominator": below}),
                "differs": (line["numerator"], line["denominator"]) != (top, below),
                "elsewhere": [
                    one
                    for one in others.get(line["code"], ())
                    if (one.numerator, one.denominator) != (line["numerator"], line["denominator"])
                ],
                "was": number_of(before) if moved and before is not None else None,
                "amended": moved,
            }
        )
    return lines


@KEYS.page("decide_submission")
@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    submission = KEYS.fetch(request.identity, "decide_submission", Submission.objects.all(), pk=pk)
    approve = request.POST.get("verdict") == "approve"
    try:
        decide_submission(
            submission,
            approve=approve,
            opinion=request.POST.get("opinion", "")[:300],
            by=request.identity,
            today=today(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已审定。" if approve else "已退回，并告知填报单位。")
    return redirect(submission)
