"""Questions the figures themselves ask. Every rule has a name, what it rests on, a weight, and a sentence that can be answered.

Source: trust.md 4.4. A question is no verdict: it is put to the school with a reply box and a clock. Here stand the checks of persons
and employers; those of papers are in ``paper_checks``, those that count over a school in ``school_checks``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from stdnum.cn import uscc

from shouwei.core.text import in_words

from . import paper_checks, school_checks
from .checking import CHECKS, HEAVY, LIGHT, USUAL, Claim, Doubt, Setting, check, elsewhere, grouped, of_school, single
from .codes import CONTRACTED, FLEXIBLE, is_employed, needs_employer, stem

__all__ = [
    "CHECKS",
    "Claim",
    "Doubt",
    "Setting",
    "doubts",
    "paper_checks",
    "school_checks",
    "source_of",
    "title_of",
    "weight_of",
]

SHARED_BY = 3
"""So many graduates of one telephone are asked about."""
BURST = 40
"""Lines of one account in one minute that no hand types."""
LEAST_AGE = 16
"""劳动法: nobody under sixteen is employed."""
SHARE_OF_FLEXIBLE = 0.3
"""One employer's share of a school's flexible employment."""
LEAST_FLEXIBLE = 10
MANY_FLEXIBLE = 10
"""So many at one employer are asked about however big the school is."""
LEAST_HIRED, LEAST_OF_SCHOOL, MANY_HIRED = 5, 3, 10
"""One or two of each school at a shop whose staff was counted a year ago tell nothing; three of one school, or ten in all, do."""
MUCH_OF_STAFF, LEAST_OF_STAFF = 0.2, 10
"""职业学校学生实习管理规定 (2016): a fifth at most; for graduates no limit, only worth a look, and not for a handful."""
DAYS_AFTER, SHORT_TERM = timedelta(days=5), timedelta(days=300)
"""A contract of months that ends within days after the census; one of a whole year may well."""
SHORT_HOLD = timedelta(days=30)
AFTER_COUNT = 3
"""Contracts that end within a month after the census at one employer."""


PUBLIC_MAIL = frozenset(
    {
        "qq.com",
        "vip.qq.com",
        "foxmail.com",
        "163.com",
        "vip.163.com",
        "126.com",
        "yeah.net",
        "sina.com",
        "sina.cn",
        "sohu.com",
        "139.com",
        "189.cn",
        "wo.cn",
        "aliyun.com",
        "21cn.com",
        "tom.com",
        "outlook.com",
        "hotmail.com",
        "gmail.com",
    }
)
EMPLOYER_WORD = "用人单位经个人链接的答复"
"""What the questions of the rule ``employer_word`` rest on: they are asked at once, when the employer answers."""


def source_of(rule: str) -> str:
    """What a question rests on, for whoever has to answer it."""
    return EMPLOYER_WORD if rule == "employer_word" else CHECKS[rule].source


def title_of(rule: str) -> str:
    return "单位答复与登记不符" if rule == "employer_word" else CHECKS[rule].title


def weight_of(rule: str) -> int:
    return HEAVY if rule == "employer_word" else CHECKS[rule].weight


def doubts(claims: Sequence[Claim], at: Setting) -> list[Doubt]:
    """All questions, in the order of the rules."""
    return [doubt for rule in CHECKS.values() for doubt in rule.find(claims, at)]


@check("internship_proof", "以实习证明作就业证明", "四不准：不准将实习、见习证明作为就业证明", HEAVY)
def internship_proof(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if (
            stem(claim.code) in CONTRACTED
            and "internship" in claim.kinds
            and not claim.kinds & {"agreement", "contract"}
        ):
            yield single(
                "internship_proof",
                claim,
                "去向为签协议或合同就业，但只有实习、见习证明。请补充协议或合同，或更正去向。",
            )


@check("employer_code", "单位代码不能通过校验", "GB 32100—2015，统一社会信用代码校验", HEAVY)
def employer_code(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    wrong = [c for c in claims if needs_employer(c.code) and c.employer_code and not uscc.is_valid(c.employer_code)]
    for group in grouped(wrong, lambda claim: (claim.school, claim.employer, claim.employer_code)).values():
        employer, code = group[0].employer, group[0].employer_code
        text = f"单位“{employer or '未填'}”的统一社会信用代码“{code}”不能通过校验，涉及{len(group)}人。请核对营业执照。"
        yield of_school("employer_code", f"单位{employer}{code}", group, text)


@check("no_employer_code", "单位代码未填", "GB 32100—2015，没有代码无从核对单位", LIGHT)
def no_employer_code(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    lacking = [claim for claim in claims if needs_employer(claim.code) and not claim.employer_code]
    for group in grouped(lacking, lambda claim: (claim.school, claim.employer)).values():
        employer = group[0].employer
        text = f"单位“{employer or '未填'}”的统一社会信用代码空缺，涉及{len(group)}人。请照营业执照补填。"
        yield of_school("no_employer_code", f"单位{employer}", group, text)


@check("shared_phone", "多人同一手机号", "同一联系电话用于多名毕业生", USUAL)
def shared_phone(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for phone, group in grouped(claims, lambda claim: claim.phone).items():
        if len({claim.student for claim in group}) >= SHARED_BY:
            for part in grouped(group, lambda claim: claim.school).values():
                text = f"{len(part)}名毕业生登记同一个手机号{elsewhere(part, group)}。请逐人核对本人号码。"
                yield Doubt("shared_phone", part[0].school, f"电话{phone}"[:120], text, tuple(c.key for c in part))


@check("school_contact", "联系电话是学校的", "毕业生或单位的联系方式就是学校的联系方式", HEAVY)
def school_contact(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if claim.phone and claim.phone in claim.school_contacts:
            yield single("school_contact", claim, "毕业生登记的手机号是学校工作人员的号码。请改为本人号码。")
        elif claim.employer_contact and claim.employer_contact in claim.school_contacts:
            yield single("school_contact", claim, "用人单位联系电话是学校工作人员的号码。请改为单位的号码。")
        elif claim.mail_of_school:
            yield single("school_contact", claim, "用人单位的联系邮箱是学校的邮箱。请改为单位的邮箱。")


def same_mail(employer: Iterable[str], school: Iterable[str]) -> bool:
    """One address, or one domain that is not a public post office's."""
    ours = {address.strip().lower() for address in school if address.strip()}
    theirs = {address.strip().lower() for address in employer if address.strip()}
    domains = {address.rpartition("@")[2] for address in ours} - PUBLIC_MAIL
    return bool(ours & theirs or domains & {address.rpartition("@")[2] for address in theirs})


