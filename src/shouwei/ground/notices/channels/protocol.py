"""What every way has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. ``number`` is the same at every attempt; ``to`` is an address, a phone number, or empty for a group."""

    number: UUID
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the far side said. ``again``: worth another attempt later. ``down``: the whole way is closed at the moment.

    ``unsure``: it may have arrived; whoever would recognise no repetition is not asked again.
    """

    accepted: bool
    said: str = ""
    again: bool = False
    down: bool = False
    unsure: bool = False


class Adapter(Protocol):
    """``repeatable``: the far side recognises the number, so an attempt whose end nobody saw may be repeated."""

    @property
    def repeatable(self) -> bool: ...

    def send(self, message: Message) -> Outcome:
        """Never raises for what the other side does; takes ten seconds at most."""
        ...
