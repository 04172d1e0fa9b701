"""One person: identities past and present, how and where signed in, what was handed over, what was done to the account."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import KEYRING, SignedInRequest
from shouwei.ground.audit.queries import history_of
from shouwei.ground.audit.workflows.record_look import note_look_today

from ..models import Delegation, Identity, OutsideAccount, SecondFactor, User
from ..permissions import KEYS
from ..queries import handovers_of, sessions_of

SHOWN = 50


@KEYS.page("view_people")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    person = KEYS.fetch(request.identity, "view_people", User.objects.all(), pk=pk)
    manages = KEYS.holds(request.identity, "manage_accounts")
    if person.pk != request.user.pk:
        note_look_today(
            by=request.identity,
            on=person,
            what="账号页面：身份、登录设备" if manages else "账号页面：身份",
            why="管理账号" if manages else "查阅人员",
            person=person.pk,
        )
    lent = Delegation.objects.filter(identity__user=person).select_related("delegate", "identity__organisation")
    identities = Identity.objects.filter(user=person).select_related("organisation", "granted_by__user")
    context = {
        "person": person,
        "day": today(),
        "identities": identities.order_by("-since", "-pk")[:SHOWN],
        "factor": SecondFactor.objects.filter(user=person).exclude(confirmed_at=None).first(),
        "outside": OutsideAccount.objects.filter(user=person) if manages else [],
        "sessions": sessions_of(person)[:SHOWN] if manages else [],
        "given": lent.filter(until__gte=today(), revoked_at=None)[:SHOWN],
        "handovers": handovers_of(person)[:SHOWN],
        "events": history_of(person)[:20] if manages else [],
        "manages": manages,
        "sets_up": KEYS.holds(request.identity, "set_up_sign_in"),
        "notes": KEYRING["privacy"].opens(request.identity, "note_for_person", person),
        "is_me": person.pk == request.user.pk,
    }
    return render(request, "people/person.html", context)
