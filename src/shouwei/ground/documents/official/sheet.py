"""From the value to a sheet both renderers print: headings numbered, dates and states in words, sizes chosen, text cleaned.

A sheet is plain JSON: ``{"title", "kind", "made_on", "foot", "numbering", "parts": [{"page", "blocks"}]}``, each block a dictionary with
``type``. Lengths are millimetres, type sizes points. Word and PDF therefore cannot differ in wording.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from shouwei.ground.documents.official.document import (
    Annex,
    Block,
    BulletinHead,
    FormHead,
    Heading,
    KeyFigures,
    OfficialDocument,
    Page,
    PageBreak,
    Paragraph,
    Record,
    RedHead,
    Signature,
    Table,
)
from shouwei.ground.documents.official.figures import figures_block
from shouwei.ground.documents.official.tables import table_block

Json = dict[str, Any]
UNDATED = date(1980, 1, 1)
"""Written into the properties of a paper without any date: the first day a zip archive can hold."""
DIGITS = "零一二三四五六七八九"
TEXT_SIZE = 16  # 3号
RED_LARGEST = 46
FORBIDDEN = frozenset({"Cc", "Cf", "Cs"})
NO_CHARACTERS = "\ufffe\uffff"
PAGES: dict[Page, Json] = {
    # GB/T 9704-2012, 5.2: head 37, binding edge 28, text 156 x 225.
    Page.A4: {"width": 210, "height": 297, "top": 37, "bottom": 35, "left": 28, "right": 26},
    Page.A4_LANDSCAPE: {"width": 297, "height": 210, "top": 28, "bottom": 26, "left": 22, "right": 22},
    Page.A3_LANDSCAPE: {"width": 420, "height": 297, "top": 24, "bottom": 22, "left": 22, "right": 22},
}


def sheet_of(paper: OfficialDocument) -> Json:
    main = {"page": page_of(paper.page), "blocks": _main_blocks(paper)}
    annexes = [_annex_part(paper, index, annex) for index, annex in enumerate(paper.annexes, 1)]
    parts = [main, *annexes]
    if paper.record is not None:
        parts[-1]["blocks"].append(_record(paper.record))
    cut_off = paper.foot.cut_off
    facts = [
        f"快照 {paper.foot.snapshot}" if paper.foot.snapshot else "",
        f"数据截至 {day(cut_off)}" if cut_off else "",
        f"来源：{paper.foot.source}" if paper.foot.source else "",
    ]
    sheet = {
        "title": paper.title.replace("\n", ""),
        "kind": paper.kind,
        "made_on": made_on(paper).isoformat(),
        "issuer": _issuer(paper),
        "facts": "　".join(fact for fact in facts if fact),
        "numbering": paper.numbering.value,
        "parts": parts,
    }
    cleaned: Json = clean(sheet)
    return cleaned


def made_on(paper: OfficialDocument) -> date:
    """The day in the properties of the file: of signature, of issue, or of the figures. Never the day of printing."""
    if paper.signature is not None:
        return paper.signature.on
    if isinstance(paper.head, BulletinHead):
        return paper.head.issued_on
    return paper.foot.cut_off or UNDATED


def day(value: date) -> str:
    """``2019年6月1日``, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{value.year}年{value.month}月{value.day}日"


def chinese_number(value: int) -> str:
    """1 to 99 in Chinese digits: 一, 十, 十二, 二十一."""
    tens, ones = divmod(value, 10)
    if not 0 < value < 100:
        return str(value)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


def heading_number(level: int, value: int) -> str:
    return (f"{chinese_number(value)}、", f"（{chinese_number(value)}）", f"{value}.", f"（{value}）")[level - 1]


def page_of(page: Page) -> Json:
    size = PAGES[page]
    return {**size, "text_width": size["width"] - size["left"] - size["right"], "is_a4": page is Page.A4}


def clean(value: Any) -> Any:
    """Text without control, bidirectional or zero-width characters, which neither format may carry."""
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\t", " ")
        return "".join(c for c in text if c == "\n" or not _is_forbidden(c))
    return value


def _is_forbidden(character: str) -> bool:
    return unicodedata.category(character) in FORBIDDEN or character in NO_CHARACTERS


