"""Operations that write: each calls one workflow the pages call too, once per idempotency key."""

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Header, Router
from ninja.responses import NinjaJSONEncoder

from shouwei.core.clock import today
from shouwei.oversight.planning.models import Duty, SupervisionNotice
from shouwei.oversight.planning.permissions import KEYS as PLANNING
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.workflows.save_report import ReportWords, save_report
from shouwei.oversight.planning.workflows.sign_notice import sign_notice
from shouwei.oversight.planning.workflows.submit_report import submit_report

from ..workflows.answer_once import OtherRequest, answer_once
from .doors import ApiRequest, BearerToken
from .problems import Stop
from .shapes import NoticeShape, ReportShape, ReportWordsShape

router = Router()
Key = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9._~-]+$",
        description="幂等键：同一次操作重发时保持不变，8—64个字母、数字或._~-",
    ),
]


@router.put(
    "/duties/{int:number}/report",
    response=ReportShape,
    summary="保存本期进展草稿",
    tags=["分担与进展"],
    auth=BearerToken(PLANNING, "write_report", scope="report.write"),
)
def save(request: ApiRequest, number: int, words: ReportWordsShape, key: Key) -> Any:
    duty = _duty(request, number)

    def act() -> tuple[int, Any]:
        period = period_of(today(), duty.task.plan.report_rhythm)
        report = save_report(duty, period=period, words=ReportWords(**words.dict()), by=request.identity, today=today())
        return 200, ReportShape.of(report)

    return once(request, key, act)


@router.post(
    "/duties/{int:number}/report",
    response={201: ReportShape},
    summary="报送本期进展",
    tags=["分担与进展"],
    auth=BearerToken(PLANNING, "write_report", scope="report.write"),
)
def submit(request: ApiRequest, number: int, words: ReportWordsShape, key: Key) -> Any:
    duty = _duty(request, number)

    def act() -> tuple[int, Any]:
        period = period_of(today(), duty.task.plan.report_rhythm)
        report = submit_report(
            duty, period=period, words=ReportWords(**words.dict()), by=request.identity, today=today()
        )
        return 201, ReportShape.of(report)

    return once(request, key, act)


@router.post(
    "/notices/{int:number}/signature",
    response={201: NoticeShape},
    summary="签收督办单",
    tags=["督办"],
    auth=BearerToken(PLANNING, "sign_notice", scope="notice.write"),
)
def sign(request: ApiRequest, number: int, key: Key) -> Any:
    rows = SupervisionNotice.objects.select_related("to")
    notice = PLANNING.fetch(request.identity, "sign_notice", rows, pk=number)

    def act() -> tuple[int, Any]:
        sign_notice(notice, by=request.identity, today=today())
        return 201, NoticeShape.of(rows.get(pk=notice.pk))

    return once(request, key, act)


def _duty(request: ApiRequest, number: int) -> Duty:
    rows = Duty.objects.select_related("task__plan", "organisation")
    return PLANNING.fetch(request.identity, "write_report", rows, pk=number)


def once(request: ApiRequest, key: str, act: Callable[[], tuple[int, Any]]) -> HttpResponse:
    """The answer of ``act``, or the one given to the same key before (header ``Idempotent-Replayed``)."""
    asked = hashlib.sha256(b"\0".join([str(request.method).encode(), request.path.encode(), request.body])).hexdigest()

    def as_text() -> tuple[int, str]:
        status, body = act()
        return status, json.dumps(body, cls=NinjaJSONEncoder, ensure_ascii=False)

    try:
        status, body, repeated = answer_once(request.auth, key=key, request=asked, act=as_text)
    except OtherRequest:
        raise Stop(422, "这个Idempotency-Key已用于另一个请求。请为新的操作换一个键。") from None
    headers = {"Idempotent-Replayed": "true"} if repeated else {}
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8", headers=headers)
