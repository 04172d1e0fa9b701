"""Remember what was drawn as long as nothing at all has been written to the database.

PostgreSQL itself says whether that is so: ``pg_current_snapshot()`` names the transactions that can be seen, and changes
with every transaction that writes. No table of versions has to be kept and no writer has to remember to tell us. What is
drawn from the calendar day or for one reader must have the day and the reader in its key.

Within ``one_look`` (a request) the name is asked for once: the page shows what could be seen when it was begun.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections

from .database.base import DatabaseWrapper

T = TypeVar("T")
MOST = 200  # drawings kept by one process; a large page is about 100 kB
MOST_ROWS = 2000  # answers of single questions kept by one process; a few hundred bytes each

_lock = Lock()
EVERYTHING = "pg_current_snapshot()"


class Shelf:
    """Values with the name of the content they were made from; what is out of date is dropped, then the least used."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
        self._narrow: set[Hashable] = set()
        """Keys of what was made from less than everything, which may be good for long."""
        self._newest = ""

    def take(self, key: Hashable, make: Callable[[], T], state: str) -> T:
        stamp = _stamp(state)
        if stamp is None:
            return make()
        with _lock:
            found = self._kept.get(key)
            if found is not None and found[0] == stamp:
                self._kept.move_to_end(key)
                made: T = found[1]
                return made
        made = make()
        with _lock:
            if state != EVERYTHING:
                self._narrow.add(key)
            elif stamp != self._newest:
                self._newest = stamp
                self._kept = OrderedDict((k, kept) for k, kept in self._kept.items() if k in self._narrow)
            self._kept[key] = (stamp, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._narrow.discard(self._kept.popitem(last=False)[0])
        return made


_drawings, _rows = Shelf(MOST), Shelf(MOST_ROWS)


def remembered(key: Hashable, draw: Callable[[], T], *, state: str = EVERYTHING) -> T:
    """What ``draw`` returned for this key if nothing has been written since, else what it returns now.

    ``state``: SQL naming the present state of all that ``draw`` reads, where a room keeps one narrower than the whole database.
    Inside a transaction nothing is looked up or kept: its own changes are in no snapshot.
    """
    return _drawings.take(key, draw, state)


def read_once(key: Hashable, read: Callable[[], T]) -> T:
    """The same for rows of the database, which are small and many. Whoever changes what it gets changes it for everybody."""
    return _rows.take(key, read, EVERYTHING)


@contextmanager
def one_look() -> Iterator[None]:
    """What is remembered is compared with one and the same content until the end, or until this thread writes."""
    wrapper = wrapper_of_thread()
    wrapper.looking, wrapper.stamp = True, None
    try:
        yield
    finally:
        wrapper.looking, wrapper.stamp = False, None


def wrapper_of_thread() -> DatabaseWrapper:
    return cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS])


def _stamp(state: str) -> str | None:
    """The name of the database's present content, taken before anything is read; None in a transaction."""
    wrapper = wrapper_of_thread()
    if wrapper.in_atomic_block:
        return None
    kept = state == EVERYTHING and wrapper.looking
    if kept and wrapper.stamp is not None:
        return wrapper.stamp
    with wrapper.prepared_cursor() as cursor:
        cursor.execute(f"SELECT ({state})::text")
        (named,) = cursor.fetchone() or ("",)
    stamp = f"{wrapper.settings_dict['NAME']} {named}"
    if kept:
        wrapper.stamp = stamp
    return stamp
