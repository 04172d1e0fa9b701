"""At night, weigh again what rests on a paper or a word that has run out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Destination
from ..rules.evidence import LAPSES, LAPSING
from .weigh import weigh

NIGHTS_LOOKED_BACK = 14
"""So that a machine that stood still for two weeks misses nothing; weighing twice changes nothing."""
BATCH = 2000


def let_proofs_lapse(today: date) -> int:
    """How many destinations were weighed. Those locked too: what was published stands in its snapshot."""
    since = timedelta(days=NIGHTS_LOOKED_BACK)
    word_ran_out = today - LAPSES
    papers = Q(proofs__void_reason="") & (
        Q(proofs__valid_until__gte=today - since, proofs__valid_until__lt=today)
        | Q(proofs__kind__in=LAPSING, proofs__given_on__gte=word_ran_out - since, proofs__given_on__lt=word_ran_out)
    )
    answers = Q(
        confirmations__answered_at__gte=_midnight(word_ran_out - since),
        confirmations__answered_at__lt=_midnight(word_ran_out),
    )
    found: set[int] = set()
    for condition in (papers, answers):
        found.update(Destination.objects.filter(condition).values_list("pk", flat=True))
    keys = sorted(found)
    for first in range(0, len(keys), BATCH):
        with transaction.atomic():
            rows = Destination.objects.select_for_update().filter(pk__in=keys[first : first + BATCH]).order_by("pk")
            weigh(rows, on=today, because="材料到期或确认满半年")
    return len(keys)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
