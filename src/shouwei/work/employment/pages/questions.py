"""核查问题: asked, answered, settled."""

from itertools import groupby
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on, year_in
from shouwei.ground.people.models import Identity

from ..models import Question
from ..permissions import KEYS
from ..queries import cohorts_known, people_of, questions_listed
from ..rules.checking import CHECKS, WEIGHTS
from ..rules.cross_checks import source_of, title_of
from ..workflows.reply_question import reply_question, reply_questions, settle_question

RULES = {*CHECKS, "employer_word"}
MOST_TOGETHER = 100

STATES = {
    "open": "due_soon",
    "replied": "in_review",
    "explained": "done",
    "corrected": "done",
    "unresolved": "overdue",
}


class ReplyForm(forms.Form):
    reply = forms.CharField(label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))


class TogetherForm(ReplyForm):
    """``questions``: those that may be answered together; all are ticked."""

    field_order = ("questions", "reply")
    questions = forms.MultipleChoiceField(
        label="要答复的问题",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "选中的问题里有的已经答复或办结，请核对下面的列表后重新提交。"},
    )

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["questions"])
        field.choices = [(f"{row.pk}", _line(row)) for row in questions]
        field.initial = [f"{row.pk}" for row in questions]


def _line(question: Question) -> str:
    name = question.destination.student.name if question.destination else ""
    return f"{name}：{question.text}" if name else question.text


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
    shown = Paginator(questions_wanted(request.identity, query), 50).get_page(query.get("page"))
    context = {
        "page": shown,
        "groups": [_group(*key, list(rows)) for key, rows in groupby(shown, lambda row: (_waits_for(row), row.rule))],
        "cohort": year_in(query, "cohort", None),
        "cohorts": cohorts_known(),
        "outcome": query.get("outcome", ""),
        "outcomes": Question.Outcome.choices,
        "may_reply": KEYS.holds(request.identity, "reply_question"),
        "may_settle": KEYS.holds(request.identity, "settle_question"),
        "many_schools": KEYS.holds(request.identity, "settle_question"),
    }
    return render(request, "employment/questions.html", context)


def _waits_for(question: Question) -> str:
    return {"open": "待学校答复", "replied": "已答复，待办结"}.get(question.outcome, "已办结")


def _group(waits_for: str, rule: str, rows: list[Question]) -> dict[str, object]:
    """Questions of one rule in one stage, beside one another: what has one cause is answered at once."""
    day = today()
    return {
        "stage": waits_for,
        "rule": rule,
        "title": title_of(rule),
        "source": source_of(rule),
        "weight": WEIGHTS[rows[0].weight],
        "cohorts": {row.cohort for row in rows},
        "open": sum(row.outcome == Question.Outcome.OPEN for row in rows),
        "rows": [
            {
                "question": row,
                "state": STATES[row.outcome],
                "left": (row.due_on - day).days,
                "people": len(row.concerns),
            }
            for row in rows
        ],
    }


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
    return render(request, "employment/reply_question.html", {"form": form, **_shown(request.identity, question)})


@KEYS.page("reply_question")
def reply_together(request: SignedInRequest) -> HttpResponse:
    """Open questions of one rule and cohort, all ticked, under one reply box."""
    rule = request.GET.get("rule", "")
    cohort = year_in(request.GET, "cohort", None)
    if rule not in RULES or cohort is None:
        raise Http404
    rows = KEYS.within(
        request.identity,
        "reply_question",
        Question.objects.filter(rule=rule, cohort=cohort, outcome=Question.Outcome.OPEN).select_related(
            "destination__student"
        ),
    ).order_by("due_on", "pk")[:MOST_TOGETHER]
    form = TogetherForm(request.POST if request.method == "POST" else None, questions=list(rows))
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            keys = [int(key) for key in form.cleaned_data["questions"]]
            done = reply_questions(keys, reply=form.cleaned_data["reply"], by=request.identity, today=today())
            messages.success(request, f"已一并答复{done}个问题。")
            return redirect("employment:questions")
    context = {"form": form, "title": title_of(rule), "source": source_of(rule), "cohort": cohort, "rows": rows}
    return render(request, "employment/reply_together.html", context)


def _shown(identity: Identity, question: Question) -> dict[str, object]:
    people = people_of(identity, question)
    return {
        "question": question,
        "title": title_of(question.rule),
        "source": source_of(question.rule),
        "weight": WEIGHTS[question.weight],
        "people": people,
        "more": len(question.concerns) - len(people),
    }


@KEYS.page("settle_question")
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    question = KEYS.fetch(request.identity, "settle_question", Question.objects.select_related("school"), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            settle_question(question, outcome=form.cleaned_data["outcome"], by=request.identity, today=today())
            messages.success(request, "问题已办结。")
            return redirect("employment:questions")
    return render(request, "employment/settle_question.html", {"form": form, **_shown(request.identity, question)})
