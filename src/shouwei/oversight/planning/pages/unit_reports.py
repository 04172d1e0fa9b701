"""The unit's report of a period on one page: prefilled, 无变化 for one row or for all, one button to send."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.calendar.rules.tenday import tenday_of

from ..permissions import KEYS
from ..queries.period_reports import UnitRow, offered, unit_rows
from ..rules.reports import EDITABLE
from ..workflows.save_report import ReportWords, save_report
from ..workflows.submit_report import submit_report

LONGEST = 4000  # characters


class RowForm(forms.Form):
    """One duty's line. The tick 本期无变化 is named alike on every row, so that one tick can set them all."""

    percent = forms.IntegerField(
        label="完成率（%）",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写0—100之间的整数。", "invalid": "请填写0—100之间的整数。"},
    )
    text = forms.CharField(
        label="进展情况", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(slots=True)
class Line:
    """A row of the page with what was typed on it."""

    row: UnitRow
    form: RowForm
    ticked: bool
    refusal: str = ""

    @property
    def is_filled(self) -> bool:
        """Ticked, or different from what was last said; untouched rows are left for later."""
        if self.ticked or not self.form.is_valid():
            return self.ticked or self.form.has_changed()
        return (self.form.cleaned_data["text"].strip(), self.form.cleaned_data["percent"]) != self.row.baseline

    def words(self) -> ReportWords:
        return ReportWords(
            text=self.form.cleaned_data["text"].strip(),
            percent=self.form.cleaned_data["percent"],
            no_change=self.ticked,
        )


@KEYS.page("write_report")
def page(request: SignedInRequest) -> HttpResponse:
    rows = _rows(request)
    lines = [_line(request, row) for row in rows if row.is_open]
    if request.method == "POST":
        filled = [line for line in lines if line.is_filled]
        sent = [line for line in filled if _send(request, line)]
        refused = [line for line in filled if line not in sent]
        _say(request, len(sent), len(refused))
        if not refused:
            return redirect(request.get_full_path())
        rows = _rows(request)
        lines = [line for line in lines if line not in sent]
    previous = _is_previous(request)
    query = urlencode({"of": _day(request).isoformat()} | ({"period": "previous"} if previous else {}))
    return render(
        request,
        "planning/unit_reports.html",
        {
            "lines": lines,
            "sent": [row for row in rows if not row.is_open],
            "total": len(rows),
            "periods": sorted({row.period for row in rows}),
            "previous": previous,
            "tabs": [
                {"label": "本期", "url": "?", "active": not previous},
                {"label": "上期补报", "url": "?period=previous", "active": previous},
            ],
            "offered": offered(request.identity, today()),
            "may_approve": KEYS.holds(request.identity, "approve_report"),
            "send_url": f"{reverse('planning:unit_reports')}?{query}",
            "draft_url": f"{reverse('planning:unit_reports_draft')}?{query}",
        },
    )


@KEYS.page("write_report")
@require_POST
def draft(request: SignedInRequest) -> HttpResponse:
    """Autosave: keeps every row that was touched; rows that cannot be kept stay in the browser."""
    for line in [_line(request, row) for row in _rows(request) if row.is_open]:
        touched = line.is_filled or (line.row.report is not None and line.row.report.state in EDITABLE)
        if touched and line.form.is_valid():
            save_report(line.row.duty, period=line.row.period, words=line.words(), by=request.identity, today=today())
    return HttpResponse(status=204)


def _is_previous(request: SignedInRequest) -> bool:
    return request.GET.get("period") == "previous"


def _day(request: SignedInRequest) -> date:
    """A day in the periods the page is about: carried in its address, so that drafts of two periods never mix.

    It is the first of the running month or 旬, whichever began later; anything unreadable or still to come is today.
    """
    day = today()
    with suppress(ValueError):
        day = min(day, date.fromisoformat(request.GET.get("of", "")))
    return tenday_of(day).first


def _rows(request: SignedInRequest) -> list[UnitRow]:
    return unit_rows(request.identity, today(), previous=_is_previous(request), day=_day(request))


def _line(request: SignedInRequest, row: UnitRow) -> Line:
    text, percent, no_change = row.prefill
    form = RowForm(
        request.POST if request.method == "POST" else None,
        prefix=f"d{row.duty.pk}",
        initial={"text": text, "percent": percent},
    )
    if request.method == "POST":
        no_change = str(row.duty.pk) in request.POST.getlist("no_change")
    return Line(row=row, form=form, ticked=no_change)


def _send(request: SignedInRequest, line: Line) -> bool:
    """Send one row in its own transaction; the reason it could not be sent stays beside it."""
    if not line.form.is_valid():
        return False
    try:
        submit_report(line.row.duty, period=line.row.period, words=line.words(), by=request.identity, today=today())
    except Refused as refusal:
        line.refusal = str(refusal)
        return False
    return True


def _say(request: SignedInRequest, sent: int, refused: int) -> None:
    head = KEYS.holds(request.identity, "approve_report")
    if sent:
        done = f"已报送{sent}项进展。" if head else f"已提交{sent}项进展，待单位负责人审核后报送。"
        messages.success(request, done)
    if refused:
        messages.error(request, f"还有{refused}项未能报送，原因标在该行，已填写的内容都还在。")
    if not sent and not refused:
        messages.warning(request, "没有可报送的内容：请勾选“本期无变化”，或修改进展情况后再报送。")
