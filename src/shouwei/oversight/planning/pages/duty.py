"""One duty: its facts, what was reported and asked, what may be done next, and everything that happened."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import Duty
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.duty_page import duty_history, judging_steps, no_change_step, steps_for
from ..queries.lights import light_of_duty, with_facts
from ..rules.states import elapsed

EVENTS_SHOWN = 30


@KEYS.page("view_duty")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    day = today()
    duty = KEYS.fetch(request.identity, "view_duty", with_facts(Duty.objects.all(), day), pk=pk)
    own = KEYS.opens(request.identity, "write_report", duty)
    steps = steps_for(request.identity, duty, day)
    extensions = list(duty.extensions.select_related("asked_by__user"))
    completions = list(duty.completions.select_related("asked_by__user"))
    return render(
        request,
        "planning/duty.html",
        {
            "duty": duty,
            "light": light_of_duty(duty, day),
            "expected": elapsed(duty.since, duty.due_on, day) if duty.due_on and duty.completed_on is None else None,
            "open_steps": [
                *judging_steps(request.identity, [*completions, *extensions]),
                *(step for step in steps if step.verdict),
            ],
            "closed_steps": [step for step in steps if not step.verdict],
            "no_change": no_change_step(duty, steps, day),
            "reports": duty.reports.select_related("written_by__user"),
            "difficulties": duty.difficulties.select_related("answered_by__organisation"),
            "extensions": extensions,
            "completions": completions,
            "files": files_of(duty.evidence.all(), own=own and duty.completed_on is None),
            "may_attach": own and bool(duty.accepted_on),
            "history": duty_history(duty)[:EVENTS_SHOWN],
        },
    )
