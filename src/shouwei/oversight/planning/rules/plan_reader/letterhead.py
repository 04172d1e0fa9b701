"""The head and foot of an official paper: title, 发文字号, issuing body, date, addressees, who adopted it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .headings import PART, SECTION, mark_of
from .lines import Line
from .wording import digits, is_body, numeral, plain

_TYPES = (
    "方案|意见|通知|计划|规划|措施|要点|办法|细则|规定|决定|纲要|通报|清单|分解表|分解|分工|分工表|任务书|台账|公告|通告|报告|批复|函|条例|指南|"
    "行动|举措|任务|安排|表|目录|战略|部署|实施稿|倡议|章程|若干政策|政策|制度|要求|一览表|责任书"
)
_TITLE_END = re.compile(rf"(?:{_TYPES})(?:[（(][^（）()]{{1,30}}[）)])?$")
_ANNEX_ONLY = re.compile(r"附\s*[件表]?\s*[0-9０-９一二三四五六七八九十]{0,2}\s*[：:]?$")
_SUFFIX = re.compile(
    r"[（(](?![^（）()]*(?:通过|审议|施行))(?:[^（）()]*(?:20\d\d|试行|暂行|修订|征求意见|送审|草案|讨论)[^（）()]*)[）)]$"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff（）()]{1,16}?\s*[〔\[【（(﹝]\s*(?:19|20)\d\d\s*[〕\]】）)﹞]\s*第?\s*\d{1,5}\s*号"
)
_HEAD = re.compile(r"([\u4e00-\u9fff（）()]{3,40}?)文件$")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?")
_DATE_IN_NUMERALS = re.compile(
    r"([一二〇○零Ｏ]{1,2}[〇○零Ｏ一二三四五六七八九]{2,3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_QUOTED = re.compile(r"《([^《》]{4,80})》")
_ADOPTED = re.compile(
    r"已?经([^，。；《》]{2,60}?(?:会议|全会|会|领导同志))(?:研究|审议|讨论|表决|审定)*(?:并)?(?:通过|同意|审定|审议)"
)
_REGISTRATION = re.compile(r"[A-Z]{2,8}\d*\s*[-－—]")
_SENDS = re.compile(r"关于(?:印发|转发|批转|下发|发布|公布)")
_NOTICE_END = re.compile(r"(?:通知|函|批复|通告|公告)(?:[（(][^（）()]{1,30}[）)])?$")
HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class Letterhead:
    title: str | None
    doc_number: str | None
    issuer: str | None
    date: str | None
    adopted_by: str | None
    addressees: tuple[str, ...]


def letterhead(lines: list[Line]) -> Letterhead:
    """Read from the lines before the first heading, and the signature wherever it stands."""
    head = _head(lines)
    number = _doc_number(head)
    titles = _titles(head)
    signed_by, signed_on = _signature(lines)
    title = _chosen(titles, head)
    addressees = _addressees(head)
    joint = _issuer_in_title(titles)
    if joint and "等" in joint and signed_by and signed_by.startswith(joint.split("等")[0]):
        signed_by = joint
    issuer = signed_by or _issuer_in_head(head) or _issuer_in_title(titles) or _issuer_in_common(title, addressees)
    return Letterhead(title, number, issuer, signed_on, _adopted(head, issuer), addressees)


def _head(lines: list[Line]) -> list[Line]:
    head: list[Line] = []
    for line in lines[:HEAD_LINES]:
        mark = mark_of(line.text)
        if mark is not None and mark.rank in (PART, SECTION) and len(head) > 0:
            break
        head.append(line)
    return head


def _doc_number(head: list[Line]) -> str | None:
    for line in head:
        text = digits(line.text)
        match = _NUMBER.search(text)
        if match is None or (text[: match.start()].count("《") + text[: match.start()].count("（")) > (
            text[: match.start()].count("》") + text[: match.start()].count("）")
        ):
            continue
        alone = len(text) - len(match[0]) < 12
        after_title = bool(_TITLE_END.search(text[: match.start()])) or text.rstrip().endswith(match[0])
        if alone or after_title:
            found = re.sub(r"\s+", "", match[0])
            for kind in ("的通知", "方案", "意见", "文件", "通知"):
                found = found.rpartition(kind)[2] or found
            return found
    return None


def _titles(head: list[Line]) -> list[str]:
    """Every run of short lines that ends like the title of a paper."""
    titles, run, half = list[str](), list[str](), ""
    for line in [*head, Line("", "")]:
        text = _without_number(line.text.strip())
        if titles and not run and _SUFFIX.fullmatch(text):
            titles[-1] += text
            continue
        run = [*run, text] if _may_be_title(text) else []
        joined = "".join(run)
        if _TITLE_END.search(joined) and joined.count("《") == joined.count("》"):
            if _SENDS.search(joined) and not _NOTICE_END.search(joined):
                half = (
                    joined  # 关于印发……行动方案 / 任务分工的通知: the line was broken at a word that could end a title
                )
                continue
            titles.append(joined)
            run, half = [], ""
        elif not run or len(run) > 5:
            titles += [half] if half else []
            run, half = [], ""
    return titles


def _without_number(text: str) -> str:
    match = _NUMBER.search(digits(text))
    if match is None:
        return text
    for kind in ("的通知", "方案", "意见"):
        at = text[: match.end()].rfind(kind)
        if at >= 0:
            return text[: at + len(kind)]
    return text[: match.start()].strip() if match.start() else ""


def _may_be_title(text: str) -> bool:
    return (
        2 <= len(text) <= 90
        and not re.search(r"[。；：:;，]$", text)
        and "。" not in text
        and not _ANNEX_ONLY.match(text)
        and not _HEAD.fullmatch(text)
        and not _REGISTRATION.match(plain(text))
        and not _dated(text)
        and not re.match(r"[（(].*[）)]$|抄送|签发人|主送|附\s*[件表]?\s*[0-9]?\s*[：:]", text)
        and mark_of(text) is None
    )


def _dated(text: str) -> bool:
    return bool(_DATE.fullmatch(digits(text).replace(" ", "")) or _DATE_IN_NUMERALS.fullmatch(text))


def _chosen(titles: list[str], head: list[Line]) -> str | None:
    """The plan's own title: of a notice that sends out a plan, the plan's."""
    if not titles:
        likely = (_without_number(line.text.strip()) for line in head)
        return _first_quoted(head) or next(
            (text for text in likely if 4 <= len(text) <= 60 and _may_be_title(text)), None
        )
    first = titles[0]
    sends = re.search(r"(?:印发|转发|批转|下发|发布|公布)", first) and re.search(
        r"(?:通知|函|批复|通告|公告)(?:[（(].*[）)])?$", first
    )
    if not sends:
        return first
    if len(titles) > 1:
        return titles[1]
    quoted = _QUOTED.search(first)
    if quoted:
        return quoted[1]
    named = re.search(r"(?:印发|转发|批转|下发|发布|公布)(.+?)的?(?:通知|函|批复|通告|公告)", first)
    return _first_quoted(head) or (named[1] if named else first)


def _first_quoted(head: list[Line]) -> str | None:
    for line in head:
        match = re.search(r"现?将?《([^《》]{4,80})》(?:已经|印发|转发)", line.text)
        if match:
            return match[1]
    return None


def signature_lines(lines: list[Line]) -> set[int]:
    """Which lines are a signature: a date of its own with the names above it."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _dated(digits(line.text.strip())):
            found |= {index, *range(index - _signing_lines(lines, index), index)}
    return found


