from django.http import HttpResponse

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS


@KEYS.page("view_programme")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    raise NotImplementedError  # being written
