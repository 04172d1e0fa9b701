"""Plans: which one people mean when they do not say."""

from django.db.models import QuerySet

from ..models import Plan, PlanImport


def current_plan() -> Plan | None:
    """The plan issued last that is still running."""
    return Plan.objects.filter(closed_on=None).order_by("-issued_on", "-pk").first()


def open_imports() -> QuerySet[PlanImport]:
    """Documents read but neither published nor given up."""
    return PlanImport.objects.filter(state=PlanImport.State.OPEN).select_related("uploaded_by__user", "revises")
