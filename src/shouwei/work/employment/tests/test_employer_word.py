"""The employer's word (E4): whom it is asked through, what a yes and a no do, and that the quiet no stays quiet beside it."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast
from tests.second_wall import as_the_application

from shouwei.core.acting import Actor, acting_as
from shouwei.core.clock import now as clock
from shouwei.core.outgoing import Outcome
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.links.models import Link
from shouwei.ground.links.rules.reaches import Reach, best
from shouwei.ground.links.workflows.open_link import open_link
from shouwei.ground.links.workflows.write_again import remind_and_close, write_again
from shouwei.ground.notices.models import Channel, Dispatch, Notice, Preference
from shouwei.ground.notices.workflows.deliver import deliver
from shouwei.ground.organisations.models import Contact
from shouwei.work.employment.employers import grouped, to_be_asked, with_contacts
from shouwei.work.employment.links import EMPLOYER_WORD
from shouwei.work.employment.models import (
    Confirmation,
    Correction,
    Destination,
    DestinationCount,
    EmployerAnswer,
    EmployerAsk,
    Proof,
    Question,
    Standing,
    StandingCount,
)
from shouwei.work.employment.rules.employer_word import (
    FITTING_POSTS,
    MOST_ON_A_PAGE,
    may_answer,
    may_ask_employer,
    question_of,
    still_fits,
)
from shouwei.work.employment.workflows.answer_employer_link import answer_employer_link
from shouwei.work.employment.workflows.ask_employers import ask_employers
from shouwei.work.employment.workflows.ask_questions import DAYS_TO_REPLY
from shouwei.work.employment.workflows.void_proof import void_proof
from shouwei.work.employment.workflows.weigh import weigh

from .graduates import COHORT, DAY, GOOD_CODE, destination, graduate

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
PERSONNEL = Reach("人事部", phone=True, mail=True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"registered": False}, "单位名录中没有这个统一社会信用代码"),
        ({"closed_on": DAY}, "2026年9月1日撤销"),
        ({"closed_on": DAY + timedelta(days=1)}, ""),  # still there today
        ({"contacts": []}, "没有这个单位的联系人"),
        (
            {"contacts": [Reach("人事部", phone=True, mail=False, shared_with="学校工作人员")]},
            "“人事部”与学校工作人员为同一",
        ),
        ({"contacts": [Reach("厂长", phone=True, mail=False, shared_with="学校工作人员"), PERSONNEL]}, ""),
        ({"people": 0}, "没有需要请单位确认的毕业生"),
    ],
)
def test_whether_an_employer_can_be_asked(changed: dict[str, Any], sentence: str) -> None:
    values = {"registered": True, "closed_on": None, "contacts": [PERSONNEL], "people": 1, "today": DAY} | changed
    verdict = may_ask_employer(**values)

    assert (sentence in verdict.reason, bool(verdict)) == (True, not sentence)


def test_the_personnel_office_is_asked_before_others_and_a_telephone_before_a_mail() -> None:
    chief = Reach("厂长", phone=True, mail=False)
    by_mail = Reach("人力资源部", phone=False, mail=True)

    assert best([chief, by_mail, PERSONNEL], FITTING_POSTS) == 2
    assert best([chief, by_mail], FITTING_POSTS) == 1
    assert best([Reach("人事部", phone=True, mail=True, shared_with="学校工作人员"), chief], FITTING_POSTS) == 1
    assert best([], FITTING_POSTS) is None


REACHES = st.lists(
    st.builds(Reach, st.sampled_from(["人事部", "厂长"]), st.booleans(), st.booleans(), st.sampled_from(["", "学校"])),
    max_size=4,
)


@given(REACHES)
def test_nobody_answers_for_an_employer_whose_number_is_the_schools(contacts: list[Reach]) -> None:
    chosen = best(contacts, FITTING_POSTS)
    verdict = may_ask_employer(registered=True, closed_on=None, contacts=contacts, people=1, today=DAY)

    assert bool(verdict) is (chosen is not None)
    assert chosen is None or contacts[chosen].shared_with == ""


def test_everybody_is_answered_for_or_nobody() -> None:
    assert may_answer(asked=[1, 2], answered=[1, 2])
    assert may_answer(asked=[1, 2], answered=[2]).reason == "还有1人没有选择，请逐人选择；不清楚的选“不清楚”。"


@pytest.mark.parametrize(
    ("answer", "note", "text"),
    [
        ("yes", "", ""),
        ("unknown", "记不清", ""),
        ("yes", "岗位为质检员", "“启明”确认在岗，同时更正：岗位为质检员。请核对填报内容，需要时更正。"),
        ("no", "", "“启明”答复没有这名毕业生。请核对单位和去向，说明情况或更正。"),
        ("left", "八月离职", "“启明”答复这名毕业生已离职，并说明：八月离职。请联系本人，更正去向。"),
    ],
)
def test_what_the_school_is_asked_after_an_answer(answer: str, note: str, text: str) -> None:
    assert question_of(answer, note=note, employer="启明") == text


@pytest.mark.parametrize(
    ("code", "started_on", "fits"),
    [("A", DAY, True), ("B", DAY, False), ("A", None, False), ("A", DAY + timedelta(days=1), False)],
)
def test_a_word_is_about_what_was_shown(code: str, started_on: date | None, fits: bool) -> None:
    assert still_fits(code=code, asked_code="A", started_on=started_on, shown_started_on=DAY) is fits


@pytest.fixture
def firm(cast: Cast) -> Contact:
    cast.works.credit_code = GOOD_CODE
    cast.works.save()
    return Contact.objects.create(
        organisation=cast.works, post="人事部", phone="0556-5500001", email="hr@works.example"
    )


def asked(cast: Cast, *rows: Destination, by: Any = None) -> EmployerAsk:
    return ask_employers(Destination.objects.filter(pk__in=[row.pk for row in rows]), by=by or cast.wu, now=NOW)[0]


def opened(ask: EmployerAsk, at: datetime = NOW) -> Link:
    link = Link.objects.get(purpose="confirm_employment", about_id=ask.pk, revoked_at=None)
    return open_link(link, device="phone", answer=GOOD_CODE[-4:], now=at)


def said(ask: EmployerAsk, *answers: str | tuple[str, str]) -> dict[int, tuple[str, str]]:
    given_ = [(one, "") if isinstance(one, str) else one for one in answers]
    return dict(zip([row.pk for row in ask.answers.all()], given_, strict=True))


def test_a_yes_is_e4_a_no_is_a_question_and_nothing_else_changes(cast: Cast, firm: Contact) -> None:
    rows = [destination(graduate(cast.north, f"S{i}"), post="钳工") for i in range(4)]
    ask = asked(cast, *rows)
    link = opened(ask)

    answer_employer_link(link, said=said(ask, "yes", ("no", "没有录用"), "left", "unknown"), now=NOW)

    for row in rows:
        row.refresh_from_db()
    assert [row.evidence_level for row in rows] == [4, 0, 0, 0]
    assert [(row.code, row.employer_code, row.edition, row.state) for row in rows] == [
        ("11", GOOD_CODE, 1, "reported")
    ] * 4
    assert list(Proof.objects.values_list("destination", "kind", "given_on", "note")) == [
        (rows[0].pk, "employer", DAY, "启明机械有限公司（人事部）确认")
    ]
    assert list(Question.objects.order_by("pk").values_list("destination", "rule", "text", "outcome")) == [
        (
            rows[1].pk,
            "employer_word",
            "“启明机械有限公司”答复没有这名毕业生，并说明：没有录用。请核对单位和去向，说明情况或更正。",
            "open",
        ),
        (rows[2].pk, "employer_word", "“启明机械有限公司”答复这名毕业生已离职。请联系本人，更正去向。", "open"),
    ]
    assert Correction.objects.count() == 0
    told = Event.objects.get(what="单位答复")
    assert (told.by_label, told.why) == (
        "人事部（个人链接）",
        "在岗，属实1人，来过，已离职1人，没有这个人1人，不清楚1人",
    )


def test_the_word_counts_among_the_confirmed_and_runs_out_after_half_a_year(cast: Cast, firm: Contact) -> None:
    row = destination(graduate(cast.north, "S1"))
    weigh([row], on=DAY)
    ask = asked(cast, row)

    def bands(table: Any) -> dict[int, int]:
        found: dict[int, int] = {}
        for one in table.objects.all():
            found[one.band] = found.get(one.band, 0) + one.people
        return {band: people for band, people in found.items() if people}

    before = bands(StandingCount)
    answer_employer_link(opened(ask), said=said(ask, "yes"), now=NOW)
    after = bands(StandingCount)
    weigh([row], on=DAY + timedelta(days=184))

    assert (before, after) == ({0: 1}, {3: 1})
    assert (bands(StandingCount), bands(DestinationCount)) == ({0: 1}, {0: 1})


def test_flexible_work_is_not_lifted_by_an_employer_alone(cast: Cast, firm: Contact) -> None:
    row = destination(graduate(cast.north, "S1"), code="12")
    ask = asked(cast, row)

    answer_employer_link(opened(ask), said=said(ask, "yes"), now=NOW)

    row.refresh_from_db()
    assert row.evidence_level == 1


def test_a_yes_says_nothing_for_another_employer_or_another_first_day(cast: Cast, firm: Contact) -> None:
    """Changed before the answer: no proof. Changed after it: the proof stands void. The old values back: it holds again."""
    early, late = destination(graduate(cast.north, "S1")), destination(graduate(cast.north, "S2"))
    ask = asked(cast, early, late)
    Destination.objects.filter(pk=early.pk).update(started_on=date(2026, 3, 1))

    answer_employer_link(opened(ask), said=said(ask, "yes", "yes"), now=NOW)
    levels = [Destination.objects.get(pk=row.pk).evidence_level for row in (early, late)]
    late.refresh_from_db()
    late.started_on = date(2026, 3, 1)
    weigh([late], on=DAY)
    moved = late.evidence_level
    late.started_on = date(2026, 7, 1)
    weigh([late], on=DAY)

    assert (levels, moved, late.evidence_level) == ([0, 4], 0, 4)
    assert list(EmployerAnswer.objects.filter(proof=None).values_list("destination", "answer")) == [(early.pk, "yes")]


def test_a_later_word_takes_the_earlier_one_back(cast: Cast, firm: Contact) -> None:
    row = destination(graduate(cast.north, "S1"))
    answer_employer_link(opened(first := asked(cast, row)), said=said(first, "yes"), now=NOW)
    later = NOW + timedelta(days=184)
    second = ask_employers(Destination.objects.all(), by=cast.wu, now=later)[0]

    answer_employer_link(opened(second, later), said=said(second, "left"), now=later)

    row.refresh_from_db()
    assert row.evidence_level == 0
    assert list(Proof.objects.values_list("void_reason", flat=True)) == ["单位另有答复"]
    assert Question.objects.count() == 1
    assert list(to_be_asked(Destination.objects.all(), later.date())) == []  # until it is settled
    Question.objects.update(outcome="explained")
    assert list(to_be_asked(Destination.objects.all(), later.date())) == [row]


def test_the_school_stands_nowhere_between(cast: Cast, firm: Contact) -> None:
    """The link is the group's; the school that asked sees how it stands and neither address, code nor letter."""
    firm.email = ""
    firm.save()
    row = destination(graduate(cast.north, "S1"))
    (ask,) = ask_employers(Destination.objects.filter(pk=row.pk), by=cast.wu, now=clock())
    link = Link.objects.get()
    client = Client()
    client.force_login(cast.wu.user)

    pages = [client.get(reverse(name)) for name in ("links:links", "employment:employer_asks")]
    letters = client.get(f"{reverse('links:print_links')}?pk={link.pk}")

    assert (link.issuer, link.issued_by, link.recipient) == (cast.chen.organisation, None, "人事部")
    assert [link.token in page.content.decode() for page in (*pages, letters)] == [False] * 3
    assert [link.code in page.content.decode() for page in (*pages, letters)] == [False] * 3
    assert "等待答复" in pages[1].content.decode()
    assert "5500001" not in pages[1].content.decode()
    client.force_login(cast.chen.user)
    assert link.code in client.get(f"{reverse('links:print_links')}?pk={link.pk}").content.decode()
    assert list(Notice.objects.values_list("to", "text")) == [
        (cast.chen.pk, "有1封“毕业生就业情况确认”信函待打印寄给单位")
    ]
    assert ask.sent_by_way == ""


