"""Take back a plan published by mistake, while nobody has recorded anything on it. Its document waits to be corrected."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, Plan, PlanImport, SupervisionNotice
from ..queries.plans import concerned, recorded_on
from ..rules.running import may_withdraw_plan


@transaction.atomic
def withdraw_plan(plan: Plan, *, because: str, by: Identity, today: date) -> PlanImport:
    """The plan is closed for good and kept, its tasks and duties end; a copy of its document stands among those to be published.

    Members who joined the group with the plan stay members: that is a fact of the group, not of the plan.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(
        may_withdraw_plan(
            closed_on=plan.closed_on, versions=plan.versions.count(), recorded=recorded_on(plan), because=because
        )
    )
    plan.closed_on, plan.close_reason, plan.is_withdrawn = today, because.strip(), True
    plan.save(update_fields=["closed_on", "close_reason", "is_withdrawn"])
    end = {"stopped_on": today, "stop_reason": "方案已撤回"}
    plan.tasks.filter(stopped_on=None).update(**end)
    Duty.objects.filter(task__plan=plan, stopped_on=None).update(**end)
    drafts = SupervisionNotice.objects.filter(duty__task__plan=plan, state=SupervisionNotice.State.DRAFT)
    drafts.update(state=SupervisionNotice.State.DROPPED)
    version = plan.versions.get()
    source = PlanImport.objects.create(
        file=version.file, name=plan.title, as_read=version.as_read, draft=version.draft, uploaded_by=by
    )
    tell(
        concerned(plan, today),
        f"《{plan.title}》已撤回，此前的通知作废，不需要报送。原因：{plan.close_reason}",
        url=plan.get_absolute_url(),
        key=f"plan:{plan.pk}:withdrawn",
    )
    record(by=by, what="撤回方案", on=plan, why=plan.close_reason)
    return source
