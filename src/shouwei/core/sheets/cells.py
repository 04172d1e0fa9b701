"""One cell in, its value out: accepted as it stands, normalised with a note that says how, or refused with a reason.

Nothing is changed without a note, except what cannot be seen: a number 61.0 that Excel keeps for 61, and blank cells.
Sources: GB 11643-1999 (ID numbers), GB 32100-2015 (统一社会信用代码).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from shouwei.core.sheets.column import Column, Kind, Words
from shouwei.core.text import in_words

Cell = str | float | int | bool | date | datetime | None
Answer = tuple[Any, str]
"""The value, and the note that must be shown ("" when nothing was changed)."""

EXACT = 10**15
"""Excel keeps fifteen digits; a number that has more has lost its last ones."""
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
BREAKS = re.compile(r"\s*[\r\n\t\x0b\x0c\u2028\u2029]+\s*")
SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")
PROGRAM = re.compile(
    r"\A[=@＝＠]|\A[+\-＋－].*[|!]|\A[+\-＋－][A-Za-z]+\("
)  # full width too: some spreadsheets take it
WRITTEN_DATE = re.compile(
    r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?(?:[ T]+00:00(?::00(?:\.0+)?)?)?"
)
COMPACT_DATE = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?")
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!")
NOT_KNOWN = "#未算出"
"""What a reader puts where a formula was never worked out."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
EARLIEST, LATEST = date(1900, 3, 1), date(2199, 12, 31)
"""Excel counts 29 February 1900, a day that never was; before March 1900 its dates are a day off."""


class Wrong(Exception):
    """The cell is refused; ``str()`` is the sentence."""


def reader_of(column: Column, choices: Mapping[str, Any]) -> Callable[[Cell], Answer]:
    """A function for one column; it raises :class:`Wrong`. An empty cell gives "" or None, or is refused when required."""
    read = _READERS[column.kind]
    empty = "" if column.kind.is_text else None

    def answer(cell: Cell) -> Answer:
        text, notes = _trimmed(cell) if isinstance(cell, str) else (cell, [])
        if text is None or text == "":
            if column.required:
                raise Wrong("必填，现在是空的。请填写。")
            return empty, "；".join(notes)
        value, note = read(column, text, choices)
        _bounded(column, value)
        if column.check is not None and (reason := column.check(value)):
            raise Wrong(reason)
        if column.tidy is not None and (tidied := column.tidy(value)) != value:
            value, note = tidied, _said(note, f"读作“{tidied}”")
        return value, "；".join([*notes, *([note] if note else [])])

    return answer


def _trimmed(cell: str) -> tuple[str, list[str]]:
    """Without blanks around it, invisible characters and the apostrophe that forces text; each said."""
    notes = []
    if CONTROL.search(cell):
        raise Wrong("含有看不见的控制字符。请在单元格里重新键入。")
    text = INVISIBLE.sub("", cell)
    if text != cell:
        notes.append("去掉了看不见的字符")
    stripped = text.strip()
    if stripped != text and stripped:
        notes.append("去掉了首尾空格")
    if stripped[:1] in ("'", "‘", "’") and len(stripped) > 1:
        stripped = stripped[1:].strip()
        notes.append("去掉了开头的撇号")
    if stripped in ERRORS:
        raise Wrong(f"单元格的公式出错（{stripped}）。请改正公式，或者只粘贴数值。")
    if stripped == NOT_KNOWN:
        raise Wrong("单元格的公式还没有算出结果。请用Excel或WPS打开并保存一次，或者只粘贴数值。")
    return stripped, notes


def _half_width(text: str) -> tuple[str, str]:
    half = unicodedata.normalize("NFKC", text)
    return half, f"全角改为半角“{half}”" if half != text else ""


def _said(*notes: str) -> str:
    return "；".join(note for note in notes if note)


