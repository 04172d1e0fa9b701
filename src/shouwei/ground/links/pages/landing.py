"""Where the address of a link leads: who sends it, what for, until when; a button opens it."""

import secrets

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now
from shouwei.core.pages import refusal_shown_on

from ..codes import device_digest
from ..door import DEVICE, by_address, closed, let_through
from ..queries import link_of_token
from ..rules.links import may_open
from ..workflows.open_link import open_link


class OpenForm(forms.Form):
    answer = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: object, question: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.fields["answer"].label = question
        self.fields["answer"].widget.attrs.update(autocomplete="off", autofocus=True)


@by_address
def page(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of_token(token)
    if link is None:
        return closed(request, None, "链接不完整，或已被新的链接代替。请核对短信或信函中的链接是否复制完整。")
    device = request.COOKIES.get(DEVICE, "")
    verdict = may_open(link.state(now()), same_device=link.device == device_digest(device))
    if not verdict:
        return closed(request, link, verdict.reason)
    form = OpenForm(request.POST if request.method == "POST" else None, question=link.purpose_row.question)
    if request.method == "POST" and form.is_valid():
        device = device or secrets.token_urlsafe(16)
        with refusal_shown_on(form):
            link = open_link(link, device=device, answer=form.cleaned_data["answer"], now=now())
            answer = redirect(link.purpose_row.url_name)
            let_through(answer, link, device, secure=request.is_secure())
            return answer
        link.refresh_from_db()
        verdict = may_open(link.state(now()), same_device=link.device == device_digest(device))
        if not verdict:
            return closed(request, link, verdict.reason)
    response = render(request, "links/landing.html", {"link": link, "purpose": link.purpose_row, "form": form})
    response["Cache-Control"] = "no-store"
    return response
