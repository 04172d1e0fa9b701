"""Evidence levels, triples and samples: the rules, as tables."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwei.work.employment.rules.codes import CODES, is_employed, is_settled, needs_employer
from shouwei.work.employment.rules.destinations import Claimed, may_correct, may_report, may_write
from shouwei.work.employment.rules.evidence import LAPSES, LEVELS, Piece, Triple, level_of, triple
from shouwei.work.employment.rules.sampling import (
    chance_of_none,
    digest,
    draw,
    list_digest,
    most_false,
    size_for,
    true_share,
)

from .graduates import GOOD_CODE

DAY = date(2026, 9, 1)


def piece(kind: str, **other: object) -> Piece:
    return Piece(kind, other.pop("given_on", DAY), **other)  # type: ignore[arg-type]  # of the tests


@pytest.mark.parametrize(
    ("code", "pieces", "level"),
    [
        ("11", [], 0),
        ("11", [piece("internship")], 0),  # 四不准
        ("11", [piece("internship"), piece("document")], 1),
        ("11", [piece("contract")], 2),
        ("11", [piece("contract", form_checked=False)], 1),  # no valid employer code on it
        ("11", [piece("contract", void=True)], 0),
        ("11", [piece("contract", valid_until=DAY)], 2),  # the last day still counts
        ("11", [piece("contract", valid_until=DAY - timedelta(days=1))], 0),
        ("11", [piece("contract"), piece("person")], 3),
        ("11", [piece("person", given_on=DAY - LAPSES)], 3),  # half a year to the day
        ("11", [piece("person", given_on=DAY - LAPSES - timedelta(days=1)), piece("contract")], 2),
        ("11", [piece("contract"), piece("register", given_on=DAY + timedelta(days=1))], 2),  # not yet
        ("11", [piece("contract"), piece("person", contradicts=True)], 0),
        ("11", [piece("employer")], 4),
        ("11", [piece("audit")], 6),
        ("80", [piece("notice")], 2),
        ("75", [piece("register")], 1),  # a start-up needs its person too
        ("75", [piece("person")], 1),
        ("75", [piece("person"), piece("register")], 5),
        ("76", [piece("audit")], 6),
        ("12", [piece("contract"), piece("employer")], 1),
    ],
)
def test_what_lifts_a_claim_and_what_does_not(code: str, pieces: list[Piece], level: int) -> None:
    assert level_of(code, pieces, on=DAY) == level


PIECES = st.lists(
    st.builds(
        Piece,
        st.sampled_from([*LEVELS, "internship"]),
        st.dates(date(2025, 1, 1), DAY),
        void=st.booleans(),
        form_checked=st.booleans(),
    ),
    max_size=6,
)


@given(st.sampled_from(sorted(CODES)), PIECES)
def test_an_internship_proof_never_changes_anything(code: str, pieces: list[Piece]) -> None:
    without = [each for each in pieces if each.kind != "internship"]

    assert level_of(code, pieces, on=DAY) == level_of(code, without, on=DAY)


@given(st.sampled_from(sorted(CODES)), PIECES, st.data())
def test_voiding_a_proof_never_lifts(code: str, pieces: list[Piece], data: st.DataObject) -> None:
    if pieces:
        place = data.draw(st.integers(0, len(pieces) - 1))
        old = pieces[place]
        voided = [*pieces[:place], Piece(old.kind, old.given_on, old.valid_until, void=True), *pieces[place + 1 :]]
        assert level_of(code, voided, on=DAY) <= level_of(code, pieces, on=DAY)


def test_a_triple_falls_and_contested_claims_do_not_count() -> None:
    rows = [(2, True, False), (3, True, False), (5, True, True), (1, True, False), (6, False, False)]

    assert triple(rows, true_share=0.9) == Triple(reported=2, confirmed=1, audited=1, of=5)
    assert triple(rows, true_share=None).audited is None


@pytest.mark.parametrize(
    ("code", "settled", "employed", "employer"),
    [
        ("11", True, True, True),
        ("271", True, True, True),
        ("80", True, False, False),
        ("46", True, False, False),
        ("75", True, True, False),
        ("70", False, False, False),
        ("72", False, False, False),
    ],
)
def test_codes_fall_into_their_groups(code: str, settled: bool, employed: bool, employer: bool) -> None:
    assert (is_settled(code), is_employed(code), needs_employer(code)) == (settled, employed, employer)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"code": "99"}, "不是毕业去向代码"),
        ({"employer_name": ""}, "须填写单位名称"),
        ({"workplace_county": ""}, "须填写工作地"),
        ({"workplace_county": "3408"}, "六位"),
        ({"employer_code": "913501"}, "不能通过校验"),
        ({"employer_code": ""}, ""),  # may be told later
        ({"started_on": DAY + timedelta(days=1)}, "还没有到"),
        ({"contract_until": date(2026, 6, 30)}, "不能早于"),
        ({"code": "70", "employer_name": "", "workplace_county": ""}, ""),  # to say so is a line too
    ],
)
def test_what_a_line_must_say(changed: dict[str, object], sentence: str) -> None:
    values: dict[str, object] = {
        "code": "11",
        "employer_name": "示例公司",
        "employer_code": GOOD_CODE,
        "workplace_county": "340811",
        "started_on": date(2026, 7, 1),
        "contract_until": None,
    }
    verdict = may_write(Claimed(**(values | changed)), finished="graduated", today=DAY)  # type: ignore[arg-type]  # table

    assert (sentence in verdict.reason, bool(verdict)) == (True, not sentence)


def test_who_has_not_finished_has_no_destination() -> None:
    assert not may_write(Claimed("70", "", "", "", None, None), finished="enrolled", today=DAY)


@pytest.mark.parametrize(
    ("state", "edition", "seen", "reason", "allowed"),
    [
        ("", 0, 0, "", True),
        ("draft", 1, 1, "", True),
        ("draft", 2, 1, "", False),  # somebody else was quicker
        ("reported", 1, 1, "", False),
        ("reported", 1, 1, "录入错误", True),
        ("locked", 1, 1, "录入错误", False),
    ],
)
def test_when_it_may_still_be_changed(state: str, edition: int, seen: int, reason: str, allowed: bool) -> None:
    assert bool(may_correct(state=state, edition=edition, seen=seen, reason=reason)) is allowed


def test_a_cohort_is_reported_when_everybody_has_a_line() -> None:
    assert [bool(may_report(missing=m, of=n)) for m, n in ((0, 3), (1, 3), (0, 0))] == [True, False, False]


@pytest.mark.parametrize(
    ("total", "one95", "two95", "five95", "two99", "five99"),
    [
        (200, 155, 105, 51, 136, 73),
        (500, 225, 129, 56, 183, 83),
        (2000, 277, 143, 58, 216, 88),
        (10000, 294, 148, 59, 226, 90),
    ],
)
def test_sample_sizes_are_those_computed_by_hand(
    total: int, one95: int, two95: int, five95: int, two99: int, five99: int
) -> None:
    found = [
        size_for(total, limit=limit, sure=sure)
        for limit, sure in ((0.01, 0.95), (0.02, 0.95), (0.05, 0.95), (0.02, 0.99), (0.05, 0.99))
    ]

    assert found == [one95, two95, five95, two99, five99]


@given(st.integers(1, 10), st.data())
@settings(max_examples=40)
def test_the_chance_of_finding_none_is_what_counting_says(total: int, data: st.DataObject) -> None:
    false = data.draw(st.integers(0, total))
    size = data.draw(st.integers(0, total))
    samples = list(combinations(range(total), size))
    none = sum(not any(person < false for person in sample) for sample in samples)

    assert math.isclose(chance_of_none(total, false, size), none / len(samples), abs_tol=1e-9)


def test_a_draw_is_the_same_for_everybody_and_hangs_on_seed_and_list() -> None:
    roster = [(person, 1) for person in range(100)]
    shuffled = roster[::-1]

    assert list_digest(roster) == list_digest(shuffled)
    assert draw(roster, seed="a", size=10) == draw(shuffled, seed="a", size=10)
    assert draw(roster, seed="b", size=10) != draw(roster, seed="a", size=10)
    assert draw(roster[:-1], seed="a", size=10) != draw(roster, seed="a", size=10)
    assert len(digest("a")) == 64
    with pytest.raises(ValueError, match="weights"):
        draw([(1, 0)], seed="a", size=1)


def test_weight_raises_the_chance_and_nothing_else() -> None:
    roster = [(person, 3 if person < 50 else 1) for person in range(100)]
    drawn = [person for seed in range(300) for person in draw(roster, seed=f"{seed}", size=10)]
    heavy = sum(person < 50 for person in drawn) / len(drawn)

    assert 0.68 < heavy < 0.80  # three quarters, less what is drawn without putting back


@pytest.mark.parametrize(("total", "size"), [(40, 10), (60, 20), (200, 59)])
def test_the_bound_on_false_ones_holds_at_least_95_times_in_100_whatever_the_truth(total: int, size: int) -> None:
    for false in range(total + 1):
        held = sum(
            math.comb(false, found) * math.comb(total - false, size - found) / math.comb(total, size)
            for found in range(size + 1)
            if found <= false and size - found <= total - false and most_false(total, size, found) >= false
        )
        assert held >= 0.95 - 1e-9


def test_who_looks_at_everybody_has_no_doubt_left_and_who_looks_at_nobody_knows_nothing() -> None:
    assert most_false(600, 600, 30) == 30
    assert true_share(600, []) is None
    assert true_share(600, [True] * 600) == 1.0
