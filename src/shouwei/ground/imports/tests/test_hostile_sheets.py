"""Every hostile file gets the verdict that was written down for it, within the child's limits, and never a crash."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shouwei.core.sheets import SHEETS, Context
from shouwei.core.verdict import Refused

from ..workflows.reading import read_rows
from .hostile import CASES, Case


def verdict_of(case: Case) -> str:
    try:
        _, found = read_rows(
            SHEETS["calendar.holidays"], case.data, case.name, Context(None, date(2026, 4, 1)), lambda *told: None
        )
    except Refused:
        return "reject"
    return "row-error" if found.faults else "normalise" if found.notes else "accept"


def test_every_hostile_file_gets_its_verdict() -> None:
    found = {(case.kind, case.name): verdict_of(case) for case in CASES}

    expected = {(case.kind, case.name): case.verdict for case in CASES}
    counts = Counter(case.kind for case in CASES)
    right = Counter(case.kind for case in CASES if found[case.kind, case.name] == case.verdict)
    print(f"hostile sheets: {right.total()} of {counts.total()} as written down; by class {dict(counts)}")
    assert found == expected
    assert len(found) == len(CASES) > 40
