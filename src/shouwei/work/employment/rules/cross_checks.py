"""Questions the figures themselves ask. Every rule has a name, what it rests on, and a sentence that can be answered.

Source: trust.md 4.4. A question is no verdict: it is put to the school with a reply box and a clock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stdnum.cn import uscc

from shouwei.core.text import in_words

from .codes import CONTRACTED, FLEXIBLE, is_employed, needs_employer, stem

SHARED_BY = 3
"""So many graduates of one telephone are asked about."""
BURST = 40
"""Lines of one account in one minute that no hand types."""
BURST_OF_LAST_DAY = 0.5
LEAST_AGE = 16
"""劳动法: nobody under sixteen is employed."""
SHARE_OF_FLEXIBLE = 0.3
"""One employer's share of a school's flexible employment."""
LEAST_FLEXIBLE = 10
HIRED_SHARE = 1.0
"""More hired than the employer has staff."""
SHORT_HOLD = timedelta(days=30)
AFTER_COUNT = 3
"""Contracts that end within a month after the census at one employer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One destination with what the checks look at. Telephones and files come as digests: nobody's number is needed."""

    key: int
    school: int
    student: int
    person: str
    """Blind index of the ID number."""
    phone: str
    code: str
    employer: str
    employer_code: str
    started_on: date | None
    contract_until: date | None
    born_on: date
    kinds: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    files_dated: tuple[date, ...] = ()
    staff: int | None = None
    founded_on: date | None = None
    employer_contact: str = ""
    school_contacts: frozenset[str] = frozenset()
    written_at: datetime | None = None
    written_by: int | None = None
    confirmed_by_employer: bool = False
    still_enrolled: bool = False
    level_claimed: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """``claims`` are the destinations it concerns; ``subject`` names the occasion, so that it is asked once."""

    rule: str
    school: int
    subject: str
    text: str
    claims: tuple[int, ...]


Check = Callable[[Sequence[Claim], date], Iterable[Doubt]]
CHECKS: dict[str, tuple[str, Check]] = {}
"""Rule → (what it rests on, the check)."""


EMPLOYER_WORD = "用人单位经个人链接的答复"
"""What the questions of the rule ``employer_word`` rest on: they are asked at once, when the employer answers."""


def source_of(rule: str) -> str:
    """What a question rests on, for whoever has to answer it."""
    return EMPLOYER_WORD if rule == "employer_word" else CHECKS[rule][0]


def check(rule: str, source: str) -> Callable[[Check], Check]:
    def keep(function: Check) -> Check:
        CHECKS[rule] = (source, function)
        return function

    return keep


def doubts(claims: Sequence[Claim], *, census: date) -> list[Doubt]:
    """All questions, in the order of the rules."""
    return [doubt for _, function in CHECKS.values() for doubt in function(claims, census)]


def _single(rule: str, claim: Claim, text: str) -> Doubt:
    return Doubt(rule, claim.school, f"去向{claim.key}", text, (claim.key,))


def _grouped(claims: Iterable[Claim], key: Callable[[Claim], object]) -> dict[object, list[Claim]]:
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if (found := key(claim)) not in (None, ""):
            groups[found].append(claim)
    return groups


