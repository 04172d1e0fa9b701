"""Decide for the group how a kind of message goes out, after seeing what it achieves. Own choices of persons stay."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.occasions import OCCASIONS
from shouwei.core.verdict import YES, first_refusal, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import MODES, KindRule


@transaction.atomic
def set_kind_rule(kind: str, *, mode: str, why: str, by: Identity) -> KindRule:
    require(
        first_refusal(
            YES if kind in OCCASIONS else no("没有这类消息。"),
            YES if mode in dict(MODES) else no("请选择发送方式。"),
            YES if why.strip() else no("请填写调整原因，例如“三个月内办理的不足一成”。"),
        )
    )
    before = KindRule.objects.select_for_update().filter(kind=kind).values_list("mode", flat=True).first()
    rule, _ = KindRule.objects.update_or_create(
        kind=kind, defaults={"mode": mode, "why": why.strip()[:200], "set_by": by}
    )
    record(by=by, what="调整消息发送方式", on=rule, why=why.strip(), changes={"方式": [before, mode]})
    return rule
