"""A noun the search box finds: whose key opens it, what is shown of it, where it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Model, QuerySet, TextField
from django.db.models.functions import Cast, Concat

from shouwei.core.keys import Keys

Expression = Any
"""What ``annotate`` takes."""


def together(*parts: Any) -> Expression:
    """Columns (by name) and fixed words (``Value``) as one text."""
    texts = [Cast(F(part) if isinstance(part, str) else part, TextField()) for part in parts]
    return Concat(*texts, output_field=TextField())


@dataclass(frozen=True, slots=True)
class Light:
    """A state as it is shown: ``code`` one of the eight states or "", and its word."""

    label: str
    code: str = ""
    why: str = ""


@dataclass(frozen=True)
class Findable:
    """``kind`` is the word over the hits. Expressions are over ``model``; a missing one is not shown."""

    kind: str
    model: type[Model]
    label: Expression
    url: str
    """Name of an address that takes ``target``; with ``target`` None one that takes nothing."""
    keys: Keys | None = None
    action: str = ""
    within: Callable[[Any, QuerySet[Any]], QuerySet[Any]] | None = None
    """Instead of ``keys.within``, where the key speaks of another noun. Without either everybody signed in may know of it."""
    holds_key: Callable[[Any], bool] | None = None
    """With ``within``: whether it is worth asking at all."""
    rows: Callable[[], QuerySet[Any]] | None = None
    """The rows that exist for readers, where the model's manager gives more."""
    detail: Expression | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    """Value of ``detail`` → its word."""
    organisation: Expression | None = None
    state: Expression | None = None
    states: Mapping[str, str] = field(default_factory=dict)
    """Value of ``state`` → its word."""
    due: Expression | None = None
    target: Expression | None = "pk"
    parameters: Callable[[str, str], Mapping[str, str]] | None = None
    """Label and what was typed → the filter with which the page shows the row."""
    order: int = 5
    """Among kinds whose best hits are equally good the lower number is shown first."""
    unit: Callable[[Any], object] | None = None
    """Identity → the value of the index's ``unit``, when the reach of its key is exactly that, else None: keeps sisters out of the count."""
    index: type[Model] | None = None
    """The model whose table is indexed, where it is another; ``through`` is the column of ``model`` that names it."""
    through: str = "pk"
    lights: Callable[[Collection[int], date], Mapping[int, Light]] | None = None
    """Numbers of rows → their states, where these are derived."""

    @property
    def table(self) -> str:
        """The table whose words are in the index."""
        return (self.index or self.model)._meta.db_table

    @property
    def function(self) -> str:
        """The database's function over the index (``index.sought``)."""
        return f"sought_in_{self.table}"

    def holds(self, identity: Any) -> bool:
        if self.holds_key is not None:
            return self.holds_key(identity)
        return self.keys is None or self.keys.holds(identity, self.action)

    def sees_all(self, identity: Any) -> bool:
        return self.within is None and (self.keys is None or self.keys.opens_all(identity, self.action))

    def seen_by(self, identity: Any) -> QuerySet[Any]:
        rows = self.rows() if self.rows is not None else self.model._default_manager.all()
        if self.within is not None:
            return self.within(identity, rows)
        return rows if self.keys is None else self.keys.within(identity, self.action, rows)


FINDABLES: dict[str, Findable] = {}
"""Every noun that is found, by its word, in the order in which hits are shown; filled by the rooms' ``sought.py``."""


def register(findable: Findable) -> Findable:
    if FINDABLES.get(findable.kind, findable) is not findable:
        raise ValueError(f"two nouns are found as {findable.kind}")
    FINDABLES[findable.kind] = findable
    return findable
