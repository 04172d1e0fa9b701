"""An errand for the tests: a page behind the door that says what was done, once."""

from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from shouwei.core.clock import now
from shouwei.core.verdict import Refused

from ..door import LinkRequest, through_link
from ..purposes import Purpose, register
from ..workflows.use_link import use_link

ERRAND = register(Purpose("test_errand", "确认示例事项", "errand"))
ASKED = register(
    Purpose("test_asked", "确认示例事项", "asked", question="学号后四位", check=lambda _, answer: answer == "0421")
)


def answer(request: HttpRequest) -> HttpResponse:
    link = cast(LinkRequest, request).link
    if request.method == "GET":
        return HttpResponse(f"errand {link.about_id}")
    try:
        with transaction.atomic():
            use_link(link, now=now())
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409)
    return HttpResponse("done")


urlpatterns = [
    path("", include("shouwei.config.urls")),
    path("errand/", through_link("test_errand")(answer), name="errand"),
    path("asked/", through_link("test_asked")(answer), name="asked"),
]
