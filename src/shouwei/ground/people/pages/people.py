"""Everyone with an account: search by name, pinyin or account; filter by role, organisation and state."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.organisations.models import Organisation

from ..models import Identity, User
from ..permissions import KEYS
from ..queries import people_matching

STATES = (("", "全部"), ("open", "在用"), ("closed", "已停用"), ("waiting", "待确认"), ("idle", "没有在任身份"))
PAGE = 50


class PeopleFilter(forms.Form):
    q = forms.CharField(label="姓名、拼音或账号", required=False, max_length=50)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Identity.Role.choices])
    organisation = forms.ModelChoiceField(
        label="单位", required=False, empty_label="全部", queryset=Organisation.objects.none()
    )
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.order_by("kind", "name_pinyin")


@KEYS.page("view_people")
def page(request: SignedInRequest) -> HttpResponse:
    form = PeopleFilter(request.GET)
    rows = KEYS.within(request.identity, "view_people", User.objects.all())
    if form.is_valid():
        rows = filtered(rows, **form.cleaned_data)
    now_held = Identity.objects.select_related("organisation").order_by("-since", "-pk")
    shown = rows.order_by("name_pinyin", "pk").prefetch_related(Prefetch("identities", now_held, to_attr="held"))
    context = {
        "form": form,
        "rows": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "day": today(),
        "manages": KEYS.holds(request.identity, "manage_accounts"),
        "sets_up": KEYS.holds(request.identity, "set_up_sign_in"),
    }
    return render(request, "people/people.html", context)


def filtered(
    rows: QuerySet[User], *, q: str, role: str, organisation: Organisation | None, state: str
) -> QuerySet[User]:
    """Role and organisation are asked of one and the same identity in force."""
    held = Identity.objects.filter(user=OuterRef("pk"))
    in_force = held.filter(pk__in=Identity.objects.on(today()).order_by().values("pk"))
    if q.strip():
        rows = people_matching(rows, q)
    if role or organisation:
        wanted = in_force.filter(role=role) if role else in_force
        rows = rows.filter(Exists(wanted.filter(organisation=organisation) if organisation else wanted))
    if state == "waiting":
        rows = rows.filter(Exists(held.filter(waits=True)))
    elif state == "idle":
        rows = rows.filter(~Exists(in_force), is_active=True)
    elif state:
        rows = rows.filter(is_active=state == "open")
    return rows
