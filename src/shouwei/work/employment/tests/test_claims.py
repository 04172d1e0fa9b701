"""Real records as the cross-checks see them: every field a check reads is fed, from the register, the trail of typing and the papers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import pytest
from tests.cast import Cast

from shouwei.core.acting import acting_as_system
from shouwei.core.sheets import Context
from shouwei.core.sheets.sheet import Rows
from shouwei.core.verdict import Refused
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.organisations.models import Contact
from shouwei.work.employment.claims import claims_of, setting_of
from shouwei.work.employment.models import Destination, Proof, Question
from shouwei.work.employment.queries import people_of
from shouwei.work.employment.rules.checking import Year
from shouwei.work.employment.rules.cross_checks import BURST, CHECKS, Claim
from shouwei.work.employment.sheets import STORE
from shouwei.work.employment.workflows.add_proof import add_proofs
from shouwei.work.employment.workflows.ask_questions import ask_questions
from shouwei.work.employment.workflows.reply_question import reply_questions, settle_question
from shouwei.work.employment.workflows.write_destination import write_destination

from .graduates import COHORT, DAY, GOOD_CODE, destination, graduate

AT = datetime(2026, 8, 30, 7, 58, 1, tzinfo=UTC)
VALUES = {
    "code": "11",
    "employer_name": "启明机械有限公司",
    "employer_code": GOOD_CODE,
    "workplace_county": "340811",
    "registered_county": "",
    "post": "",
    "matches_specialty": None,
    "started_on": date(2026, 7, 1),
    "contract_until": None,
}


@pytest.fixture(autouse=True)
def as_the_system() -> Iterator[None]:
    with acting_as_system("the checks compare all schools"):
        yield


@pytest.fixture
def firm(cast: Cast) -> Contact:
    cast.works.credit_code, cast.works.founded_on = GOOD_CODE, date(2026, 8, 1)
    cast.works.save()
    return Contact.objects.create(organisation=cast.works, post="人事部", phone="0556-5500001")


def test_an_employer_founded_after_the_first_day_is_asked_about(cast: Cast, firm: Contact) -> None:
    row = destination(graduate(cast.north, "S1"))
    destination(graduate(cast.north, "S2"), started_on=date(2026, 8, 1))  # on the very day

    ask_questions(COHORT, by=cast.zhou, today=DAY)

    assert list(Question.objects.filter(rule="founded_later").values_list("destination", "text")) == [
        (row.pk, "单位“启明机械有限公司”成立于2026年8月1日，晚于就业起始日期2026年7月1日。请核对。")
    ]


@pytest.mark.parametrize(("typed", "asked"), [(BURST, 0), (BURST + 1, 1)])
def test_more_lines_in_a_minute_than_a_hand_types_are_asked_about(cast: Cast, typed: int, asked: int) -> None:
    for i in range(typed):
        destination(graduate(cast.north, f"S{i}"), typed_at=AT + timedelta(seconds=i), written_by=cast.wu)
    for i in range(BURST + 5):  # a file brings as many as it likes
        destination(graduate(cast.north, f"F{i}"), written_by=cast.wu)

    ask_questions(COHORT, by=cast.zhou, today=DAY)

    found = list(Question.objects.filter(rule="typed_too_fast").values_list("text", flat=True))
    assert found == [f"同一账号在15时58分一分钟内逐条录入{typed}条去向。请说明录入方式和核对过程。"] * asked


def test_typing_leaves_its_moment_and_a_file_takes_it_away(cast: Cast) -> None:
    student = graduate(cast.north, "S1")
    row = write_destination(student, values=VALUES, reason="", seen_edition=0, by=cast.wu, today=DAY)
    typed = claims_of(COHORT)[0]

    STORE.write(
        Rows(("school", "student_no", "post"), [(cast.north.pk, "S1", "质检员")]), Context(by=cast.wu, today=DAY)
    )

    assert (typed.written_by, typed.written_at) == (cast.wu.pk, row.typed_at)
    assert (claims_of(COHORT)[0].written_at, Destination.objects.get().typed_at) == (None, None)


def test_a_contact_that_answers_for_two_firms_is_asked_about(cast: Cast, firm: Contact) -> None:
    cast.south.credit_code = "91310000775785552L"
    cast.south.save()
    Contact.objects.create(organisation=cast.south, post="人事部", phone="05565500001")
    rows = [
        destination(graduate(cast.north, "S1")),
        destination(graduate(cast.north, "S2"), employer_code="91310000775785552L", employer_name="另一家"),
        destination(graduate(cast.north, "S3")),  # not confirmed by anybody
    ]
    for row in rows[:2]:
        Proof.objects.create(destination=row, kind="employer", given_on=DAY)

    ask_questions(COHORT, by=cast.zhou, today=DAY)

    assert list(Question.objects.filter(rule="one_contact").values_list("text", flat=True)) == [
        "2家单位由同一联系电话确认就业，涉及本校2人。请说明这些单位的关系，或提供合同、社保等佐证。"
    ]


def test_no_field_a_check_reads_stays_at_its_default(cast: Cast, firm: Contact) -> None:
    """A check whose field nobody fills never asks: the records of this one story fill every one of them."""
    student = graduate(cast.north, "S1", phone="13900000001", id_number="99000020070101001X")
    graduate(cast.south, "S1", id_number="99000020070101001X", state="enrolled", cohort=None, state_since=DAY)
    Contact.objects.create(organisation=cast.north, post="就业办", phone="0556-5500009", email="job@school.example")
    Contact.objects.create(organisation=cast.works, post="办公室", email="hr@school.example")
    cast.works.facts.create(topic="staff", number=40, as_of=DAY, source="示例")
    cast.works.closed_on, cast.works.industry_code = date(2026, 8, 9), "C3311"
    cast.works.save()
    row = destination(
        student,
        typed_at=AT,
        written_by=cast.wu,
        contract_until=date(2027, 7, 1),
        evidence_level=4,
        employer_industry="C1751",
    )
    destination(student, cohort=COHORT - 1, contract_until=date(2027, 1, 1))
    file = StoredFile.objects.create(sha256="a" * 64, name="x.txt", media_type="text/plain", size=1)
    marks = {"picture": b"p" * 512, "seal": b"s" * 512, "wording": "w", "made_on": DAY}
    Proof.objects.create(destination=row, kind="employer", given_on=DAY)
    Proof.objects.create(destination=row, kind="contract", given_on=DAY, file=file, **marks)

    claim = next(one for one in claims_of(COHORT) if one.key == row.pk)

    empty = [field.name for field in fields(Claim) if not getattr(claim, field.name)]
    assert empty == []
    assert len(CHECKS) == 31


def test_what_the_checks_know_besides(cast: Cast, django_assert_num_queries: Any) -> None:
    Holiday.objects.create(day=date(COHORT, 5, 1), name="劳动节")
    Holiday.objects.create(day=date(COHORT, 5, 9), name="调休", is_worked=True)
    destination(graduate(cast.north, "S1"), cohort=COHORT - 1)
    destination(graduate(cast.north, "S2"), cohort=COHORT - 1, code="70", employer_name="", employer_code="")
    destination(graduate(cast.north, "S3"), cohort=COHORT - 1, code="76")
    with django_assert_num_queries(3):
        setting = setting_of(COHORT)

    assert date(COHORT, 5, 1) in setting.days_off
    assert date(COHORT, 5, 9) not in setting.days_off
    assert setting.past[cast.north.pk] == [Year(graduates=3, settled=2, flexible=1)]
    assert set(setting.kinds) >= {cast.north.pk, cast.south.pk}


@pytest.mark.parametrize("people", [1, 4])
def test_claims_cost_the_same_queries_for_any_number(cast: Cast, people: int, django_assert_num_queries: Any) -> None:
    for i in range(people):
        destination(graduate(cast.north, f"S{i}"))
    with django_assert_num_queries(7):
        assert len(claims_of(COHORT)) == people


def _word(words: str, made: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    document.core_properties.created = datetime.fromisoformat(made)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_form_of_the_schools_own_is_asked_about_and_a_file_made_afterwards(cast: Cast) -> None:
    """Uploaded as a school does it: only the names and figures of the five papers differ."""
    words = "兹证明{}于二〇二六年七月起在{}工作，月工资{}元。甲方依法缴纳社会保险，乙方遵守规章制度，双方协商一致可以变更本证明所述内容，未尽事宜按国家规定办理，一式两份，双方各执一份。"
    for i in range(5):
        name, firm_name = f"{'甲乙丙丁戊'[i]}示例", f"{'东西南北中'[i]}方示例厂"
        row = destination(graduate(cast.north, f"S{i}", name), employer_name=firm_name, employer_code="")
        paper = _word(words.format(name, firm_name, 4000 + i), "2026-08-20" if i == 0 else "2026-07-01")
        signed = date(2026, 7, 1)
        add_proofs(
            row,
            [(f"{i}.docx", paper)],
            kind="document",
            given_on=signed,
            valid_until=None,
            note="",
            by=cast.wu,
            today=DAY,
        )

    ask_questions(COHORT, by=cast.zhou, today=DAY)

    asked = {q.rule: q for q in Question.objects.filter(rule__in=("one_form", "made_afterwards"))}
    assert asked["one_form"].text.startswith("5家单位、5名毕业生的材料文字完全相同，只换了姓名、单位和数字。")
    assert len(asked["one_form"].concerns) == 5
    assert asked["made_afterwards"].text == (
        "材料日期为2026年7月1日，文件却是2026年8月20日才制作的。请提供签订时的原件，或说明情况。"
    )
    assert (asked["one_form"].weight, asked["made_afterwards"].weight) == (1, 1)


def test_a_late_word_is_no_late_paper(cast: Cast) -> None:
    """An employer or a register that confirms in autumn what began in summer is no reason to ask."""
    row, other = destination(graduate(cast.north, "S1")), destination(graduate(cast.north, "S2"))
    late = {"given_on": date(2026, 11, 28)}
    for kind in ("person", "employer", "register", "audit"):
        Proof.objects.create(destination=row, kind=kind, **late)
    Proof.objects.create(destination=other, kind="contract", **late)

    ask_questions(COHORT, by=cast.zhou, today=date(2026, 11, 30))

    asked = Question.objects.filter(rule="written_before_file")
    assert list(asked.values_list("destination", flat=True)) == [other.pk]


def test_questions_of_one_cause_are_answered_at_once_or_not_at_all(cast: Cast) -> None:
    rows = [
        Question.objects.create(
            school=cast.north, cohort=COHORT, rule="age", subject=f"{i}", text="问", asked_on=DAY, due_on=DAY
        )
        for i in range(3)
    ]
    keys = [row.pk for row in rows]

    reply_questions(keys[:2], reply="同一原因", by=cast.wu, today=DAY)
    assert [q.outcome for q in Question.objects.order_by("pk")] == ["replied", "replied", "open"]

    settle_question(rows[0], outcome="explained", by=cast.zhou, today=DAY)
    with pytest.raises(Refused, match="选中的问题中有1个刚刚办结"):
        reply_questions(keys, reply="再答", by=cast.wu, today=DAY)
    with pytest.raises(Refused, match="请至少选择一个"):
        reply_questions([], reply="再答", by=cast.wu, today=DAY)
    assert [q.reply for q in Question.objects.order_by("pk")] == ["同一原因", "同一原因", ""]


def test_of_what_two_schools_share_each_sees_its_own(cast: Cast) -> None:
    """The other school's graduates are neither named nor listed; who needs to know more asks the auditor."""
    mine = destination(graduate(cast.north, "S1", "甲示例"))
    theirs = destination(graduate(cast.south, "S2", "乙示例"))
    file = StoredFile.objects.create(sha256="b" * 64, name="x.txt", media_type="text/plain", size=1)
    for row in (mine, theirs):
        Proof.objects.create(destination=row, kind="contract", given_on=DAY, file=file)

    ask_questions(COHORT, by=cast.zhou, today=DAY)

    question = Question.objects.get(school=cast.north, rule="copied_file")
    assert question.concerns == [mine.pk]
    assert "乙示例" not in question.text
    assert "与其他学校共用，需要了解请联系督查审计" in question.text
    assert people_of(cast.wu, question) == [mine]
