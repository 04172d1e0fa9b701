"""``{% duties_of organisation %}``: what an organisation answers for in the running plan. For pages of lower rooms."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Count, Q

from shouwei.core.keys import KEYRING
from shouwei.ground.organisations.models import Organisation

from ..models import Duty
from ..permissions import KEYS
from ..queries.plans import current_plan

register = template.Library()


@register.inclusion_tag("planning/duties_of.html", takes_context=True)
def duties_of(context: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    """Counts of the duties this reader may see; nothing without the key, a plan, or a duty."""
    identity = getattr(context["request"], "identity", None)
    plan = current_plan()
    if plan is None or not KEYS.holds(identity, "view_duty"):
        return {"seen": False}
    rows = KEYS.within(identity, "view_duty", Duty.objects.filter(organisation=organisation, task__plan=plan))
    counts = rows.aggregate(
        every=Count("pk"),
        done=Count("pk", filter=Q(completed_on__isnull=False)),
        open=Count("pk", filter=Q(completed_on=None, stopped_on=None)),
    )
    may_change = KEYRING["organisations"].holds(identity, "change_members")
    moved = organisation.mergers.filter(undone_on=None).values_list("moved", flat=True).first()
    return {
        "seen": counts["every"] > 0,
        "may_hand_over": organisation.merged_on is not None and counts["open"] > 0 and may_change,
        "moved": moved["duties"] if moved and may_change else None,
        "plan": plan,
        "organisation": organisation,
        **counts,
    }
