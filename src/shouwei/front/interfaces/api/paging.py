"""Pages by cursor: the number of the last row seen, so that rows added meanwhile neither repeat nor hide others."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import AfterValidator, Field

from .problems import Stop

M = TypeVar("M", bound=Model)
LARGEST_ID = 2**63 - 1


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("NUL")
    return text


Number = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Words = Annotated[str, AfterValidator(_without_nul)]


class Window(Schema):
    """Part of a list that is asked for."""

    cursor: Words = Field("", max_length=100, description="上一页返回的next_cursor；首页留空")
    limit: int = Field(50, ge=1, le=100, description="每页条数")


def page_of(rows: QuerySet[M], window: Window, shape: Callable[[M], Any]) -> dict[str, Any]:
    """``items`` in the order of their numbers and ``next_cursor``, empty on the last page."""
    after = _read(window.cursor)
    found = list(rows.order_by("pk").filter(pk__gt=after)[: window.limit + 1])
    more = len(found) > window.limit
    items = found[: window.limit]
    return {"items": [shape(row) for row in items], "next_cursor": _written(items[-1].pk) if more else ""}


def _written(number: int) -> str:
    return base64.urlsafe_b64encode(f"after:{number}".encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        word, _, number = text.partition(":")
        value = int(number) if number.isdigit() else -1
    except (binascii.Error, ValueError):
        word, value = "", -1
    if word != "after" or not 0 <= value <= LARGEST_ID:
        raise Stop(422, "cursor无效。请使用上一页返回的next_cursor，首页留空。")
    return value
