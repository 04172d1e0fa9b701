"""Which of these messages still wait for somebody, asked of the rooms that caused them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shouwei.core.occasions import OCCASIONS, OTHER, Told

from ..models import Notice


def settled_among(notices: Iterable[Notice]) -> set[int]:
    """Numbers of those whose thing is done. The identity must be loaded. One question per kind, however many there are."""
    by_kind: defaultdict[str, dict[int, Told]] = defaultdict(dict)
    for notice in notices:
        by_kind[notice.kind][notice.pk] = Told(notice.key, notice.to.organisation_id, notice.to_id)
    settled = set()
    for kind, told in by_kind.items():
        ask = OCCASIONS.get(kind, OTHER).still_needed
        if ask is not None:
            needed = ask(set(told.values()))
            settled |= {pk for pk, one in told.items() if one not in needed}
    return settled


def checked_kinds() -> list[str]:
    return [kind for kind, occasion in OCCASIONS.items() if occasion.still_needed is not None]
