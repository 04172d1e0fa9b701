"""What only shows when a whole school is counted: bursts, bulk dates, round days, jumps, schools unlike their likes.

Source: trust.md 4.4. All are questions, never verdicts. Counts are judged by exact binomial tails or intervals of prediction; the chance
that any honest school is asked is :data:`~.checking.CHANCE` for each rule (divided by schools, and by what is tried at each), and
on top an effect must be big enough to matter.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from shouwei.core.text import in_words

from .checking import CHANCE, LIGHT, Claim, Doubt, Setting, Year, at_least, check, of_school
from .codes import FLEXIBLE, is_employed, is_settled, stem

LEAST_ON_HOLIDAYS = 5
USUAL_ON_HOLIDAYS = 0.01
"""Taken for the usual share where all others show less."""
LEAST_BURST, TIMES_USUAL, DAYS_BEFORE = 30, 3, 14
"""Lines of the last two days, and how many times a usual day's of the fortnight before."""
LEAST_DAYS, MORE_ROUND = 60, 0.15
"""Different first days of employers a school must show before their last figures are looked at, and how much more is much."""
LEAST_PEOPLE, LEAST_YEARS, JUMP = 50, 3, 0.05
"""A cohort smaller than this tells nothing; five points at least."""
LEAST_SPREAD = 0.02
"""Honest rates move by two points from year to year, whatever three or four years happen to show."""
LIKES, UNLIKE = 5, 3.5
"""So many similar schools besides; so many robust deviations."""
FAR = 3.3
"""Deviations that one in a thousand honest years exceeds."""