@pytest.mark.parametrize("whose", ["contact", "account", "texts", "student", "mail"])
def test_a_contact_that_belongs_to_the_school_is_not_asked(cast: Cast, firm: Contact, whose: str) -> None:
    pupil = graduate(cast.north, "S1")
    destination(pupil)
    if whose == "contact":
        Contact.objects.create(organisation=cast.north, post="就业办", phone="0556 5500001")
    elif whose == "account":
        cast.wu.user.email = "HR@works.example"
        cast.wu.user.save()
    elif whose == "texts":
        Preference.objects.create(user=cast.wu.user, phone="05565500001")
    elif whose == "student":
        pupil.phone = "05565500001"
        pupil.save()
    else:
        Contact.objects.create(organisation=cast.north, post="就业办", email="hr@works.example")

    with pytest.raises(Refused, match="为同一电话或邮箱，不能代表单位确认"):
        ask_employers(Destination.objects.all(), by=cast.wu, now=NOW)

    assert (EmployerAsk.objects.count(), Link.objects.count(), Dispatch.objects.count()) == (0, 0, 0)


def test_who_is_left_out_and_that_nobody_is_asked_twice(cast: Cast, firm: Contact) -> None:
    wanted = destination(graduate(cast.north, "S1"))
    destination(graduate(cast.north, "S2"), state="draft")
    destination(graduate(cast.north, "S3"), code="80", employer_code="")
    destination(graduate(cast.north, "S4"), code="75")  # nobody employs whoever started a business
    destination(graduate(cast.north, "S5"), employer_code="91310000775785552L")  # not in the register

    asks = ask_employers(Destination.objects.all(), by=cast.wu, now=NOW)
    with pytest.raises(Refused, match="单位名录中没有这个统一社会信用代码"):
        ask_employers(Destination.objects.all(), by=cast.wu, now=NOW)
    with pytest.raises(Refused, match="没有需要请单位确认的毕业生"):
        ask_employers(Destination.objects.filter(pk=wanted.pk), by=cast.wu, now=NOW)

    assert [list(ask.answers.values_list("destination", flat=True)) for ask in asks] == [[wanted.pk]]
    assert (EmployerAsk.objects.count(), Link.objects.count()) == (1, 1)


