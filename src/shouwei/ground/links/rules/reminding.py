"""When an outside organisation that was sent an errand is written to once more."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, first_refusal, no

REMIND_AFTER = timedelta(days=5)
MOST_REMINDERS = 2


def may_remind(
    *,
    answered: bool,
    closed: bool,
    live: bool,
    sent_at: datetime,
    reminders: int,
    now: datetime,
    who: str,
    what: str,
) -> Verdict:
    """``live``: the link still opens. One that ran out in somebody's hand may be sent anew at once.

    ``who`` is asked for ``what``, in the room's words: 单位, 确认.
    """
    return first_refusal(
        no(f"{who}已经答复，不需要催办。") if answered else YES,
        no(f"这次请求已过期关闭，请重新请{who}{what}。") if closed else YES,
        YES if reminders < MOST_REMINDERS else no(f"已催办{MOST_REMINDERS}次，不再打扰；请电话联系{who}。"),
        YES if not live or now >= sent_at + REMIND_AFTER else no(f"发出不满{REMIND_AFTER.days}天，请再等一等。"),
    )
