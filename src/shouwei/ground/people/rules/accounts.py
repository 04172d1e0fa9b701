"""What may be done with accounts and identities."""

from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, first_refusal, no

from .roles import ELEVATED, NOT_DELEGATED

LONGEST_DELEGATION = 90  # days, both ends counted


def may_grant(
    *, since: date, until: date | None, today: date, same_open: bool, organisation_fits: bool, role_label: str
) -> Verdict:
    """``same_open``: the person already holds this role at this organisation without an end before ``since``."""
    if same_open:
        return no("此人在该单位已有同一角色的身份，尚未结束。请先结束原身份，或选择其他角色。")
    if not organisation_fits:
        return no(
            f"“{role_label}”不能设在这类单位。单位负责人、单位经办人设在学校和企业，联络员设在园区、县（市、区）和主管部门，其他角色设在集团机构。"
        )
    if until is not None and until < since:
        return no("止日不能早于起日。")
    if until is not None and until < today:
        return no("止日已过，这个身份不会生效。请核对日期。")
    return YES


def may_confirm(*, waits: bool, same_person: bool) -> Verdict:
    """``same_person``: whoever granted it, in whatever role, or somebody who could stand in for that identity."""
    if not waits:
        return no("这个身份不需要确认，或者已经确认。")
    if same_person:
        return no("秘书处、系统管理员、督查审计的身份须由另一人确认。请让另一位秘书处人员或系统管理员办理。")
    return YES


def may_end(*, since: date, until: date | None, last_day: date, today: date, last_keeper: bool) -> Verdict:
    """``last_keeper``: nobody else could open accounts any more."""
    if until is not None and until < today:
        return no("这个身份已经结束。")
    if last_day < today:
        return no("最后一天不能早于今天。今天起停止办理的，请填今天并停用账号。")
    if last_day < since:
        return no("最后一天不能早于身份的起日。")
    if last_keeper:
        return no("这是最后一位能管理账号的人员，结束后将无人可以开通账号。请先给另一人授予系统管理员身份。")
    return YES


def may_close(*, active: bool, own: bool, last_keeper: bool) -> Verdict:
    if not active:
        return no("账号已经停用。")
    if own:
        return no("不能停用自己的账号，请由另一位管理员办理。")
    if last_keeper:
        return no("这是最后一位能管理账号的人员，不能停用。请先给另一人授予系统管理员身份。")
    return YES


@dataclass(frozen=True)
class Wish:
    """Who is to stand in, as asked for."""

    role: str
    identity_in_force: bool
    own: bool
    """The identity belongs to the person who gives it; one that was lent is not his to give."""
    to_self: bool
    same_organisation: bool
    since: date
    until: date
    overlapping: bool
    """The same person already stands in for this identity on one of these days."""
    ends: date | None
    """Last day of the identity itself."""


def may_delegate(wish: Wish, *, today: date) -> Verdict:
    return first_refusal(_may_give(wish), _days_fit(wish, today))


def _may_give(wish: Wish) -> Verdict:
    if not wish.own:
        return no("代办来的身份不能再委托他人，只有本人可以委托。")
    if wish.role in NOT_DELEGATED:
        return no("系统管理员和督查审计的身份不能委托他人代办。需要时请另行授予身份。")
    if not wish.identity_in_force:
        return no("这个身份现在不在任期内，不能委托。")
    if wish.to_self:
        return no("代办人不能是本人。")
    if not wish.same_organisation:
        return no("代办人须是同一单位的现任人员。请先请管理员为其开通本单位身份。")
    return YES


def _days_fit(wish: Wish, today: date) -> Verdict:
    if wish.since < today:
        return no("起日不能早于今天。")
    if wish.until < wish.since:
        return no("止日不能早于起日。")
    days = (wish.until - wish.since).days + 1
    if days > LONGEST_DELEGATION:
        return no(f"代办最长{LONGEST_DELEGATION}天，所填为{days}天。长期由他人办理的，请授予其身份或办理交接。")
    if wish.ends is not None and wish.until > wish.ends:
        return no("止日晚于身份本身的结束日期。")
    if wish.overlapping:
        return no("此人在这段时间内已经代办这个身份。")
    return YES


def needs_second_person(role: str) -> bool:
    return role in ELEVATED
