"""Who acts at this moment, told to the database, whose row security is the second wall behind the keys.

A request acts as the identity the middleware found, the clock and the commands as the system, anything else as nobody. The
database backend of ``core.database`` passes it on before the next statement, once per change and connection: no page pays more
than one small statement, and a connection out of the pool never acts for whom it served before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Numbers of the identity, its account and its organisation; empty ``role``: nobody."""

    role: str = ""
    organisation: int | None = None
    identity: int | None = None
    user: int | None = None


NOBODY = Actor()
SYSTEM = Actor("system")

_acting: ContextVar[Actor | None] = ContextVar("acting", default=NOBODY)


def acting() -> Actor | None:
    """None while the middleware is finding out: then the server is told nothing, and only session and identity are read."""
    return _acting.get()


def act_as(actor: Actor | None) -> None:
    """From here on, until the next call in this thread. Every request begins with it, so nothing is left over from the last."""
    _acting.set(actor)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """For the length of a block."""
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def acting_as_system(because: str) -> Iterator[None]:
    """Read or write across units where the task itself demands it.

    ``because`` is a sentence of at least twelve letters. Every use stands in the list of ``tests/house/test_second_wall.py``,
    so that a new one is seen in review.
    """
    if len(because) < 12:
        raise ValueError("say why the second wall is stepped over")
    with acting_as(SYSTEM):
        yield
