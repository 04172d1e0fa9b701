"""Calendar feeds: one's own deadlines and meetings, behind an address that can be taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from tests.cast import Cast

from shouwei.core.clock import today
from shouwei.core.verdict import Refused
from shouwei.front.interfaces.models import Feed
from shouwei.front.interfaces.queries.feeds import entries_of
from shouwei.front.interfaces.workflows.open_feed import open_feed
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Duty, Meeting, Plan, Task

pytestmark = pytest.mark.django_db
SOON = timedelta(days=20)


@pytest.fixture
def dated(plan: Plan) -> Plan:
    """Tasks 1 and 2 fall due soon, whatever day the tests are run on; one 会商 lies ahead."""
    day = today() + SOON
    Task.objects.filter(number__in=[1, 2]).update(due_on=day)
    Duty.objects.filter(task__number__in=[1, 2]).update(due_on=day)
    Meeting.objects.create(
        plan=plan, kind="consultation", period_first=day, period_label="示例周", held_on=day, place="会议室"
    )
    return plan


def address(feed: Feed) -> str:
    assert feed.secret is not None
    return f"/interfaces/feeds/{feed.secret.open()}.ics"


def test_what_the_calendar_says_is_what_is_mine(dated: Plan, cast: Cast, client: Client) -> None:
    feed = open_feed(name="手机", by=cast.lin)

    answer = client.get(address(feed))

    calendar = Calendar.from_ical(answer.content)
    own = Duty.objects.filter(organisation=cast.north, task__number__in=[1, 2])
    events = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert {uid.partition("@")[0] for uid in events} == {f"duty-{duty.pk}" for duty in own}
    event = next(iter(events.values()))
    assert event.decoded("DTSTART") == today() + SOON
    assert event.decoded("DTEND") == today() + SOON + timedelta(days=1)
    assert str(calendar["X-WR-CALNAME"]) == "首位 · 北辰职校"


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("lin", ["duty", "duty"]),
        ("he", ["duty"]),
        ("li", ["meeting", "task", "task"]),
        ("chen", ["meeting", "task", "task"]),
        ("fang", ["meeting"]),
        ("guan", []),
    ],
)
def test_each_role_has_its_own(dated: Plan, cast: Cast, who: str, kinds: list[str]) -> None:
    assert sorted(entry.uid.partition("-")[0] for entry in entries_of(cast[who], today())) == kinds


def test_five_queries_whatever_stands_in_it(dated: Plan, cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]  # a fixture that counts
        entries_of(cast.chen, today())
    with django_assert_num_queries(3):  # type: ignore[operator]  # a fixture that counts
        entries_of(cast.lin, today())


def test_the_same_calendar_says_304(dated: Plan, cast: Cast, client: Client) -> None:
    feed = open_feed(name="手机", by=cast.lin)
    first = client.get(address(feed))

    again = client.get(address(feed), headers={"If-None-Match": first.headers["ETag"]})
    Duty.objects.filter(organisation=cast.north).update(due_on=date(2030, 1, 1))
    moved = client.get(address(feed), headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content, moved.status_code) == (304, b"", 200)


def test_a_revoked_address_and_an_ended_identity_are_not_found(dated: Plan, cast: Cast, client: Client) -> None:
    revoked, ended = open_feed(name="手机", by=cast.lin), open_feed(name="电脑", by=cast.zhao)
    client.force_login(cast.wu.user)
    assert client.post(f"/interfaces/feeds/{revoked.pk}/revoke/").status_code == 404
    client.force_login(cast.lin.user)

    client.post(f"/interfaces/feeds/{revoked.pk}/revoke/")
    Identity.objects.filter(pk=cast.zhao.pk).update(until=today() - timedelta(days=1))

    statuses = [client.get(path).status_code for path in (address(revoked), address(ended), "/interfaces/feeds/x.ics")]
    assert statuses == [404, 404, 404]


def test_the_page_shows_address_and_code_to_its_owner_only(dated: Plan, cast: Cast, client: Client) -> None:
    feed = open_feed(name="手机", by=cast.lin)
    client.force_login(cast.lin.user)

    page = client.get("/interfaces/feeds/").content.decode()
    code = client.get(f"/interfaces/feeds/{feed.pk}/code.png")

    assert (address(feed) in page, code.headers["Content-Type"], code.content[:4]) == (True, "image/png", b"\x89PNG")
    client.force_login(cast.wu.user)
    assert address(feed) not in client.get("/interfaces/feeds/").content.decode()
    assert client.get(f"/interfaces/feeds/{feed.pk}/code.png").status_code == 404


def test_five_addresses_are_enough(cast: Cast) -> None:
    for _ in range(5):
        open_feed(name="手机", by=cast.lin)

    with pytest.raises(Refused, match="已有5个有效的日历地址"):
        open_feed(name="手机", by=cast.lin)

    assert Feed.objects.count() == 5
