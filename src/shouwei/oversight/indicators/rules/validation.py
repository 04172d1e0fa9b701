"""What is asked about figures as they are handed in: range, sums, year on year, against the records and against other rounds.

Source: features.md F2.5. A finding bears the rule's version, so that what was accepted then can be read by the rule of then. What cannot
be true is refused; what is only unlikely is accepted with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

POINTS = 15.0
"""Percentage points a rate may move in a year without a word."""
SHARE = 0.30
"""Share by which a number may move in a year without a word."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same figure of the same year as handed in in another round."""

    round: str
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure handed in, with what the records say now and what last year's figure was (as shown, None: unknown)."""

    code: str
    name: str
    unit: str
    numerator: int | None
    denominator: int | None
    computed: tuple[int | None, int | None]
    before: float | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def number(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        value = self.numerator / self.denominator
        return value * 100 if self.unit == "%" else value


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    """Of the figure."""
    rule: str
    version: int
    text: str
    refuses: bool
    """Nothing but a correction helps; otherwise a reason does."""


def findings(lines: Sequence[Line]) -> list[Finding]:
    """In the order of the figures, the hardest first."""
    known = {line.code: line for line in lines}
    sums = _sums(known)
    found = []
    for line in lines:
        mine = _range(line)
        mine += [one for one in sums if one.code == line.code]
        if not mine:
            mine = _year_on_year(line) + _against_records(line) + _against_others(line)
        found += mine
    return found


def _range(line: Line) -> list[Finding]:
    def refused(text: str) -> list[Finding]:
        return [Finding(line.code, "range", 1, f"{line.name}：{text}", refuses=True)]

    if line.numerator is None and line.denominator is None:
        return []
    if line.numerator is None or line.denominator is None:
        return refused("分子和分母须同时填写，没有数据时都留空。")
    if line.numerator < 0 or line.denominator < 0:
        return refused("人数不能是负数。")
    if line.numerator and not line.denominator:
        return refused(f"分母为0，分子{line.numerator}没有可比的总数。")
    if line.unit == "%" and line.numerator > line.denominator:
        return refused(f"分子{line.numerator}大于分母{line.denominator}，比率超过100%。")
    return []


WHOLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ratio.settled", "ratio.waiting", "ratio.not_seeking"), ""),
    (("ratio.contracted", "ratio.other_forms", "ratio.study"), "ratio.settled"),
)
"""Numerators of groups that do not overlap, and the figure whose numerator holds them; "": the common denominator."""


def _sums(known: Mapping[str, Line]) -> list[Finding]:
    found = []
    for parts, whole in WHOLES:
        lines = [known[code] for code in parts if code in known and known[code].numerator is not None]
        if len(lines) < 2 or (whole and (whole not in known or known[whole].numerator is None)):
            continue
        limit = known[whole].numerator if whole else min(line.denominator or 0 for line in lines)
        people = sum(line.numerator or 0 for line in lines)
        if limit is not None and people > limit:
            names = "、".join(line.name for line in lines)
            of = known[whole].name + "的分子" if whole else "毕业生总数"
            found.append(
                Finding(lines[-1].code, "sum", 1, f"{names}的分子合计{people}，大于{of}{limit}。", refuses=True)
            )
    totals = {line.denominator for code, line in known.items() if code.startswith("ratio.") and line.denominator}
    if len(totals) > 1:
        last = [code for code in known if code.startswith("ratio.")][-1]
        said = "、".join(str(total) for total in sorted(totals))
        found.append(Finding(last, "sum", 1, f"各项比率的分母都是毕业生总数，现在填了{said}，须一致。", refuses=True))
    return found


def _year_on_year(line: Line) -> list[Finding]:
    if line.number is None or line.before is None:
        return []
    moved = line.number - line.before
    if line.unit == "%":
        if abs(moved) <= POINTS:
            return []
        text = f"{line.name}：比上年{line.before:.1f}%变动{moved:+.1f}个百分点，超过{POINTS:g}个百分点，请说明原因。"
    else:
        if abs(moved) <= SHARE * abs(line.before):
            return []
        text = f"{line.name}：上年{line.before:g}{line.unit}，本年{line.number:g}{line.unit}，变动超过{SHARE:.0%}，请说明原因。"
    return [Finding(line.code, "year_on_year", 1, text, refuses=False)]


def _against_records(line: Line) -> list[Finding]:
    if (line.numerator, line.denominator) == line.computed:
        return []
    mine, theirs = _pair((line.numerator, line.denominator)), _pair(line.computed)
    text = f"{line.name}：填报{mine}，按登记的记录计算为{theirs}，请说明差异原因，或先更正记录。"
    return [Finding(line.code, "records", 1, text, refuses=False)]


def _against_others(line: Line) -> list[Finding]:
    """One number asked twice has one answer, or a reason."""
    mine = (line.numerator, line.denominator)
    told = [
        f"“{one.round}”填报{_pair((one.numerator, one.denominator))}"
        for one in line.elsewhere
        if (one.numerator, one.denominator) != mine
    ]
    if not told:
        return []
    text = f"{line.name}：本轮次填报{_pair(mine)}，{'，'.join(told)}；同一个数两处不同，请说明原因，或改成一致。"
    return [Finding(line.code, "across", 1, text, refuses=False)]


def _pair(numbers: tuple[int | None, int | None]) -> str:
    top, below = numbers
    return "没有数据" if top is None or below is None else f"{top}÷{below}"


def unexplained(found: Sequence[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """What still stands in the way: what cannot be true, and what nobody has given a reason for."""
    return [one for one in found if one.refuses or not reasons.get(one.code, "").strip()]