def test_many_graduates_of_one_employer_come_on_pages_of_forty(cast: Cast, firm: Contact) -> None:
    for i in range(MOST_ON_A_PAGE + 1):
        destination(graduate(cast.north, f"S{i}"))

    asks = ask_employers(Destination.objects.all(), by=cast.zhou, now=NOW)

    assert [ask.answers.count() for ask in asks] == [MOST_ON_A_PAGE, 1]
    assert set(Link.objects.values_list("issuer", "issued_by")) == {(cast.zhou.organisation_id, cast.zhou.pk)}


def test_the_letter_goes_by_text_message_or_mail_and_no_more_once_answered(
    cast: Cast, firm: Contact, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    rows = [destination(graduate(cast.north, f"S{i}", "甄保密")) for i in range(2)]
    start = clock()
    moment = start + timedelta(days=1)  # after the quiet hours
    (first,) = ask_employers(Destination.objects.filter(pk=rows[0].pk), by=cast.wu, now=start)
    sent = deliver(moment)
    firm.email = ""
    firm.save()
    gateway = Channel.objects.create(
        kind="sms", organisation=cast.chen.organisation, name="短信", address="https://sms.test/", made_by=cast.guan
    )
    said_to_gateway: list[dict[str, str]] = []

    def post(url: str, body: bytes, headers: object, *, allow_private: bool) -> Outcome:
        said_to_gateway.append(json.loads(body))
        return Outcome(200, "")

    monkeypatch.setattr("shouwei.ground.notices.channels.sms.post", post)
    (second,) = ask_employers(Destination.objects.filter(pk=rows[1].pk), by=cast.wu, now=start)
    deliver(moment)
    third = write_again(EMPLOYER_WORD, second, by=cast.wu, now=start + timedelta(days=5))
    link = Link.objects.get(about_id=second.pk, revoked_at=None)
    open_link(link, device="phone", answer=GOOD_CODE[-4:], now=start)
    answer_employer_link(link, said=said(second, "yes"), now=start)
    deliver(start + timedelta(days=6))

    assert (first.sent_by_way, second.sent_by_way, third.reminders, sent) == ("mail", "sms", 1, 1)
    token = Link.objects.get(about_id=first.pk).token
    assert (mail.outbox[0].to, token in mail.outbox[0].body, "甄保密" in mail.outbox[0].body) == (
        ["hr@works.example"],
        True,
        False,
    )
    assert [(one["phone"], "甄保密" in one["text"]) for one in said_to_gateway] == [("0556-5500001", False)]
    assert list(Dispatch.objects.order_by("pk").values_list("way", "state", "said")) == [
        ("mail", "sent", ""),
        ("sms", "sent", ""),
        ("sms", "withdrawn", "事项已办结，未再打扰。"),
    ]
    assert gateway.dispatches.count() == 2


def test_a_word_given_before_eight_in_the_morning_bears_the_day_in_shanghai(cast: Cast, firm: Contact) -> None:
    """At two at night it is still yesterday in Greenwich."""
    rows = [destination(graduate(cast.north, f"S{i}")) for i in range(2)]
    night = datetime(2026, 9, 1, 18, tzinfo=UTC)
    (ask,) = ask_employers(Destination.objects.all(), by=cast.wu, now=night)

    answer_employer_link(opened(ask, night), said=said(ask, "yes", "no"), now=night)

    assert Proof.objects.get(destination=rows[0]).given_on == DAY + timedelta(days=1)
    question = Question.objects.get(destination=rows[1])
    assert (question.asked_on, question.due_on) == (DAY + timedelta(days=1), DAY + timedelta(days=1 + DAYS_TO_REPLY))


def test_the_night_reminds_once_and_lets_go_of_what_nobody_answered(cast: Cast, firm: Contact) -> None:
    ask = asked(cast, row := destination(graduate(cast.north, "S1")))

    nights = [NOW + timedelta(days=days) for days in (4, 5, 10, 18, 19)]
    runs = [remind_and_close(EMPLOYER_WORD, EmployerAsk.objects.all(), now=night) for night in nights]
    ask.refresh_from_db()

    assert runs == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 1)]
    assert (ask.reminders, ask.closed_at) == (1, NOW + timedelta(days=19))
    assert to_be_asked(Destination.objects.all(), DAY).get() == row