@check("internship_proof", "四不准：不准将实习、见习证明作为就业证明")
def internship_proof(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        if (
            stem(claim.code) in CONTRACTED
            and "internship" in claim.kinds
            and not claim.kinds & {"agreement", "contract"}
        ):
            yield _single(
                "internship_proof",
                claim,
                "去向为签协议或合同就业，但只有实习、见习证明。请补充协议或合同，或更正去向。",
            )


@check("employer_code", "GB 32100—2015，统一社会信用代码校验")
def employer_code(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    wrong: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for claim in claims:
        if needs_employer(claim.code) and not uscc.is_valid(claim.employer_code):
            wrong[claim.school, claim.employer, claim.employer_code].append(claim.key)
    for (school, employer, code), keys in sorted(wrong.items()):
        shown = f"“{code}”" if code else "空缺"
        text = f"单位“{employer or '未填'}”的统一社会信用代码{shown}，不能通过校验，涉及{len(keys)}人。请核对营业执照。"
        yield Doubt("employer_code", school, f"单位{employer}{code}"[:120], text, tuple(keys))


@check("shared_phone", "同一联系电话用于多名毕业生")
def shared_phone(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for phone, group in _grouped(claims, lambda claim: claim.phone).items():
        if len({claim.student for claim in group}) >= SHARED_BY:
            for part in _grouped(group, lambda claim: claim.school).values():
                elsewhere = "，其中有其他学校的毕业生" if len(part) < len(group) else ""
                text = f"{len(part)}名毕业生登记同一个手机号{elsewhere}。请逐人核对本人号码。"
                yield Doubt("shared_phone", part[0].school, f"电话{phone}"[:120], text, tuple(c.key for c in part))


@check("school_contact", "毕业生或单位联系人与学校工作人员为同一电话")
def school_contact(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        if claim.phone and claim.phone in claim.school_contacts:
            yield _single("school_contact", claim, "毕业生登记的手机号是学校工作人员的号码。请改为本人号码。")
        elif claim.employer_contact and claim.employer_contact in claim.school_contacts:
            yield _single("school_contact", claim, "用人单位联系电话是学校工作人员的号码。请改为单位的号码。")


@check("one_contact", "同一联系人代表多家单位确认毕业生就业")
def one_contact(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    """Whoever answers for invented people answers for invented firms, too. A code mistyped is no second firm."""
    confirmed = (claim for claim in claims if claim.confirmed_by_employer and uscc.is_valid(claim.employer_code))
    for group in _grouped(confirmed, lambda claim: claim.employer_contact).values():
        firms = len({claim.employer_code for claim in group})
        if firms > 1:
            for part in _grouped(group, lambda claim: claim.school).values():
                text = f"{firms}家单位由同一联系电话确认就业，涉及本校{len(part)}人。请说明这些单位的关系，或提供合同、社保等佐证。"
                subject = f"联系人{min(claim.employer_code for claim in group)}"
                yield Doubt("one_contact", part[0].school, subject, text, tuple(c.key for c in part))


@check("copied_file", "同一份材料用于两人，两人均不作数")
def copied_file(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    users: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for file in claim.files:
            users[file].append(claim)
    for file, group in users.items():
        if len({claim.student for claim in group}) > 1:
            for part in _grouped(group, lambda claim: claim.school).values():
                text = f"同一份证明材料用于{len(group)}名毕业生，按规定均不作数。请分别提供本人的材料。"
                yield Doubt("copied_file", part[0].school, f"材料{file}"[:120], text, tuple(c.key for c in part))


@check("counted_twice", "同一人在两所学校登记去向")
def counted_twice(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for group in _grouped(claims, lambda claim: claim.person).values():
        if len({claim.school for claim in group}) > 1:
            for claim in group:
                yield _single(
                    "counted_twice", claim, "同一身份证号在另一所学校也登记了毕业去向，请核对学籍和去向归属。"
                )


@check("age", "《劳动法》第十五条：不得招用未满十六周岁的未成年人")
def age(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        if claim.started_on and is_employed(claim.code):
            born, start = claim.born_on, claim.started_on
            years = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
            if years < LEAST_AGE:
                yield _single("age", claim, f"就业起始日期时为{years}周岁，请核对出生日期和起始日期。")


@check("still_enrolled", "就业期间仍在籍")
def still_enrolled(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        if claim.still_enrolled and is_employed(claim.code):
            yield _single("still_enrolled", claim, "登记就业的同时在另一学籍在籍，请核对是否应登记为升学。")


@check("founded_later", "单位成立晚于协议")
def founded_later(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        if claim.founded_on and claim.started_on and claim.founded_on > claim.started_on:
            text = f"单位“{claim.employer}”成立于{in_words(claim.founded_on)}，晚于就业起始日期{in_words(claim.started_on)}。请核对。"
            yield _single("founded_later", claim, text)


@check("more_than_staff", "招用毕业生多于单位职工人数")
def more_than_staff(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for group in _grouped((c for c in claims if is_employed(c.code)), lambda claim: claim.employer_code).values():
        staff = next((claim.staff for claim in group if claim.staff is not None), None)
        if staff is not None and len(group) > staff * HIRED_SHARE:
            for part in _grouped(group, lambda claim: claim.school).values():
                text = f"单位“{part[0].employer}”登记职工{staff}人，本届共登记招用{len(group)}人，其中本校{len(part)}人。请核对用工情况。"
                subject = f"用工{part[0].employer_code}"
                yield Doubt("more_than_staff", part[0].school, subject, text, tuple(c.key for c in part))


@check("one_employer", "灵活就业集中于一家单位")
def one_employer(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for group in _grouped((c for c in claims if stem(c.code) in FLEXIBLE), lambda claim: claim.school).values():
        employers = Counter(claim.employer for claim in group if claim.employer)
        for employer, people in employers.items():
            if len(group) >= LEAST_FLEXIBLE and people > SHARE_OF_FLEXIBLE * len(group):
                keys = tuple(claim.key for claim in group if claim.employer == employer)
                text = f"本校灵活就业{len(group)}人中，{people}人在“{employer}”。请提供用工证明或更正。"
                yield Doubt("one_employer", group[0].school, f"灵活{employer}"[:120], text, keys)


@check("unproved_flexible", "灵活就业和自主创业须有本人确认和外部登记")
def unproved_flexible(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        if (
            stem(claim.code) in FLEXIBLE
            and not claim.kinds & {"register", "audit", "document"}
            and claim.level_claimed >= 1
        ):
            yield _single(
                "unproved_flexible", claim, "登记为灵活就业或自主创业，没有任何佐证。请补充营业执照、社保或收入证明。"
            )


@check("typed_too_fast", "同一账号一分钟内录入过多")
def typed_too_fast(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    minutes = _grouped(
        (c for c in claims if c.written_at and c.written_by),
        lambda claim: (claim.school, claim.written_by, claim.written_at.replace(second=0, microsecond=0)),  # type: ignore[union-attr]  # filtered
    )
    for group in minutes.values():
        if len(group) > BURST:
            at = group[0].written_at
            assert at is not None
            text = f"同一账号在{at:%H时%M分}一分钟内逐条录入{len(group)}条去向。请说明录入方式和核对过程。"
            yield Doubt(
                "typed_too_fast",
                group[0].school,
                f"录入{at:%Y%m%d%H%M}{group[0].written_by}",
                text,
                tuple(c.key for c in group),
            )


@check("ends_after_census", "合同在统计截止后即终止")
def ends_after_census(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    short = [c for c in claims if c.contract_until and census <= c.contract_until <= census + SHORT_HOLD]
    for group in _grouped(short, lambda claim: (claim.school, claim.employer)).values():
        if len(group) >= AFTER_COUNT:
            text = f"“{group[0].employer}”与{len(group)}名毕业生的合同都在统计截止（{in_words(census)}）后一个月内到期。请核实是否为真实就业。"
            yield Doubt(
                "ends_after_census",
                group[0].school,
                f"到期{group[0].employer}"[:120],
                text,
                tuple(c.key for c in group),
            )


@check("written_before_file", "材料日期晚于填报的起始日期")
def written_before_file(claims: Sequence[Claim], census: date) -> Iterable[Doubt]:
    for claim in claims:
        late = [day for day in claim.files_dated if claim.started_on and day > claim.started_on + timedelta(days=90)]
        if late and claim.started_on:
            text = f"起始日期为{in_words(claim.started_on)}，证明材料却形成于{in_words(late[0])}。请说明。"
            yield _single("written_before_file", claim, text)
