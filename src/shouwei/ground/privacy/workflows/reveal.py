"""Open one encrypted value for somebody who says why; the trail and the person concerned can see it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from shouwei.core.secrets import EncryptedTextField, Sealed
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.audit.workflows.record_look import record_look
from shouwei.ground.people.models import Identity

from ..rules.revealing import may_reveal


@transaction.atomic
def reveal(row: Model, field: str, *, because: str, by: Identity) -> str:
    """The text of ``row.field``, empty when nothing is stored. The page has asked its own key for the row.

    Raises ``Refused`` without a reason. What was seen is written down before it is shown.
    """
    require(may_reveal(because))
    column: Any = row._meta.get_field(field)
    if not isinstance(column, EncryptedTextField):
        raise TypeError(f"{field} is not encrypted")
    value = getattr(row, field)
    what = f"完整{column.verbose_name}"
    record(by=by, what=f"查看{what}", on=row, why=because)
    record_look(by=by, on=row, what=what, why=because, person=getattr(row, "user_id", None))
    return value.open() if isinstance(value, Sealed) else value or ""
