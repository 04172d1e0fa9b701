"""Figures the plan promises.  Conditions (营收占比3%以上的企业) and ceilings of subsidies are policy, not promises.

In a section of goals every attained figure counts; inside a task only one that has a horizon (到2027年, 每年) or a bound
(不低于, 以上).  “分别达到65%和55%” and “均达到45%” are as many targets as they name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .draft import TargetDraft
from .headings import headline
from .lines import Line
from .outline import Node
from .wording import digits

_GOALS = re.compile(r"目标|总体要求|总体思路")
_UNIT = (
    r"%|个百分点|万亿元|亿元|万元|元|亿千瓦时|亿千瓦|万千瓦|千瓦|兆瓦|亿立方米|万立方米|亿吨|万吨|吨|亿斤|万亩|亩|公顷|平方公里|万平方米|平方米|公里|"
    r"亿人次|万人次|人次|亿人|万人|人|万名|名|万户|户|万家|家次|家|个工作日|个月|个小时|小时|分钟|个|项|种|所|门|条|套|件|本|部|台|辆|座|处|场次|场|次|批|倍|学时|课时|支|位|对|"
    r"期|类|张|间|例|只|天|份|万册|册|篇|轮|届|学分|P|PFLOPS|EFLOPS"
)
_FIGURE = re.compile(
    rf"(?:(?P<half>(?<=[过到于占])一半|一半(?=以上))|(?:(?P<least>\d+(?:\.\d+)?)\s*[—－–\-~～至]+\s*)?(?P<number>\d+(?:[,，]\d{{3}})*(?:\.\d+)?(?:[\s\ue000-\uf8ff]+\d+(?=\s*(?:万亿|亿|%)))?|半)\s*(?P<unit>{_UNIT}))(?P<after>\s*(?:及?以上|左右|以内|之内|以下))?"
)
_REACH: tuple[tuple[str, str], ...] = (
    (">", r"(?<!不)(?:超过?|大于|高于|多于)|突破|逾"),
    ("≥", r"不低于|不少于|至少|不小于|不短于|达到?不低于|≥|＞="),
    ("≤", r"不超过|不高于|不多于|不大于|控制在|≤"),
    ("<", r"(?<!不)(?:低于|少于|小于)"),
    (
        "=",
        r"达到?|(?:调整|整合)(?:到|至|为)|稳定在|保持在|维持在|(?:提高|提升|增长|增加|扩大|扩展|上升|发展|增)(?:到|至)|(?:降低|下降|降|压缩|压减|减少|减|缩短|缩减|精简)(?:到|至)|实现|完成|"
        r"(?:年均|同比|累计)?(?:增长|提高|提升|增加|下降|降低|减少|压减|压缩)|力争|(?:扩大|提高|提升|增加|扩充|降低|压减)[^，。；、\d]{2,16}?(?:到|至)",
    ),
)
_REACHED = [(sign, re.compile(rf"(?:{words})(?:约|近|在|了)?\s*$")) for sign, words in _REACH]
_AFTER = {"以上": "≥", "及以上": "≥", "左右": "≈", "以内": "≤", "之内": "≤", "以下": "≤"}
_STRONG = r"申报|立项|获得|取得|争取|完成|签约|培育|培养|打造|建成|建设|新建|创建|引进|引育|招引|评选|遴选|认定|开放|开发|举办|培训|新增|改造|发布|推出|选派|选聘|聘任|建立|组建|签订|孵化|布局|开设|获批|立项|支持|推动|实施|推进|形成|制定|服务|走访|调研|拓展|招收|招生|吸纳|输送|组织|开展|订立|建"
_GIVEN_UP = re.compile(r"(?:淘汰|撤销|停招|停办|撤并|压减)[^，。；、：]{0,12}?(?:约|近)?\s*$")
_MAKE = re.compile(rf"(?:{_STRONG})[^，。；、：]{{0,12}}?(?:约|近)?\s*$")
# 比2018年翻一番 names a baseline and 自2019年起 a beginning; neither says by when.
_HORIZON = re.compile(
    r"(?:到|至)?\s*(?<![比较自从由])(?:(?P<year>(?:19|20)\d\d)\s*年(?!起|以来)(?:底|末)?(?:前|，|,|、)?|[“\x22]?(?P<plan>十[三四五六])五[”\x22]?(?:规划)?期?末)"
)
_LAST_YEAR = {"十三": "2020", "十四": "2025", "十五": "2030", "十六": "2035"}
"""The last year of a national five-year plan: “十四五”末 is 2025."""
_MEASURE = re.compile(r"(?:率|数|量|值|度|比例|占比|比重|规模|能力|收入|面积|水平)$")
_BY_A_YEAR = re.compile(
    r"(?:^|[。；：])(?:力争|确保|计划)?(?:通过[^，。；]{2,16}，)?(?:力争)?到(?:\s*20\d\d\s*年|[“\x22]?十[三四五六]五[”\x22]?(?:规划)?期?末)"
)
_EVERY_YEAR = re.compile(r"每年|每学年|年均(?!增长)")
_POLICY = re.compile(r"给予|补助|补贴(?!性)|奖励|资助|贴息|最高|奖补|贷款|罚款|标准为|收费|售价|投资额")
_COVERED = re.compile(
    r"(?P<name>[^，。；]{2,40}?)(?:基本|全部|总体)?(?:实现|达到)?(?P<what>[^，。；]{0,14}?)全(?:面)?覆盖"
)
_DOUBLED = re.compile(
    r"(?P<name>[^，。；]{2,30}?)(?:力争|实现|要|将)?(?:(?:比|较|在)(?P<base>(?:19|20)\d\d)年(?:基础上|的基础上)?)?(?:实现)?翻(?P<times>[一两二三]?)番"
)
_BASE = re.compile(
    r"(?:比|较|与|由|从|在)\s*((?:19|20)\d\d)\s*年(?:底|末)?(?:相比|增长|提高|增加|下降|降低|减少|翻|的|基础上)?"
)
_RAISED = re.compile(r"(?:扩大|提高|提升|增加|扩充|降低|压减)(?P<thing>[^，。；、\d]{2,16}?)(?:到|至)\s*$")
"""扩大五年制高职规模到5000人: the thing stands between verb and figure."""
_ITS_YEAR = re.compile(r"(?:19|20)\d\d年(?:底|末)?的\s*$")
"""提高到2023年的60%: the year between verb and figure."""
_FROM = re.compile(
    r"(?:由|从)\s*(?:(?:19|20)\d\d年(?:底|末)?的?)?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[^\d，。；]{0,4}?)(?:提高|提升|增长|增加|扩大|上升|发展|降低|下降|压减|减少|缩短)?(?:到|至)?$"
)
"""由2020年的1.2万人 before 增加到2万人: where it began, no part of the name."""


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    place: str
    is_goal: bool


def targets_in(root: Node, goal_lines: list[Line], tasks: list[tuple[str, str]]) -> list[TargetDraft]:
    """Targets of the sections of goals, of lines that begin 到2025年, and of (text, place) of the tasks."""
    passages = [_Passage(text, place, True) for text, place in _goal_passages(root, goal_lines)]
    passages += [_Passage(text, place, False) for text, place in tasks]
    found: dict[tuple[str, float, str, str | None], TargetDraft] = {}
    for passage in passages:
        for target in _in_passage(passage):
            found.setdefault((target.name, target.value, target.unit, target.by), target)
    return list(found.values())


def goal_nodes(root: Node) -> list[Node]:
    return [
        node
        for node in root.walk()
        if (_GOALS.search(headline(node.text)[:24]) and len(headline(node.text)) < 40) or _GOALS.search(node.text[:8])
    ]


def _goal_passages(root: Node, lines: list[Line]) -> list[tuple[str, str]]:
    nodes = goal_nodes(root)
    inside = [node for node in nodes if not any(ancestor in nodes for ancestor in node.ancestors())]
    passages: dict[str, str] = {}
    for node in inside:
        for part in (node, *node.walk()):
            passages.setdefault(part.text, part.place)
            for line in part.paragraphs:
                passages.setdefault(line.text, line.place)
    for line in lines:
        begun = _BY_A_YEAR.search(digits(line.text))
        if begun and not any(line.text in passage for passage in passages):
            passages.setdefault(line.text[begun.start() :].lstrip("。；："), line.place)
    return list(passages.items())


def _in_passage(passage: _Passage) -> list[TargetDraft]:
    found: list[TargetDraft] = []
    by: str | None = None
    for sentence in re.split(r"[。；;！\n]", passage.text):
        readable = digits(sentence)
        horizon = _HORIZON.search(readable)
        if not passage.is_goal and not horizon:
            by = None
        found += _in_sentence(sentence, readable, passage, by)
        by = _last_horizon(readable) or by
        found += _in_words(sentence, passage, by) if passage.is_goal else []
    return sorted(found, key=lambda target: passage.text.find(target.raw))


def _in_sentence(sentence: str, readable: str, passage: _Passage, by: str | None) -> list[TargetDraft]:
    found: list[TargetDraft] = []
    last_end = -10
    for match in _FIGURE.finditer(readable):
        before = readable[: match.start()]
        year = _last_horizon(before)
        horizon = year or by
        before = _ITS_YEAR.sub("", before)
        sign = _sign(before, readable, match, passage, has_horizon=bool(year) or bool(_EVERY_YEAR.search(before)))
        chained = bool(found) and bool(re.fullmatch(r"\s*[和、及，,与]\s*", readable[last_end : match.start()]))
        if sign is None and not (chained and _unit(match) == found_unit(found)):
            continue
        last_end = match.end()
        found += _made(sentence, readable, match, sign or found[-1].comparator, horizon, passage, found)
    return found


def _last_horizon(text: str) -> str | None:
    """The year by which, as named last: 到2025年, “十四五”末."""
    matches = list(_HORIZON.finditer(text))
    return (matches[-1]["year"] or _LAST_YEAR[matches[-1]["plan"]]) if matches else None


def found_unit(found: list[TargetDraft]) -> str:
    return found[-1].unit.removesuffix("/年")


def _unit(match: re.Match[str]) -> str:
    """一半 is 50 %."""
    return "%" if match["half"] else match["unit"]


def _sign(before: str, readable: str, match: re.Match[str], passage: _Passage, *, has_horizon: bool) -> str | None:
    """The comparator, or None when the figure is no promise."""
    clause_start = max(before.rfind(mark) for mark in "，,：:") + 1
    clause = before[clause_start:]
    rest = re.split(r"[，,]", readable[match.end() :])[0]
    whole = clause + match[0] + rest
    if re.search(r"第\s*$", before) or (
        not passage.is_goal and (_POLICY.search(whole) or re.search(r"^\s*的|的$", rest.strip()))
    ):
        return None
    after = _AFTER.get((match["after"] or "").strip())
    for sign, pattern in _REACHED:
        if pattern.search(before):
            return (
                ("≤" if sign == "=" and after == "≤" else sign if sign != "=" else after or "=")
                if _bounded(sign, after, passage, has_horizon, clause, match)
                else None
            )
    if re.match(r"\s*(?:全?覆盖|达标|达到|落实|完成|合格|建成|持证)", rest) and _unit(match) == "%" and passage.is_goal:
        return "="
    if re.match(r"\s*全?覆盖", rest) and _unit(match) == "%":
        return "="
    promised = passage.is_goal or (after and re.search(r"实现|确保|力争|保持", clause))
    if promised and _unit(match) == "%" and re.search(r"(?:率|比例|占比|比重|度)\s*$", clause):
        return after or "="
    if _MAKE.search(clause) and (passage.is_goal or has_horizon or after):
        return after or "="
    if passage.is_goal and _GIVEN_UP.search(clause):
        return after or "="
    if re.search(r"等\s*$", before) and has_horizon and re.search(r"实现|完成|建成", before) and not passage.is_goal:
        return after or "="
    if re.search(r"和\s*$", before) and has_horizon and (figures := list(_FIGURE.finditer(clause))):
        return (after or "=") if _MAKE.search(clause[: figures[-1].start()]) else None
    if passage.is_goal and after and not re.search(r"\d\s*$", before):
        return after
    return None


def _bounded(
    sign: str, after: str | None, passage: _Passage, has_horizon: bool, clause: str, match: re.Match[str]
) -> bool:
    """Inside a task a bare 完成3项 or 增长5% says how, not how much by when."""
    if passage.is_goal or has_horizon or after or sign != "=" or _unit(match) == "%":
        return True
    return bool(re.search(r"(?:达到?|至|到|在|力争)\s*$", clause))


def _made(
    sentence: str,
    readable: str,
    match: re.Match[str],
    sign: str,
    by: str | None,
    passage: _Passage,
    earlier: list[TargetDraft],
) -> list[TargetDraft]:
    value = 50.0 if match["half"] else _value(match["least"] or match["number"])
    sign = "≥" if match["least"] and sign == "=" else sign  # 8—10个 is kept from eight on; the words stay in raw
    unit = _unit(match)
    if unit == "万亿元":
        value, unit = value * 10_000, "亿元"
    before = readable[: match.start()]
    clause = before[max(before.rfind(mark) for mark in "，,") + 1 :]
    if _EVERY_YEAR.search(clause) and unit not in ("%", "个百分点", "倍") and "元" not in unit:
        unit += "/年"
    names = _names(sentence, match) or [_carried_on(sentence, match, earlier)]
    base = _BASE.search(clause)
    began = _FROM.search(_ITS_YEAR.sub("", clause))
    baseline_value = _value(began["value"]) if began and began["unit"] in ("", _unit(match)) else None
    raw = _said(_clause_at(sentence, match.start()) if len(sentence) == len(readable) else sentence)
    baseline = int(base[1]) if base else None
    return [
        TargetDraft(name, _rounded(value), unit, sign, by, baseline, raw, passage.place, baseline_value)
        for name in names
    ]


def _value(number: str) -> float:
    if number == "半":
        return 0.5
    # A typeset point may be lost in the text layer of a PDF: "1 2万亿元" is 1.2.
    return float(re.sub(r"[\s\ue000-\uf8ff]+", ".", number.strip()).replace(",", "").replace("，", ""))


def _rounded(value: float) -> float:
    return round(value, 6)


def _names(sentence: str, match: re.Match[str]) -> list[str]:
    """What the figure is of: the words before the verb, or the noun after the unit; two names before 均 are two targets."""
    before = sentence[: match.start()]
    clause = before[max(before.rfind(mark) for mark in "，,：:—") + 1 :] or before
    clause = _ITS_YEAR.sub("", clause)
    if raised := _RAISED.search(digits(clause)):
        return [raised["thing"]]
    after = re.split(r"[，,。；、和]", sentence[match.end() :])[0].strip()
    subject = re.sub(
        rf"(?:力争|基本|总体|预计|将|要|分别|年均|均|都)*(?:{'|'.join(w for _, w in _REACH)})?(?:约|近|在|了)?\s*$",
        "",
        clause,
    )
    subject = re.sub(
        r"^(?:\s*(?:[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日|底)?前(?:实现|完成)?|(?:力争)?到?\s*(?:[0-9０-９]{4}\s*年(?:底前?|末|前)?|[“\x22]?十[三四五六]五[”\"]?期?末)|其中|使|(?:努力|力争|全力|稳步|确保)*(?:实现|确保)|每年)\s*)+",
        "",
        subject,
    ).strip()
    subject = re.sub(r"(?<=.)每(?:年|学年|月|季度|学期)$", "", subject)
    if own := re.search(r"\d[^、]{0,6}、(?P<own>[^、，\d]{2,}(?:率|比例|占比|比重|度))$", digits(subject)):
        subject = own["own"]
    if began := _FROM.search(digits(subject)):
        subject = subject[: began.start()].strip() or subject
    if re.search(r"均\s*(?:达到?|超过?|不低于|不少于|提高到|稳定在|实现)?\s*$", clause) and "、" in subject:
        return each_named(re.sub(r"均$", "", subject))
    respectively = re.match(r"(?P<subject>.+?)分别\D*(?P<earlier>(?:[\d.]+\D+)*)$", digits(clause))
    if respectively and "、" in respectively["subject"]:
        named = each_named(re.sub(r"^\s*其中", "", respectively["subject"]))
        turn = len(re.findall(r"[\d.]+", respectively["earlier"]))
        return [named[min(turn, len(named) - 1)]]
    verb_object = re.search(rf"(?:{_STRONG}|和|及)\s*$", clause.strip()) or not subject
    name = after if verb_object and len(after) >= 2 else subject or after
    name = name.lstrip("—–-·• ")
    return [name[-40:].strip()] if name else []


def _carried_on(sentence: str, match: re.Match[str], earlier: list[TargetDraft]) -> str:
    """A clause without a subject (“，年均增长8%”, “，每年不少于3000人次”) speaks of what the clause before it named."""
    before = sentence[: match.start()]
    clauses = [part.strip() for part in re.split(r"[，,：:]", before) if part.strip()]
    said = re.sub(r"(?:不低于|不少于|达到?|至少|超过|约|近)+$", "", clauses[-1]) if clauses else ""
    grows = re.search(r"(?:年均|同比|累计)?(?:增长|增幅|提高|下降|降低)$", said)
    if grows and earlier:
        return f"{earlier[-1].name}{grows[0]}"[-40:]
    named = (clauses[-2] if len(clauses) > 1 else sentence.strip()).lstrip("—–-·• ")
    if earlier and named == earlier[-1].raw:
        return earlier[-1].name
    return re.sub(r"(?:比|较)(?:上年|去年|[^，]{2,8}年)[^，]*$", "", named)[-40:].strip() or named[-40:]


def each_named(subject: str) -> list[str]:
    """马铃薯种植、收获机械化率 are two names: the first lacks the measure at its end, the second the thing at its beginning.

    The words between are taken to be of two letters, as nearly all such verbs are.
    """
    first, *others = [part.strip() for part in re.split(r"[、和]", subject) if part.strip()]
    if not others or _MEASURE.search(first) or not _MEASURE.search(others[-1]) or len(first) < 4 or len(others[-1]) < 4:
        return [first, *others]
    thing, measure = first[:-2], others[-1][2:]
    return [f"{thing}{verb}{measure}" for verb in (first[-2:], *others[:-1], others[-1][:2])]


def _in_words(sentence: str, passage: _Passage, by: str | None) -> list[TargetDraft]:
    """全覆盖 is 100 %, 翻一番 twice the base; only among the goals, for elsewhere they are figures of speech."""
    found = []
    for clause in re.split(r"[，,]", sentence):
        covered = _COVERED.search(clause)
        if covered and "%" not in digits(clause):
            name = re.sub(r"^.*(?:努力|实现)", "", f"{covered['name']}{covered['what']}").strip()
            found.append(TargetDraft(f"{name}覆盖率", 100.0, "%", "=", by, None, _said(clause), passage.place))
        doubled = _DOUBLED.search(digits(clause))
        if doubled:
            times = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3}[doubled["times"]]
            base = int(doubled["base"]) if doubled["base"] else None
            name = doubled["name"].strip()
            found.append(TargetDraft(name, float(2**times), "倍", "=", by, base, _said(clause), passage.place))
    return found


def _clause_at(sentence: str, place: int) -> str:
    """The part between commas in which a figure stands."""
    start = max(sentence.rfind(mark, 0, place) for mark in "，,") + 1
    ends = [end for mark in "，," if (end := sentence.find(mark, place)) >= 0]
    return sentence[start : min(ends, default=len(sentence))]


def _said(clause: str) -> str:
    return re.sub(r"^.*努力实现", "", clause.strip())
