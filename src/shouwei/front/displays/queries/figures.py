"""The three targets in one line each, for the wall and for the strip on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.queries.targets import Aim, aims_kept

STRIP = ("secretariat", "council", "unit_head")
PAGES = {"coverage": "programmes:coverage", "intake": "displays:quadrant", "local": "displays:flows"}


@dataclass(frozen=True, slots=True)
class Number:
    """One target as a figure with its foot."""

    label: str
    value: str
    unit: str
    note: str
    definition: str
    cut_off: str
    source: str
    url: str


def number_of(aim: Aim) -> Number:
    figure = aim.figure
    value = "—" if figure.number is None else f"{figure.number:.1f}" if figure.unit == "%" else f"{figure.number:.2f}"
    return Number(
        aim.label,
        value,
        "" if figure.number is None else figure.unit,
        aim.words,
        f"{figure.name}：{figure.words}",
        figure.cut_off,
        figure.source,
        reverse(PAGES.get(aim.target, "indicators:targets")),
    )


def numbers_of(identity: Identity | None, day: date) -> list[Number]:
    """三个数 of the group, or of one's own school; nothing for who has none. Worked out again only after something behind them was written."""
    if identity is None or identity.role not in STRIP:
        return []
    own = identity.role == Identity.Role.UNIT_HEAD
    if own and identity.organisation.kind != Organisation.Kind.SCHOOL:
        return []
    school = identity.organisation_id if own else None
    return [number_of(aim) for aim in aims_kept(day, school=school)]
