"""整班毕业."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..permissions import KEYS
from ..queries import classes_to_graduate
from ..workflows.graduate_class import graduate_class


class GraduateForm(forms.Form):
    which = forms.ChoiceField(label="班级")
    on = forms.DateField(label="毕业日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    staying = forms.CharField(
        label="不毕业的学生",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="填写学号，用空格、逗号或换行隔开；没有就留空。",
    )

    def __init__(self, *args: object, classes: list[dict[str, object]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                f"{row['entry_year']}|{row['class_name']}",
                f"{row['entry_year']}级 {row['class_name']}（{row['people']}人）",
            )
            for row in classes
        ]

    def clean_staying(self) -> set[str]:
        text = self.cleaned_data["staying"]
        return set(text.replace("，", " ").replace(",", " ").replace("、", " ").split())


@KEYS.page("graduate_class")
def page(request: SignedInRequest) -> HttpResponse:
    classes = classes_to_graduate(request.identity, today().year)
    form = GraduateForm(request.POST if request.method == "POST" else None, classes=classes, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        year, _, class_name = form.cleaned_data["which"].partition("|")
        with refusal_shown_on(form):
            people = graduate_class(
                request.identity.organisation,
                entry_year=int(year),
                class_name=class_name,
                on=form.cleaned_data["on"],
                staying=form.cleaned_data["staying"],
                by=request.identity,
                today=today(),
            )
            messages.success(request, f"{year}级{class_name}{people}人已登记毕业。")
            return redirect("learners:students")
    return render(request, "learners/graduate_class.html", {"form": form, "classes": classes})
