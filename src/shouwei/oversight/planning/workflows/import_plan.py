"""Read an uploaded or pasted plan and keep it, as read, for the preview. Nothing is published here."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.reading.document import Unreadable
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.people.models import Identity

from ..models import Plan, PlanImport
from ..rules.plan_reader.draft import NotAPlan
from .read_plan_file import read_plan_file

PASTED = "粘贴的文本.txt"


def import_plan(*, name: str, data: bytes, by: Identity, revises: Plan | None = None) -> PlanImport:
    """Raises ``Refused`` with the reader's own sentence when the file cannot be read or is no plan; keeps nothing then.

    Reading happens before the transaction and in a child process with limits: a hostile file costs no lock.
    """
    try:
        draft = read_plan_file(data, name).as_json()
    except (Unreadable, NotAPlan) as reason:
        raise Refused(str(reason)) from reason
    with transaction.atomic():
        source = PlanImport.objects.create(
            file=keep_file(name, data, by=by), name=name, as_read=draft, draft=draft, revises=revises, uploaded_by=by
        )
        record(by=by, what="导入方案文件", on=source)
    return source
