"""Through whom an outside organisation is asked: a contact that answers for nobody else.

Source: trust.md 4.2 (an outsider's word counts when it is independent of the school and the student it is about).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """One registered contact. ``shared_with``: whose number or address it is as well, "" for nobody known."""

    post: str
    phone: bool
    mail: bool
    shared_with: str = ""


def best(contacts: Sequence[Reach], fitting: Collection[str]) -> int | None:
    """Which contact is asked: one that answers for nobody else, of a fitting post first, with a telephone first."""
    able = [number for number, one in enumerate(contacts) if not one.shared_with]
    if not able:
        return None

    def rank(number: int) -> tuple[bool, bool, int]:
        one = contacts[number]
        return not any(word in one.post for word in fitting), not one.phone, number

    return min(able, key=rank)
