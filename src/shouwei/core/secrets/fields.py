"""Model fields: an encrypted text, and beside it the index by which equal texts are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from shouwei.core.secrets.cipher import INDEX_BYTES, Sealed, index_of, seal, seal_many
from shouwei.core.secrets.masks import KINDS, STAR, Kind

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field  # takes its two types only from the type checker

NUMBERS = ("id_number", "phone", "card")


class EncryptedTextField(AnyField):
    """Text kept as ``bytea``, encrypted under the installation's newest key and bound to its table and column.

    Assign ``str`` (empty text and None are stored as NULL); reading gives :class:`Sealed` or None. ``kind`` names the mask and
    the index's writing rules. Cannot be filtered or ordered by: put a :class:`BlindIndexField` beside it.
    """

    empty_strings_allowed = False
    description = "Encrypted text"

    def __init__(self, *args: Any, kind: Kind = "text", **kwargs: Any) -> None:
        if kind not in KINDS:
            raise ValueError(f"kind={kind}: expected one of {KINDS}")
        self.kind: Kind = kind
        kwargs["null"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        return name, "shouwei.core.secrets.EncryptedTextField", args, {**kwargs, "kind": self.kind}

    @property
    def place(self) -> str:
        """What a ciphertext of this column is bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bytea"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.place, self.kind)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value
        return str(value).strip() or None if value is not None else None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal what was assigned and leave the sealed value on the row, so that nothing later prints the text."""
        value = self.sealed(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def sealed(self, value: str | Sealed | None) -> Sealed | None:
        """``value`` for this column. Raises ``ValueError`` for a mask that came back from a form."""
        if not value:
            return None
        if isinstance(value, Sealed):
            return value if value.place == self.place else seal(value.open(), self.place, self.kind)
        if self.kind in NUMBERS and STAR in value:
            raise ValueError(f"{self.place}: a mask is not a value")
        return seal(value, self.place, self.kind)

    def seal_many(self, plain: list[str]) -> list[bytes]:
        """Stored forms for COPY; an index beside it comes from ``index_many(plain, field.kind)``."""
        return seal_many(plain, self.place)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        sealed = self.sealed(value)
        return None if sealed is None else sealed.stored

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: look it up by its blind index")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(
            f"{self.name} is encrypted and not serialised; exports open it through privacy.workflows.reveal"
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if self.kind in NUMBERS and isinstance(value, str) and STAR in value:
            raise ValidationError("这里要填写完整号码，不能带星号。")
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def formfield(self, **kwargs: Any) -> Any:
        return forms.CharField(**{"required": not self.blank, "label": self.verbose_name, **kwargs})


class BlindIndexField(AnyField):
    """Sixteen bytes that equal texts of the sibling ``of`` share; filter with the text itself: ``filter(phone_index="138…")``.

    ``unique=True`` makes the database refuse the same number twice without knowing it.
    """

    empty_strings_allowed = False
    description = "Blind index"

    def __init__(self, *args: Any, of: str, kind: Kind | None = None, **kwargs: Any) -> None:
        self.of = of
        self._kind = kind
        kwargs.update(null=True, editable=False, blank=True)
        self._indexed: bool = kwargs.setdefault("db_index", not kwargs.get("unique", False))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        for taken in ("null", "editable", "blank"):
            kwargs.pop(taken, None)
        kwargs["db_index"] = self._indexed
        # Written out, because models of a migration's time know their siblings only by name.
        return name, "shouwei.core.secrets.BlindIndexField", args, {**kwargs, "of": self.of, "kind": self._kind}

    @property
    def kind(self) -> Kind:
        return self._kind or self.source.kind

    @property
    def source(self) -> EncryptedTextField:
        field = self.model._meta.get_field(self.of)
        assert isinstance(field, EncryptedTextField)
        return field

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bytea"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        value = getattr(model_instance, self.source.attname)
        plain = value.open() if isinstance(value, Sealed) else value
        index = index_of(plain, self.kind) if plain else None
        setattr(model_instance, self.attname, index)
        return index

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> bytes | None:
        return None if value is None else bytes(value)

    def get_prep_value(self, value: Any) -> bytes | None:
        """A text is looked up by its index; sixteen bytes are an index already."""
        if isinstance(value, Sealed):
            value = value.open()
        if isinstance(value, str):
            return index_of(value, self.kind)
        if value is not None and len(value) != INDEX_BYTES:
            raise ValueError(f"{self.name}: an index has {INDEX_BYTES} bytes")
        return None if value is None else bytes(value)
