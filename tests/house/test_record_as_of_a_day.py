"""A record as of a day: what it was, what changed, by whom; written by the database whichever way the row is changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shouwei.core.acting import Actor, acting_as
from shouwei.ground.audit.models import Version
from shouwei.ground.audit.queries.versions import Change, as_of, kept_tables, steps_of
from shouwei.ground.audit.workflows.record import record
from shouwei.oversight.planning.models import Duty, Plan

from ..cast import Cast
from ..second_wall import as_the_application


def a_duty(plan: Plan, cast: Cast) -> Duty:
    return plan.tasks.get(number=1).duties.get(organisation=cast.north)


def put_back(seconds: int) -> None:
    """Age the versions kept so far."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_version SET at = at - make_interval(secs => %s)", [seconds])


def test_whichever_way_a_row_is_changed_its_old_values_are_kept(plan: Plan, cast: Cast) -> None:
    duty = a_duty(plan, cast)
    Version.objects.all().delete()
    lin = Actor(cast.lin.role, cast.lin.organisation_id, cast.lin.pk, cast.lin.user_id)
    with acting_as(lin):
        duty.percent = 30
        duty.save()
        Duty.objects.filter(pk=duty.pk).update(percent=40, owner=cast.wu.user if _owner_is_user() else cast.wu)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE planning_duty SET percent = 50 WHERE id = %s", [duty.pk])
            cursor.execute("UPDATE planning_duty SET percent = 50 WHERE id = %s", [duty.pk])  # changes nothing

    kept = Version.objects.filter(table="planning_duty", row=duty.pk).order_by("pk")
    assert [(v.before, v.by_id, v.deleted) for v in kept] == [
        ({"percent": 0}, cast.lin.pk, False),
        ({"percent": 30, "owner_id": None}, cast.lin.pk, False),
        ({"percent": 40}, cast.lin.pk, False),
    ]


def _owner_is_user() -> bool:
    return Duty._meta.get_field("owner").related_model.__name__ == "User"


def test_a_record_is_shown_as_it_was(plan: Plan, cast: Cast) -> None:
    duty = a_duty(plan, cast)
    Duty.objects.filter(pk=duty.pk).update(percent=30)
    put_back(3600)
    between = timezone.now() - timedelta(minutes=30)
    Duty.objects.filter(pk=duty.pk).update(percent=70)

    then = {cell.label: (cell.value, cell.differs) for cell in as_of(Duty, duty.pk, between)}
    today = {cell.label: (cell.value, cell.differs) for cell in as_of(Duty, duty.pk, timezone.now())}
    before = {cell.label: cell.value for cell in as_of(Duty, duty.pk, between - timedelta(days=2))}

    percent = str(Duty._meta.get_field("percent").verbose_name)
    assert (then[percent], today[percent], before[percent]) == (("30", True), ("70", False), "0")
    assert [step.changes for step in steps_of(Duty, duty.pk)][:2] == [
        (Change(percent, "30", "70"),),
        (Change(percent, "0", "30"),),
    ]


def test_a_deleted_row_is_still_known(plan: Plan, cast: Cast) -> None:
    goal = plan.tasks.get(number=3).goals.create(year=2026, text="每季一场", set_by=cast.zhou, set_on=date(2026, 3, 9))
    moment = timezone.now()
    number = goal.pk
    goal.delete()

    cells = as_of(type(goal), number, moment)

    assert {cell.value for cell in cells} >= {"2026", "每季一场"}
    assert all(cell.differs for cell in cells)
    assert as_of(type(goal), number, timezone.now()) == []


