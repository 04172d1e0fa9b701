"""The turn of the year on one page: last year's goals judged beside the new year's goals, saved together or not at all.

The year after the plan's last has only the judging.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.text import without_unseen
from shouwei.core.verdict import Refused

from ..models import Plan
from ..permissions import KEYS
from ..queries.goals import GoalRow, goal_rows, long_term, years_of
from ..rules.goals import SHORTEST, carried_over, judged_from
from ..workflows.roll_goals import GoalWords, Rolled, RowsRefused, roll_goals

REACHED = {"yes": True, "no": False}


@dataclass(slots=True)
class Line:
    """One task of the wizard with what was typed, or what is proposed."""

    row: GoalRow
    text: str
    ticked: bool
    reached: str = ""
    review: str = ""
    reasons: list[str] = field(default_factory=list)

    @property
    def is_carried_over(self) -> bool:
        """Untouched since it was taken from last year's goal."""
        last = self.row.last
        return self.row.goal is None and last is not None and self.text == carried_over(last.text, last.year + 1)

    @property
    def judges(self) -> bool:
        """Whether last year is still to be judged."""
        return self.row.last is not None and self.row.last.reached is None

    @property
    def is_closed(self) -> bool:
        return self.row.goal is not None and self.row.goal.reached is not None

    def words(self) -> GoalWords:
        """A new goal left empty is left for later; a goal that stands cannot be emptied."""
        wanted = self.ticked and (self.text or self.row.goal is not None)
        return GoalWords(
            task_id=self.row.task.pk,
            text=self.text if wanted else None,
            reached=REACHED.get(self.reached),
            review=self.review,
        )


@KEYS.page("set_goal")
def page(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    sets = year in years_of(plan)
    if not sets and year != plan.last_year + 1:
        raise Http404
    tasks = KEYS.within(request.identity, "set_goal", long_term(plan))
    lines = [_line(request, row, year) for row in goal_rows(plan, request.identity, year, tasks)]
    refusal = ""
    if request.method == "POST":
        try:
            asked = [line.words() for line in lines]
            rolled = roll_goals(plan, year=year, rows=asked, by=request.identity, today=today())
            left = sum(line.row.goal is None and words.text is None for line, words in zip(lines, asked, strict=True))
            messages.success(request, _said(year, rolled, left if sets else 0))
            shown = year if sets else year - 1
            return redirect(f"{reverse('planning:goals', args=[plan.pk])}?year={shown}")
        except RowsRefused as refused:
            refusal = str(refused)
            for line in lines:
                line.reasons = refused.reasons.get(line.row.task.pk, [])
        except Refused as refused:
            refusal = str(refused)
    context = {
        "plan": plan,
        "year": year,
        "last_year": year - 1,
        "lines": lines,
        "sets": sets,
        "refusal": refusal,
        "judging": today() >= judged_from(year - 1),
        "judged_from": judged_from(year - 1),
        "wrong": [line for line in lines if line.reasons],
        "shortest": SHORTEST,
    }
    return render(request, "planning/roll_goals.html", context)


def _said(year: int, rolled: Rolled, left: int) -> str:
    rest = f"还有{left}项{year}年度目标未确立。" if left else ""
    if not rolled.set and not rolled.judged:
        return f"没有填写或改动，未作保存。{rest}"
    return f"已确立{year}年度目标{rolled.set}项，评定{year - 1}年度目标{rolled.judged}项。{rest}"


def _line(request: SignedInRequest, row: GoalRow, year: int) -> Line:
    """What was typed; on opening, this year's goal, else last year's as a beginning."""
    name = row.task.pk
    if request.method == "POST":
        sent = request.POST
        return Line(
            row,
            text=without_unseen(sent.get(f"text-{name}", "")).strip(),
            ticked=f"set-{name}" in sent,
            reached=sent.get(f"reached-{name}", ""),
            review=without_unseen(sent.get(f"review-{name}", "")).strip(),
        )
    begun = carried_over(row.last.text, year) if row.last else ""
    return Line(row, text=row.goal.text if row.goal else begun, ticked=row.goal is None)
