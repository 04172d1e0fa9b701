"""Task × member on one sheet: screen, A3 print, PDF."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.documents.official.marks import DEFAULT_MARKS
from shouwei.ground.organisations.models import Organisation

from ..models import Plan
from ..permissions import KEYS
from ..queries.heatmaps import heatmap
from ..rules.pictures import HeatCell, Heatmap, HeatRow
from ..rules.states import LABELS, State
from ..templatetags.marks import address, shape

LETTERS = {mark.state: mark.letter for mark in DEFAULT_MARKS}
KINDS = [(kind.value, kind.label) for kind in (Organisation.Kind.SCHOOL, Organisation.Kind.ENTERPRISE)]


class HeatmapForm(forms.Form):
    area = forms.IntegerField(required=False)
    kind = forms.ChoiceField(required=False, choices=KINDS)


@KEYS.page("view_plan")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = KEYS.fetch(request.identity, "view_plan", Plan.objects.all(), pk=pk)
    picture, chosen = picture_wanted(plan, request)
    context = {
        "plan": plan,
        "today": today(),
        "picture": picture,
        "rows": [(row.task, cells_html(row, picture)) for row in picture.rows],
        "legend": [(State(mark.state), mark.letter, LABELS[State(mark.state)]) for mark in DEFAULT_MARKS],
        "areas": list(plan.areas.values_list("pk", "title")),
        "kinds": KINDS,
        "chosen": chosen,
        "query": request.GET.urlencode(),
        "may_export": KEYS.holds(request.identity, "export_plan"),
    }
    return render(request, "planning/heatmap.html", context)


def picture_wanted(plan: Plan, request: SignedInRequest) -> tuple[Heatmap, dict[str, object]]:
    """The picture the address asks for, and its filters."""
    form = HeatmapForm(request.GET)
    form.is_valid()  # an unreadable filter is dropped
    area, kind = form.cleaned_data.get("area"), form.cleaned_data.get("kind") or ""
    return heatmap(plan, request.identity, today(), area=area, kind=kind), {"area": area, "kind": kind}


def cells_html(row: HeatRow, picture: Heatmap) -> SafeString:
    """The cells of one row; a thousand of them are on the page, so they are joined here and not in the template."""
    cells = zip(row.cells, picture.members, strict=True)
    return mark_safe("".join(_cell_html(cell, f"任务{row.task.number} {member.name}") for cell, member in cells))  # noqa: S308  # every part is escaped


def _cell_html(cell: HeatCell | None, whose: str) -> str:
    if cell is None:
        return '<td class="heat heat-none"><span class="sr-only">不涉及</span></td>'
    state = cell.light.state
    inner = (
        f'{shape(state)}<span aria-hidden="true">{LETTERS[state]}</span><span class="sr-only">{LABELS[state]}</span>'
    )
    said = escape(f"{whose} {LABELS[state]}" + (f"：{cell.light.why}" if cell.duty else ""))
    if cell.duty is None:
        return f'<td class="heat is-{state}"><span title="{said}">{inner}</span></td>'
    return (
        f'<td class="heat is-{state}"><a href="{address("planning:duty", cell.duty)}" title="{said}">{inner}</a></td>'
    )
