"""口径: every indicator with its formula in words, its versions, and a try on real years."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Adoption, Definition, Target
from ..permissions import KEYS
from ..queries.appraisal import may_appraise_by
from ..queries.compute import Scope
from ..queries.definitions import beside, definitions_by_year, followed_by, in_force
from ..queries.disclosure import published
from ..queries.targets import newest_year
from ..rules.formula import in_words
from ..rules.reviewing import differences, must_be_reviewed
from ..rules.sample import tried
from .targets import year_of

TRIED = 3  # years


@KEYS.page("view_definitions")
def page(request: SignedInRequest) -> HttpResponse:
    rows = [(row, in_words(row.spec)) for row in in_force(today())]
    groups = [
        {"label": label, "target": target, "rows": [one for one in rows if one[0].target == target]}
        for target, label in (*Target.choices, ("", "毕业去向的其他比率"))
    ]
    who = request.identity
    drafts = Definition.objects.exclude(state=Definition.State.PUBLISHED).order_by("-state", "code")
    context = {
        "groups": groups,
        "adoptions": Adoption.objects.select_related("definition"),
        "drafts": drafts if KEYS.holds(who, "view_drafts") else [],
        "may_write": KEYS.holds(who, "write_definition"),
    }
    return render(request, "indicators/definitions.html", context)


@KEYS.page("view_definitions")
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    return shown(request, pk)


def shown(request: SignedInRequest, pk: int, *, typed: Mapping[str, str] | None = None) -> HttpResponse:
    """``typed``: a decision that was refused, so that nothing of it is lost."""
    who, day = request.identity, today()
    seen = Definition.objects.all()
    if not KEYS.holds(who, "view_drafts"):
        seen = seen.filter(state=Definition.State.PUBLISHED)
    row = KEYS.fetch(who, "view_definitions", seen.select_related("approved_by__user"), pk=pk)
    newest = newest_year(row.target or Target.LOCAL, day)
    scopes = [Scope(newest - n) for n in range(TRIED)]
    present = followed_by(row) if not row.is_published else None
    both = [present, row] if present else [row]
    figures = published(both, scopes, on=day)
    mine = figures[len(both) - 1 :: len(both)]
    context = {
        "row": row,
        "present": present,
        "changes": differences(vars(present), vars(row)) if present else [],
        "moved": present is not None and must_be_reviewed(vars(present), vars(row)),
        "typed": typed or {},
        "alone": may_appraise_by([row]),
        "differences": list(zip(mine, figures[:: len(both)], strict=True)) if present else [],
        "sample": tried(row.spec),
        "sample_present": tried(present.spec).result if present else None,
        "may_write": KEYS.holds(who, "write_definition"),
        "may_decide": KEYS.holds(who, "decide_definition") and row.state == Definition.State.PROPOSED,
        "may_adopt": KEYS.holds(who, "adopt_definition") and row.is_published and row.target,
        "years": range(day.year + 1, day.year - 6, -1),
        "this_year": day.year,
        "words": in_words(row.spec),
        "versions": seen.filter(code=row.code).select_related("written_by__user"),
        "adoptions": row.adoptions.all(),
        "tried": mine,
    }
    return render(request, "indicators/definition.html", context)


def short(name: str) -> str:
    """What stands in brackets, where readings of one target differ in nothing else: 本市，占就业，按工作地."""
    inside = name.partition("（")[2].rstrip("）")
    return inside or name


@KEYS.page("view_definitions")
def compare(request: SignedInRequest, target: str) -> HttpResponse:
    """Readings of one target beside each other, for one year."""
    day = today()
    year = year_of(request.GET) or newest_year(target, day)
    readings = beside(target, day)
    figures = published(readings, [Scope(year), Scope(year - 1)], on=day)
    rows = list(zip(readings, figures[: len(readings)], figures[len(readings) :], strict=True))
    context = {
        "rows": rows,
        "year": year,
        "target": target,
        "held": definitions_by_year((target,), [year])[year][target],
        "label": dict(Target.choices).get(target, "毕业去向"),
        "bars": [
            {"label": short(row.name), "value": now.number, "url": row.get_absolute_url()}
            for row, now, _ in rows
            if row.unit == "%" and now.number is not None  # nothing is drawn of what is withheld
        ],
        "years": range(day.year, day.year - 6, -1),
        "today": day,
    }
    return render(request, "indicators/compare.html", context)
