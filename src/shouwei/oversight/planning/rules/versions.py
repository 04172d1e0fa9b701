"""What changed between two versions of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.6  # share of the text two tasks must have in common to be the same task
FIELDS = {
    "area": "主要任务",
    "text": "任务内容",
    "lead": "牵头部门",
    "implementers": "落实主体",
    "deadline": "完成时限",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One task that was added, removed or changed; ``fields`` holds label → (before, after)."""

    kind: str  # added, removed, changed
    no: int
    text: str
    fields: Mapping[str, tuple[str, str]]


def matches(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """New task's number → the old one's it continues. By text, the best pairs first: printed numbers repeat and move."""
    scored = sorted(
        ((_likeness(a["text"], b["text"]), a["no"], b["no"]) for a in old for b in new),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2])),
    )
    taken: set[int] = set()
    found: dict[int, int] = {}
    for likeness, old_no, new_no in scored:
        if likeness >= ALIKE and old_no not in taken and new_no not in found:
            taken.add(old_no)
            found[new_no] = old_no
    return found


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The quick bounds spare most of the quadratic work.
    return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= ALIKE else 0.0


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The changes from one draft to the next, in the order of the new one; what was removed comes last."""
    pairs = matches(old["tasks"], new["tasks"])
    before = {task["no"]: task for task in old["tasks"]}
    changes = []
    for task in new["tasks"]:
        former = before.get(pairs.get(task["no"], -1))
        if former is None:
            changes.append(Change("added", task["no"], task["text"], {}))
        elif fields := _differences(former, task):
            changes.append(Change("changed", task["no"], task["text"], fields))
    kept = set(pairs.values())
    return changes + [Change("removed", t["no"], t["text"], {}) for t in old["tasks"] if t["no"] not in kept]


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        label: (_shown(old[name]), _shown(new[name]))
        for name, label in FIELDS.items()
        if _shown(old[name]) != _shown(new[name])
    }


def _shown(value: object) -> str:
    return "、".join(value) if isinstance(value, list | tuple) else str(value or "")
