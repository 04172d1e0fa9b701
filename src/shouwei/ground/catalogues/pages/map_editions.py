"""What became of the codes between two editions: upload the issuer's table of changes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, When
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.documents.reading.document import Unreadable

from ..models import Code, Edition, Mapping
from ..permissions import KEYS
from ..queries import translate_code, waiting
from ..reading import lines_of_upload
from ..rules.change_tables import read_changes
from ..rules.mapping import FIRST_READ, KINDS
from ..workflows.map_editions import map_editions

PER_PAGE = 50
WAITING = "waiting"


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
    context = {"edition": new, "form": form, "may_import": may, **_listed(request, new), **_asked(request, new)}
    return render(request, "catalogues/mappings.html", context)


def _listed(request: SignedInRequest, new: Edition) -> dict[str, object]:
    """What needs work first: codes nobody has spoken of, then what changed, what stayed the same at the end."""
    rows = Mapping.objects.filter(new_edition=new)
    counts: Counter[str] = Counter()
    for one in rows.order_by().values("kind").annotate(number=Count("pk")):
        counts[one["kind"]] = one["number"]
    olds = Edition.objects.filter(pk__in=rows.order_by().values("old_edition"))
    open_codes = [code for old in olds for code in waiting(old, new).select_related("edition")]
    counts[WAITING] = len(open_codes)
    kind = request.GET.get("kind", "")
    kind = kind if kind in (*KINDS, WAITING) else ""
    page = request.GET.get("page")
    order = Case(*(When(kind=key, then=place) for place, key in enumerate(FIRST_READ)), output_field=IntegerField())
    ordered = rows.select_related("old_edition").order_by(order, "old", "new")
    shown = Paginator(ordered.filter(kind=kind) if kind else ordered, PER_PAGE).get_page(page)
    before = Code.objects.filter(edition__in=olds, code__in=[row.old for row in shown])
    names = {(pk, code): name for pk, code, name in before.values_list("edition", "code", "name")}
    now = dict(new.codes.filter(code__in=[row.new for row in shown]).values_list("code", "name"))
    tabs = [{"label": "全部", "url": "?", "active": not kind, "count": None}]
    tabs += [
        {"label": label, "url": f"?kind={key}", "active": key == kind, "count": counts[key]}
        for key, label in ((WAITING, "待定"), *((key, KINDS[key]) for key in FIRST_READ))
    ]
    return {
        "tabs": tabs,
        "kind": kind,
        "waiting_asked": kind == WAITING,
        "waiting": Paginator(open_codes, PER_PAGE).get_page(page if kind == WAITING else 1),
        "page": shown,
        "rows": [(row, names.get((row.old_edition_id, row.old), ""), now.get(row.new, "")) for row in shown],
    }


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
