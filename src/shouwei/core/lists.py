"""Pages of long lists: only the rows of the page are read whole, and nobody counts them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import QuerySet

OTHER_WAYS = ("enable_sort", "enable_incremental_sort", "enable_seqscan", "enable_bitmapscan")


class TwoSteps:
    """A page's keys come from the list's index alone, its rows by their keys: page 400 skips keys and not rows."""

    ordered = True

    def __init__(self, rows: QuerySet[Any], *, whole: QuerySet[Any], by_index: bool) -> None:
        """``rows``: filtered and in order; ``by_index``: in the order of an index. ``whole``: how a row is read that is shown."""
        self.rows, self.whole, self.by_index = rows, whole, by_index
        self.most: int | None = None
        self._first: list[Any] | None = None

    def how_many(self, *, most: int) -> int:
        """Counted by reading the keys of all pages there can be, which then need not be read again; ``most`` and one at most."""
        self.most, self._first = most, self._keys(slice(most + 1))
        return len(self._first)

    def __getitem__(self, wanted: slice) -> list[Any]:
        keys = self._keys(wanted)
        found = {row.pk: row for row in self.whole.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def _keys(self, wanted: slice) -> list[Any]:
        if self._first is not None:
            return self._first[wanted]
        if not self.by_index:
            return list(self.rows.values_list("pk", flat=True)[wanted])
        with in_index_order():
            return list(self.rows.values_list("pk", flat=True)[wanted])


@contextmanager
def in_index_order() -> Iterator[None]:
    """Rows come as the index has them. Left to itself the planner reads and sorts half a million rows for one page: it takes the
    second wall, which it cannot see through, for a filter that lets three rows in a hundred pass.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("".join(f"SET LOCAL {way} = off;" for way in OTHER_WAYS))
        yield
        cursor.execute("".join(f"SET LOCAL {way} = on;" for way in OTHER_WAYS))


class Pages(Paginator):  # type: ignore[type-arg]  # generic for the type checker only
    """Knows how many there are without counting them; ``deepest`` pages can be turned to."""

    def __init__(self, rows: Any, per_page: int, *, people: int, deepest: int) -> None:
        super().__init__(rows, per_page)
        self.people, self.deepest = people, deepest

    @property
    def count(self) -> int:
        return min(self.people, self.deepest * self.per_page)
