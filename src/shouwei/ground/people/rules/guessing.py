"""How long one waits after wrong passwords and codes. Nobody is ever locked out: the wait grows, has an end, and is forgotten.

Source: ASVS 5.0.0 6.3.1 (against guessing, without a lock-out that a stranger could cause). Attempts count at the account and at
the network they come from; on a browser the person has used before they count on that browser only, so that a guesser elsewhere
does not keep the owner out.
"""

from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, no

FREE = {"account": 4, "address": 20, "device": 4, "proof": 4}
"""Failures that cost nothing, by what they count at. A network may be a whole school."""
FIRST = timedelta(seconds=5)
MOST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


def wait_after(kind: str, failures: int) -> timedelta:
    """Five seconds after the first failure that is not free, then twice as long each time, at most a quarter of an hour."""
    beyond = failures - FREE[kind]
    if beyond <= 0:
        return timedelta(0)
    return min(FIRST * int(2 ** min(beyond - 1, 20)), MOST)


def failures_left(failures: int, *, last_at: datetime, now: datetime) -> int:
    """An hour without a failure wipes the slate clean."""
    return 0 if now - last_at >= FORGOTTEN_AFTER else failures


def may_try(*, until: datetime, now: datetime) -> Verdict:
    """Refuses with the time that is left, rounded up."""
    if until <= now:
        return YES
    left = until - now
    return no(f"输错的次数较多，请在{_in_words(left)}后再试。账号没有被锁定；在您登录过的设备上不受他人输错的影响。")


def _in_words(left: timedelta) -> str:
    seconds = -int(-left.total_seconds() // 1)
    return f"{seconds}秒" if seconds < 100 else f"{-(-seconds // 60)}分钟"
