"""When mail goes out: the digest once a day at the hour chosen, urgent ones at once, nothing in quiet hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

WEEKLY_ON = 0
"""Monday: what was put into the weekly digest goes along with that day's."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants to be told; hours are 0–23 in Asia/Shanghai."""

    by_mail: bool = True
    digest_hour: int = 8
    quiet_from: int = 21
    quiet_until: int = 7
    last_digest_on: date | None = None


def is_quiet(hour: int, wish: Wish) -> bool:
    """Whether ``hour`` lies in the quiet hours, which may run over midnight; equal ends mean none."""
    if wish.quiet_from <= wish.quiet_until:
        return wish.quiet_from <= hour < wish.quiet_until
    return hour >= wish.quiet_from or hour < wish.quiet_until


def after_quiet(now: datetime, wish: Wish) -> datetime:
    """``now`` (local time), or the end of the quiet hours it lies in."""
    if not is_quiet(now.hour, wish):
        return now
    end = now.replace(hour=wish.quiet_until, minute=0, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)


def digest_is_due(now: datetime, wish: Wish) -> bool:
    """``now`` is local time. A missed hour is made up later the same day, outside quiet hours."""
    return (
        wish.by_mail
        and now.hour >= wish.digest_hour
        and wish.last_digest_on != now.date()
        and not is_quiet(now.hour, wish)
    )


def goes_along(mode: str, day: date) -> bool:
    """Whether a message of this mode belongs into the digest of that day; one for sending at once was held back and goes too."""
    return mode == "daily" or (mode == "weekly" and day.weekday() == WEEKLY_ON)
