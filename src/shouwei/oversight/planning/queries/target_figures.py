"""What the indicators room computes, beside what the plan promises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shouwei.oversight.indicators.models import Target as Of
from shouwei.oversight.indicators.queries.targets import Aim, aims_kept

from ..models import Target

WORDS = (("覆盖", "coverage"), ("招生", "intake"), ("就业率", "local"))
"""A word of the promise → the target it is about; the founding plan's three."""


TARGETS = Of.choices


def aim_of(target: str, day: date) -> Aim | None:
    """The figure a task is linked with."""
    return next((aim for aim in aims_kept(day) if aim.target == target), None) if target else None


def target_figures(targets: Iterable[Target], day: date) -> list[tuple[Target, Aim | None]]:
    """Each promise with its figure; None where no indicator is about it or nothing can be computed."""
    promised = list(targets)
    known = {aim.target: aim for aim in aims_kept(day)} if promised else {}
    return [(row, _of(row, known)) for row in promised]


def _of(row: Target, known: dict[str, Aim]) -> Aim | None:
    meant = next((target for word, target in WORDS if word in row.name or word in row.printed), "")
    aim = known.get(meant)
    return aim if aim is not None and aim.figure.number is not None else None
