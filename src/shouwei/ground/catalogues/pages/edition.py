"""One edition: what was read, counts against the published totals, problems by line; publish it or throw it away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Edition, Mapping
from ..permissions import KEYS
from ..queries import edition_before, names_in
from ..rules.editions import may_publish
from ..rules.mapping import DIFFERENCES, KINDS, Difference, differing
from ..rules.shapes import LEVELS, Catalogue
from ..rules.totals import totals_for
from ..workflows.publish_edition import discard_edition, publish_edition

PER_PAGE = 50


@KEYS.page("view_editions")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    edition = KEYS.fetch(request.identity, "view_editions", Edition.objects.select_related("base"), pk=pk)
    return shown(request, edition, forms.Form())


@dataclass(frozen=True, slots=True)
class Against:
    """A draft beside the edition before it."""

    before: Edition
    tabs: list[dict[str, object]]
    kind: str
    """The kind of difference that is asked for, "" for all codes."""
    rows: Page[Difference] | None


def against(edition: Edition, query: QueryDict) -> Against | None:
    before = edition_before(edition, on=today()) if edition.state == Edition.State.DRAFT else None
    if before is None:
        return None
    found = differing(names_in(before), names_in(edition))
    counts = Counter(one.kind for one in found)
    kind = query.get("differs", "")
    kind = kind if kind in DIFFERENCES else ""
    tabs: list[dict[str, object]] = [{"label": "全部代码", "url": "?", "active": not kind, "count": None}]
    tabs += [
        {"label": label, "url": f"?differs={key}", "active": key == kind, "count": counts[key]}
        for key, label in DIFFERENCES.items()
    ]
    wanted = [one for one in found if one.kind == kind]
    return Against(before, tabs, kind, Paginator(wanted, PER_PAGE).get_page(query.get("page")) if kind else None)


def shown(request: SignedInRequest, edition: Edition, form: forms.Form) -> HttpResponse:
    codes = edition.codes.count()
    context = {
        "against": against(edition, request.GET),
        "edition": edition,
        "form": form,
        "is_draft": edition.state == Edition.State.DRAFT,
        "verdict": may_publish(state=edition.state, codes=codes, problems=len(edition.problems)),
        "codes": codes,
        "levels": levels_of(edition),
        "rows": Paginator(edition.codes.defer("pieces").order_by("code", "pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "mappings": mappings_of(edition),
        "may_import": KEYS.holds(request.identity, "import_edition"),
    }
    return render(request, "catalogues/edition.html", context)


def levels_of(edition: Edition) -> list[tuple[str, int, str, bool]]:
    """(level, here, published, equal)."""
    known = totals_for(edition.catalogue, edition.name)
    rows = []
    for level in LEVELS[Catalogue(edition.catalogue)]:
        here = edition.counts.get(level, 0)
        wanted = known.counts.get(level, ()) if known else ()
        if here or wanted:
            rows.append((level, here, "或".join(map(str, wanted)), not wanted or here in wanted))
    return rows


def mappings_of(edition: Edition) -> list[dict[str, object]]:
    """Tables to and from other editions, with how many changes of each kind; one query."""
    rows = (
        Mapping.objects.filter(new_edition=edition)
        .order_by("old_edition", "kind")
        .values("old_edition", "old_edition__name", "kind")
        .annotate(number=Count("pk"))
    )
    tables: dict[int, dict[str, object]] = {}
    for row in rows:
        table = tables.setdefault(row["old_edition"], {"name": row["old_edition__name"], "kinds": []})
        kinds = table["kinds"]
        assert isinstance(kinds, list)
        kinds.append((KINDS[row["kind"]], row["number"]))
    return list(tables.values())


@KEYS.page("import_edition")
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, "publish")


@KEYS.page("import_edition")
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, "discard")


def _decided(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    edition = KEYS.fetch(request.identity, "import_edition", Edition.objects.select_related("base"), pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return redirect("catalogues:edition", pk)
    with refusal_shown_on(form):
        if what == "publish":
            publish_edition(edition, by=request.identity, today=today())
            messages.success(request, f"{edition}已发布，自{'启用之日' if edition.used_from else '现在'}起生效。")
            return redirect("catalogues:edition", pk)
        discard_edition(edition, by=request.identity)
        messages.success(request, f"{edition}已删除，没有影响其他版本。")
        return redirect("catalogues:editions")
    return shown(request, edition, form)
