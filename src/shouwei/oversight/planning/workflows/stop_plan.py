"""End the supervision of a plan from today on: withdrawn, replaced or published by mistake. Every record stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Plan
from ..queries.plans import concerned
from ..rules.running import may_stop_plan


@transaction.atomic
def stop_plan(plan: Plan, *, because: str, by: Identity, today: date) -> Plan:
    """Nothing is deleted and no state of a duty changes: what had been reported by today stays as it was."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(may_stop_plan(closed_on=plan.closed_on, because=because))
    plan.closed_on, plan.close_reason = today, because.strip()
    plan.save(update_fields=["closed_on", "close_reason"])
    tell(
        concerned(plan, today),
        f"《{plan.title}》自今天起停止督办，不再报送，已有记录保留。原因：{plan.close_reason}",
        url=plan.get_absolute_url(),
        key=f"plan:{plan.pk}:stopped:{today}",
    )
    record(by=by, what="停止督办方案", on=plan, why=plan.close_reason)
    return plan
