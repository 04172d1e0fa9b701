"""个人信息登记: every personal column, on screen, on paper, as a workbook."""

from __future__ import annotations

import io

import xlsxwriter
from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS
from ..queries.register_lines import Line, lines
from ..register.kinds import Class

HEAD = (
    "对象",
    "信息项",
    "存放位置",
    "类别",
    "处理目的",
    "依据",
    "保存期限",
    "起算",
    "期满之后",
    "掩码",
    "谁可以看",
    "删除时",
)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterFilter(forms.Form):
    of = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *((c.value, c.value) for c in Class if c is not Class.NONE)],
    )
    q = forms.CharField(label="对象或信息项", required=False, max_length=30)


def chosen(request: SignedInRequest) -> tuple[RegisterFilter, list[Line]]:
    form = RegisterFilter(request.GET)
    rows = list(lines(personal=True))
    if form.is_valid():
        of, q = form.cleaned_data["of"], form.cleaned_data["q"]
        rows = [r for r in rows if (not of or r.kind.personal == of) and (not q or q in f"{r.noun}{r.label}{r.model}")]
    return form, rows


@KEYS.page("view_register")
def page(request: SignedInRequest) -> HttpResponse:
    form, rows = chosen(request)
    others = sum(1 for _ in lines(personal=False))
    context = {
        "form": form,
        "rows": rows,
        "others": others,
        "query": request.GET.urlencode(),
        "may_see_cleaning": KEYS.holds(request.identity, "view_cleaning"),
    }
    return render(request, "privacy/register.html", context)


@KEYS.page("view_register")
def workbook(request: SignedInRequest) -> HttpResponse:
    """The rows the filter shows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("个人信息登记")
        sheet.write_row(0, 0, HEAD, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEAD) - 1, 22)
        for number, row in enumerate(chosen(request)[1], start=1):
            sheet.write_row(number, 0, cells_of(row))
    answer = HttpResponse(made.getvalue(), content_type=WORKBOOK)
    answer["Content-Disposition"] = (
        "attachment; filename*=UTF-8''%E4%B8%AA%E4%BA%BA%E4%BF%A1%E6%81%AF%E7%99%BB%E8%AE%B0.xlsx"
    )
    return answer


def cells_of(row: Line) -> tuple[str, ...]:
    kind = row.kind
    place = f"{row.model}.{row.column}" + ("（加密）" if row.encrypted else "")
    after = kind.on_erasure.value + (f"：{kind.kept_because}" if kind.kept_because else "")
    return (
        row.noun,
        row.label,
        place,
        kind.personal.value,
        kind.purpose,
        kind.basis,
        kind.kept,
        kind.since,
        kind.job,
        kind.mask or "—",
        kind.seen_by,
        after,
    )
