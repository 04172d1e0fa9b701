"""Figures as every page, paper, display and interface prints them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from ..models import Definition
from ..rules.disclosure import sign
from ..rules.edition import Told
from .amended import amendments
from .compute import Figure, Scope, audited_shares, facts_for, figure_of
from .editions import Issue, issues


def published(definitions: Collection[Definition], scopes: Collection[Scope], *, on: date) -> list[Figure]:
    """Definition by definition within scope by scope. Destinations of the group are those of the cohort's edition, for everybody
    alike; of a single school, whose figures only those read to whom its rows are open, they are as they are now."""
    kinds = {row.spec["fact"] for row in definitions}
    group = [scope for scope in scopes if scope.school is None]
    facts = facts_for([scope for scope in scopes if scope.school is not None], kinds=kinds)
    facts |= facts_for(group, kinds=kinds - {"destinations"})
    found: dict[int, Issue] = {}
    audited: dict[int, float] = {}
    if "destinations" in kinds and group:
        years = {scope.year for scope in group}
        found, audited = issues(years), audited_shares(years)
        for scope in group:
            facts[scope] = facts[scope].with_destinations(found[scope.year].told.counts)
    marks = amendments(scopes)
    figures = [
        _disclosed(
            figure_of(row, scope, facts[scope], on=on, true=audited.get(scope.year)),
            row,
            found.get(scope.year) if scope.school is None else None,
        )
        for scope in scopes
        for row in definitions
    ]
    return [
        replace(figure, amended=marks.get((figure.scope.year, figure.scope.school, figure.code))) for figure in figures
    ]


def _disclosed(figure: Figure, row: Definition, issue: Issue | None) -> Figure:
    if figure.fact != "destinations" or issue is None:
        return figure
    told, name = issue.told, sign(row.spec)
    figure = replace(figure, told_on=issue.made_on)
    if figure.scope.level or not told.prints(name, "numerator") or not told.prints(name, "denominator"):
        return _withheld(figure, told, name)
    return figure if told.prints(name, "claimed") else replace(figure, claimed=None, withheld_claim=True)


def _withheld(figure: Figure, told: Told, name: str) -> Figure:
    below = figure.denominator if told.prints(name, "denominator") and not figure.scope.level else None
    return replace(
        figure,
        value=None,
        numerator=None,
        claimed=None,
        reported=None,
        confirmed=None,
        audited=None,
        denominator=below,
        withheld=True,
    )
