"""The issuer's table of old and new codes, as lines of cells."""

from __future__ import annotations

from collections.abc import Sequence

from .mapping import KINDS, Change
from .tables import HEAD_WITHIN, Problem, tidy

HEADINGS = {
    "old": ("旧代码", "原代码", "原专业代码", "原专业码"),
    "new": ("新代码", "现代码", "专业代码", "新专业代码"),
    "kind": ("变化", "变化类型", "变更", "调整情况", "kind"),
}
WORDS = (
    {label: key for key, label in KINDS.items()}
    | {
        "保留": "same",
        "归属调整": "recoded",
        "新旧合并": "merged",
        "撤销": "cancelled",
    }
    | {key: key for key in KINDS}
)


def read_changes(lines: Sequence[Sequence[str]]) -> tuple[list[Change], list[Problem]]:
    head = _head(lines)
    if head is None:
        return [], [Problem(0, f"前{HEAD_WITHIN}行里没有找到“旧代码”“新代码”“变化”三列的表头。")]
    number, columns = head
    changes, problems = [], []
    for line, row in enumerate(lines[number:], number + 1):
        cell = {key: tidy(row[place]) if place < len(row) else "" for key, place in columns.items()}
        if not any(cell.values()):
            continue
        kind = WORDS.get(cell["kind"], "")
        if not cell["old"]:
            problems.append(Problem(line, "缺少旧代码。新设的代码没有旧代码，不必写进对照表。"))
        elif not kind:
            problems.append(Problem(line, f"变化“{cell['kind'][:20]}”不认识，应为{'、'.join(KINDS.values())}之一。"))
        else:
            changes.append(Change(cell["old"].upper(), cell["new"].upper(), kind))
    return changes, problems


def _head(lines: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for number, line in enumerate(lines[:HEAD_WITHIN], 1):
        words = [tidy(cell).replace(" ", "") for cell in line]
        columns = {
            key: next((place for place, word in enumerate(words) if word in named), -1)
            for key, named in HEADINGS.items()
        }
        if min(columns.values()) >= 0:
            return number, columns
    return None
