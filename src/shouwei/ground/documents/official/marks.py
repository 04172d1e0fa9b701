"""How a state looks on paper: a shape, a letter and a word, and a colour that a black-and-white printer may lose.

The states themselves belong to the rooms that supervise; here they are codes. The words and letters may be set by the group and are
therefore part of the paper; shapes and colours are fixed. The shapes are in GB 2312, so every Chinese font has them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    state: str
    word: str
    letter: str


@dataclass(frozen=True, slots=True)
class Look:
    shape: str
    ink: str
    """Six hexadecimal digits; dark enough on ``tint`` for a contrast of 4.5."""
    tint: str


DEFAULT_MARKS = (
    Mark("overdue", "逾期", "逾"),
    Mark("behind", "滞后", "滞"),
    Mark("due_soon", "临期", "临"),
    Mark("in_review", "待复核", "核"),
    Mark("not_started", "未启动", "未"),
    Mark("normal", "正常", "正"),
    Mark("done", "办结", "结"),
    Mark("stopped", "中止", "止"),
)
PLAIN = Look("", "000000", "FFFFFF")
LOOKS = {
    "overdue": Look("■", "9F1C12", "F8CFC9"),
    "behind": Look("▲", "7A4A00", "FBE0AE"),
    "due_soon": Look("△", "1B468F", "D3E2F7"),
    "in_review": Look("◎", "333A42", "FFFFFF"),
    "not_started": Look("○", "525B64", "ECEEF0"),
    "normal": Look("◇", "333A42", "FFFFFF"),
    "done": Look("●", "17592F", "D2EBD9"),
    "stopped": Look("×", "525B64", "ECEEF0"),
}


def look_of(state: str) -> Look:
    """A state this version does not know (an old snapshot) is printed plainly, with its word."""
    return LOOKS.get(state, PLAIN)


def mark_of(state: str, marks: tuple[Mark, ...]) -> Mark:
    return next((mark for mark in marks if mark.state == state), Mark(state, state, state[:1]))
