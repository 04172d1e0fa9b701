"""The task table: which column is what, which area a row belongs to, what merged and empty cells mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .columns import Role, role_of
from .flattened import Grid
from .headings import ITEM, POINT, SECTION, headline, mark_of
from .responsibilities import Convention, Responsibility, is_collective, parse, says_first_leads, together, units
from .wording import digits, is_body, plain

HEADER_SEARCH = 8
"""Rows above the header: title, unit of filling in, date."""
_TOTAL = re.compile(r"(?:小计|合计|总计|共计)")
_NOTHING = re.compile(r"[—\-－–/／无]{1,3}")
_TASKY = {Role.TASK, Role.MIDDLE, Role.AREA}
_GOODS = re.compile(r"数量|单价|规格|型号|总价|品牌")
"""In a list of goods 单位 is what they are counted in, and charges nobody."""
_ACCOUNTABLE = {Role.LEAD, Role.HELP, Role.RESPONSIBLE, Role.DEADLINE}
_INHERITED = {Role.NUMBER, Role.AREA, Role.MIDDLE, Role.LEAD, Role.HELP, Role.RESPONSIBLE, Role.DEADLINE}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as printed, merged cells filled in."""

    printed_no: str | None
    area: str | None
    group: str | None
    field: str | None
    text: str
    responsibility: Responsibility
    deadline: str | None
    remark: str | None
    result: str | None
    place: str
    shared: tuple[str, ...] = ()
    """Columns whose empty cell took the value above although no merge is visible."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column plays which part."""

    number: int | None
    area: int | None
    group: int | None
    field: int | None
    text: int
    lead: tuple[int, ...]
    help: tuple[int, ...]
    responsible: tuple[int, ...]
    deadline: int | None
    remark: int | None
    result: int | None
    header_rows: tuple[int, int]
    words: tuple[str, ...]


@dataclass
class _State:
    area: str | None = None
    group: str | None = None
    rank: int = SECTION
    """Of the number the area was printed with."""
    last: dict[int, str] = field(default_factory=dict)


def layout_of(grid: Grid) -> Layout | None:
    """The layout when this is a task table: a text column and at least one for who or when."""
    for index, row in enumerate(grid.rows[:HEADER_SEARCH]):
        filled = [cell for cell in row if cell.strip()]
        known = [cell for cell in filled if role_of(cell)]
        if len(known) >= 2 and len(known) >= 0.6 * len(filled):
            return _layout(grid, index)
    return None


def _layout(grid: Grid, index: int) -> Layout | None:
    words = list(grid.rows[index])
    last = index
    if index + 1 < len(grid.rows):
        below = grid.rows[index + 1]
        if _goes_on_as_header(grid, index):
            words, last = _of_two_rows(words, below), index + 1
    if any(_GOODS.search(word) for word in words):
        words = [word if plain(word) != "单位" else "计量单位" for word in words]
    roles = [role_of(word) for word in words]
    data = [row for row in grid.rows[last + 1 :] if sum(bool(c.strip()) for c in row) > 1]
    roles, words = _widened(roles, words, data)
    if Role.INDICATOR in roles and not (set(roles) & {Role.LEAD, Role.RESPONSIBLE}):
        return None
    texts = [i for i, role in enumerate(roles) if role in _TASKY]
    if not texts and set(roles) & _ACCOUNTABLE and Role.RESULT in roles:
        texts = [roles.index(Role.RESULT)]
    if not texts or not (set(roles) & _ACCOUNTABLE):
        return None
    return _assigned(roles, words, texts, (index, last))


def _goes_on_as_header(grid: Grid, index: int) -> bool:
    """Whether the row below a header belongs to it: only words of headers, or some, where the rest is merged into the header."""
    below = grid.rows[index + 1]
    filled = [cell for cell in below if cell.strip()]
    if not any(role_of(cell) for cell in filled):
        return False
    bound = [i for i, word in enumerate(grid.rows[index]) if role_of(word) in {Role.NUMBER, *_ACCOUNTABLE}]
    empty = grid.blank_inherits and len(bound) > 1 and not any(below[i].strip() for i in bound)
    only_words = all(role_of(cell) for cell in filled) and not digits(plain(filled[0])).isdecimal()
    return only_words or empty or any(grid.above[index + 1])


def _of_two_rows(upper: list[str], lower: tuple[str, ...]) -> list[str]:
    """The words of a header of two rows; one the lower row has and we do not know is called what spans it."""
    words, span = list[str](), ""
    for high, low in zip(upper, lower, strict=True):
        span = high or span
        words.append(low if low and (role_of(low) or not span) else span if low else high)
    return words


