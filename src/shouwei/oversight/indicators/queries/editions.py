"""Editions: what they are made from, and what is told of a cohort to whoever may not open its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from shouwei.core.acting import acting_as_system
from shouwei.core.remembered import remembered
from shouwei.ground.learners.models import RollCount
from shouwei.work.employment.models import OutcomeCount
from shouwei.work.programmes.models import Programme

from ..models import Definition, Edition
from ..rules.disclosure import sign
from ..rules.edition import Cohort, Specialty, Steps, Told, decide
from ..rules.formula import Counts
from ..rules.shipped import DEFAULTS
from .facts import facts_of, schools_by_year

BECAUSE = "what is told of a cohort is decided over all schools"
Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Issue:
    """``made_on``: None where there is no edition yet and the numbers are as of now."""

    told: Told
    number: int = 0
    made_on: date | None = None


KEPT = "SELECT coalesce(max(id), 0) FROM indicators_keeping"
"""Names the state of all editions: it moves with every edition, and not with what is still pending."""


def issues(years: Collection[int]) -> dict[int, Issue]:
    """One query where every year has its edition, none while they stay; a cohort without one is decided on as it is now."""
    asked = tuple(sorted(years))
    found = remembered(("editions", asked), lambda: _kept(asked), state=KEPT)
    late = tuple(year for year in asked if year not in found)
    return found | remembered(("untold", late), lambda: _untold(late), state="indicators_state()") if late else found


def _kept(years: Collection[int]) -> dict[int, Issue]:
    with acting_as_system(BECAUSE):
        rows = Edition.objects.filter(year__in=years).values_list("year", "told", "number", "made_on")
        return {year: Issue(told_from(told), number, made_on) for year, told, number, made_on in rows}


def _untold(years: Collection[int]) -> dict[int, Issue]:
    with acting_as_system(BECAUSE):
        specs = specs_now()
        return {year: Issue(decide(cohort, specs)) for year, cohort in cohorts_now(years).items()}


def specs_now() -> list[Spec]:
    """Formulas of destinations in order of weight: published before drafts, what the system proposes before the rest; each once."""
    rows = Definition.objects.filter(spec__fact="destinations").order_by("code", "version")
    ordered = sorted(rows, key=lambda row: (row.state != Definition.State.PUBLISHED, row.code not in DEFAULTS.values()))
    return list({sign(row.spec): row.spec for row in ordered}.values())


def cohorts_now(years: Collection[int]) -> dict[int, Cohort]:
    """As the counts are at this moment; five queries, one where there are no graduates."""
    schools = schools_by_year(years)
    empty = {year: Cohort({}) for year in years if not schools[year]}
    years = [year for year in years if schools[year]]
    if not years:
        return empty
    facts = facts_of([(year, key) for year in years for key in schools[year]], level="", kinds=("destinations",))
    outcomes: dict[int, dict[tuple[int, str, str, str, str], int]] = defaultdict(dict)
    columns = ("school", "level", "specialty_code")
    went = OutcomeCount.objects.filter(cohort__in=years).values_list("cohort", *columns, "outcome", "place")
    for cohort, school, level, code, outcome, place, people in went.annotate(people=Sum("people")).order_by():
        if people:
            outcomes[cohort][school, level, code, outcome, place] = people
    roll: dict[int, dict[tuple[int, str, str, str], int]] = defaultdict(dict)
    counted = RollCount.objects.filter(cohort__in=years).values_list("cohort", *columns, "source")
    for year, school, level, code, source, people in counted.annotate(people=Sum("people")).order_by():
        if people and year is not None:
            roll[year][school, level, code, source] = people
    taught = Programme.objects.filter(cluster__isnull=False).values_list(*columns, "cluster__name")
    clusters: dict[Specialty, str] = {(school, level, code): name for school, level, code, name in taught}
    return empty | {
        year: Cohort({key: facts[year, key] for key in schools[year]}, outcomes[year], roll[year], clusters)
        for year in years
    }


def counts_as(facts: Counts) -> dict[str, Any]:
    people = [
        [*where, claimed, proven] for where, (claimed, proven) in sorted(facts.people.items()) if claimed or proven
    ]
    found = {"graduates": facts.graduates, "open": facts.open, "people": people}
    return found if facts.grown is None else found | {"grown": counts_as(facts.grown)}


def counts_from(said: Mapping[str, Any]) -> Counts:
    people = {(part, basis, place): (claimed, proven) for part, basis, place, claimed, proven in said["people"]}
    grown = counts_from(said["grown"]) if "grown" in said else None
    return Counts(said["graduates"], people, said["open"], grown=grown)


def cohort_as(cohort: Cohort) -> dict[str, Any]:
    return {
        "schools": {str(school): counts_as(facts) for school, facts in sorted(cohort.schools.items())},
        "outcomes": [[*key, people] for key, people in sorted(cohort.outcomes.items())],
        "roll": [[*key, people] for key, people in sorted(cohort.roll.items())],
        "clusters": [[*key, name] for key, name in sorted(cohort.clusters.items())],
    }


def cohort_from(said: Mapping[str, Any]) -> Cohort:
    return Cohort(
        {int(school): counts_from(facts) for school, facts in said["schools"].items()},
        {(s, level, code, outcome, place): n for s, level, code, outcome, place, n in said["outcomes"]},
        {(s, level, code, source): n for s, level, code, source, n in said["roll"]},
        {(s, level, code): name for s, level, code, name in said["clusters"]},
    )


def told_as(told: Told) -> dict[str, Any]:
    return {
        "counts": counts_as(told.counts),
        "specs": list(told.specs),
        "hidden": sorted(told.hidden),
        "schools": {str(school): list(row) for school, row in told.schools.items()},
        "rolls": {str(school): people for school, people in told.rolls.items()},
        "counties": dict(told.counties),
        "counties_rest": told.counties_rest,
        "outside": dict(told.outside),
        "outside_rest": told.outside_rest,
        "employed": told.employed,
        "came": [[*key, people] for key, people in told.came.items()],
        "went": [[*key, people] for key, people in told.went.items()],
        "programmes": [[one.school, one.level, one.code, one.least, one.tenths] for one in told.programmes],
    }


def told_from(said: Mapping[str, Any]) -> Told:
    return Told(
        counts_from(said["counts"]),
        tuple(said["specs"]),
        frozenset(said["hidden"]),
        {int(school): tuple(row) for school, row in said["schools"].items()},
        {int(school): people for school, people in said["rolls"].items()},
        said["counties"],
        said["counties_rest"],
        said["outside"],
        said["outside_rest"],
        said["employed"],
        {(level, source, middle): n for level, source, middle, n in said["came"]},
        {(middle, end): n for middle, end, n in said["went"]},
        tuple(Steps(*row) for row in said["programmes"]),
    )
