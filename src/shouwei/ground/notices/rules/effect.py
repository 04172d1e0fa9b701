"""What reminders of a kind achieved, and what to do about it, in a sentence.

The thresholds come from a published experience with an agreement service: 134 635 automatic last reminders in a quarter were of use in
at most 16 per cent of cases, and were stopped. A manual, aimed reminder and one digest did better.
"""

from __future__ import annotations

from dataclasses import dataclass

DAYS = 7
"""Within how many days something done counts as an answer to the message."""
FEW = 20
LEAST_DONE = 16  # per cent
LEAST_OPENED = 30  # per cent


@dataclass(frozen=True, slots=True)
class Effect:
    """Figures of one kind over a span of days. ``done`` None: nobody can say, the room offers no check."""

    told: int
    opened: int
    done: int | None
    withdrawn: int
    """Sendings that were not needed any more and did not go out."""
    sent: int
    """Mails, text messages and posts that went out; digests count once each on their own."""
    fresh: int = 0
    """Told less than :data:`DAYS` days ago, in none of the other figures: nobody has had the time to answer yet."""

    def share(self, part: int) -> int:
        """Per cent, rounded half up; 0 of nothing."""
        return (part * 200 + self.told) // (2 * self.told) if self.told else 0


def advice(effect: Effect, mode: str) -> str:
    """A plain recommendation for the secretariat; ``mode`` is how this kind goes out now."""
    if not effect.told:
        return f"还没有满{DAYS}天的消息，暂不评价。"
    if effect.told < FEW:
        return f"满{DAYS}天的仅{effect.told}条，数量较少，暂不评价。"
    if effect.done is not None:
        said = f"此类提醒三个月发出{effect.told}条，{DAYS}天内办理的占{effect.share(effect.done)}%"
        enough = effect.done * 100 >= LEAST_DONE * effect.told
    else:
        said = f"此类消息三个月发出{effect.told}条，打开的占{effect.share(effect.opened)}%"
        enough = effect.opened * 100 >= LEAST_OPENED * effect.told
    if enough:
        return f"{said}，有效，保持现状。"
    milder = {"at_once": "建议改为每日汇总", "daily": "建议改为每周汇总", "weekly": "建议只留站内"}
    return f"{said}，{milder.get(mode, '已只留站内，建议改为由秘书处有针对性地提醒')}。"
