"""Indicator tables (目标, 序号, 指标, 解释): a list of what is measured, never of tasks."""

from __future__ import annotations

from .columns import Role, role_of
from .draft import Indicator
from .flattened import Grid
from .headings import headline
from .task_table import HEADER_SEARCH
from .wording import digits

_HEADINGS = {Role.TASK, Role.MIDDLE, Role.AREA}


def indicators_of(grid: Grid) -> list[Indicator]:
    """The rows of an indicator table; empty when this is none."""
    for index, row in enumerate(grid.rows[:HEADER_SEARCH]):
        roles = [role_of(cell) for cell in row]
        if Role.INDICATOR in roles and Role.NUMBER in roles and not set(roles) & {Role.LEAD, Role.RESPONSIBLE}:
            return _indicators(grid, index, roles.index(Role.NUMBER), roles.index(Role.INDICATOR), roles)
    return []


def _indicators(grid: Grid, header: int, number: int, name: int, roles: list[Role | None]) -> list[Indicator]:
    area_column = next((i for i, role in enumerate(roles) if role in _HEADINGS and i < name), None)
    area, found = None, list[Indicator]()
    for row in grid.rows[header + 1 :]:
        if area_column is not None and row[area_column].strip():
            area = headline(row[area_column])
        if digits(row[number].strip()).isdecimal() and row[name].strip():
            found.append(Indicator(int(digits(row[number].strip())), area, row[name].strip()))
    return found