def _text(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    if not isinstance(cell, str):
        value, note = _number_as_text(cell)
        return value, note
    flat = BREAKS.sub(" ", cell)
    if PROGRAM.search(flat):
        raise Wrong("以“=”“@”等符号开头，像是公式。请改为文字后重新上传。")
    value = unicodedata.normalize("NFC", flat)
    return value, _said("单元格内换行改为空格" if flat != cell else "", "合成字符改为标准写法" if value != flat else "")


def _number_as_text(cell: Cell) -> Answer:
    if isinstance(cell, bool):
        text = "是" if cell else "否"
        return text, f"逻辑值读作“{text}”"
    if isinstance(cell, datetime | date):
        raise Wrong("这是日期，此处应为文字或编号。请把单元格格式改为“文本”后重新填写。")
    assert isinstance(cell, int | float)
    if abs(cell) >= EXACT:
        raise Wrong("Excel把它当作数字，第15位以后的数字已经丢失。请把单元格格式改为“文本”后重新填写。")
    if cell != cell or cell in (float("inf"), float("-inf")):
        raise Wrong("不是有效的数字。请重新填写。")
    text = str(int(cell)) if float(cell).is_integer() else repr(cell)
    return text, f"数字读作文字“{text}”"


def _code(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    if isinstance(cell, str):
        text, note = _half_width(cell)
        if SCIENTIFIC.fullmatch(text) and "." in text:
            raise Wrong("是科学记数法，数字已经丢失。请把单元格格式改为“文本”后重新填写。")
        if BREAKS.search(text) or PROGRAM.search(text):
            raise Wrong("含有换行，或者以“=”“@”等符号开头，不是编号。请重新填写。")
    else:
        text, note = _number_as_text(cell)
    if column.digits and len(text) != column.digits:
        lost = "开头的0可能已被Excel去掉，" if len(text) < column.digits and not isinstance(cell, str) else ""
        raise Wrong(f"应为{column.digits}位，现在是{len(text)}位，{lost}请按文本格式重新填写。")
    return text, note


def _id_number(column: Column, cell: Cell, choices: Mapping[str, Any]) -> Answer:
    if not isinstance(cell, str):
        if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT:
            raise Wrong("身份证号被Excel当作数字，后几位已经变成0，无法找回。请把单元格格式改为“文本”后重新填写。")
        raise Wrong("不是18位身份证号。请把单元格格式改为“文本”后重新填写。")
    text, note = _half_width(cell)
    if SCIENTIFIC.fullmatch(text):
        raise Wrong("身份证号成了科学记数法，后几位已经丢失。请把单元格格式改为“文本”后重新填写。")
    plain = re.sub(r"[\s\-]", "", text)
    upper = plain.upper()
    reason = id_number_fault(upper)
    if reason:
        raise Wrong(reason)
    spaced = "去掉了中间的空格或短横" if plain != text else ""
    return upper, _said("全角改为半角" if note else "", spaced, "末位x改为大写X" if upper != plain else "")


def id_number_fault(text: str) -> str:
    """Why an 18-digit ID number cannot be right, or "". GB 11643-1999: date of birth, check digit by ISO 7064 MOD 11-2."""
    if len(text) == 15 and text.isdigit():
        return "是15位旧身份证号，2013年起已停用。请填写18位号码。"
    if not re.fullmatch(r"\d{17}[\dX]", text, re.ASCII):
        return f"身份证号应为18位，现在是{len(text)}位或含有其他字符。请核对后重新填写。"
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return "身份证号中的出生日期不存在。请核对后重新填写。"
    if CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text, strict=False)) % 11] != text[17]:
        return "身份证号的校验位不符，有一位数字写错了。请对照证件核对。"
    return ""


