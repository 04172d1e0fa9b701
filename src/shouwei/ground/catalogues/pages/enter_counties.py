"""Fill in a city's counties from the list of regions."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..code_field import CodeField
from ..permissions import KEYS
from ..rules.shapes import Catalogue
from ..workflows.enter_counties import enter_counties


class CityForm(forms.Form):
    city = CodeField(Catalogue.REGIONS, label="地级市")


@KEYS.page("enter_counties")
def page(request: SignedInRequest) -> HttpResponse:
    form = CityForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            made = enter_counties(form.cleaned_data["city"], by=request.identity, today=today())
            messages.success(request, f"已补齐{len(made)}个。" if made else "该市及各县区都已在名录中，没有改动。")
            return redirect("organisations:map")
    return render(request, "catalogues/enter_counties.html", {"form": form})
