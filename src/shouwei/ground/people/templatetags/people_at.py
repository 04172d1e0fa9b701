"""``{% people_at organisation %}``: who acts for an organisation today, for those who may see it. For pages of lower rooms."""

from __future__ import annotations

from typing import Any

from django import template

from shouwei.core.clock import today
from shouwei.ground.organisations.models import Organisation

from ..models import Identity, User
from ..permissions import KEYS

register = template.Library()
SHOWN = 20


@register.inclusion_tag("people/people_at.html", takes_context=True)
def people_at(context: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    """Nothing at all for those without the key."""
    identity = getattr(context["request"], "identity", None)
    if not KEYS.holds(identity, "view_people"):
        return {"seen": False}
    seen = KEYS.within(identity, "view_people", User.objects.all())
    rows = Identity.objects.on(today()).filter(organisation=organisation, user__in=seen)
    return {"seen": True, "people": rows.select_related("user").order_by("role", "pk")[:SHOWN]}
