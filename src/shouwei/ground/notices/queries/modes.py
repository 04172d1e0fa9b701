"""How a kind of message goes out for one person: own choice, else the group's rule, else what the room proposes."""

from __future__ import annotations

from collections.abc import Mapping

from shouwei.core.occasions import OCCASIONS, OTHER

from ..models import Preference
from ..rules.digest import Wish


def mode_of(kind: str, way: str, choice: str | None, rules: Mapping[str, str]) -> str:
    """One of ``MODES``. Text messages are never sent unasked."""
    if choice:
        return choice
    if way == "sms":
        return "never"
    return rules.get(kind) or OCCASIONS.get(kind, OTHER).mode.value


def wish_of(row: Preference | None) -> Wish:
    if row is None:
        return Wish()
    return Wish(row.by_mail, row.digest_hour, row.quiet_from, row.quiet_until, row.last_digest_on)
