"""Plans: which one people mean when they do not say, and which still run."""

from datetime import date

from django.db.models import Q, QuerySet

from shouwei.ground.people.models import Identity

from ..models import Plan, PlanImport


def running(today: date, path: str = "") -> Q:
    """The plan found at ``path`` is still supervised; the rule is rules/running.py, here as a filter."""
    return Q(**{f"{path}closed_on": None, f"{path}last_year__gte": today.year})


def current_plan() -> Plan | None:
    """The plan issued last that has not been stopped; one that is over is still the one people look up."""
    return Plan.objects.filter(closed_on=None).order_by("-issued_on", "-pk").first()


def concerned(plan: Plan, today: date) -> QuerySet[Identity]:
    """Everybody who acts for a lead or a member of the plan, and its other overseers; not its administrators."""
    parts = Q(organisation__led_tasks__plan=plan) | Q(organisation__co_led_tasks__plan=plan)
    parts |= Q(organisation__duties__task__plan=plan) | Q(role__in=(Identity.Role.SECRETARIAT, Identity.Role.COUNCIL))
    people = Identity.objects.on(today).exclude(role__in=(Identity.Role.AUDITOR, Identity.Role.ADMINISTRATOR))
    return people.filter(pk__in=Identity.objects.filter(parts).values("pk"))


def open_imports() -> QuerySet[PlanImport]:
    """Documents read but neither published nor given up."""
    return PlanImport.objects.filter(state=PlanImport.State.OPEN).select_related("uploaded_by__user", "revises")
