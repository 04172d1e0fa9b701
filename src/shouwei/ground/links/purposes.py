"""What links may be for. Rooms register their purposes once, when they start."""

from collections.abc import Callable
from dataclasses import dataclass

from .rules.links import WAITS_DAYS


@dataclass(frozen=True)
class Purpose:
    """``check(about_id, answer)`` says whether the answer to ``question`` is right; it must take the same time either way."""

    name: str
    title: str
    url_name: str
    question: str = ""
    check: Callable[[int, str], bool] | None = None
    waits_days: int = WAITS_DAYS
    shown_to_issuer: bool = True

    def __post_init__(self) -> None:
        if bool(self.question) != (self.check is not None):
            raise ValueError(f"{self.name}: a question needs a check, and a check a question")


@dataclass(frozen=True)
class OutsideErrand:
    """A purpose that outside organisations are asked for, in its room's words: 请 ``who`` ``what`` (请单位确认).

    Keys of what is written begin with ``stem``. ``issuers``: the roles that ask in the name of their own organisation; whoever
    else asks, asks in the name of the group.
    """

    purpose: Purpose
    stem: str
    who: str
    what: str
    issuers: tuple[str, ...]


PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> Purpose:
    if purpose.name in PURPOSES and PURPOSES[purpose.name] != purpose:
        raise ValueError(f"two purposes are called {purpose.name}")
    PURPOSES[purpose.name] = purpose
    return purpose
