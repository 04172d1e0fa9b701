"""审定对接."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Crosswalk
from ..permissions import KEYS
from ..workflows.review_crosswalk import review_crosswalk


class ReviewForm(forms.Form):
    accept = forms.TypedChoiceField(
        label="审定",
        choices=[("1", "予以认定"), ("0", "不予认定")],
        coerce=lambda v: v == "1",
        widget=forms.RadioSelect,
    )
    strength = forms.TypedChoiceField(label="关联强度", choices=Crosswalk.Strength.choices, coerce=int)
    note = forms.CharField(label="意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


@KEYS.page("review_crosswalk")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = Crosswalk.objects.select_related("segment__industry__area", "proposed_by__user", "proposed_by__organisation")
    row = KEYS.fetch(request.identity, "review_crosswalk", rows, pk=pk)
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"strength": row.strength})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            review_crosswalk(row, by=request.identity, today=today(), **form.cleaned_data)
            messages.success(request, "审定结果已登记。")
            return redirect("programmes:crosswalks")
    return render(request, "programmes/review_crosswalk.html", {"form": form, "row": row})
