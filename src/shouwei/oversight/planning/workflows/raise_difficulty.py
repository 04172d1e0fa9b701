"""A report that names a difficulty puts it before the secretariat, once."""

from __future__ import annotations

from datetime import date

from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Difficulty, ProgressReport


def raise_difficulty(report: ProgressReport, *, today: date) -> Difficulty | None:
    """The difficulty of this report, new or as it stands; None when the report names none.

    A report sent again after a return corrects the wording of a difficulty still open and raises no second one.
    Runs inside the transaction of the report that goes up.
    """
    if not report.difficulties.strip():
        return None
    difficulty = Difficulty.objects.filter(report=report).first()
    if difficulty is None:
        difficulty = Difficulty(duty=report.duty, report=report, raised_on=today)
    elif difficulty.answered_on is not None:
        return difficulty
    difficulty.text, difficulty.support_wanted = report.difficulties, report.support_wanted
    difficulty.save()
    tell(
        holders(Identity.Role.SECRETARIAT, today),
        f"{report.duty.organisation}在任务{report.duty.task.number}的进展中反映困难，请研究答复。",
        url=difficulty.get_absolute_url(),
        key=f"difficulty:{difficulty.pk}:raised",
    )
    return difficulty
