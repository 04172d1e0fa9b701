"""The exported heads of the chain, to be printed and kept outside."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.keys import SignedInRequest

from ..models import Head
from ..permissions import KEYS

SHOWN = 31


@KEYS.page("view_trail")
def page(request: SignedInRequest) -> HttpResponse:
    heads = [(head, bytes(head.hash).hex()) for head in Head.objects.all()[:SHOWN]]
    return render(request, "audit/heads.html", {"heads": heads})
