"""Destinations from the school's line to the auditor's finding, and the quiet no."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.asking import questions
from tests.cast import Cast, make_identity
from tests.second_wall import as_the_application

from shouwei.core.acting import Actor, acting_as
from shouwei.core.outgoing import Outcome
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.catalogues.workflows.load_shipped import load_shipped
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.learners.models import Student
from shouwei.ground.links.models import Link
from shouwei.ground.notices.models import Channel, Dispatch, Notice
from shouwei.ground.notices.workflows.deliver import deliver
from shouwei.ground.organisations.models import Contact, Fact
from shouwei.ground.organisations.workflows.merge_organisations import merge_organisations
from shouwei.work.employment.models import (
    Confirmation,
    Correction,
    Destination,
    Drawn,
    Proof,
    Question,
    Sample,
    Standing,
)
from shouwei.work.employment.queries import places, standings
from shouwei.work.employment.rules.sampling import digest
from shouwei.work.employment.workflows.add_proof import add_proof
from shouwei.work.employment.workflows.ask_questions import ask_questions
from shouwei.work.employment.workflows.draw_sample import close_list, commit_sample, record_finding, reveal_seed
from shouwei.work.employment.workflows.reply_question import reply_question, settle_question
from shouwei.work.employment.workflows.report_destinations import lock_destinations, report_destinations
from shouwei.work.employment.workflows.send_links import send_links
from shouwei.work.employment.workflows.void_proof import void_proof
from shouwei.work.employment.workflows.write_destination import write_destination

from .graduates import COHORT, DAY, GOOD_CODE, destination, graduate

VALUES = {
    "code": "11",
    "employer_name": "启明机械有限公司",
    "employer_code": GOOD_CODE,
    "workplace_county": "340811",
    "registered_county": "",
    "post": "",
    "matches_specialty": True,
    "started_on": date(2026, 7, 1),
    "contract_until": None,
}
NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)


def proof(cast: Cast, row: Destination, kind: str, content: bytes = b"proof") -> Proof:
    file = keep_file("合同.txt", content, by=cast.wu)
    return add_proof(row, kind=kind, file=file, given_on=DAY, valid_until=None, note="", by=cast.wu, today=DAY)


def level(row: Destination) -> int:
    row.refresh_from_db()
    return row.evidence_level


def test_a_correction_after_reporting_says_why_and_is_kept(cast: Cast) -> None:
    student = graduate(cast.north, "S1")
    row = write_destination(student, values=VALUES, reason="", seen_edition=0, by=cast.wu, today=DAY)
    report_destinations(cast.north, COHORT, by=cast.lin)
    moved = VALUES | {"workplace_county": "320505"}

    with pytest.raises(Refused, match="写明原因"):
        write_destination(student, values=moved, reason=" ", seen_edition=1, by=cast.wu, today=DAY)
    write_destination(student, values=moved, reason="工作地填错", seen_edition=1, by=cast.wu, today=DAY)
    with pytest.raises(Refused, match="已被他人修改"):
        write_destination(student, values=VALUES, reason="再改", seen_edition=1, by=cast.lin, today=DAY)

    row.refresh_from_db()
    assert (row.workplace_county, row.edition, row.state) == ("320505", 2, "reported")
    assert [(c.edition, c.changes, c.reason) for c in Correction.objects.all()] == [
        (2, {"workplace_county": ["340811", "320505"]}, "工作地填错")
    ]


def test_a_cohort_is_reported_locked_and_unlocked_with_a_reason(cast: Cast) -> None:
    student, other = graduate(cast.north, "S1"), graduate(cast.north, "S2")
    write_destination(student, values=VALUES, reason="", seen_edition=0, by=cast.wu, today=DAY)
    with pytest.raises(Refused, match="还有1人没有登记"):
        report_destinations(cast.north, COHORT, by=cast.lin)
    nothing = {name: None if "on" in name.split("_") or "until" in name else "" for name in VALUES}
    write_destination(
        other,
        values=nothing | {"code": "70", "matches_specialty": None},
        reason="",
        seen_edition=0,
        by=cast.wu,
        today=DAY,
    )

    assert report_destinations(cast.north, COHORT, by=cast.lin) == 2
    assert lock_destinations(cast.north, COHORT, locked=True, reason="", by=cast.chen) == 2
    with pytest.raises(Refused, match="已锁定"):
        write_destination(student, values=VALUES, reason="改", seen_edition=1, by=cast.wu, today=DAY)
    with pytest.raises(Refused, match="解锁须写明原因"):
        lock_destinations(cast.north, COHORT, locked=False, reason="", by=cast.chen)
    assert set(Destination.objects.values_list("state", flat=True)) == {"locked"}


def test_an_internship_proof_lifts_nothing_a_contract_does_and_voiding_takes_it_back(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S1"))
    levels = [level(row)]
    proof(cast, row, "internship", b"a")
    levels.append(level(row))
    contract = proof(cast, row, "contract", b"b")
    levels.append(level(row))
    void_proof(contract, reason="合同未生效", by=cast.wu, today=DAY)
    levels.append(level(row))

    assert levels == [0, 0, 2, 0]
    with pytest.raises(Refused, match="只能提供"):
        proof(cast, row, "register", b"c")


def test_one_file_for_two_graduates_counts_for_neither(cast: Cast) -> None:
    here, there = destination(graduate(cast.north, "S1")), destination(graduate(cast.south, "S2"))
    proof(cast, here, "contract", b"same")
    alone = level(here)
    shared = proof(cast, there, "contract", b"same")

    assert (alone, level(here), level(there)) == (2, 0, 0)
    void_proof(shared, reason="用错材料", by=cast.zhao, today=DAY)
    assert (level(here), level(there)) == (2, 0)


# The quiet no.


def seen_by_school(cast: Cast, row: Destination) -> list[bytes]:
    """Everything a school's accounts can open about this graduate, without what differs on every visit."""
    pages = [
        reverse("employment:destinations") + f"?cohort={COHORT}",
        reverse("employment:destination", args=[row.pk]),
        reverse("employment:questions"),
        reverse("employment:samples"),
        reverse("learners:student", args=[row.student_id]),
        reverse("links:links"),
    ]
    seen = []
    for who in (cast.lin, cast.wu):
        client = Client()
        client.force_login(who.user)
        for page in pages:
            content = client.get(page).content
            seen.append(re.sub(rb"[A-Za-z0-9]{64}|\d{2}:\d{2}", b"", content))
    return seen


