"""登记类别."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Category
from ..permissions import KEYS
from ..workflows.write_category import write_category


class CategoryForm(forms.Form):
    scheme = forms.ChoiceField(label="分类", choices=Category.Scheme.choices)
    name = forms.CharField(label="名称", max_length=30)
    since = forms.DateField(label="自", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = forms.CharField(label="依据", max_length=200, help_text="方案或文件的名称和文号。")


@KEYS.page("write_category")
def page(request: SignedInRequest) -> HttpResponse:
    form = CategoryForm(request.POST if request.method == "POST" else None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            row = write_category(by=request.identity, **form.cleaned_data)
            messages.success(request, f"已登记{row.get_scheme_display()}“{row}”。")
            return redirect("programmes:taxonomies")
    context = {"form": form, "title": "登记类别", "lead": "专业群、扩招增量类别和培训领域各成一套，写明出自哪份文件。"}
    return render(request, "programmes/write_taxonomy.html", context)