def test_the_application_cannot_write_history(plan: Plan, cast: Cast) -> None:
    lin = Actor(cast.lin.role, cast.lin.organisation_id, cast.lin.pk, cast.lin.user_id)
    with acting_as(lin), as_the_application(), connection.cursor() as cursor:
        for sql in (
            "INSERT INTO audit_version (at, \"table\", \"row\", deleted, before) VALUES (now(), 'x', 1, false, '{}')",
            "UPDATE audit_version SET before = '{}'",
            "DELETE FROM audit_version",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(sql)
        cursor.execute("UPDATE planning_duty SET percent = 20 WHERE id = %s", [a_duty(plan, cast).pk])

    assert Version.objects.filter(table="planning_duty", row=a_duty(plan, cast).pk).count() == 1


def test_every_kept_table_has_a_model_without_secrets(db: None) -> None:
    kept = kept_tables()

    assert {"planning_duty", "planning_task", "planning_progressreport"} <= set(kept)
    assert "people_user" not in kept  # its versions would keep old passwords


@pytest.mark.parametrize(("who", "status"), [("chen", 200), ("shen", 200), ("lin", 403), ("li", 403), ("guan", 403)])
def test_who_reads_it(client: Client, plan: Plan, cast: Cast, who: str, status: int) -> None:
    client.force_login(cast[who].user)

    answer = client.get(reverse("audit:record", args=["planning_duty", a_duty(plan, cast).pk]))

    assert answer.status_code == status


def test_the_page_of_a_day(client: Client, plan: Plan, cast: Cast) -> None:
    duty = a_duty(plan, cast)
    with acting_as(Actor("unit_head", cast.lin.organisation_id, cast.lin.pk, cast.lin.user_id)):
        Duty.objects.filter(pk=duty.pk).update(percent=30)
    client.force_login(cast.chen.user)
    address = reverse("audit:record", args=["planning_duty", duty.pk])

    answer = client.get(address, {"on": str(date(2026, 3, 3))})
    wrong = [
        client.get(reverse("audit:record", args=a)).status_code for a in (["people_user", 1], ["planning_duty", 0])
    ]

    assert (answer.status_code, answer.context["day"], wrong) == (200, date(2026, 3, 3), [404, 404])
    assert "今天已不同" in answer.content.decode()


def test_a_change_by_somebody_standing_in_says_who_for_whom(client: Client, plan: Plan, cast: Cast) -> None:
    duty = a_duty(plan, cast)
    for hand, percent in ((None, 30), (cast.wu.user, 40)):
        cast.lin.delegate = hand
        with acting_as(Actor("unit_head", cast.lin.organisation_id, cast.lin.pk, cast.lin.user_id)):
            Duty.objects.filter(pk=duty.pk).update(percent=percent)
            record(by=cast.lin, what="报送进展", on=duty)
    client.force_login(cast.chen.user)

    page = client.get(reverse("audit:record", args=["planning_duty", duty.pk]))
    trail = client.get(reverse("audit:trail")).content.decode()

    assert [who for _, who in page.context["steps"]][:2] == [
        "吴示例 代 林示例（北辰职校单位负责人）",
        "林示例（北辰职校单位负责人）",
    ]
    assert reverse("audit:record", args=["planning_duty", duty.pk]) in trail
    client.force_login(cast.guan.user)
    assert "/trail/records/" not in client.get(reverse("audit:trail")).content.decode()


def test_the_page_asks_as_often_for_many_changes(client: Client, plan: Plan, cast: Cast) -> None:
    duty = a_duty(plan, cast)
    client.force_login(cast.chen.user)
    address = reverse("audit:record", args=["planning_duty", duty.pk])
    counts: list[Any] = []
    for percent in (1, 2):
        Duty.objects.filter(pk=duty.pk).update(percent=percent)
    for changes in (0, 20):
        for percent in range(changes):
            Duty.objects.filter(pk=duty.pk).update(percent=percent)
        with connection.execute_wrapper(_count(found := [0])):
            client.get(address)
        counts.append(found[0])

    assert counts[0] == counts[1]


def _count(found: list[int]) -> Any:
    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found[0] += 1
        return execute(sql, params, many, context)

    return wrapper
