"""Tell the next edition of each cohort: at night, and only when enough people have moved that none can be read from the difference."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import connection, transaction

from shouwei.core.acting import acting_as_system

from ..models import Edition, Keeping, Pending, Tally
from ..queries.editions import (
    BECAUSE,
    Spec,
    cohort_as,
    cohort_from,
    cohorts_now,
    specs_now,
    told_as,
    told_from,
)
from ..rules.disclosure import sign
from ..rules.edition import Cohort, decide, may_follow, moved
from ..rules.formula import with_adults


def publish_editions(today: date) -> list[int]:
    """Years with a new edition."""
    with acting_as_system(BECAUSE):
        kept, late = (set(rows.objects.filter(part="roll").values_list("year", flat=True)) for rows in (Tally, Pending))
        return publish_editions_of(kept | late, today)


@transaction.atomic
def publish_editions_of(years: Collection[int], today: date) -> list[int]:
    with acting_as_system(BECAUSE):
        _one_at_a_time()
        present = {row.year: row for row in Edition.objects.filter(year__in=years)}
        found = [year for year, cohort in cohorts_now(years).items() if _follow(present.get(year), year, cohort, today)]
        admit_formulas()
        if found:
            Keeping.objects.create()
    return found


def _follow(edition: Edition | None, year: int, now: Cohort, today: date) -> bool:
    if edition is None:
        specs = specs_now()
        told = told_as(decide(now, specs))
        Edition.objects.create(year=year, made_on=today, state=cohort_as(now), specs=specs, told=told)
        return True
    was = cohort_from(edition.state)
    now = replace(now, clusters={**now.clusters, **was.clusters})
    people = moved(was, now)
    if cohort_as(now) == edition.state or not may_follow(people):
        return False
    specs, late = (specs_now(), []) if any(people.values()) else (edition.specs, edition.late)
    edition.told = told_as(decide(now, specs, late, told_from(edition.told)))
    edition.state, edition.specs, edition.late = cohort_as(now), specs, late
    edition.number, edition.made_on = edition.number + 1, today
    edition.save()
    return True


def admit_formulas() -> None:
    """Formulas written since are asked for after everything that has been told: none of it is told otherwise because of them."""
    with acting_as_system(BECAUSE):
        specs = specs_now()
        for edition in Edition.objects.all():
            known = {sign(spec) for spec in (*edition.specs, *edition.late)}
            fresh: list[Spec] = [spec for spec in specs if sign(spec) not in known]
            cohort, told = cohort_from(edition.state), told_from(edition.told)
            if not cohort.tells_adults:  # they wait for the next edition
                fresh = [spec for spec in fresh if with_adults(spec)]
            if fresh:
                edition.late = [*edition.late, *fresh]
                edition.told = told_as(decide(cohort, edition.specs, edition.late, told))
                edition.save(update_fields=["late", "told"])


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('indicators.publish_editions'))")
