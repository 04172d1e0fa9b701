"""Words of the room as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from ..models import Destination
from ..rules.papers import shown_name as hidden

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
        f"{Destination._meta.get_field(name).verbose_name}：{_said(old)} → {_said(new)}"  # type: ignore[union-attr]  # columns
        for name, (old, new) in changes.items()
    ]


def _said(value: Any) -> str:
    return ANSWERS[value] if value in ANSWERS else str(value)
