"""One 督办单: what was asked, how it went, what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.ground.audit.queries import history_of

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.lights import light_of_duty
from ..queries.supervision import reply_days
from ..rules.supervision import may_close, may_drop, may_sign
from .supervision_notices import LEVEL_STATES


@KEYS.page("view_notice")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SupervisionNotice.objects.select_related(
        "duty__task__plan", "duty__task__lead", "duty__organisation", "to", "sent_by__user", "signed_by__user"
    )
    notice = KEYS.fetch(request.identity, "view_notice", rows, pk=pk)
    day, history = today(), list(history_of(notice).select_related("by")[:50])
    return render(
        request,
        "planning/supervision_notice.html",
        {
            "notice": notice,
            "task": notice.duty.task,
            "level_state": LEVEL_STATES[notice.level],
            "reply_days": reply_days(notice.level, today()),
            "light": light_of_duty(notice.duty, day),
            "is_late": notice.state in ("sent", "signed") and notice.reply_due_on and notice.reply_due_on < day,
            "shows_reply": notice.reply and (notice.replied_on or KEYS.opens(request.identity, "reply_notice", notice)),
            "files": files_of(notice.evidence.select_related("file", "attached_by__user")),
            "history": history,
            "returned": next((event for event in history if event.what == "退回督办单回复"), None),
            "open_duty": KEYS.opens(request.identity, "view_duty", notice.duty),
            **_may(request, notice),
        },
    )


def _may(request: SignedInRequest, notice: SupervisionNotice) -> dict[str, Any]:
    """Which buttons stand on the page: the door would open and the rule would allow."""

    def opens(action: str) -> bool:
        return KEYS.opens(request.identity, action, notice)

    return {
        "may_send": notice.state == "draft" and bool(notice.duty.task.plan.goes_on(today())) and opens("send_notice"),
        "may_drop": bool(may_drop(state=notice.state)) and opens("send_notice"),
        "may_sign": bool(may_sign(state=notice.state)) and opens("sign_notice"),
        "may_reply": notice.state == "signed" and opens("reply_notice"),
        "may_close": bool(may_close(state=notice.state)) and opens("close_notice"),
    }
