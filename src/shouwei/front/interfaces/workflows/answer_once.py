"""One answer per idempotency key: whoever comes second, even at the same moment, gets the first one's answer.

Source: IETF draft "The Idempotency-Key HTTP Header Field".
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from ..models import Answer, Token


class OtherRequest(Exception):
    """The key was used for a different request before."""


@transaction.atomic
def answer_once(token: Token, *, key: str, request: str, act: Callable[[], tuple[int, str]]) -> tuple[int, str, bool]:
    """Status, body and whether it is a repetition. ``act`` runs at most once per key that succeeds; when it raises, its
    writes and the key are taken back together, so the same key may be tried again."""
    made = Answer.objects.bulk_create([Answer(token=token, key=key, request=request)], ignore_conflicts=True)
    assert len(made) == 1
    # Whoever lost the race has waited in the insert above until the winner was through.
    row = Answer.objects.select_for_update(of=("self",)).get(token=token, key=key)
    if row.request != request:
        raise OtherRequest
    if row.status is not None:
        return row.status, row.body, True
    row.status, row.body = act()
    row.save(update_fields=["status", "body"])
    return row.status, row.body, False
