"""All plans, and the documents that wait to become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.text import in_words
from shouwei.ground.people.models import Identity

from ..models import Plan, PlanImport
from ..permissions import KEYS
from ..queries.plans import open_imports

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    tasks: int
    next_step: str
    """What comes next, as a sentence."""


@KEYS.page("view_plan")
def page(request: SignedInRequest) -> HttpResponse:
    plans = with_counts(KEYS.within(request.identity, "view_plan", Plan.objects.all()))
    found = Paginator(plans, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "rows": [PlanRow(plan, task_count(plan), next_step(plan, today())) for plan in found],
        "imports": _imports(request.identity),
        "may_import": KEYS.holds(request.identity, "import_plan"),
        "today": today(),
    }
    return render(request, "planning/plans.html", context)


def _imports(identity: Identity) -> list[PlanImport]:
    return list(KEYS.within(identity, "import_plan", open_imports())) if KEYS.holds(identity, "import_plan") else []


def with_counts(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    waiting = Q(tasks__programme__state__in=["draft", "returned"])
    return plans.order_by("-issued_on", "-pk").annotate(
        task_count=Count("tasks", distinct=True),
        programmes_waiting=Count("tasks__programme", filter=waiting, distinct=True),
    )


def task_count(plan: Plan) -> int:
    """``plan`` comes from :func:`with_counts`."""
    count: int = plan.task_count  # type: ignore[attr-defined]  # annotated by with_counts
    return count


def next_step(plan: Plan, today: date) -> str:
    """``plan`` comes from :func:`with_counts`."""
    if plan.closed_on is not None and plan.is_withdrawn:
        return f"已于{in_words(plan.closed_on)}撤回：{plan.close_reason}"
    if plan.closed_on is not None:
        return f"已于{in_words(plan.closed_on)}停止督办：{plan.close_reason}"
    if not plan.goes_on(today):
        return "实施期已满，可查阅、导出和归档。"
    waiting: int = plan.programmes_waiting  # type: ignore[attr-defined]  # annotated by with_counts
    if waiting:
        return f"{waiting}项任务的工作方案尚未报送，下一步由牵头部门报送。"
    return "工作方案已全部报送，下一步由各单位按期报送进展。"
