"""Remember that somebody typed a code that is none; forget what is older than an hour."""

from datetime import datetime, timedelta

from ..models import WrongCode


def count_wrong_code(address: str, *, now: datetime) -> None:
    WrongCode.objects.filter(at__lt=now - timedelta(hours=1)).delete()
    WrongCode.objects.create(address=address, at=now)
