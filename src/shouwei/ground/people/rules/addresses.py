"""Where a request comes from, and how much of that may be shown."""

from collections.abc import Collection
from ipaddress import IPv4Address, ip_address, ip_network

UNKNOWN = "0.0.0.0"  # noqa: S104  # the address of nowhere, nothing is bound to it


def client_address(remote: str, forwarded: str, proxies: Collection[str]) -> str:
    """The nearest address that is not one of our own proxies. What a client claims itself is never believed."""
    chain = (
        [*(part.strip() for part in forwarded.split(",") if part.strip()), remote] if remote in proxies else [remote]
    )
    for address in reversed(chain):
        if address not in proxies:
            return address if _is_address(address) else UNKNOWN
    return remote if _is_address(remote) else UNKNOWN


def network_of(address: str) -> str:
    """What failures count at: one IPv4 address, or the /64 one household or school gets in IPv6."""
    parsed = ip_address(address)
    return str(parsed) if isinstance(parsed, IPv4Address) else str(ip_network(f"{address}/64", strict=False))


def masked(address: str) -> str:
    """203.0.113.7 → 203.0.113.*; of IPv6 the first two groups."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return address.rsplit(".", 1)[0] + ".*"
    return ":".join(parsed.exploded.split(":")[:2]) + ":*"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
