"""Let the figures of a cohort ask their questions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from shouwei.core.acting import acting_as_system
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..claims import claims_of, setting_of
from ..models import Question
from ..rules.cross_checks import doubts, weight_of

DAYS_TO_REPLY = 10


@transaction.atomic
def ask_questions(cohort: int, *, by: Identity, today: date) -> int:
    """New questions only: what was asked before is not asked again, whatever became of it."""
    with acting_as_system("cross-checks compare claims of all schools"):
        found = doubts(claims_of(cohort), setting_of(cohort))
        before = Question.objects.count()
        Question.objects.bulk_create(
            [
                Question(
                    school_id=doubt.school,
                    cohort=cohort,
                    destination_id=doubt.claims[0] if len(doubt.claims) == 1 else None,
                    rule=doubt.rule,
                    weight=weight_of(doubt.rule),
                    subject=doubt.subject,
                    concerns=doubt.claims,
                    text=doubt.text[:300],
                    asked_on=today,
                    due_on=today + timedelta(days=DAYS_TO_REPLY),
                )
                for doubt in found
            ],
            ignore_conflicts=True,
        )
        new = Question.objects.count() - before
        counted: dict[int, int] = defaultdict(int)
        asked = Question.objects.filter(cohort=cohort, asked_on=today, outcome=Question.Outcome.OPEN)
        for key in asked.values_list("school", flat=True):
            counted[key] += 1
        for school in Organisation.objects.filter(pk__in=counted) if new else ():
            text = f"{cohort}届毕业去向有{counted[school.pk]}个问题请学校核对，{DAYS_TO_REPLY}天内答复"
            tell(
                holders("unit_head", today, organisation_id=school.pk),
                text,
                url=reverse("employment:questions"),
                key=f"questions:{cohort}:{school.pk}:{today}",
            )
    record(by=by, what="核查提问", on=by.organisation, why=f"{cohort}届，新提出{new}个问题")
    return new
