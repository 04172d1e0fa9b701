"""The second person agrees or not."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.clock import now
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import same_hands

from ..models import Export
from ..rules.steps import may_decide


@transaction.atomic
def decide_export(export: Export, *, agrees: bool, note: str, by: Identity) -> Export:
    """Never the person who asked, in whatever identity. Of two decisions the first counts. Raises ``Refused``."""
    export = Export.objects.select_for_update(of=("self",)).select_related("asked_by__user").get(pk=export.pk)
    is_own = same_hands(export.asked_by, by.hands, at=export.asked_at)
    require(may_decide(state=export.state, is_own=is_own, agrees=agrees, note=note))
    export.state = Export.State.BUILDING if agrees else Export.State.REFUSED
    export.decided_at, export.decided_by, export.decision = now(), by, note.strip()
    export.save(update_fields=["state", "decided_at", "decided_by", "decision"])
    said = f"{export.title}的导出申请{'已批准，正在生成' if agrees else '未获批准'}。{export.decision}"
    tell([export.asked_by], said, url=export.get_absolute_url(), key=f"export:{export.pk}:decided")
    record(by=by, what="批准导出" if agrees else "不批准导出", on=export, why=export.decision)
    return export