def ask_and_answer(cast: Cast, row: Destination, answer: str) -> tuple[bytes, float]:
    """What the phone shows after the button, and how long it took."""
    link = send_links([row], by=cast.zhou, now=datetime.now(UTC))[0]
    phone = Client()
    phone.post(reverse("links:landing", args=[link.token]), {"answer": row.student.student_no[-4:]})
    began = perf_counter()
    shown = phone.post(reverse("employment:confirm"), {"answer": answer, "note": ""})
    took = perf_counter() - began
    assert shown.status_code == 200
    return re.sub(rb"[A-Za-z0-9]{64}", b"", shown.content), took


def test_yes_and_no_look_the_same_on_the_phone_and_to_the_school_now_and_later(cast: Cast) -> None:
    shown, seen, steps = {}, {}, {}
    row = destination(graduate(cast.north, "S10001"))
    proof(cast, row, "contract")
    ask_and_answer(cast, row, "yes")  # whatever is remembered at first is remembered now
    for answer in ("yes", "not_quite", "no", "talk"):
        Confirmation.objects.all().delete()
        Link.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            shown[answer], _ = ask_and_answer(cast, row, answer)
        steps[answer] = len(asked)
        seen[answer] = [re.sub(rb"/links/\d+/|pk=\d+", b"", page) for page in seen_by_school(cast, row)]

    assert len(set(shown.values())) == 1
    assert len(set(steps.values())) == 1
    assert seen["yes"] == seen["no"] == seen["not_quite"] == seen["talk"]
    assert Event.objects.filter(what="本人答复").values("why", "changes").distinct().count() == 1


