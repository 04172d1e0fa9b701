"""重新发出: a new address, shown as a letter where the issuer may see it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.clock import now
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..models import Link
from ..permissions import KEYS
from ..purposes import PURPOSES
from ..workflows.reissue_link import reissue_link


@KEYS.page("reissue_link")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    link = KEYS.fetch(request.identity, "reissue_link", Link.objects.filter(purpose__in=PURPOSES), pk=pk)
    try:
        link = reissue_link(link, by=request.identity, now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("links:links")
    messages.success(request, f"已重新发出，旧链接随即失效，新链接{link.purpose_row.waits_days}天内有效。")
    if link.purpose_row.shown_to_issuer:
        return redirect(f"{reverse('links:print_links')}?pk={link.pk}")
    return redirect("links:links")
