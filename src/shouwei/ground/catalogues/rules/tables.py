"""A table from a file becomes rows of an edition, and everything that is wrong with it, line by line."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .shapes import LEVELS, SHAPES, Catalogue, fits, level_of, parent_of

HEADINGS = {
    "code": ("代码", "专业代码", "行业代码", "职业代码", "职业编码", "行政区划代码", "区划代码", "编码", "code"),
    "name": ("名称", "专业名称", "行业名称", "职业名称", "类别名称", "单位名称", "行政区划名称", "name"),
    "level": ("层次", "级别", "类型", "专业层次", "level"),
    "parent": ("上级代码", "上级", "父级代码", "parent"),
    "major": ("专业大类", "大类名称", "major_class"),
    "class": ("专业类", "专业类名称", "class"),
    "mark": ("标识", "标记", "mark"),
}
LEVEL_WORDS = {
    "中等职业教育": "中职",
    "高等职业教育专科": "高职专科",
    "专科": "高职专科",
    "高职": "高职专科",
    "高等职业教育本科": "职业本科",
    "高职本科": "职业本科",
    "本科": "职业本科",
}
HEAD_WITHIN = 10
"""Rows above the heading that may hold a title or a note."""
MOST_NAME = 120


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    level: str
    parent: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    """As the file counts, from 1; 0 is the table as a whole."""
    text: str


Cells = list[tuple[int, Mapping[str, str]]]
"""Line of the file and its cells by meaning."""


@dataclass(slots=True)
class Draft:
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences: what was read otherwise than it is written, with its number and first line."""

    @property
    def counts(self) -> dict[str, int]:
        """Level → number of codes; in the specialty list a 大类 or 专业类 of the same name counts once over all levels."""
        return counted(self.rows)


def counted(rows: Sequence[Row]) -> dict[str, int]:
    grouped = {
        (row.level, row.name if row.level in ("大类", "专业类") and row.code.isdigit() else row.code) for row in rows
    }
    return dict(Counter(level for level, _ in grouped))


def tidy(text: object) -> str:
    return unicodedata.normalize("NFKC", str(text or "")).strip()


def read_table(catalogue: str, lines: Sequence[Sequence[str]]) -> Draft:
    """``lines`` are the cells of the file, row by row, from its first line on."""
    draft = Draft()
    head = _head(lines)
    if head is None:
        wanted = "、".join(("代码", "名称"))
        draft.problems.append(
            Problem(0, f"前{HEAD_WITHIN}行里没有找到含“{wanted}”两列的表头。请保留官方表格的表头后重新上传。")
        )
        return draft
    number, columns = head
    filled = [(line, row) for line, row in enumerate(lines[number:], number + 1) if any(tidy(cell) for cell in row)]
    cells: Cells = [
        (line, {key: tidy(row[place]) if place < len(row) else "" for key, place in columns.items()})
        for line, row in filled
    ]
    kept = _checked(catalogue, cells, draft)
    _built(catalogue, kept, draft)
    written = {
        line: {key: str(row[place] or "") for key, place in columns.items() if place < len(row)} for line, row in filled
    }
    draft.notes = _notes(kept, written, draft)
    if not draft.rows and not draft.problems:
        draft.problems.append(Problem(0, "表头以下没有数据行。"))
    return draft


def _notes(kept: Cells, written: Mapping[int, Mapping[str, str]], draft: Draft) -> list[str]:
    """Said once a kind, with the first place: a whole table in full width is one sentence, not thousands."""
    read: dict[str, list[str]] = {}
    for line, cell in kept:
        for key, heading in (("code", "代码"), ("name", "名称")):
            was = written[line].get(key, "").strip()
            if was != cell[key]:
                way = "小写字母改为大写" if was.upper() == cell[key] else "全角字符改为半角"
                read.setdefault(f"{heading}中的{way}", []).append(f"第{line}行“{was}”读作“{cell[key]}”")
        if (said := cell.get("level", "")) in LEVEL_WORDS:
            read.setdefault("层次按目录的说法", []).append(f"第{line}行“{said}”读作“{LEVEL_WORDS[said]}”")
    notes = [f"{what}{len(places)}处，如{places[0]}。" for what, places in read.items()]
    if made := len(draft.rows) - len(kept):
        notes.append(f"由“专业大类”“专业类”两列得出大类、专业类代码{made}个。")
    return notes


