"""Ask for a list as a file. Plain lists are made at once; personal ones say what for, and large or unmasked ones wait for a second person."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.listings import Asked, Listing, count_of
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell

from ..models import Export
from ..queries import deciders_of, filters_in_words
from ..rules.steps import may_ask, needs_second_person

NOBODY_ELSE = "没有可以批准的另一位负责人。请联系管理员设置后再申请，或改为导出脱敏的、较少的行。"


@transaction.atomic
def ask_export(listing: Listing, asked: Asked, *, form: str, reason: str, is_masked: bool) -> Export:
    """Raises ``Refused``. ``asked.identity`` is who acts."""
    rows = count_of(listing, asked)
    require(may_ask(is_personal=listing.is_personal, reason=reason, rows=rows, form=form))
    waits = needs_second_person(is_personal=listing.is_personal, is_masked=is_masked, rows=rows)
    per = listing.per(asked)
    export = Export.objects.create(
        listing=listing.name,
        of_pk=asked.pk,
        title=f"{per}{listing.title}"[:120],
        filter=asked.query.urlencode(),
        filters=filters_in_words(listing, asked),
        format=form,
        is_personal=listing.is_personal,
        is_masked=is_masked or not listing.is_personal,
        reason=reason.strip(),
        rows=rows,
        state=Export.State.WAITING if waits else Export.State.BUILDING,
        asked_by=asked.identity,
    )
    if waits:
        deciders = deciders_of(export, asked.today)
        if not deciders:
            raise Refused(NOBODY_ELSE)
        said = f"{asked.identity}申请导出{export.title}{rows}行（{'脱敏' if export.is_masked else '不脱敏'}），请审批。"
        tell(deciders, said, url=export.get_absolute_url(), key=f"export:{export.pk}:asked")
    record(by=asked.identity, what="申请导出", on=export, why=summary_of(export))
    return export


def summary_of(export: Export) -> str:
    """For the trail: how much of what, by which filter, masked or not, what for."""
    filters = "；".join(export.filters) or "全部"
    masked = ("，脱敏" if export.is_masked else "，不脱敏") if export.is_personal else ""
    reason = f"用途：{export.reason}" if export.reason else ""
    return f"{export.rows}行，筛选：{filters}，{export.get_format_display()}{masked}。{reason}"
