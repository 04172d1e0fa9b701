"""Ask the council for a definition, have it decided, or give the draft up."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Definition
from ..queries.definitions import moves_the_figure
from ..rules.drafting import may_decide, may_discard, may_propose

State = Definition.State


@transaction.atomic
def propose_definition(row: Definition, *, by: Identity, today: date) -> Definition:
    row = Definition.objects.select_for_update().get(pk=row.pk)
    require(
        may_propose(
            state=row.state,
            valid_from=row.valid_from,
            today=today,
            moved=moves_the_figure(row),
            name_reviewed=row.name_reviewed,
            caveat_reviewed=row.caveat_reviewed,
        )
    )
    row.state = State.PROPOSED
    row.save(update_fields=["state"])
    tell(
        Identity.objects.on(today).filter(role=Identity.Role.COUNCIL),
        f"口径“{row}”提请议定，附与现行版本的差别和试算。",
        url=row.get_absolute_url(),
        key=f"definition:{row.pk}:proposed",
    )
    record(by=by, what="提请议定口径", on=row)
    return row


@transaction.atomic
def decide_definition(
    row: Definition,
    *,
    approve: bool,
    paper: str,
    opinion: str,
    name_fits: bool,
    caveat_fits: bool,
    by: Identity,
    today: date,
) -> Definition:
    """Approved, it holds from its day on, and the version before it until the day before."""
    row = Definition.objects.select_for_update().get(pk=row.pk)
    require(
        may_decide(
            state=row.state,
            approve=approve,
            paper=paper,
            opinion=opinion,
            valid_from=row.valid_from,
            today=today,
            moved=moves_the_figure(row),
            name_fits=name_fits,
            caveat_fits=caveat_fits,
        )
    )
    if approve:
        before = Definition.objects.select_for_update().filter(code=row.code, state=State.PUBLISHED, valid_until=None)
        if before.filter(valid_from__gte=row.valid_from).exists():
            raise Refused("已发布的版本生效日期不早于本版，请退回修改生效日期。")
        before.update(valid_until=row.valid_from - timedelta(days=1))
        row.state, row.published_on, row.approved_by, row.paper = State.PUBLISHED, today, by, paper.strip()
        row.save(update_fields=["state", "published_on", "approved_by", "paper"])
    else:
        row.state = State.DRAFT
        row.save(update_fields=["state"])
    if row.written_by is not None:
        said = f"已议定，{row.valid_from.year}年{row.valid_from.month}月{row.valid_from.day}日起生效"
        tell(
            [row.written_by],
            f"口径“{row}”{said if approve else f'被退回：{opinion.strip()}'}",
            url=row.get_absolute_url(),
            key=f"definition:{row.pk}:{'approved' if approve else 'returned'}",
        )
    record(by=by, what="议定口径" if approve else "退回口径", on=row, why=paper.strip() if approve else opinion.strip())
    return row


@transaction.atomic
def discard_definition(row: Definition, *, by: Identity) -> None:
    row = Definition.objects.select_for_update().get(pk=row.pk)
    require(may_discard(state=row.state))
    record(by=by, what="删除口径草稿", on=row)
    row.delete()
