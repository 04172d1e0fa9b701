"""After a merger: end what the absorbed still owes and offer it to the successor, from the page of the absorbed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.verdict import Refused
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.permissions import KEYS

from ..workflows.hand_over_duties import hand_over_duties, take_back_duties


@KEYS.page("change_members")
@require_POST
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    absorbed = KEYS.fetch(request.identity, "change_members", Organisation.objects.all(), pk=pk)
    try:
        done = hand_over_duties(absorbed, by=request.identity, today=today())
        then = f"其中{done.offered}项已请{done.successor.name}确认承担" if done.offered else "承继单位没有需要新承担的"
        messages.success(request, f"已中止{done.ended}项未办结的任务，{then}。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(absorbed)


@KEYS.page("change_members")
@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    absorbed = KEYS.fetch(request.identity, "change_members", Organisation.objects.all(), pk=pk)
    try:
        again = take_back_duties(absorbed, by=request.identity, today=today())
        messages.success(request, f"交接已撤回，{again}项任务恢复由{absorbed}承担。并入仍然有效，误登的请再撤回并入。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(absorbed)
