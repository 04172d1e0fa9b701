"""Samples in strata: who falls where, how many are drawn, what the findings prove, and that anybody can work it out again."""

from __future__ import annotations

import hashlib
import html
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.second_wall import as_the_application

from shouwei.core.acting import Actor, acting_as
from shouwei.core.verdict import Refused
from shouwei.work.employment.models import Confirmation, Destination, Drawn, Question, Sample, SampleList
from shouwei.work.employment.rules.bounds import Part, most, truth
from shouwei.work.employment.rules.sampling import digest, draw, list_digest, most_false
from shouwei.work.employment.rules.strata import allocate, classes, is_decoy, number_of, stratify
from shouwei.work.employment.sampled import least_true
from shouwei.work.employment.workflows.ask_questions import ask_questions
from shouwei.work.employment.workflows.draw_sample import close_list, commit_sample, record_finding, reveal_seed

from .graduates import COHORT, DAY, destination, graduate

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
SEED = "a sentence only the auditor knows"


# Classes, strata, sizes.


def test_small_classes_are_raised_together_and_a_small_rest_with_its_school() -> None:
    members = dict.fromkeys(range(6), (1, "一班")) | {10: (1, "二班"), 11: (1, "三班"), 12: (1, "三班")}
    members |= {n: (2, f"{n}班") for n in range(20, 26)}

    together = classes(members)

    assert Counter(together.values()) == {(1,): 9, (2,): 6}  # three in small classes are too few: all of the school
    assert classes(members | {13: (1, "四班"), 14: (1, "四班")})[0] == (1, "一班")


def test_one_class_in_four_is_raised_without_a_no() -> None:
    raised = sum(is_decoy(f"salt {salt}", (1, "一班", 2023)) for salt in range(2000))

    assert 0.22 < raised / 2000 < 0.28


@pytest.mark.parametrize(
    ("scores", "people"),
    [
        ([0] * 100 + [1] * 10 + [2] * 20 + [3] * 20 + [7] * 5, [100, 30, 25]),
        ([0] * 100 + [1] * 30 + [5] * 19, [100, 49]),
        ([0] * 100 + [1] * 3 + [5] * 40, [103, 40]),
        ([0] * 5 + [1] * 30 + [5] * 40, [35, 40]),
        ([0] * 12, [12]),
        ([3] * 12, [12]),
    ],
)
def test_strata_are_by_score_and_none_is_small(scores: list[int], people: list[int]) -> None:
    found = Counter(stratify(dict(enumerate(scores))).values())

    assert [n for _, n in sorted(found.items())] == people


