"""Where the body and the task table say different things.  Both wordings are kept; the body governs."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from .draft import Variance
from .outline import Node
from .wording import bare, plain

ALIKE = 0.72
WINDOW = 12
"""Rows and items keep their order; an item is looked for this far ahead first."""
MOST_PAIRS = 60_000


@dataclass(frozen=True, slots=True)
class Match:
    text: str
    area: str | None
    node: Node


def matches(texts: list[str], root: Node) -> list[Match | None]:
    """For each row of the table the item of the body that says the same, or None."""
    items = [node for node in root.walk() if len(node.own_text()) >= 8 and not node.children]
    keys = [bare(node.own_text())[:200] for node in items]
    result: list[Match | None] = []
    at = 0
    if len(texts) * len(items) > MOST_PAIRS:
        return [None] * len(texts)
    for text in texts:
        key = bare(text)[:200]
        order = [*range(at, min(at + WINDOW, len(items))), *range(at), *range(min(at + WINDOW, len(items)), len(items))]
        same = next((i for i in order if keys[i] == key), None)
        hit = same if same is not None else next((i for i in order if keys[i] and _alike(key, keys[i])), None)
        if hit is None:
            result.append(None)
            continue
        at = hit + 1
        parent = items[hit].parent
        area = parent.title if parent is not None and parent.rank >= 0 else None
        result.append(Match(items[hit].own_text(), area, items[hit]))
    return result


def _alike(left: str, right: str) -> bool:
    if left == right:
        return True
    if not left or not right or not 0.5 < len(left) / len(right) < 2:
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def variance(task: int, field: str, body: str, table: str) -> Variance | None:
    """How the two differ, or None when only white space does."""
    if plain(body) == plain(table):
        return None
    return Variance(task, field, body, table, "cosmetic" if bare(body) == bare(table) else "substantive")


def differing(body: str, table: str) -> str:
    """The words that differ, for a sentence: 正文“集团”，表中“学院”."""
    left, right = plain(body), plain(table)
    parts = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            parts.append(f"正文作“{_around(left, a, b)}”，表中作“{_around(right, c, d)}”")
    return "；".join(parts[:3]) + ("等" if len(parts) > 3 else "")


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 2) : min(len(text), end + 2)]
