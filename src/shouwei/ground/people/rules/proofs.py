"""When a proof is asked for, and what may be changed about it."""

from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, no

ENTRY_CODE_LASTS = timedelta(hours=24)
"""ASVS 5.0.0 6.4.1: secrets given out for a first or lost password are short-lived and used once."""
ARRIVAL_LASTS = timedelta(minutes=10)
"""Between password and code."""


LEAST_LETTERS = 10
"""Of a password. Length instead of rules about signs (ASVS 5.0.0 6.2.1 and 6.2.5)."""
OWN_WORDS = ("shouwei", "zhijiao", "首位", "职教")


def may_use_password(password: str) -> Verdict:
    """Names of the person and common passwords are looked up elsewhere, in Django's own lists."""
    if len(password) < LEAST_LETTERS:
        return no(f"密码只有{len(password)}位，至少要{LEAST_LETTERS}位。可以用一句容易记的话。")
    if any(word in password.lower() for word in OWN_WORDS):
        return no("密码不要包含系统或集团的名称，容易被猜到。")
    return YES


def is_fresh(*, proved_at: datetime, now: datetime, minutes: int) -> bool:
    """Exactly ``minutes`` ago is still fresh; a proof from the future is none."""
    return timedelta(0) <= now - proved_at <= timedelta(minutes=minutes)


def may_remove_second_factor(*, demanded: bool, own: bool, why: str) -> Verdict:
    if own and demanded:
        return no("您的角色要求二次验证，不能停用。换手机时请先用恢复码登录，再重新设置。")
    if not own and not why.strip():
        return no("请写明为什么要停用此人的二次验证，例如“手机遗失，已当面核实身份”。")
    return YES


def may_use_entry_code(*, known: bool, used_at: datetime | None, expires_at: datetime | None, now: datetime) -> Verdict:
    """The same sentence for a wrong code and for somebody else's: it tells nothing about accounts."""
    if not known or expires_at is None:
        return no("代码不正确。请核对纸条上的代码，或请管理员重新开具。")
    if used_at is not None:
        return no("这个代码已经用过。如密码不是您设置的，请立即联系管理员；否则请直接登录。")
    if now > expires_at:
        return no("这个代码已超过24小时，不能再用。请管理员重新开具。")
    return YES
