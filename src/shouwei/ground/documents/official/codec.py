"""An official paper as JSON and back, unchanged, so that a snapshot can hold it.

Every class is written with its name under ``type``; fields at their default are left out, which keeps snapshots small and old ones
readable when a field is added. The words of the states are always written: a later change of wording must not reach old papers. What cannot be read is a ``ValueError`` that names it: a paper is never printed with something missing.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from shouwei.ground.documents.official import document, marks

FORMAT = 1
ALWAYS_WRITTEN = "marks"
_CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        document.OfficialDocument,
        document.RedHead,
        document.BulletinHead,
        document.FormHead,
        document.Heading,
        document.Paragraph,
        document.Column,
        document.Cell,
        document.Row,
        document.Table,
        document.KeyFigure,
        document.KeyFigures,
        document.PageBreak,
        document.Annex,
        document.Signature,
        document.Record,
        document.Foot,
        marks.Mark,
    )
}
_HINTS = {name: get_type_hints(cls) for name, cls in _CLASSES.items()}


def as_json(paper: document.OfficialDocument) -> dict[str, Any]:
    """Plain dictionaries, lists, strings and numbers, ready for ``json.dumps`` or a JSON column."""
    return {"format": FORMAT, **cast(dict[str, Any], _plain(paper))}


def from_json(data: Mapping[str, Any]) -> document.OfficialDocument:
    """The paper that ``as_json`` was given. ``ValueError`` for another format, an unknown class or field, or a missing one."""
    if data.get("format") != FORMAT:
        raise ValueError(f"unknown format of an official paper: {data.get('format')!r}")
    paper = _built({key: value for key, value in data.items() if key != "format"})
    if not isinstance(paper, document.OfficialDocument):
        raise ValueError(f"not an official paper: {data.get('type')!r}")
    return paper


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        values = {f.name: getattr(value, f.name) for f in fields(value) if _is_written(f, getattr(value, f.name))}
        return {"type": type(value).__name__, **{name: _plain(item) for name, item in values.items()}}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value


def _is_written(field: Field[Any], value: object) -> bool:
    return value != field.default or field.name == ALWAYS_WRITTEN


def _built(data: Mapping[str, Any]) -> object:
    name = data.get("type")
    if not isinstance(name, str) or name not in _CLASSES:
        raise ValueError(f"unknown part of an official paper: {name!r}")
    hints, cls = _HINTS[name], _CLASSES[name]
    values = {key: value for key, value in data.items() if key != "type"}
    unknown = sorted(values.keys() - hints.keys())
    missing = [f.name for f in fields(cls) if f.default is MISSING and f.name not in values]
    if unknown or missing:
        raise ValueError(f"{name}: unknown fields {unknown}, missing fields {missing}")
    return cls(**{key: _read(value, hints[key]) for key, value in values.items()})


def _read(value: Any, hint: Any) -> object:
    if isinstance(value, Mapping):
        return _built(value)
    if isinstance(value, list):
        return tuple(_read(item, get_args(hint)[0]) for item in value)
    if value is None:
        return None
    for plain in _alternatives(hint):
        if plain is date:
            return date.fromisoformat(value)
        if isinstance(plain, type) and issubclass(plain, Enum):
            return plain(value)
    return value


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
