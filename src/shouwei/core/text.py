"""Text: pinyin as a key for sorting and searching, the characters nobody can see, a day in words.

Pinyin is asked for without the database's collation.
"""

import json
import re
import unicodedata
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from .verdict import YES, Verdict, no

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of reading (Unicode TR 9): a name may read as what it is not."""


def may_be_shown(text: str) -> Verdict:
    found = UNSEEN.search(text)
    if found is None:
        return YES
    around = without_unseen(text[max(0, found.start() - 6) : found.end() + 6]).strip() or "开头"
    return no(f"“{around}”处有看不见的控制字符（U+{ord(found[0]):04X}），多由复制带入，请删去这几个字后重新输入。")


def without_unseen(text: str) -> str:
    """The text as it may be shown, whoever wrote it."""
    return UNSEEN.sub("", text)


@lru_cache(maxsize=4096)
def pinyin_key(text: str) -> str:
    """``安庆`` → ``anqing aq``: full spelling, a space, the initials; lower case, at most 300 characters."""
    # Here and not above: the dictionary takes 55 MB of every process that opens it, and most processes only read.
    from pypinyin import Style, lazy_pinyin

    full = "".join(lazy_pinyin(text)).lower()
    initials = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return f"{full} {initials}"[:300]


def sound_of(text: str) -> str:
    """``召生`` → ``zhaosheng``, character by character by the usual reading: reads a file and keeps nothing of the dictionary."""
    found = find_spec("pypinyin")
    assert found is not None
    assert found.origin is not None
    readings = json.loads(Path(found.origin).with_name("pinyin_dict.json").read_bytes())
    spelled = "".join(readings.get(str(ord(character)), character).partition(",")[0] for character in text)
    plain = unicodedata.normalize("NFD", spelled).replace("u\u0308", "v")
    return "".join(character for character in plain if not unicodedata.combining(character)).lower()


def in_words(day: date) -> str:
    """``2019年6月1日``, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
