"""Make the file of an export: what the filter shows, as the person who asked sees it now. Safe to run twice."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404

from shouwei.core.clock import now
from shouwei.core.listings import Asked, Listing, rows_of
from shouwei.core.secrets.masks import mask
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell

from ..models import Export, ExportFile
from ..rules.files import MAKERS, Contents
from ..rules.steps import lasts, most_rows

GONE = "这份清单现在不能导出：权限已收回，或所属的内容已被删除。请重新进入页面后再试。"


def build_export(pk: int, *, today: date) -> None:
    """The work is redone from the start when a worker was killed; rows that left the requester's reach meanwhile are left out."""
    export = Export.objects.select_related("asked_by__user", "asked_by__organisation", "decided_by__user").get(pk=pk)
    if export.state != Export.State.BUILDING:
        return
    asked = Asked(export.asked_by, export.query, today, export.of_pk)
    try:
        listing = export.source
        if not listing.opens(export.asked_by):
            raise Refused(GONE)
        data, count = _made(export, listing, asked)
    except (Refused, Http404, KeyError) as stopped:
        Export.objects.filter(pk=pk, state=Export.State.BUILDING).update(
            state=Export.State.FAILED, said=str(stopped) if isinstance(stopped, Refused) else GONE
        )
        return
    _keep(pk, data, count)


def _made(export: Export, listing: Listing, asked: Asked) -> tuple[bytes, int]:
    count = 0
    most = most_rows(is_personal=export.is_personal, rows=export.rows, is_agreed=export.decided_by_id is not None)

    def rows() -> Iterator[list[Any]]:
        nonlocal count
        for row in rows_of(listing, asked):
            count += 1
            if count > most:
                raise Refused(f"申请时是{export.rows}行，现在多出很多，超过了当时看过的范围。请按现在的行数重新申请。")
            yield [_value(column.value(row), column.personal, export.is_masked) for column in listing.columns]

    def progress(done: int) -> None:
        if done % 5_000 == 0:
            Export.objects.filter(pk=export.pk).update(done=done)

    data = MAKERS[export.format](contents_of(export, listing, asked.today), rows(), progress)
    return data, count


def _value(value: Any, personal: str, is_masked: bool) -> Any:
    return mask(str(value), personal) if personal and is_masked and value not in (None, "") else value  # type: ignore[arg-type]  # one of masks.Kind  # fmt: skip


def contents_of(export: Export, listing: Listing, today: date) -> Contents:
    facts = [f"筛选：{'；'.join(export.filters) or '全部'}"]
    day = f"{today.year}年{today.month}月{today.day}日"
    facts.append(f"导出人：{export.asked_by}　导出日期：{day}　编号：{export.number}")
    if export.is_personal:
        agreed = f"　批准人：{export.decided_by}" if export.decided_by else ""
        facts.append(
            f"含个人信息，{'已脱敏' if export.is_masked else '未脱敏'}，仅限所申请的用途：{export.reason}{agreed}"
        )
    headings = [column.heading for column in listing.columns]
    return Contents(export.title, headings, [column.width for column in listing.columns], facts, today)


@transaction.atomic
def _keep(pk: int, data: bytes, count: int) -> None:
    export = Export.objects.select_for_update(of=("self",)).select_related("asked_by__user").get(pk=pk)
    if export.state != Export.State.BUILDING:
        return
    ExportFile.objects.create(export=export, content=b64encode(data).decode())
    export.state, export.finished_at, export.rows, export.done = Export.State.DONE, now(), count, count
    export.expires_at = export.finished_at + lasts(is_personal=export.is_personal)
    export.size, export.sha256 = len(data), hashlib.sha256(data).hexdigest()
    export.save()
    said = f"{export.title}已生成，{count}行，请在期限内下载。"
    tell([export.asked_by], said, url=export.get_absolute_url(), key=f"export:{export.pk}:done")
    record(by=export.asked_by, what="生成导出文件", on=export, why=f"{count}行，SHA-256：{export.sha256}")
