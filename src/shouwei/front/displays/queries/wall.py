"""Parts of the wall display that belong to no other page of this room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Bulletin, Decision
from shouwei.oversight.planning.permissions import KEYS as PLANNING
from shouwei.oversight.planning.queries.plans import current_plan
from shouwei.oversight.planning.queries.task_lists import task_rows
from shouwei.oversight.planning.rules.states import WORST_FIRST
from shouwei.work.programmes.queries import Asked, coverage_of
from shouwei.work.programmes.rules.coverage import LABELS, Depth

SHOWN = 4
LETTERS = ("", "名", "有", "深")
DEEPEST_FIRST = (Depth.DEEP, Depth.EFFECTIVE, Depth.NOMINAL)
MOST_SCHOOLS, MOST_INDUSTRIES = 8, 12


@dataclass(frozen=True, slots=True)
class LightCount:
    state: str
    label: str
    tasks: int
    url: str


@dataclass(frozen=True)
class Lights:
    title: str
    url: str
    tasks: int
    percent: int
    counts: list[LightCount]


def lights(day: date) -> Lights | None:
    """Tasks of the current plan by state, the worst first."""
    plan = current_plan()
    if plan is None:
        return None
    rows = task_rows(plan, day)
    found = Counter(row.light.state for row in rows)
    address = reverse("planning:tasks", args=[plan.pk])
    names = {row.light.state: row.light.label for row in rows}
    counts = [
        LightCount(str(state.value), names[state], found[state], f"{address}?state={state.value}")
        for state in WORST_FIRST
        if found[state]
    ]
    percent = sum(row.percent for row in rows) // len(rows) if rows else 0
    return Lights(plan.title, plan.get_absolute_url(), len(rows), percent, counts)


@dataclass(frozen=True)
class Mini:
    """Coverage as it can be read from across a room."""

    columns: list[str]
    rows: list[tuple[str, list[tuple[int, str]]]]
    """Industry → per column a shade, 0 none to 3 deep, and what stands in it."""
    by_school: bool
    left_out: int
    """Industries, the best covered, that found no room."""


def coverage_mini(year: int) -> Mini:
    """School by school, or how many schools where they are many; where industries are many, the least covered come first."""
    now = coverage_of(Asked(year))
    by_school = len(now.schools) <= MOST_SCHOOLS
    units = now.units
    if len(units) > MOST_INDUSTRIES:
        units = tuple(sorted(units, key=lambda unit: now.depths[unit.key]))[:MOST_INDUSTRIES]
    rows = []
    for unit in units:
        depths = [now.cells[unit.key, pk].depth if (unit.key, pk) in now.cells else Depth.NONE for pk, _ in now.schools]
        cells = [(int(depth), LETTERS[depth]) for depth in depths]
        if not by_school:
            cells = [
                (int(depth) * bool(depths.count(depth)), str(depths.count(depth) or "")) for depth in DEEPEST_FIRST
            ]
        gap = "" if now.depths[unit.key] else "（未覆盖）"
        rows.append((f"{unit.area} {unit.name}{gap}", cells))
    columns = (
        [name for _, name in now.schools] if by_school else [f"{LABELS[depth][:2]}（校）" for depth in DEEPEST_FIRST]
    )
    return Mini(columns, rows, by_school, len(now.units) - len(units))


@dataclass(frozen=True, slots=True)
class Latest:
    kind: str
    text: str
    note: str
    url: str


def latest(identity: Identity) -> list[Latest]:
    """The newest bulletin and the newest open decisions, through the keys of their room."""
    found = []
    issued = Bulletin.objects.filter(issued_on__isnull=False).order_by("-issued_on", "-pk")
    bulletin = PLANNING.within(identity, "view_bulletin", issued).first()
    if bulletin is not None and bulletin.issued_on is not None:
        found.append(
            Latest(
                "通报",
                f"{bulletin} {bulletin.title}",
                f"{bulletin.issued_on:%Y-%m-%d}印发",
                bulletin.get_absolute_url(),
            )
        )
    decisions = PLANNING.within(identity, "view_decision", Decision.objects.all())
    for row in decisions.select_related("organisation").order_by("-meeting__held_on", "-pk")[:SHOWN]:
        state = "已完成" if row.done_on else f"{row.due_on.year}年{row.due_on.month}月{row.due_on.day}日前"
        found.append(Latest("议定", row.text, f"{row.organisation}，{state}", row.get_absolute_url()))
    return found
