"""Webhooks: signatures, when to try again, which addresses may be called.

Sources: the Standard Webhooks specification (headers ``webhook-id``, ``webhook-timestamp``, ``webhook-signature`` with
``v1,<base64 HMAC-SHA256 of "id.timestamp.body">``, secrets ``whsec_…``); IANA registries of special-purpose addresses, as known
to the standard library's ``ipaddress``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import timedelta
from urllib.parse import urlsplit

from shouwei.core.verdict import YES, Verdict, first_refusal, no

PREFIX = "whsec_"
KINDS = {
    "planning.plan": "方案",
    "planning.task": "任务",
    "planning.duty": "分担",
    "planning.progressreport": "进展报告",
    "planning.difficulty": "困难问题",
    "planning.supervisionnotice": "督办单",
    "planning.bulletin": "通报",
    "planning.meeting": "会议",
}
"""Types of the trail → words; what the identity may see of them is asked of the keys at the moment of sending."""
PAUSES = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
"""After the first, second … failed attempt; then the delivery is given up."""
GIVEN_UP_IN_A_ROW = 5
"""Deliveries given up one after the other until the subscription is stopped."""
MOST = 5
"""Running subscriptions of one identity."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, *, message: str, timestamp: int, body: bytes) -> str:
    """The header ``webhook-signature``."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def verifies(secret: str, header: str, *, message: str, timestamp: int, body: bytes) -> bool:
    """What a receiver does; several signatures may stand in the header, separated by spaces."""
    wanted = signature(secret, message=message, timestamp=timestamp, body=body)
    try:
        return any(hmac.compare_digest(part, wanted) for part in header.split())
    except (binascii.Error, TypeError):
        return False


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after the ``attempts``-th failed attempt; None: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def may_subscribe(*, name: str, url: str, kinds: Collection[str], running: int) -> Verdict:
    return first_refusal(
        YES if name.strip() else no("请填写订阅名称。"),
        _fits(url),
        YES if kinds and set(kinds) <= KINDS.keys() else no("请至少选择一种事件。"),
        YES if running < MOST else no(f"本身份已有{running}个启用的订阅，最多{MOST}个。请先停用不用的订阅。"),
    )


def _fits(url: str) -> Verdict:
    wrong = no("接收地址应以https://或http://开头，写明主机，不含用户名和密码，例如https://oa.example.cn/hook。")
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return wrong
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        return wrong
    return YES if port_is_fine and url.isascii() and not any(c.isspace() or ord(c) < 32 for c in url) else wrong
