"""An enterprise's mentor says over a link whether a partnership is as its school registered it."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwei.core.clock import now
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.links.door import LinkRequest, through_link

from ..links import CHECK_PARTNERSHIP
from ..models import PartnerAsk
from ..workflows.answer_mentor_link import answer_mentor_link

CHOICES = (
    ("true", "属实"),
    ("differs", "有合作，但有出入"),
    ("ended", "有过，已经结束"),
    ("none", "没有这项合作"),
)


class WordForm(forms.Form):
    word = forms.ChoiceField(
        label="登记的内容属实吗",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "请从四项中选择一项。"},
    )
    ended_on = forms.DateField(
        label="哪天结束的",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="只在选“已经结束”时填写；不记得哪一天的，填那个月的最后一天。",
    )
    note = forms.CharField(
        label="哪里有出入，或其他说明",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“有出入”时必填，如：只有实习，没有订单班。不要写个人姓名和电话。",
    )


@through_link(CHECK_PARTNERSHIP.name)
def page(request: HttpRequest) -> HttpResponse:
    link = cast(LinkRequest, request).link
    ask = PartnerAsk.objects.select_related("partner__programme__school", "partner__enterprise").get(pk=link.about_id)
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            answer_mentor_link(link, now=now(), **form.cleaned_data)
            return render(request, "programmes/mentor_answered.html", {"ask": ask})
    return render(request, "programmes/mentor_word.html", {"ask": ask, "partner": ask.partner, "form": form})
