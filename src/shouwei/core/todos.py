"""What waits for somebody: the one shape in which every inbox hands its matters to the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Todo:
    """One matter, or ``count`` alike, waiting for the identity that asked.

    ``label`` says what to do, ``why`` what makes it fall to this person, ``consequence`` what happens if it stays
    undone, ``url`` where it is done. ``due_on`` is the day it has to be done by, where there is one; ``kind`` is a
    stable name by which the desk groups and pictures.
    """

    label: str
    why: str
    consequence: str
    url: str
    due_on: date | None = None
    count: int = 1
    kind: str = ""
