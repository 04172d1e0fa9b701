"""What became of the codes between two editions: upload the issuer's table of changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.reading.document import Unreadable

from ..models import Edition, Mapping
from ..permissions import KEYS
from ..queries import translate_code
from ..reading import lines_of_upload
from ..rules.change_tables import read_changes
from ..rules.mapping import KINDS
from ..workflows.map_editions import map_editions


class MappingForm(forms.Form):
    old = forms.ModelChoiceField(Edition.objects.none(), label="旧版本", empty_label="请选择")
    source = forms.CharField(
        label="依据", max_length=200, help_text="如：《职业教育专业目录（2021年）》所附新旧专业对照表。"
    )
    file = forms.FileField(
        label="对照表",
        help_text="三列：旧代码、新代码、变化（不变、更名、改码、拆分、合并、取消）。拆分、合并各写多行。",
    )

    def __init__(self, *args: Any, new: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields["old"]
        assert isinstance(old, forms.ModelChoiceField)
        rows = Edition.objects.filter(catalogue=new.catalogue, state=Edition.State.PUBLISHED)
        old.queryset = rows.exclude(pk=new.pk)


@KEYS.page("view_editions")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Changes into this edition, one code translated, and the upload for those who may."""
    new = KEYS.fetch(request.identity, "view_editions", Edition.objects.all(), pk=pk)
    may = KEYS.holds(request.identity, "import_edition") and new.state == Edition.State.PUBLISHED
    form = MappingForm(request.POST or None, request.FILES or None, new=new)
    if may and request.method == "POST" and form.is_valid() and _written(form, new, request):
        return redirect("catalogues:mappings", pk)
    kind = request.GET.get("kind", "")
    rows = Mapping.objects.filter(new_edition=new).select_related("old_edition")
    rows = rows.filter(kind=kind) if kind in KINDS else rows
    context = {
        "edition": new,
        "form": form,
        "may_import": may,
        "kinds": KINDS.items(),
        "kind": kind,
        "rows": Paginator(rows, 50).get_page(request.GET.get("page")),
        **_asked(request, new),
    }
    return render(request, "catalogues/mappings.html", context)


def _written(form: MappingForm, new: Edition, request: SignedInRequest) -> bool:
    upload = form.cleaned_data["file"]
    try:
        changes, problems = read_changes(lines_of_upload(upload.read(), upload.name))
    except Unreadable as problem:
        form.add_error("file", str(problem))
        return False
    if problems:
        form.add_error("file", f"第{problems[0].line}行：{problems[0].text}（共{len(problems)}处，一条也没有写入。）")
        return False
    with refusal_shown_on(form):
        number = map_editions(
            form.cleaned_data["old"], new, changes, source=form.cleaned_data["source"], by=request.identity
        )
        messages.success(request, f"已写入{number}条对应关系。")
        return True
    return False


def _asked(request: SignedInRequest, new: Edition) -> dict[str, object]:
    """``?code=…&from=…``: one code of another edition, translated into this one."""
    code, start = request.GET.get("code", "").strip()[:12], request.GET.get("from", "")
    others = list(Edition.objects.filter(catalogue=new.catalogue, state=Edition.State.PUBLISHED).exclude(pk=new.pk))
    old = next((one for one in others if str(one.pk) == start), None)
    found = translate_code(code, old, new) if code and old else None
    names = dict(new.codes.filter(code__in=found.codes).values_list("code", "name")) if found else {}
    return {
        "others": others,
        "code": code,
        "old": old,
        "translation": found,
        "translated": [(one, names.get(one, "")) for one in found.codes] if found else [],
        "translated_kinds": [KINDS[kind] for kind in found.kinds] if found else [],
    }
