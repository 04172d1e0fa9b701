"""Let go what has been kept long enough: ended sessions and old messages. Looks go with the trail's nightly job."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.sessions.backends.db import SessionStore

from shouwei.ground.notices.models import Notice

YEARS_OF_MESSAGES = 2


def keep_no_longer(today: date) -> int:
    """How many messages went."""
    SessionStore.clear_expired()
    gone, _ = Notice.objects.filter(created_at__date__lt=today - timedelta(days=366 * YEARS_OF_MESSAGES)).delete()
    return gone
