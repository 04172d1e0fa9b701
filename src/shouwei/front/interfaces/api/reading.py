"""Operations that read. Each list and each single row go through the same key as the page that shows it."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.organisations.permissions import KEYS as ORGANISATIONS
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport, SupervisionNotice, Task
from shouwei.oversight.planning.permissions import KEYS as PLANNING

from .doors import ApiRequest, BearerToken
from .paging import Number, Window, page_of
from .shapes import (
    Duties,
    DutyShape,
    Me,
    Members,
    MemberShape,
    Notices,
    NoticeShape,
    Organisations,
    OrganisationShape,
    Plans,
    PlanShape,
    Reports,
    ReportShape,
    Tasks,
    TaskShape,
)

router = Router()
DUTIES = Duty.objects.select_related("task", "organisation")
TASKS = Task.objects.select_related("area", "lead")
ReportState = Literal["draft", "submitted", "approved", "accepted", "returned"]
Kind = Literal["group", "council", "secretariat", "department", "school", "enterprise", "park", "county", "authority"]


class OfPlan(Window):
    plan: Number | None = None


class OfTask(Window):
    task: Number | None = None
    organisation: Number | None = None


class OfDuty(Window):
    duty: Number | None = None
    state: ReportState | None = None


class OfKind(Window):
    kind: Kind | None = None


def asked(**wanted: object) -> dict[str, object]:
    return {name: value for name, value in wanted.items() if value is not None}


@router.get(
    "/plans",
    response=Plans,
    summary="方案列表",
    tags=["方案"],
    auth=BearerToken(PLANNING, "view_plan", scope="plan.read"),
)
def plans(request: ApiRequest, window: Query[Window]) -> dict[str, Any]:
    return page_of(PLANNING.within(request.identity, "view_plan", Plan.objects.all()), window, PlanShape.of)


@router.get(
    "/plans/{int:number}",
    response=PlanShape,
    summary="一个方案",
    tags=["方案"],
    auth=BearerToken(PLANNING, "view_plan", scope="plan.read"),
)
def plan(request: ApiRequest, number: int) -> dict[str, Any]:
    return PlanShape.of(PLANNING.fetch(request.identity, "view_plan", Plan.objects.all(), pk=number))


@router.get(
    "/tasks",
    response=Tasks,
    summary="任务列表",
    tags=["方案"],
    auth=BearerToken(PLANNING, "view_task", scope="plan.read"),
)
def tasks(request: ApiRequest, window: Query[OfPlan]) -> dict[str, Any]:
    rows = PLANNING.within(request.identity, "view_task", TASKS.filter(**asked(plan=window.plan)))
    return page_of(rows, window, TaskShape.of)


@router.get(
    "/tasks/{int:number}",
    response=TaskShape,
    summary="一项任务",
    tags=["方案"],
    auth=BearerToken(PLANNING, "view_task", scope="plan.read"),
)
def task(request: ApiRequest, number: int) -> dict[str, Any]:
    return TaskShape.of(PLANNING.fetch(request.identity, "view_task", TASKS.all(), pk=number))


@router.get(
    "/duties",
    response=Duties,
    summary="分担列表",
    tags=["分担与进展"],
    auth=BearerToken(PLANNING, "view_duty", scope="duty.read"),
)
def duties(request: ApiRequest, window: Query[OfTask]) -> dict[str, Any]:
    rows = DUTIES.filter(**asked(task=window.task, organisation=window.organisation))
    return page_of(PLANNING.within(request.identity, "view_duty", rows), window, DutyShape.of)


@router.get(
    "/duties/{int:number}",
    response=DutyShape,
    summary="一项分担",
    tags=["分担与进展"],
    auth=BearerToken(PLANNING, "view_duty", scope="duty.read"),
)
def duty(request: ApiRequest, number: int) -> dict[str, Any]:
    return DutyShape.of(PLANNING.fetch(request.identity, "view_duty", DUTIES.all(), pk=number))


@router.get(
    "/reports",
    response=Reports,
    summary="进展报告列表",
    tags=["分担与进展"],
    auth=BearerToken(PLANNING, "view_report", scope="duty.read"),
)
def reports(request: ApiRequest, window: Query[OfDuty]) -> dict[str, Any]:
    rows = ProgressReport.objects.filter(**asked(duty=window.duty, state=window.state))
    return page_of(PLANNING.within(request.identity, "view_report", rows), window, ReportShape.of)


@router.get(
    "/reports/{int:number}",
    response=ReportShape,
    summary="一份进展报告",
    tags=["分担与进展"],
    auth=BearerToken(PLANNING, "view_report", scope="duty.read"),
)
def report(request: ApiRequest, number: int) -> dict[str, Any]:
    return ReportShape.of(PLANNING.fetch(request.identity, "view_report", ProgressReport.objects.all(), pk=number))


@router.get(
    "/notices",
    response=Notices,
    summary="督办单列表",
    tags=["督办"],
    auth=BearerToken(PLANNING, "view_notice", scope="notice.read"),
)
def notices(request: ApiRequest, window: Query[Window]) -> dict[str, Any]:
    rows = PLANNING.within(request.identity, "view_notice", SupervisionNotice.objects.select_related("to"))
    return page_of(rows, window, NoticeShape.of)


@router.get(
    "/notices/{int:number}",
    response=NoticeShape,
    summary="一份督办单",
    tags=["督办"],
    auth=BearerToken(PLANNING, "view_notice", scope="notice.read"),
)
def notice(request: ApiRequest, number: int) -> dict[str, Any]:
    rows = SupervisionNotice.objects.select_related("to")
    return NoticeShape.of(PLANNING.fetch(request.identity, "view_notice", rows, pk=number))


@router.get(
    "/organisations",
    response=Organisations,
    summary="单位列表",
    tags=["单位"],
    auth=BearerToken(ORGANISATIONS, "view_members", scope="organisation.read"),
)
def organisations(request: ApiRequest, window: Query[OfKind]) -> dict[str, Any]:
    return page_of(Organisation.objects.filter(**asked(kind=window.kind)), window, OrganisationShape.of)


@router.get(
    "/organisations/{int:number}",
    response=OrganisationShape,
    summary="一个单位",
    tags=["单位"],
    auth=BearerToken(ORGANISATIONS, "view_members", scope="organisation.read"),
)
def organisation(request: ApiRequest, number: int) -> dict[str, Any]:
    return OrganisationShape.of(get_object_or_404(Organisation, pk=number))


@router.get(
    "/members",
    response=Members,
    summary="成员单位（含历史）",
    tags=["单位"],
    auth=BearerToken(ORGANISATIONS, "view_members", scope="organisation.read"),
)
def members(request: ApiRequest, window: Query[Window]) -> dict[str, Any]:
    rows = Membership.objects.select_related("organisation")
    return page_of(ORGANISATIONS.within(request.identity, "view_members", rows), window, MemberShape.of)


@router.get(
    "/me",
    response=Me,
    summary="本令牌的身份",
    tags=["身份"],
    auth=BearerToken(ORGANISATIONS, "view_members", scope="organisation.read"),
)
def me(request: ApiRequest) -> dict[str, Any]:
    who = request.identity
    return {
        "person": who.user.name,
        "role": who.role,
        "role_label": who.role_label,
        "organisation": who.organisation_id,
        "organisation_name": who.organisation.name,
        "scopes": request.auth.scopes,
        "expires_on": request.auth.expires_on,
    }
