"""Looking codes up: which edition counts on a day, what a code is called, what stands below it, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from .models import Code, Edition, Mapping, RegionChange
from .rules.editions import Standing, in_force
from .rules.mapping import Change, Succession, Translation, successors, translate
from .rules.searching import holds, normal, rank, wanted
from .rules.shapes import LABELS, Catalogue

CANDIDATES = 400
"""Most rows of the index that are put in order for one query."""


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A code as other rooms get it."""

    catalogue: str
    edition: int
    code: str
    name: str
    level: str
    parent: str
    mark: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def label(self) -> str:
        return f"{self.code} {self.name}"


def as_record(row: Code, catalogue: str) -> CodeRecord:
    return CodeRecord(
        catalogue=catalogue,
        edition=row.edition_id,
        code=row.code,
        name=row.name,
        level=row.level,
        parent=row.parent,
        mark=row.mark,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def published(catalogue: str = "") -> QuerySet[Edition]:
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED)
    return rows.filter(catalogue=catalogue) if catalogue else rows


def edition_on(catalogue: str, on: date) -> Edition | None:
    """The published edition in force on a day; None when the list is empty or begins later."""
    return editions_on(on, (catalogue,)).get(catalogue)


def editions_on(on: date, catalogues: Sequence[str] = tuple(LABELS)) -> dict[str, Edition]:
    """List → the edition in force, in one query."""
    by_catalogue: dict[str, list[Edition]] = {}
    for edition in published().filter(catalogue__in=catalogues):
        by_catalogue.setdefault(edition.catalogue, []).append(edition)
    found = {}
    for catalogue, editions in by_catalogue.items():
        standings = [
            Standing(one.pk, one.used_from, one.published_on) for one in editions if one.published_on is not None
        ]
        chosen = in_force(standings, on)
        if chosen:
            found[catalogue] = next(one for one in editions if one.pk == chosen.pk)
    return found


def valid_on(on: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_until=None) | Q(valid_until__gte=on))


def find(catalogue: str, code: str, *, on: date) -> CodeRecord | None:
    """The code as the edition of that day has it; None when it did not exist then."""
    edition = edition_on(catalogue, on)
    row = Code.objects.filter(valid_on(on), edition=edition, code=code).first() if edition else None
    return as_record(row, catalogue) if row else None


def label(code: str, edition: Edition | int) -> str:
    """``460702 新能源汽车技术``, or the bare code where the edition does not have it."""
    row = Code.objects.filter(edition=edition, code=code).order_by("valid_from").last()
    return str(row) if row else code


def labels(catalogue: str, codes: Sequence[str], *, on: date) -> dict[str, str]:
    """Code → name for many codes, in two queries; unknown codes are missing."""
    edition = edition_on(catalogue, on)
    if edition is None or not codes:
        return {}
    rows = Code.objects.filter(valid_on(on), edition=edition, code__in=set(codes))
    return dict(rows.values_list("code", "name"))


def children(edition: Edition, parent: str, *, on: date) -> QuerySet[Code]:
    """The codes right below; "" gives the top."""
    return Code.objects.filter(valid_on(on), edition=edition, parent=parent).order_by("code")


def ancestors(edition: Edition, code: str, *, on: date) -> list[CodeRecord]:
    """From the top down to the code itself; no list is deeper than the index allows, so one query per level."""
    way: list[CodeRecord] = []
    while code and len(way) < 6:
        row = Code.objects.filter(valid_on(on), edition=edition, code=code).first()
        if row is None or any(row.code == known.code for known in way):
            break
        way.insert(0, as_record(row, edition.catalogue))
        code = row.parent
    return way


