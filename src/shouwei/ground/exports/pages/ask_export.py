"""Ask for a list as a file: what comes out, in which form, what for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.listings import Asked, Listing, count_of
from shouwei.core.pages import refusal_shown_on

from ..models import Export
from ..permissions import KEYS
from ..queries import filters_in_words, listing_for
from ..rules.steps import LARGE_PERSONAL, needs_second_person
from ..workflows.ask_export import ask_export
from ..workflows.carry_on import now_or_later


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        label="格式", choices=Export.Format.choices, initial=Export.Format.XLSX, widget=forms.RadioSelect
    )
    unmasked = forms.BooleanField(
        label="显示完整的个人信息",
        required=False,
        help_text="不勾选时，姓名、证件号、电话只显示部分。勾选须由第二人批准。",
    )
    reason = forms.CharField(
        label="用途",
        error_messages={"required": "这份清单含有个人信息，请写明用途，至少6个字。"},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明给谁用、做什么，记入操作记录。",
    )

    def __init__(self, *args: Any, is_personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_personal:
            del self.fields["unmasked"], self.fields["reason"]


@KEYS.page("ask_export")
def page(request: SignedInRequest, name: str) -> HttpResponse:
    listing = listing_for(request.identity, name)
    if listing is None:
        raise Http404
    asked = _asked(request)
    form = ExportForm(request.POST or None, is_personal=listing.is_personal)
    if form.is_valid():
        wanted = form.cleaned_data
        with refusal_shown_on(form):
            export = ask_export(
                listing,
                asked,
                form=wanted["form"],
                reason=wanted.get("reason", ""),
                is_masked=not wanted.get("unmasked", False),
            )
            now_or_later(export, today=today())
            return redirect(export)
    return render(request, "exports/ask_export.html", _shown(listing, asked, form))


def _asked(request: SignedInRequest) -> Asked:
    of = request.GET.get("of", "")
    filter_ = QueryDict(request.GET.get("filter", ""))
    return Asked(request.identity, filter_, today(), int(of) if of.isdecimal() and len(of) < 19 else None)


def _shown(listing: Listing, asked: Asked, form: ExportForm) -> dict[str, object]:
    rows = count_of(listing, asked)
    return {
        "listing": listing,
        "form": form,
        "rows": rows,
        "per": listing.per(asked),
        "filters": filters_in_words(listing, asked),
        "back": listing.url(asked),
        "waits": needs_second_person(is_personal=listing.is_personal, is_masked=True, rows=rows),
        "large": LARGE_PERSONAL,
    }
