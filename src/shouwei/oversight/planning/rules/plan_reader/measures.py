"""Tasks of the body: the numbered items that carry a responsible body, or, where none does, those under 主要任务."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .deadlines import deadlines_in, latest
from .headings import ITEM, POINT, SECTION, headline, is_period
from .lines import Line
from .outline import Node, without_brackets
from .responsibilities import Convention, Responsibility, parse, parse_all, says_first_leads, together
from .wording import is_body

_NOT_TASKS = re.compile(
    r"指导思想|基本原则|总体要求|总体目标|总体思路|工作目标|主要目标|发展目标|目标要求|^目标|目标$|工作原则|工作思路|基本思路|重要意义|意义$|现状|形势|"
    r"背景|基础$|范围|工作进度|进度安排|时间安排|时间步骤|实施步骤|工作步骤|方法步骤|阶段安排|保障|组织领导|组织实施|组织保证|工作要求|有关要求|相关要求|"
    r"实施要求|落实要求|监督检查|考核|附则|样本|方法|对象|依据|原则|要求$|验收|评估|机构设置|职责$|存在问题|总则|支持政策$|经费"
)
_TASKS = re.compile(
    r"任务|举措|措施|分工|重点工作|工作重点|主要工作|工作内容|重点内容|行动|工程|工作安排|重点项目|重点建设|建设内容|主要内容"
)
_DIVISION = re.compile(r"分工|职责分工|任务分工|责任分工")
_LEAD_IN = re.compile(
    r"(?P<who>[^，。；：]{2,30}?)(?:要|应当?|须|负责|需要?)[^：]{0,200}?(?:以下|下列|如下|下述|重点做好|做好以下)[^：。]{0,16}[：:]$"
)
_SPOKEN_LEAD = re.compile(
    r"(?:^|[，。；、])由(?P<who>[^，。；由]{2,40}?)(?:共同)?(?:牵头|负责)(?!的)(?:[，、]?(?:会同|商)(?P<with>[^，。；]{2,60}?)(?=[，。；]|组织|实施|推进|制定|落实|$))?"
    r"(?:[，、](?P<help>[^，。；由]{2,60}?)(?:积极)?(?:配合|协助|协同|参与)(?=[，。；]|$))?"
)
UNMARKED_SHARE = 0.5
"""From this share of marked siblings on, an unmarked one is a task without a body rather than no task."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A task as the body prints it."""

    node: Node
    area: str | None
    group: str | None
    text: str
    responsibility: Responsibility
    deadline: str | None
    has_mark: bool


def measures_of(root: Node, convention: Convention, lines: list[Line]) -> list[Measure]:
    """Tasks in order; empty when the body lists none."""
    if any(
        says_first_leads(line.text) and "牵头" in line.text
        for line in lines
        if len(line.text) < 200 and "负责" not in line.text
    ):
        convention.first_leads = True
    speaking = [node for node in root.walk() if node.responsibilities]
    if len(speaking) >= 2 or (speaking and sum(1 for _ in root.walk()) < 8):
        return [_measure(node, convention) for node in _marked(root)]
    return [_measure(node, convention) for node in _under_task_headings(root)]


def _speaks_below(node: Node) -> bool:
    return any(child.responsibilities for child in node.walk())


def _marked(root: Node) -> list[Node]:
    """Leaves that name bodies; with them their silent brothers, and the points under a heading that names bodies for all."""
    chosen: list[Node] = []

    def visit(node: Node) -> None:
        if node.rank >= 0 and node.responsibilities and not _speaks_below(node):
            if node.children and node.is_heading and all(child.rank <= POINT for child in node.children):
                chosen.extend(node.children)
            else:
                chosen.append(node)
            return
        if node.children and not _speaks_below(node):
            if _is_silent_brother(node):
                chosen.append(node)
            return
        if node.rank >= 0 and not node.children and _is_silent_brother(node):
            chosen.append(node)
            return
        for child in node.children:
            visit(child)

    visit(root)
    return chosen


def _is_silent_brother(node: Node) -> bool:
    if (
        node.parent is None
        or any(_NOT_TASKS.search(a.title) for a in node.ancestors())
        or _NOT_TASKS.search(node.title)
    ):
        return False
    brothers = [child for child in node.parent.children if child.rank == node.rank]
    speaking = [child for child in brothers if child.responsibilities or _speaks_below(child)]
    if node.parent.rank < 0:
        return False
    return len(node.own_text()) >= 8 and len(speaking) >= max(1, UNMARKED_SHARE * len(brothers))


