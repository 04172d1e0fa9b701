"""Forget what has run out: sessions, one-time codes, counted failures, devices long unused."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ..models import EntryCode, KnownDevice, SecondFactor, Session, Tries
from ..rules.guessing import FORGOTTEN_AFTER

DEVICE_FORGOTTEN_AFTER = timedelta(days=365)


@transaction.atomic
def forget(now: datetime) -> None:
    Session.objects.filter(expire_date__lt=now).delete()
    EntryCode.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()
    Tries.objects.filter(last_at__lt=now - FORGOTTEN_AFTER, until__lt=now).delete()
    KnownDevice.objects.filter(used_at__lt=now - DEVICE_FORGOTTEN_AFTER).delete()
    SecondFactor.objects.filter(confirmed_at=None, user__sessions=None).delete()
