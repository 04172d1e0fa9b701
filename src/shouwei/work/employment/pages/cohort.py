"""What is done with a whole cohort: report, lock, ask questions, send links."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import number_in
from shouwei.core.verdict import Refused
from shouwei.ground.organisations.models import Organisation

from ..permissions import KEYS
from ..queries import within_reach
from ..rules.codes import UNSETTLED
from ..workflows.ask_questions import ask_questions
from ..workflows.report_destinations import lock_destinations, report_destinations
from ..workflows.send_links import send_links


def _back(cohort: int) -> HttpResponse:
    return redirect(f"{reverse('employment:destinations')}?cohort={cohort}")


@KEYS.page("report_destinations")
@require_POST
def report(request: SignedInRequest, year: int) -> HttpResponse:
    try:
        people = report_destinations(request.identity.organisation, year, by=request.identity)
        messages.success(request, f"{year}届{people}人的去向已上报。以后更正须写明原因。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(year)


@KEYS.page("lock_destinations")
@require_POST
def lock(request: SignedInRequest, year: int) -> HttpResponse:
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    school = get_object_or_404(schools, pk=number_in(request.POST, "school") or 0)
    locked = request.POST.get("locked") == "1"
    try:
        people = lock_destinations(
            school, year, locked=locked, reason=request.POST.get("reason", "")[:200], by=request.identity
        )
        messages.success(request, f"{school}{year}届{people}人的去向已{'锁定' if locked else '解锁'}。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(year)


@KEYS.page("ask_questions")
@require_POST
def ask(request: SignedInRequest, year: int) -> HttpResponse:
    new = ask_questions(year, by=request.identity, today=today())
    messages.success(
        request, f"核查完毕，新提出{new}个问题，已通知有关学校答复。" if new else "核查完毕，没有新的问题。"
    )
    return redirect(f"{reverse('employment:questions')}?cohort={year}")


@KEYS.page("send_links")
@require_POST
def send(request: SignedInRequest, year: int) -> HttpResponse:
    rows = within_reach(request.identity).filter(cohort=year).exclude(code__in=UNSETTLED).exclude(state="draft")
    if (school := number_in(request.POST, "school")) is not None:
        rows = rows.filter(school=school)
    try:
        by_text = request.POST.get("by_text") == "1"
        links = send_links(rows.select_related("student", "school"), by=request.identity, now=now(), by_text=by_text)
        ways = "有本人手机号的同时发短信，其余" if by_text else ""
        messages.success(
            request, f"已发出{len(links)}条确认链接，{ways}可以在“个人链接”中打印信函。学校看不到谁怎样回答。"
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("links:links")
