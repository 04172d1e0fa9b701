"""The table of keys: parsed once, refused when ragged; reaches ask one identity, not any of a person's."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q

from shouwei.core.keys import KEYRING, Keys
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Duty, Plan, SupervisionNotice
from shouwei.oversight.planning.permissions import KEYS
from tests.cast import Cast


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[duty] a b\n see all", "cells for 2 roles"),
        ("[duty] a b\n see all mine", "unknown reaches"),
        ("[duty] a b\n see all own\n[duty] b\n see all", "written twice"),
        ("[duty] a\n see all\n[plan] b\n see all", "written twice"),
    ],
)
def test_a_ragged_table_is_refused_at_import(table: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Keys("nowhere", table, {"duty": {"own": lambda _: Q()}})

    assert "nowhere" not in KEYRING


def test_a_role_with_few_keys_has_a_block_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written in no block is not held; the first block stays as it was."""
    monkeypatch.delitem(KEYRING, "nowhere", raising=False)
    table = "[duty] a b\n see all own\n change all -\n[duty] c\n see own"
    keys = Keys("nowhere", table, {"duty": {"own": lambda _: Q()}})
    KEYRING.pop("nowhere")

    assert keys.roles == ("a", "b", "c")
    assert {action: dict(row.cells) for action, row in keys.rows.items()} == {
        "see": {"a": ("all",), "b": ("own",), "c": ("own",)},
        "change": {"a": ("all",), "b": ()},
    }
    assert not keys.holds(Identity(role="c"), "change")


def test_a_role_not_in_the_cell_sees_nothing(plan: Plan, cast: Cast) -> None:
    counts = {
        who: KEYS.within(cast[who], "view_duty", Duty.objects.all()).count()
        for who in ("chen", "li", "lin", "he", "guan")
    }

    assert counts == {"chen": 8, "li": 5, "lin": 3, "he": 2, "guan": 0}


def test_a_reach_over_many_rows_neither_doubles_nor_mixes(plan: Plan, cast: Cast) -> None:
    first = plan.tasks.get(number=1)
    first.co_leads.add(cast.zhou.organisation, cast.li.organisation)

    assert KEYS.within(cast.zhou, "view_duty", Duty.objects.all()).count() == 5


def test_head_here_and_staff_there_is_head_only_here(plan: Plan, cast: Cast) -> None:
    there = Identity.objects.create(
        user=cast.zhao.user, role="unit_staff", organisation=cast.north, since=date(2026, 1, 1)
    )

    assert KEYS.within(there, "ask_completion", Duty.objects.all()).count() == 0
    assert KEYS.within(cast.zhao, "ask_completion", Duty.objects.all()).count() == 3


def test_a_button_shows_exactly_when_its_door_would_open(plan: Plan, cast: Cast) -> None:
    duty = Duty.objects.get(task__number=1, organisation=cast.north)

    assert [KEYS.opens(cast[who], "write_report", duty) for who in ("lin", "wu", "zhao", "chen")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_reach_over_what_another_query_gives_reads_the_table_once(cast: Cast) -> None:
    """A second reading of 33,000 notices, behind their wall, took a department's search over its 50 ms."""
    rows = KEYS.within(cast.li, "view_notice", SupervisionNotice.objects.all())

    assert str(rows.query).count('FROM "planning_supervisionnotice"') == 1