def _issuer(paper: OfficialDocument) -> str:
    if paper.signature is not None:
        return paper.signature.issuer
    return paper.head.issuer if isinstance(paper.head, RedHead | BulletinHead) else ""


def _main_blocks(paper: OfficialDocument) -> list[Json]:
    blocks = [] if paper.head is None else [_head(paper.head)]
    blocks.append({"type": "title", "text": paper.title})
    if paper.addressee:
        blocks.append({"type": "addressee", "text": paper.addressee.rstrip("：:") + "："})
    blocks += _blocks(paper, paper.body, paper.page)
    names = paper.attachments or tuple(annex.title.replace("\n", "") for annex in paper.annexes)
    if names:
        blocks.append({"type": "attachments", "lines": _attachment_lines(names)})
    if paper.signature is not None:
        blocks.append(_signature(paper.signature))
    return blocks


def _annex_part(paper: OfficialDocument, index: int, annex: Annex) -> Json:
    label = "附件" if len(paper.annexes) == 1 else f"附件{index}"
    blocks: list[Json] = [{"type": "annex_label", "text": label}, {"type": "title", "text": annex.title}]
    return {"page": page_of(annex.page), "blocks": blocks + _blocks(paper, annex.blocks, annex.page)}


def _blocks(paper: OfficialDocument, blocks: Sequence[Block], page: Page) -> list[Json]:
    counts = [0, 0, 0, 0]
    width = page_of(page)["text_width"]
    return [_block(paper, block, counts, width) for block in blocks]


def _block(paper: OfficialDocument, block: Block, counts: list[int], width: float) -> Json:
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "text": _numbered(block, counts)}
        case Paragraph():
            return {"type": "paragraph", "lead": block.lead, "text": block.text, "indent": block.indent}
        case Table():
            return table_block(block, paper.marks, width)
        case KeyFigures():
            return figures_block(block)
        case PageBreak():
            return {"type": "page_break"}


def _numbered(heading: Heading, counts: list[int]) -> str:
    """The heading with its number; a heading restarts the counting of the levels below it."""
    counts[heading.level :] = [0] * (4 - heading.level)
    if heading.number is not None:
        return heading.number + heading.text
    counts[heading.level - 1] += 1
    return heading_number(heading.level, counts[heading.level - 1]) + heading.text


def _head(head: RedHead | BulletinHead | FormHead) -> Json:
    match head:
        case RedHead():
            size = _red_size(head.issuer)
            signer = f"签发人：{head.signer}" if head.signer else ""
            return {"type": "red_head", "name": head.issuer, "size": size, "number": head.number, "signer": signer}
        case BulletinHead():
            size = _red_size(head.name)
            names = {"name": head.name, "issue": head.issue, "issuer": head.issuer}
            return {"type": "bulletin_head", "size": size, **names, "date": day(head.issued_on)}
        case FormHead():
            return {"type": "form_head", "number": head.number}


def _red_size(name: str) -> float:
    """Points: as large as one line of 156 mm allows, with room for a little spacing between the characters."""
    return round(min(RED_LARGEST, 430 / max(len(name), 1)), 1)


def _attachment_lines(names: Sequence[str]) -> list[Json]:
    if len(names) == 1:
        return [{"label": "附件：", "text": names[0]}]
    return [{"label": "附件：" if i == 1 else "", "number": f"{i}.", "text": name} for i, name in enumerate(names, 1)]


def _signature(signature: Signature) -> Json:
    """Both lines share an axis; the longer one ends two characters before the margin, the date alone four (7.3.5)."""
    issuer, on = measure(signature.issuer), measure(day(signature.on))
    longest = max(issuer, on)
    edge = 4.0 if issuer <= on else 2.0
    return {
        "type": "signature",
        "issuer": signature.issuer,
        "date": day(signature.on),
        "issuer_indent": edge + (longest - issuer) / 2,
        "date_indent": edge + (longest - on) / 2,
    }


def measure(text: str) -> float:
    """Width in characters of the text size: Chinese 1, Latin letters and digits a half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def _record(record: Record) -> Json:
    printed_on = f"{day(record.printed_on)}印发" if record.printed_on else ""
    copy_to = f"抄送：{record.copy_to.removesuffix('。')}。" if record.copy_to else ""
    return {"type": "record", "copy_to": copy_to, "printed_by": record.printed_by, "printed_on": printed_on}
