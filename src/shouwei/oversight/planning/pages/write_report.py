"""Write the report of one duty for one period, with files; or say in one tap that nothing changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import next_or, refusal_shown_on
from shouwei.core.verdict import Refused
from shouwei.ground.documents.files_field import FilesField

from ..models import Duty, ProgressReport
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.period_reports import period_for
from ..queries.reports import LastSaid, last_before
from ..rules.duties import may_report_on
from ..rules.periods import Period, period_of
from ..rules.reports import may_write
from ..workflows.report_no_change import report_no_change
from ..workflows.save_report import ReportWords, save_report
from ..workflows.submit_report import submit_report
from .uploading import attach_uploads

LONGEST = 4000  # characters
FIND = KEYS.finder("write_report", lambda: Duty.objects.select_related("task__plan", "task__lead", "organisation"))


class ReportForm(forms.Form):
    text = forms.CharField(
        label="进展情况",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写本期做了什么、形成什么成果；数字写明口径。",
    )
    percent = forms.IntegerField(
        label="完成率（%）",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写0—100之间的整数。", "invalid": "请填写0—100之间的整数。"},
    )
    difficulties = forms.CharField(
        label="困难或问题",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="报送后转秘书处研究答复，必要时提请理事会。",
    )
    support_wanted = forms.CharField(
        label="需要的支持", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = FilesField(label="佐证材料", required=False, help_text="文件、照片、扫描件均可，可一次选择多份。")

    def words(self) -> ReportWords:
        """What was written, files aside."""
        cleaned = self.cleaned_data
        return ReportWords(
            text=cleaned["text"].strip(),
            percent=cleaned["percent"],
            difficulties=cleaned["difficulties"].strip(),
            support_wanted=cleaned["support_wanted"].strip(),
        )


@KEYS.page("write_report")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    duty = _duty(request, pk)
    period = _period(request, duty)
    sent = ReportForm(request.POST, request.FILES) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        with refusal_shown_on(sent):
            return _written(request, duty, period, sent)
    report = duty.reports.filter(period_first=period.first).first()
    last = last_before(duty, period)
    return render(
        request,
        "planning/write_report.html",
        {
            "duty": duty,
            "period": period,
            "report": report,
            "last": last,
            "form": sent or ReportForm(initial=_initial(report, last)),
            "files": files_of(duty.evidence.filter(report__period_first=period.first)),
            "verdict": _verdict(duty, report, period),
        },
    )


def _written(request: SignedInRequest, duty: Duty, period: Period, form: ReportForm) -> HttpResponse:
    """Files first: when sending is refused, what was uploaded is already on the draft."""
    day = today()
    if form.cleaned_data["evidence"] or "save" in request.POST:
        report = save_report(duty, period=period, words=form.words(), by=request.identity, today=day)
        attach_uploads(request, duty, form.cleaned_data["evidence"], report=report)
    if "save" in request.POST:
        messages.success(request, "草稿已保存，尚未报送。")
        return redirect(request.get_full_path())
    report = submit_report(duty, period=period, words=form.words(), by=request.identity, today=day)
    messages.success(request, _confirmation(report))
    return redirect(next_or(request, duty.get_absolute_url()))


@KEYS.page("write_report")
@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Autosave: 204 when kept, 409 when this period's report has been sent already, 400 when unreadable."""
    duty = _duty(request, pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    try:
        save_report(duty, period=_period(request, duty), words=form.words(), by=request.identity, today=today())
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409)
    return HttpResponse(status=204)


@KEYS.page("write_report")
@require_POST
def no_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """本期无变化 in one tap."""
    duty = _duty(request, pk)
    try:
        report = report_no_change(duty, period=_period(request, duty), by=request.identity, today=today())
        messages.success(request, _confirmation(report))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(next_or(request, duty.get_absolute_url()))


def _duty(request: SignedInRequest, pk: int) -> Duty:
    return FIND(request.identity, pk)


def _period(request: SignedInRequest, duty: Duty) -> Period:
    """The period the address names, the running one by default."""
    wanted = request.GET.get("period")
    if not wanted:
        return period_for(duty, today())
    try:
        return period_of(date.fromisoformat(wanted), duty.task.plan.report_rhythm)
    except ValueError:
        raise Http404 from None


def _initial(report: ProgressReport | None, last: LastSaid) -> dict[str, Any]:
    if report is None:
        return {"text": last.text, "percent": last.percent}
    names = ("text", "percent", "difficulties", "support_wanted")
    return {name: getattr(report, name) for name in names}


def _verdict(duty: Duty, report: ProgressReport | None, period: Period) -> Any:
    writable = may_write(
        state=report.state if report else None,
        completed=duty.completed_on is not None,
        stopped=duty.stopped_on is not None,
        accepted=duty.accepted_on is not None,
    )
    return writable and may_report_on(period, since=duty.since, today=today()) if writable else writable


def _confirmation(report: ProgressReport) -> str:
    if report.state == ProgressReport.State.APPROVED:
        return f"{report.period_label}进展已报送牵头部门。"
    return f"{report.period_label}进展已提交，待单位负责人审核后报送。"
