"""One column of a sheet: what its cells hold, and what is printed about it in the template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

Choices = Mapping[str, Any]
"""Text as people write it → value as stored."""


class Words(dict[str, Any]):
    """Choices that have a history: words of bygone days are understood and said, or refused with the way out; never offered."""

    def __init__(self) -> None:
        super().__init__()
        self.former: dict[str, str] = {}
        """A word no longer in use → the one that is."""
        self.ended: dict[str, str] = {}
        """A word among the choices whose bearer is no more → what is said of it."""
        self.refused: dict[str, str] = {}
        """A word that could mean two, or nobody any more → the whole sentence."""

    @property
    def offered(self) -> list[str]:
        return [word for word in self if word not in self.ended]


class Kind(Enum):
    """What a cell holds. The value is the word the template's notes use."""

    TEXT = "文字"
    CODE = "编号"
    ID_NUMBER = "身份证号"
    PHONE = "电话号码"
    CREDIT_CODE = "统一社会信用代码"
    DATE = "日期"
    INTEGER = "整数"
    DECIMAL = "小数"
    CHOICE = "从列表选择"

    @property
    def is_text(self) -> bool:
        """Kept as ``str``, empty as ""; the template formats such cells as text, so that Excel drops no digit."""
        return self in (Kind.TEXT, Kind.CODE, Kind.ID_NUMBER, Kind.PHONE, Kind.CREDIT_CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    required: bool = False
    longest: int = 200
    """Most characters of a text."""
    digits: int = 0
    """Exact length of a code; a number that has fewer has lost its leading zeros."""
    least: Any = None
    most: Any = None
    """Bounds of a date or number, both included."""
    places: int = 2
    """Most decimals."""
    choices: Choices | None = None
    """Fixed choices of a ``CHOICE`` column."""
    among: Callable[[Any], Choices] | None = None
    """Choices that depend on the data: asked once per file with the :class:`~.sheet.Context`. Codes and names may both be keys."""
    check: Callable[[Any], str] | None = None
    """One value in, "" or the sentence why it is refused out. Pure; asked once per distinct value."""
    tidy: Callable[[str], str] | None = None
    """A text that may be written in several ways in, the one way it is kept out; asked after ``check``."""
    aliases: tuple[str, ...] = ()
    """Other headings people use for this column."""
    example: str | int | float | Decimal | date = ""
    note: str = ""
    """A sentence for the notes sheet."""
    personal: bool = False
    """Masked wherever the import centre shows the value; ID numbers and phones always are."""
    width: int = 0
    """Characters; 0: by heading and example."""


@dataclass(frozen=True, slots=True)
class Column(_Bounds):
    """``name`` is the room's word for it, ``heading`` what stands over the column on paper."""

    name: str
    heading: str
    kind: Kind = Kind.TEXT

    @property
    def is_personal(self) -> bool:
        return self.personal or self.kind in (Kind.ID_NUMBER, Kind.PHONE)

    def choices_for(self, context: Any) -> Choices:
        if self.among is not None:
            return self.among(context)
        return self.choices or {}
