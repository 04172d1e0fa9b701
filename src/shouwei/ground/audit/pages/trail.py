"""The trail, newest first, found by person, verb or thing."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Event
from ..permissions import KEYS


class TrailFilter(forms.Form):
    q = forms.CharField(label="人员、事项或对象", required=False, max_length=50)
    since = forms.DateField(label="自", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="至", required=False, widget=forms.DateInput(attrs={"type": "date"}))


@KEYS.page("view_trail")
def page(request: SignedInRequest) -> HttpResponse:
    rows = KEYS.within(request.identity, "view_trail", Event.objects.all())
    form = TrailFilter(request.GET)
    if form.is_valid():
        wanted = form.cleaned_data
        if wanted["q"]:
            q = wanted["q"]
            rows = rows.filter(Q(by_label__icontains=q) | Q(what__icontains=q) | Q(on_label__icontains=q))
        if wanted["since"]:
            rows = rows.filter(at__date__gte=wanted["since"])
        if wanted["until"]:
            rows = rows.filter(at__date__lte=wanted["until"])
    context = {"rows": Paginator(rows, 50).get_page(request.GET.get("page")), "form": form}
    return render(request, "audit/trail.html", context)
