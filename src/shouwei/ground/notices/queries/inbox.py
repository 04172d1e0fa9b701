"""One's own messages: filtered, with what became of each sending."""

from __future__ import annotations

from django.db.models import Count, F, Prefetch, Q, QuerySet

from shouwei.ground.people.models import Identity

from ..models import Dispatch, Notice, label_of

TO_DO = Q(read_at=None, settled_at=None)


def messages_of(identity: Identity, *, kind: str = "", unread: bool = False) -> QuerySet[Notice]:
    """Unread and undone ones first; two queries however many rows."""
    rows = Notice.objects.filter(to=identity).prefetch_related(
        Prefetch("dispatches", Dispatch.objects.exclude(way=Dispatch.Way.ROBOT), to_attr="sendings"),
        "digest",
    )
    if kind:
        rows = rows.filter(kind=kind)
    if unread:
        rows = rows.filter(TO_DO)
    return rows.order_by(F("read_at").desc(nulls_first=True), "-pk")


def kinds_of(identity: Identity) -> list[tuple[str, str]]:
    """Kinds this inbox holds, with words and how many are unread; the most first."""
    counts = Notice.objects.filter(to=identity).order_by().values_list("kind").annotate(n=Count("pk", filter=TO_DO))
    rows = sorted(counts, key=lambda row: (-row[1], row[0]))
    return [(kind, f"{label_of(kind)}（{n}）" if n else label_of(kind)) for kind, n in rows]
