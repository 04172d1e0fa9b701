"""Write down that somebody has signed in, and recognise the browser next time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.ground.audit.workflows.record import record

from ..models import KnownDevice, User
from ..queries import usual_identity

MOST_DEVICES = 20  # of one person; the longest unused is forgotten


@transaction.atomic
def note_sign_in(user: User, *, way: str, device: str, device_digest: str, now: datetime) -> bool:
    """Whether the device was known. The first device of all is not called new: nobody would know better."""
    others = KnownDevice.objects.filter(user=user)
    known = others.filter(digest=device_digest).update(used_at=now) > 0
    first = not known and not others.exists()
    if not known:
        KnownDevice.objects.create(user=user, digest=device_digest, used_at=now)
        stale = others.order_by("-used_at").values_list("pk", flat=True)[MOST_DEVICES:]
        KnownDevice.objects.filter(pk__in=list(stale)).delete()
    record(by=usual_identity(user), what=f"登录（{way}）", on=user, why=device)
    return known or first
