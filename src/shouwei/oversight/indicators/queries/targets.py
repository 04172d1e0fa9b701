"""The three targets as a page shows them: figure, way to the goal, what is missing, what to expect."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max

from shouwei.core.remembered import remembered
from shouwei.work.admissions.models import Intake
from shouwei.work.admissions.queries import base_year

from ..models import Adoption, Definition, Goal, Target, Told
from ..rules.paths import (
    Forecast,
    Path,
    Picture,
    Standing,
    elapsed,
    forecast,
    picture,
    progress,
    standing,
    still_needed,
)
from .compute import Figure, Scope
from .definitions import definitions_by_year, with_and_without
from .disclosure import published
from .facts import newest_cohort

YEARS_BACK = 5
NAMES: tuple[str, ...] = tuple(Target.values)


@dataclass(frozen=True, slots=True)
class Step:
    """One year on the way: what was due, what there is, what the forecast says."""

    year: int
    due: float | None
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Aim:
    """One target of the group or of one school."""

    target: str
    label: str
    definition: Definition
    adoption: Adoption | None
    figure: Figure
    steps: tuple[Step, ...]
    path: Path | None
    source: str
    standing: Standing | None
    progress: float | None
    expected: float | None
    needed: int | None
    forecast: Forecast | None
    picture: Picture | None
    base_year: int | None = None
    """What an intake is held against."""
    beside: Figure | None = None
    """The same without adult intake (扩招), or with it where the definition leaves it out."""

    @property
    def words(self) -> str:
        """Where it stands, as a sentence."""
        if self.figure.withheld:
            return "人数较少，公布会使个人被推算出来，不公布。"
        if self.figure.number is None:
            return "没有可以计算的数据。"
        if self.standing is None or self.path is None:
            return "没有登记目标路径，只列出数值。"
        unit, by = self.definition.unit, abs(self.standing.by)
        way = f"按路径应达到{self.standing.due:.1f}{unit}，"
        apart = "个百分点" if unit == "%" else unit
        if self.standing.on_track:
            return f"{way}已达到，超出{by:.1f}{apart}。"
        return f"{way}还差{by:.1f}{apart}。"

    @property
    def forecast_words(self) -> str:
        """Only with a forecast. In as many places as the figure is shown in."""
        ahead, unit = self.forecast, self.definition.unit
        assert ahead is not None
        places = 2 if unit == "倍" else 1

        def said(value: float) -> str:
            return f"{value:.{places}f}"

        begin = f"预计{ahead.year}年为{said(ahead.value)}{unit}"
        if not ahead.has_spread:
            return f"{begin}（{ahead.years}年数据的直线趋势；各年正好在一条直线上，看不出误差有多大，不列区间）。"
        return (
            f"{begin}，区间{said(ahead.low)}–{said(ahead.high)}{unit}（{ahead.years}年数据的直线趋势，95%预测区间）。"
        )

    @property
    def needed_words(self) -> str:
        if not self.needed or self.path is None:
            return ""
        goal = f"{self.path.to_year}年目标{self.path.to_value:g}{self.definition.unit}"
        return {
            "local": f"按现有人数，到{goal}还需本地就业{self.needed}人。",
            "intake": f"到{goal}还需报到新生{self.needed}人。",
            "coverage": f"到{goal}还需覆盖{self.needed}个首位产业。",
        }[self.target]


def newest_year(target: str, day: date) -> int:
    """The newest year a target has facts for, not later than the day's."""
    if target == Target.LOCAL:
        return newest_cohort(day.year) or day.year
    if target == Target.INTAKE:
        return Intake.objects.filter(year__lte=day.year).aggregate(year=Max("year"))["year"] or day.year
    return day.year


def aims_kept(day: date, *, school: int | None = None, year: int | None = None) -> list[Aim]:
    """The three, worked out again only after something behind them was written; one small query otherwise."""
    return remembered(
        ("aims", day, school, year), lambda: aims(day, school=school, year=year), state="indicators_state()"
    )


def aims(day: date, *, school: int | None = None, year: int | None = None) -> list[Aim]:
    """The three, in order; a target without a published definition is left out. A dozen queries for any number of graduates."""
    goals = {row.target: row for row in Goal.objects.filter(school=school)}
    shown = {target: year or newest_year(target, day) for target in NAMES}
    known = definitions_by_year(NAMES, set(shown.values()))
    asked = {target: known[shown[target]][target] for target in NAMES}
    rows = [(row, shown[target]) for target, (row, _) in asked.items() if row is not None]
    others = with_and_without([row for row, _ in rows], day)
    figures = _series(rows, others, school, day)
    found = []
    for target in NAMES:
        definition, adoption = asked[target]
        if definition is not None:
            year, other = shown[target], others.get(definition.pk)
            one = _aim(
                target, definition, adoption, goals.get(target), Scope(year, school), figures[definition.pk], day
            )
            found.append(one if other is None else replace(one, beside=figures[other.pk][year]))
    return found


def _series(
    rows: list[tuple[Definition, int]], others: Mapping[int, Definition], school: int | None, day: date
) -> dict[int, dict[int, Figure]]:
    """Definition → year → figure, for the years behind; of those beside them too."""
    found: dict[int, dict[int, Figure]] = {}
    for row, newest in rows:
        scopes = [Scope(year, school) for year in range(newest - YEARS_BACK + 1, newest + 1)]
        both = [row, others[row.pk]] if row.pk in others else [row]
        figures = published(both, scopes, on=day)
        for number, one in enumerate(both):
            found[one.pk] = {figure.scope.year: figure for figure in figures[number :: len(both)]}
    return found


def _with_word(figure: Figure) -> Figure:
    """What graduates confirmed, as last told of the group: every night, never of a single school."""
    if figure.reported is None or figure.scope.school is not None:
        return figure
    told = Told.objects.filter(year=figure.scope.year, definition__code=figure.code, definition__version=figure.version)
    return replace(figure, confirmed=told.values_list("people", flat=True).first())


def _aim(
    target: str,
    definition: Definition,
    adoption: Adoption | None,
    goal: Goal | None,
    scope: Scope,
    series: dict[int, Figure],
    day: date,
) -> Aim:
    path = goal.path if goal is not None else None
    figure = _with_word(series[scope.year])
    points = [(y, f.number) for y, f in series.items() if f.number is not None and f.denominator]
    most = 100.0 if definition.unit == "%" else math.inf
    ahead = forecast(points, year=max(scope.year + 1, path.to_year if path else 0), most=most)
    known = {y for y, _ in points}
    listed = sorted(known | set(path.years if path else ()) | ({ahead.year} if ahead else set()))
    value = figure.number
    goal_share = None if path is None else path.to_value / 100 if definition.unit == "%" else path.to_value
    return Aim(
        target,
        Target(target).label,
        definition,
        adoption,
        figure,
        tuple(Step(y, path.due(y) if path and y in path.years else None, series.get(y)) for y in listed),
        path,
        goal.source if goal is not None else "",
        standing(path, year=scope.year, value=value) if path and value is not None else None,
        progress(path, value) if path and value is not None else None,
        elapsed(path, day) if path else None,
        still_needed(numerator=figure.numerator, denominator=figure.denominator, goal=goal_share)
        if goal_share is not None and figure.numerator is not None and figure.denominator
        else None,
        ahead,
        picture(points, path, ahead),
        base_year() if definition.spec.get("against") == "baseline" else None,
    )
