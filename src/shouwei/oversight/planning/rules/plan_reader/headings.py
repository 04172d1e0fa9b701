"""The numbers of official Chinese documents, from 第一部分 down to ①, and what a heading looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .wording import NUMERAL, digits, numeral

PART, SECTION, SERIES, ITEM, POINT, SUBPOINT, DETAIL = range(7)
"""SERIES: 任务一, 行动一 where they stand above （一）; elsewhere they are points."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NO_FIGURE = r"(?:\s*[.．、])?\s*(?=[\u4e00-\u9fff“《])(?![万亿个倍元名人家项所次门种件吨亩度年月日天]|百分)"
"""After 1.1 comes a heading; 1.5万人 is a figure."""
_NAMED = re.compile(rf"(?:重点)?(?:任务|举措|行动|工程|措施|项目)({NUMERAL}{{1,3}}|\d{{1,3}})(?:\s*[：:．.、]\s*|\s+)")
_SIGN = re.compile(r"\s*([★☆▲△●◆◇■□※＊*○◎])\s*(?=\S)")
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"第({NUMERAL}+)(?:部分|章|编)[、：:\s]*")),
    (SECTION, re.compile(rf"第({NUMERAL}+)节[、：:\s]\s*")),
    (SECTION, re.compile(rf"({NUMERAL}{{1,3}})(?:、|[．.](?!\d))\s*")),
    (ITEM, re.compile(rf"第({NUMERAL}+|\d{{1,3}})条[、：:\s]\s*")),
    (ITEM, re.compile(rf"[（(〔]?({NUMERAL}{{1,3}})[）)〕]\s*[、．.]?\s*")),
    (POINT, re.compile(r"([0-9０-９]{1,3})\s*(?:[．.、](?![0-9０-９])|[.．、](?=20\d\d年|(?:1[0-2]|[1-9])月))\s*")),
    (POINT, _NAMED),
    (DETAIL, re.compile(rf"([0-9]{{1,2}}[.．][0-9]{{1,2}}[.．][0-9]{{1,2}}){_NO_FIGURE}")),
    (SUBPOINT, re.compile(rf"([0-9]{{1,2}}[.．][0-9]{{1,2}}){_NO_FIGURE}")),
    (SUBPOINT, re.compile(r"[（(]([0-9０-９]{1,2})[）)]\s*[、．.]?\s*|([0-9０-９]{1,2})[）)]\s*")),
    (DETAIL, re.compile(rf"([{_CIRCLED}])\s*")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    rank: int
    number: int
    printed: str
    """三, 12: the number without its brackets and stops."""
    length: int
    """Characters of the mark at the head of the line, a sign before the number included."""
    sign: str = ""
    """★ before the number: what it means the document says in a note."""
    named: bool = False
    """任务一, 行动1: a number that says what it counts."""


def mark_of(text: str) -> Mark | None:
    """The number a line begins with, if it begins with one."""
    signed = _SIGN.match(text)
    at = signed.end() if signed else 0
    for rank, pattern in _MARKS:
        match = pattern.match(text, at)
        if match:
            printed = next(group for group in match.groups() if group)
            number = _CIRCLED.index(printed) + 1 if printed in _CIRCLED else numeral(re.split("[.．]", printed)[-1])
            named = pattern is _NAMED
            return Mark(rank, number, digits(printed), match.end(), text[:at].strip(), named) if number else None
    return None


_PERIOD = re.compile(rf"(?:{NUMERAL}{{1,3}}|1[0-2]|[1-9])月份?|第?[一二三四1-4]季度|[上下]半年")


def is_period(text: str) -> bool:
    """Whether a line is a heading of a calendar of work: 三月, 第二季度."""
    return _PERIOD.fullmatch(text.strip().rstrip("：:")) is not None


_INLINE = re.compile(
    rf"(?P<section>(?:^|(?<=[。；：:）)\u4e00-\u9fff]))({NUMERAL}{{1,3}})、)|(?P<item>[（(]({NUMERAL}{{1,3}})[）)])|(?P<point>(?<=[。；：:）)\s])([0-9０-９]{{1,2}})[．.、](?:(?![0-9０-９])|(?=20\d\d年)))"
)
_LEVEL_OF = {"section": SECTION, "item": ITEM, "point": POINT}


def inline_marks(text: str) -> list[int]:
    """Where numbered headings begin inside one long paragraph; a number counts only when it is the next of its level."""
    at: dict[int, int] = {SECTION: 0, ITEM: 0, POINT: 0}
    cuts = []
    for match in _INLINE.finditer(text):
        level = _LEVEL_OF[str(match.lastgroup)]
        number = numeral(next(g for g in (match[2], match[4], match[6]) if g))
        # Points start again under every item; items go on counting or start again under a section.
        if number == at[level] + 1 or (number == 1 and level != SECTION and _may_restart(text, match.start())):
            at[level] = number
            for lower in range(level + 1, POINT + 1):
                if not (lower == ITEM and level == SECTION):
                    at[lower] = 0
            cuts.append(match.start())
    return cuts


def _may_restart(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "。；：:）)”" or text[at - 1].isspace()


def headline(text: str) -> str:
    """A heading without its number, its full stop and a bracket that names bodies stays to the caller."""
    mark = mark_of(text.strip())
    text = text.strip()
    return (text[mark.length :] if mark else text).strip().rstrip("。：:；;")


def is_headline(text: str) -> bool:
    """Whether a text can only be a heading: short, one sentence, nothing listed after it."""
    core = text.strip().rstrip("。：:")
    return 0 < len(core) <= 60 and not re.search(r"[。；！？]", core)
