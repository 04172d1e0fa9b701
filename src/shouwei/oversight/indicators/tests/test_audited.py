"""The audited lower bound of a figure comes from the newest sample that bounds anything."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cast import Cast

from shouwei.oversight.indicators.queries.compute import audited_shares
from shouwei.work.employment.models import Sample

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)


def sample(cast: Cast, cohort: int, least: float | None) -> Sample:
    return Sample.objects.create(
        title="抽样",
        cohort=cohort,
        size=10,
        strata=[[100, 10]],
        seed_hash="0" * 64,
        committed_at=NOW,
        committed_by=cast.shen,
        closed_at=NOW,
        revealed_at=NOW,
        outcome=least and {"share": 1.0, "low": least, "high": 1.0, "least": least},
    )


def test_a_sample_still_being_looked_into_leaves_the_bound_of_the_one_before(cast: Cast) -> None:
    for cohort, least in ((2025, 0.8), (2025, 0.9), (2025, None), (2026, None)):
        sample(cast, cohort, least)

    assert audited_shares([2024, 2025, 2026]) == {2025: 0.9}