def _widened(
    roles: list[Role | None], words: list[str], data: list[tuple[str, ...]]
) -> tuple[list[Role | None], list[str]]:
    """主要任务 printed over two columns: the first is the area, the second the task."""
    tasky = [i for i, role in enumerate(roles) if role in _TASKY]
    if len(tasky) != 1:
        return roles, words
    at = tasky[0]
    spanned = at + 1 < len(roles) and roles[at + 1] is None and not words[at + 1]
    if spanned and sum(bool(row[at + 1].strip()) for row in data) >= 0.6 * len(data):
        return [*roles[:at], Role.AREA, Role.TASK, *roles[at + 2 :]], words
    overflowing = roles and roles[-1] is None and not words[-1] and any(row[-1].strip() or True for row in data)
    if overflowing and _shifts(roles, data, at):
        return [*roles[:at], Role.AREA, Role.TASK, *roles[at + 1 : -1]], [*words[:at], words[at], *words[at:-1]]
    return roles, words


def _shifts(roles: list[Role | None], data: list[tuple[str, ...]], at: int) -> bool:
    """Rows have one cell more than the header: what follows the task column then holds the long texts."""
    longer = sum(len(row[at + 1]) > len(row[at]) and len(row[at + 1]) > 12 for row in data if len(row) > at + 1)
    return bool(data) and longer >= 0.6 * len(data)


def _assigned(roles: list[Role | None], words: list[str], texts: list[int], header: tuple[int, int]) -> Layout:
    order = {Role.AREA: 0, Role.MIDDLE: 1, Role.TASK: 2}
    finest = max(texts, key=lambda i: (order.get(roles[i] or Role.TASK, 2), i))
    coarser = sorted((i for i in texts if i != finest), key=lambda i: (order.get(roles[i] or Role.TASK, 2), i))

    def everywhere(role: Role) -> tuple[int, ...]:
        return tuple(i for i, r in enumerate(roles) if r is role)

    def at(role: Role) -> int | None:
        return next(iter(everywhere(role)), None)

    lead, responsible = everywhere(Role.LEAD), everywhere(Role.RESPONSIBLE)
    result = at(Role.RESULT)
    return Layout(
        number=at(Role.NUMBER),
        area=coarser[0] if coarser else None,
        group=coarser[1] if len(coarser) > 1 else None,
        field=coarser[0] if coarser and roles[coarser[0]] is Role.AREA else None,
        text=finest,
        lead=lead,
        help=everywhere(Role.HELP) + (responsible if lead else ()),
        responsible=() if lead else responsible,
        deadline=at(Role.DEADLINE),
        remark=at(Role.REMARK),
        result=result if result != finest else None,
        header_rows=header,
        words=tuple(words),
    )


