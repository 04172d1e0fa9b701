"""Every hostile file gets the verdict that was written down for it, within the child's limits, and never a crash."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from typing import Any

from shouwei.core.sheets import SHEETS, Context
from shouwei.core.sheets.assembly import Assembled
from shouwei.core.verdict import Refused

from ..workflows.reading import read_rows
from .hostile import CASES, Case
from .hostile_more import MORE, hidden_row

ALL = CASES + MORE
SECONDS = 10.0
TALLY = {"reject": 64, "accept": 38, "row-error": 31, "normalise": 12}
"""The counts this suite stands for; a case that is dropped is seen here."""


def read(case: Case) -> tuple[dict[str, Any], Assembled]:
    sheet = case.sheet or SHEETS["calendar.holidays"]
    return read_rows(sheet, case.data, case.name, Context(None, date(2026, 4, 1)), lambda *told: None)


def verdict_of(case: Case) -> str:
    try:
        _, found = read(case)
    except Refused as refusal:
        return "reject" if str(refusal)[-1] in "。）" else f"refused without a sentence: {refusal}"
    return "row-error" if found.faults else "normalise" if found.notes else "accept"


def test_every_hostile_file_gets_its_verdict_in_time() -> None:
    found, slowest = {}, 0.0
    for case in ALL:
        begun = time.monotonic()
        found[case.kind, case.name] = verdict_of(case)
        slowest = max(slowest, time.monotonic() - begun)

    expected = {(case.kind, case.name): case.verdict for case in ALL}
    counts = Counter(case.kind for case in ALL)
    right = Counter(case.kind for case in ALL if found[case.kind, case.name] == case.verdict)
    print(f"hostile sheets: {right.total()} of {counts.total()} as written down; by class {dict(counts)}")
    assert found == expected
    assert (len(found), Counter(case.verdict for case in ALL)) == (len(ALL), TALLY)
    assert slowest < SECONDS


def test_a_hidden_row_is_read_aloud() -> None:
    about, found = read(Case("hidden", "row.xlsx", hidden_row(), "accept"))

    assert (about["notes"], len(found.rows)) == (
        ["有1行在表中是隐藏的（第2行），也已读入；不需要的请删除后重新上传。"],
        1,
    )


def test_a_column_nobody_asked_for_is_named_and_left() -> None:
    case = next(case for case in MORE if case.name == "assigned.xlsx")
    _, found = read(case)

    assert [unknown.heading for unknown in found.layout.unknown] == ["id", "is_superuser"]
    assert found.names == ("day", "name", "is_worked")