@check("one_contact", "一人代多家单位确认", "同一联系人代表多家单位确认毕业生就业", HEAVY)
def one_contact(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    """Whoever answers for invented people answers for invented firms, too. A code mistyped is no second firm."""
    confirmed = (claim for claim in claims if claim.confirmed_by_employer and uscc.is_valid(claim.employer_code))
    for group in grouped(confirmed, lambda claim: claim.employer_contact).values():
        firms = len({claim.employer_code for claim in group})
        if firms > 1:
            for part in grouped(group, lambda claim: claim.school).values():
                text = f"{firms}家单位由同一联系电话确认就业，涉及本校{len(part)}人。请说明这些单位的关系，或提供合同、社保等佐证。"
                subject = f"联系人{min(claim.employer_code for claim in group)}"
                yield Doubt("one_contact", part[0].school, subject, text, tuple(c.key for c in part))


@check("copied_file", "同一份材料用于多人", "同一份材料用于两人，两人均不作数", HEAVY)
def copied_file(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    users: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for file in claim.files:
            users[file].append(claim)
    for file, group in users.items():
        if len({claim.student for claim in group}) > 1:
            for part in grouped(group, lambda claim: claim.school).values():
                text = f"同一份证明材料用于{len(group)}名毕业生{elsewhere(part, group)}，按规定均不作数。请分别提供本人的材料。"
                yield Doubt("copied_file", part[0].school, f"材料{file}"[:120], text, tuple(c.key for c in part))


@check("counted_twice", "一人两校登记", "同一人在两所学校登记去向", HEAVY)
def counted_twice(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for group in grouped(claims, lambda claim: claim.person).values():
        if len({claim.school for claim in group}) > 1:
            for claim in group:
                yield single(
                    "counted_twice",
                    claim,
                    "同一身份证号在另一所学校也登记了毕业去向，请核对学籍和去向归属；对方情况请联系督查审计。",
                )


@check("age", "就业时不满十六周岁", "《劳动法》第十五条：不得招用未满十六周岁的未成年人", HEAVY)
def age(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if claim.started_on and is_employed(claim.code):
            born, start = claim.born_on, claim.started_on
            years = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
            if years < LEAST_AGE:
                yield single("age", claim, f"就业起始日期时为{years}周岁，请核对出生日期和起始日期。")


@check("still_enrolled", "就业期间仍在籍", "就业期间仍在籍", USUAL)
def still_enrolled(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if claim.still_enrolled and is_employed(claim.code):
            yield single("still_enrolled", claim, "登记就业的同时在另一学籍在籍，请核对是否应登记为升学。")


@check("founded_later", "单位成立晚于就业", "单位成立晚于协议", HEAVY)
def founded_later(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if claim.founded_on and claim.started_on and claim.founded_on > claim.started_on:
            text = f"单位“{claim.employer}”成立于{in_words(claim.founded_on)}，晚于就业起始日期{in_words(claim.started_on)}。请核对。"
            yield single("founded_later", claim, text)


@check("more_than_staff", "招用人数多于职工人数", "招用毕业生多于单位职工人数", USUAL)
def more_than_staff(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for group in grouped((c for c in claims if is_employed(c.code)), lambda claim: claim.employer_code).values():
        staff = next((claim.staff for claim in group if claim.staff is not None), None)
        if staff is not None and len(group) > max(staff, LEAST_HIRED - 1):
            for part in grouped(group, lambda claim: claim.school).values():
                if len(part) < LEAST_OF_SCHOOL and len(group) < MANY_HIRED:
                    continue
                text = f"单位“{part[0].employer}”登记职工{staff}人，本届共登记招用{len(group)}人，其中本校{len(part)}人。请核对用工情况。"
                subject = f"用工{part[0].employer_code}"
                yield Doubt("more_than_staff", part[0].school, subject, text, tuple(c.key for c in part))


@check("much_of_staff", "毕业生占职工比例过高", "实习生不超过职工两成（2016年规定），毕业生参照", LIGHT)
def much_of_staff(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    """Of the school that sent most: a firm many schools send to is a big employer whose staff was counted long ago."""
    for group in grouped((c for c in claims if is_employed(c.code)), lambda claim: claim.employer_code).values():
        staff = next((claim.staff for claim in group if claim.staff is not None), None)
        for part in grouped(group, lambda claim: claim.school).values():
            if staff and len(group) <= staff and len(part) >= LEAST_OF_STAFF and len(part) > staff * MUCH_OF_STAFF:
                text = f"单位“{part[0].employer}”登记职工{staff}人，本届招用本校{len(part)}人，占{len(part) / staff:.0%}。请核对职工人数和用工情况。"
                yield of_school("much_of_staff", f"占比{part[0].employer_code}", part, text)


@check("closed_firm", "单位已注销", "单位注销、撤销早于就业起始日期", HEAVY)
def closed_firm(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if claim.closed_on and claim.started_on and claim.closed_on <= claim.started_on and is_employed(claim.code):
            text = f"单位“{claim.employer}”已于{in_words(claim.closed_on)}注销，就业起始日期为{in_words(claim.started_on)}。请核对。"
            yield single("closed_firm", claim, text)


@check("other_trade", "单位行业与登记不符", "填报的单位行业与单位登记的行业大类不同", USUAL)
def other_trade(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    off = [claim for claim in claims if is_employed(claim.code) and _other_division(claim.trade_said, claim.trade_kept)]
    for group in grouped(off, lambda claim: (claim.school, claim.employer_code)).values():
        said, kept = group[0].trade_said, group[0].trade_kept
        text = (
            f"单位“{group[0].employer}”填报行业为{said}，单位登记的行业为{kept}，涉及{len(group)}人。请核对单位和行业。"
        )
        yield of_school("other_trade", f"行业{group[0].employer_code}", group, text)


def _other_division(said: str, kept: str) -> bool:
    """By the two figures of the division where both have them, else by the letter of the section."""
    figures = [re.sub(r"\D", "", code)[:2] for code in (said, kept)]
    if all(len(one) == 2 for one in figures):
        return figures[0] != figures[1]
    return bool(said[:1].isalpha() and kept[:1].isalpha() and said[:1].upper() != kept[:1].upper())


@check("two_jobs", "两份全职工作重叠", "同一人往届登记的劳动合同尚未到期", USUAL)
def two_jobs(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if (
            stem(claim.code) in CONTRACTED
            and claim.earlier_until
            and claim.started_on
            and claim.earlier_until > claim.started_on
        ):
            text = f"本人往届登记的劳动合同到{in_words(claim.earlier_until)}才到期，本届又于{in_words(claim.started_on)}起签约。请核对哪一份有效。"
            yield single("two_jobs", claim, text)


@check("one_employer", "灵活就业集中于一家", "灵活就业集中于一家单位", USUAL)
def one_employer(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for group in grouped((c for c in claims if stem(c.code) in FLEXIBLE), lambda claim: claim.school).values():
        employers = Counter(claim.employer for claim in group if claim.employer)
        for employer, people in employers.items():
            if people >= MANY_FLEXIBLE or (len(group) >= LEAST_FLEXIBLE and people > SHARE_OF_FLEXIBLE * len(group)):
                keys = tuple(claim.key for claim in group if claim.employer == employer)
                text = f"本校灵活就业{len(group)}人中，{people}人在“{employer}”。请提供用工证明或更正。"
                yield Doubt("one_employer", group[0].school, f"灵活{employer}"[:120], text, keys)


@check("unproved_flexible", "灵活就业没有佐证", "灵活就业和自主创业须有本人确认和外部登记", USUAL)
def unproved_flexible(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        if (
            stem(claim.code) in FLEXIBLE
            and not claim.kinds & {"register", "audit", "document", "contract", "agreement"}
            and claim.level_claimed >= 1
        ):
            yield single(
                "unproved_flexible", claim, "登记为灵活就业或自主创业，没有任何佐证。请补充营业执照、社保或收入证明。"
            )


@check("typed_too_fast", "录入过快", "同一账号一分钟内录入过多", USUAL)
def typed_too_fast(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    minutes = grouped(
        (c for c in claims if c.written_at and c.written_by),
        lambda claim: (claim.school, claim.written_by, claim.written_at.replace(second=0, microsecond=0)),  # type: ignore[union-attr]  # filtered
    )
    for group in minutes.values():
        if len(group) > BURST:
            moment = group[0].written_at
            assert moment is not None
            text = f"同一账号在{moment:%H时%M分}一分钟内逐条录入{len(group)}条去向。请说明录入方式和核对过程。"
            yield Doubt(
                "typed_too_fast",
                group[0].school,
                f"录入{moment:%Y%m%d%H%M}{group[0].written_by}",
                text,
                tuple(c.key for c in group),
            )


@check("ends_after_census", "合同在统计后即到期", "合同在统计截止后即终止", USUAL)
def ends_after_census(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    short = [c for c in claims if c.contract_until and at.census <= c.contract_until <= at.census + SHORT_HOLD]
    for group in grouped(short, lambda claim: (claim.school, claim.employer)).values():
        if len(group) >= AFTER_COUNT:
            text = f"“{group[0].employer}”与{len(group)}名毕业生的合同都在统计截止（{in_words(at.census)}）后一个月内到期。请核实是否为真实就业。"
            yield Doubt(
                "ends_after_census",
                group[0].school,
                f"到期{group[0].employer}"[:120],
                text,
                tuple(c.key for c in group),
            )


@check("days_after_census", "短期合同在统计后几天到期", "合同在统计截止后五天内到期，且不满十个月", USUAL)
def days_after_census(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        until, since = claim.contract_until, claim.started_on
        if until and since and at.census < until <= at.census + DAYS_AFTER and until - since < SHORT_TERM:
            text = f"合同到{in_words(until)}为止，就在统计截止（{in_words(at.census)}）之后。请说明用工期限，或提供续签合同。"
            yield single("days_after_census", claim, text)


@check("written_before_file", "材料晚于起始日期", "材料日期晚于填报的起始日期", LIGHT)
def written_before_file(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for claim in claims:
        late = [day for day in claim.files_dated if claim.started_on and day > claim.started_on + timedelta(days=90)]
        if late and claim.started_on:
            text = f"起始日期为{in_words(claim.started_on)}，证明材料却形成于{in_words(late[0])}。请说明。"
            yield single("written_before_file", claim, text)
