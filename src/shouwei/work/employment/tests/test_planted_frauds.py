"""Ten thousand graduates, twenty-six kinds of fraud planted among honest noise: how many are asked about, and how many honest ones are.

The figures are printed (``pytest -s``); the goal is trust.md 4.6: at least 95 % of each kind asked about, at most 1 % of the honest by
any rule, and the same with everything personal as keyed digests. Every kind has its negative control: without its rules its recall falls.
"""

from __future__ import annotations

import hashlib
import hmac
import random
import string
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from stdnum.cn import uscc

from shouwei.work.employment.rules.checking import Year
from shouwei.work.employment.rules.cross_checks import CHECKS, Claim, Setting, doubts

CENSUS = date(2026, 12, 31)
SCHOOLS, FIRMS, GRADUATES = 12, 300, 10_000
SHARE = 0.05
AT_LEAST = {"typed_in_a_burst": 45, "in_the_last_days": 40}
"""So that a burst is one; the other kinds share what is left."""
DAYS_OFF = [date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5), date(2026, 6, 19)]
SETTING = Setting(census=CENSUS, days_off=frozenset(DAYS_OFF))
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Plant = Callable[[random.Random, list[Claim]], list[Claim]]


def credit_code(chance: random.Random) -> str:
    body = "9134" + "".join(chance.choices(string.digits, k=4)) + "".join(chance.choices(ALPHABET, k=9))
    return body + uscc.calc_check_digit(body)


def honest(chance: random.Random) -> list[Claim]:
    """With the oddities of real life: siblings on one telephone, late papers, short contracts, quick typists, forms in common use,
    files saved once more after signing, a paper now and then signed on a holiday, a job given up before its contract ended.
    """
    firms = [(f"示例企业{i}", credit_code(chance), chance.randint(60, 900), f"C{i % 40 + 13}11") for i in range(FIRMS)]
    claims = []
    for key in range(GRADUATES):
        name, code, staff, trade = chance.choice(firms)
        went = chance.choices(("11", "10", "80", "70", "75"), (52, 22, 16, 8, 2))[0]
        works = went in ("10", "11")
        start = date(2026, 7, 1) + timedelta(days=chance.randint(0, 60))
        proof = {"11": "contract", "10": "agreement", "80": "notice", "75": "register", "70": ""}[went]
        signed = start - timedelta(days=chance.randint(0, 12)) if chance.random() > 0.004 else chance.choice(DAYS_OFF)
        digital = works and chance.random() < 0.3
        form = f"form{chance.randrange(6)}" if chance.random() < 0.3 else f"of {name}"
        school = key % SCHOOLS
        claims.append(
            Claim(
                key=key,
                school=school,
                student=key,
                person=f"p{key}",
                phone=f"t{key}" if chance.random() > 0.01 else f"family{key // 2}",
                code=went,
                employer=name if works else "",
                employer_code=(code if chance.random() > 0.004 else code[:-1]) if works else "",  # a digit not copied
                started_on=start if works else None,
                contract_until=CENSUS + timedelta(days=chance.randint(-20, 900)) if works else None,
                born_on=date(2007, 1, 1) - timedelta(days=chance.randint(0, 700)),
                kinds=frozenset({proof} if proof else ()) | ({"internship"} if chance.random() < 0.2 else set()),
                files=frozenset({f"f{key}"} if proof else ()),
                files_dated=(start + timedelta(days=chance.randint(-40, 30)),) if proof else (),
                signed_on=(signed,) if works else (),
                pictures=(chance.randbytes(512),) if works and not digital else (),
                seals=(chance.randbytes(512),) if works and not digital else (),
                wordings=frozenset({form}) if digital else frozenset(),
                made=((signed, signed + timedelta(days=chance.randint(-90, 10))),) if digital else (),
                staff=staff if works else None,
                founded_on=date(2005, 1, 1) + timedelta(days=chance.randint(0, 6000)) if works else None,
                trade_said=(trade if chance.random() > 0.002 else "I6510") if works and chance.random() > 0.2 else "",
                trade_kept=trade if works else "",
                employer_contact=f"e{name}",
                school_contacts=frozenset({f"teacher{school}"}),
                written_at=datetime(2026, 9, 1 + school, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 1_000_000)),
                written_by=school,
                confirmed_by_employer=works and chance.random() < 0.3,
                earlier_until=start - timedelta(days=chance.randint(-2, 200)) if chance.random() < 0.005 else None,
                level_claimed=2 if proof else 0,
            )
        )
    return claims