def test_yes_and_no_take_the_same_time(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S10001"))
    times: dict[str, list[float]] = {"yes": [], "no": []}
    for turn in range(24):
        answer = "yes" if turn % 2 else "no"
        times[answer].append(ask_and_answer(cast, row, answer)[1])

    fast, slow = sorted(median(taken) for taken in times.values())
    assert slow < 1.5 * fast  # beside other work; the statements are the same, as the test above counts


def test_what_the_graduate_said_exists_for_the_auditor_only(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S10001"))
    proof(cast, row, "contract")
    ask_and_answer(cast, row, "yes")

    def there(role: str, organisation: int | None) -> tuple[int, int, int]:
        with acting_as(Actor(role, organisation, 1, 1)), as_the_application():
            return Destination.objects.count(), Standing.objects.count(), Confirmation.objects.count()

    seen = {who: there(cast[who].role, cast[who].organisation_id) for who in ("lin", "zhao", "chen", "shen", "fang")}
    assert seen == {
        "lin": (1, 0, 0),
        "zhao": (0, 0, 0),
        "chen": (1, 0, 0),
        "shen": (1, 1, 1),
        "fang": (0, 0, 0),
    }
    assert (level(row), Standing.objects.get().level) == (2, 3)


def test_a_no_throws_the_standing_back_but_not_what_papers_say(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S10001"))
    proof(cast, row, "contract")
    ask_and_answer(cast, row, "no")

    assert (level(row), Standing.objects.get().level) == (2, 0)


# Questions.


def test_questions_are_asked_once_answered_and_settled(cast: Cast) -> None:
    graduates = [graduate(cast.north, f"S{i}", phone="13800000000") for i in range(3)]
    for student in graduates:
        destination(student)

    assert ask_questions(COHORT, by=cast.zhou, today=DAY) == 1
    assert ask_questions(COHORT, by=cast.zhou, today=DAY) == 0
    question = Question.objects.get()
    assert (question.rule, question.school, question.text) == (
        "shared_phone",
        cast.north,
        "3名毕业生登记同一个手机号。请逐人核对本人号码。",
    )
    assert [n.text for n in Notice.objects.filter(to=cast.lin)] == ["2026届毕业去向有1个问题请学校核对，10天内答复"]

    with pytest.raises(Refused, match="还没有答复"):
        settle_question(question, outcome="unresolved", by=cast.zhou, today=DAY)
    reply_question(question, reply="登记时误填班主任电话，已改。", by=cast.wu, today=DAY)
    settle_question(question, outcome="corrected", by=cast.zhou, today=DAY)
    with pytest.raises(Refused, match="已经办结"):
        reply_question(question, reply="再说", by=cast.wu, today=DAY)
    question.refresh_from_db()
    assert (question.outcome, question.reply) == ("corrected", "登记时误填班主任电话，已改。")


def test_the_department_sends_the_links_over_its_page_though_it_reads_no_student(cast: Cast, client: Client) -> None:
    row = destination(graduate(cast.north, "S000001"))
    client.force_login(cast.zhou.user)
    listed = client.get(reverse("employment:destinations"), {"cohort": COHORT}).content.decode()
    assert ("毕业生名单由学校查看" in listed, "甄示例" in listed, "没有符合条件" in listed) == (True, False, False)

    sent = client.post(reverse("employment:send_links", args=[COHORT]), follow=True).content.decode()

    assert "已发出1条确认链接" in sent
    link = Link.objects.get()
    assert (link.purpose, link.about_id, link.recipient, link.issuer) == (
        "confirm_destination",
        row.pk,
        "甄*（北辰职校 汽修一班）",
        cast.zhou.organisation,
    )


def test_a_merger_breaks_no_link_and_what_was_left_behind_is_reached_by_an_identity_there(
    cast: Cast, client: Client
) -> None:
    row = destination(graduate(cast.north, "S10001"))
    link = send_links([row], by=cast.zhou, now=datetime.now(UTC))[0]
    merge_organisations(cast.north, cast.south, on=DAY, source="批复", by=cast.chen, today=DAY)
    page = reverse("employment:destination", args=[row.pk])

    phone = Client()
    phone.post(reverse("links:landing", args=[link.token]), {"answer": row.student.student_no[-4:]})
    assert phone.post(reverse("employment:confirm"), {"answer": "yes", "note": ""}).status_code == 200
    assert Confirmation.objects.count() == 1

    client.force_login(cast.zhao.user)
    assert client.get(page).status_code == 404
    client.force_login(make_identity("zheng", "郑示例", "unit_staff", cast.north).user)
    assert client.get(page).status_code == 200
    assert [(line.name, line.graduates) for line in standings(cast.chen, COHORT)] == [("北辰职校", 1)]


@pytest.fixture
def regions(db: None) -> None:
    load_shipped(by=None, today=DAY)


@pytest.mark.usefixtures("regions")
def test_a_place_is_told_with_its_city_as_it_was_called_then() -> None:
    asked = ["340104", "340209", "340203", "310115", "340811", "999999", ""]
    assert places(asked, on=date(2026, 11, 30)) == {
        "340104": "合肥市蜀山区",
        "340209": "芜湖市弋江区",
        "310115": "上海市浦东新区",
        "340811": "安庆市宜秀区",
    }
    assert places(["340203"], on=date(2019, 12, 31)) == {"340203": "芜湖市弋江区"}


@pytest.mark.usefixtures("regions")
def test_the_link_shows_what_the_figure_counts_the_place_too(cast: Cast) -> None:
    link = send_links([destination(graduate(cast.north, "S000001"))], by=cast.zhou, now=datetime.now(UTC))[0]
    phone = Client()
    phone.post(reverse("links:landing", args=[link.token]), {"answer": "0001"})

    shown = phone.get(reverse("employment:confirm")).content.decode()

    assert [word for word in ("启明机械有限公司", "2026年7月1日", "安庆市宜秀区") if word not in shown] == []


# Samples.

SEED = "a sentence only the auditor knows"


def test_a_sample_is_committed_closed_revealed_and_cannot_be_bent(cast: Cast) -> None:
    for i in range(6):
        destination(graduate(cast.north, f"S{i}"))
    with pytest.raises(Refused, match="登记的去向只有6人"):
        commit_sample(title="抽样", cohort=COHORT, size=7, seed_hash=digest(SEED), by=cast.shen, now=NOW)
    assert Sample.objects.count() == 0  # it could never have been closed
    sample = commit_sample(title="抽样", cohort=COHORT, size=3, seed_hash=digest(SEED), by=cast.shen, now=NOW)
    with pytest.raises(Refused, match="封存以后"):
        reveal_seed(sample, seed=SEED, by=cast.shen, now=NOW)
    sample = close_list(sample, by=cast.shen, now=NOW)
    destination(graduate(cast.north, "S9"))  # comes too late
    with pytest.raises(Refused, match="不符"):
        reveal_seed(sample, seed=SEED + "!", by=cast.shen, now=NOW)
    with pytest.raises(Refused, match="已经封存"):
        close_list(sample, by=cast.shen, now=NOW)
    drawn = reveal_seed(sample, seed=SEED, by=cast.shen, now=NOW)

    assert (len(drawn), Sample.objects.get().strata) == (3, [[6, 3]])
    record_finding(drawn[0], finding="false", note="电话核实，本人未就业。", by=cast.shen, today=DAY)
    assert Standing.objects.get(destination=drawn[0].destination).level == 0
    with pytest.raises(Refused, match="核查方式"):
        record_finding(drawn[1], finding="true", note="", by=cast.shen, today=DAY)
    assert Drawn.objects.filter(finding="open").count() == 2


# Pages.


def test_figures_by_school_count_by_workplace(cast: Cast) -> None:
    for i, (code, county) in enumerate([("11", "340811"), ("10", "340104"), ("75", "320505"), ("80", ""), ("70", "")]):
        destination(graduate(cast.north, f"S{i}"), code=code, workplace_county=county)
    graduate(cast.north, "S9")

    (row,) = standings(cast.lin, COHORT)

    assert (row.graduates, row.missing, row.settled, row.employed, row.in_city, row.in_province, row.study) == (
        6,
        1,
        4,
        3,
        1,
        2,
        1,
    )


def test_over_the_pages_a_career_officer_reports_a_graduate(cast: Cast, client: Client) -> None:
    student = graduate(cast.north, "S1")
    client.force_login(cast.wu.user)
    address = reverse("employment:write_destination", args=[student.pk])
    sent = {
        "code": "11",
        "employer_name": "示例公司",
        "workplace_county": "340811",
        "started_on": "2026-07-01",
        "edition": 0,
    }

    refused = client.post(address, sent | {"workplace_county": ""})
    assert "须填写工作地" in refused.content.decode()
    assert Destination.objects.count() == 0
    assert client.post(address, sent).status_code == 302
    sister = Client()
    sister.force_login(cast.zhao.user)
    assert sister.get(address).status_code == 404
    assert sister.get(reverse("employment:destination", args=[Destination.objects.get().pk])).status_code == 404


def test_the_list_asks_as_often_for_one_as_for_thirty(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    pages = [reverse("employment:destinations") + f"?cohort={COHORT}", reverse("employment:questions")]

    def more(first: int, last: int) -> None:
        for i in range(first, last):
            row = destination(graduate(cast.north, f"S{i}"))
            Question.objects.create(
                school=cast.north,
                destination=row,
                cohort=COHORT,
                rule="age",
                subject=f"{i}",
                text="x",
                asked_on=DAY,
                due_on=DAY + timedelta(days=10),
            )

    more(0, 1)
    questions(client, pages)
    few = questions(client, pages)
    more(1, 31)

    assert questions(client, pages) == few


def test_what_the_group_knows_of_employers_and_schools_asks_too(cast: Cast) -> None:
    """More hired than the staff a firm has told, and a graduate's telephone that is a school's own."""
    cast.works.credit_code = GOOD_CODE
    cast.works.save()
    Fact.objects.create(
        organisation=cast.works, topic="staff", number=4, as_of=date(2026, 1, 1), source="示例", confirmed=True
    )
    Contact.objects.create(organisation=cast.north, post="招生就业办", phone="13800000001")
    for number in range(5):
        destination(graduate(cast.north, f"S{number}", phone=f"1380000000{number}"))

    ask_questions(COHORT, by=cast.zhou, today=DAY)

    asked = Question.objects.filter(rule__in=("more_than_staff", "school_contact"))
    assert sorted(asked.values_list("rule", "destination__student__student_no")) == [
        ("more_than_staff", None),
        ("school_contact", "S1"),
    ]


# Codes and text messages.


def test_the_form_offers_the_codes_of_the_cohort_and_what_stands_there(cast: Cast, client: Client) -> None:
    newer, older = graduate(cast.north, "S1"), graduate(cast.north, "S2", cohort=2022)
    kept = graduate(cast.north, "S3")
    destination(kept, code="27")
    client.force_login(cast.wu.user)

    def offered(student: Student) -> set[str]:
        page = client.get(reverse("employment:write_destination", args=[student.pk])).content.decode()
        return set(re.findall(r'<option value="(\d+)"', page)) & {"27", "271", "502"}

    assert [offered(student) for student in (newer, older, kept)] == [{"271", "502"}, {"27"}, {"27", "271", "502"}]


def test_a_code_of_another_edition_is_not_written_anew_and_stays_where_it_stands(cast: Cast) -> None:
    student, old = graduate(cast.north, "S1"), graduate(cast.north, "S2", cohort=2022)
    with pytest.raises(Refused, match="“27 科研助理”不是2026届使用的代码，请改用“271 科研助理、管理助理”"):
        write_destination(student, values=VALUES | {"code": "27"}, reason="", seen_edition=0, by=cast.wu, today=DAY)
    with pytest.raises(Refused, match="请改用“50 国家基层项目”"):
        write_destination(old, values=VALUES | {"code": "502"}, reason="", seen_edition=0, by=cast.wu, today=DAY)
    assert Destination.objects.count() == 0
    destination(student, code="27", state="draft")

    kept = write_destination(
        student, values=VALUES | {"code": "27", "post": "助理"}, reason="", seen_edition=1, by=cast.wu, today=DAY
    )

    assert (kept.code, kept.post, kept.code_edition) == ("27", "助理", "2023")


def test_of_lock_and_unlock_the_list_shows_what_can_be_done_and_else_what_is_missing(
    cast: Cast, client: Client
) -> None:
    row = destination(graduate(cast.north, "S1"), state="draft")
    late = graduate(cast.north, "S2")
    client.force_login(cast.chen.user)

    def offered() -> list[str]:
        page = client.get(reverse("employment:destinations") + f"?cohort={COHORT}").content.decode()
        words = (
            "[^解]锁定北辰职校",
            "解锁北辰职校",
            "1人未登记，待学校上报",
            ">待学校上报",
            "填报中的1人没有上报，不在其内",
        )
        return [word for word in words if re.search(word, page)]

    one_is_missing = offered()
    destination(late, state="draft")
    all_in_draft = offered()
    Destination.objects.filter(pk=row.pk).update(state="reported")
    one_reported = offered()
    lock_destinations(cast.north, COHORT, locked=True, reason="", by=cast.chen)
    one_locked = offered()
    report_destinations(cast.north, COHORT, by=cast.wu)
    lock_destinations(cast.north, COHORT, locked=True, reason="", by=cast.chen)

    assert one_is_missing == ["1人未登记，待学校上报"]
    assert all_in_draft == [">待学校上报"]
    assert one_reported == ["[^解]锁定北辰职校", "填报中的1人没有上报，不在其内"]
    assert one_locked == ["解锁北辰职校", ">待学校上报"]
    assert offered() == ["解锁北辰职校"]


def test_by_text_message_a_link_reaches_whoever_has_a_number_of_his_own(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    Channel.objects.create(
        kind="sms", organisation=cast.chen.organisation, name="短信", address="https://sms.test/", made_by=cast.guan
    )
    Contact.objects.create(organisation=cast.north, post="班主任", name="吴示例", phone="13900000009")
    numbers = ["13900000001", "13900000002", "13900000002", "13900000009", ""]
    rows = [destination(graduate(cast.north, f"S1000{i}", phone=number)) for i, number in enumerate(numbers)]
    said: list[dict[str, str]] = []

    def post(address: str, body: bytes, headers: dict[str, str], **other: bool) -> Outcome:
        said.append(json.loads(body))
        return Outcome(202, "")

    monkeypatch.setattr("shouwei.ground.notices.channels.sms.post", post)
    moment = datetime.now(UTC).replace(hour=4)  # noon in China: no quiet hours

    links = send_links(rows, by=cast.zhou, now=moment, by_text=True)
    sent = deliver(moment + timedelta(minutes=1))

    assert (len(links), sent, [one["phone"] for one in said]) == (5, 1, ["13900000001"])
    assert links[0].token in said[0]["text"]
    assert not any(word in said[0]["text"] for word in ("甄示例", "启明机械", "S10000"))
    assert Event.objects.filter(what="发出确认短信").get().why == "毕业去向确认，1条"
    kept = [str(list(model.objects.values())) for model in (Event, Dispatch)] + [caplog.text]
    assert not any(number and number in text for number in numbers for text in kept)


def test_who_has_answered_before_the_message_goes_out_is_not_written_to(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    Channel.objects.create(
        kind="sms", organisation=cast.chen.organisation, name="短信", address="https://sms.test/", made_by=cast.guan
    )
    row = destination(graduate(cast.north, "S10001", phone="13900000001"))
    monkeypatch.setattr("shouwei.ground.notices.channels.sms.post", lambda *said, **other: pytest.fail("written to"))
    moment = datetime.now(UTC).replace(hour=4)
    link = send_links([row], by=cast.zhou, now=moment, by_text=True)[0]
    Link.objects.filter(pk=link.pk).update(used_at=moment)

    assert deliver(moment + timedelta(minutes=1)) == 0
    assert Dispatch.objects.get().state == "withdrawn"


def test_without_a_gateway_nothing_is_offered(cast: Cast, client: Client) -> None:
    row = destination(graduate(cast.north, "S10001", phone="13900000001"))
    client.force_login(cast.zhou.user)

    page = client.get(reverse("employment:destinations") + f"?cohort={COHORT}").content.decode()
    send_links([row], by=cast.zhou, now=datetime.now(UTC), by_text=True)

    assert "请本人确认" in page
    assert "by_text" not in page
    assert Dispatch.objects.count() == 0
