"""What a row was, from what it is and the old values kept beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import DateField, DateTimeField, Field, ForeignKey, Model
from django.utils import timezone

from shouwei.core.secrets import BlindIndexField, EncryptedTextField
from shouwei.core.templatetags.screen import cn_date

from ..models import Version
from ..rules.words import word_of

NOTHING = "—"
Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the row: when, by which identity (None: the clock or a command), and what became what."""

    at: datetime
    by: int | None
    deleted: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    value: str
    since: datetime | None
    """When the column got this value; None: as long as versions are kept."""
    differs: bool
    """From what it is today."""


def kept_tables() -> dict[str, type[Model]]:
    """Table → model of every table whose rows keep what they were, by the database's own word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'keep_version'")
        kept = {name for (name,) in cursor.fetchall()}
    return {model._meta.db_table: model for model in apps.get_models() if model._meta.db_table in kept}


def steps_of(model: type[Model], row: int) -> list[Step]:
    """Newest first."""
    after = _current(model, row) or {}
    steps = []
    for version in Version.objects.filter(table=model._meta.db_table, row=row):
        changes = [_change(model, name, version.before[name], after.get(name)) for name in version.before]
        steps.append(Step(version.at, version.by_id, version.deleted, tuple(filter(None, changes))))
        after = {**after, **version.before}
    return steps


def acting_then(steps: Sequence[Step]) -> dict[int, str]:
    """Place of a step → who acted, as the trail says it of the same moment: 甲 代 乙 where somebody stood in. One query.

    A change is followed by the line of the trail that its workflow writes last.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT step.place - 1, told.by_label"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) WITH ORDINALITY AS step(by_id, at, place)"
            " CROSS JOIN LATERAL (SELECT event.by_label FROM audit_event event WHERE event.by_id = step.by_id"
            " AND event.at >= step.at AND event.at < step.at + interval '1 minute'"
            " ORDER BY event.id LIMIT 1) AS told",
            [[step.by for step in steps], [step.at for step in steps]],
        )
        return dict(cursor.fetchall())


def as_of(model: type[Model], row: int, moment: datetime) -> list[Cell]:
    """The row at ``moment``, column by column in the order of the model; empty when nothing of it is known."""
    now = _current(model, row)
    then: dict[str, Any] = dict(now or {})
    since: dict[str, datetime] = {}
    for version in Version.objects.filter(table=model._meta.db_table, row=row):
        for name in version.before:
            if version.at > moment:
                then[name] = version.before[name]
            else:
                since.setdefault(name, version.at)
    if not then:
        return []
    return [
        Cell(_label(field), worded(field, then[field.column]), since.get(field.column), _differs(field, then, now))
        for field in _shown(model)
        if field.column in then
    ]


def _differs(field: Field[Any, Any], then: Columns, now: Columns | None) -> bool:
    return now is None or then[str(field.column)] != now.get(str(field.column))


def _current(model: type[Model], row: int) -> dict[str, Any] | None:
    """The row as JSON, as the trigger would write it."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE id = %s", [row])  # noqa: S608  # a model's table
        found = cursor.fetchone()
    if found is None:
        return None
    values: dict[str, Any] = json.loads(found[0])
    return values


def _shown(model: type[Model]) -> list[Field[Any, Any]]:
    hidden = (EncryptedTextField, BlindIndexField)
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, hidden)]


def _change(model: type[Model], column: str, before: Any, after: Any) -> Change | None:
    field = next((field for field in _shown(model) if field.column == column), None)
    if field is None:
        return None  # a column that has gone since
    return Change(_label(field), worded(field, before), worded(field, after))


def _label(field: Field[Any, Any]) -> str:
    return word_of(field.name, str(field.verbose_name))


def worded(field: Field[Any, Any], value: Any) -> str:
    """A stored value as people read it: choices by their words, other rows by their names, nothing as a dash."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, ForeignKey):
        row = field.related_model._default_manager.filter(pk=value).first()
        return str(row) if row is not None else f"{value}（已不存在）"
    if isinstance(field, DateTimeField):
        return f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    if isinstance(field, DateField):
        return cn_date(value)
    return str(value)