def rows_of(grid: Grid, layout: Layout, convention: Convention) -> list[Row]:
    """The rows of a task table; section rows give the area, totals and repeated headers are dropped."""
    if any(says_first_leads(word) for word in layout.words):
        convention.first_leads = True
    state, rows, has_sections = _State(), list[Row](), _has_sections(grid, layout)
    if grid.caption and layout.area is None:
        has_sections = True
        _open_section(grid.caption, state)
    for index in range(layout.header_rows[1] + 1, len(grid.rows)):
        cells = grid.rows[index]
        if not any(cell.strip() for cell in cells) or _is_header(cells, layout) or _is_total(cells):
            continue
        lone = _lone_text(cells) if grid.lone[index] else None
        if lone is not None and layout.text != 0:
            _open_section(lone, state)
            continue
        row = _row(grid, index, layout, state, convention, has_sections)
        if row is None:
            continue
        if grid.above[index][layout.text] and rows:
            rows[-1] = _merged(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _has_sections(grid: Grid, layout: Layout) -> bool:
    marks = [mark_of(grid.rows[i][0].strip()) for i in range(layout.header_rows[1] + 1, len(grid.rows)) if grid.lone[i]]
    return layout.text != 0 and any(mark is not None and mark.rank <= ITEM for mark in marks)


def _lone_text(cells: tuple[str, ...]) -> str | None:
    text = next(cell.strip() for cell in cells if cell.strip())
    return None if digits(text).isdecimal() or len(text) > 80 else text


def _open_section(text: str, state: _State) -> None:
    mark = mark_of(text)
    if re.match(r"(?:备\s*注|注|说\s*明)[：:]", text):
        return
    rank = mark.rank if mark is not None else SECTION
    if state.area is not None and rank > max(SECTION, state.rank):
        state.group = headline(text)
    else:
        state.area, state.group, state.rank = headline(text), None, rank
    state.last.clear()


def _is_header(cells: tuple[str, ...], layout: Layout) -> bool:
    filled = [plain(cell) for cell in cells if cell.strip()]
    words = {plain(word) for word in layout.words}
    return len(filled) > 1 and sum(cell in words for cell in filled) >= 0.7 * len(filled)


def _is_total(cells: tuple[str, ...]) -> bool:
    first = next(cell for cell in cells if cell.strip())
    return bool(_TOTAL.match(plain(first))) and len(plain(first)) < 8


def _row(
    grid: Grid, index: int, layout: Layout, state: _State, convention: Convention, has_sections: bool
) -> Row | None:
    shared: list[str] = []

    def value(column: int | None, *, inherits: bool = True, blank: bool = False) -> str:
        """A cell; merged ones take the text above. ``blank``: an empty cell does so too."""
        if column is None:
            return ""
        text = grid.rows[index][column].strip()
        if _NOTHING.fullmatch(text):  # a stroke says that there is nothing, and nothing is inherited
            state.last[column] = ""
            return ""
        merged = grid.above[index][column]
        if text or not inherits:
            state.last[column] = text
            return text
        if merged or blank or grid.blank_inherits:
            if not merged and not blank and state.last.get(column):
                shared.append(layout.words[column] if column < len(layout.words) else "")
            return state.last.get(column, "")
        state.last[column] = ""
        return ""

    text = value(layout.text, inherits=grid.above[index][layout.text])
    area, group = value(layout.area, blank=True), value(layout.group, blank=True)
    number = grid.rows[index][layout.number].strip() if layout.number is not None else ""
    responsibility = _responsibility(layout, lambda c: value(c), convention)
    if not text and (responsibility.lead or responsibility.implementers):  # said in the coarser column only
        coarser = (layout.group, layout.area)
        text = next((own for c in coarser if c is not None and (own := grid.rows[index][c].strip())), "")
    if not text:
        return None
    if layout.area is None and not has_sections:
        area = ""
    under_section = has_sections and state.area is not None
    printed_field = area if under_section else ""
    printed_no, text = _numbered(digits(number).rstrip(".、．"), text)
    return Row(
        printed_no=printed_no or None,
        area=(state.area if under_section else headline(area) or None),
        group=(headline(group) or None) if group else state.group,
        field=printed_field or (headline(area) if layout.field is not None and group else None) or None,
        text=text,
        responsibility=responsibility,
        deadline=_deadline(layout, value(layout.deadline), responsibility),
        remark=value(layout.remark, inherits=grid.above[index][layout.remark] if layout.remark is not None else False)
        or None,
        result=value(layout.result, inherits=grid.above[index][layout.result] if layout.result is not None else False)
        or None,
        place=grid.places[index],
        shared=tuple(dict.fromkeys(shared)),
    )


def _deadline(layout: Layout, printed: str, responsibility: Responsibility) -> str | None:
    """None when the table has no column for it; an empty cell is the empty text."""
    return _one_line(printed) or responsibility.deadline or (None if layout.deadline is None else "")


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


def _numbered(number: str, text: str) -> tuple[str, str]:
    """The task's number and its words.  Where 一, 二 count the headings, a measure's own 1., 2. is its number."""
    mark = mark_of(text)
    if mark is None or "\n" in text:
        return number, text
    own = mark.printed if mark.rank <= POINT else ""
    if number in ("", mark.printed, *_COUNTS_HEADINGS):
        return own or number, text[mark.length :]
    return number, text[mark.length :] if mark.rank > POINT else text


_COUNTS_HEADINGS = "一二三四五六七八九十"


def _responsibility(layout: Layout, value: Callable[[int], str], convention: Convention) -> Responsibility:
    leads, helpers, raw = list[str](), list[str](), list[str]()
    for column in layout.lead:
        text = value(column)
        if re.search(r"牵头|配合|协办", text):
            part = parse(text, Convention())
            leads += part.lead or part.implementers
            helpers += part.implementers if part.lead else []
        else:
            leads += units(text)
        raw += [text] if text else []
    for column in layout.help:
        text = value(column)
        helpers += (
            [name for part in [parse(text, Convention())] for name in (*part.lead, *part.implementers)] if text else []
        )
        raw += [text] if text else []
    parts = [Responsibility(tuple(leads), tuple(n for n in helpers if n not in leads), None, tuple(raw))]
    if layout.responsible:
        said = [parse(_without_persons(value(c), layout.words[c]), convention) for c in layout.responsible if value(c)]
        parts = [_leads_beside(part, bool(layout.help)) for part in said] + (parts if helpers else [])
    return together(parts)


def _leads_beside(part: Responsibility, has_helpers: bool) -> Responsibility:
    """Beside a column of those who help, those who are responsible lead; a collective never leads alone."""
    able = () if part.lead or not has_helpers else tuple(n for n in part.implementers if not is_collective(n))
    if not able:
        return part
    return replace(part, lead=able, implementers=tuple(n for n in part.implementers if n not in able))


def _without_persons(text: str, header: str) -> str:
    """责任单位及责任人: 教务处（陈某） names a body and its person."""
    if not re.search(r"责任人|负责人|领导", header):
        return text
    return re.sub(
        r"[（(][\u4e00-\u9fff×]{2,4}[）)]", lambda m: m[0] if is_body(m[0][1:-1]) or _ROLE.search(m[0]) else "", text
    )


_ROLE = re.compile(r"牵头|主办|配合|协办|参与")


def _merged(upper: Row, lower: Row) -> Row:
    """A task whose text spans several rows, one body in each."""
    return replace(upper, responsibility=together([upper.responsibility, lower.responsibility]))
