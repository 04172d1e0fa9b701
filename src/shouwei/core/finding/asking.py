"""One question for the numbers of the rows that match, one for those of them that may be seen. Nothing else, whatever is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import BooleanField, Case, DateField, F, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Lower
from django.urls import reverse

from shouwei.core.finding.findable import FINDABLES, Findable, Light
from shouwei.core.finding.words import Asked, asked, pieces

SHOWN = 8
"""Hits of a kind; then it is said that there are more."""
FROM_ALL = 500
"""Rows of a kind that are put in order, for who sees every row."""
FROM_SOME = 2_000
"""The same, for who sees only some of them: those are picked out first."""
PROPOSED = 2
NO_DAY = Cast(Value(None), DateField())
Row = tuple[int, int, str, str | None, str | None, str | None, date | None, Any, Any]


class AnyOf(Func):
    """A column among many numbers: one value for the database, which then walks an index instead of the table."""

    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    label: str
    url: str
    detail: str = ""
    organisation: str = ""
    state: Light | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    hits: tuple[Hit, ...]
    more: bool = False
    """There are more than are shown."""

    @property
    def shows(self) -> dict[str, bool]:
        """Which columns have something to say."""
        return {
            name: any(getattr(hit, name) for hit in self.hits) for name in ("detail", "organisation", "state", "due")
        }


@dataclass(frozen=True, slots=True)
class Found:
    groups: tuple[Group, ...] = ()
    instead: tuple[str, ...] = ()
    """Shorter words under which something is found, when nothing was."""
    read_as: str = ""
    """The spelling that was looked for instead, when nothing was found as written."""

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)


def found_for(identity: Any, typed: str, today: date) -> Found:
    """At most two questions (and those for derived states) when something is found; a few more when nothing is."""
    words = asked(typed)
    named = _named(identity, words.text, today)
    kinds, rows = _rows(identity, words)
    groups = [*named, *(one for one in _groups(kinds, rows, words, today) if one.kind not in {g.kind for g in named})]
    if groups:
        return Found(tuple(groups))
    shorter = (piece for piece in pieces(words) if _rows(identity, asked(piece))[1])
    return Found(instead=tuple(islice(shorter, PROPOSED)))


def _named(identity: Any, text: str, today: date) -> tuple[Group, ...]:
    """“任务3” and “任务 3”: what follows the word for a kind, among things of that kind."""
    for kind in FINDABLES.values():
        if text.startswith(kind.kind) and text != kind.kind:
            words = asked(text.removeprefix(kind.kind))
            return _groups(*_rows(identity, words, (kind,)), words, today)
    return ()


def _rows(identity: Any, words: Asked, among: Sequence[Findable] | None = None) -> tuple[Sequence[Findable], list[Row]]:
    if identity is None or not words.words:
        return (), []
    kinds = [kind for kind in (FINDABLES.values() if among is None else among) if kind.holds(identity)]
    candidates = _candidates(kinds, identity, words)
    parts = [_part(place, kinds[place], identity, words, pks) for place, pks in candidates.items()]
    if not parts:
        return kinds, []
    return kinds, list(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])


def _groups(kinds: Sequence[Findable], rows: list[Row], words: Asked, today: date) -> tuple[Group, ...]:
    of_kind: dict[int, list[Row]] = {}
    for row in rows:
        of_kind.setdefault(row[0], []).append(row)
    # The kind with the best hit first, and its best hits first.
    ordered = [sorted(same, key=lambda row: row[1]) for same in of_kind.values()]
    ordered.sort(key=lambda same: (same[0][1], kinds[same[0][0]].order, same[0][0]))
    return tuple(_group(kinds[same[0][0]], same, words.text, today) for same in ordered)


def _candidates(kinds: Sequence[Findable], identity: Any, words: Asked) -> dict[int, list[int]]:
    """Place of a kind → numbers of rows that match, seen or not; they go no further than into the next question."""
    asks: list[str] = []
    values: list[Any] = []
    for place, kind in enumerate(kinds):
        all_seen = kind.sees_all(identity)
        unit = kind.unit(identity) if kind.unit is not None and not all_seen else None
        own = "" if unit is None else f" & '@{unit}'"
        asks.append(f"SELECT {place}, found FROM {kind.function}(%s::tsquery, %s::text[], %s) AS found")  # noqa: S608
        values += [words.wanted + own, words.patterns, FROM_ALL if all_seen else FROM_SOME]
    if not asks:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asks), values)
        found: dict[int, list[int]] = {}
        for place, pk in cursor.fetchall():
            found.setdefault(place, []).append(pk)
    return dict(sorted(found.items()))


def _part(place: int, kind: Findable, identity: Any, words: Asked, pks: list[int]) -> QuerySet[Any]:
    rows = kind.seen_by(identity).filter(AnyOf(F(kind.through), pks))
    label = Cast(_expression(kind.label), TextField())
    rows = rows.annotate(found_label=label, found_name=Lower(label)).annotate(
        found_place=Value(place),
        found_rank=Case(
            When(found_name=words.text, then=0),
            When(found_name__startswith=words.text, then=1),
            When(found_name__contains=words.text, then=2),
            default=3,
        ),
        found_detail=_text(kind.detail),
        found_organisation=_text(kind.organisation),
        found_state=_text(kind.state),
        found_due=Cast(_expression(kind.due), DateField()) if kind.due is not None else NO_DAY,
        found_target=_text(kind.target),
    )
    listed: QuerySet[Any] = rows.order_by("found_rank", "-pk").values_list(
        "found_place",
        "found_rank",
        "found_label",
        "found_detail",
        "found_organisation",
        "found_state",
        "found_due",
        "found_target",
        "pk",
    )[: SHOWN + 1]
    return listed


def _expression(named: Any) -> Any:
    return F(named) if isinstance(named, str) else named


def _text(named: Any) -> Any:
    if named is None:
        return Value("", output_field=TextField())
    return Cast(_expression(named), TextField())


def _group(kind: Findable, rows: Sequence[Row], typed: str, today: date) -> Group:
    shown = rows[:SHOWN]
    lights = kind.lights([row[8] for row in shown], today) if kind.lights is not None else {}
    return Group(kind.kind, tuple(_hit(kind, row, typed, lights.get(row[8])) for row in shown), len(rows) > SHOWN)


def _hit(kind: Findable, row: Row, typed: str, light: Light | None) -> Hit:
    _place, _rank, label, detail, organisation, state, due, target, _pk = row
    url = reverse(kind.url, args=[target] if kind.target is not None else [])
    if kind.parameters is not None:
        url += f"?{urlencode(kind.parameters(label, typed))}"
    if light is None and state:
        light = Light(kind.states.get(state, state))
    detail = kind.details.get(detail or "", detail)
    return Hit(kind.kind, _short(label), url, _short(detail), organisation or "", light, due)


def _short(said: str | None) -> str:
    text = said or ""
    return text if len(text) <= 60 else f"{text[:59]}…"


def numbers_found(kind: Findable, typed: str, *, unit: int | None, most: int) -> list[int] | None:
    """Numbers of at most ``most`` rows that match, in no order; the caller reads them through its own key. ``unit``: only its rows.

    None when all that was typed stands in so many rows that the index tells nothing.
    """
    words = asked(typed)
    if not words.words or most < 1:
        return []
    own = "" if unit is None else f" & '@{unit}'"
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_narrowed(%s, %s::tsquery)::text", [f"sought_{kind.table}", words.wanted + own])
        (wanted,) = cursor.fetchone()
        if wanted is None:
            return None
        cursor.execute(
            f"SELECT {kind.function}(%s::tsquery, %s::text[], %s)",  # a function of our own
            [wanted, words.patterns, most],
        )
        return [pk for (pk,) in cursor.fetchall()]
