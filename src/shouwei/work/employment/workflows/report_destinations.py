"""A school reports a whole cohort; the secretariat locks and unlocks it."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Destination
from ..rules.destinations import may_report


@transaction.atomic
def report_destinations(school: Organisation, cohort: int, *, by: Identity) -> int:
    graduates = Student.objects.filter(school=school, cohort=cohort)
    missing = graduates.exclude(destinations__cohort=cohort).count()
    require(may_report(missing=missing, of=graduates.count()))
    drafts = Destination.objects.filter(school=school, cohort=cohort, state=Destination.State.DRAFT)
    reported = drafts.update(state=Destination.State.REPORTED)
    if not reported:
        raise Refused("本届去向已经全部上报。")
    record(by=by, what="上报毕业去向", on=school, why=f"{cohort}届{reported}人")
    return reported


@transaction.atomic
def lock_destinations(school: Organisation, cohort: int, *, locked: bool, reason: str, by: Identity) -> int:
    """Unlocking says why: a locked figure has been published."""
    if not locked and not reason.strip():
        raise Refused("解锁须写明原因，例如更正哪些去向。")
    state, other = (
        (Destination.State.LOCKED, Destination.State.REPORTED)
        if locked
        else (Destination.State.REPORTED, Destination.State.LOCKED)
    )
    changed = Destination.objects.filter(school=school, cohort=cohort, state=other).update(state=state)
    if not changed:
        raise Refused("没有可以锁定的已上报去向。" if locked else "本届没有锁定的去向。")
    record(
        by=by,
        what="锁定毕业去向" if locked else "解锁毕业去向",
        on=school,
        why=f"{cohort}届{changed}人 {reason.strip()}",
    )
    return changed
