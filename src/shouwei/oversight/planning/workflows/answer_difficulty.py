"""Answer a difficulty; the answer carries its date and goes back to the member."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Difficulty
from ..queries.leads import leads_of, unit_of
from ..rules.reports import may_answer


@transaction.atomic
def answer_difficulty(difficulty: Difficulty, *, answer: str, by: Identity, today: date) -> None:
    """One answer, once. The member and the lead are told."""
    difficulty = Difficulty.objects.select_for_update().get(pk=difficulty.pk)
    require(may_answer(answered_on=difficulty.answered_on, answer=answer))
    difficulty.answer, difficulty.answered_on, difficulty.answered_by = answer, today, by
    difficulty.save(update_fields=["answer", "answered_on", "answered_by"])
    duty = difficulty.duty
    tell(
        [*unit_of(duty.organisation_id, today), *leads_of(duty.task, today)],
        f"任务{duty.task.number}所反映的困难已有答复：{answer}",
        url=duty.get_absolute_url(),
        key=f"difficulty:{difficulty.pk}:answered",
    )
    record(by=by, what="答复困难", on=difficulty, about=duty.task, why=answer)
