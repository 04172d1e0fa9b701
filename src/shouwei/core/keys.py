"""Keys: who may open which door, as one readable table per room.

A table has a column per role and a row per action; rows stand under the noun they concern::

    [duty]            secretariat   unit_head
    view_duty         all           own
    report_progress   -             own

A role that holds only a few keys of a room has a block of its own below, with those rows and its one column; what is not written is
not held. A cell is ``all``, ``-`` or the names of reaches joined by ``+``. A *reach* is written once per noun, as a filter, and serves
list and door alike, so that the two cannot drift apart. It is given the identity a person acts in, never "any of his roles".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import Any, Generic, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from .compiled import Compiled

M = TypeVar("M", bound=Model)


class Identity(Protocol):
    """Somebody in one role at one organisation; the model lives in the people room."""

    @property
    def role(self) -> str: ...


Reach = Callable[[Any], Q]
View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request that has passed a door: who acts is known, and in which of whose identities."""

    identity: Any
    identities: list[Any]


KEYRING: dict[str, Keys] = {}
"""Every room's table by room name; filled when a room's ``permissions`` is imported."""


@dataclass(frozen=True)
class Row:
    noun: str
    action: str
    cells: Mapping[str, tuple[str, ...]]
    """role → names of reaches; ``("all",)`` opens every row, ``()`` none."""


def _reaches_of(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("+"))


def _stays_in_the_row(reach: Q, model: type[Model]) -> bool:
    """Whether a reach asks for columns of the row itself and follows no relation: a column among what another query gives is one."""
    return all(
        _stays_in_the_row(part, model)
        if isinstance(part, Q)
        else isinstance(part, tuple) and _is_column(part[0], model)
        for part in reach.children
    )


def _is_column(name: str, model: type[Model]) -> bool:
    name = name.removesuffix("__in")
    if "__" in name or name == "pk":
        return name == "pk"
    field = model._meta.get_field(name)
    return field.concrete and not field.many_to_many


@dataclass(frozen=True, slots=True)
class _Anybody:
    """Stands for whoever will ask, while a query is put together."""

    role: str
    pk: int
    organisation_id: int
    user_id: int


class Finder(Generic[M]):
    """One row by its number among those an identity may act on. Reaches may use the numbers of an identity and nothing else of it."""

    def __init__(self, keys: Keys, action: str, rows: Callable[[], QuerySet[M]]) -> None:
        self._keys, self._action, self._rows = keys, action, rows
        self._by_role: dict[str, Compiled[M]] = {}

    def __call__(self, identity: Any, pk: int) -> M:
        """The row, a new object at every call, or 404."""
        if not self._keys.holds(identity, self._action):
            raise Http404
        found = self._of(identity.role)(pk, identity.pk, identity.organisation_id, identity.user_id)
        if not found:
            raise Http404
        return found[0]

    def _of(self, role: str) -> Compiled[M]:
        if role not in self._by_role:

            def build(pk: int, identity: int, organisation: int, user: int) -> QuerySet[M]:
                who = _Anybody(role, identity, organisation, user)
                return self._keys.within(who, self._action, self._rows()).filter(pk=pk)

            self._by_role[role] = Compiled(build, numbers=4, kept=True, all_asked=False)
        return self._by_role[role]


