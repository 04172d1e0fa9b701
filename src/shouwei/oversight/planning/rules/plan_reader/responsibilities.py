"""Who does a task: “（A牵头，B、C配合）”, “责任单位：A、B”, “A、B负责，排在第一位的为牵头部门，下同”.

The first body of a list leads only where the document says so; a single body leads; several without a mark implement; a
collective (各市、县政府，有关部门) never leads alone.  等有关部门 adds nobody; 等国务院相关部门 adds them under that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .wording import bracketed, is_body

_WHO = "部门|单位|主体|处室|科室|院系|机构|学院|学校|院校|企业|组织|牵头人"
_LEAD_WORDS = "牵头|主办|主责|责任牵头|首席"
_HELP_WORDS = "配合|协办|协同|协作|协助|参与|参加|落实|实施|承办|承担|执行|支持|成员"
LABEL = re.compile(
    rf"(?:(?P<lead>{_LEAD_WORDS}|(?:第一|首要|主要)(?:责任|负责))(?:{_WHO})|(?P<help>{_HELP_WORDS})(?:{_WHO})|(?P<resp>责任|负责|职责)(?:{_WHO})"
    r"|(?P<person>(?:责任|牵头|分管|包保|联系|督办|主管)?(?:校领导|市领导|领导|责任人|负责人|联系人))"
    r"|(?<![\u4e00-\u9fff])(?:(?P<bare_lead>牵头|主办|主责)|(?P<bare_help>配合|协办|协同|协助|参与))(?=\s*[：:])"
    r"|(?P<time>(?:完成|办结|工作|推进|计划|实施)(?:时限|时间|期限|节点)|时限(?:要求)?|期限|时间节点|时间安排|时间要求|起止时间|完成日期|进度安排|时间进度))\s*[：:]\s*"
)
_FIRST_LEADS = re.compile(
    r"[，。；,;]?[^，。；,;：:]{0,40}?(?:首位|第一位?|首个|最前)[^，。；,;]{0,40}?(?:为|是|系|牵头)[^，。；,;]{0,40}?(?:牵头|主办|主责|责任)[^，。；,;）)]{0,20}"
)
_LIKEWISE = re.compile(r"[，。；,;]?\s*(?:以?下同|以下类同|以下均同)[。；，]?")
_VERB = re.compile(
    r"(?P<lead>(?:共同|分别|联合|负责)?(?:牵头|主办|主责)(?:负责|组织|实施|落实|抓总|推进|办理|制定|协调)*)"
    r"|(?P<help>(?:按[照]?(?:各自)?(?:职责|职能|分工|职责分工)(?:分工)?)?(?:分工|积极)?(?:配合|协办|协同|协助|参与|参加|支持)(?:实施|落实|推进)?)"
    r"|(?P<do>(?<!持续)(?<!长期)(?<!全年)(?<!常态化)(?:按[照]?(?:各自)?(?:职责|职能|分工|任务)(?:分工)?(?:分别|共同)?|根据职责分工|分别|共同|组织|具体|分工)*(?:负责(?:落实|实施|推进)?|落实|组织实施|实施|承担|承办|执行|推进))"
)
_END = r"(?=[，。；、,;\s]|$)"
_TOGETHER = re.compile(r"会同|商请|(?<=[部委局厅办署院会处室所心司府校])商(?![务标业会贸])|联合(?![会国])")
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|全体|所有|国务院(?:各|有关|相关)|[省市县区]直|市县|成员(?:学校|企业|单位)|地方|试点|[省市县区][级]?(?:有关|相关|各))"
    r"|(?:有关|相关)(?:部门|单位|地区|方面|部委|企业|机构)|各地|责任单位$"
)
_AND_OTHERS = re.compile(r"(?<![中高初])等(?P<rest>[^、，；]*)$")
_NOBODY = re.compile(
    r"(?:有关|相关|各有关|多|各|\d+个?|[一二三四五六七八九十]+个?)?(?:(?:部门|单位|方面|部委|机构|处室|科室|职能部门|成员单位|责任单位|司局)(?:[和及](?:部门|单位|机构|地区))?)?"
)
_EVERY = re.compile(
    r"各(?:[省市州县区旗盟地]|设区的?市|地级?市|市州|乡镇|街道)(?:[（〔(\[][^）〕)\]]*[）〕)\]])?"
    r"(?:(?:、|和|及)(?:自治区|直辖市|自治州|设区市|县级市|省直管县|县|市|区|州|旗|盟|乡镇|街道|开发区|管委会)(?![直级属内])(?:[（〔(\[][^）〕)\]]*[）〕)\]])?)+"
)
_LEGEND = re.compile(
    r"(?:带|标|注|加|有)?[“\x22]?([▲△★☆※*＊◆●])[”\x22]?(?:号|标记|标识|标志)?的?[^，。；]{0,8}?为?(?:牵头|主办|主责)"
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
_PERSON = re.compile(
    rf"(?<=[\u4e00-\u9fff])[（(](?!\w*[部委局厅办院会处室所校系科组中园区县市][）)])[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}[）)]"
)
"""市教育局（张某）: a body and the person in it."""
_LAST_BRACKET = re.compile(r"[。；，\s]*[（(]([^（）()]{2,30})[）)][。；]?$")
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Responsibility:
    lead: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    deadline: str | None = None
    raw: tuple[str, ...] = ()


@dataclass
class Convention:
    """What the document says once for all that follows: the first body of a list leads."""

    first_leads: bool = False
    lead_mark: str | None = None
    """The sign set on a body that leads: 带▲的为牵头部门."""


@dataclass
class _Roles:
    lead: list[str] = field(default_factory=list)
    help: list[str] = field(default_factory=list)
    do: list[str] = field(default_factory=list)
    deadline: str | None = None
    helped: bool = False


def says_first_leads(text: str) -> bool:
    """Whether it says that the first of several bodies leads."""
    likely = "牵头" in text and any(word in text for word in ("首位", "第一", "首个", "最前"))
    return likely and len(text) <= 2 * LONGEST and bool(_FIRST_LEADS.search(text))


def mark_of_leads(text: str) -> str | None:
    """The sign a legend explains as that of the body that leads."""
    match = _LEGEND.search(text)
    return match[1] if match else None


def units(text: str) -> list[str]:
    """The bodies of a printed list, as printed. 各市、县（市、区）政府 is one; 住房和城乡建设部 is one; A局和B局 are two."""
    hidden = _EVERY.sub(lambda m: m[0].replace("、", "\0").replace("和", "\1").replace("及", "\2"), text.strip())
    for start, end in reversed(bracketed(hidden)):
        inside = (
            hidden[start:end]
            .replace("、", "\0")
            .replace("，", "\3")
            .replace("和", "\1")
            .replace("及", "\2")
            .replace(" ", "\4")
        )
        hidden = hidden[:start] + inside + hidden[end:]
    pieces: list[str] = []
    for piece in _on_lines(hidden):
        pieces += _named(piece)
    seen = dict.fromkeys(p.translate({0: "、", 1: "和", 2: "及", 3: "，", 4: " "}).strip() for p in pieces)
    return [name for name in seen if name and len(name) <= 60]


def _on_lines(text: str) -> list[str]:
    """Split at 、，； and at line ends or spaces, unless a line end falls inside a name."""
    result: list[str] = []
    for piece in re.split(r"[、，,；;。]", text):
        parts = [part for part in re.split(r"\s+", piece.strip()) if part]
        while len(parts) > 1 and not is_body(parts[0]):
            parts[:2] = [parts[0] + parts[1]]
        whole: list[str] = []
        for part in parts:
            if whole and not is_body(part):
                whole[-1] += part
            else:
                whole.append(part)
        result += whole
    return result


def _named(piece: str) -> list[str]:
    piece = re.sub(r"^(?:由|及|以及|和|与|其中|并)|[。：:]$", "", piece.strip())
    stroked = [part.strip() for part in re.split(r"[/／]", piece)]
    if len(stroked) > 1 and all(map(is_body, stroked)):
        return stroked
    for word in ("以及", "及", "和", "与"):
        for match in re.finditer(word, piece):
            left, right = piece[: match.start()], piece[match.end() :]
            if left and right and is_body(left.split("等")[0]) and (is_body(right) or _COLLECTIVE.search(right)):
                return _named(left) + _named(right)
    others = _AND_OTHERS.search(piece)
    if others and others.start():
        rest = others["rest"]
        return [piece[: others.start()], *([] if _NOBODY.fullmatch(rest) else [rest])]
    return [piece] if piece else []


def is_collective(name: str) -> bool:
    return bool(_COLLECTIVE.search(name))


def brackets_of(text: str) -> list[tuple[int, int]]:
    """Places of the brackets that name responsible bodies."""
    found = []
    for start, end in bracketed(text):
        content = text[start + 1 : end - 1]
        if is_responsibility(content) or (
            text[start - 1 : start] in ("。", "；") and _only_bodies(content, text[end:])
        ):
            found.append((start, end))
    return found


def _only_bodies(content: str, following: str) -> bool:
    """“……。（信息中心）” at the very end of an item names who does it."""
    names = units(content) if len(content) <= 120 and not following.strip("。 ") else []
    return bool(names) and all(is_body(name) for name in names)


def headed_by(text: str) -> tuple[int, int] | None:
    """The bracket of “夯实教学基础（教务处、质管处）。……”: right after the heading, nothing but bodies in it."""
    place = next(iter(bracketed(text)), None)
    if place is None or re.search(r"[，。；：:]", text[: place[0]]) or text[place[1] : place[1] + 1] not in ("。", ""):
        return None
    names = units(text[place[0] + 1 : place[1] - 1])
    return place if names and all(map(is_body, names)) else None


def labels_at(text: str) -> int | None:
    """Where a tail like “责任单位：教务处。完成时限：2021年6月。” begins inside a paragraph, or None."""
    inside = bracketed(text)
    for match in LABEL.finditer(text):
        if any(start < match.start() < end for start, end in inside):
            continue
        if match.start() and text[match.start() - 1] in "。；）) 　" and is_responsibility(text[match.start() :]):
            return match.start()
    return None


def is_responsibility(content: str) -> bool:
    """Whether the inside of a bracket, or a line of its own, says who is responsible."""
    content = content.strip()
    if not content or len(content) > LONGEST:
        return False
    if LABEL.match(content):
        return any(not label["person"] for label in LABEL.finditer(content))
    core = _LIKEWISE.sub("；", _FIRST_LEADS.sub("", content) if says_first_leads(content) else content)
    core = re.sub(r"[。；，][^。；]*(?:不再(?:一一|逐一)?列出|不再重复)[^。；]*", "", core).strip("，。； ")
    core = core.split("。")[0]
    last = re.split(r"[，；,;]", core)[-1]
    if not re.search(rf"(?:{_VERB.pattern})$", core) and not _looks_like_time(last):
        return False
    tokens = _tokens(core)
    named = [name for text, _ in tokens for name in units(text)]
    return (
        bool(named) and any(is_body(name) or is_collective(name) for name in named) and all(len(n) <= 40 for n in named)
    )


def parse(content: str, convention: Convention) -> Responsibility:
    """One bracket, line or cell; a rule in it (排在第一位的为牵头部门，下同) is noted in ``convention``."""
    raw = content.strip()
    text = raw
    if says_first_leads(text):
        convention.first_leads = True
        text = _FIRST_LEADS.sub("", text)
    text = re.sub(r"[。；，][^。；，]*(?:不再(?:一一|逐一)?列出|不再重复)[^。；]*", "", text)
    text = _PERSON.sub("", _LIKEWISE.sub("；", text).strip("，。； \n"))
    roles = _labelled(text) if LABEL.search(text) else _spoken(text)
    if convention.lead_mark:
        roles = _marked_out(roles, convention.lead_mark)
    lead, others = _decided(roles, convention)
    return Responsibility(tuple(lead), tuple(n for n in others if n not in lead), roles.deadline, (raw,))


def parse_all(texts: list[str], convention: Convention) -> list[Responsibility]:
    """What one task says of who does it; labels that stand on lines of their own (牵头单位：… / 责任单位：…) are one saying."""
    labelled = [text for text in texts if LABEL.match(text.strip())]
    if len(labelled) < 2:
        return [parse(text, convention) for text in texts]
    one = replace(parse("；".join(text.strip("，。；; \n") for text in labelled), convention), raw=tuple(labelled))
    return [one, *(parse(text, convention) for text in texts if text not in labelled)]


def _marked_out(roles: _Roles, sign: str) -> _Roles:
    named = [*roles.lead, *roles.do]
    leads = [name.replace(sign, "") for name in named if sign in name]
    if not leads:
        return roles
    return replace(roles, lead=leads, do=[name for name in named if sign not in name])


def together(parts: list[Responsibility]) -> Responsibility:
    """Several brackets of one task: leads and implementers in order, nobody twice."""
    lead = tuple(dict.fromkeys(name for part in parts for name in part.lead))
    others = dict.fromkeys(name for part in parts for name in part.implementers if name not in lead)
    deadline = next((part.deadline for part in reversed(parts) if part.deadline), None)
    return Responsibility(lead, tuple(others), deadline, tuple(text for part in parts for text in part.raw))


def _labelled(text: str) -> _Roles:
    roles = _Roles()
    marks = list(LABEL.finditer(text))
    if head := text[: marks[0].start()].strip("，。； \n"):
        roles.do += _spoken(head).do
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else len(text)].strip("，。；,; \n")
        if mark["time"]:
            roles.deadline = value or None
        elif mark["person"]:
            continue
        else:
            inner = _spoken(_lead_ends(value) if mark["lead"] or mark["bare_lead"] else value)
            leads, helps = mark["lead"] or mark["bare_lead"], mark["help"] or mark["bare_help"]
            roles.lead += inner.lead + (inner.do if leads else [])
            roles.help += inner.help + (inner.do if helps else [])
            roles.do += inner.do if mark["resp"] else []
            roles.helped = roles.helped or bool(helps) or inner.helped
            roles.deadline = inner.deadline or roles.deadline
    return roles


def _lead_ends(value: str) -> str:
    """牵头科室：职成教科，培训中心协同: before the comma stands who leads, after it who helps."""
    first, comma, rest = value.partition("，")
    helped = comma and re.search(rf"(?:{_VERB.pattern}){_END}", rest) and not _VERB.search(first)
    return f"{first}牵头，{rest}" if helped else value


def _tokens(text: str) -> list[tuple[str, str]]:
    """(bodies, role) in order; a list without a verb takes the verb after it."""
    tokens, at = [], 0
    for match in re.finditer(rf"(?:{_VERB.pattern}){_END}", text):
        tokens.append((text[at : match.start()].strip("，。；、,; \n"), str(match.lastgroup)))
        at = match.end()
    rest = text[at:].strip("，。；、,; \n")
    return [*tokens, *([(rest, "do")] if rest else [])]


def _spoken(text: str) -> _Roles:
    roles = _Roles()
    if (bracket := _LAST_BRACKET.search(text)) and _looks_like_time(bracket[1]):
        text, roles.deadline = text[: bracket.start()], bracket[1].strip()
    text = re.sub(r"[（(]\s*(?:牵头|主办|主责)(?:单位|部门)?\s*[）)]", "牵头，", text)
    for who, role in _tokens(text):
        kept = []
        for piece in re.split(r"[，；,;]", who):
            if _looks_like_time(piece):
                roles.deadline = re.sub(
                    r"(?<=[前内底])(?:完成|办结|落实到位|完成任务|取得[^，。；]{2,10})$", "", piece.strip()
                )
            else:
                kept.append(piece)
        left, _, right = "，".join(kept), "", ""
        if joint := _TOGETHER.search(left):
            left, right = left[: joint.start()], left[joint.end() :]
            roles.lead += units(re.sub(r"(?:共同)?(?:牵头|主办|主责)(?:负责)?$", "", left.strip("，、；")))
            roles.help += units(right)
            roles.helped = True
            continue
        {"lead": roles.lead, "help": roles.help, "do": roles.do}[role].extend(units(left))
        roles.helped = roles.helped or role == "help"
    return roles


def _looks_like_time(piece: str) -> bool:
    return (
        bool(
            re.match(
                r"\s*(?:于|在)?(?:20\d\d年|\d{1,2}月|年底|长期|持续|常态化|全年|每(?:年|半年|季度?|月|旬|周|学期))",
                piece,
            )
        )
        and len(piece) <= 30
    )


def _decided(roles: _Roles, convention: Convention) -> tuple[list[str], list[str]]:
    if roles.lead:
        return list(dict.fromkeys(roles.lead)), roles.do + roles.help
    able = [name for name in roles.do if not is_collective(name)]
    if roles.do and able and roles.do[0] == able[0]:
        if convention.first_leads or len(roles.do) == 1:
            return [able[0]], roles.do[1:] + roles.help
        if roles.helped:
            return able, [name for name in roles.do if name not in able] + roles.help
    return [], roles.do + roles.help