def _head(lines: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """How many lines the heading takes, and column by meaning."""
    for number, line in enumerate(lines[:HEAD_WITHIN], 1):
        columns: dict[str, int] = {}
        for place, cell in enumerate(line):
            text = tidy(cell).lower().replace(" ", "")
            for key, words in HEADINGS.items():
                if text in words and key not in columns:
                    columns[key] = place
        if {"code", "name"} <= columns.keys():
            return number, columns
    return None


def _checked(catalogue: str, cells: Cells, draft: Draft) -> Cells:
    """Lines that can become rows; every other line is a problem."""
    seen: dict[str, int] = {}
    kept: Cells = []
    for line, cell in cells:
        code, name = cell["code"].upper(), cell["name"]
        trouble = _trouble(catalogue, code, name, cell.get("level", ""), seen)
        if trouble:
            draft.problems.append(Problem(line, trouble))
        else:
            seen[code] = line
            kept.append((line, {**cell, "code": code}))
    return kept


def _trouble(catalogue: str, code: str, name: str, level: str, seen: Mapping[str, int]) -> str:
    if not code or not name:
        return f"缺少{'代码' if not code else '名称'}。"
    if not fits(catalogue, code):
        return f"代码“{code[:20]}”的写法不对，应为{SHAPES[Catalogue(catalogue)][1]}。"
    if code in seen:
        return f"代码“{code}”与第{seen[code]}行重复。"
    if len(name) > MOST_NAME:
        return f"名称有{len(name)}个字，超过{MOST_NAME}个字。"
    said = LEVEL_WORDS.get(level, level)
    if said and said not in LEVELS[Catalogue(catalogue)]:
        return f"层次“{level[:20]}”不认识，应为{'、'.join(LEVELS[Catalogue(catalogue)])}之一。"
    return ""


def _built(catalogue: str, cells: Cells, draft: Draft) -> None:
    known = {cell["code"] for _, cell in cells}
    above: dict[str, tuple[str, int]] = {}
    if catalogue == Catalogue.SPECIALTIES:
        above = _classes(cells, known, draft)
        known |= above.keys()
    draft.rows = [
        Row(code, name, "大类" if len(code) == 2 else "专业类", code[:2] if len(code) == 4 else "")
        for code, (name, _) in sorted(above.items())
    ]
    for line, cell in cells:
        code = cell["code"]
        said = cell.get("level", "")
        level = level_of(catalogue, code, LEVEL_WORDS.get(said, said))
        parent = parent_of(catalogue, code, known, cell.get("parent", "").upper())
        if parent and parent not in known:
            draft.problems.append(Problem(line, f"代码“{code}”的上级“{parent}”不在表中。"))
        if not level:
            draft.problems.append(Problem(line, f"代码“{code}”看不出层次，请在表中加一列“层次”。"))
        draft.rows.append(Row(code, cell["name"], level, parent, cell.get("mark", "")))
    draft.problems.sort(key=lambda problem: problem.line)


def _classes(cells: Cells, known: set[str], draft: Draft) -> dict[str, tuple[str, int]]:
    """大类 and 专业类 named beside each specialty become codes of their own: the first two and four digits."""
    above: dict[str, tuple[str, int]] = {}
    for line, cell in cells:
        for width, key in ((2, "major"), (4, "class")):
            code, name = cell["code"][:width], cell.get(key, "")
            if not name or code in known:
                continue
            first_name, first_line = above.setdefault(code, (name, line))
            if first_name != name:
                draft.problems.append(
                    Problem(line, f"代码段“{code}”在第{first_line}行叫“{first_name}”，在本行叫“{name}”，请核对。")
                )
    return above