def _under_task_headings(root: Node) -> list[Node]:
    """Without any body named: the items of sections called tasks, or of all that are not plainly something else."""
    sections = _sections(root)
    plainly = [s for s in sections if _TASKS.search(s.title) and not _NOT_TASKS.search(s.title)]
    chosen = plainly or [s for s in sections if not _NOT_TASKS.search(s.title)]
    return [leaf for section in chosen for leaf in _leaves(section)]


def _sections(root: Node) -> list[Node]:
    """The highest level that has items below; a single part or chapter is stepped into."""
    level = [child for child in root.children if child.children]
    while len(level) == 1 and all(child.children for child in level[0].children) and level[0].children:
        level = level[0].children
    return level


def _leaves(node: Node) -> list[Node]:
    leaves = list[Node]()
    for child in node.children:
        if _NOT_TASKS.search(child.title) and len(child.title) <= 8:
            continue
        if child.children and child.rank < POINT and (child.is_heading or child.rank <= ITEM):
            leaves += _leaves(child)
        elif len(child.own_text()) >= 6:
            leaves.append(child)
    return leaves


def _measure(node: Node, convention: Convention) -> Measure:
    own = parse_all(node.responsibilities, convention)
    marked = bool(own)
    group = _group_of(node)
    if not own and group is not None and group.responsibilities:
        own = parse_all(group.responsibilities, convention)
    responsibility = together(own)
    text = node.whole_text()
    division = _division(node)
    if division and not marked:
        responsibility, text = division
    elif not own:
        responsibility = _spoken(node)
    area = _area_of(node)
    deadline = responsibility.deadline or latest(deadlines_in(text)) or (area if area and is_period(area) else None)
    printed_group = headline(group.own_text()) if group is not None and group.title != area else None
    return Measure(node, area, printed_group, text, responsibility, deadline, marked)


def _group_of(node: Node) -> Node | None:
    """The item above that is itself a task: it has words or bodies of its own."""
    parent = node.parent
    if parent is None or parent.rank < 0:
        return None
    return parent if parent.responsibilities or not parent.is_heading else None


def _area_of(node: Node) -> str | None:
    """The nearest heading above that is no task itself."""
    for ancestor in node.ancestors():
        is_task_itself = bool(ancestor.responsibilities and node.responsibilities and ancestor.rank > SECTION)
        if ancestor.is_heading and not is_task_itself:
            return ancestor.title or None
    top = list(node.ancestors())
    return _short_title(top[-1]) if top else None


def _short_title(node: Node) -> str | None:
    """The heading sentence of an item that goes on after it."""
    return re.split(r"[。；]", without_brackets(node.text))[0].strip() or None


def _division(node: Node) -> tuple[Responsibility, str] | None:
    """Under 任务分工 the body is the heading and the work follows it."""
    if not any(_DIVISION.search(a.title) for a in node.ancestors()):
        return None
    whole = node.own_text()
    match = re.match(r"([^。：:\n]{2,40}?)\s*[。：:\n]\s*(.{6,})", whole, re.DOTALL)
    if match is None or not is_body(match[1]):
        return None
    return Responsibility((match[1].strip(),), (), None, (match[1].strip(),)), match[2].strip()


def _spoken(node: Node) -> Responsibility:
    """“由教务处牵头，会同……” inside the sentence; or the body a section begins with (“试点地区要……做好以下工作：”)."""
    match = _SPOKEN_LEAD.search(node.own_text())
    if match and is_body(match["who"].split("、")[0]):
        others = "、".join(filter(None, (match["with"], match["help"])))
        rest = f"会同{others}" if others else ""
        return parse(f"{match['who']}牵头{rest}", Convention())
    for ancestor in node.ancestors():
        for line in [*(p.text for p in ancestor.paragraphs), ancestor.text]:
            lead_in = _LEAD_IN.search(line.strip())
            if lead_in and (is_body(lead_in["who"]) or lead_in["who"].endswith("地区")):
                return Responsibility((), (lead_in["who"].strip(),), None, (line.strip()[:60],))
    return Responsibility()
