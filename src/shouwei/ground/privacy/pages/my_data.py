"""我的个人信息: what is held about me, and a copy of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.ground.people.models import User

from ..models import DataRequest
from ..rules.requests import WAITING
from ..workflows.export_person import export_person, gather_person


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    me = User.objects.get(username=request.user.get_username())
    waiting = DataRequest.objects.filter(user=me, state__in=WAITING).count()
    return render(request, "privacy/my_data.html", {"data": gather_person(me), "me": me, "waiting": waiting})


@signed_in_page
@require_POST
def copy(request: SignedInRequest) -> HttpResponse:
    me = User.objects.get(username=request.user.get_username())
    answer = HttpResponse(export_person(me, by=request.identity), content_type="application/zip")
    answer["Content-Disposition"] = f"attachment; filename=shouwei-{me.pk}-{today():%Y%m%d}.zip"
    answer["Cache-Control"] = "no-store"
    return answer
