"""What the search box finds over all rooms: one question to the database for every kind, through each room's keys.

Chinese text, full pinyin or initials, document, task and notice numbers, codes of the catalogues in force.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from shouwei.core.keys import Keys
from shouwei.ground.catalogues import queries as catalogues
from shouwei.ground.catalogues.permissions import KEYS as CATALOGUES
from shouwei.ground.catalogues.rules.shapes import LABELS
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity, User
from shouwei.ground.people.permissions import KEYS as PEOPLE
from shouwei.oversight.planning.models import Bulletin, Decision, Meeting, Plan, SupervisionNotice, Task
from shouwei.oversight.planning.permissions import KEYS as PLANNING

FOUND = 20  # hits of a kind shown on the page
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Hit:
    kind: str
    label: str
    detail: str
    url: str


@dataclass(frozen=True)
class Kind:
    """One kind of thing: whose key opens it, what matches, what is shown, and where it is."""

    name: str
    rows: Rows
    keys: Keys | None
    """None: everybody signed in may know of it."""
    action: str
    matches: Callable[[str], Q]
    label: Any
    detail: Any
    url: str


def _text(*names: str) -> Callable[[str], Q]:
    def matches(q: str) -> Q:
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": q.lower() if name.endswith("pinyin") else q})
        return found

    return matches


def _task(q: str) -> Q:
    number = Q(number=int(q)) if q.isdigit() and len(q) < 5 else Q(pk__in=[])
    return number | _text("text", "area__title", "lead__name", "lead__name_pinyin")(q)


def _rows(model: type[Model]) -> Rows:
    return model._default_manager.all()


def _kinds() -> tuple[Kind, ...]:
    numbered = Concat(Cast("number", TextField()), Value(". "), "text", output_field=TextField())
    of_task = Concat(F("area__title"), Value(" · 牵头："), F("lead__name"), output_field=TextField())
    return (
        Kind("方案", _rows(Plan), PLANNING, "view_plan", _text("title", "document_number"), "title", "document_number", "planning:overview"),
        Kind("任务", _rows(Task), PLANNING, "view_task", _task, numbered, of_task, "planning:task"),
        Kind("督办单", _rows(SupervisionNotice), PLANNING, "view_notice", _text("number", "reason"), "number", "reason", "planning:supervision_notice"),
        Kind("会议", _rows(Meeting), PLANNING, "view_meeting", _text("period_label", "minutes", "place"), "period_label", "place", "planning:meeting"),
        Kind("议定事项", _rows(Decision), PLANNING, "view_decision", _text("text", "organisation__name"), "text", "organisation__name", "planning:decision"),
        Kind("通报", _rows(Bulletin), PLANNING, "view_bulletin", _text("title", "opening", "demands"), "title", "opening", "planning:bulletin"),
        Kind("单位", _rows(Organisation), None, "", _text("name", "short_name", "name_pinyin"), "name", "short_name", "organisations:organisation"),
        Kind("人员", _rows(User), PEOPLE, "view_people", _text("name", "name_pinyin", "username"), "name", "username", "people:person"),
    )  # fmt: skip


def found_for(identity: Identity | None, q: str, today: date) -> list[Hit]:
    """At most five queries, whatever is found: one over all rooms, the rest over the catalogues in force."""
    if identity is None:
        return []
    kinds = [kind for kind in _kinds() if kind.keys is None or kind.keys.holds(identity, kind.action)]
    parts = [_part(place, kind, identity, q) for place, kind in enumerate(kinds)]
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[0], row[3]))
    hits = [
        Hit(kinds[place].name, label, _short(detail), reverse(kinds[place].url, args=[pk]))
        for place, label, detail, pk in rows
    ]
    return [*hits, *_codes(identity, q, today)]


def _part(place: int, kind: Kind, identity: Identity, q: str) -> Rows:
    rows = kind.rows.filter(kind.matches(q))
    if kind.keys is not None:
        rows = kind.keys.within(identity, kind.action, rows)
    shown = rows.annotate(
        found_place=Value(place), found_label=Cast(kind.label, TextField()), found_detail=Cast(kind.detail, TextField())
    )
    listed: Rows = shown.order_by("-pk").values_list("found_place", "found_label", "found_detail", "pk")[:FOUND]
    return listed


def _short(detail: str | None) -> str:
    text = detail or ""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _codes(identity: Identity, q: str, today: date) -> list[Hit]:
    if not CATALOGUES.holds(identity, "view_catalogues"):
        return []
    found = catalogues.search(q, on=today, limit=FOUND)
    return [
        Hit("代码", code.label, LABELS.get(code.catalogue, code.catalogue), _address(code.catalogue, code.code))
        for code in found
    ]


def _address(catalogue: str, code: str) -> str:
    return reverse("catalogues:code", args=[catalogue, code])
