"""核对信息: what the school holds about a student, on the phone of the student or the guardian; all of it is right, or one request."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.verdict import Refused
from shouwei.ground.learners.models import Student
from shouwei.ground.links.door import LinkRequest, through_link

from ..links import DATA_LINKS
from ..models import DataRequest
from ..permissions import KEYS
from ..rules.requests import TERM
from ..workflows.answer_data_link import RIGHT, answer_data_link
from ..workflows.send_data_link import send_data_link

Asker = DataRequest.Asker


class DataForm(forms.Form):
    kind = forms.ChoiceField(
        label="您要办理什么",
        choices=[(RIGHT, "以上信息无误"), *DataRequest.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项：信息无误，或者要申请的事项。"},
    )
    words = forms.CharField(
        label="申请内容（信息无误的不填）",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例如：班级有误，应为汽修二班。不要写身份证号码。",
    )


@through_link(DATA_LINKS[Asker.SELF].name)
def own(request: HttpRequest) -> HttpResponse:
    return _shown(request, Asker.SELF)


@through_link(DATA_LINKS[Asker.GUARDIAN].name)
def guardian(request: HttpRequest) -> HttpResponse:
    return _shown(request, Asker.GUARDIAN)


def _shown(request: HttpRequest, asker: DataRequest.Asker) -> HttpResponse:
    link = cast(LinkRequest, request).link
    student = Student.objects.select_related("school").get(pk=link.about_id)
    form = DataForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            row = answer_data_link(link, asker=asker, **form.cleaned_data, today=today(), now=now())
            return render(request, "privacy/data_link_done.html", {"row": row, "student": student})
    context = {"student": student, "form": form, "guardian": asker == Asker.GUARDIAN, "term": TERM}
    return render(request, "privacy/data_link.html", context)


@KEYS.page("send_data_link")
@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    student = KEYS.fetch(request.identity, "send_data_link", Student.objects.select_related("school"), pk=pk)
    asker = Asker.GUARDIAN if request.POST.get("asker") == Asker.GUARDIAN else Asker.SELF
    try:
        link = send_data_link(student, asker, by=request.identity, today=today(), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("privacy:student", student.pk)
    return redirect(f"{reverse('links:print_links')}?pk={link.pk}")
