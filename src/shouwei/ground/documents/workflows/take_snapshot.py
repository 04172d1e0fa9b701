"""Freeze figures and papers at one moment; the row never changes again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Snapshot
from ..rules.canonical import canonical, digest


@transaction.atomic
def take_snapshot(kind: str, title: str, cut_off: date, content: Mapping[str, Any], by: Identity | None) -> Snapshot:
    """Keep ``content`` (plain JSON) with its digest. ``TypeError`` or ``ValueError`` when it is not plain JSON."""
    # Through text and back: what is hashed is exactly what the column will hold (tuples become lists, keys strings).
    plain = json.loads(canonical(content))
    snapshot = Snapshot.objects.create(
        kind=kind, title=title[:200], cut_off=cut_off, content=plain, sha256=digest(plain), taken_by=by
    )
    record(by=by, what="生成快照", on=snapshot)
    return snapshot