def test_a_link_that_ran_out_in_somebodys_hand_gives_way_to_a_new_one(cast: Cast, firm: Contact) -> None:
    ask = asked(cast, destination(graduate(cast.north, "S1")))
    old = opened(ask)
    later = NOW + timedelta(minutes=11)

    with pytest.raises(Refused, match="10分钟内没有办完"):
        answer_employer_link(old, said=said(ask, "yes"), now=later)
    write_again(EMPLOYER_WORD, ask, by=cast.wu, now=later)
    answer_employer_link(opened(ask, later), said=said(ask, "yes"), now=later)

    assert (Link.objects.count(), Proof.objects.count()) == (2, 1)
    with pytest.raises(Refused, match="单位已经答复"):
        write_again(EMPLOYER_WORD, ask, by=cast.wu, now=later + timedelta(days=9))


def test_an_answer_that_leaves_somebody_out_or_is_none_of_the_four_writes_nothing(cast: Cast, firm: Contact) -> None:
    ask = asked(cast, *(destination(graduate(cast.north, f"S{i}")) for i in range(2)))
    link = opened(ask)
    first = ask.answers.all()[0].pk

    with pytest.raises(Refused, match="还有1人没有选择"):
        answer_employer_link(link, said={first: ("yes", "")}, now=NOW)
    with pytest.raises(Refused, match="四个选项"):
        answer_employer_link(link, said=said(ask, "yes", "certainly"), now=NOW)

    link.refresh_from_db()
    assert (link.used_at, Proof.objects.count(), Question.objects.count()) == (None, 0, 0)
    assert set(EmployerAnswer.objects.values_list("answer", flat=True)) == {""}