@check("on_holidays", "协议成批签在节假日", "协议、合同日期落在法定节假日的比例明显高于其他学校", LIGHT)
def on_holidays(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    signed: dict[int, int] = Counter()
    on_days_off: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.signed_on:
            signed[claim.school] += 1
            if any(day in at.days_off for day in claim.signed_on):
                on_days_off[claim.school].append(claim)
    total, off = sum(signed.values()), sum(map(len, on_days_off.values()))
    for school, group in sorted(on_days_off.items()):
        others = total - signed[school]
        usual = max(USUAL_ON_HOLIDAYS, (off - len(group)) / others if others else 0)
        rare = at_least(len(group), signed[school], usual) < CHANCE / len(signed)
        if len(group) >= LEAST_ON_HOLIDAYS and rare:
            text = f"本校{signed[school]}份协议、合同中{len(group)}份日期在法定节假日（其他学校约{usual:.1%}）。请核对签订日期。"
            yield of_school("on_holidays", "节假日", group, text)


@check("last_days", "截止前集中填报", "填报截止前两天逐条录入量远多于之前两周", LIGHT)
def last_days(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    """The last day on which any school typed stands for the deadline: a school that was ready weeks before had no burst."""
    typed = [(claim.written_at.date(), claim) for claim in claims if claim.written_at]
    if not typed:
        return
    last = max(day for day, _ in typed)
    since, before = last - timedelta(days=1), last - timedelta(days=1 + DAYS_BEFORE)
    late = [claim for day, claim in typed if day >= since]
    usual = Counter(claim.school for day, claim in typed if before <= day < since)
    for school, burst in sorted(_by_school(late).items()):
        a_day = usual[school] / DAYS_BEFORE
        if len(burst) >= LEAST_BURST and len(burst) >= TIMES_USUAL * 2 * a_day:
            text = f"填报最后两天（到{in_words(last)}）逐条录入{len(burst)}条，之前两周平均一天{a_day:.1f}条。请说明这些去向是何时、怎样核实的。"
            yield of_school("last_days", f"集中{last}", burst, text)


@check("round_days", "起始日期尾数过于集中", "起始日期的尾数与其他学校差别很大", LIGHT)
def round_days(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    """An employer's day counts once, however many began on it: a class that began together is no sign."""
    days: dict[int, dict[tuple[str, date], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.started_on and is_employed(claim.code):
            employer = claim.employer_code or claim.employer or f"{claim.key}"
            days[claim.school][employer, claim.started_on].append(claim)
    figures = {school: Counter(day.day % 10 for _, day in found) for school, found in days.items()}
    together: Counter[int] = sum(figures.values(), Counter())
    for school, counted in sorted(figures.items()):
        own, others = counted.total(), together.total() - counted.total()
        if own < LEAST_DAYS or others < LEAST_DAYS:
            continue
        for figure, found in sorted(counted.items()):
            usual = (together[figure] - found + 1) / (others + 10)
            rare = at_least(found, own, usual) < CHANCE / (10 * len(figures))
            if rare and found / own >= usual + MORE_ROUND:
                group = [claim for (_, day), part in days[school].items() if day.day % 10 == figure for claim in part]
                text = f"本校{own}个不同的就业起始日期中{found}个尾数为{figure}（{found / own:.0%}，其他学校{usual:.0%}）。请核对起始日期是否为实际到岗日。"
                yield of_school("round_days", f"尾数{figure}", group, text)


@check("jump", "与往年相比突然升高", "毕业去向落实率、灵活就业比例超出本校往年推算的范围", LIGHT)
def jump(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    for school, group in sorted(_by_school(claims).items()):
        past = [year for year in at.past.get(school, ()) if year.graduates >= LEAST_PEOPLE]
        if len(group) < LEAST_PEOPLE or len(past) < LEAST_YEARS:
            continue
        now = _counted(group)
        for name, part, value, before in (
            ("毕业去向落实率", "落实率", now.settled, [year.settled / year.graduates for year in past]),
            ("灵活就业比例", "灵活", now.flexible, [year.flexible / year.graduates for year in past]),
        ):
            usual = statistics.fmean(before)
            spread = max(LEAST_SPREAD, statistics.stdev(before))
            noise = usual * (1 - usual) / len(group)
            most = usual + max(JUMP, FAR * math.sqrt(spread**2 * (1 + 1 / len(past)) + noise))
            if value / len(group) > most:
                text = f"本届{name}{value / len(group):.1%}（{len(group)}人），按往年{len(past)}届推算不超过{most:.1%}。请说明升高的原因。"
                yield Doubt("jump", school, f"升高{part}", text, ())


@check("unlike_others", "与同类学校差别很大", "毕业去向落实率、灵活就业比例远高于同层次学校", LIGHT)
def unlike_others(claims: Sequence[Claim], at: Setting) -> Iterable[Doubt]:
    counted = {school: _counted(group) for school, group in _by_school(claims).items() if len(group) >= LEAST_PEOPLE}
    for school, year in sorted(counted.items()):
        alike = [
            other for key, other in counted.items() if key != school and at.kinds.get(key) == at.kinds.get(school, "")
        ]
        if len(alike) < LIKES:
            continue
        for name, part, value, others in (
            ("毕业去向落实率", "落实率", year.settled, [one.settled / one.graduates for one in alike]),
            ("灵活就业比例", "灵活", year.flexible, [one.flexible / one.graduates for one in alike]),
        ):
            usual = statistics.median(others)
            spread = max(LEAST_SPREAD, 1.4826 * statistics.median(abs(one - usual) for one in others))
            noise = math.sqrt(usual * (1 - usual) / year.graduates)
            share = value / year.graduates
            if share - usual > UNLIKE * math.hypot(spread, noise):
                text = f"本届{name}{share:.1%}，同层次{len(alike)}所学校的中位数为{usual:.1%}。请说明原因，例如订单班、定向培养。"
                yield Doubt("unlike_others", school, f"同类{part}", text, ())


def _by_school(claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    groups: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.school].append(claim)
    return groups


def _counted(claims: Sequence[Claim]) -> Year:
    return Year(
        len(claims),
        sum(is_settled(claim.code) for claim in claims),
        sum(stem(claim.code) in FLEXIBLE for claim in claims),
    )