class Keys:
    """The parsed table of one room. Raises ``ValueError`` at import for a ragged row or an unknown reach."""

    def __init__(self, room: str, table: str, reaches: Mapping[str, Mapping[str, Reach]]) -> None:
        self.room = room
        self.roles: tuple[str, ...] = ()
        self.rows: dict[str, Row] = {}
        self._reaches = reaches
        noun = ""
        columns: tuple[str, ...] = ()
        for line in filter(None, map(str.strip, table.splitlines())):
            first, *rest = line.split()
            if first.startswith("["):
                noun = first.strip("[]")
                columns = tuple(rest) or columns
                self.roles += tuple(role for role in columns if role not in self.roles)
                continue
            if len(rest) != len(columns):
                raise ValueError(f"{room}: row {first} has {len(rest)} cells for {len(columns)} roles")
            cells: dict[str, tuple[str, ...]] = dict(zip(columns, map(_reaches_of, rest), strict=True))
            unknown = {name for cell in cells.values() for name in cell} - {"all"} - set(reaches.get(noun, {}))
            if unknown:
                raise ValueError(f"{room}: row {first} names unknown reaches {sorted(unknown)} of {noun}")
            self.rows[first] = self._with_what_stands(Row(noun, first, cells))
        KEYRING[room] = self

    def _with_what_stands(self, row: Row) -> Row:
        """A row may stand in a second block, for roles that hold little; a cell may not be written twice."""
        before = self.rows.get(row.action)
        if before is None:
            return row
        if before.noun != row.noun or set(before.cells) & set(row.cells):
            raise ValueError(f"{self.room}: row {row.action} of {row.noun} is written twice for the same role or noun")
        return Row(row.noun, row.action, {**before.cells, **row.cells})

    def holds(self, identity: Identity | None, action: str) -> bool:
        """Whether this role has the key at all; which rows it opens is another question."""
        return identity is not None and bool(self.rows[action].cells.get(identity.role))

    def within(self, identity: Identity | None, action: str, rows: QuerySet[M]) -> QuerySet[M]:
        """The part of ``rows`` this identity may act on."""
        row = self.rows[action]
        cell = row.cells.get(identity.role, ()) if identity is not None else ()
        if "all" in cell:
            return rows
        if not cell:
            return rows.none()
        reach = reduce(or_, (self._reaches[row.noun][name](identity) for name in cell))
        if _stays_in_the_row(reach, rows.model):
            return rows.filter(reach)
        # A subquery, so that a reach over a many-relation cannot double rows or mix with the caller's filters.
        return rows.filter(pk__in=rows.model._default_manager.filter(reach).values("pk"))

    def fetch(self, identity: Identity | None, action: str, rows: QuerySet[M], **lookup: object) -> M:
        """One row, or 404: what belongs to others does not exist for you."""
        return get_object_or_404(self.within(identity, action, rows), **lookup)

    def finder(self, action: str, rows: Callable[[], QuerySet[M]]) -> Finder[M]:
        """``fetch`` for what is opened all day: ``FIND(identity, pk)`` runs a query put together once per role."""
        return Finder(self, action, rows)

    def opens_all(self, identity: Identity | None, action: str) -> bool:
        """Whether this role may act on every row, so that nothing has to be looked up."""
        return identity is not None and "all" in self.rows[action].cells.get(identity.role, ())

    def opens(self, identity: Identity | None, action: str, thing: Model) -> bool:
        """Whether the door of ``action`` would open for this very thing, which has been read; asked before a button is shown."""
        if self.opens_all(identity, action):
            return True
        if not self.holds(identity, action):
            return False
        rows: QuerySet[Model] = type(thing)._default_manager.filter(pk=thing.pk)
        return self.within(identity, action, rows).exists()

    def page(self, action: str) -> Callable[[View], View]:
        """The door of a page: sign-in first, then 403 without the key."""
        if action not in self.rows:
            raise ValueError(f"{self.room}: no row for {action} in the table of keys")

        def door(view: View) -> View:
            @wraps(view)
            def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
                if not request.user.is_authenticated:
                    return sign_in_first(request)
                if not self.holds(getattr(request, "identity", None), action):
                    raise PermissionDenied
                return view(cast(SignedInRequest, request), *args, **kwargs)

            guarded.key = (self.room, action)  # type: ignore[attr-defined]  # read by the walk over all addresses
            return guarded

        return door


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """A part of a page that asks again (progress, say) must not be replaced by the sign-in page: the whole page goes there."""
    answer = redirect_to_login(page_of(request))
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer


def page_of(request: HttpRequest) -> str:
    """Where to come back to after signing in: the page itself, or the page a button, form or part was sent from."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    whole = request.method in ("GET", "HEAD") and "HX-Request" not in request.headers
    if whole or came_from.netloc != request.get_host() or not came_from.path:
        return request.get_full_path()
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def public_page(view: View) -> View:
    """Mark a page that needs no key; the walk over all addresses lists them."""
    view.key = ("public", view.__name__)  # type: ignore[attr-defined]  # read by the walk over all addresses
    return view


def signed_in_page(view: View) -> View:
    """The door of a page that everyone signed in may open, whatever the role."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        return view(cast(SignedInRequest, request), *args, **kwargs)

    guarded.key = ("signed_in", view.__name__)  # type: ignore[attr-defined]  # read by the walk over all addresses
    return guarded
