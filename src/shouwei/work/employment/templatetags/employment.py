"""Words of the room as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from ..models import Destination
from ..rules.papers import shown_name as hidden
from ..rules.secondary import LABELS, asked_of, word_of

register = template.Library()
ANSWERS = {True: "是", False: "否", None: "空", "": "空"}


@register.filter
def shown_name(name: str) -> str:
    """A file's name without long numbers."""
    return hidden(name)


@register.filter
def changes_in_words(changes: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """``单位名称：空 → 启明机械有限公司``."""
    return [
        f"{Destination._meta.get_field(name).verbose_name}：{_said(_in_words(name, old))} → {_said(_in_words(name, new))}"  # type: ignore[union-attr]  # columns
        for name, (old, new) in changes.items()
    ]


@register.filter
def secondary(row: Destination) -> list[tuple[str, str]]:
    """(label, word) of what a secondary vocational graduate's line says besides; nothing for others."""
    return [
        (label, _in_words(name, getattr(row, name)) or "—") for name, label in LABELS.items() if asked_of(row.level)
    ]


def _in_words(name: str, value: Any) -> Any:
    return word_of(name, value) if name in LABELS and value else value


def _said(value: Any) -> str:
    return ANSWERS[value] if value in ANSWERS else str(value)
