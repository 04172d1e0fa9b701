"""Give the file out, to the person who asked and nobody else, until it expires; every time is written down."""

from __future__ import annotations

from base64 import b64decode

from django.db import transaction

from shouwei.core.clock import now
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Export, ExportFile
from ..rules.steps import may_fetch


@transaction.atomic
def fetch_export(export: Export, *, by: Identity) -> bytes:
    """Raises ``Refused``."""
    require(may_fetch(state=export.state, expires_at=export.expires_at, now=now()))
    data = b64decode(ExportFile.objects.get(export=export).content.open())
    record(by=by, what="下载导出文件", on=export, why=f"{export.rows}行")
    return data