@pytest.mark.django_db(transaction=True)
def test_of_many_replays_at_once_one_counts(cast: Cast, firm: Contact) -> None:
    ask = asked(cast, destination(graduate(cast.north, "S1")))
    link = opened(ask)
    ready, refused = threading.Barrier(6), []

    def press() -> None:
        ready.wait()
        try:
            answer_employer_link(link, said=said(ask, "yes"), now=NOW)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Proof.objects.count(), Event.objects.filter(what="单位答复").count(), len(refused)) == (1, 1, 5)
    assert set(refused) == {"这条链接已经办理完毕，不能再次使用。"}


def test_from_the_address_to_all_confirmed_in_one_tap_and_what_a_stranger_sees(cast: Cast, firm: Contact) -> None:
    rows = [destination(graduate(cast.north, f"学号{i}", f"甄{i}示例"), post="钳工") for i in range(3)]
    ask = ask_employers(Destination.objects.all(), by=cast.wu, now=clock())[0]
    link = Link.objects.get()
    phone, other = Client(), Client()
    landing = reverse("links:landing", args=[link.token])

    wrong = phone.post(landing, {"answer": "0000"})
    assert "还可以再试4次" in wrong.content.decode()
    assert phone.post(landing, {"answer": GOOD_CODE[-4:].lower()})["Location"] == reverse("employment:employer_word")
    page = phone.get(reverse("employment:employer_word"))
    forwarded = [other.get(landing), other.get(reverse("employment:employer_word"))]
    short = phone.post(reverse("employment:employer_word"), {f"answer_{ask.answers.all()[0].pk}": "yes"})
    chosen = ask.answers.all()[1].pk
    done = phone.post(reverse("employment:employer_word"), {"all_yes": "1", f"answer_{chosen}": "left"})
    again = phone.post(reverse("employment:employer_word"), {"all_yes": "1"})

    text = page.content.decode()
    student = rows[0].student
    assert [word in text for word in ("甄0示例", "2026年7月1日起，钳工", "3人全部属实")] == [True] * 3
    assert [word in text for word in (student.student_no, str(student.id_number), student.specialty_name)] == [
        False
    ] * 3
    assert [answer.status_code for answer in forwarded] == [410, 404]
    assert "还有2人没有选择" in short.content.decode()
    assert ("贵单位的答复已经保存" in done.content.decode(), again.status_code) == (True, 410)
    assert list(Destination.objects.order_by("pk").values_list("evidence_level", flat=True)) == [4, 0, 4]


