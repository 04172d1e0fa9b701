"""A guardian and a graduate without an account see what the roll holds, and say that it is right or ask something about it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.links.models import Link
from shouwei.ground.privacy.models import DataRequest
from shouwei.ground.privacy.rules.by_link import comes_of_age, may_act_for
from shouwei.ground.privacy.workflows.answer_data_link import answer_data_link

Asker = DataRequest.Asker
DAY = date(2026, 4, 15)
WORDS = "班级有误，应为汽修二班。"
OF_AGE = "学生2026年4月15日已满18周岁，由本人办理，不再发给监护人。"


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


@pytest.fixture
def pupil(cast: Cast) -> Student:
    return enrol(cast.north, 1, name="甄示例", born_on=date(2008, 9, 1), phone="13900000001")[0]


def sent(student: Student, asker: str, cast: Cast) -> Link:
    school = Client()
    school.force_login(cast.wu.user)
    answer = school.post(reverse("privacy:send_data_link", args=[student.pk]), {"asker": asker})
    link = Link.objects.latest("pk")
    assert answer["Location"] == f"{reverse('links:print_links')}?pk={link.pk}"
    assert link.code in school.get(answer["Location"]).content.decode()
    return link


def opened(link: Link, born_on: str = "20080901") -> Client:
    """A phone on which the link has been opened."""
    phone = Client()
    phone.post(reverse("links:landing", args=[link.token]), {"answer": born_on})
    return phone


@pytest.mark.parametrize(
    ("asker", "born_on", "reason"),
    [
        ("guardian", date(2008, 4, 16), ""),  # eighteen tomorrow
        ("guardian", date(2008, 4, 15), OF_AGE),
        ("self", date(2008, 4, 15), ""),
        ("self", date(2012, 4, 15), ""),
    ],
)
def test_a_guardian_acts_until_the_student_comes_of_age(asker: str, born_on: date, reason: str) -> None:
    assert may_act_for(asker, born_on=born_on, today=DAY).reason == reason


def test_who_was_born_on_the_leap_day_comes_of_age_on_the_day_after() -> None:
    assert comes_of_age(date(2008, 2, 29)) == date(2026, 3, 1)


@pytest.mark.django_db
def test_a_guardian_reads_the_roll_and_has_it_corrected_once(cast: Cast, pupil: Student) -> None:
    link = sent(pupil, "guardian", cast)
    assert (link.purpose, link.recipient, link.issuer) == ("guardian_data", "甄*的监护人", cast.north)
    stranger = opened(link, "20080902")
    assert stranger.get(reverse("privacy:guardian_data")).status_code == 404

    phone = opened(link)
    shown = phone.get(reverse("privacy:guardian_data")).content.decode()
    assert ("孩子的信息登记对吗？" in shown, "汽修一班" in shown, "13900000001" in shown) == (True, True, False)
    assert phone.get(reverse("privacy:own_data")).status_code == 404  # another errand

    short = phone.post(reverse("privacy:guardian_data"), {"kind": "correct", "words": "有误"})
    assert "请写明申请的内容，至少6个字" in short.content.decode()
    assert "请选择一项" in phone.post(reverse("privacy:guardian_data"), {"words": WORDS}).content.decode()
    assert DataRequest.objects.count() == 0

    done = phone.post(reverse("privacy:guardian_data"), {"kind": "correct", "words": WORDS})
    row = DataRequest.objects.get()
    assert row.number in done.content.decode()
    assert (row.student, row.school, row.kind, row.asker, row.way, row.words, row.noted_by, row.received_on) == (
        pupil,
        cast.north,
        "correct",
        "guardian",
        "online",
        WORDS,
        None,
        DAY,
    )
    assert phone.post(reverse("privacy:guardian_data"), {"kind": "copy", "words": WORDS}).status_code == 410
    assert DataRequest.objects.count() == 1


@pytest.mark.django_db
def test_a_graduate_asks_for_a_copy_and_not_twice_at_a_time(cast: Cast, pupil: Student) -> None:
    phone = opened(sent(pupil, "self", cast))
    phone.post(reverse("privacy:own_data"), {"kind": "copy", "words": "请提供我的全部信息。"})
    row = DataRequest.objects.get()
    assert (row.asker, row.kind) == ("self", "copy")

    link = sent(pupil, "self", cast)
    phone = opened(link)
    again = phone.post(reverse("privacy:own_data"), {"kind": "copy", "words": "请提供我的全部信息。"})
    assert f"同类申请（{row.number}）正在办理" in again.content.decode()
    link.refresh_from_db()
    assert (DataRequest.objects.count(), link.used_at) == (1, None)  # the link still serves another wish


@pytest.mark.django_db
def test_that_all_is_right_stands_in_the_trail_and_on_the_page(cast: Cast, pupil: Student, client: Client) -> None:
    phone = opened(sent(pupil, "guardian", cast))
    assert "您确认登记的信息无误" in phone.post(reverse("privacy:guardian_data"), {"kind": "right"}).content.decode()

    event = Event.objects.get(on_type="learners.student", on_id=pupil.pk)
    assert (event.what, event.by_label, event.by_id, event.about_id) == (
        "监护人核对登记信息无误",
        "监护人（个人链接）",
        None,
        cast.north.pk,
    )
    assert DataRequest.objects.count() == 0
    client.force_login(cast.lin.user)
    page = client.get(reverse("privacy:student", args=[pupil.pk])).content.decode()
    assert "甄*的监护人：2026年" in page
    assert "已办结" in page


@pytest.mark.django_db
def test_a_guardian_of_an_adult_is_sent_nothing_and_a_link_on_its_way_is_refused(
    cast: Cast, pupil: Student, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = sent(pupil, "guardian", cast)
    opened(link)
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-09-01")  # the eighteenth birthday
    sentence = "学生2026年9月1日已满18周岁，由本人办理，不再发给监护人。"

    with pytest.raises(Refused, match=sentence):
        answer_data_link(
            link, asker=Asker.GUARDIAN, kind="copy", words=WORDS, today=date(2026, 9, 1), now=datetime.now(UTC)
        )
    client.force_login(cast.wu.user)
    url = reverse("privacy:send_data_link", args=[pupil.pk])
    assert sentence in client.post(url, {"asker": "guardian"}, follow=True).content.decode()

    link.refresh_from_db()
    assert (link.used_at, Link.objects.count(), DataRequest.objects.count()) == (None, 1, 0)


@pytest.mark.django_db
def test_only_the_own_school_sends_such_a_letter(cast: Cast, pupil: Student, client: Client) -> None:
    url = reverse("privacy:send_data_link", args=[pupil.pk])
    statuses = {}
    for who in ("zhao", "he", "guan", "chen", "shen"):
        client.force_login(cast[who].user)
        statuses[who] = client.post(url, {"asker": "self"}).status_code
    assert set(statuses.values()) <= {403, 404}
    assert Link.objects.count() == 0
