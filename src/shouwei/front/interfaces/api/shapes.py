"""What the API answers and takes. Descriptions are what the documentation page prints."""

from datetime import date
from typing import Any

from django.db.models import Model
from ninja import Schema
from pydantic import ConfigDict, Field

from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport, SupervisionNotice, Task

from .paging import Words


class Me(Schema):
    person: str = Field(description="姓名")
    role: str = Field(description="角色代码")
    role_label: str = Field(description="角色")
    organisation: int = Field(description="单位编号")
    organisation_name: str = Field(description="单位名称")
    scopes: list[str] = Field(description="令牌的权限范围")
    expires_on: date = Field(description="令牌有效期至")


class PlanShape(Schema):
    id: int
    title: str = Field(description="标题")
    document_number: str = Field(description="发文字号")
    issuer: str = Field(description="发文机关")
    issued_on: date = Field(description="印发日期")
    first_year: int = Field(description="起始年度")
    last_year: int = Field(description="结束年度")
    report_rhythm: str = Field(description="进展报告周期：month每月，tenday每旬")
    closed_on: date | None = Field(description="终结日期")

    @staticmethod
    def of(row: Plan) -> dict[str, Any]:
        return _fields(row, PlanShape)


class TaskShape(Schema):
    id: int
    plan: int = Field(description="方案编号")
    number: int = Field(description="任务编号")
    area: str = Field(description="主要任务（类）")
    text: str = Field(description="任务内容")
    lead: int = Field(description="牵头部门编号")
    lead_name: str = Field(description="牵头部门")
    deadline_kind: str = Field(description="时限类型：day限期，long_term长期，triggered条件触发")
    due_on: date | None = Field(description="截止日期")
    stopped_on: date | None = Field(description="中止日期")

    @staticmethod
    def of(row: Task) -> dict[str, Any]:
        return {
            **_fields(row, TaskShape, but={"plan", "lead", "lead_name", "area"}),
            "plan": row.plan_id,
            "area": row.area.title,
            "lead": row.lead_id,
            "lead_name": row.lead.name,
        }


class DutyShape(Schema):
    id: int
    task: int = Field(description="任务编号（内部）")
    task_number: int = Field(description="任务在方案中的编号")
    organisation: int = Field(description="单位编号")
    organisation_name: str = Field(description="单位")
    since: date = Field(description="起始日期")
    due_on: date | None = Field(description="截止日期")
    accepted_on: date | None = Field(description="确认日期")
    percent: int = Field(description="完成率（%）")
    last_reported_on: date | None = Field(description="最近报告")
    completed_on: date | None = Field(description="办结日期")
    stopped_on: date | None = Field(description="中止日期")

    @staticmethod
    def of(row: Duty) -> dict[str, Any]:
        given = {"task", "task_number", "organisation", "organisation_name"}
        return {
            **_fields(row, DutyShape, but=given),
            "task": row.task_id,
            "task_number": row.task.number,
            "organisation": row.organisation_id,
            "organisation_name": row.organisation.name,
        }


class ReportShape(Schema):
    id: int
    duty: int = Field(description="分担编号")
    period_first: date = Field(description="报告期起")
    period_last: date = Field(description="报告期止")
    text: str = Field(description="进展情况")
    percent: int = Field(description="完成率（%）")
    difficulties: str = Field(description="困难或问题")
    support_wanted: str = Field(description="需要的支持")
    no_change: bool = Field(description="本期无变化")
    state: str = Field(
        description="状态：draft草稿，submitted待单位负责人审核，approved待牵头部门审核，accepted已采纳，returned已退回"
    )
    submitted_on: date | None = Field(description="报送日期")
    return_reason: str = Field(description="退回原因")

    @staticmethod
    def of(row: ProgressReport) -> dict[str, Any]:
        return {**_fields(row, ReportShape, but={"duty"}), "duty": row.duty_id}


class NoticeShape(Schema):
    id: int
    number: str = Field(description="文号")
    level: str = Field(description="级别：blue临期，amber滞后，red逾期")
    to: int = Field(description="受文单位编号")
    to_name: str = Field(description="受文单位")
    reason: str = Field(description="事由")
    demand: str = Field(description="办理要求")
    state: str = Field(description="状态")
    sent_on: date | None = Field(description="发出日期")
    reply_due_on: date | None = Field(description="回复期限")

    @staticmethod
    def of(row: SupervisionNotice) -> dict[str, Any]:
        return {**_fields(row, NoticeShape, but={"to", "to_name"}), "to": row.to_id, "to_name": row.to.name}


class OrganisationShape(Schema):
    id: int
    name: str = Field(description="全称")
    short_name: str = Field(description="简称")
    kind: str = Field(description="类别代码")
    kind_label: str = Field(description="类别")

    @staticmethod
    def of(row: Organisation) -> dict[str, Any]:
        return {**_fields(row, OrganisationShape, but={"kind_label"}), "kind_label": row.get_kind_display()}


class MemberShape(Schema):
    id: int
    organisation: int = Field(description="单位编号")
    organisation_name: str = Field(description="单位")
    since: date = Field(description="加入日期")
    until: date | None = Field(description="退出日期")

    @staticmethod
    def of(row: Membership) -> dict[str, Any]:
        return {
            **_fields(row, MemberShape, but={"organisation", "organisation_name"}),
            "organisation": row.organisation_id,
            "organisation_name": row.organisation.name,
        }


class Plans(Schema):
    items: list[PlanShape]
    next_cursor: str


class Tasks(Schema):
    items: list[TaskShape]
    next_cursor: str


class Duties(Schema):
    items: list[DutyShape]
    next_cursor: str


class Reports(Schema):
    items: list[ReportShape]
    next_cursor: str


class Notices(Schema):
    items: list[NoticeShape]
    next_cursor: str


class Organisations(Schema):
    items: list[OrganisationShape]
    next_cursor: str


class Members(Schema):
    items: list[MemberShape]
    next_cursor: str


class ReportWordsShape(Schema):
    """What a unit says about the present period."""

    model_config = ConfigDict(extra="forbid")

    text: Words = Field("", max_length=4000, description="进展情况")
    percent: int = Field(ge=0, le=100, description="完成率（%）")
    difficulties: Words | None = Field(None, max_length=4000, description="困难或问题；不填则保留草稿中的内容")
    support_wanted: Words | None = Field(None, max_length=4000, description="需要的支持")
    no_change: bool = Field(False, description="本期无变化")


def _fields(row: Model, shape: type[Schema], but: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """The fields of a shape that a row bears under the same name."""
    return {name: getattr(row, name) for name in shape.model_fields if name not in but}
