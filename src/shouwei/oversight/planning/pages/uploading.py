"""Files that come with a form: each passes the gate by itself, so that one bad file does not cost the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.documents.workflows.keep_file import keep_file

from ..models import Duty, ProgressReport, SupervisionNotice
from ..workflows.attach_evidence import attach_evidence


def attach_uploads(
    request: SignedInRequest,
    duty: Duty,
    files: Iterable[UploadedFile[Any]],
    *,
    report: ProgressReport | None = None,
    notice: SupervisionNotice | None = None,
) -> int:
    """Keep and attach what passes, and say how many those are; what the gate changed in them is shown as a message.

    Raises ``Refused`` with the sentences about those that may not come in, after the others have been attached.
    """
    by, day = request.identity, today()
    attached, refusals = 0, []
    for file in files:
        try:
            kept = keep_file(file.name or "", file.read(), by=by)
        except Refused as refusal:
            refusals.append(str(refusal))
            continue
        attach_evidence(duty, [kept], by=by, today=day, report=report, notice=notice)
        if kept.gate_notes:
            messages.info(request, f"“{file.name}”：{''.join(kept.gate_notes)}")
        attached += 1
    if refusals:
        others = f"其余{attached}份已上传，无需重复选择。" if attached else ""
        raise Refused("".join(refusals) + others)
    return attached