@given(st.lists(st.integers(20, 3000), min_size=1, max_size=3), st.data())
def test_all_are_allotted_none_beyond_its_stratum_and_risk_is_drawn_from_more_often(
    people: list[int], data: st.DataObject
) -> None:
    size = data.draw(st.integers(3, sum(people)))

    drawn = allocate(people, size)

    assert sum(drawn) == size
    assert all(min(n, 10, size // len(people)) <= m <= n for n, m in zip(people, drawn, strict=True))


def test_sizes_of_a_usual_sample() -> None:
    assert allocate([9000, 800, 200], 150) == [119, 21, 10]
    assert allocate([700, 200, 100], 150) == [75, 43, 32]


# What findings prove.


def test_of_one_stratum_the_bound_is_the_exact_one() -> None:
    for people, drawn, found in ((200, 51, 0), (200, 51, 4), (150, 30, 3), (12, 3, 0), (12, 3, 3)):
        assert most(((people, drawn, found),), sure=0.95) == most_false(people, drawn, found)


def test_of_two_small_strata_the_bound_is_that_of_counting_every_sample() -> None:
    strata, sure = ((8, 3, 1), (6, 3, 0)), 0.95

    limit = sum(people / drawn * found for people, drawn, found in strata)
    likely = [
        a + b
        for a in range(1, 7)
        for b in range(4)
        if _share_of_samples(strata, (a, b), lambda total: total <= limit + 1e-9) > 1 - sure
    ]

    assert most(strata, sure=sure) == max(likely)


def _share_of_samples(
    strata: tuple[tuple[int, int, int], ...], marked: tuple[int, int], holds: Callable[[float], bool]
) -> float:
    totals = [
        [people / drawn * sum(i < n for i in sample) for sample in combinations(range(people), drawn)]
        for (people, drawn, _), n in zip(strata, marked, strict=True)
    ]
    return sum(holds(a + b) for a in totals[0] for b in totals[1]) / (len(totals[0]) * len(totals[1]))


@given(st.lists(st.tuples(st.integers(3, 60), st.integers(1, 12)), min_size=2, max_size=3), st.data())
@settings(max_examples=30, deadline=None)
def test_one_bad_finding_more_never_lifts_the_bound(sizes: list[tuple[int, int]], data: st.DataObject) -> None:
    parts = [(people, min(people, drawn)) for people, drawn in sizes]
    found = [data.draw(st.integers(0, drawn)) for _, drawn in parts]
    place = data.draw(st.integers(0, len(parts) - 1))
    fewer = [n - (i == place and n > 0) for i, n in enumerate(found)]

    def bound(counts: list[int]) -> int:
        return most(tuple((*part, n) for part, n in zip(parts, counts, strict=True)), sure=0.95)

    assert bound(fewer) <= bound(found)


POPULATIONS = {
    "risk says nothing": ([350, 100, 50], [28, 8, 4]),
    "risk says much": ([350, 100, 50], [3, 15, 25]),
    "risk says the opposite": ([350, 100, 50], [35, 2, 0]),
    "nothing is false": ([350, 100, 50], [0, 0, 0]),
    "all where nobody looks": ([455, 25, 20], [30, 0, 0]),
}


@pytest.mark.parametrize("name", POPULATIONS)
def test_the_published_interval_holds_the_truth_in_95_of_100(name: str) -> None:
    people, false = POPULATIONS[name]
    sizes, true = allocate(people, 60), 1 - sum(false) / sum(people)
    held = bounded = 0
    estimates = []
    for seed in range(200):
        findings = random.Random(f"{name} {seed}")  # a simulation, nothing secret
        parts = []
        for n, bad, size in zip(people, false, sizes, strict=True):
            found = sum(place < bad for place in findings.sample(range(n), size))
            parts.append(Part(n, size - found, found))
        told = truth(parts)
        held += told.low <= true + 1e-9 and true - 1e-9 <= told.high
        bounded += told.least <= true + 1e-9
        assert told.share is not None
        estimates.append(told.share)

    mean = sum(estimates) / len(estimates)
    print(f"{name}: true {true:.3f}, mean estimate {mean:.3f}, interval holds {held}/200, lower bound {bounded}/200")
    assert held >= 190
    assert bounded >= 190
    assert abs(mean - true) < 0.01  # weighted back: without weights the second one would be told 10 points lower


def test_who_cannot_be_reached_widens_both_ends() -> None:
    all_reached = truth([Part(700, 50, 2), Part(100, 20, 4)])
    some_not = truth([Part(700, 46, 2, unreached=4), Part(100, 20, 4)])
    nobody = truth([Part(700, 50, 2), Part(100, 0, 0, unreached=24)])

    assert some_not.least < all_reached.least
    assert some_not.high > all_reached.high - 1e-9
    assert nobody.share is None


# From the commitment to the bound.


def cohort(cast: Cast, people: int = 60) -> list[Destination]:
    return [destination(graduate(cast.north, f"S1{i:04}", class_name=f"{i // 30 + 1}班")) for i in range(people)]


def committed(cast: Cast, size: int = 24) -> Sample:
    return commit_sample(title="抽样", cohort=COHORT, size=size, seed_hash=digest(SEED), by=cast.shen, now=NOW)


def doubt(cast: Cast, row: Destination, rule: str = "age", outcome: str = "open") -> None:
    Question.objects.create(
        school=cast.north,
        destination=row,
        cohort=COHORT,
        rule=rule,
        subject=f"去向{row.pk}",
        text="请核对。",
        asked_on=DAY,
        due_on=DAY,
        outcome=outcome,
    )


def raise_nobody_at_random(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shouwei.work.employment.workflows.draw_sample.is_decoy", lambda salt, group: False)


def test_a_no_weighs_on_the_whole_class_as_much_as_a_question_and_an_explained_one_not_at_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_nobody_at_random(monkeypatch)
    rows = cohort(cast)
    for row in rows[:25]:
        doubt(cast, row, outcome="explained")
    Confirmation.objects.create(destination=rows[7], answer="no", answered_at=NOW)

    sample = close_list(committed(cast), by=cast.shen, now=NOW)

    stratum = dict(SampleList.objects.get().roster)
    assert {stratum[row.pk] for row in rows[:30]} == {2}
    assert {stratum[row.pk] for row in rows[30:]} == {1}
    assert sample.strata == [[30, 10], [30, 14]]


def test_with_open_questions_a_list_without_any_no_looks_like_one_with_a_no(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_nobody_at_random(monkeypatch)
    rows = cohort(cast)
    for row in rows[:30]:
        doubt(cast, row)

    sample = close_list(committed(cast), by=cast.shen, now=NOW)

    assert sample.strata == [[30, 10], [30, 14]]


def test_a_question_about_several_weighs_on_each(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    raise_nobody_at_random(monkeypatch)
    rows = cohort(cast)
    for row in rows[:25]:
        row.student.phone = "13800000001"
        row.student.save()
    ask_questions(COHORT, by=cast.shen, today=DAY)
    shared = Question.objects.filter(rule="shared_phone")

    close_list(committed(cast), by=cast.shen, now=NOW)

    stratum = dict(SampleList.objects.get().roster)
    assert shared.count() == 1
    assert {stratum[row.pk] for row in rows[:25]} == {max(stratum.values())}


def test_anybody_works_the_draw_out_with_the_recipe_of_the_page(cast: Cast, client: Client, tmp_path: Path) -> None:
    rows = cohort(cast)
    for row in rows[:20]:
        doubt(cast, row)
    sample = close_list(committed(cast), by=cast.shen, now=NOW)
    drawn = reveal_seed(sample, seed=SEED, by=cast.shen, now=NOW)
    client.force_login(cast.wu.user)  # a school's clerk

    page = client.get(reverse("employment:sample", args=[sample.pk])).content.decode()
    (recipe,) = re.findall(r'id="recipe">(.*?)</pre>', page, re.DOTALL)
    (tmp_path / "recipe.py").write_text(html.unescape(recipe), encoding="utf8")
    (tmp_path / "list.txt").write_bytes(client.get(reverse("employment:sample_roster", args=[sample.pk])).content)
    said = subprocess.run(  # the page's own lines
        [sys.executable, "recipe.py", "list.txt", SEED], cwd=tmp_path, capture_output=True, check=True, text=True
    ).stdout.splitlines()
    told = client.get(reverse("employment:sample_numbers", args=[sample.pk])).content.decode().splitlines()

    sample.refresh_from_db()
    assert said[:2] == [f"seed {sample.seed_hash}", f"list {sample.list_hash}"]
    assert said[2:] == told
    assert Counter(line.split()[1] for line in told) == {
        str(place): n for place, (_, n) in enumerate(sample.strata or (), 1)
    }
    client.force_login(cast.shen.user)
    opened = client.get(reverse("employment:sample_nonces", args=[sample.pk])).content.decode().splitlines()
    person = {number: (int(pk), nonce) for number, _, pk, nonce in (line.split() for line in opened)}
    numbers = [line.split()[0] for line in told]
    assert [person[number][0] for number in numbers] == [row.destination_id for row in drawn]
    assert all(
        hashlib.sha256(f"{nonce}\n{pk}".encode()).hexdigest()[:32] == number for number, (pk, nonce) in person.items()
    )


def test_the_published_list_names_nobody_and_what_opens_it_exists_for_the_auditor_only(
    cast: Cast, client: Client
) -> None:
    rows = cohort(cast)
    sample = close_list(committed(cast), by=cast.shen, now=NOW)
    client.force_login(cast.wu.user)

    lines = client.get(reverse("employment:sample_roster", args=[sample.pk])).content.decode().splitlines()
    kept = SampleList.objects.get()

    assert len([line for line in lines if not line.startswith("stratum")]) == len(rows)
    assert not any(number_of(row.pk, kept.salt) in line for row in rows for line in lines)
    assert client.get(reverse("employment:sample_nonces", args=[sample.pk])).status_code in (403, 404)
    assert client.get(reverse("employment:sample_numbers", args=[sample.pk])).status_code == 404  # nothing is drawn yet
    with as_the_application(), acting_as(Actor("unit_head", cast.north.pk, cast.lin.pk, cast.lin.user_id)):
        assert SampleList.objects.count() == 0
    with as_the_application(), acting_as(Actor("auditor", cast.shen.organisation_id, cast.shen.pk, cast.shen.user_id)):
        assert SampleList.objects.count() == 1


def test_the_bound_stands_when_everybody_drawn_has_a_finding_and_not_before(cast: Cast) -> None:
    cohort(cast)
    sample = close_list(committed(cast, 12), by=cast.shen, now=NOW)
    drawn = reveal_seed(sample, seed=SEED, by=cast.shen, now=NOW)
    for row in drawn[:-1]:
        record_finding(row, finding="true", note="电话核实属实。", by=cast.shen, today=DAY)
    sample.refresh_from_db()
    assert (sample.outcome, least_true([sample])) == (None, {})

    record_finding(drawn[-1], finding="unreached", note="三次电话无人接听。", by=cast.shen, today=DAY)
    sample.refresh_from_db()
    first = sample.outcome
    record_finding(drawn[-1], finding="true", note="本人回电，属实。", by=cast.shen, today=DAY)

    sample.refresh_from_db()
    assert first is not None
    assert sample.outcome is not None
    assert first["share"] == sample.outcome["share"] == 1.0
    assert first["least"] < sample.outcome["least"] == least_true([sample])[sample.pk]


def test_a_sample_too_small_for_the_strata_is_refused(cast: Cast) -> None:
    cohort(cast, 6)

    with pytest.raises(Refused, match="不少于3"):
        committed(cast, 2)


def test_a_sample_of_the_first_formula_is_worked_out_as_it_was(cast: Cast, client: Client) -> None:
    rows = cohort(cast, 12)
    roster = [(row.pk, 3 if place < 4 else 1) for place, row in enumerate(rows)]
    sample = Sample.objects.create(
        title="旧抽样",
        cohort=COHORT,
        size=4,
        formula=1,
        strata=[[12, 4]],
        seed_hash=digest(SEED),
        list_hash=list_digest(roster),
        committed_at=NOW,
        closed_at=NOW,
        committed_by=cast.shen,
    )
    SampleList.objects.create(sample=sample, roster=roster)

    drawn = reveal_seed(sample, seed=SEED, by=cast.shen, now=NOW)
    record_finding(drawn[0], finding="true", note="属实。", by=cast.shen, today=date(2026, 9, 2))
    client.force_login(cast.shen.user)
    page = client.get(reverse("employment:sample", args=[sample.pk])).content.decode()

    assert [row.destination_id for row in Drawn.objects.order_by("place")] == draw(roster, seed=SEED, size=4)
    assert least_true([sample]) == {sample.pk: 1 - most_false(12, 1, 0) / 12}
    assert "重算一致" in page
    assert "真实比例不低于" in page
    client.force_login(cast.wu.user)
    assert (
        client.get(reverse("employment:sample_roster", args=[sample.pk])).status_code == 404
    )  # its weights tell of a no


def test_pressed_twice_nothing_is_drawn_again_and_the_page_says_so(cast: Cast, client: Client) -> None:
    cohort(cast, 12)
    sample = close_list(committed(cast, 4), by=cast.shen, now=NOW)
    client.force_login(cast.shen.user)
    address = reverse("employment:reveal_seed", args=[sample.pk])

    client.post(address, {"seed": SEED})
    again = client.post(address, {"seed": SEED}, follow=True).content.decode()
    closed = client.post(reverse("employment:close_list", args=[sample.pk]), follow=True).content.decode()

    assert Drawn.objects.count() == 4
    assert "种子已经揭晓" in again
    assert "名单已经封存" in closed


def test_a_finding_is_changed_from_what_was_recorded(cast: Cast, client: Client) -> None:
    cohort(cast, 12)
    drawn = reveal_seed(close_list(committed(cast, 4), by=cast.shen, now=NOW), seed=SEED, by=cast.shen, now=NOW)[0]
    record_finding(drawn, finding="false", note="电话核实，未到岗。", by=cast.shen, today=DAY)
    client.force_login(cast.shen.user)

    page = client.get(reverse("employment:record_finding", args=[drawn.pk])).content.decode()

    assert "电话核实，未到岗。" in page
    assert re.search(r'value="false"[^>]*checked', page)
