"""An enterprise's answer about a partnership as its school reads it, with the school's reply."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import PartnerAsk
from ..permissions import KEYS
from ..rules.mentor_word import question_of
from ..workflows.reply_mentor import reply_mentor
from .partners import WAYS, WORD_STATES


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label="说明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="核对的经过和结果；说明不改变计数，企业重新核对属实后才再计入。",
    )
    until = forms.DateField(
        label="把登记的结束日期改为",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="不改的留空。",
    )


@KEYS.page("view_mentor_words")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = PartnerAsk.objects.select_related(
        "partner__programme__school", "partner__enterprise", "partner__industry", "asked_by__user", "replied_by__user"
    )
    ask = KEYS.fetch(request.identity, "view_mentor_words", rows, pk=pk)
    may_reply = ask.owes_reply and KEYS.opens(request.identity, "reply_mentor", ask)
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"until": ask.ended_on})
    if request.method == "POST" and may_reply and form.is_valid():
        with refusal_shown_on(form):
            reply_mentor(ask, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, "已答复。更正后可以重新请企业核对。")
            return redirect("programmes:reply_mentor", ask.pk)
    question = question_of(ask.answer, enterprise=ask.partner.enterprise.name, note=ask.note, ended_on=ask.ended_on)
    context = {
        "ask": ask,
        "partner": ask.partner,
        "question": question,
        "form": form,
        "may_reply": may_reply,
        "state": WORD_STATES[ask.answer],
        "way": WAYS[ask.sent_by_way],
    }
    return render(request, "programmes/reply_mentor.html", context)
