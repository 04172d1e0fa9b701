"""Fill one year from the built-in table."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused

from ..permissions import KEYS
from ..workflows.import_holidays import load_official


@KEYS.page("import_holidays")
@require_POST
def page(request: SignedInRequest, year: int) -> HttpResponse:
    try:
        count = load_official(year, by=request.identity)
        messages.success(request, f"已填充{year}年{count}天，请对照国务院办公厅通知核对。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('calendar:holidays')}?year={year}")
