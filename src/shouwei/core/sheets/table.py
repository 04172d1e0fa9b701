"""The usual store of a sheet: one table, one row a line. Staged with COPY, then one upsert; nothing goes row by row.

The staging table is temporary: the insert that follows obeys row security like any other, which COPY into the table itself would not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from shouwei.core.secrets.cipher import Sealed
from shouwei.core.secrets.fields import BlindIndexField, EncryptedTextField
from shouwei.core.sheets.bulk import Given, by_lists, prepared, upsert
from shouwei.core.sheets.sheet import Context, Key, Row, Rows

IN_USE = "已被其他记录使用，不能撤销。"
Derived = Callable[[Rows, Context], Sequence[Any]]
"""Rows in, one value per row out: what the table needs and the file does not hold, e.g. a pinyin key or the school of the importer."""


@dataclass(frozen=True)
class Table:
    """``fields``: column name → attribute of the model where they differ (``{"school": "school_id"}``).

    ``derived``: attribute → a function of the rows, written on insert and update. ``once``: the same, on insert only.
    ``within``: rows of the model the importer may change (ask ``KEYS.within``); None: all. Fields with a default get it.
    A unique constraint or index over exactly the key columns must exist, with a blind index standing for an encrypted column.
    """

    model: type[Model]
    key: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, Derived] = field(default_factory=dict)
    once: Mapping[str, Derived] = field(default_factory=dict)
    within: Callable[[Context], QuerySet[Any]] | None = None

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        places = [self._attribute(name) for name in (*self.key, *names)]
        width = len(self.key)
        found = {}
        for row in self._matching(keys).values_list(*places):
            plain = tuple(map(_plain, row))
            found[plain[:width]] = plain[width:]
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        if self.within is None:
            return ()
        places = [self._attribute(name) for name in self.key]
        theirs = self._matching(keys).exclude(pk__in=self.within(context).values("pk"))
        return [tuple(map(_plain, row)) for row in theirs.values_list(*places)]

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        places = [self._attribute(name) for name in self.key]
        rows = {pk: tuple(map(_plain, key)) for pk, *key in self._matching(keys).values_list("pk", *places)}
        used = self._used(list(rows))
        self.model._default_manager.filter(pk__in=rows.keys() - used).delete()
        return {rows[pk]: IN_USE for pk in used}

    def write(self, rows: Rows, context: Context) -> None:
        if rows.values:
            upsert(self.model, self._given(rows, context), self._conflict())

    def _attribute(self, name: str) -> str:
        return self.fields.get(name, name)

    def _conflict(self) -> list[str]:
        """Database columns of the unique index: the blind index stands for an encrypted column."""
        return [_index_beside(self.model, self._field(name)).column for name in self.key]

    def _field(self, name: str) -> Any:
        attribute = self._attribute(name)
        return next(f for f in self.model._meta.concrete_fields if attribute in (f.name, f.attname))

    def _matching(self, keys: Sequence[Key]) -> QuerySet[Any]:
        """Rows by key, in one query whatever their number."""
        parts = [_index_beside(self.model, self._field(name)) for name in self.key]
        values = list(zip(*keys, strict=True)) or [()] * len(parts)
        lists = [prepared(part, column) for part, column in zip(parts, values, strict=True)]
        return self.model._default_manager.filter(pk__in=by_lists(self.model, parts, lists))

    def _given(self, rows: Rows, context: Context) -> Given:
        """Fields of the model with a value for every row: from the file, derived, or by default."""
        columns = zip(*rows.values, strict=True)
        given: dict[str, Sequence[Any]] = dict(zip(map(self._attribute, rows.names), columns, strict=True))
        given |= {name: make(rows, context) for name, make in self.derived.items()}
        updated = set(given)
        given |= {name: make(rows, context) for name, make in self.once.items()}
        taken: list[tuple[Any, Sequence[Any], bool]] = []
        for part in self.model._meta.concrete_fields:
            name = part.attname if part.attname in given else part.name
            if name in given:
                taken.append((part, given[name], name in updated))
            elif not isinstance(part, BlindIndexField) and not part.primary_key and _has_filling(part):
                taken.append((part, [part.get_default()] * len(rows.values), False))
        return taken

    def _used(self, pks: list[Any]) -> set[Any]:
        """Of these rows, those other rows lean on."""
        used: set[Any] = set()
        for relation in self.model._meta.related_objects:
            attribute = relation.field.attname
            used |= set(
                relation.related_model._base_manager.filter(**{f"{attribute}__in": pks}).values_list(
                    attribute, flat=True
                )
            )
        return used


def _has_filling(part: Any) -> bool:
    """A default, or the empty text Django fills in for texts that may not be null."""
    return bool(part.has_default() or (part.empty_strings_allowed and not part.null))


def _plain(value: Any) -> Any:
    """A value as a file would give it."""
    return value.open() if isinstance(value, Sealed) else value


def _index_beside(model: type[Model], part: Any) -> Any:
    if not isinstance(part, EncryptedTextField):
        return part
    return next(f for f in model._meta.concrete_fields if isinstance(f, BlindIndexField) and f.of == part.name)
