"""The lead sends a programme with its measures to the secretariat."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Measure, WorkProgramme
from ..queries.programmes import responsible_for, rows_of
from ..rules.measures import all_whole, read_row
from ..rules.programmes import may_submit


@transaction.atomic
def submit_programme(programme: WorkProgramme, *, by: Identity, today: date) -> WorkProgramme:
    """Today is the day that counts, however late it is registered.

    A programme that is returned was not complete: the day of the submission that is finally registered counts, and the
    due date does not move. The earlier days stay in the trail.
    """
    programme = WorkProgramme.objects.select_for_update().get(pk=programme.pk)
    task, rows = programme.task, rows_of(programme)
    require(task.plan.goes_on(today))
    require(may_submit(state=programme.state, text=programme.text, measures=len(rows)))
    issued_on, organisations = task.plan.issued_on, responsible_for(task)
    require(all_whole(rows, task_due_on=task.due_on, issued_on=issued_on, organisations=organisations))
    _write_measures(programme, rows)
    programme.rows, programme.state, programme.return_reason = rows, WorkProgramme.State.SUBMITTED, ""
    programme.submitted_on, programme.submitted_by = today, by
    programme.save(update_fields=["rows", "state", "return_reason", "submitted_on", "submitted_by"])
    tell(
        holders(Identity.Role.SECRETARIAT, today),
        f"{task.lead}报送了任务{task.number}的工作方案（{len(rows)}条举措），请登记。",
        url=programme.get_absolute_url(),
        key=f"programme:{programme.pk}:submitted",
    )
    record(by=by, what="报送工作方案", on=programme, about=task)
    return programme


def _write_measures(programme: WorkProgramme, rows: list[dict[str, str]]) -> None:
    """The table becomes measures. None can have been finished: that needs a registered programme."""
    programme.measures.all().delete()
    Measure.objects.bulk_create(
        Measure(
            programme=programme,
            order=order,
            organisation_id=words.organisation_id,
            text=words.text,
            owner=words.owner,
            due_on=words.due_on,
            deliverable=words.deliverable,
            evidence_rule=words.evidence_rule,
        )
        for order, words in enumerate(map(read_row, rows), 1)
    )
