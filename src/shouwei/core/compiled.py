"""A query the ORM writes once and the server plans once: asked again and again with other values, it only runs.

Putting a query together costs the ORM one to three milliseconds, more than the database needs to answer it. For what every single
page asks, that is most of the page's own time. The query is still written and read by the ORM; nothing is spelt out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

from .acting import acting
from .remembered import read_once, wrapper_of_thread

M = TypeVar("M", bound=Model)
R = TypeVar("R")
NUMBERS: tuple[Any, ...] = (-7_000_001, -7_000_002, -7_000_003, -7_000_004)
DAYS: tuple[Any, ...] = (date(1, 1, 1), date(1, 1, 2))
TEXTS: tuple[Any, ...] = ("\ue000first", "\ue000second", "\ue000third")
"""Values no row has; they stand in the query for what is asked: numbers first, then days, then texts."""


@contextmanager
def well_worn() -> Iterator[None]:
    """For a verb done all day by the same few statements: the server plans each of them once a connection."""
    wrapper = wrapper_of_thread()
    before, wrapper.preparing = wrapper.preparing, True
    try:
        yield
    finally:
        wrapper.preparing = before


class Statement:
    """``build`` gets that many numbers, days and texts and returns a queryset; it may not decide anything by their values.

    Raises ``ValueError`` when a value is not found in the query, unless it need not be (``all_asked``). With ``kept`` an answer is remembered, for whoever acts, until
    anything is written.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *,
        numbers: int = 0,
        days: int = 0,
        texts: int = 0,
        kept: bool = False,
        all_asked: bool = True,
    ) -> None:
        self._build = build
        self._marks = (*NUMBERS[:numbers], *DAYS[:days], *TEXTS[:texts])
        self._kept, self._all_asked = kept, all_asked

    @cached_property
    def _compiler(self) -> Any:
        return self._build(*self._marks).query.get_compiler(DEFAULT_DB_ALIAS)

    @cached_property
    def _written(self) -> tuple[str, list[Any], list[int | None], dict[int, Any]]:
        sql, params = self._compiler.as_sql()
        places = [self._marks.index(value) if value in self._marks else None for value in params]
        if self._all_asked and set(range(len(self._marks))) - set(places):
            raise ValueError("the query does not ask for every value it is given")
        return sql, list(params), places, self._compiler.get_converters([column[0] for column in self._compiler.select])

    def answers(self, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as the database gives them. ``values`` in the order ``build`` takes them."""
        if self._kept:
            return read_once((self, acting(), values), lambda: self._asked(values))
        return self._asked(values)

    def _asked(self, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        sql, params, places, converters = self._written
        asked = [param if place is None else values[place] for param, place in zip(params, places, strict=True)]
        with wrapper_of_thread().prepared_cursor() as cursor:
            cursor.execute(sql, asked)
            rows = cursor.fetchall()
        return list(map(tuple, self._compiler.apply_converters(rows, converters))) if converters else rows


class Compiled(Statement, Generic[M]):
    """Whole rows, related ones included, as the queryset gives them: new objects at every call."""

    @cached_property
    def _reading(self) -> tuple[type[M], list[str], slice, list[Any]]:
        compiler = self._compiler
        self._written  # noqa: B018  # only then the compiler knows its columns
        select, info = compiler.select, compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs know Django 6
        return compiler.query.model, names, slice(first, last), related

    def __call__(self, *values: Any) -> list[M]:
        model, names, own, related = self._reading
        found = []
        for answer in self.answers(*values):
            row = model.from_db(DEFAULT_DB_ALIAS, names, answer[own])
            for populate in related:
                populate.populate(answer, row)
            found.append(row)
        return found
