"""When a 督办单 is drafted, and what may be done with it. The rule drafts; only a person sends.

Source: practice of 三色督办单 (blue near the day, amber behind, red overdue); one paper per matter.
"""

from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, no

from .states import Light, State

LEVELS = {State.DUE_SOON: "blue", State.BEHIND: "amber", State.OVERDUE: "red"}
REPLY_DAYS = {"blue": 5, "amber": 3, "red": 2}  # working days to answer in


@dataclass(frozen=True, slots=True)
class Draft:
    level: str
    occasion: str
    """Names the rule and the date it is about, so that a job run twice drafts once."""
    reason: str


def draft_for(light: Light, *, due_on: date | None, today: date) -> Draft | None:
    """The notice a light calls for, or None. A dated duty is told once per level and due date; a 长期 one once a month."""
    level = LEVELS.get(light.state)
    if level is None:
        return None
    about = due_on.isoformat() if due_on else f"{today:%Y-%m}"
    return Draft(level=level, occasion=f"{level}:{about}", reason=light.why)


def may_send(*, state: str, demand: str) -> Verdict:
    if state != "draft":
        return no("该督办单已处理，不能重复发出。")
    return YES if demand.strip() else no("请填写办理要求。")


def may_drop(*, state: str) -> Verdict:
    return YES if state == "draft" else no("该督办单已处理，不能撤销。")


def may_sign(*, state: str) -> Verdict:
    return YES if state == "sent" else no("该督办单无需签收或已签收。")


def may_reply(*, state: str, reply: str) -> Verdict:
    if state == "sent":
        return no("请先签收，再回复。")
    if state != "signed":
        return no("该督办单不在待回复状态。")
    return YES if reply.strip() else no("请填写回复内容。")


def may_close(*, state: str) -> Verdict:
    return YES if state == "replied" else no("该督办单尚未回复，不能办结。")


def may_return_reply(*, state: str, because: str) -> Verdict:
    if state != "replied":
        return no("该督办单没有待审核的回复。")
    return YES if because.strip() else no("退回必须写明原因，请填写原因。")