@pytest.fixture
def pairs(cast: Cast, firm: Contact) -> list[Destination]:
    return [destination(graduate(cast.north, f"S{i}")) for i in range(2)]


def test_a_quiet_no_beside_the_employers_yes_is_seen_by_nobody_at_the_school(
    cast: Cast, pairs: list[Destination]
) -> None:
    ask = asked(cast, *pairs)
    answer_employer_link(opened(ask), said=said(ask, "yes", "yes"), now=NOW)
    for row, answer in zip(pairs, ("yes", "no"), strict=True):
        Confirmation.objects.create(destination=row, answer=answer, answered_at=NOW)
    weigh(pairs, on=DAY)
    client = Client()
    client.force_login(cast.lin.user)

    pages = [client.get(reverse("employment:destination", args=[row.pk])).content.decode() for row in pairs]
    listed = client.get(reverse("employment:employer_asks")).content.decode()

    assert list(Standing.objects.order_by("destination").values_list("level", flat=True)) == [4, 0]
    assert [Destination.objects.get(pk=row.pk).evidence_level for row in pairs] == [4, 4]
    assert [("按材料为E4" in page, "不属实" in page) for page in pages] == [(True, False)] * 2
    assert "不属实" not in listed
    assert Question.objects.count() == 0
    school = Actor(cast.lin.role, cast.lin.organisation_id, cast.lin.pk, cast.lin.user_id)
    with as_the_application(), acting_as(school):
        assert (Standing.objects.count(), Confirmation.objects.count(), EmployerAnswer.objects.count()) == (0, 0, 2)


