"""Write a draft of a definition: a new one, the next version of one, or a change of the draft there is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Definition
from ..rules.drafting import WORDS, may_write, unit_of


@transaction.atomic
def write_definition(
    *,
    code: str,
    target: str,
    spec: Mapping[str, Any],
    words: Mapping[str, str],
    caveat: str,
    valid_from: date,
    why: str,
    alone: bool,
    name_reviewed: bool,
    caveat_reviewed: bool,
    by: Identity,
    today: date,
) -> Definition:
    """The figures of the version that holds do not move: a draft counts nowhere but in its own trial. What was reviewed is said anew
    each time it is written.
    """
    versions = list(Definition.objects.select_for_update().filter(code=code).order_by("-version"))
    newest = versions[0] if versions else None
    if newest is not None and newest.state == Definition.State.PROPOSED:
        raise Refused(f"“{newest.name}”第{newest.version}版正在提请议定，议定或退回以后再修改。")
    if newest is not None and newest.target != target:
        raise Refused("同一代码的各版本属于同一目标；另一个目标请用新的代码。")
    draft = newest if newest is not None and newest.state == Definition.State.DRAFT else None
    version = draft.version if draft else (newest.version + 1 if newest else 1)
    require(
        may_write(
            code=code,
            spec=spec,
            words=words,
            why=why,
            version=version,
            valid_from=valid_from,
            today=today,
            alone=alone,
        )
    )
    row = draft or Definition(code=code, version=version, target=target)
    for name in WORDS:
        setattr(row, name, words[name].strip())
    row.spec, row.unit, row.caveat = dict(spec), unit_of(spec), caveat.strip()
    row.valid_from, row.why, row.written_by = valid_from, why.strip(), by
    row.alone, row.name_reviewed, row.caveat_reviewed = alone, name_reviewed, caveat_reviewed
    row.save()
    record(by=by, what="起草口径", on=row, why=why.strip())
    return row
