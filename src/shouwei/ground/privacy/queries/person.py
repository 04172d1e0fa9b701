"""What the house holds about one account, found through the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from shouwei.ground.audit.rules.words import noun_of, word_of
from shouwei.ground.people.models import Identity, User

from ..register import KINDS, REGISTER, Entry
from ..register.kinds import Class, OnErasure
from .register_lines import our_models

ERASED = "deleted-"
"""How the name of an account begins whose person was deleted."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of one model that concern the person. ``acted``: only as the one who did something."""

    model: type[Model]
    rows: QuerySet[Any]
    entries: tuple[Entry, ...]
    acted: bool

    @property
    def noun(self) -> str:
        return noun_of(self.model._meta.label_lower, str(self.model._meta.verbose_name))

    @property
    def labels(self) -> str:
        named = (self.model._meta.get_field(entry.column) for entry in self.entries)
        return "、".join(dict.fromkeys(word_of(f.name, str(getattr(f, "verbose_name", f.name))) for f in named))

    @property
    def deleted(self) -> bool:
        return any(
            KINDS[e.kind].on_erasure is OnErasure.DELETE
            and isinstance(self.model._meta.get_field(e.column), ForeignKey)
            for e in self.entries
        )


def holdings_of(user: User) -> Iterator[Holding]:
    """The account first, then everything that points to it or to one of its identities; models without rows are left out."""
    for model in sorted(our_models(), key=lambda model: model is not User):
        label = model._meta.label_lower
        entries = tuple(e for e in REGISTER.values() if e.model == label and KINDS[e.kind].personal is not Class.NONE)
        own, acted = _ways(model, user, entries)
        told = tuple(entry for entry in entries if entry.kind != "OFFICE")
        for ways, is_acted in ((own, False), (acted, True)):
            if ways and (rows := model._default_manager.filter(ways)).exists():
                yield Holding(model, rows, () if is_acted else told, is_acted)


def _ways(model: type[Model], user: User, entries: tuple[Entry, ...]) -> tuple[Q, Q]:
    """Filters for the person's own rows and for those where the person only acted; an empty one finds nothing."""
    own, acted = Q(), Q()
    if model is User:
        return Q(pk=user.pk), acted
    for entry in entries:
        field = model._meta.get_field(entry.column)
        if not isinstance(field, ForeignKey) or field.related_model not in (User, Identity):
            continue
        way = Q(**{entry.column if field.related_model is User else f"{entry.column}__user": user.pk})
        if entry.kind == "OFFICE":
            acted |= way
        else:
            own |= way
    return own, acted


def rows_deleted_with(accounts: list[int]) -> Iterator[QuerySet[Any]]:
    """Rows that go as a whole when these accounts are erased, a query a table."""
    for model in our_models():
        ways = Q()
        for entry in REGISTER.values():
            field = model._meta.get_field(entry.column) if entry.model == model._meta.label_lower else None
            if KINDS[entry.kind].on_erasure is OnErasure.DELETE and isinstance(field, ForeignKey):
                if field.related_model is User:
                    ways |= Q(**{f"{entry.column}__in": accounts})
                elif field.related_model is Identity:
                    ways |= Q(**{f"{entry.column}__user__in": accounts})
        if ways:
            yield model._default_manager.filter(ways)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the dry run."""

    noun: str
    rows: int
    labels: str
    action: str
    because: str


def plan_erasure(user: User) -> list[Line]:
    """What :func:`erase_person` would do; reads only."""
    lines = []
    for holding in holdings_of(user):
        count = holding.rows.count()
        if holding.acted:
            office = KINDS["OFFICE"]
            lines.append(Line(holding.noun, count, "经手人", office.on_erasure.value, office.kept_because))
            lines += _signed(holding, count)
        elif holding.deleted:
            lines.append(Line(holding.noun, count, holding.labels, OnErasure.DELETE.value, ""))
        else:
            lines += _by_kind(holding, count)
    return lines


def _by_kind(holding: Holding, count: int) -> Iterator[Line]:
    for name in dict.fromkeys(entry.kind for entry in holding.entries):
        kind = KINDS[name]
        part = Holding(holding.model, holding.rows, tuple(e for e in holding.entries if e.kind == name), acted=False)
        action = OnErasure.BLANK if kind.on_erasure is OnErasure.DELETE else kind.on_erasure
        yield Line(holding.noun, count, part.labels, action.value, kind.kept_because)


def _signed(holding: Holding, count: int) -> Iterator[Line]:
    """Where the row also keeps in words who acted (``by_label`` beside ``by``), the name stays: that is said too."""
    label = holding.model._meta.label_lower
    for entry in REGISTER.values():
        stem = entry.column.removesuffix("_label")
        actor = REGISTER.get((label, "by" if stem == "by" else f"{stem}_by"))
        if entry.model == label and stem != entry.column and actor is not None and actor.kind == "OFFICE":
            kind = KINDS[entry.kind]
            words = Holding(holding.model, holding.rows, (entry,), acted=True).labels
            yield Line(holding.noun, count, words, kind.on_erasure.value, kind.kept_because)


def open_offices(user: User, day: date) -> int:
    return user.identities.filter(Q(until=None) | Q(until__gte=day)).count()


def is_erased(user: User) -> bool:
    return user.username.startswith(ERASED)
