"""Upload an official table as a new edition; it is a draft until somebody has looked at it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.reading.document import Unreadable

from ..models import Edition
from ..permissions import KEYS
from ..reading import checksum_of, lines_of_upload
from ..rules.editions import About
from ..rules.shapes import LABELS
from ..rules.tables import read_table
from ..workflows.import_edition import import_edition
from ..workflows.load_shipped import load_shipped

DAY = {"type": "date"}


class ImportForm(forms.Form):
    catalogue = forms.ChoiceField(label="目录", choices=[(key, label) for key, label in LABELS.items()])
    name = forms.CharField(label="版本名称", max_length=60, help_text="如：2021目录、2022年增补。发布后不能更改。")
    source = forms.CharField(label="来源", max_length=200, help_text="发布机关和发文字号，或标准号。")
    issued_on = forms.DateField(label="发布日期", required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    used_from = forms.DateField(
        label="启用日期",
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text="此日以前仍按上一版本解释代码。不填表示一直有效。",
    )
    base = forms.ModelChoiceField(
        Edition.objects.none(), label="在哪一版基础上增补", required=False, empty_label="不是增补，是全表",
        help_text="只有增补、修改的代码时选择原版本，其余代码原样沿用。",
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=300, required=False)
    file = forms.FileField(
        label="代码表",
        help_text="官方表格（.xlsx或.csv），须有“代码”“名称”两列；专业目录可另有层次、专业大类、专业类。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base = self.fields["base"]
        assert isinstance(base, forms.ModelChoiceField)
        base.queryset = Edition.objects.filter(state=Edition.State.PUBLISHED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        base = cleaned.get("base")
        if base is not None and base.catalogue != cleaned.get("catalogue"):
            self.add_error("base", f"“{base}”不是所选目录的版本，请重新选择。")
        return cleaned


@KEYS.page("import_edition")
def page(request: SignedInRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, initial={"catalogue": request.GET.get("list", "")})
    if form.is_valid():
        upload = form.cleaned_data.pop("file")
        data = upload.read()
        base = form.cleaned_data.pop("base")
        try:
            lines = lines_of_upload(data, upload.name)
        except Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            about = About(**form.cleaned_data)
            with refusal_shown_on(form):
                draft = read_table(about.catalogue, lines)
                edition = import_edition(draft, about, checksum=checksum_of(data), base=base, by=request.identity)
                return redirect("catalogues:edition", edition.pk)
    return render(request, "catalogues/import_edition.html", {"form": form})


@KEYS.page("import_edition")
def shipped(request: SignedInRequest) -> HttpResponse:
    """The lists that come with the product."""
    if request.method == "POST":
        made = load_shipped(by=request.identity, today=today())
        messages.success(request, f"已载入{len(made)}个版本。" if made else "随附目录已全部在库，没有改动。")
    return redirect("catalogues:home")
