"""细化举措 as they are typed, row by row, and what each still lacks before it can be submitted.

A row is a mapping of the names in ``COLUMNS`` to what was typed. Drafts keep rows in any state; only a programme or a part
that is submitted must be whole.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, no

from .programmes import measure_fits

Row = Mapping[str, str]

COLUMNS = ("text", "organisation", "owner", "due_on", "deliverable", "evidence_rule")
LABELS = {
    "text": "举措",
    "organisation": "责任单位",
    "owner": "责任人",
    "due_on": "完成日期",
    "deliverable": "成果形式",
    "evidence_rule": "佐证要求",
}
LONGEST = {"text": 300, "owner": 50, "deliverable": 200, "evidence_rule": 200}  # characters, as the table keeps them
MOST_ROWS = 60
DAY = re.compile(r"\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*")


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A whole row, read."""

    text: str
    organisation_id: int
    owner: str
    due_on: date
    deliverable: str
    evidence_rule: str


def read_day(typed: str) -> date | None:
    """2026-05-31, 2026.5.31, 2026/5/31 or 2026年5月31日; None when it is none of these or no day at all."""
    found = DAY.fullmatch(typed)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def tidy(row: Row) -> dict[str, str]:
    """Every column, stripped."""
    return {name: str(row.get(name, "")).strip() for name in COLUMNS}


def is_blank(row: Row) -> bool:
    """Nothing typed; the member responsible is chosen from the start and does not count."""
    return not any(row.get(name, "").strip() for name in COLUMNS if name != "organisation")


def written(rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows that say something."""
    return [tidy(row) for row in rows if not is_blank(row)]


def problems_of(
    row: Row, *, task_due_on: date | None, issued_on: date, organisations: Container[int] | None
) -> dict[str, str]:
    """Column → the sentence beside it. ``organisations``: who may be responsible; None when there is no choice."""
    row = tidy(row)
    found = {
        name: f"请填写{LABELS[name]}。"
        for name in COLUMNS
        if not row[name] and (organisations or name != "organisation")
    }
    for name, most in LONGEST.items():
        if len(row[name]) > most:
            found[name] = f"{LABELS[name]}{len(row[name])}字，超过{most}字，请精简。"
    if row["due_on"]:
        verdict = _day_fits(read_day(row["due_on"]), task_due_on=task_due_on, issued_on=issued_on)
        if not verdict:
            found["due_on"] = verdict.reason
    if organisations is not None and row["organisation"] and _number(row["organisation"]) not in organisations:
        found["organisation"] = "责任单位须为牵头部门或分担本任务的成员单位。"
    return found


def _day_fits(due_on: date | None, *, task_due_on: date | None, issued_on: date) -> Verdict:
    if due_on is None:
        return no("请按2026-05-31的样子填写日期。")
    if due_on < issued_on:
        return no("完成日期早于方案印发日期，请更正。")
    return measure_fits(due_on=due_on, task_due_on=task_due_on)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() else None


def all_whole(
    rows: Sequence[Row], *, task_due_on: date | None, issued_on: date, organisations: Container[int] | None
) -> Verdict:
    """Yes, or the first thing wrong with the first row that is not whole."""
    if len(rows) > MOST_ROWS:
        return no(f"细化举措{len(rows)}条，超过{MOST_ROWS}条，请合并。")
    for number, row in enumerate(rows, 1):
        problems = problems_of(row, task_due_on=task_due_on, issued_on=issued_on, organisations=organisations)
        if problems:
            return no(f"第{number}条举措：{next(iter(problems.values()))}")
    return YES


def read_row(row: Row) -> MeasureWords:
    """A row that :func:`all_whole` found whole; raises ``ValueError`` otherwise."""
    due_on = read_day(row["due_on"])
    if due_on is None:
        raise ValueError(f"not a day: {row['due_on']!r}")
    row = tidy(row)
    return MeasureWords(
        text=row["text"],
        organisation_id=int(row["organisation"]),
        owner=row["owner"],
        due_on=due_on,
        deliverable=row["deliverable"],
        evidence_rule=row["evidence_rule"],
    )


def edited(rows: Sequence[Row], action: str, *, blank: Row) -> list[Row]:
    """The table after a press of one of its buttons: ``add``, ``drop:2``, ``up:2``, ``down:2`` (rows count from 0).

    Anything else, and a row that is not there, leaves the table as it is.
    """
    rows = list(rows)
    verb, _, at = action.partition(":")
    if verb == "add" and len(rows) < MOST_ROWS:
        return [*rows, blank]
    place = _number(at)
    if place is None or place >= len(rows):
        return rows
    if verb == "drop":
        del rows[place]
    elif verb in ("up", "down"):
        other = place + (1 if verb == "down" else -1)
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]
    return rows


def with_part(
    text: str, rows: Sequence[Row], *, member: str, organisation_id: int, part_text: str, part_rows: Sequence[Row]
) -> tuple[str, list[dict[str, str]]]:
    """A programme with a member's part copied in; what already stands there is not copied a second time."""
    part_text = part_text.strip()
    if part_text and part_text not in text:
        text = f"{text.rstrip()}\n\n【{member}】\n{part_text}".lstrip()
    merged = written(rows)
    for row in written([{**row, "organisation": str(organisation_id)} for row in part_rows]):
        if row not in merged:
            merged.append(row)
    return text, merged
