"""The tree of numbered headings under which a document puts its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .headings import ITEM, POINT, SECTION, SERIES, headline, is_headline, is_period, mark_of
from .letterhead import signature_lines
from .lines import Line, names_a_person, stands_for_responsibility
from .responsibilities import brackets_of, headed_by, labels_at

_LIST_OF_ANNEXES = re.compile(r"附\s*件?\s*[：:]")
_ANNEX = re.compile(r"附\s*[件表]?\s*[0-9０-９一二三四五六七八九十]{0,2}\s*[：:]?$")
_NOTES = re.compile(r"(?:备\s*注|注|说\s*明)\s*[：:]")
_AFTER_THE_TEXT = re.compile(
    r"[（(]此件|抄送|本(?:通知|意见|方案|办法|计划|规划|措施|细则|规定)(?:自|由[^。]{2,30}解释|有效期)|联系人|联系电话|[^，。；：]{0,40}(?:分解表|分工表|一览表|任务表|清单|台账|汇总表|明细表)(?:[（(][^（）()]*[）)])?$"
)
_NAME_LABEL = re.compile(r"(?:任务|项目|工作|举措)名称\s*[：:]\s*")
_MEASURES_LABEL = re.compile(r"(?:具体措施|具体举措|主要举措|主要措施|工作措施|工作举措|重点举措|具体任务)[：:]$")


@dataclass(eq=False)
class Node:
    """A numbered item, its paragraphs and the items below it. ``rank`` -1 is the document itself."""

    rank: int
    number: int
    printed: str
    text: str
    """The line of the number, without the number."""
    place: str
    parent: Node | None = None
    paragraphs: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    responsibilities: list[str] = field(default_factory=list)
    """Standing lines and brackets that name bodies, brackets taken off."""
    mark: str = ""
    """The number as it stands in the document: （1）, 1."""

    @property
    def title(self) -> str:
        """The heading as an area is called: no number, no bracket of bodies, no full stop."""
        return headline(without_brackets(self.text))

    @property
    def is_heading(self) -> bool:
        """A heading only: no sentence of its own besides."""
        return is_headline(without_brackets(self.text)) and not any(
            len(p.text) > 25 and not p.text.endswith(("：", ":")) for p in self.paragraphs
        )

    def walk(self) -> Iterator[Node]:
        for child in self.children:
            yield child
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        node = self.parent
        while node is not None and node.rank >= 0:
            yield node
            node = node.parent

    def own_text(self) -> str:
        """The line and the paragraphs below it, without the brackets that name bodies."""
        parts = [without_brackets(self.text), *(without_brackets(p.text) for p in self.paragraphs)]
        return "\n".join(part for part in parts if part)

    def whole_text(self) -> str:
        """With everything below, numbers included."""
        below = [f"{child.mark}{child.whole_text()}" for child in self.children]
        return "\n".join([self.own_text(), *below])


def without_brackets(text: str) -> str:
    """A text without the brackets and tails that name bodies."""
    text = text[: labels_at(text)]
    for start, end in reversed(brackets_of(text)):
        text = text[:start] + text[end:]
    return text.strip()


def outline(lines: list[Line]) -> Node:
    """Build the tree; lists of annexes and notes under tables are no items."""
    root = Node(-1, 0, "", "", "")
    at, skipping = root, False
    signed = signature_lines(lines)
    series = _stands_above_items(lines)
    for index, line in enumerate(lines):
        text = line.text
        mark = mark_of(text)
        is_item = mark is not None and mark.rank >= ITEM  # （一）编制任务清单（秘书处） is work, and no title of a list
        if index in signed or (_AFTER_THE_TEXT.match(text) and not is_item):
            at = root
            continue
        if _LIST_OF_ANNEXES.match(text) or _NOTES.match(text):
            skipping, at = True, root
            continue
        if _ANNEX.match(text):
            skipping, at = False, root
            continue
        if skipping and (mark is None or mark.rank < POINT or len(text) > 60):
            skipping = mark is not None and mark.rank >= POINT
        if skipping:
            continue
        if line.unnumbered_measure:
            parent = _parent_for(at, POINT, root)
            _add(parent, Node(POINT, 0, "", text, line.place, parent))
        elif is_period(text) and index + 1 < len(lines) and mark_of(lines[index + 1].text):
            parent = _parent_for(at, SERIES, root)
            at = _add(parent, Node(SERIES, 0, "", text, line.place, parent))
        elif mark is None:
            if _is_closed(at) and not _said_in(text) and not stands_for_responsibility(text):
                at = root  # the bracket ended the item; what follows speaks of the whole paper
            _continue(at, line)
        else:
            rank = SERIES if mark.named and series else mark.rank
            parent = _parent_for(at, rank, root)
            words = mark.sign + _NAME_LABEL.sub("", text[mark.length :].strip())
            item = Node(rank, mark.number, mark.printed, words, line.place, parent)
            item.mark = text[len(mark.sign) : mark.length].strip()
            at = _add(parent, item)
    _named_in_headings(root)
    _hoist(root)
    return root


def _stands_above_items(lines: list[Line]) -> bool:
    """Whether 任务一 is a heading over （一）, （二）: the first of its kind is followed by such an item and not inside one."""
    marks = [mark for line in lines if (mark := mark_of(line.text))]
    first = next((at for at, mark in enumerate(marks) if mark.named), None)
    if first is None or first + 1 == len(marks) or marks[first + 1].rank != ITEM:
        return False
    above = next((mark.rank for mark in reversed(marks[:first]) if mark.rank <= ITEM), SECTION)
    return above != ITEM


def _parent_for(at: Node, rank: int, root: Node) -> Node:
    node = at
    while node.rank >= rank and node.parent is not None:
        node = node.parent
    return node if node.rank < rank else root


def _add(parent: Node, node: Node) -> Node:
    parent.children.append(node)
    node.responsibilities = _said_in(node.text)
    return node


def _is_closed(node: Node) -> bool:
    """Whether the last words of an item are a bracket that names bodies."""
    last = (node.paragraphs[-1].text if node.paragraphs else node.text).rstrip("。 ")
    brackets = brackets_of(last)
    return node.rank >= ITEM and bool(brackets) and brackets[-1][1] == len(last)


def _speaks_for(node: Node) -> Node:
    """A line of its own after the last of several silent points speaks for the item above them."""
    parent = node.parent
    if node.rank < POINT or parent is None or parent.rank != ITEM or len(parent.children) < 2:
        return node
    return node if any(child.responsibilities for child in (parent, *parent.children)) else parent


def _said_in(text: str) -> list[str]:
    tail = labels_at(text)
    said = [text[start + 1 : end - 1] for start, end in brackets_of(text[:tail])]
    return said if tail is None else [*said, text[tail:]]


def _continue(at: Node, line: Line) -> None:
    text = line.text.strip()
    if _MEASURES_LABEL.match(text):
        return
    if stands_for_responsibility(text) and at.rank >= 0:
        _speaks_for(at).responsibilities.append(
            text.rstrip("。").strip("（）()【】[]") if text[0] in "（(【[" else text
        )
        return
    if names_a_person(text) and at.rank >= 0:
        at.responsibilities.append(text)  # 责任领导：… is no work to be done; parsing finds no body in it
        return
    at.responsibilities += _said_in(text) if at.rank >= 0 else []
    at.paragraphs.append(line)


def _named_in_headings(root: Node) -> None:
    """A bracket after the heading names who does it where most items of that level have or say somebody; 产业学院（企业学院） alone does not."""
    for rank in (ITEM, POINT):
        level = [node for node in root.walk() if node.rank == rank]
        silent = [node for node in level if not node.responsibilities and headed_by(node.text)]
        saying = sum(bool(node.responsibilities) for node in level)
        if len(silent) < 2 or len(silent) + saying < 0.6 * len(level):
            continue
        for node in silent:
            start, end = headed_by(node.text) or (0, 0)
            node.responsibilities.append(node.text[start + 1 : end - 1])
            node.text = node.text[:start] + node.text[end:]


def _hoist(root: Node) -> None:
    """A bracket after the last of several points speaks for all of them when that is how the document does it."""
    families = [
        node for node in root.walk() if len(node.children) > 1 and any(c.responsibilities for c in node.children)
    ]
    alone = [f for f in families if _only_last_speaks(f)]
    if len(alone) >= 2 and len(alone) >= 0.6 * len(families):
        for family in alone:
            family.responsibilities += family.children[-1].responsibilities
            family.children[-1].responsibilities = []


def _only_last_speaks(node: Node) -> bool:
    speaking = [bool(child.responsibilities) for child in node.children]
    leaves = not any(child.children for child in node.children)
    return leaves and speaking[-1] and not any(speaking[:-1]) and not node.responsibilities
