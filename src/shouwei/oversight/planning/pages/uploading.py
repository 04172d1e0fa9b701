"""Files that come with a form: each passes the gate by itself, so that one bad file does not cost the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from shouwei.core.verdict import Refused
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.people.models import Identity

from ..models import Duty, ProgressReport
from ..workflows.attach_evidence import attach_evidence


def attach_uploads(
    duty: Duty, files: Iterable[UploadedFile[Any]], *, by: Identity, today: date, report: ProgressReport | None = None
) -> int:
    """Keep and attach what passes, and say how many those are.

    Raises ``Refused`` with the sentences about those that may not come in, after the others have been attached.
    """
    attached, refusals = 0, []
    for file in files:
        try:
            kept = keep_file(file.name or "", file.read(), by=by)
        except Refused as refusal:
            refusals.append(str(refusal))
            continue
        attach_evidence(duty, [kept], by=by, today=today, report=report)
        attached += 1
    if refusals:
        others = f"其余{attached}份已上传，无需重复选择。" if attached else ""
        raise Refused("".join(refusals) + others)
    return attached
