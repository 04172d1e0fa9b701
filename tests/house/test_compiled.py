"""A compiled query gives what the ORM gives, with one statement, and refuses what it cannot read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shouwei.core.acting import SYSTEM, Actor, acting_as
from shouwei.core.clock import now
from shouwei.core.compiled import Compiled, Statement, well_worn
from shouwei.core.keys import KEYRING, Keys
from shouwei.core.remembered import one_look
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, User
from tests.cast import Cast


def _finds(find: Any, who: Any, pk: int) -> bool:
    try:
        return bool(find(who, pk).pk == pk)
    except Http404:
        return False


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


def test_single_values_are_converted_as_the_orm_does(cast: Cast) -> None:
    by_role = Identity.objects.order_by().values("role").annotate(n=Count("pk")).values_list("role", "n")
    asked = Statement(lambda: by_role.filter(role="council"))

    assert asked.answers() == list(by_role.filter(role="council"))


@pytest.mark.django_db(transaction=True)
def test_a_kept_answer_is_each_callers_own_until_somebody_writes() -> None:
    user = User.objects.create(username="lin", name="林示例")
    asked: Compiled[User] = Compiled(lambda pk: User.objects.filter(pk=pk), numbers=1, kept=True)

    with one_look(), CaptureQueriesContext(connection) as queries:
        first = asked(user.pk)[0]
        first.name = "改过未存"
        with acting_as(SYSTEM):
            other = asked(user.pk)[0].name
        second = asked(user.pk)[0].name
        User.objects.filter(pk=user.pk).update(name="林改名")
        third = asked(user.pk)[0].name
    sent = [query["sql"].split()[0] for query in queries if "people_user" in query["sql"]]

    # Asked once for either who acts, and again after the write.
    assert (other, second, third, sent) == ("林示例", "林示例", "林改名", ["SELECT", "SELECT", "UPDATE", "SELECT"])


def test_a_finder_finds_what_fetch_finds_and_nothing_else(cast: Cast) -> None:
    keys = Keys(
        "finding",
        """
        [member]   secretariat  unit_head  employer
        look_at    all          own        -
        """,
        {"member": {"own": lambda identity: Q(pk=identity.organisation_id)}},
    )
    del KEYRING["finding"]  # no room of the house
    find = keys.finder("look_at", Organisation.objects.all)
    mine, theirs = cast.lin.organisation_id, cast.zhao.organisation_id

    seen = [(who, pk) for who in ("chen", "lin") for pk in (mine, theirs) if _finds(find, cast[who], pk)]

    assert seen == [("chen", mine), ("chen", theirs), ("lin", mine)]
    assert not _finds(find, Actor("employer", mine, 1, 1), mine)


@pytest.mark.django_db(transaction=True)
def test_a_remembered_session_still_runs_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(User.objects.create(username="lin", name="林示例"), backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get("/")

    before = client.get("/").status_code
    monkeypatch.setattr("shouwei.ground.people.session_store.now", lambda: now() + timedelta(days=1))
    after = client.get("/").status_code

    assert (before, after) == (200, 302)


def test_well_worn_statements_give_the_same(cast: Cast) -> None:
    rows = Identity.objects.filter(role__in=["unit_head", "council"]).order_by("pk")

    with well_worn():
        found = list(rows)

    assert found == list(rows)
