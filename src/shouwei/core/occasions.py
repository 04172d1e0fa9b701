"""What people are told about, by kind: its name on screen, how urgent it is, and whether it still waits for them.

A room writes ``occasions.py`` with lines of ``register(Occasion(...))``; the notices room finds them by the key of the message, so
that ``tell(…, key="notice:5:sent")`` needs to say no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How a kind of message goes out beyond the inbox."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Told:
    """One message as the room that caused it needs it: the occasion's key, and whom it went to (numbers of rows)."""

    key: str
    organisation: int
    identity: int

    @property
    def number(self) -> int:
        """``notice:5:sent`` → 5; 0 where the key names no row."""
        part = self.key.split(":")[1:2]
        return int(part[0]) if part and part[0].isdigit() else 0


@dataclass(frozen=True, slots=True)
class Letter:
    """What an outsider is written, and where: worked out when it is sent and kept nowhere."""

    phone: str
    mail: str
    subject: str
    text: str


StillNeeded = Callable[[Collection[Told]], set[Told]]
"""Those whose thing is not settled yet; asked by the clock for many at once."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """``keys`` is a pattern for whole keys. Without ``still_needed`` nobody can say whether anything was done about it."""

    kind: str
    label: str
    keys: str
    mode: Mode = Mode.DAILY
    still_needed: StillNeeded | None = None
    letter: Callable[[str], Letter | None] | None = None
    """For messages to people without an account: the key → the letter; None when there is nothing left to say."""


OTHER = Occasion("other", "其他消息", "")
OCCASIONS: dict[str, Occasion] = {OTHER.kind: OTHER}


def register(*occasions: Occasion) -> None:
    OCCASIONS.update({occasion.kind: occasion for occasion in occasions})


def occasion_of(key: str) -> Occasion:
    """The kind a message belongs to by its key; the first that fits."""
    return next((one for one in OCCASIONS.values() if one.keys and re.fullmatch(one.keys, key)), OTHER)
