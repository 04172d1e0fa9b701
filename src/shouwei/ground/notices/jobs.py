"""What the clock calls here."""

from datetime import datetime

from .workflows.send_digests import send_digests


def every_minute(now: datetime) -> None:
    send_digests(now)
