"""单位确认: which employers can be asked, who has been asked, and what they answered."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import number_in
from shouwei.core.verdict import Refused
from shouwei.ground.links.queries import newest_links
from shouwei.ground.links.rules.links import State
from shouwei.ground.links.workflows.write_again import write_again
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..employers import grouped, to_be_asked, with_contacts
from ..links import CONFIRM_EMPLOYMENT, EMPLOYER_WORD
from ..models import Destination, EmployerAsk
from ..permissions import KEYS
from ..queries import cohort_of, cohorts_known
from ..workflows.ask_employers import MOST, ask_employers

PER_PAGE = 30
WAYS = {"sms": "短信", "mail": "邮件", "": "信函"}
STATES = {"answered": "done", "closed": "stopped", "opened": "normal", "waiting": "in_review", "lapsed": "behind"}
LABELS = {
    "answered": "已答复",
    "closed": "未答复，已关闭",
    "opened": "正在办理",
    "waiting": "等待答复",
    "lapsed": "打开后未办完",
}


@KEYS.page("view_employer_asks")
def page(request: SignedInRequest) -> HttpResponse:
    who, cohort = request.identity, cohort_of(request.GET)
    asks = Paginator(asks_wanted(who, request.GET), PER_PAGE).get_page(request.GET.get("page"))
    may_ask = KEYS.holds(who, "ask_employers")
    mine = KEYS.within(who, "ask_employers", Destination.objects.filter(cohort=cohort))
    groups = Paginator(grouped(to_be_asked(mine, today())), PER_PAGE)
    waiting = groups.get_page(request.GET.get("employers")) if may_ask else None
    employers = with_contacts(list(waiting), today()) if waiting is not None else []
    schools = Organisation.objects.in_bulk({one.school for one in employers})
    context = {
        "cohort": cohort,
        "cohorts": cohorts_known() or [cohort],
        "asks": asks,
        "rows": rows_of(list(asks)),
        "waiting": waiting,
        "employers": [{"employer": one, "school": schools[one.school]} for one in employers],
        "able": any(one.verdict for one in employers),
        "may_ask": may_ask,
        "may_remind": KEYS.holds(who, "remind_employer"),
        "most": MOST,
    }
    return render(request, "employment/employer_asks.html", context)


def asks_wanted(identity: Identity, query: QueryDict) -> QuerySet[EmployerAsk]:
    rows = KEYS.within(identity, "view_employer_asks", EmployerAsk.objects.filter(cohort=cohort_of(query)))
    counted = {name: Count("answers", filter=Q(answers__answer=name)) for name in ("yes", "left", "no", "unknown")} | {
        "people": Count("answers")
    }
    return rows.select_related("school", "employer", "asked_by__user").annotate(**counted).order_by("-pk")


def rows_of(asks: list[EmployerAsk]) -> list[dict[str, object]]:
    links = newest_links(CONFIRM_EMPLOYMENT.name, [ask.pk for ask in asks])
    moment, found = now(), []
    for ask in asks:
        link = links.get(ask.pk)
        state = link.state(moment) if link is not None else State.EXPIRED
        open_ = {State.WAITING: "waiting", State.OPEN: "opened"}.get(state, "lapsed")
        stands = "answered" if ask.answered_at else "closed" if ask.closed_at else open_
        found.append(
            {
                "ask": ask,
                "state": STATES[stands],
                "label": LABELS[stands],
                "way": WAYS[ask.sent_by_way],
                "until": link.expires_at if link is not None and stands == "waiting" else None,
                "open": stands not in ("answered", "closed"),
            }
        )
    return found


@KEYS.page("ask_employers")
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """One employer by its code (and school), or every one of the cohort."""
    cohort, code, school = cohort_of(request.POST), request.POST.get("code", "")[:18], number_in(request.POST, "school")
    rows = KEYS.within(request.identity, "ask_employers", Destination.objects.all()).filter(cohort=cohort)
    if code:
        rows = rows.filter(employer_code=code)
    if school is not None:
        rows = rows.filter(school=school)
    try:
        asks = ask_employers(rows, by=request.identity, now=now())
        messages.success(request, _told(asks))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('employment:employer_asks')}?cohort={cohort}")


def _told(asks: list[EmployerAsk]) -> str:
    letters = sum(not one.sent_by_way for one in asks)
    paper = f"，其中{letters}份没有可用的短信或邮件，已请秘书处打印信函" if letters else ""
    return f"已请{len({one.employer_id for one in asks})}家单位确认，共{len(asks)}份{paper}。单位答复后在这里显示。"


@KEYS.page("remind_employer")
@require_POST
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "remind_employer", EmployerAsk.objects.all(), pk=pk)
    try:
        row = write_again(EMPLOYER_WORD, row, by=request.identity, now=now())
        sent = (
            f"已用{WAYS[row.sent_by_way]}催办。"
            if row.sent_by_way
            else "没有可用的短信或邮件，已请秘书处打印信函催办。"
        )
        messages.success(request, sent)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('employment:employer_asks')}?cohort={row.cohort}")


@KEYS.page("view_employer_asks")
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = EmployerAsk.objects.select_related("school", "employer", "asked_by__user")
    row = KEYS.fetch(request.identity, "view_employer_asks", rows, pk=pk)
    answers = row.answers.select_related("destination__student")
    return render(request, "employment/employer_ask.html", {**rows_of([row])[0], "answers": answers})
