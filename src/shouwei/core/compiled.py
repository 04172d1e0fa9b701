"""A query the ORM writes once: asked again and again with other values, it only runs.

Putting a query together costs the ORM one to three milliseconds, more than the database needs to answer it. For what every single
page asks, that is most of the page's own time. The query is still written and read by the ORM; nothing is spelt out twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
MARKS: tuple[Any, ...] = (-7_000_001, -7_000_002, date(1, 1, 1), date(1, 1, 2))
"""Values no row has; they stand in the query for what is asked: numbers first, then days."""


class Compiled(Generic[M]):
    """``Compiled(build, numbers=1, days=1)``: ``build`` gets that many numbers and days and returns a queryset of whole rows.

    ``build`` may not decide anything by the values it gets. Raises ``ValueError`` when a value is not found in the query.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *, numbers: int = 0, days: int = 0) -> None:
        self._build = build
        self._marks = (*MARKS[:numbers], *MARKS[2 : 2 + days])

    @cached_property
    def _plan(self) -> tuple[str, list[Any], list[int | None], type[M], list[str], slice, list[Any]]:
        rows = self._build(*self._marks)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        places = [self._marks.index(value) if value in self._marks else None for value in params]
        if set(range(len(self._marks))) - set(places):
            raise ValueError("the query does not ask for every value it is given")
        select, info = compiler.select, compiler.klass_info
        if compiler.get_converters([column[0] for column in select]):
            raise ValueError("columns that need conversion are read by an ordinary query")
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # the stubs know Django 6
        return sql, list(params), places, rows.model, names, slice(first, last), related

    def __call__(self, *values: Any) -> list[M]:
        """Rows as the queryset gives them, related ones included. ``values`` in the order ``build`` takes them."""
        sql, params, places, model, names, own, related = self._plan
        asked = [param if place is None else values[place] for param, place in zip(params, places, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(sql, asked)
            answers = cursor.fetchall()
        found = []
        for answer in answers:
            row = model.from_db(DEFAULT_DB_ALIAS, names, answer[own])
            for populate in related:
                populate.populate(answer, row)
            found.append(row)
        return found
