"""Decide how a kind of message goes out."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.occasions import OCCASIONS
from shouwei.core.pages import refusal_shown_on

from ..models import MODES, KindRule
from ..permissions import KEYS
from ..queries.modes import mode_of
from ..workflows.set_kind_rule import set_kind_rule
from .tabs import tabs


class KindRuleForm(forms.Form):
    mode = forms.ChoiceField(label="发送方式", choices=MODES, help_text="本人在消息设置中另有选择的，以本人为准。")
    why = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


@KEYS.page("change_kind")
def page(request: SignedInRequest, kind: str) -> HttpResponse:
    if kind not in OCCASIONS:
        raise Http404
    rules = dict(KindRule.objects.filter(kind=kind).values_list("kind", "mode"))
    data = request.POST if request.method == "POST" else None
    form = KindRuleForm(data, initial={"mode": mode_of(kind, "mail", None, rules)})
    if data is not None and form.is_valid():
        with refusal_shown_on(form):
            rule = set_kind_rule(kind, **form.cleaned_data, by=request.identity)
            messages.success(request, f"{rule}，已生效。")
            return redirect("notices:effect")
    context = {"form": form, "label": OCCASIONS[kind].label, "tabs": tabs(request, "effect")}
    return render(request, "notices/set_kind_rule.html", context)