def _phone(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    text, note = _half_width(cell) if isinstance(cell, str) else _number_as_text(cell)
    if SCIENTIFIC.fullmatch(text):
        raise Wrong("电话号码成了科学记数法。请把单元格格式改为“文本”后重新填写。")
    plain = re.sub(r"[\s()]", "", text)
    plain = re.sub(r"\A(\+86|0086)-?", "", plain)
    if MOBILE.fullmatch(joined := plain.replace("-", "")):
        plain = joined
    elif not LANDLINE.fullmatch(plain):
        raise Wrong("不是11位手机号，也不是带区号的固定电话（如0556-5500000）。请核对后重新填写。")
    return plain, _said(
        "全角改为半角" if note and isinstance(cell, str) else note,
        "去掉了空格、短横或区号前缀" if plain != text else "",
    )


def _credit_code(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    if not isinstance(cell, str):
        raise Wrong("统一社会信用代码被Excel当作数字，可能已丢失末位。请把单元格格式改为“文本”后重新填写。")
    text, note = _half_width(cell)
    plain = re.sub(r"[\s\-]", "", text).upper()
    if not re.fullmatch(f"[{CREDIT}]{{18}}", plain):
        raise Wrong(f"统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z），现在是{len(plain)}位。请核对。")
    total = sum(CREDIT.index(c) * pow(3, place, 31) for place, c in enumerate(plain[:17]))
    if CREDIT[(31 - total % 31) % 31] != plain[17]:
        raise Wrong("统一社会信用代码的校验位不符，有一位写错了。请对照营业执照核对。")
    return plain, _said(note, "去掉了空格或改为大写" if plain != text else "")


def _date(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    if isinstance(cell, datetime):
        note = "" if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else f"去掉了时刻{cell:%H:%M}"
        return _possible(cell.date()), note
    if isinstance(cell, date):
        return _possible(cell), ""
    if isinstance(cell, bool):
        raise Wrong("不是日期。请写成2019年6月1日。")
    text = _half_width(cell)[0] if isinstance(cell, str) else f"{Decimal(repr(cell)):f}".removesuffix(".0")
    parts = WRITTEN_DATE.fullmatch(text)
    compact = COMPACT_DATE.fullmatch(text)
    if parts:
        day = _day(*map(int, parts.groups()))
    elif compact:
        century, year, month, number = compact.groups()
        day = _day(int(century + year), int(month), int(number))
    elif not isinstance(cell, str):
        raise Wrong(f"是数字{text}，不能断定是哪一天。请把单元格格式改为“日期”，或写成2019年6月1日。")
    else:
        raise Wrong("看不出是哪一天。请写成2019年6月1日、2019-06-01或2019.6.1，年份要四位。")
    as_written = cell in (day.isoformat(), in_words(day))
    return _possible(day), "" if as_written else f"读作{in_words(day)}"


def _day(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Wrong(f"{year}年{month}月{number}日不存在。请核对日期。") from None


def _possible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Wrong(f"日期{in_words(day)}不在1900年3月至2199年之间。请核对年份和工作簿的日期系统。")
    return day


def _number(cell: Cell) -> tuple[Decimal, str]:
    if isinstance(cell, bool | date):
        raise Wrong("不是数字。请填写数字。")
    if not isinstance(cell, str):
        if cell is None or cell != cell or abs(cell) >= EXACT:
            raise Wrong("数字超过15位，Excel已不能准确保存。请核对。")
        return Decimal(repr(cell)), ""
    text, note = _half_width(cell)
    plain = re.sub(r"(?<=\d),(?=\d{3}(\D|\Z))", "", text.replace(" ", ""))
    try:
        if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,2})?", plain, re.ASCII):
            raise InvalidOperation
        number = Decimal(plain)
    except InvalidOperation:
        raise Wrong("不是数字。请只填数字，不带单位和文字。") from None
    return number, note if cell == f"{number:f}" else _said(note, f"文字读作数字{number:f}")


def _integer(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    number, note = _number(cell)
    if number != number.to_integral_value():
        raise Wrong(f"应为整数，现在是{number:f}。请核对。")
    return int(number), note


def _decimal(column: Column, cell: Cell, _choices: Mapping[str, Any]) -> Answer:
    number, note = _number(cell)
    rounded = number.quantize(Decimal(1).scaleb(-column.places))
    # A binary number such as 0.1 + 0.2 carries an error in the sixteenth digit that nobody typed.
    if abs(rounded - number) > Decimal("1e-9"):
        raise Wrong(f"最多{column.places}位小数，现在是{number:f}。请核对。")
    return rounded, note


def _choice(column: Column, cell: Cell, choices: Mapping[str, Any]) -> Answer:
    if isinstance(cell, str):
        text, note = cell, ""
    else:
        text, note = _number_as_text(cell)
    history = choices if isinstance(choices, Words) else Words()
    if text in choices and text not in history.ended:
        return choices[text], note
    known = (*choices, *history.former, *history.refused)
    word = text if text in known else next((one for one in known if _squeezed(one) == _squeezed(text)), "")
    if word != text:
        note = _said(note, f"读作“{word}”")
    if word in choices:
        return choices[word], _said(note, history.ended.get(word, ""))
    if now := history.former.get(word):
        return choices[now], _said(note, f"原名称，读作现名称“{now}”", history.ended.get(now, ""))
    raise Wrong(history.refused.get(word) or _out_of_range(text, choices))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _out_of_range(text: str, choices: Mapping[str, Any]) -> str:
    offered = choices.offered if isinstance(choices, Words) else list(choices)
    near = get_close_matches(text, offered, n=1, cutoff=0.5) if len(offered) <= 5_000 else []
    words: dict[Any, str] = {}
    for label in offered:
        words.setdefault(choices[label], label)  # one word each: short names and codes are understood, not offered
    first = list(words.values())
    hint = f"是不是“{near[0]}”？" if near else f"可选：{'、'.join(first[:8])}{'等' if len(first) > 8 else ''}。"
    return f"“{text[:30]}”不在可选范围内。{hint}"


def _bounded(column: Column, value: Any) -> None:
    if isinstance(value, str) and len(value) > column.longest:
        raise Wrong(f"有{len(value)}个字，超过{column.longest}个字的上限。请缩短。")
    if column.least is not None and value < column.least:
        raise Wrong(f"不得小于{_shown(column.least)}，现在是{_shown(value)}。请核对。")
    if column.most is not None and value > column.most:
        raise Wrong(f"不得大于{_shown(column.most)}，现在是{_shown(value)}。请核对。")


def _shown(value: Any) -> str:
    return in_words(value) if isinstance(value, date) else f"{value}"


_READERS: Mapping[Kind, Callable[[Column, Any, Mapping[str, Any]], Answer]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _phone,
    Kind.CREDIT_CODE: _credit_code,
    Kind.DATE: _date,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.CHOICE: _choice,
}
