"""Plans: which one people mean when they do not say, and which still run."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from shouwei.core.compiled import Statement
from shouwei.ground.people.models import Identity

from ..models import (
    AnnualGoal,
    Bulletin,
    Completion,
    Evidence,
    Extension,
    Meeting,
    Plan,
    PlanImport,
    ProgrammePart,
    ProgressReport,
    SupervisionNotice,
    WorkProgramme,
)


def running(today: date, path: str = "") -> Q:
    """The plan found at ``path`` is still supervised; the rule is rules/running.py, here as a filter."""
    return Q(**{f"{path}closed_on": None, f"{path}last_year__gte": today.year})


def current_plan() -> Plan | None:
    """The plan issued last that has not been stopped; one that is over is still the one people look up."""
    return _from_the_latest().first()


def current_plan_id() -> int | None:
    """Its number alone: every page's menu leads there."""
    found = _latest.answers()
    return found[0][0] if found else None


def _from_the_latest() -> QuerySet[Plan]:
    return Plan.objects.filter(closed_on=None).order_by("-issued_on", "-pk")


_latest = Statement(lambda: _from_the_latest().values_list("pk")[:1], kept=True)


def concerned(plan: Plan, today: date) -> QuerySet[Identity]:
    """Everybody who acts for a lead or a member of the plan, and its other overseers; not its administrators."""
    parts = Q(organisation__led_tasks__plan=plan) | Q(organisation__co_led_tasks__plan=plan)
    parts |= Q(organisation__duties__task__plan=plan) | Q(role__in=(Identity.Role.SECRETARIAT, Identity.Role.COUNCIL))
    people = Identity.objects.on(today).exclude(role__in=(Identity.Role.AUDITOR, Identity.Role.ADMINISTRATOR))
    return people.filter(pk__in=Identity.objects.filter(parts).values("pk"))


def recorded_on(plan: Plan) -> dict[str, int]:
    """What people have recorded on a plan since it was published, by kind; drafts somebody typed count too."""
    return {kind: rows.count() for kind, rows in _records(plan).items()}


def withdrawable(plan: Plan) -> bool:
    """Whether withdrawing is offered. Of a plan at work the first question already tells."""
    if plan.closed_on is not None or any(rows.exists() for rows in _records(plan).values()):
        return False
    return plan.versions.count() == 1


def _records(plan: Plan) -> dict[str, QuerySet[Any]]:
    begun = ~Q(state=WorkProgramme.State.DRAFT) | ~Q(rows=[]) | ~Q(text="")
    sent = ~Q(state__in=(SupervisionNotice.State.DRAFT, SupervisionNotice.State.DROPPED))
    ours = {"duty__task__plan": plan}
    return {
        "工作方案": WorkProgramme.objects.filter(begun, task__plan=plan),
        "单位方案": ProgrammePart.objects.filter(programme__task__plan=plan),
        "年度目标": AnnualGoal.objects.filter(task__plan=plan),
        "进展报告": ProgressReport.objects.filter(**ours),
        "佐证材料": Evidence.everything.filter(**ours),
        "延期申请": Extension.objects.filter(**ours),
        "办结申请": Completion.objects.filter(**ours),
        "督办单": SupervisionNotice.objects.filter(sent, **ours),
        "会议": Meeting.objects.filter(plan=plan),
        "通报": Bulletin.objects.filter(plan=plan),
    }


def open_imports() -> QuerySet[PlanImport]:
    """Documents read but neither published nor given up."""
    return PlanImport.objects.filter(state=PlanImport.State.OPEN).select_related("uploaded_by__user", "revises")


def same_as(source: PlanImport, issued_on: date | None) -> list[Plan]:
    """Plans published from the same bytes, or under the same title, number and day of issue; an unknown day fits any.

    The plan a document revises is not the same document, unless the bytes are.
    """
    draft = source.draft
    named = Q(title=draft.get("title") or source.name, document_number=draft.get("doc_number") or "")
    named &= Q() if issued_on is None else Q(issued_on=issued_on)
    same = named if source.revises_id is None else named & ~Q(pk=source.revises_id)
    if source.file is not None:
        same |= Q(versions__file__sha256=source.file.sha256)
    # One that was withdrawn is no obstacle to its own correction.
    return list(Plan.objects.filter(same, is_withdrawn=False).distinct().order_by("-issued_on", "-pk"))
