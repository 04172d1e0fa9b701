"""我的账号: my identities, how I sign in, where I am signed in, who stands in for whom."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest, signed_in_page

from ..arrival import demanded
from ..models import Delegation, Identity, OutsideAccount, RecoveryCode, SecondFactor, User
from ..outside import open_ways
from ..queries import sessions_of
from ..rules.roles import NOT_DELEGATED
from ..workflows.end_sessions import handle_of

SHOWN = 50


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    me: User = request.user  # type: ignore[assignment]  # signed in: a person
    day = today()
    bound = {account.way: account for account in OutsideAccount.objects.filter(user=me)}
    sessions = [
        {"row": row, "handle": handle_of(row), "here": row.pk == request.session.session_key}
        for row in sessions_of(me)[:SHOWN]
    ]
    lent = Delegation.objects.select_related("delegate", "identity__user", "identity__organisation")
    context = {
        "me": me,
        "day": day,
        "rows": Identity.objects.filter(user=me).select_related("organisation").order_by("-since", "-pk")[:SHOWN],
        "factor": SecondFactor.objects.filter(user=me).exclude(confirmed_at=None).first(),
        "codes_left": RecoveryCode.objects.filter(user=me, used_at=None).count(),
        "demanded": demanded(me),
        "sessions": sessions,
        "ways": [{"way": way, "account": bound.get(way.slug)} for way in open_ways()],
        "given": lent.filter(identity__user=me, until__gte=day)[:SHOWN],
        "taken": lent.filter(delegate=me, until__gte=day, revoked_at=None)[:SHOWN],
        "may_lend": any(i.user_id == me.pk and i.role not in NOT_DELEGATED for i in request.identities),
        "idle": settings.SESSION_IDLE_MINUTES,
    }
    return render(request, "people/my_account.html", context)
