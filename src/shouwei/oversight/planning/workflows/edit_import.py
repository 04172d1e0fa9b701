"""Change the draft of an import in the preview. What the reader found stays beside it untouched."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from shouwei.core.verdict import YES, no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import PlanImport
from ..rules.drafts import changed


@transaction.atomic
def edit_import(source: PlanImport, edit: Callable[[dict[str, Any]], dict[str, Any]], *, by: Identity) -> PlanImport:
    """Apply a pure edit of rules/drafts.py under a lock, so that two editors cannot lose each other's lines."""
    source = PlanImport.objects.select_for_update().get(pk=source.pk)
    require(YES if source.state == PlanImport.State.OPEN else no("该文件已发布或已放弃，不能再修改。"))
    before = source.draft
    source.draft = edit(before)
    source.save(update_fields=["draft", "edited_at"])
    if changes := changed(before, source.draft):
        record(by=by, what="修改导入内容", on=source, changes=changes)
    return source


@transaction.atomic
def discard_import(source: PlanImport, *, by: Identity) -> None:
    """Give an import up; it stays on record."""
    source = PlanImport.objects.select_for_update().get(pk=source.pk)
    require(YES if source.state == PlanImport.State.OPEN else no("该文件已发布或已放弃。"))
    source.state = PlanImport.State.DISCARDED
    source.save(update_fields=["state"])
    record(by=by, what="放弃导入", on=source)
