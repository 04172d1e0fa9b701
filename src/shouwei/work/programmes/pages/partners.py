"""校企合作: what makes coverage deep, and what its enterprises say of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
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

from ..links import CHECK_PARTNERSHIP, MENTOR_WORD
from ..models import Partner, PartnerAsk
from ..partners import Askable, askable, with_asks
from ..permissions import KEYS
from ..queries import partners_listed
from ..workflows.ask_mentors import MOST, ask_mentors

PER_PAGE = 30
WAYS = {"sms": "短信", "mail": "邮件", "": "信函"}
WORDS = {"silent": "未答复", **dict(Partner.Word.choices)}
WORD_STATES = {"": "not_started", "true": "done", "differs": "behind", "none": "overdue", "ended": "stopped"}
STATES = {"opened": "normal", "waiting": "in_review", "lapsed": "behind"}
LABELS = {"opened": "正在办理", "waiting": "等待答复", "lapsed": "打开后未办完"}


@KEYS.page("view_partners")
def page(request: SignedInRequest) -> HttpResponse:
    who, query = request.identity, request.GET
    shown = Paginator(partners_wanted(query), PER_PAGE).get_page(query.get("page"))
    mine = {row.pk for row in KEYS.within(who, "ask_mentors", Partner.objects.filter(pk__in=[row.pk for row in shown]))}
    context = {
        "page": shown,
        "rows": rows_of(list(shown), mine),
        "wanted": wanted_of(query),
        "words": WORDS,
        "schools": Organisation.objects.filter(kind=Organisation.Kind.SCHOOL),
        "may_ask": KEYS.holds(who, "ask_mentors"),
        "may_import": KEYS.holds(who, "add_partner"),
        "most": MOST,
    }
    return render(request, "programmes/partners.html", context)


def wanted_of(query: QueryDict) -> dict[str, Any]:
    return {
        "school": number_in(query, "school"),
        "word": query.get("word", "") if query.get("word") in WORDS else "",
        "find": query.get("find", "").strip()[:40],
    }


def partners_wanted(query: QueryDict) -> QuerySet[Partner]:
    return with_asks(partners_listed(**wanted_of(query)))


def rows_of(partners: list[Partner], mine: set[int]) -> list[dict[str, Any]]:
    """``mine``: those whose asking is the visitor's business; of the others only the word is told."""
    links = newest_links(CHECK_PARTNERSHIP.name, [ask.pk for row in partners if (ask := _newest(row)) and ask.is_open])
    moment = now()
    rows = []
    for one in askable(partners, today()):
        ask, state = _newest(one.partner), ""
        if ask is not None and ask.is_open:
            link = links.get(ask.pk)
            there = link.state(moment) if link is not None else State.EXPIRED
            state = {State.WAITING: "waiting", State.OPEN: "opened"}.get(there, "lapsed")
        rows.append(
            {
                "partner": one.partner,
                "word": one.partner.get_word_display() or "未答复",
                "word_state": WORD_STATES[one.partner.word],
                "mine": one.partner.pk in mine,
                "askable": one,
                "who": _who(one),
                "ask": ask,
                "state": STATES.get(state, ""),
                "label": LABELS.get(state, ""),
                "way": WAYS[ask.sent_by_way] if ask is not None else "",
            }
        )
    return rows


def _newest(row: Partner) -> PartnerAsk | None:
    asks: list[PartnerAsk] = row.told  # type: ignore[attr-defined]  # prefetched by with_asks
    return asks[0] if asks else None


def _who(one: Askable) -> str:
    return one.contact.post if one.contact is not None else ""


@KEYS.page("ask_mentors")
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """About one partnership, or about every one the list shows that can be asked about."""
    rows = KEYS.within(request.identity, "ask_mentors", partners_listed(**wanted_of(request.POST)))
    one = number_in(request.POST, "partner")
    if one is not None:
        rows = rows.filter(pk=one)
    try:
        asks = ask_mentors(rows, by=request.identity, now=now())
        messages.success(request, _told(asks))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request.POST))


def _told(asks: list[PartnerAsk]) -> str:
    letters = sum(not one.sent_by_way for one in asks)
    paper = f"，其中{letters}份没有可用的短信或邮件，已请发出单位打印信函" if letters else ""
    return f"已请企业核对{len(asks)}项合作{paper}。企业答复后在这里显示。"


def _back(query: QueryDict) -> str:
    kept = {name: value for name, value in wanted_of(query).items() if value}
    return f"{reverse('programmes:partners')}?{urlencode(kept)}" if kept else reverse("programmes:partners")


@KEYS.page("remind_mentor")
@require_POST
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    row = KEYS.fetch(request.identity, "remind_mentor", PartnerAsk.objects.all(), pk=pk)
    try:
        row = write_again(MENTOR_WORD, row, by=request.identity, now=now())
        way = WAYS[row.sent_by_way]
        messages.success(
            request, f"已用{way}催办。" if row.sent_by_way else "没有可用的短信或邮件，已请发出单位打印信函催办。"
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("programmes:partners")
