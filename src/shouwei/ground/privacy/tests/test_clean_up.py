"""What has been kept long enough: announced, listed, held or gone; a statement a table; never a day early, never twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, make_identity

from shouwei.core.clock import today
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.audit.queries.chain import verify_trail
from shouwei.ground.audit.workflows.link_trail import link_trail
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.links.models import Link
from shouwei.ground.notices.models import Notice
from shouwei.ground.organisations.models import Contact, Membership
from shouwei.ground.people.models import SecondFactor, User
from shouwei.ground.privacy.models import Cleaning
from shouwei.ground.privacy.queries.sweeps import ELSEWHERE, SWEEPS
from shouwei.ground.privacy.register.kinds import KINDS, Class, OnErasure
from shouwei.ground.privacy.rules.retention import may_hold
from shouwei.ground.privacy.workflows.clean_up import ACTS, clean_up
from shouwei.ground.privacy.workflows.hold_cleaning import hold_cleaning

DAY = today()
"""Announcements are messages of today; a day years ahead would find them old."""
WEEK = timedelta(days=7)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def left_on(cast: Cast, day: date, many: int = 1) -> list[Student]:
    students = enrol(cast.north, many, name="毕示例", state="graduated", cohort=2026)
    for number, student in enumerate(students):
        student.phone, student.state_since = f"1390000{number:04}", day
        student.save()
    return students


def with_phone() -> int:
    return Student.objects.filter(phone__isnull=False).count()


def test_every_kind_says_how_long_since_when_and_what_happens_then() -> None:
    personal = {name: kind for name, kind in KINDS.items() if kind.personal is not Class.NONE}
    swept = {sweep.kind for sweep in SWEEPS} | ELSEWHERE
    stays = {name for name, kind in personal.items() if "不自动清理" in kind.job or "无须另行清理" in kind.job}
    with_accounts = {"NAME"}  # blanked together with the account's own name

    assert [name for name, kind in personal.items() if not (kind.kept and kind.since and kind.job)] == []
    assert set(personal) - swept - stays - with_accounts == set()
    assert {sweep.name for sweep in SWEEPS} == set(ACTS)
    assert [name for name in stays if KINDS[name].on_erasure is not OnErasure.KEEP] == []


@pytest.mark.django_db(transaction=True)
def test_announced_listed_and_gone_a_week_later(cast: Cast, client: Client) -> None:
    left_on(cast, DAY - timedelta(days=3 * 366))
    clean_up(DAY)
    announced = Cleaning.objects.get()
    assert (announced.sweep, announced.rows, announced.acts_on, with_phone()) == ("pupils", 1, DAY + WEEK, 1)
    assert list(Notice.objects.filter(key__startswith="cleaning:").values_list("to", flat=True)) == [cast.chen.pk]
    client.force_login(cast.chen.user)
    listed = client.get(reverse("privacy:cleaning", args=[announced.pk])).content.decode()
    assert ("北辰" in listed, "毕示例" in listed) == (True, False)  # enough to find the row, no more

    early = clean_up(DAY + WEEK - timedelta(days=1))
    assert (early, with_phone()) == ({}, 1)
    done = clean_up(DAY + WEEK)
    again = clean_up(DAY + WEEK)

    announced.refresh_from_db()
    assert (done, again, with_phone()) == ({"pupils": 1}, {}, 0)
    assert (announced.state, announced.changed, announced.done_on) == ("done", 1, DAY + WEEK)
    told = Event.objects.filter(on_type="privacy.cleaning", by=None).order_by("pk")
    assert list(told.values_list("what", flat=True)) == ["公示到期清理", "到期清理"]


@pytest.mark.django_db(transaction=True)
def test_only_what_was_announced_goes_and_only_if_it_is_still_due(cast: Cast) -> None:
    on_time, back = left_on(cast, DAY - timedelta(days=3 * 366), 2)
    clean_up(DAY)
    Student.objects.filter(pk=back.pk).update(state="enrolled", cohort=None)
    late = Student.objects.get(pk=on_time.pk)
    late.pk, late.student_no, late.state_since = None, "late", DAY - timedelta(days=3 * 366 - 1)
    late.phone = "13911110000"
    late.save()

    done = clean_up(DAY + WEEK)

    assert (done, with_phone()) == ({"pupils": 1}, 2)


@pytest.mark.django_db(transaction=True)
def test_a_hold_has_a_reason_and_an_end_and_is_announced_again(cast: Cast, client: Client) -> None:
    left_on(cast, DAY - timedelta(days=3 * 366))
    clean_up(DAY)
    row = Cleaning.objects.get()
    with pytest.raises(Refused, match="至少6个字"):
        hold_cleaning(row, because="审计", until=DAY + WEEK, by=cast.chen, today=DAY)
    until = DAY + timedelta(days=30)
    hold_cleaning(row, because="审计期间封存", until=until, by=cast.chen, today=DAY)

    held = [clean_up(DAY + WEEK), clean_up(until)]
    reopened = clean_up(until + timedelta(days=1))
    row.refresh_from_db()
    assert (held, reopened, with_phone()) == ([{}, {}], {}, 1)
    assert (row.state, row.acts_on) == ("announced", until + timedelta(days=8))

    assert clean_up(row.acts_on) == {"pupils": 1}


@pytest.mark.parametrize(
    ("open_", "because", "days", "says"),
    [
        (True, "审计期间封存", 366, ""),  # exactly the longest
        (True, "审计期间封存", 367, "最长一年"),
        (True, "审计期间封存", 0, "须晚于今天"),
        (True, "审计封存中", 9, "至少6个字"),
        (False, "审计期间封存", 9, "已经完成"),
    ],
)
def test_when_it_may_be_held(open_: bool, because: str, days: int, says: str) -> None:
    verdict = may_hold(is_open=open_, because=because, until=DAY + timedelta(days=days), today=DAY)

    assert (bool(verdict), says in verdict.reason) == (not says, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["lin", "shen", "zhou"])
def test_who_may_not_hold(cast: Cast, client: Client, who: str) -> None:
    row = Cleaning.objects.create(sweep="pupils", announced_on=DAY, acts_on=DAY, cut_off=DAY, rows=1)
    client.force_login(cast[who].user)

    status = client.post(
        reverse("privacy:hold_cleaning", args=[row.pk]), {"because": "审计期间封存", "until": DAY}
    ).status_code

    row.refresh_from_db()
    assert (status, row.state) == (403, "announced")


@pytest.mark.django_db(transaction=True)
def test_accounts_closed_for_a_year_lose_their_names_and_proofs_go_at_once(cast: Cast) -> None:
    gone = make_identity("former", "前示例", "unit_staff", cast.north).user
    record(by=cast.guan, what="停用账号", on=gone, why="离职")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    SecondFactor.objects.create(user=gone, secret="A" * 32)
    closed_on = Event.objects.get(what="停用账号").at.astimezone(SHANGHAI).date()

    first = clean_up(closed_on)
    second = clean_up(closed_on + timedelta(days=365))
    third = clean_up(closed_on + timedelta(days=366))
    last = clean_up(closed_on + timedelta(days=366 + 7))
    link_trail()

    gone.refresh_from_db()
    assert first == {"email": 1, "factors": 1}
    assert (second, third) == ({}, {})
    assert last == {"accounts": 1}
    assert (gone.username, gone.name, gone.email) == (f"deleted-{gone.pk}", "已删除人员", "")
    assert Event.objects.get(what="停用账号").why == ""
    assert verify_trail().fault == ""


@pytest.mark.django_db(transaction=True)
def test_links_and_contacts_of_those_who_left(cast: Cast) -> None:
    long_ago = DAY - timedelta(days=400)
    noon = datetime(long_ago.year, long_ago.month, long_ago.day, 12, tzinfo=SHANGHAI)
    Link.objects.create(
        purpose="x", about_id=1, recipient="王*", subject="确认", issuer=cast.north, issued_at=noon, expires_at=noon
    )
    Membership.objects.filter(organisation=cast.works).update(since=long_ago, until=long_ago)
    for place in (cast.works, cast.south):
        Contact.objects.create(organisation=place, post="人事", name="联示例", phone="13900000001")

    clean_up(DAY)
    done = clean_up(DAY + WEEK)

    link = Link.objects.get()
    assert done == {"links": 1, "contacts": 1}
    assert (link.recipient, link.subject, link.device) == ("已清理", "已清理", "")
    assert list(Contact.objects.values_list("organisation", flat=True)) == [cast.south.pk]


@pytest.mark.django_db(transaction=True)
def test_the_trails_words_cannot_go_before_ten_years_whoever_asks(cast: Cast) -> None:
    """The database's own functions hold to it; the chain stands either way."""
    record(by=cast.guan, what="开立账号", on=cast.lin.user, why="入职")
    link_trail()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_erase_words_before(now() + interval '1 year'), audit_forget_versions_before(now())"
        )
        early = cursor.fetchone()
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_event SET at = now() - interval '10 years 1 hour'")
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
        cursor.execute("SELECT audit_erase_words_before(now())")
        late = cursor.fetchone()

    event = Event.objects.get()
    assert (early, late) == ((0, 0), (1,))
    assert (event.why, event.on_label, event.by_label, event.by) == ("", "（已依法删除）", "（已依法删除）", cast.guan)


@pytest.mark.django_db(transaction=True)
def test_thirty_rows_cost_the_statements_of_one(cast: Cast) -> None:
    counts = []
    for many, day in ((1, DAY), (30, DAY + timedelta(days=60))):
        Student.objects.all().delete()
        left_on(cast, day - timedelta(days=3 * 366), many)
        clean_up(day)
        with CaptureQueriesContext(connection) as asked:
            assert clean_up(day + WEEK) == {"pupils": many}
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("who", "status"), [("chen", 200), ("shen", 200), ("guan", 200), ("lin", 403), ("li", 403)])
def test_who_sees_the_page(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(cast[who].user)

    assert client.get(reverse("privacy:cleanings")).status_code == status
