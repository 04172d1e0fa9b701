"""Keep a reply while it is being written; the secretariat sees it only when it is sent."""

from __future__ import annotations

from django.db import transaction

from ..models import SupervisionNotice


@transaction.atomic
def keep_reply(notice: SupervisionNotice, *, reply: str) -> bool:
    """Whether it was kept: a reply already sent is not overwritten. Not recorded, since nothing has been said yet."""
    waiting = SupervisionNotice.objects.filter(pk=notice.pk, state=SupervisionNotice.State.SIGNED)
    return bool(waiting.update(reply=reply))
