"""A restore in the file of heads: later heads are those of the replaced chain and are no longer expected; earlier ones still are."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shouwei.core.clock import day_of

from ..models import Head
from ..queries.chain import HEADS, RESTORED, last_link
from ..rules.chain import BEGINNING
from .take_head import write_down


def note_restore(at: datetime, *, replaced: bool) -> None:
    """On a new disk the file is written again from the heads that came with the backup."""
    day = day_of(at)
    if not (settings.DATA / HEADS).exists():
        for head in Head.objects.order_by("day"):
            write_down(f"{head.day} {head.number} {bytes(head.hash).hex()}")
    if replaced:
        last = last_link()
        write_down(f"{day} {RESTORED}{last.number if last else 0} {bytes(last.hash if last else BEGINNING).hex()}")
