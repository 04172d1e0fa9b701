"""A compiled query gives what the ORM gives, with one statement, and refuses what it cannot read."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from shouwei.core.compiled import Compiled
from shouwei.ground.people.models import Identity
from tests.cast import Cast


def on_a_day(user_id: int, day: date) -> QuerySet[Identity]:
    return Identity.objects.on(day).filter(user=user_id).select_related("user", "organisation")


def test_the_same_rows_with_the_same_relations_by_one_statement(cast: Cast) -> None:
    asked = Compiled(on_a_day, numbers=1, days=1)
    day = date(2026, 6, 1)
    asked(cast.lin.user_id, day)

    with CaptureQueriesContext(connection) as queries:
        found = {who: asked(cast[who].user_id, day) for who in ("lin", "wu")}
        names = [(row.user.name, str(row.organisation), row.role, row.since) for row in found["lin"]]

    assert names == [("林示例", "北辰职校", "unit_head", date(2026, 1, 1))]
    assert found == {who: list(on_a_day(cast[who].user_id, day)) for who in ("lin", "wu")}
    assert len(queries) == 2
    assert asked(cast.lin.user_id, date(2025, 12, 31)) == []


@pytest.mark.django_db
def test_a_value_the_query_does_not_ask_for_is_named() -> None:
    forgetful = Compiled(lambda user_id, day: Identity.objects.on(day), numbers=1, days=1)

    with pytest.raises(ValueError, match="every value"):
        forgetful(1, date(2026, 6, 1))


def test_a_change_is_seen_at_once(cast: Cast) -> None:
    asked = Compiled(on_a_day, numbers=1, days=1)
    assert len(asked(cast.lin.user_id, date(2026, 6, 1))) == 1

    Identity.objects.filter(pk=cast.lin.pk).update(until=F("since"))

    assert asked(cast.lin.user_id, date(2026, 6, 1)) == []
