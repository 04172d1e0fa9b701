"""When a failed sending is tried again, and what a channel must say about itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from urllib.parse import urlsplit

from shouwei.core.verdict import YES, Verdict, first_refusal, no

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""After the first, second … failed attempt; then the sending is given up and says so."""
MOST = 10
"""Running channels of one organisation."""


def pause_after(attempts: int) -> timedelta | None:
    """None: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def may_open_channel(
    *, name: str, address: str, is_robot: bool, kinds: Collection[str], known: Collection[str], running: int
) -> Verdict:
    return first_refusal(
        YES if name.strip() else no("请填写渠道名称，例如“教务工作群”。"),
        _fits(address),
        YES if not is_robot or (kinds and set(kinds) <= set(known)) else no("请至少选择一种要发到群里的消息。"),
        YES if running < MOST else no(f"本单位已有{running}个启用的渠道，最多{MOST}个。请先停用不用的渠道。"),
    )


def _fits(address: str) -> Verdict:
    wrong = no("渠道地址应以https://或http://开头，从群机器人或短信网关的设置页面完整复制，不含空格。")
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return wrong
    fine = parts.scheme in ("http", "https") and parts.hostname and not parts.username and not parts.password
    printable = address.isascii() and all(32 < ord(c) < 127 for c in address)
    return YES if fine and port_is_fine and printable else wrong
