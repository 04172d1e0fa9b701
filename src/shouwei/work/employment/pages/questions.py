"""核查问题: asked, answered, settled."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on, year_in
from shouwei.ground.people.models import Identity

from ..models import Question
from ..permissions import KEYS
from ..queries import cohorts_known, questions_listed
from ..rules.cross_checks import source_of
from ..workflows.reply_question import reply_question, settle_question

STATES = {
    "open": "due_soon",
    "replied": "in_review",
    "explained": "done",
    "corrected": "done",
    "unresolved": "overdue",
}


class ReplyForm(forms.Form):
    reply = forms.CharField(label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        label="办结结果",
        choices=[
            (o.value, o.label)
            for o in (Question.Outcome.EXPLAINED, Question.Outcome.CORRECTED, Question.Outcome.UNRESOLVED)
        ],
        widget=forms.RadioSelect,
    )


@KEYS.page("view_questions")
def page(request: SignedInRequest) -> HttpResponse:
    query = request.GET
    cohort = year_in(query, "cohort", None)
    outcome = query.get("outcome", "") if query.get("outcome") in Question.Outcome.values else ""
    shown = Paginator(questions_wanted(request.identity, query), 50).get_page(query.get("page"))
    context = {
        "page": shown,
        "rows": [{"question": row, "state": STATES[row.outcome], "source": source_of(row.rule)} for row in shown],
        "cohort": cohort,
        "cohorts": cohorts_known(),
        "outcome": outcome,
        "outcomes": Question.Outcome.choices,
        "may_reply": KEYS.holds(request.identity, "reply_question"),
        "may_settle": KEYS.holds(request.identity, "settle_question"),
        "may_ask": KEYS.holds(request.identity, "ask_questions"),
    }
    return render(request, "employment/questions.html", context)


def questions_wanted(identity: Identity, query: QueryDict) -> QuerySet[Question]:
    cohort = year_in(query, "cohort", None)
    outcome = query.get("outcome", "") if query.get("outcome") in Question.Outcome.values else ""
    return questions_listed(identity, cohort=cohort, outcome=outcome)


@KEYS.page("reply_question")
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    question = KEYS.fetch(request.identity, "reply_question", Question.objects.select_related("school"), pk=pk)
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"reply": question.reply})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            reply_question(question, reply=form.cleaned_data["reply"], by=request.identity, today=today())
            messages.success(request, "已答复。")
            return redirect("employment:questions")
    context = {"form": form, "question": question, "source": source_of(question.rule)}
    return render(request, "employment/reply_question.html", context)


@KEYS.page("settle_question")
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    question = KEYS.fetch(request.identity, "settle_question", Question.objects.select_related("school"), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            settle_question(question, outcome=form.cleaned_data["outcome"], by=request.identity, today=today())
            messages.success(request, "问题已办结。")
            return redirect("employment:questions")
    context = {"form": form, "question": question, "source": source_of(question.rule)}
    return render(request, "employment/settle_question.html", context)
