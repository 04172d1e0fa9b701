"""Once a day: link, verify, and write the end of the chain down where the database's keeper does not reach by habit.

The line goes into ``trail/heads.txt`` of the data folder and can be printed, and every backup carries the table away: whoever keeps a
copy of one line can prove later that nothing before it was changed.
"""

from __future__ import annotations

import os
from datetime import date

from django.conf import settings
from django.db import transaction

from ..models import Head
from ..queries.chain import HEADS, last_link, verify_trail
from ..rules.chain import BEGINNING
from .link_trail import link_trail


def take_head(day: date) -> Head:
    """The head of ``day``; taken once, the second call returns the same."""
    link_trail()
    with transaction.atomic():
        last = last_link()
        facts = {
            "number": last.number if last else 0,
            "hash": bytes(last.hash) if last else BEGINNING,
            "fault": verify_trail().fault[:300],
        }
        head, new = Head.objects.get_or_create(day=day, defaults=facts)
    if new:
        write_down(f"{head.day} {head.number} {bytes(head.hash).hex()}")
    return head


def write_down(line: str) -> None:
    """On the disk before we go on."""
    file = settings.DATA / HEADS
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="utf8") as stream:
        stream.write(f"{line}\n")
        stream.flush()
        os.fsync(stream.fileno())
