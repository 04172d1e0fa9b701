"""Deadlines: found in running text, and understood.  No clock: a year that is not printed is not guessed.

"2019.12" and "2019年12月底前" end on the last day of the month; before the autumn term means by the end of August, before the spring
term by the end of February; "2020年底前", "2020年" on 31 December; 长期 has no end.
到2027年 is the horizon of a target, not a deadline.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .draft import DeadlineRule
from .wording import digits, numeral, plain

YEAR = r"(?:19|20)\d\d"
_IN_TEXT = re.compile(
    rf"""(?<![到至自从\d第每])(?<!截至)(?<!截止)(?<!每年)
    (?:(?P<year>{YEAR})\s*年\s*)?
    (?:
      (?P<month>\d{{1,2}})\s*月\s*(?:(?P<day>\d{{1,2}})\s*日|[底末初]|[上中下]旬)?\s*(?:之|以)?[前内]
      | (?P<half>[上下]半年|第?[一二三四1-4]季度)\s*[底末]?\s*(?:之|以)?[前内]?
      | (?P<term>[春秋]季?(?:学期)?开学)\s*(?:之|以)?前
      | (?P<end>年?[底末]|年内|内)\s*(?:之|以)?前?
      | (?:之|以)?(?P<before>前)(?![一二三四五六七八九十\d列期沿端])
      | (?P<verb>(?=(?:要|应|力争|全面|基本|率先)*(?:完成|实现|建成|启动|推广|出台|印发|制定|推开|覆盖|投入使用)))
    )""",
    re.VERBOSE,
)
_LONG = re.compile(
    r"长期|持续|常态|全年|全程|长效|每年|每月|每季|每周|每旬|每学期|逐年|贯穿|经常|日常|适时|按需|不定期|定期"
)
_EVENT = re.compile(
    r"(?:后|起|之日起|以后)[^，。；]{0,4}?(?P<count>\d+|[一二两三四五六七八九十]+)\s*(?P<unit>个?工作日|日|天|周|个月|年)[内前]?|(?:出台|印发|发布|批复|下达|公布|成立|完成|到位|获批)(?:之日起|后|时|以后)"
)
_HALF_END = {
    "上半年": 6,
    "下半年": 12,
    "春": 2,
    "秋": 8,
    "一": 3,
    "二": 6,
    "三": 9,
    "四": 12,
    "1": 3,
    "2": 6,
    "3": 9,
    "4": 12,
    "五一": 4,
    "劳动节": 4,
    "国庆": 9,
    "元旦": 12,
    "中": 6,
}
_FEASTS = r"五一|劳动节|国庆|元旦|中(?=[，。；前]|$)"
_QUARTER = r"第?(?:[一二三四1-4][、和])*([一二三四1-4])季度"
_SOMEWHEN = re.compile(r"年?[^，。；\d]{0,2}(?:寒假|暑假|暑期|春节|端午|中秋|清明|学期|学年|毕业|开学|招生)")
"""Within the year, on a day no calendar of months tells: not taken for the end of the year, but asked for."""
_TENDAY_END = {"初": 10, "上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline in running text: as printed (with the year it inherits put in front), and its last day if known."""

    printed: str
    due: date | None


def deadlines_in(text: str) -> list[Found]:
    """Every deadline of a task's text, in order. A month without a year takes the last year named before it."""
    found: list[Found] = []
    readable = digits(text)
    for match in _IN_TEXT.finditer(readable):
        year = match["year"]
        if year is None and (match["verb"] is not None or match["before"] or match["end"] in ("内", "底", "末")):
            continue
        if match["end"] and year is None and not match["end"].startswith("年"):
            continue
        if match["end"] and not match[0].endswith(("前", "内")) and not _finishes(readable[match.end() :]):
            continue
        if match["half"] and (year is None and not match[0].endswith(("前", "内"))):
            continue
        printed = text[match.start() : match.end()].strip()
        if year is None:
            before = re.findall(rf"({YEAR})\s*年", readable[: match.start()])
            printed = f"{before[-1]}年{printed.removeprefix('年') if match['end'] else printed}" if before else printed
        found.append(Found(printed, _last_day(printed)))
    return found


def _finishes(following: str) -> bool:
    """ "2020年底" without 前 is a deadline when a verb of completion follows."""
    return bool(
        re.match(r"[，,]?(?:要|应|力争|全面|基本|率先)*(?:完成|实现|建成|出台|印发|制定|投入|验收|形成)", following)
    )


def latest(found: list[Found]) -> str | None:
    """The printed form of the last one to fall due; those without a year count only when nothing else is there."""
    dated = [item for item in found if item.due]
    if dated:
        return max(dated, key=lambda item: item.due or date.min).printed
    return found[-1].printed if found else None


