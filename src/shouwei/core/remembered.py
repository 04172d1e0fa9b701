"""Remember what was drawn as long as nothing at all has been written to the database.

PostgreSQL itself says whether that is so: ``pg_current_snapshot()`` names the transactions that can be seen, and changes
with every transaction that writes. No table of versions has to be kept and no writer has to remember to tell us. What is
drawn from the calendar day or for one reader must have the day and the reader in its key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
MOST = 200  # drawings kept by one process; a large page is about 100 kB

_kept: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, draw: Callable[[], T], *, state: str = "pg_current_snapshot()") -> T:
    """What ``draw`` returned for this key if nothing has been written since, else what it returns now.

    ``state``: SQL naming the present state of all that ``draw`` reads, where a room keeps one narrower than the whole database.
    Inside a transaction that has itself written, nothing is looked up or kept: its own changes are in no snapshot.
    """
    stamp = _stamp(state)
    if stamp is None:
        return draw()
    with _lock:
        found = _kept.get(key)
        if found is not None and found[0] == stamp:
            _kept.move_to_end(key)
            drawn: T = found[1]
            return drawn
    drawn = draw()
    with _lock:
        _kept[key] = (stamp, drawn)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return drawn


def _stamp(state: str) -> str | None:
    """The name of the database's present content, taken before anything is read; None while we are writing ourselves."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_current_xact_id_if_assigned() IS NULL, ({state})::text")
        clean, named = cursor.fetchone() or (False, "")
    return f"{connection.settings_dict['NAME']} {named}" if clean else None
