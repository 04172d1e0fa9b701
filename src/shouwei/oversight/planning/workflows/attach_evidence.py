"""Put files that prove something on a duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.people.models import Identity

from ..models import Duty, Evidence, ProgressReport, SupervisionNotice


@transaction.atomic
def attach_evidence(
    duty: Duty,
    files: Iterable[StoredFile],
    *,
    by: Identity,
    today: date,
    report: ProgressReport | None = None,
    notice: SupervisionNotice | None = None,
) -> list[Evidence]:
    """One row per file, cited by the report or the answer to a notice it came with. Files have passed the gate already.

    Bytes that are there already, at the same place, are not attached a second time.
    """
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    there = set(duty.evidence.filter(report=report, notice=notice).values_list("file__sha256", flat=True))
    attached = []
    for file in files:
        if file.sha256 not in there:
            there.add(file.sha256)
            evidence = Evidence.objects.create(
                duty=duty, file=file, report=report, notice=notice, attached_on=today, attached_by=by
            )
            record(by=by, what="上传佐证", on=evidence, about=duty.task)
            attached.append(evidence)
    return attached
