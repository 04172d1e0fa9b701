"""Real records as the cross-checks see them: every field a check reads is fed, from the register, the trail of typing and the papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cast import Cast

from shouwei.core.acting import acting_as_system
from shouwei.core.sheets import Context
from shouwei.core.sheets.sheet import Rows
from shouwei.ground.organisations.models import Contact
from shouwei.work.employment.claims import claims_of
from shouwei.work.employment.models import Destination, Proof, Question
from shouwei.work.employment.rules.cross_checks import BURST, CHECKS, Claim
from shouwei.work.employment.sheets import STORE
from shouwei.work.employment.workflows.ask_questions import ask_questions
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
    Contact.objects.create(organisation=cast.north, post="就业办", phone="0556-5500009")
    cast.works.facts.create(topic="staff", number=40, as_of=DAY, source="示例")
    row = destination(student, typed_at=AT, written_by=cast.wu, contract_until=date(2027, 7, 1), evidence_level=4)
    from shouwei.ground.documents.models import StoredFile

    file = StoredFile.objects.create(sha256="a" * 64, name="x.txt", media_type="text/plain", size=1)
    Proof.objects.create(destination=row, kind="employer", given_on=DAY, file=file)

    claim = next(one for one in claims_of(COHORT) if one.key == row.pk)

    empty = [field.name for field in fields(Claim) if not getattr(claim, field.name)]
    assert empty == []
    assert len(CHECKS) == 16
