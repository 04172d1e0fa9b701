"""The register as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import (
    BinaryField,
    CharField,
    Field,
    FileField,
    ForeignKey,
    GenericIPAddressField,
    JSONField,
    Model,
    TextField,
)

from shouwei.core.secrets import BlindIndexField, EncryptedTextField
from shouwei.ground.audit.rules.words import noun_of, word_of

from ..register import KINDS, REGISTER, Kind
from ..register.kinds import Class

TEXTS = (
    CharField,
    TextField,
    JSONField,
    GenericIPAddressField,
    BinaryField,
    FileField,
    EncryptedTextField,
    BlindIndexField,
)
PERSONS = ("people.user", "people.identity", "learners.student")


@dataclass(frozen=True, slots=True)
class Line:
    model: str
    noun: str
    column: str
    label: str
    kind: Kind
    encrypted: bool


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("shouwei.")]


def wants_an_entry(field: Field[object, object]) -> bool:
    """Whether the column could hold something about a person. Words of a fixed list could not by themselves."""
    if isinstance(field, ForeignKey):
        related = field.related_model
        return not isinstance(related, str) and related._meta.label_lower in PERSONS
    return isinstance(field, TEXTS) and not field.choices


def lines(*, personal: bool) -> Iterator[Line]:
    """In the order of the table; columns of rooms that are not installed are left out."""
    models = {model._meta.label_lower: model for model in our_models()}
    for entry in REGISTER.values():
        kind = KINDS[entry.kind]
        if entry.model not in models or (kind.personal is not Class.NONE) is not personal:
            continue
        model = models[entry.model]
        field = model._meta.get_field(entry.column)
        label = word_of(entry.column, str(getattr(field, "verbose_name", entry.column)))
        sealed = isinstance(field, EncryptedTextField | BlindIndexField)
        yield Line(entry.model, noun_of(entry.model, str(model._meta.verbose_name)), entry.column, label, kind, sealed)
