"""Is the process up, and can it reach its database."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from shouwei.core.keys import public_page


@public_page
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public_page
def ready(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
