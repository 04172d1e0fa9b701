"""When a 督办单 is drafted, and what may be done with it. The rule drafts; only a person sends.

Source: practice of 三色督办单 (blue near the day, amber behind, red overdue); one paper per matter.
"""

from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, no

from .states import Light, State

LEVELS = {State.DUE_SOON: "blue", State.BEHIND: "amber", State.OVERDUE: "red"}
DEMANDS = {
    "blue": "请对照任务要求倒排时间，确保按期完成，并回复目前进展和完成安排。",
    "amber": "请查明滞后原因，提出追赶措施和分步完成时间，明确责任人，并书面回复。",
    "red": "请立即组织办理，书面说明逾期原因、整改措施、完成时间和责任人，并附相关佐证。",
}
GOAL_DEMAND = "请按方案要求确立本年度工作目标，明确可检查的成果和时间，报秘书处后回复。"


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


def goal_is_missing(light: Light, *, due_on: date | None) -> bool:
    """A 长期 task is red only because its lead has set no goal for the year; that is asked of the lead, not of members."""
    return light.state is State.OVERDUE and due_on is None


def goal_draft(light: Light, *, today: date) -> Draft:
    """Once a month for the whole task, however many members share it."""
    return Draft(level="red", occasion=f"goal:{today:%Y-%m}", reason=light.why)


def demand_for(draft: Draft) -> str:
    """What is asked of the addressee unless a person writes something else."""
    return GOAL_DEMAND if draft.occasion.startswith("goal:") else DEMANDS[draft.level]


def number_of(year: int, count: int) -> str:
    """``督办〔2026〕3号``: hexagonal brackets, no leading zero (GB/T 9704-2012, 7.2.5)."""
    return f"督办〔{year}〕{count}号"


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
