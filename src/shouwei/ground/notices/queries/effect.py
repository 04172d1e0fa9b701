"""Figures of what messages of each kind achieved. No person is named or ranked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from shouwei.core.acting import acting_as_system
from shouwei.core.occasions import OCCASIONS

from ..models import MODES, Dispatch, KindRule, Notice
from ..rules.effect import DAYS, Effect, advice
from .modes import mode_of

SPAN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class KindLine:
    kind: str
    label: str
    mode: str
    mode_label: str
    effect: Effect
    advice: str

    @property
    def opened_share(self) -> int:
        return self.effect.share(self.effect.opened)

    @property
    def done_share(self) -> int | None:
        return None if self.effect.done is None else self.effect.share(self.effect.done)


def effect_lines(now: datetime) -> list[KindLine]:
    """One line a kind that was told at all in the last 90 days, the most frequent first; three queries."""
    with acting_as_system("figures over everybody's messages, without a word of any of them"):
        told = _told(now)
        sent = _sent(now)
    rules = dict(KindRule.objects.values_list("kind", "mode"))
    lines = [
        _line(kind, mode_of(kind, "mail", None, rules), counts, sent.get(kind, (0, 0))) for kind, counts in told.items()
    ]
    return sorted(lines, key=lambda line: (-line.effect.told - line.effect.fresh, line.kind))


def _told(now: datetime) -> dict[str, tuple[int, int, int, int]]:
    old = Q(created_at__lte=now - timedelta(days=DAYS))
    done = old & Q(settled_at__lte=F("created_at") + timedelta(days=DAYS))
    rows = Notice.objects.filter(created_at__gte=now - SPAN).order_by().values_list("kind")
    figures = rows.annotate(
        n=Count("pk", filter=old),
        opened=Count("pk", filter=old & ~Q(read_at=None)),
        done=Count("pk", filter=done),
        fresh=Count("pk", filter=~old),
    )
    return {kind: (told, opened, finished, fresh) for kind, told, opened, finished, fresh in figures}


def _sent(now: datetime) -> dict[str, tuple[int, int]]:
    rows = Dispatch.objects.filter(made_at__gte=now - SPAN).exclude(kind="").order_by().values_list("kind")
    state = Dispatch.State
    figures = rows.annotate(
        sent=Count("pk", filter=Q(state=state.SENT)), withdrawn=Count("pk", filter=Q(state=state.WITHDRAWN))
    )
    return {kind: (sent, withdrawn) for kind, sent, withdrawn in figures}


def _line(kind: str, mode: str, counts: tuple[int, int, int, int], sent: tuple[int, int]) -> KindLine:
    occasion = OCCASIONS.get(kind, OCCASIONS["other"])
    done = counts[2] if occasion.still_needed is not None else None
    effect = Effect(told=counts[0], opened=counts[1], done=done, withdrawn=sent[1], sent=sent[0], fresh=counts[3])
    return KindLine(kind, occasion.label, mode, dict(MODES)[mode], effect, advice(effect, mode))
