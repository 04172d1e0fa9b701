"""A personal link: one person, one errand, once, on one device, for a while."""

from __future__ import annotations

import random
import string
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.links.codes import is_token_of
from shouwei.ground.links.models import Link, WrongCode
from shouwei.ground.links.queries import MOST_WRONG_CODES, link_of_code, link_of_token
from shouwei.ground.links.rules.links import State
from shouwei.ground.links.workflows.issue_links import To, issue_links
from shouwei.ground.links.workflows.open_link import open_link
from shouwei.ground.links.workflows.reissue_link import reissue_link
from shouwei.ground.links.workflows.revoke_link import revoke_link
from shouwei.ground.links.workflows.use_link import use_link
from shouwei.ground.notices.models import Notice

from . import errand as errand  # registers the purposes of the tests

pytestmark = pytest.mark.urls("shouwei.ground.links.tests.errand")


def issue(cast: Cast, purpose: str = "test_errand", about_id: int = 7) -> Link:
    to = [To(about_id, "周*", "示例去向")]
    return issue_links(purpose, to, issuer=cast.north, by=cast.lin, now=datetime.now(UTC))[0]


def address(link: Link) -> str:
    return reverse("links:landing", args=[link.token])


def state(link: Link) -> State:
    link.refresh_from_db()
    return link.state(datetime.now(UTC))


def test_reading_the_address_opens_nothing_the_button_does_and_once_done_it_is_spent(cast: Cast) -> None:
    link, phone = issue(cast), Client()

    read_ahead = [phone.get(address(link)).status_code for _ in range(3)]
    assert (read_ahead, state(link)) == ([200, 200, 200], State.WAITING)

    opened = phone.post(address(link))
    assert (opened.status_code, opened["Location"], state(link)) == (302, "/errand/", State.OPEN)
    assert phone.get("/errand/").content == b"errand 7"
    assert phone.post("/errand/").content == b"done"

    again = phone.post("/errand/")
    assert (again.status_code, state(link)) == (410, State.USED)
    assert "已经办理完毕" in again.content.decode()
    assert phone.get(address(link)).status_code == 410


def test_a_forwarded_link_does_not_open_on_a_second_device(cast: Cast) -> None:
    link, phone, other = issue(cast), Client(), Client()
    phone.post(address(link))

    forwarded = other.post(address(link))

    assert forwarded.status_code == 410
    assert "已在另一台设备或另一个浏览器上打开" in forwarded.content.decode()
    assert other.get("/errand/").status_code == 404
    assert phone.get("/errand/").status_code == 200


def test_a_browser_keeps_no_page_of_a_closed_link(cast: Cast) -> None:
    """A 410 may be kept by itself: the second device would go on showing what has long changed."""
    link, phone, other = issue(cast), Client(), Client()
    phone.post(address(link))

    pages = [other.get(address(link)), other.get("/errand/"), other.get(reverse("links:landing", args=["x-y"]))]

    assert [(page.status_code, page["Cache-Control"]) for page in pages] == [
        (410, "no-store"),
        (404, "no-store"),
        (404, "no-store"),
    ]


def test_a_link_for_one_purpose_opens_no_door_of_another(cast: Cast) -> None:
    link, phone = issue(cast), Client()
    phone.post(address(link))

    assert phone.get("/asked/").status_code == 404


@pytest.mark.parametrize(("late", "closed"), [(timedelta(minutes=11), State.LAPSED), (timedelta(0), State.OPEN)])
def test_ten_minutes_after_opening_it_closes(cast: Cast, late: timedelta, closed: State) -> None:
    link, phone = issue(cast), Client()
    phone.post(address(link))
    Link.objects.update(opened_at=datetime.now(UTC) - late)

    assert state(link) is closed
    assert phone.post("/errand/").status_code == (410 if late else 200)


def test_a_link_nobody_opened_expires_and_the_person_can_ask_for_another_once_a_day(cast: Cast) -> None:
    link, phone = issue(cast), Client()
    Link.objects.update(expires_at=datetime.now(UTC).replace(microsecond=0) - timedelta(days=1))
    link.refresh_from_db()

    assert phone.post(address(link)).status_code == 410
    assert phone.post(reverse("links:ask_again", args=[link.token])).status_code == 200
    again = phone.post(reverse("links:ask_again", args=[link.token]))
    assert (again.status_code, "今天已经替您转告过" in again.content.decode()) == (410, True)
    assert "请重新发给我" not in phone.get(address(link)).content.decode()
    assert [notice.text for notice in Notice.objects.filter(to=cast.lin)] == ["周*请求重新发送链接：示例去向"]


def test_reissued_the_old_address_is_dead_and_a_new_one_lives(cast: Cast) -> None:
    link = issue(cast)
    old = link.token
    revoke_link(link, by=cast.lin, now=datetime.now(UTC))

    link = reissue_link(link, by=cast.lin, now=datetime.now(UTC))

    assert (link_of_token(old), link_of_token(link.token), state(link)) == (None, link, State.WAITING)
    assert list(Event.objects.order_by("pk").values_list("what", flat=True)) == [
        "发出个人链接",
        "作废个人链接",
        "重发个人链接",
    ]


