"""Outside registers: what they prove, and what comes back as a mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast

from shouwei.core.sheets import Context, Rows
from shouwei.work.employment.models import Confirmation, Destination, Proof, Standing
from shouwei.work.employment.register_matches import MATCHES
from shouwei.work.employment.rules.matching import may_match
from shouwei.work.employment.workflows.weigh import weigh

from .graduates import DAY, GOOD_CODE, destination, graduate

OTHER_CODE = "91340800MA2MRA0X8T"
NAMES = ("school", "student_no", "register", "employer_code", "given_on")


@pytest.mark.parametrize(
    ("register", "code", "claimed", "found", "on", "sentence"),
    [
        ("社会保险", "11", GOOD_CODE, GOOD_CODE, DAY, ""),
        ("社会保险", "11", GOOD_CODE, OTHER_CODE, DAY, "不一致"),
        ("社会保险", "11", "", "", DAY, "不一致"),  # two blanks are no match
        ("社会保险", "80", "", GOOD_CODE, DAY, "不能证明"),  # insured, and said to study
        ("个人所得税", "12", GOOD_CODE, GOOD_CODE, DAY, ""),
        ("学籍", "80", "", "", DAY, ""),
        ("学籍", "11", "", "", DAY, "不能证明"),
        ("入伍登记", "46", "", "", DAY, ""),
        ("市场主体登记", "75", "", "", DAY, ""),
        ("社会保险", "11", GOOD_CODE, GOOD_CODE, date(2026, 9, 2), "还没有到"),  # tomorrow
    ],
)
def test_what_a_register_proves(register: str, code: str, claimed: str, found: str, on: date, sentence: str) -> None:
    verdict = may_match(register=register, code=code, claimed=claimed, found=found, on=on, today=DAY)

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


def rows(cast: Cast, *lines: tuple[Any, ...]) -> tuple[Rows, Context]:
    return Rows(NAMES, [(cast.north.pk, *line) for line in lines]), Context(cast.zhou, DAY)


def level(row: Destination) -> int:
    row.refresh_from_db()
    return row.evidence_level


@pytest.mark.django_db
def test_a_match_lifts_to_e5_once_and_undoing_takes_it_back(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S1"))
    given, context = rows(cast, ("S1", "社会保险", GOOD_CODE, DAY))
    assert MATCHES.check_rows is not None
    assert list(MATCHES.check_rows(given, context)) == []

    MATCHES.store.write(given, context)
    MATCHES.store.write(given, context)

    keys = [(cast.north.pk, "S1", "社会保险")]
    assert (level(row), Proof.objects.count()) == (5, 1)
    assert MATCHES.store.current(keys, ("employer_code", "given_on"), context) == {keys[0]: (GOOD_CODE, DAY)}
    assert MATCHES.store.remove(keys, context) == {}
    assert (level(row), Proof.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_what_does_not_fit_comes_back_and_nothing_is_written(cast: Cast) -> None:
    destination(graduate(cast.north, "S1"))
    given, context = rows(cast, ("S1", "社会保险", OTHER_CODE, DAY), ("S9", "社会保险", GOOD_CODE, DAY))

    assert MATCHES.check_rows is not None
    assert [(fault.row, fault.column) for fault in MATCHES.check_rows(given, context)] == [
        (0, "employer_code"),
        (1, "student_no"),
    ]
    assert Proof.objects.count() == 0


@pytest.mark.django_db
def test_a_start_up_counts_on_its_register_and_its_person(cast: Cast) -> None:
    row = destination(graduate(cast.north, "S1"), code="75", employer_code="", employer_name="")
    given, context = rows(cast, ("S1", "市场主体登记", "", DAY))
    MATCHES.store.write(given, context)
    alone = level(row)
    Confirmation.objects.create(destination=row, answer="yes", answered_at="2026-09-01T04:00Z")

    weigh([row], on=DAY)

    assert (alone, level(row), Standing.objects.get(destination=row).level) == (1, 1, 5)


@pytest.mark.parametrize(
    ("who", "opens"), [("zhou", True), ("chen", True), ("lin", False), ("wu", False), ("shen", False)]
)
@pytest.mark.django_db
def test_schools_match_nothing_themselves(cast: Cast, who: str, opens: bool) -> None:
    assert MATCHES.opens(cast[who]) is opens
