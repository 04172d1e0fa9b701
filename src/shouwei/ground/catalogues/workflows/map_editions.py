"""Write down what became of codes between two published editions, from the table its issuer gave with the new one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shouwei.core.verdict import YES, Refused, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Edition, Mapping
from ..rules.mapping import Change, faults
from .publish_edition import COMPARED


@transaction.atomic
def map_editions(old: Edition, new: Edition, changes: Sequence[Change], *, source: str, by: Identity | None) -> int:
    """All of them or none; what was only compared gives way to what the issuer says. Returns how many were written."""
    require(YES if {old.state, new.state} == {Edition.State.PUBLISHED} else no("两个版本都发布以后才能建立对应关系。"))
    require(YES if old.catalogue == new.catalogue and old.pk != new.pk else no("请选择同一目录的两个不同版本。"))
    back = Mapping.objects.filter(old_edition=new, new_edition=old).exists()
    require(no("这两个版本已有反方向的对应关系，新旧版本可能选反了。") if back else YES)
    names = [dict(one.codes.values_list("code", "name")) for one in (old, new)]
    found = faults(changes, old=names[0], new=names[1])
    if found or not changes:
        place, sentence = found[0] if found else (0, "表中没有对应关系。")
        more = f"（共{len(found)}处）" if len(found) > 1 else ""
        raise Refused(f"第{place + 1}条：{sentence}{more}一条也没有写入。" if found else sentence)
    rows = Mapping.objects.filter(old_edition=old, new_edition=new)
    rows.filter(old__in={change.old for change in changes}).delete()
    rows.filter(new__in={change.new for change in changes if change.new}, source=COMPARED).delete()
    Mapping.objects.bulk_create(
        [
            Mapping(old_edition=old, new_edition=new, old=c.old, new=c.new, kind=c.kind, source=source.strip())
            for c in changes
        ]
    )
    record(by=by, what=f"建立目录对应{len(changes)}条", on=new, about=old, why=source)
    return len(changes)
