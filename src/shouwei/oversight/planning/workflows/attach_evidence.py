"""Put files that prove something on a duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.people.models import Identity

from ..models import Duty, Evidence, ProgressReport


@transaction.atomic
def attach_evidence(
    duty: Duty, files: Iterable[StoredFile], *, by: Identity, today: date, report: ProgressReport | None = None
) -> list[Evidence]:
    """One row per file, cited by the report it came with where there is one. Files have passed the gate already."""
    attached = [
        Evidence.objects.create(duty=duty, file=file, report=report, attached_on=today, attached_by=by)
        for file in files
    ]
    for evidence in attached:
        record(by=by, what="上传佐证", on=evidence, about=duty.task)
    return attached
