"""Tokens: how long they live and what they may be used for."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, timedelta

from shouwei.core.verdict import YES, Verdict, first_refusal, no

SCOPES = {
    "plan.read": "读取方案、任务和目标",
    "duty.read": "读取分担、进展和困难",
    "report.write": "填写和报送进展",
    "notice.read": "读取督办单",
    "notice.write": "签收督办单",
    "organisation.read": "读取单位和成员",
    "catalogue.read": "读取代码目录",
}
PREFIX = "swt_"
LONGEST_LIFE = timedelta(days=366)
MOST = 10
"""Tokens in force that one identity may hold."""


def new_token() -> str:
    """256 random bits behind a prefix by which scanners of leaked secrets know them."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf8", "surrogatepass")).hexdigest()


def may_issue(*, name: str, scopes: Collection[str], expires_on: date, today: date, in_force: int) -> Verdict:
    return first_refusal(
        YES if name.strip() else no("请填写令牌用途，例如“校内办公系统读取任务”。"),
        YES if scopes else no("请至少选择一项权限范围。"),
        YES if set(scopes) <= SCOPES.keys() else no("权限范围里有不认识的项目，请重新选择。"),
        YES if expires_on > today else no("有效期必须晚于今天，请更正。"),
        YES
        if expires_on <= today + LONGEST_LIFE
        else no(f"有效期最长{LONGEST_LIFE.days}天，请改为{today + LONGEST_LIFE:%Y年%-m月%-d日}或更早。"),
        YES if in_force < MOST else no(f"本身份已有{in_force}个有效令牌，最多{MOST}个。请先撤销不用的令牌。"),
    )