def test_issuing_anew_about_the_same_thing_revokes_what_was_open(cast: Cast) -> None:
    first, second, other = issue(cast), issue(cast), issue(cast, about_id=8)

    assert [state(link) for link in (first, second, other)] == [State.REVOKED, State.WAITING, State.WAITING]


def test_the_question_is_asked_and_five_wrong_answers_close_the_link(cast: Cast) -> None:
    link, phone = issue(cast, "test_asked"), Client()

    for left in (4, 3, 2, 1):
        answer = phone.post(address(link), {"answer": "0000"})
        assert f"还可以再试{left}次" in answer.content.decode()
    fifth = phone.post(address(link), {"answer": "0000"})
    assert (fifth.status_code, "链接已停用" in fifth.content.decode()) == (410, True)
    assert "请重新发给我" in fifth.content.decode()

    assert phone.post(address(link), {"answer": "0421"}).status_code == 410
    assert state(link) is State.BLOCKED


def test_the_right_answer_opens(cast: Cast) -> None:
    link, phone = issue(cast, "test_asked"), Client()

    assert phone.post(address(link), {"answer": " 0421 "}).status_code == 302
    assert phone.get("/asked/").content == b"errand 7"


def test_of_ten_thousand_altered_addresses_none_is_accepted(cast: Cast) -> None:
    link = issue(cast)
    other = issue(cast, about_id=8)
    chance = random.Random(20261124)
    letters = string.ascii_letters + string.digits + "-_"
    altered = {link.token[:-1] + chance.choice(letters), f"{link.token}=", other.token.partition("-")[0] + link.token}
    while len(altered) < 10_000:
        place = chance.randrange(len(link.token))
        altered.add(link.token[:place] + chance.choice(letters) + link.token[place + 1 :])
        altered.add(f"{chance.choice(string.digits)}-{''.join(chance.choices(letters, k=22))}")
    altered -= {link.token, other.token}

    assert [token for token in altered if is_token_of(link.errand, token) or is_token_of(other.errand, token)] == []
    assert [token for token in sorted(altered)[::100] if link_of_token(token) is not None] == []


def test_the_code_on_paper_is_forgiving_of_writing_not_of_guessing(cast: Cast) -> None:
    link = issue(cast)
    written = link.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    wrong = link.code[:-1] + ("0" if link.code[-1] != "0" else "1")

    assert (link_of_code(written), link_of_code(wrong), link_of_code("x")) == (link, None, None)


def test_typed_by_hand_the_code_leads_to_the_link_and_guessing_is_slowed(cast: Cast) -> None:
    link, phone = issue(cast), Client()

    found = phone.post(reverse("links:enter_code"), {"code": link.code})
    assert found["Location"] == address(link)

    statuses = [
        phone.post(reverse("links:enter_code"), {"code": "ZZZZ-ZZZZ-ZZZZ-ZZZZ"}).status_code
        for _ in range(MOST_WRONG_CODES + 1)
    ]
    assert statuses == [200] * MOST_WRONG_CODES + [429]
    assert WrongCode.objects.count() == MOST_WRONG_CODES


def test_the_issuer_sees_its_own_links_and_no_others(cast: Cast) -> None:
    link = issue(cast)
    sister = Client()
    sister.force_login(cast.zhao.user)
    school = Client()
    school.force_login(cast.lin.user)

    assert "示例去向" in school.get(reverse("links:links")).content.decode()
    assert "示例去向" not in sister.get(reverse("links:links")).content.decode()
    assert sister.post(reverse("links:revoke_link", args=[link.pk])).status_code == 404
    assert link.code in school.get(f"{reverse('links:print_links')}?pk={link.pk}").content.decode()
    assert link.code not in sister.get(f"{reverse('links:print_links')}?pk={link.pk}").content.decode()
    assert state(link) is State.WAITING


def test_the_list_asks_the_same_number_of_questions_for_one_and_thirty(cast: Cast) -> None:
    school = Client()
    school.force_login(cast.lin.user)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert school.get(reverse("links:links")).status_code == 200
        return len(asked)

    issue(cast)
    questions()
    one = questions()
    for about_id in range(100, 129):
        issue(cast, about_id=about_id)

    assert questions() == one


@pytest.mark.django_db(transaction=True)
def test_of_fifty_racing_replays_one_succeeds(cast: Cast) -> None:
    link = issue(cast)
    open_link(link, device="phone", answer="", now=datetime.now(UTC))

    def replay(_: int) -> str:
        try:
            with transaction.atomic():
                use_link(link, now=datetime.now(UTC))
            return "done"
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        outcomes = sorted(pool.map(replay, range(50)))

    assert outcomes == ["done"] + ["refused"] * 49


def test_a_refused_errand_leaves_the_link_unspent(cast: Cast) -> None:
    link = issue(cast)
    link = open_link(link, device="phone", answer="", now=datetime.now(UTC))

    def errand_that_fails() -> None:
        with transaction.atomic():
            use_link(link, now=datetime.now(UTC))
            raise ValueError("errand failed")

    with pytest.raises(ValueError, match="errand failed"):
        errand_that_fails()

    assert state(link) is State.OPEN
