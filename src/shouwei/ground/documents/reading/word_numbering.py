"""The numbers Word generates (一、 （一） 1.), as text in front of the paragraph.

Source: ECMA-376 part 1, 17.9.  Only what plans use: level text with %1…%9, start, restart after a higher level, Chinese and
Western number formats, numbering through styles.  Bullets give no text: a bullet carries no number a plan refers to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
LONGEST_STYLE_CHAIN = 20
DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

Element: TypeAlias = Any  # the XML library carries no types


@dataclass(frozen=True, slots=True)
class Level:
    text: str
    format: str
    start: int


def chinese(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; up to 99, beyond in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 3 + 1)


def _roman(number: int) -> str:
    steps = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in steps:
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text


def in_format(number: int, name: str) -> str:
    """A number as the format writes it; formats plans do not use are written in digits."""
    if name.startswith(
        ("chineseCounting", "ideographDigital", "japaneseCounting", "taiwaneseCounting", "ideographTraditional")
    ):
        return chinese(number)
    if name.startswith("decimalEnclosedCircle") and 1 <= number <= len(CIRCLED):
        return CIRCLED[number - 1]
    if name in ("lowerLetter", "upperLetter"):
        return _letters(number) if name == "lowerLetter" else _letters(number).upper()
    if name in ("lowerRoman", "upperRoman"):
        return _roman(number).lower() if name == "lowerRoman" else _roman(number)
    return str(number)


class Numbering:
    """Counts as the paragraphs go by; ask ``label`` once for each, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.lists: dict[str, dict[int, Level]] = {}
        self.list_of: dict[str, str] = {}
        self.style_numbers: dict[str, tuple[str, int]] = {}
        self.counters: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, p: Element) -> str:
        """The generated number of this paragraph, or nothing; advances the count."""
        number = self._number_of(p)
        if number is None:
            return ""
        num_id, depth = number
        level = self.lists.get(num_id, {}).get(depth)
        if level is None or level.format in ("bullet", "none"):
            return ""
        # Lists that share their definition go on counting: Word does so when a list is continued further down.
        counts = self.counters.setdefault(self.list_of[num_id], [None] * LEVELS)
        counts[depth] = level.start if counts[depth] is None else (counts[depth] or 0) + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return re.sub(r"%([1-9])", lambda m: self._shown(num_id, counts, int(m[1]) - 1, level), level.text)

    def _shown(self, num_id: str, counts: list[int | None], depth: int, here: Level) -> str:
        level = self.lists[num_id].get(depth, here)
        count = counts[depth]
        return in_format(level.start if count is None else count, level.format)

    def _number_of(self, p: Element) -> tuple[str, int] | None:
        properties = p.find(f"{W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        inherited = self.style_numbers.get(style.get(f"{W}val", "")) if style is not None else None
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        num_id, depth = _value(own, "numId"), _value(own, "ilvl")
        if num_id == "0":
            return None
        fallback = inherited or ("", 0)
        return (num_id or fallback[0], _depth(depth) if depth else fallback[1])

    def _read_lists(self, numbering: Element) -> None:
        definitions = {}
        for abstract in numbering.findall(f"{W}abstractNum"):
            levels = {_depth(lvl.get(f"{W}ilvl", "0")): _level(lvl) for lvl in abstract.findall(f"{W}lvl")}
            definitions[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in numbering.findall(f"{W}num"):
            num_id, abstract_id = num.get(f"{W}numId", ""), _value(num, "abstractNumId")
            levels = dict(definitions.get(abstract_id, {}))
            restarts = False
            for override in num.findall(f"{W}lvlOverride"):
                depth = _depth(override.get(f"{W}ilvl", "0"))
                own = override.find(f"{W}lvl")
                start = _value(override, "startOverride")
                restarts = restarts or bool(start)
                if own is not None:
                    levels[depth] = _level(own)
                elif start.isdecimal() and depth in levels:
                    levels[depth] = Level(levels[depth].text, levels[depth].format, int(start[:6]))
            self.lists[num_id] = levels
            self.list_of[num_id] = f"num {num_id}" if restarts else f"abstract {abstract_id}"

    def _read_styles(self, styles: Element) -> None:
        based, own = {}, {}
        for style in styles.findall(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            based[name] = _value(style, "basedOn")
            numbers = style.find(f"{W}pPr/{W}numPr")
            if numbers is not None:
                own[name] = (_value(numbers, "numId"), _depth(_value(numbers, "ilvl") or "0"))
        for name in based:
            at, steps = name, 0
            while at and at not in own and steps < LONGEST_STYLE_CHAIN:
                at, steps = based.get(at, ""), steps + 1
            if at in own and own[at][0] not in ("", "0"):
                self.style_numbers[name] = own[at]


def _level(lvl: Element) -> Level:
    start = _value(lvl, "start")
    return Level(_value(lvl, "lvlText"), _value(lvl, "numFmt") or "decimal", int(start[:6]) if start.isdecimal() else 1)


def _depth(text: str) -> int:
    return min(int(text), LEVELS - 1) if text.isdecimal() and len(text) < 4 else 0


def _value(parent: Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
