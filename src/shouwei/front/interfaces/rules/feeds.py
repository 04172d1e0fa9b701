"""Calendar feeds: a secret in the address is the whole key, so it is long, kept as a digest, and revocable."""

from __future__ import annotations

import hashlib
import secrets

from shouwei.core.verdict import YES, Verdict, first_refusal, no

MOST = 5
DAYS_BACK = 60
"""Entries older than this leave the feed."""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf8", "surrogatepass")).hexdigest()


def may_open(*, name: str, running: int) -> Verdict:
    return first_refusal(
        YES if name.strip() else no("请填写名称，例如“我的手机”。"),
        YES if running < MOST else no(f"本身份已有{running}个有效的日历地址，最多{MOST}个。请先撤销不用的地址。"),
    )
