"""请重新发给我: from the page of a closed link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.verdict import Refused

from ..door import by_address, closed
from ..queries import link_of_token
from ..workflows.ask_again import ask_again


@by_address
@require_POST
def page(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of_token(token)
    if link is None:
        return closed(request, None, "链接不完整，或已被新的链接代替。请查收最近一次的短信或信函。")
    try:
        ask_again(link, now=now())
    except Refused as refusal:
        return closed(request, link, str(refusal))
    return render(request, "links/asked_again.html", {"link": link})