def _signing_lines(lines: list[Line], index: int) -> int:
    count = 0
    while index - count - 1 >= 0 and _names_in(lines[index - count - 1].text):
        count += 1
    return count


def _signature(lines: list[Line]) -> tuple[str | None, str | None]:
    """(body, ISO date) of the first signature: names of bodies right above, or before, a full date."""
    for index, line in enumerate(lines):
        text = digits(line.text.strip())
        compact = text.replace(" ", "")
        if _dated(text):
            names = _names_above(lines, index)
            if names:
                return "、".join(names), _iso(compact)
        end = re.search(rf"[。！]([\u4e00-\u9fff]{{3,30}}?)({_DATE.pattern})(?:（此件[^）]*）)?$", compact)
        if end and is_body(end[1]):
            return end[1], _iso(end[2])
        alone = re.fullmatch(rf"([\u4e00-\u9fff]{{3,30}}?)({_DATE.pattern})", compact)
        if alone and is_body(alone[1]):
            return alone[1], _iso(alone[2])
    return None, next((_iso(digits(l.text).replace(" ", "")) for l in lines if _dated(digits(l.text.strip()))), None)  # noqa: E741


def _names_above(lines: list[Line], index: int) -> list[str]:
    above = lines[index - _signing_lines(lines, index) : index]
    return [name for line in above for name in _names_in(line.text)]


