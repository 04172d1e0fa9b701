"""What the text demands besides its tasks: the rhythm of meetings, the twenty days, annual goals, reports, appraisal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .deadlines import days_within, deadlines_in
from .draft import Obligation, ScheduleEntry
from .lines import Line
from .outline import Node
from .wording import digits, is_body, numeral

_RHYTHM = re.compile(
    r"每(?:个)?(?:半?年|季度?|月|旬|半月|两周|周|日|学期|学年|[一二两三四]个月)(?:至少|定期)?(?:组织|召开|集中)?[^，。；]{0,10}?[一二两三1-9]次|(?:一|每)(?:周|旬|月|季)一(?:会商|调度|通报|报告|例会)"
    r"|每(?:个)?(?:半?年|季度?|月|旬|半月|两周|周|日|学期|学年|[一二两三四]个月)(?:定期|集中)?(?:调度|会商|通报|例会|研判|督查|督办)"
)
_KEYS = (("council", "理事会"), ("secretariat", "秘书处"))
_HORIZON = re.compile(
    r"(?:通过|用|经过|力争|未来|今后|利用|再用)[^，。；]{0,6}?([一二两三四五六七八九十]|\d{1,2})\s*年(?:左右)?(?:的)?(?:努力|时间|建设|发展|内|实践)|([一二两三四五六七八九十])年行动(?:计划|方案)"
)
_SPAN = re.compile(r"(20\d\d)\s*年?\s*[—\-－–~至到]+\s*(20\d\d)\s*年")
_TO = re.compile(r"报(?:送|告)?(?:至|给|到)?([^，。；、]{2,24}?)(?:备案|汇总|审核|审定|$|，|。|；)")
_SCHEDULE = re.compile(r"进度|步骤|时间安排|阶段安排|工作安排|实施阶段")


def rhythm_in(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """(body, 每旬调度一次): the council, the secretariat, or the body named first in the sentence."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for sentence in re.split(r"[。；\n]", line.text):
            body, at = "all", 0
            for match in _RHYTHM.finditer(sentence):
                named = _body_of(sentence[at : match.start()])
                body, at = named if named != "all" else body, match.end()
                found.setdefault(body, []).append(match[0])
    return tuple((body, "、".join(dict.fromkeys(words))) for body, words in found.items())


def _body_of(words: str) -> str:
    known = [(words.find(word), key) for key, word in _KEYS if word in words]
    if known:
        return min(known)[1]
    first = re.split(r"[，、：.．]", words.strip("，、"))[0]
    return first[:20] if first and is_body(first) else "all"


def horizon_in(title: str | None, lines: Iterable[Line]) -> int | None:
    """Years the plan runs: 三年努力 → 3; （2020—2022年）→ 3."""
    for text in [title or "", *(line.text for line in lines)]:
        match = _HORIZON.search(digits(text))
        if match:
            return numeral(match[1] or match[2]) or (2 if "两" in match[0] else None)
    span = _SPAN.search(digits(title or ""))
    return int(span[2]) - int(span[1]) + 1 if span and int(span[2]) >= int(span[1]) else None


_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "measures_due",
        re.compile(
            r"(?:天|日|周|个月)(?:之|以)?内[^。]{0,12}?报|(?:举措|措施|方案|清单|台账)[^。]{0,20}?(?:报送?|提交)[^。]{2,20}"
        ),
    ),
    ("annual_goal", re.compile(r"长期[^。]{0,20}?(?:年度|每年)[^。]{0,10}?目标|年度工作目标")),
    (
        "report_progress",
        re.compile(
            r"(?:进展|困难|问题|情况)[^。]{0,24}?(?:报告|报送|反馈|上报|通报|报(?!名|考|刊|纸|备))|(?:报送|上报|报告|反馈)[^。，]{0,12}?(?:进展|进度|情况|困难|问题)"
        ),
    ),
    ("counts_in_appraisal", re.compile(r"(?:列入|纳入|作为|挂钩)[^。]{0,20}?(?:考核|绩效)")),
    ("filing", re.compile(r"报[^。，]{2,20}备案")),
    ("appraisal", re.compile(r"(?:专项|年度|绩效|目标)考核|督查考核|考核评价")),
    ("funding", re.compile(r"专项(?:经费|资金)|列支|经费保障")),
    ("programme", re.compile(r"制定(?:相应|具体)?(?:工作|实施)方案")),
)


def obligations_in(lines: Iterable[Line]) -> list[Obligation]:
    """Sentences outside the tasks that bind leads and members; a sentence may demand several things."""
    found: list[Obligation] = []
    for line in lines:
        for sentence in re.split(r"[。；\n]", line.text):
            text = re.sub(
                r"^\s*(?:\d+[.、．]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)", "", sentence
            ).strip()
            found += [_obligation(kind, text) for kind, pattern in _KINDS if pattern.search(text)]
    return list(dict.fromkeys(found))


def _obligation(kind: str, text: str) -> Obligation:
    reaches = _TO.search(f"{text}，")
    to = reaches[1] if reaches and kind in ("measures_due", "report_progress", "filing") else None
    if kind == "report_progress" and to is None:
        toward = re.search(r"向([^，。；]{2,24}?)(?:报告|反馈|上报)", text)
        to = toward[1] if toward else None
    return Obligation(kind, text, days_within(text) if kind == "measures_due" else None, to)


def schedule_of(root: Node) -> list[ScheduleEntry]:
    """Dated steps of sections like 工作进度."""
    found = []
    for node in root.walk():
        if not any(_SCHEDULE.search(a.title) for a in node.ancestors()):
            continue
        for sentence in re.split(r"[。；\n]", node.own_text()):
            dates = deadlines_in(sentence)
            if dates:
                who = re.match(r"([^，。；]{2,16}?)(?:要|应|须|负责|将)", sentence)
                name = who[1] if who and (is_body(who[1]) or who[1].endswith("地区")) else None
                found.append(ScheduleEntry(sentence.strip(), name, dates[-1].printed))
    return found