def internship_proof(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="11", kinds=frozenset({"internship"})) for c in claims]


def sham_firm(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    def forged() -> str:
        good = credit_code(chance)
        return good[:-1] + chance.choice([x for x in ALPHABET if x != good[-1]])

    return [replace(c, code="11", employer=f"虚设{c.key}", employer_code=forged()) for c in claims]


def shared_phone(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, phone=f"same{place // 4}") for place, c in enumerate(claims)]


def signed_for(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, phone=f"teacher{c.school}") for c in claims]


def copied_contract(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [
        replace(c, code="11", kinds=frozenset({"contract"}), files=frozenset({f"copy{i // 3}"}))
        for i, c in enumerate(claims)
    ]


def counted_twice(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, person=f"twice{i // 2}", school=i % SCHOOLS) for i, c in enumerate(claims)]


def still_enrolled(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="11", still_enrolled=True) for c in claims]


def founded_later(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="11", started_on=date(2026, 7, 1), founded_on=date(2026, 8, 1)) for c in claims]


def more_than_staff(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    shell = credit_code(chance)
    return [
        replace(c, code="11", employer="空壳示例", employer_code=shell, employer_contact="e空壳", staff=6)
        for c in claims
    ]


def invented_flexible(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="76", employer="", kinds=frozenset(), level_claimed=1) for c in claims]


