"""Which addresses a server of ours may call: none of its own network unless the installation says so.

Source: IANA registries of special-purpose addresses, as known to the standard library's ``ipaddress``.
"""

from __future__ import annotations

import ipaddress

from .verdict import YES, Verdict, no


def is_private(address: str) -> bool:
    """Whether an IP address is not one of the public internet: loopback, private, link-local, shared, reserved, mapped."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
    return not ip.is_global or ip.is_multicast


def may_call(address: str, *, allow_private: bool) -> Verdict:
    """``address`` is an IP address after the name has been resolved."""
    if not allow_private and is_private(address):
        return no(f"接收地址指向内部网络（{address}），不允许推送。请改用公网地址，或由管理员在设置中允许内网推送。")
    return YES
