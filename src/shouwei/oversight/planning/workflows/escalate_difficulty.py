"""Put a difficulty before the council."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Difficulty
from ..queries.leads import unit_of
from ..rules.reports import may_escalate


@transaction.atomic
def escalate_difficulty(difficulty: Difficulty, *, by: Identity, today: date) -> None:
    """From the secretariat to the council; the member is told where its matter lies now."""
    difficulty = Difficulty.objects.select_for_update().get(pk=difficulty.pk)
    require(may_escalate(level=difficulty.level, answered_on=difficulty.answered_on))
    difficulty.level, difficulty.escalated_on = Difficulty.Level.COUNCIL, today
    difficulty.save(update_fields=["level", "escalated_on"])
    duty = difficulty.duty
    tell(
        holders(Identity.Role.COUNCIL, today),
        f"秘书处提请研究：{duty.organisation}在任务{duty.task.number}中反映的困难。",
        url=difficulty.get_absolute_url(),
        key=f"difficulty:{difficulty.pk}:council",
    )
    tell(
        unit_of(duty.organisation_id, today),
        f"任务{duty.task.number}所反映的困难已提请理事会研究。",
        url=duty.get_absolute_url(),
        key=f"difficulty:{difficulty.pk}:escalated",
    )
    record(by=by, what="提请理事会", on=difficulty, about=duty.task)