def typed_in_a_burst(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    at = datetime(2026, 12, 30, 15, 58, tzinfo=UTC)
    return [replace(c, school=3, written_by=3, written_at=at + timedelta(seconds=i % 55)) for i, c in enumerate(claims)]


def ends_after_census(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [
        replace(c, code="11", school=5, employer="临时示例", contract_until=CENSUS + timedelta(days=i % 20))
        for i, c in enumerate(claims)
    ]


def one_hand_for_many_firms(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    """Somebody answers for firms that are not his, four graduates each; every firm has a good code and its own name."""
    codes = [credit_code(chance) for _ in range(len(claims) // 4 + 1)]
    return [
        replace(
            c,
            code="11",
            kinds=frozenset({"employer"}),
            employer=f"代答示例{i // 4}",
            employer_code=codes[i // 4],
            employer_contact=f"hand{i // 12}",
            confirmed_by_employer=True,
        )
        for i, c in enumerate(claims)
    ]


def runs_two_jobs(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [
        replace(c, code="11", started_on=date(2026, 7, 1), earlier_until=date(2026, 7, 2) + timedelta(days=40 * i))
        for i, c in enumerate(claims)
    ]


def closed_firm(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="11", started_on=date(2026, 7, 1), closed_on=date(2026, 6, 30)) for c in claims]


def other_trade(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="11", trade_said="C3311", trade_kept="O8040") for c in claims]


def much_of_staff(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    code = credit_code(chance)
    return [
        replace(c, code="11", school=6, employer="小厂示例", employer_code=code, employer_contact="", staff=80)
        for c in claims
    ]


def firm_at_the_school(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="11", mail_of_school=True) for c in claims]


def copied_scan(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    """Two at a time, each saved anew: some bits of 4,096 differ."""
    pages = [chance.randbytes(512) for _ in claims]
    return [
        replace(
            c,
            school=2,
            code="11",
            files=frozenset({f"saved{c.key}"}),
            pictures=(bytes([pages[i // 2][0] ^ (i & 1), *pages[i // 2][1:]]),),
        )
        for i, c in enumerate(claims)
    ]


def recycled_seal(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    seal = chance.randbytes(512)
    return [
        replace(c, code="11", school=8, employer_code=credit_code(chance), employer_contact="", seals=(seal,))
        for c in claims
    ]


def one_form(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [
        replace(
            c,
            code="11",
            school=9,
            employer_code=credit_code(chance),
            employer_contact="",
            wordings=frozenset({"typed by one hand"}),
        )
        for c in claims
    ]


def made_afterwards(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, made=((date(2026, 7, 1), date(2026, 8, 1 + i % 20)),)) for i, c in enumerate(claims)]


def signed_on_holidays(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [replace(c, code="10", school=10, signed_on=(DAYS_OFF[i % 4],)) for i, c in enumerate(claims)]


def in_the_last_days(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    at = datetime(2026, 12, 30, 18, tzinfo=UTC)
    return [replace(c, school=4, written_by=4, written_at=at + timedelta(seconds=70 * i)) for i, c in enumerate(claims)]


def for_the_census_only(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [
        replace(c, code="11", started_on=date(2026, 8, 1), contract_until=CENSUS + timedelta(days=1 + i % 5))
        for i, c in enumerate(claims)
    ]


def under_age(chance: random.Random, claims: list[Claim]) -> list[Claim]:
    return [
        replace(c, code="11", started_on=date(2026, 7, 1), born_on=date(2010, 7, 2) + timedelta(days=i))
        for i, c in enumerate(claims)
    ]


PLANTS: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        internship_proof,
        sham_firm,
        shared_phone,
        signed_for,
        copied_contract,
        counted_twice,
        still_enrolled,
        founded_later,
        more_than_staff,
        invented_flexible,
        typed_in_a_burst,
        ends_after_census,
        one_hand_for_many_firms,
        runs_two_jobs,
        closed_firm,
        other_trade,
        much_of_staff,
        firm_at_the_school,
        copied_scan,
        recycled_seal,
        one_form,
        made_afterwards,
        signed_on_holidays,
        in_the_last_days,
        for_the_census_only,
        under_age,
    )
}
RULES = {
    "internship_proof": {"internship_proof"},
    "sham_firm": {"employer_code"},
    "shared_phone": {"shared_phone"},
    "signed_for": {"school_contact", "shared_phone"},
    "copied_contract": {"copied_file"},
    "counted_twice": {"counted_twice"},
    "still_enrolled": {"still_enrolled"},
    "founded_later": {"founded_later"},
    "more_than_staff": {"more_than_staff"},
    "invented_flexible": {"unproved_flexible"},
    "typed_in_a_burst": {"typed_too_fast", "last_days"},
    "ends_after_census": {"ends_after_census", "days_after_census"},
    "one_hand_for_many_firms": {"one_contact"},
    "runs_two_jobs": {"two_jobs"},
    "closed_firm": {"closed_firm"},
    "other_trade": {"other_trade"},
    "much_of_staff": {"much_of_staff"},
    "firm_at_the_school": {"school_contact"},
    "copied_scan": {"near_picture"},
    "recycled_seal": {"one_seal"},
    "one_form": {"one_form"},
    "made_afterwards": {"made_afterwards"},
    "signed_on_holidays": {"on_holidays"},
    "in_the_last_days": {"last_days"},
    "for_the_census_only": {"days_after_census", "ends_after_census"},
    "under_age": {"age"},
}
"""Kind → the rules that catch it."""


def planted_world(seed: int) -> tuple[list[Claim], dict[int, str]]:
    """The claims, and which are planted as what: a twentieth of all, rounded up to whole groups of twelve."""
    chance = random.Random(seed)
    claims = honest(chance)
    order = list(range(GRADUATES))
    chance.shuffle(order)
    left = round(GRADUATES * SHARE) - sum(AT_LEAST.values())
    planted: dict[int, str] = {}
    for kind, plant in PLANTS.items():
        many = AT_LEAST.get(kind, -(-left // (len(PLANTS) - len(AT_LEAST)) // 12) * 12)
        chosen = [order.pop() for _ in range(many)]
        for key, claim in zip(chosen, plant(chance, [claims[key] for key in chosen]), strict=True):
            claims[key] = claim
            planted[key] = kind
    return claims, planted


def recall_of(planted: dict[int, str], asked: dict[int, set[str]]) -> dict[str, float]:
    """By kind, by the kind's own rules alone."""
    found = Counter(kind for key, kind in planted.items() if asked.get(key, set()) & RULES[kind])
    many = Counter(planted.values())
    return {kind: found[kind] / many[kind] for kind in PLANTS}


def recall_without(planted: dict[int, str], asked: dict[int, set[str]]) -> dict[str, float]:
    """The negative control: by kind, with the kind's own rules switched off, by all the others."""
    found = Counter(kind for key, kind in planted.items() if asked.get(key, set()) - RULES[kind] - {"no_employer_code"})
    many = Counter(planted.values())
    return {kind: found[kind] / many[kind] for kind in PLANTS}


def asked_about(claims: list[Claim]) -> dict[int, set[str]]:
    asked: dict[int, set[str]] = defaultdict(set)
    for doubt in doubts(claims, SETTING):
        for key in doubt.claims:
            asked[key].add(doubt.rule)
    return asked


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_frauds_are_asked_about_and_the_honest_hardly_ever(seed: int) -> None:
    claims, planted = planted_world(seed)

    asked = asked_about(claims)

    recall, control = recall_of(planted, asked), recall_without(planted, asked)
    wronged = {
        rule: sum(rule in rules for key, rules in asked.items() if key not in planted) / (GRADUATES - len(planted))
        for rule in CHECKS
    }
    any_rule = sum(key not in planted for key in asked) / (GRADUATES - len(planted))
    print(f"\nseed {seed}: {len(planted)} planted; recall by kind (with its own rules off):")
    for kind, share in recall.items():
        print(f"  {kind:24} {share:6.1%}  ({control[kind]:.1%})")
    print("  honest asked about, by rule:", {rule: f"{share:.2%}" for rule, share in wronged.items() if share})
    print(f"  honest asked about by any rule: {any_rule:.2%}")
    assert {kind: share for kind, share in recall.items() if share < 0.95} == {}
    assert any_rule <= 0.01
    assert {kind: share for kind, share in control.items() if share > 0.4} == {}


def _digested(claim: Claim, key: bytes) -> Claim:
    def digest(value: str) -> str:
        return hmac.new(key, value.encode(), hashlib.sha256).hexdigest() if value else ""

    return replace(
        claim,
        person=digest(claim.person),
        phone=digest(claim.phone),
        files=frozenset(map(digest, claim.files)),
        wordings=frozenset(map(digest, claim.wordings)),
        employer_contact=digest(claim.employer_contact),
        school_contacts=frozenset(map(digest, claim.school_contacts)),
    )


def _without_contacts(claim: Claim) -> Claim:
    """No organisation keeps a contact, no graduate a telephone."""
    return replace(
        claim,
        phone="",
        employer_contact="",
        school_contacts=frozenset(),
        mail_of_school=False,
        confirmed_by_employer=False,
    )


def _without_optional(claim: Claim) -> Claim:
    """What a school may leave out on the form: trade, end of contract; what the group may not know of an employer."""
    return replace(
        claim, trade_said="", contract_until=None, staff=None, founded_on=None, closed_on=None, trade_kept=""
    )


def _without_marks(claim: Claim) -> Claim:
    """Papers kept without marks."""
    return replace(claim, pictures=(), seals=(), wordings=frozenset(), made=())


def test_recall_with_less_personal_data() -> None:
    """Digests under a secret key cost nothing, and they are all the product ever compares. What is left out is lost: said, not hidden."""
    claims, planted = planted_world(4)
    key = random.Random(4).randbytes(32)
    full = recall_of(planted, asked_about(claims))
    lost: dict[str, float] = {}
    print(f"\nmean recall {sum(full.values()) / len(full):.1%}; points lost:")
    switches: list[tuple[str, Callable[[Claim], Claim]]] = [
        ("keyed digests only", lambda claim: _digested(claim, key)),
        ("digests, no contacts", lambda claim: _without_contacts(_digested(claim, key))),
        ("digests, no optional fields", lambda claim: _without_optional(_digested(claim, key))),
        ("digests, no marks of papers", lambda claim: _without_marks(_digested(claim, key))),
    ]
    for name, switch in switches:
        less = recall_of(planted, asked_about([switch(claim) for claim in claims]))
        lost[name] = 100 * (sum(full.values()) - sum(less.values())) / len(full)
        gone = [kind for kind in PLANTS if less[kind] < 0.95 <= full[kind]]
        print(f"  {name:30} {lost[name]:5.1f}  {', '.join(gone)}")
    assert lost["keyed digests only"] <= 2


def _cohort_of(school: int, settled: int, flexible: int = 0, of: int = 200) -> list[Claim]:
    codes = ["76"] * flexible + ["80"] * (settled - flexible) + ["70"] * (of - settled)
    keys = range(1000 * school, 1000 * school + of)
    return [
        Claim(key, school, key, "", "", code, "", "", None, None, date(2005, 1, 1))
        for key, code in zip(keys, codes, strict=True)
    ]


def _of_rule(rule: str, claims: list[Claim], at: Setting) -> list[tuple[int, str]]:
    return [(doubt.school, doubt.text) for doubt in CHECKS[rule].find(claims, at)]


def test_a_school_unlike_its_likes_is_asked_and_few_likes_ask_nobody() -> None:
    usual = [claim for school in range(5) for claim in _cohort_of(school, 150 + 2 * school, flexible=10)]
    other_level = _cohort_of(7, 200)
    at = Setting(CENSUS, kinds=dict.fromkeys(range(6), "secondary") | {7: "college"})

    assert _of_rule("unlike_others", usual + other_level + _cohort_of(5, 199, flexible=10), at) == [
        (5, "本届毕业去向落实率99.5%，同层次5所学校的中位数为77.0%。请说明原因，例如订单班、定向培养。")
    ]
    assert _of_rule("unlike_others", usual + other_level + _cohort_of(5, 165, flexible=12), at) == []
    assert [school for school, _ in _of_rule("unlike_others", usual + _cohort_of(5, 160, flexible=90), at)] == [5]
    assert _of_rule("unlike_others", usual[200:] + _cohort_of(5, 199, flexible=10), at) == []  # four others only


@pytest.mark.parametrize(
    ("settled", "past", "asked"),
    [
        (190, [Year(200, 150, 20), Year(210, 160, 20), Year(190, 142, 20)], 1),
        (165, [Year(200, 150, 20), Year(210, 160, 20), Year(190, 142, 20)], 0),  # within what years differ by
        (190, [Year(200, 150, 20), Year(210, 160, 20)], 0),  # two years tell no trend
        (190, [Year(20, 15, 2)] * 4, 0),  # cohorts of twenty tell nothing
        (190, [Year(200, 130, 20), Year(210, 190, 20), Year(190, 150, 20)], 0),  # a school that always moved much
    ],
)
def test_a_jump_is_asked_about_beyond_what_its_own_years_show(settled: int, past: list[Year], asked: int) -> None:
    at = Setting(CENSUS, past={1: past})
    assert len(_of_rule("jump", _cohort_of(1, settled, flexible=18), at)) == asked


@pytest.mark.parametrize(
    ("by_school", "staff", "asked"),
    [
        ([5], 4, [0]),
        ([4], 3, []),  # a handful
        ([5], 5, []),  # no more than the staff
        ([3, 2], 4, [0]),  # only the school that sent three
        ([2, 2, 2], 4, []),
        ([2] * 5, 4, [0, 1, 2, 3, 4]),  # ten in all
    ],
)
def test_more_hired_than_staff_is_asked_when_it_is_more_than_a_handful(
    by_school: list[int], staff: int, asked: list[int]
) -> None:
    claims = [
        replace(claim, code="11", employer="小店示例", employer_code="X", staff=staff)
        for school, people in enumerate(by_school)
        for claim in _cohort_of(school, people, of=people)
    ]
    assert [school for school, _ in _of_rule("more_than_staff", claims, SETTING)] == asked