def rule_of(printed: str | None, *, year: int | None = None) -> DeadlineRule:
    """What a printed deadline means; ``year`` is that of the plan's title, for deadlines like 6月底前."""
    text = _in_figures(digits(plain(printed or "")))
    if not text or re.fullmatch(r"[—\-－/／无]+", text):
        return DeadlineRule()
    due, kind = _end_of(text, year)
    event = _EVENT.search(text)
    if due is None and event:
        return DeadlineRule("triggered", None, (printed or "").strip())
    if due is not None:
        return DeadlineRule(kind, due.isoformat(), None)
    return DeadlineRule("long_term") if _LONG.search(text) else DeadlineRule()


def _in_figures(text: str) -> str:
    """二〇二四年六月 → 2024年6月, 24年6月 → 2024年6月, Q2 → 第2季度: other ways to write the same."""
    text = re.sub(
        r"[二2][〇○零][〇○零一二三四五六七八九]{2}(?=年)",
        lambda m: "".join(str(_NULLS.get(c, numeral(c))) for c in m[0]),
        text,
    )
    text = re.sub(r"([一二三四五六七八九十]{1,3})(?=[月日])", lambda m: str(numeral(m[1])), text)
    text = re.sub(r"(?<!\d)([1-4]\d)年(?=\d|[底末内上下第一二三四])", r"20\1年", text)
    return re.sub(r"[Qq]([1-4])(?!\d)", r"第\1季度", text)


_NULLS = {"〇": 0, "○": 0, "零": 0}


def is_deadline(text: str) -> bool:
    """Whether a cell reads like a deadline and nothing else."""
    short = digits(plain(text))
    return 0 < len(short) <= 40 and (
        rule_of(short).kind != "none" or bool(re.search(r"年底|月底|\d月|季度|半年", short))
    )


def _last_day(text: str) -> date | None:
    return _end_of(digits(plain(text)), None)[0]


_DATE = re.compile(
    rf"(?P<year>{YEAR})(?:年|\.|-|/|－|—)?(?:(?P<month>1[0-2]|0?[1-9])(?![\d%])(?:月|\.|-|/)?(?:份|(?P<day>3[01]|[12]\d|0?[1-9])(?![\d月])[日号]?)?)?"
)
_MONTH = re.compile(r"(?P<month>1[0-2]|[1-9])月(?:份|(?P<day>3[01]|[12]\d|0?[1-9])[日号])?")


def _end_of(text: str, year: int | None) -> tuple[date | None, str]:
    """The last day a printed deadline allows and its precision; of a range, the end counts."""
    best: tuple[date | None, str] = (None, "none")
    at_year, at = year, 0
    for match in re.finditer(
        rf"{_DATE.pattern}|{_MONTH.pattern.replace('month', 'month2').replace('day', 'day2')}", text
    ):
        if match["year"]:
            at_year = int(match["year"])
        at = match.end()
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        if re.match(r"年?(?:月|底|末)?起", text[at:]):
            continue  # 2022年起每年修订 begins then
        if at_year is not None:
            best = _made(at_year, int(month) if month else None, int(day) if day else None, text[at:])
    if best[0] is None and year is not None and (part := re.match(rf"(?:{_QUARTER}|([上下]半年)|年[底末内])", text)):
        month = _HALF_END.get(part[1] or part[2] or "", 12)
        return date(year, month, monthrange(year, month)[1]), "month" if month != 12 else "year"
    return best


def _made(year: int, month: int | None, day: int | None, following: str) -> tuple[date | None, str]:
    if month is None:
        part = re.match(rf"年?{_QUARTER}|年?[“\x22]?([上下]半年|[春秋](?=季?(?:学期)?开学)|{_FEASTS})", following)
        if part is None:
            return (None, "none") if _SOMEWHEN.match(following) else (date(year, 12, 31), "year")
        month = _HALF_END[part[1] or part[2]]
        return date(year, month, monthrange(year, month)[1]), "month"
    last = monthrange(year, month)[1]
    if day is not None:
        return (date(year, month, day), "day") if day <= last else (date(year, month, last), "month")
    tenday = re.match(r"月?(初|上旬|中旬)", following)
    return (date(year, month, _TENDAY_END[tenday[1]]), "day") if tenday else (date(year, month, last), "month")


def days_within(text: str) -> int | None:
    """20天内, 二十日内 → 20; 一个月内 → 30, since what is asked for in months is not asked for to the day."""
    match = re.search(
        r"(\d+|[一二两三四五六七八九十]+)\s*(?:个)?(?P<unit>工作日|自然日|天|日|月)(?:之|以)?内", digits(text)
    )
    if match is None:
        return None
    return numeral(match[1].replace("两", "二")) * (DAYS_OF_A_MONTH if match["unit"] == "月" else 1)


DAYS_OF_A_MONTH = 30