def search(query: str, *, on: date, catalogues: Sequence[str] = tuple(LABELS), limit: int = 50) -> list[CodeRecord]:
    """Codes by name, code, full pinyin or initials, best first, over the editions of that day. Two queries."""
    if not normal(query):
        return []
    editions = {one.pk: one for one in editions_on(on, catalogues).values()}
    rows = matching(query, list(editions)).filter(valid_on(on))
    exact = rows.filter(code__startswith=query.upper().strip()).order_by("code")[: limit + 1]
    found = {row.pk: row for row in [*exact, *rows.order_by(Length("name"), "code")[:CANDIDATES]]}
    ordered = sorted(
        found.values(),
        key=lambda row: (rank(query, code=row.code, name=row.name, spelled=row.spelled), len(row.name), row.code),
    )
    good = [row for row in ordered if holds(query, code=row.code, name=row.name, spelled=row.spelled)]
    return [as_record(row, editions[row.edition_id].catalogue) for row in good[:limit]]


def matching(query: str, editions: Sequence[int]) -> QuerySet[Code]:
    """Rows that hold every piece of the query: what the index answers."""
    return Code.objects.filter(edition__in=editions, pieces__contains=wanted(query)).defer("pieces")


def edition_before(edition: Edition, *, on: date) -> Edition | None:
    """What a draft is compared with: the edition it adds to, else the one in force when it begins."""
    return edition.base or edition_on(edition.catalogue, edition.used_from or on)


def names_in(edition: Edition) -> dict[str, str]:
    """Code → name; of a region the one in force."""
    return dict(edition.codes.filter(valid_until=None).values_list("code", "name"))


def waiting(old: Edition, new: Edition) -> QuerySet[Code]:
    """Codes of the old edition of which nobody has said what became of them."""
    said = Mapping.objects.filter(old_edition=old, new_edition=new).values("old")
    return old.codes.exclude(code__in=said).defer("pieces").order_by("code", "pk")


def step_between(old: Edition, new: Edition) -> list[Change]:
    rows = Mapping.objects.filter(old_edition=old, new_edition=new).values_list("old", "new", "kind")
    return [Change(*row) for row in rows]


def translate_code(code: str, from_edition: Edition, to_edition: Edition) -> Translation:
    """What a code of one edition is called in another, forwards or back, through the editions between where need be."""
    if from_edition.pk == to_edition.pk:
        return Translation((code,), known=True)
    way = _way(from_edition, to_edition)
    if way is None:
        way = _way(to_edition, from_edition)
        if way is None:
            return Translation((), known=False)
        return translate(code, [step_between(*pair) for pair in reversed(way)], backwards=True)
    return translate(code, [step_between(*pair) for pair in way])


def _way(start: Edition, goal: Edition) -> list[tuple[Edition, Edition]] | None:
    """The shortest chain of mapping tables from one edition to a later one."""
    links: dict[int, set[int]] = {}
    pairs = Mapping.objects.filter(old_edition__catalogue=start.catalogue).order_by()
    for old, new in pairs.values_list("old_edition", "new_edition").distinct():
        links.setdefault(old, set()).add(new)
    ways: list[list[int]] = [[start.pk]]
    reached = {start.pk}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal.pk:
            editions = Edition.objects.in_bulk(way)
            return [(editions[a], editions[b]) for a, b in pairwise(way)]
        for after in sorted(links.get(way[-1], set()) - reached):
            reached.add(after)
            ways.append([*way, after])
    return None


def region_on(code: str, *, since: date, until: date) -> tuple[str, ...]:
    """What a region code valid on ``since`` is by ``until``: 340823 (枞阳, 2014) is 340722 in 2016."""
    edition = edition_on(Catalogue.REGIONS, until)
    rows = RegionChange.objects.filter(edition=edition).exclude(old="")
    changes = [
        Succession(on, old, new)
        for on, old, new in rows.filter(on__gt=since, on__lte=until).values_list("on", "old", "new")
    ]
    return successors(code, changes, since=since, until=until)


def region_history(edition: Edition, code: str) -> QuerySet[RegionChange]:
    """What happened to a code, whichever side of the change it stands on."""
    return RegionChange.objects.filter(Q(old=code) | Q(new=code), edition=edition)
