"""Begin a 通报: today's figures are frozen, the text is proposed from them by rule."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.workflows.take_snapshot import take_snapshot
from shouwei.ground.people.models import Identity

from ..models import Bulletin, Plan
from ..papers.parts import overall
from ..queries.bulletins import content_of, look_back
from ..queries.standing import standing_of
from ..rules.bulletins import demands_for, title_for


@transaction.atomic
def write_bulletin(plan: Plan, *, by: Identity, today: date) -> Bulletin:
    require(plan.goes_on(today))
    standing = standing_of(plan, today)
    title = title_for(today)
    content = content_of(standing, look_back(plan, standing))
    bulletin = Bulletin.objects.create(
        plan=plan,
        year=today.year,
        title=title,
        opening=overall(standing),
        demands=demands_for(
            # A lead stands among the overdue only for a missing goal, which has a demand of its own.
            overdue=[line.unit for line in standing.overdue if line.unit != line.lead],
            behind=[line.unit for line in standing.behind],
            programmes=[lead for lead, _ in standing.programmes_missing],
            goals=[lead for lead, _ in standing.goals_missing],
        ),
        snapshot=take_snapshot("bulletin_figures", title, today, content, by),
        drafted_by=by,
    )
    record(by=by, what="起草通报", on=bulletin, about=plan)
    return bulletin
