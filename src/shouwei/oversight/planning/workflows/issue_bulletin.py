"""Issue a 通报: it gets its number, its paper is frozen word for word, everybody with a part in the plan is told."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.official.codec import as_json
from shouwei.ground.documents.workflows.take_snapshot import take_snapshot
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Bulletin
from ..papers.bulletin_paper import bulletin_paper
from ..queries.bulletins import bulletin_facts, readers
from ..rules.bulletins import may_issue
from .take_number import take_number


@transaction.atomic
def issue_bulletin(bulletin: Bulletin, *, by: Identity, today: date) -> Bulletin:
    """The database refuses every later change of the row and of its snapshot."""
    bulletin = Bulletin.objects.select_for_update(of=("self",)).select_related("plan", "snapshot").get(pk=bulletin.pk)
    require(bulletin.plan.goes_on(today))
    require(
        may_issue(
            issued_on=bulletin.issued_on, title=bulletin.title, opening=bulletin.opening, demands=bulletin.demands
        )
    )
    bulletin.year = today.year
    bulletin.number = take_number(f"通报{bulletin.plan_id}", today.year)
    facts = bulletin_facts(bulletin, issue=str(bulletin), day=today)
    content = {**bulletin.snapshot.content, "paper": as_json(bulletin_paper(facts))}
    bulletin.snapshot = take_snapshot("bulletin", f"{bulletin}通报", bulletin.snapshot.cut_off, content, by)
    bulletin.issued_on = today
    bulletin.save(update_fields=["year", "number", "snapshot", "issued_on"])
    tell(
        readers(bulletin.plan, today),
        f"{bulletin}通报已印发：{bulletin.title[:150]}。请对照通报事项和工作要求抓好落实。",
        url=bulletin.get_absolute_url(),
        key=f"bulletin:{bulletin.pk}",
    )
    record(by=by, what="印发通报", on=bulletin, about=bulletin.plan, why=bulletin.snapshot.number)
    return bulletin
