"""Many rows at once: columns as COPY takes them, a temporary table, one upsert, and rows by lists of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL
from psycopg import sql

from shouwei.core.secrets.cipher import index_many
from shouwei.core.secrets.fields import BlindIndexField, EncryptedTextField

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"
AT_ONCE = 5_000
PLAIN_TYPES: dict[str, type] = {
    "CharField": str,
    "TextField": str,
    "DateField": date,
    "IntegerField": int,
    "BigIntegerField": int,
    "SmallIntegerField": int,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
    "ForeignKey": int,
}
"""Fields whose Python values are what the database takes, when all are of this type or None: nothing to prepare value by value."""


def for_database(model: type[Model], field: Any, values: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """Database column → values. An encrypted text is sealed all at once and brings its blind index with it."""
    if isinstance(field, EncryptedTextField):
        return _sealed(model, field, values)
    return {_column(field): prepared(field, values)}


def prepared(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """As the database takes them. The driver's checks of a whole column cost more than its COPY; most columns need none."""
    if isinstance(field, BlindIndexField) and set(map(type, values)) <= {str, type(None)}:
        index = iter(index_many([value for value in values if value is not None], field.kind))
        return [None if value is None else next(index) for value in values]
    plain = PLAIN_TYPES.get(field.get_internal_type())
    if plain is not None and set(map(type, values)) <= {plain, type(None)}:
        return values
    return [field.get_db_prep_save(value, connection) for value in values]


def _sealed(model: type[Model], field: EncryptedTextField, values: Sequence[Any]) -> dict[str, Sequence[Any]]:
    filled = [value for value in values if value]
    stored = iter(field.seal_many(filled))
    columns: dict[str, Sequence[Any]] = {_column(field): [next(stored) if value else None for value in values]}
    for beside in model._meta.concrete_fields:
        if isinstance(beside, BlindIndexField) and beside.of == field.name:
            index = iter(index_many(filled, beside.kind))
            columns[_column(beside)] = [next(index) if value else None for value in values]
    return columns


def _column(field: Any) -> str:
    """The stubs allow for fields without a column; ours have one."""
    return str(field.column)


Given = Sequence[tuple[Any, Sequence[Any], bool]]
"""Model field, its values in Python, and whether an update writes it too."""


def upsert(model: type[Model], given: Given, conflict: Sequence[str]) -> None:
    """Insert the rows, or update those that exist: where the columns ``conflict`` are equal.

    Values are prepared some thousand at a time, while the server takes in those before.
    """
    columns, updated = _names(model, given)
    table, names = sql.Identifier(model._meta.db_table), [sql.Identifier(name) for name in columns]
    listed = sql.SQL(", ").join(names)
    sets = [sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in updated if name not in conflict]
    action = sql.SQL("UPDATE SET {}").format(sql.SQL(", ").join(sets)) if sets else sql.SQL("NOTHING")
    keys = sql.SQL(", ").join(map(sql.Identifier, conflict))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.staged"))
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                listed, table
            )
        )
        with cursor.copy(sql.SQL("COPY staged ({}) FROM STDIN").format(listed)) as copy:
            for start in range(0, len(given[0][1]), AT_ONCE):
                piece: dict[str, Sequence[Any]] = {}
                for field, values, _ in given:
                    piece |= for_database(model, field, values[start : start + AT_ONCE])
                copy.write(lines([piece[name] for name in columns]))
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM staged ON CONFLICT ({}) DO {}").format(
                table, listed, listed, keys, action
            )
        )


def _names(model: type[Model], given: Given) -> tuple[list[str], list[str]]:
    """Database columns, and those of them an update writes."""
    columns: list[str] = []
    updated: list[str] = []
    for field, _, also in given:
        names = list(for_database(model, field, []))
        columns += names
        updated += names if also else []
    return columns, updated


def lines(columns: Sequence[Sequence[Any]]) -> bytes:
    """Rows in the text format of COPY. ``TypeError`` for a value of an unknown type."""
    return ("\n".join(map("\t".join, zip(*map(_texts, columns), strict=True))) + "\n").encode()


def _texts(values: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, values))
    if kinds == {str}:
        return _escaped(values)
    if len(kinds) == 1 and (kind := next(iter(kinds))) in CONVERT:
        return list(map(CONVERT[kind], values))
    return [_text(value) for value in values]


def _escaped(values: Sequence[str]) -> Sequence[str]:
    joined = "".join(values)
    if any(mark in joined for mark in "\\\t\n\r"):
        return [value.translate(ESCAPES) for value in values]
    return values


def _text(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, str):
        return value.translate(ESCAPES)
    # The driver has integers of its own for the widths of columns; choices are texts with a label.
    for kind in type(value).__mro__:
        if kind in CONVERT:
            return CONVERT[kind](value)
    raise TypeError(f"COPY takes no {type(value).__name__}")


def _bytes(value: bytes) -> str:
    return "\\\\x" + value.hex()


def _list(values: list[Any]) -> str:
    quoted = (f'"{value}"'.translate(ESCAPES) for value in map(str, values))
    return "{" + ",".join(quoted) + "}"


CONVERT: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    bytes: _bytes,
    list: _list,
}


def by_lists(model: type[Model], fields: Sequence[Any], lists: Sequence[Sequence[Any]]) -> RawSQL:
    """Primary keys of the rows whose ``fields`` equal one position of ``lists``, as a subquery: one parameter per field."""
    quote = connection.ops.quote_name
    names = [f"c{place}" for place in range(len(fields))]
    types = [_comparable(str(field.db_type(connection))) for field in fields]
    found = (
        f"SELECT t.{quote(_column(model._meta.pk))} FROM {quote(model._meta.db_table)} t "  # noqa: S608 - our own names
        f"JOIN unnest({', '.join(f'%s::{kind}[]' for kind in types)}) AS k({', '.join(names)}) ON "
        + " AND ".join(f"t.{quote(_column(f))} = k.{name}" for f, name in zip(fields, names, strict=True))
    )
    return RawSQL(found, tuple(list(values) for values in lists))  # noqa: S611 - as above


def _comparable(kind: str) -> str:
    """A cast to varchar(20) would cut longer keys off and find rows that are not meant."""
    return "text" if kind.startswith(("varchar", "char")) else kind
