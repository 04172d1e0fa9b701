"""An enterprise's word on a partnership: whom it is asked through, what a yes and a no do to coverage, and what the school owes."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
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
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.links.models import Link
from shouwei.ground.links.rules.reaches import Reach
from shouwei.ground.links.workflows.open_link import open_link
from shouwei.ground.links.workflows.write_again import remind_and_close, write_again
from shouwei.ground.notices.models import Notice
from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.work.programmes.links import MENTOR_WORD
from shouwei.work.programmes.models import (
    Crosswalk,
    LeadIndustry,
    Partner,
    PartnerAsk,
    Programme,
    ProgrammeYear,
    Segment,
)
from shouwei.work.programmes.queries import Asked, coverage_of, heard_of
from shouwei.work.programmes.rules.coverage import Claim, Depth, Word, is_confirmed, stands
from shouwei.work.programmes.rules.mentor_word import may_answer, may_ask_mentor
from shouwei.work.programmes.workflows.add_partner import add_partner
from shouwei.work.programmes.workflows.answer_mentor_link import answer_mentor_link
from shouwei.work.programmes.workflows.ask_mentors import ask_mentors
from shouwei.work.programmes.workflows.choose_mentor import choose_mentor
from shouwei.work.programmes.workflows.reply_mentor import reply_mentor

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
DAY = date(2026, 9, 1)
CODE = "91350100M000100Y43"
MENTOR = Reach("企业导师", phone=True, mail=False)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CLAIMS = st.builds(
    Claim,
    since=DAYS,
    until=st.none() | DAYS,
    word=st.sampled_from(["", *Word]),
    word_on=st.none() | DAYS,
    ended_on=st.none() | DAYS,
)


@pytest.mark.parametrize(
    ("claim", "counts", "confirmed"),
    [
        (Claim(date(2026, 1, 1)), True, False),  # nobody has been asked: as before
        (Claim(date(2026, 1, 1), word="true", word_on=date(2026, 1, 1)), True, True),
        (Claim(date(2026, 1, 1), word="true", word_on=date(2027, 3, 1)), True, True),  # said later, of then
        (Claim(date(2025, 1, 1), word="true", word_on=date(2025, 12, 31)), True, False),  # of last year
        (Claim(date(2026, 1, 1), word="differs", word_on=DAY), True, False),
        (Claim(date(2026, 1, 1), word="none", word_on=date(2027, 1, 1)), False, False),
        (Claim(date(2026, 1, 1), word="ended", word_on=DAY, ended_on=date(2026, 12, 30)), False, False),
        (Claim(date(2026, 1, 1), word="ended", word_on=DAY, ended_on=date(2026, 12, 31)), True, False),  # on the day
        (Claim(date(2026, 1, 1), date(2026, 12, 30), word="true", word_on=DAY), False, False),  # the school ended it
        (Claim(date(2027, 1, 1)), False, False),
    ],
)
def test_what_counts_at_the_end_of_2026(claim: Claim, counts: bool, confirmed: bool) -> None:
    day = date(2026, 12, 31)

    assert (stands(claim, day), is_confirmed(claim, day)) == (counts, confirmed)


@given(CLAIMS, DAYS)
def test_a_word_never_adds_and_confirmed_is_part_of_counted(claim: Claim, day: date) -> None:
    silent = Claim(claim.since, claim.until)

    assert stands(silent, day) or not stands(claim, day)
    assert stands(claim, day) or not is_confirmed(claim, day)
    assert not (claim.word == Word.NONE and stands(claim, day))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"waiting": True}, "正在等企业答复"),
        ({"owes_reply": True}, "请学校先说明或更正"),
        ({"live": False}, "不在登记的起止日期内"),
        ({"confirmed": True}, "今年已核对属实"),
        ({"closed_on": DAY}, "2026年9月1日撤销"),
        ({"closed_on": DAY + timedelta(days=1)}, ""),
        ({"coded": False}, "没有这家企业的统一社会信用代码"),
        ({"contacts": []}, "没有这家企业的联系人"),
        ({"contacts": [Reach("企业导师", phone=True, mail=False, shared_with="学校工作人员")]}, "不能代表企业"),
        ({"contacts": [Reach("厂长", phone=True, mail=False, shared_with="学校工作人员"), MENTOR]}, ""),
    ],
)
def test_whether_a_mentor_can_be_asked(changed: dict[str, Any], sentence: str) -> None:
    values: dict[str, Any] = {
        "coded": True,
        "closed_on": None,
        "contacts": [MENTOR],
        "live": True,
        "waiting": False,
        "confirmed": False,
        "owes_reply": False,
        "today": DAY,
    }
    verdict = may_ask_mentor(**(values | changed))

    assert (sentence in verdict.reason, bool(verdict)) == (True, not sentence)


@pytest.mark.parametrize(
    ("word", "note", "ended_on", "sentence"),
    [
        ("true", "", None, ""),
        ("true", "", date(2020, 1, 1), ""),  # a day without "ended" means nothing
        ("none", "", None, ""),
        ("differs", "只有实习", None, ""),
        ("differs", "", None, "哪里有出入"),
        ("ended", "", None, "请填写结束日期"),
        ("ended", "", date(2025, 8, 31), "早于登记的开始日期2025年9月1日"),
        ("ended", "", date(2025, 9, 1), ""),
        ("ended", "", DAY, ""),
        ("ended", "", DAY + timedelta(days=1), "在今天之后"),
        ("certainly", "", None, "四项"),
        ("", "", None, "四项"),
    ],
)
def test_what_may_be_answered(word: str, note: str, ended_on: date | None, sentence: str) -> None:
    verdict = may_answer(word=word, note=note, ended_on=ended_on, since=date(2025, 9, 1), today=DAY)

    assert (sentence in verdict.reason, bool(verdict)) == (True, not sentence)


@pytest.fixture
def firm(cast: Cast) -> Organisation:
    cast.works.credit_code = CODE
    cast.works.save()
    Contact.objects.create(organisation=cast.works, post="企业导师", phone="0556-5500001")
    return cast.works


@pytest.fixture
def partner(cast: Cast, firm: Organisation) -> Partner:
    return partnership(cast.north, firm)


def partnership(school: Organisation, firm: Organisation, code: str = "700206") -> Partner:
    """A deep one: filed, reviewed, with a student of the year."""
    area, _ = Organisation.objects.get_or_create(name="示例经开区", defaults={"kind": Organisation.Kind.PARK})
    industry, _ = LeadIndustry.objects.get_or_create(
        area=area, name="新能源汽车", since=date(2024, 1, 1), source="示例"
    )
    segment, _ = Segment.objects.get_or_create(industry=industry, name="整车", stage="middle")
    Crosswalk.objects.get_or_create(
        segment=segment,
        level="secondary",
        specialty_code=code,
        specialty_name="汽车运用与维修",
        defaults={"strength": 3, "evidence": "示例", "state": "reviewed", "reviewed_on": DAY},
    )
    programme = Programme.objects.create(
        school=school,
        level="secondary",
        specialty_code=code,
        specialty_name="汽车运用与维修",
        catalogue_edition="2021",
    )
    ProgrammeYear.objects.create(programme=programme, year=2026, status="enrolling", source="示例")
    Student.objects.bulk_create(
        [student(school, f"S{programme.pk}", level="secondary", specialty_code=code, entry_year=2026)]
    )
    return Partner.objects.create(
        programme=programme,
        industry=industry,
        enterprise=firm,
        kind="order_class",
        since=date(2025, 9, 1),
        source="订单培养协议（示例）",
    )


def asked(cast: Cast, partner: Partner, now: datetime = NOW) -> PartnerAsk:
    return ask_mentors(Partner.objects.filter(pk=partner.pk), by=cast.wu, now=now)[0]


def answered(
    ask: PartnerAsk, word: str, note: str = "", ended_on: date | None = None, now: datetime = NOW
) -> PartnerAsk:
    link = Link.objects.get(about_id=ask.pk, purpose="check_partnership", revoked_at=None)
    link = open_link(link, device="phone", answer=CODE[-4:], now=now)
    return answer_mentor_link(link, word=word, note=note, ended_on=ended_on, now=now)


def deep() -> tuple[int, int]:
    found = coverage_of(Asked(year=2026))
    return found.covered(Depth.DEEP), len(found.confirmed)


def test_asking_changes_nothing_a_yes_confirms_a_no_takes_the_depth_away(cast: Cast, partner: Partner) -> None:
    before = deep()
    ask = asked(cast, partner)
    waiting = deep()
    answered(ask, "true", now=NOW)
    said_yes = deep(), heard_of(2026).confirmed
    partner.refresh_from_db()
    partner.word, partner.word_on = "", None
    partner.save()
    answered(asked(cast, partner, NOW + timedelta(days=1)), "none", now=NOW + timedelta(days=1))

    assert (before, waiting, said_yes, deep()) == ((1, 0), (1, 0), ((1, 1), 1), (0, 0))
    assert (heard_of(2026).registered, heard_of(2026).refused, heard_of(2026).unheard) == (1, 1, 0)
    told = Event.objects.filter(what="企业核对校企合作").order_by("pk")
    assert list(told.values_list("by_label", "changes")) == [
        ("企业导师（个人链接）", {"企业答复": ["", "属实"]}),
        ("企业导师（个人链接）", {"企业答复": ["", "没有这项合作"]}),
    ]


def test_a_no_is_a_question_to_the_school_whose_reply_does_not_bring_the_depth_back(
    cast: Cast, partner: Partner, client: Client
) -> None:
    ask = answered(asked(cast, partner), "ended", ended_on=date(2026, 3, 31))
    told = set(Notice.objects.filter(key=f"partner-answer:{ask.pk}").values_list("to", "text"))
    with pytest.raises(Refused, match="请学校先说明或更正"):
        asked(cast, partner, NOW + timedelta(days=1))
    client.force_login(cast.lin.user)
    address = reverse("programmes:reply_mentor", args=[ask.pk])
    shown = client.get(address).content.decode()
    listed = client.get(reverse("programmes:partners")).content.decode()

    client.post(address, {"reply": "已与企业核对，示例班三月起停办。", "until": "2026-03-31"})
    again = client.post(address, {"reply": "第二次"}).content.decode()
    partner.refresh_from_db()

    assert told == {
        (one.pk, f"{partner.enterprise}对汽车运用与维修专业的订单班答复“已结束”，请10天内核对")
        for one in (cast.lin, cast.wu)
    }
    assert ("2026年3月31日结束" in shown, "请学校答复" in listed) == (True, True)
    assert ("示例班三月起停办" in again, PartnerAsk.objects.get().replied_by) == (True, cast.lin)
    assert (partner.until, partner.word, deep()) == (date(2026, 3, 31), "ended", (0, 0))


def test_what_was_denied_is_not_registered_anew_from_before_that_day(cast: Cast, partner: Partner) -> None:
    ask = answered(asked(cast, partner), "none")
    reply_mentor(ask, reply="结束登记。", until=date(2026, 8, 31), by=cast.lin, today=DAY)
    again: dict[str, Any] = {
        "industry": partner.industry,
        "enterprise": partner.enterprise,
        "until": None,
        "source": "新的协议",
        "by": cast.lin,
    }

    with pytest.raises(Refused, match="企业2026年9月1日答复没有或已结束这项合作"):
        add_partner(partner.programme, kind="order_class", since=DAY, **again)
    kept = Partner.objects.count(), deep()
    add_partner(partner.programme, kind="order_class", since=DAY + timedelta(days=1), **again)

    assert (kept, Partner.objects.count(), deep()) == ((1, (0, 0)), 2, (1, 0))


def test_after_the_schools_reply_the_enterprise_may_be_asked_again_and_take_its_word_back(
    cast: Cast, partner: Partner
) -> None:
    ask = answered(asked(cast, partner), "none", note="查不到这个班")
    reply_mentor(ask, reply="协议在人力资源部，请再核对。", until=None, by=cast.lin, today=DAY)
    second = asked(cast, partner, NOW + timedelta(days=3))
    denied = deep()
    answered(second, "true", now=NOW + timedelta(days=3))

    assert (denied, deep()) == ((0, 0), (1, 1))
    assert [row.answer for row in PartnerAsk.objects.order_by("pk")] == ["none", "true"]
    with pytest.raises(Refused, match="没有提出不同的说法"):
        reply_mentor(second, reply="x", until=None, by=cast.lin, today=DAY)


def test_a_contact_that_is_the_schools_own_number_is_not_asked(cast: Cast, partner: Partner) -> None:
    Contact.objects.create(organisation=cast.north, post="实训处", phone="05565500001")

    with pytest.raises(Refused, match="“企业导师”与学校工作人员为同一电话或邮箱"):
        asked(cast, partner)
    with pytest.raises(Refused, match="不能代表企业"):
        choose_mentor(partner, contact=Contact.objects.get(post="企业导师").pk, by=cast.chen, today=DAY)

    assert (PartnerAsk.objects.count(), Link.objects.count()) == (0, 0)


def test_whom_the_school_has_chosen_is_asked_and_nobody_of_another_enterprise(cast: Cast, partner: Partner) -> None:
    chosen = Contact.objects.create(organisation=partner.enterprise, post="车间主任", email="a@works.example")
    other = Contact.objects.create(organisation=cast.south, post="企业导师", phone="0556-5500002")

    choose_mentor(partner, contact=chosen.pk, by=cast.lin, today=DAY)
    with pytest.raises(Refused, match="这家企业的联系人里"):
        choose_mentor(partner, contact=other.pk, by=cast.lin, today=DAY)

    assert asked(cast, partner).contact_post == "车间主任"


def test_the_schools_people_never_see_address_or_code_of_the_link(cast: Cast, partner: Partner, client: Client) -> None:
    ask = asked(cast, partner, clock())
    link = Link.objects.get()
    client.force_login(cast.lin.user)
    addresses = [
        reverse("links:links"),
        reverse("programmes:partners"),
        reverse("programmes:choose_mentor", args=[partner.pk]),
        reverse("programmes:reply_mentor", args=[ask.pk]),
        f"{reverse('links:print_links')}?pk={link.pk}",
    ]

    pages = [client.get(address).content.decode() for address in addresses]

    assert [word in page for page in pages for word in (link.token, link.code, "5500001")] == [False] * 15
    assert (link.issuer, link.recipient, ask.sent_by_way) == (cast.chen.organisation, "企业导师", "")
    client.force_login(cast.chen.user)
    assert link.code in client.get(addresses[-1]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_many_replays_at_once_one_counts(cast: Cast, partner: Partner) -> None:
    asked(cast, partner)
    link = open_link(Link.objects.get(), device="phone", answer=CODE[-4:], now=NOW)
    ready, refused = threading.Barrier(5), []

    def press(word: str) -> None:
        ready.wait()
        try:
            answer_mentor_link(link, word=word, note="", ended_on=None, now=NOW)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[word]) for word in ("true", "none", "true", "none", "true")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(refused), set(refused)) == (4, {"这条链接已经办理完毕，不能再次使用。"})
    assert PartnerAsk.objects.get().answer == Partner.objects.get().word


def test_from_the_letters_code_to_the_thanks_and_what_a_second_device_sees(cast: Cast, partner: Partner) -> None:
    asked(cast, partner, clock())
    link = Link.objects.get()
    phone, other = Client(), Client()
    landing = phone.post(reverse("links:enter_code"), {"code": link.code.lower()})["Location"]

    before = other.get(landing).content.decode()
    wrong = phone.post(landing, {"answer": "0000"}).content.decode()
    opened = phone.post(landing, {"answer": CODE[-4:]})["Location"]
    page = phone.get(opened).content.decode()
    forwarded = [other.get(landing), other.get(opened)]
    short = phone.post(opened, {"word": "differs"}).content.decode()
    done = phone.post(opened, {"word": "differs", "note": "只有实习"}).content.decode()
    after = [phone.get(landing), phone.post(opened, {"word": "none"}), other.get(landing)]

    assert [word in page for word in ("汽车运用与维修", "订单班", "2025年9月1日起，仍在进行")] == [True] * 3
    assert [word in page for word in ("订单培养协议", "5500001", partner.industry.name + "（")] == [False] * 3
    assert ("2025年9月1日" in before, "还可以再试4次" in wrong, "请写明哪里有出入" in short) == (False, True, True)
    assert ("已收到，谢谢" in done, [answer.status_code for answer in forwarded + after]) == (
        True,
        [410, 404, 410, 410, 410],
    )
    assert [("只有实习" in one.content.decode(), "2025年9月1日" in one.content.decode()) for one in after] == [
        (False, False)
    ] * 3
    assert (PartnerAsk.objects.get().note, deep()) == ("只有实习", (1, 0))


def test_the_night_reminds_once_and_lets_go_of_what_nobody_answered(cast: Cast, partner: Partner) -> None:
    ask = asked(cast, partner)

    nights = [NOW + timedelta(days=days) for days in (4, 5, 10, 18, 19)]
    runs = [remind_and_close(MENTOR_WORD, PartnerAsk.objects.all(), now=night) for night in nights]
    ask.refresh_from_db()

    assert runs == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 1)]
    assert asked(cast, partner, NOW + timedelta(days=20)) != ask
    with pytest.raises(Refused, match="已过期关闭"):
        write_again(MENTOR_WORD, ask, by=cast.wu, now=NOW + timedelta(days=20))


def test_everybody_asks_for_his_own_and_the_enterprises_notes_stay_with_the_school(
    cast: Cast, firm: Organisation, partner: Partner, client: Client
) -> None:
    theirs = partnership(cast.south, firm, "730701")
    client.force_login(cast.lin.user)
    client.post(reverse("programmes:ask_mentors"), {})
    own = set(PartnerAsk.objects.values_list("partner", flat=True))
    ask = ask_mentors(Partner.objects.filter(pk=theirs.pk), by=cast.zhou, now=NOW)[0]
    answered(ask, "none", note="从未合作")

    listed = client.get(reverse("programmes:partners")).content.decode()
    shut = [
        client.get(reverse("programmes:reply_mentor", args=[ask.pk])).status_code,
        client.post(reverse("programmes:remind_mentor", args=[ask.pk])).status_code,
        client.get(reverse("programmes:choose_mentor", args=[theirs.pk])).status_code,
    ]
    school = Actor(cast.lin.role, cast.lin.organisation_id, cast.lin.pk, cast.lin.user_id)
    with as_the_application(), acting_as(school):
        seen = set(PartnerAsk.objects.values_list("partner", flat=True))

    assert (own, seen, shut) == ({partner.pk}, {partner.pk}, [404, 404, 404])
    assert ("没有这项合作" in listed, "从未合作" in listed) == (True, False)


@pytest.mark.parametrize("who", ["he", "fang", "guan"])
def test_who_has_no_business_with_it_asks_nobody(cast: Cast, partner: Partner, client: Client, who: str) -> None:
    client.force_login(cast[who].user)

    client.post(reverse("programmes:ask_mentors"), {"partner": partner.pk})

    assert (PartnerAsk.objects.count(), Link.objects.count()) == (0, 0)


def test_the_list_takes_the_same_queries_for_one_partnership_and_for_many(
    cast: Cast, firm: Organisation, partner: Partner, client: Client
) -> None:
    client.force_login(cast.wu.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("programmes:partners")).status_code == 200
        return len(caught)

    asked(cast, partner)
    partnership(cast.north, firm, "660101")
    queries()
    few = queries()
    for number in range(5):
        asked(cast, partnership(cast.north, firm, f"66020{number}"))
        partnership(cast.south, firm, f"66030{number}")

    assert queries() == few


@pytest.mark.parametrize("asked_for", ["school=²&word=x", "word=silent&find=x", "page=x&school=99999999999"])
def test_an_address_that_says_nothing_sensible_is_a_list(
    cast: Cast, partner: Partner, client: Client, asked_for: str
) -> None:
    client.force_login(cast.wu.user)

    assert client.get(f"{reverse('programmes:partners')}?{asked_for}").status_code == 200
    assert client.post(reverse("programmes:ask_mentors"), {"partner": "²", "school": "²"}).status_code == 302


def test_the_page_of_coverage_says_how_many_the_enterprises_have_confirmed(
    cast: Cast, partner: Partner, client: Client
) -> None:
    client.force_login(cast.fang.user)
    silent = client.get(reverse("programmes:coverage"), {"year": 2026}).content.decode()
    answered(asked(cast, partner), "none")
    denied = client.get(reverse("programmes:coverage"), {"year": 2026}).content.decode()

    assert "登记在进行的1项，企业核对属实0项，有出入0项，未答复1项" in silent
    assert "企业答复没有或此前已结束的1项，不计入" in denied
    assert "1 / 1，其中企业核对属实 0" in silent
