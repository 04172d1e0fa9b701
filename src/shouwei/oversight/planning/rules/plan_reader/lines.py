"""The document as lines a reader would see: without page numbers, unwrapped, with long paragraphs cut at their numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from shouwei.ground.documents.reading.document import Paragraph

from .headings import inline_marks, mark_of
from .responsibilities import LABEL, brackets_of, is_responsibility
from .wording import CLOSING, OPENING

WALL = 600
"""Characters from which a paragraph with several numbers in it is a wall of text and not a paragraph."""
SHORTEST_WALL = 80
"""From here on it is one when at least two brackets in it name bodies."""
FULL = 0.82
"""Share of the widest line from which a line counts as filled: typesetters stretch and shrink."""
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[—\-－–·]+\s*[0-9０-９]{1,3}\s*[—\-－–·]+|第\s*[0-9０-９]{1,3}\s*页(?:\s*[,，/]?\s*共\s*[0-9０-９]{1,3}\s*页)?|[0-9]{1,3}\s*/\s*[0-9]{1,3})\s*$"
)
_DECORATION = re.compile(r"\s*(\S)\1{7,}\s*$")
_STROKE = re.compile(r"\s*[|｜]+\s*$")
"""All that a web page's table leaves between two cells."""
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_SPACED = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \u3000]+(?=[^\s])|(?<=[^\s])[ \u3000]+(?=[\u3001-\u9fff\uff00-\uffef])"
)
_DIGIT = re.compile(r"[0-9０-９]")
_STOPS = "。；：！？…"
_MEASURES = re.compile(r"(?:具体措施|具体举措|主要举措|主要措施|工作措施|工作举措|重点举措|具体任务)[：:]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    place: str
    unnumbered_measure: bool = False
    """Came after “具体措施：” without a number of its own."""


def without_furniture(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Drop page numbers, ornamental rules, the address a page was saved from; keep blank lines, they separate."""
    kept = []
    for paragraph in paragraphs:
        text = _BOOKMARK.sub("", paragraph.text)
        if any(pattern.match(text) for pattern in (_PAGE_NUMBER, _DECORATION, _ADDRESS, _STROKE)):
            continue
        kept.append(Paragraph(text, paragraph.place))
    return kept


def lines_of(paragraphs: list[Paragraph]) -> list[Line]:
    """Paragraphs as they were before a typesetter broke them, cut where several numbered items share one."""
    width = wrapped_at(paragraphs)
    lines = (
        _unwrapped(paragraphs, width)
        if width
        else [Line(p.text.strip(), p.place) for p in paragraphs if p.text.strip()]
    )
    return [piece for line in lines for piece in _cut(line)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text.strip())


def wrapped_at(paragraphs: list[Paragraph]) -> int | None:
    """The width lines were broken at, or None: many lines equally long and ending in mid-sentence betray it."""
    texts = [p.text.strip() for p in paragraphs if p.text.strip() and "\t" not in p.text]
    widths = sorted(_width(text) for text in texts)
    if len(widths) < 12:
        return None
    longest = widths[int(len(widths) * 0.97) - 1]
    full = [text for text in texts if _width(text) >= FULL * longest]
    broken = [text for text in full if text[-1] not in _STOPS]
    if (
        24 <= longest <= 130
        and len(full) >= 0.3 * len(widths)
        and len(broken) >= 0.6 * len(full)
        and widths[-1] < 1.3 * longest
    ):
        return longest
    return None


def _unwrapped(paragraphs: list[Paragraph], width: int) -> list[Line]:
    lines: list[Line] = []
    broken, blank = False, False
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if not text:
            blank = True
            continue
        open_bracket = bool(lines) and _left_open(lines[-1].text)
        goes_on = broken and not _begins(text) and not (blank and lines[-1].text[-1:] in _STOPS)
        if lines and (open_bracket or goes_on):
            lines[-1] = Line(_joined(lines[-1].text, text), lines[-1].place)
        else:
            lines.append(Line(text, paragraph.place))
        broken, blank = _width(text) >= FULL * width, False
    return [Line(tidy(line.text), line.place) for line in lines]


def _joined(left: str, right: str) -> str:
    gap = " " if left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum() else ""
    return left + gap + right


def _begins(text: str) -> bool:
    mark = mark_of(text)
    return mark is not None or bool(re.match(r"附件|附表|抄送|（此件|\(此件", text)) or _opens_responsibility(text)


def _opens_responsibility(text: str) -> bool:
    return bool(re.match(r"[（(【\[](?:责任|牵头|主办|配合)", text))


def _left_open(text: str) -> bool:
    """Whether a bracket opened near the end is still waiting for its other half."""
    tail = text[-400:]
    return sum(tail.count(c) for c in OPENING) > sum(tail.count(c) for c in CLOSING) and len(text) < 6000


def tidy(text: str) -> str:
    """Spaces set between Chinese characters by a typesetter are no content; between two digits they may hide a point."""

    def keep(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1], text[match.end()]
        return match[0] if _DIGIT.match(before) and _DIGIT.match(after) else ""

    return _SPACED.sub(keep, text).strip()


def _cut(line: Line) -> list[Line]:
    """A wall of text as one line per numbered item; words after the last bracket of a task stand alone."""
    if len(line.text) < SHORTEST_WALL:
        return [line]
    cuts = inline_marks(line.text)
    if len(cuts) < 3 or (len(line.text) < WALL and len(brackets_of(line.text)) < 2):
        return [line]
    bounds = [0, *[cut for cut in cuts if cut], len(line.text)]
    pieces = [line.text[start:end].strip() for start, end in pairwise(bounds)]
    result: list[Line] = []
    for number, piece in enumerate(piece for piece in pieces if piece):
        result += _measures_apart(piece, f"{line.place}第{number + 1}节")
    return result


def _measures_apart(piece: str, place: str) -> list[Line]:
    """“……（A牵头）具体措施：……（B负责）……” is the task, its measure, and words that belong to neither."""
    label = _MEASURES.search(piece)
    if label is None:
        return _afterwords(Line(piece, place))
    head, rest = piece[: label.start()].strip(), piece[label.end() :].strip()
    lines = _afterwords(Line(head, place)) if head else []
    return [*lines, *(_afterwords(Line(rest, place, unnumbered_measure=True)) if rest else [])]


def _afterwords(line: Line) -> list[Line]:
    """Cut off what follows the last bracket that names bodies."""
    brackets = brackets_of(line.text)
    if not brackets or len(line.text) - brackets[-1][1] < 12:
        return [line]
    end = brackets[-1][1]
    return [Line(line.text[:end], line.place, line.unnumbered_measure), Line(line.text[end:].strip(), line.place)]


def stands_for_responsibility(text: str) -> bool:
    """A line of its own that only says who is responsible, bracketed or not."""
    core = text.strip()
    if core[:1] in OPENING and core[-1:] in CLOSING + "。" and is_responsibility(core.rstrip("。")[1:-1]):
        return True
    return is_responsibility(core) and bool(re.match(r"\S{2,8}[：:]", core))


def names_a_person(text: str) -> bool:
    """A line of its own that only says which leader answers for it: 责任领导：…"""
    label = LABEL.match(text.strip())
    return label is not None and bool(label["person"]) and len(text) <= 40
