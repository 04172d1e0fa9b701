"""Outside accounts are bound to a person who is here already; they never make one."""

import re
from urllib.parse import urlsplit

from shouwei.core.verdict import YES, Verdict, no

SLUG = re.compile(r"[a-z][a-z0-9-]{1,29}")
NEEDS_SERVER = {"openid_connect", "cas"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def may_bind(*, way: str, taken_by_other: bool, has_one: bool) -> Verdict:
    if taken_by_other:
        return no(f"这个{way}账号已经绑定给另一人。一个外部账号只能绑定一人；如有误，请联系系统管理员解除。")
    if has_one:
        return no(f"您已绑定一个{way}账号。请先解除原有绑定，再绑定新的。")
    return YES


def may_set_up(*, kind: str, slug: str, server_url: str, client_id: str, has_secret: bool) -> Verdict:
    """An address must be encrypted; only a server on this very machine may do without."""
    if not SLUG.fullmatch(slug):
        return no("代号用小写字母开头，由小写字母、数字和短横组成，2至30位，例如 campus。")
    if kind not in NEEDS_SERVER and slug != kind:
        return no(f"这类登录方式的代号固定为 {kind}。")
    if kind in NEEDS_SERVER:
        parts = urlsplit(server_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return no("服务地址须以 https:// 开头。")
    if kind != "cas" and not (client_id and has_secret):
        return no("请填写应用标识和应用密钥，由对方平台的管理后台提供。")
    return YES


def short_name(name: str) -> str:
    """Enough for the owner to recognise: first character and a mark."""
    return f"{name[:1]}**" if name else "**"
