"""The lead accepts a member's part into its programme, or gives it back."""

from __future__ import annotations

from django.http import HttpResponse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import ProgrammePart
from ..permissions import KEYS
from ..queries.programmes import drafted_line
from ..rules.programmes import may_judge_part
from ..workflows.judge_part import judge_part
from ..workflows.return_part import return_part
from .answering import answer_page


@KEYS.page("judge_part")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    related = ProgrammePart.objects.select_related("programme__task__plan", "organisation", "by__user")
    # What is still being drafted is the member's own business.
    sent = related.exclude(state=ProgrammePart.State.DRAFT)
    part = KEYS.fetch(request.identity, "judge_part", sent, pk=pk)

    def decide(*, approve: bool, answer: str) -> None:
        if approve:
            judge_part(part, by=request.identity, today=today())
        else:
            return_part(part, because=answer, by=request.identity, today=today())

    return answer_page(
        request,
        thing=part,
        decide=decide,
        template="planning/judge_part.html",
        said=("已采纳，文字和举措已并入工作方案。", "已退回，单位会收到退回原因。"),
        back=part.programme.get_absolute_url(),
        task=part.programme.task,
        lines=[drafted_line(row, {}) for row in part.rows],
        verdict=may_judge_part(programme_state=part.programme.state, part_state=part.state),
    )