def _names_in(text: str) -> list[str]:
    """The bodies a line of a signature names; nothing when it is no such line."""
    parts = [part for part in re.split(r"\s+|、", text.strip()) if part]
    joined = "".join(parts)
    if len(parts) > 1 and is_body(joined) and not all(is_body(part) for part in parts):
        parts = [joined]
    return parts if parts and all(_is_issuer(part) for part in parts) else []


def _is_issuer(text: str) -> bool:
    return (is_body(text) or text.endswith(("国务院", "党中央", "办公厅"))) and not re.search(r"[，。：；]", text)


def _iso(text: str) -> str | None:
    match = _DATE.search(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    else:
        words = _DATE_IN_NUMERALS.search(text)
        if words is None:
            return None
        year = int(
            "".join(str("〇一二三四五六七八九".index(c)) if c in "一二三四五六七八九" else "0" for c in words[1])
        )
        month, day = numeral(words[2]), numeral(words[3])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _issuer_in_title(titles: list[str]) -> str | None:
    for title in titles:
        match = re.match(r"([\u4e00-\u9fff、]{2,40}?)(?:关于|印发|转发|批转)", title)
        if match and (
            is_body(match[1]) or re.search(r"等[一二三四五六七八九十\d]+部门$", match[1]) or match[1].endswith("国务院")
        ):
            return match[1]
    return None


def _issuer_in_head(head: list[Line]) -> str | None:
    for line in head:
        match = _HEAD.fullmatch(line.text.strip().replace(" ", ""))
        if match:
            return match[1]
    return None


def _issuer_in_common(title: str | None, addressees: tuple[str, ...]) -> str | None:
    """安庆职业教育集团 when both the title and 安庆职业教育集团各成员单位 begin with it."""
    for addressee in addressees:
        before = re.split(r"各|所属|全体|下属", addressee)[0]
        if len(before) >= 3 and is_body(before):
            return before
    match = re.match(
        r"(?:20\d\d年度?)?(?!关于|印发|转发|批转)([\u4e00-\u9fff]{2,24}?(?:集团|学院|大学|学校|委员会|人民政府|[局厅](?=20\d\d|年度|工作)))(?!.{0,2}(?:建设|办学|发展规划))",
        title or "",
    )
    return match[1] if match and is_body(match[1]) else None


def _addressees(head: list[Line]) -> tuple[str, ...]:
    for line in head:
        text = line.text.strip()
        match = re.match(r"([^。；：:]{2,160})[：:]", text)
        if (
            match
            and re.search(r"各|局|厅|委|部|单位|学校|学院|政府|机构|公司", match[1])
            and (len(text) == match.end() or "《" in text)
            and not re.search(r"[《》“”]|通知|如下|措施|意见", match[1])
        ):
            return tuple(part.strip() for part in re.split(r"[，,；;]", match[1]) if part.strip())
    return ()


def _adopted(head: list[Line], issuer: str | None) -> str | None:
    for line in head:
        match = _ADOPTED.search(line.text)
        if match:
            words = match[1]
            council = words.find("理事会")
            return words[council:] if council > 0 and not issuer_is(words[:council]) else words
    return None


def issuer_is(words: str) -> bool:
    """Whether the words before 理事会 name another body than the group itself."""
    return not words.endswith(("集团", "联盟"))
