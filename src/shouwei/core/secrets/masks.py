"""How much of a personal value is shown, in one place. Source: GB/T 35273-2020, 7.2 (display is limited by de-identification)."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["id_number", "phone", "card", "name", "email", "text"]
KINDS: tuple[str, ...] = get_args(Kind)

STAR = "*"
LEFT_OPEN: dict[str, tuple[int, int]] = {"id_number": (4, 4), "phone": (3, 4), "card": (0, 4), "name": (1, 0)}
"""Characters shown at the start and at the end."""
SHORTEST: dict[str, int] = {"id_number": 15, "phone": 11, "card": 12}
"""Shorter values are no such number; of them nothing is shown."""


def mask(plain: str, kind: Kind) -> str:
    """``3408**********1234``, ``138****5678``, ``************0123``, ``张*``, ``c***@example.test``; other text only as stars."""
    if kind == "email" and "@" in plain:
        name, _, host = plain.rpartition("@")
        return f"{name[:1]}***@{host}"
    if kind not in LEFT_OPEN or len(plain) < SHORTEST.get(kind, 2):
        return STAR * min(len(plain), 6)
    head, tail = LEFT_OPEN[kind]
    hidden = len(plain) - head - tail
    return plain[:head] + STAR * hidden + (plain[-tail:] if tail else "")
