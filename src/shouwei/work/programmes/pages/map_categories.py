"""登记对应关系."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Category, CategoryMapping
from ..permissions import KEYS
from ..workflows.map_categories import map_categories


class CategoryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    def label_from_instance(self, obj: Category) -> str:
        return f"{obj.get_scheme_display()}：{obj.name}"


class MappingForm(forms.Form):
    one = CategoryChoice(Category.objects.all(), label="类别")
    other = CategoryChoice(Category.objects.all(), label="另一分类中的类别")
    nearness = forms.ChoiceField(label="关系", choices=CategoryMapping.Nearness.choices)
    note = forms.CharField(label="说明", max_length=200, help_text="相同在哪里、不同在哪里；再次登记同一对即为更正。")


@KEYS.page("map_categories")
def page(request: SignedInRequest) -> HttpResponse:
    form = MappingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            map_categories(by=request.identity, **form.cleaned_data)
            messages.success(request, "对应关系已登记。")
            return redirect("programmes:taxonomies")
    context = {
        "form": form,
        "title": "登记对应关系",
        "lead": "名称相近不等于范围相同：逐条说明两个分类中的类别是什么关系。",
    }
    return render(request, "programmes/write_taxonomy.html", context)