@pytest.mark.parametrize("who", ["zhao", "he", "fang", "guan"])
def test_whose_it_is_not_finds_and_does_nothing(cast: Cast, firm: Contact, who: str) -> None:
    ask = asked(cast, destination(graduate(cast.north, "S1")))
    destination(graduate(cast.north, "S2"))
    client = Client()
    client.force_login(cast[who].user)

    answers = [
        client.get(reverse("employment:employer_ask", args=[ask.pk])).status_code,
        client.post(reverse("employment:remind_employer", args=[ask.pk])).status_code,
    ]
    client.post(reverse("employment:ask_employers"), {"cohort": COHORT, "code": GOOD_CODE, "school": cast.north.pk})

    assert set(answers) <= {403, 404}
    assert (EmployerAsk.objects.count(), EmployerAsk.objects.get().reminders) == (1, 0)


def test_the_list_takes_the_same_queries_for_one_employer_and_for_many(
    cast: Cast, firm: Contact, client: Client
) -> None:
    client.force_login(cast.wu.user)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(reverse("employment:employer_asks")).status_code == 200
        return len(caught)

    asked(cast, destination(graduate(cast.north, "S1")))
    destination(graduate(cast.north, "S2"), employer_code="91310000775785552L")
    queries()
    few = queries()
    for i in range(6):
        asked(cast, destination(graduate(cast.north, f"T{i}")))
        destination(graduate(cast.north, f"U{i}"), employer_code=f"9131000077578555{i}X")

    assert queries() == few


def test_employers_are_grouped_by_school(cast: Cast, firm: Contact) -> None:
    for i in range(2):
        destination(graduate(cast.north, f"S{i}"))
    destination(graduate(cast.south, "S9"))

    found = with_contacts(grouped(to_be_asked(Destination.objects.all(), DAY)), DAY)

    assert [(one.school, one.people, one.contact, bool(one.verdict)) for one in found] == [
        (cast.north.pk, 2, firm, True),
        (cast.south.pk, 1, firm, True),
    ]


def test_whoever_holds_a_closed_link_reaches_the_secretariat(cast: Cast, firm: Contact, client: Client) -> None:
    asked(cast, destination(graduate(cast.north, "S1")))  # long ago: it has expired
    Notice.objects.all().delete()

    page = client.post(reverse("links:ask_again", args=[Link.objects.get().token]))

    assert page.status_code == 200
    assert list(Notice.objects.values_list("to", "text")) == [
        (cast.chen.pk, "人事部请求重新发送链接：确认北辰职业学校1名毕业生的就业情况")
    ]


def test_the_school_voids_its_own_papers_and_not_the_employers_word(cast: Cast, firm: Contact) -> None:
    row = destination(graduate(cast.north, "S1"))
    ask = asked(cast, row)
    answer_employer_link(opened(ask), said=said(ask, "yes"), now=NOW)
    word = Proof.objects.get()

    with pytest.raises(Refused, match="学校不能作废"):
        void_proof(word, reason="单位说错了", by=cast.lin, today=DAY)
    kept = Destination.objects.get(pk=row.pk).evidence_level, Proof.objects.get().void_reason
    void_proof(word, reason="核查不实", by=cast.shen, today=DAY)

    assert kept == (4, "")
    assert (Destination.objects.get(pk=row.pk).evidence_level, Proof.objects.get().void_reason) == (0, "核查不实")


@pytest.mark.parametrize("cohort", ["²²²²", "abcd", "99999", ""])
def test_an_address_that_says_nothing_sensible_opens_the_newest_cohort(
    cast: Cast, firm: Contact, client: Client, cohort: str
) -> None:
    destination(graduate(cast.north, "S1"))
    client.force_login(cast.wu.user)

    pages = [
        client.get(reverse(f"employment:{name}"), {"cohort": cohort, "school": "²"})
        for name in ("employer_asks", "destinations", "questions")
    ]
    client.post(reverse("employment:ask_employers"), {"cohort": cohort, "school": "²", "code": "x" * 99})

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert EmployerAsk.objects.count() == 0
