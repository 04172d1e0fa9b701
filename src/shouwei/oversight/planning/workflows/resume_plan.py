"""Take a stopped plan up again; deadlines stand where they stood."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Plan
from ..queries.plans import concerned
from ..rules.running import may_resume_plan


@transaction.atomic
def resume_plan(plan: Plan, *, because: str, by: Identity, today: date) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(may_resume_plan(closed_on=plan.closed_on, because=because, withdrawn=plan.is_withdrawn))
    plan.closed_on, plan.close_reason = None, ""
    plan.save(update_fields=["closed_on", "close_reason"])
    tell(
        concerned(plan, today),
        f"《{plan.title}》自今天起恢复督办，各项期限不变。原因：{because.strip()}",
        url=plan.get_absolute_url(),
        key=f"plan:{plan.pk}:resumed:{today}",
    )
    record(by=by, what="恢复督办方案", on=plan, why=because.strip())
    return plan
