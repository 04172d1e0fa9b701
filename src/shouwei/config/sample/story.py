"""The sample group at work: everything below is done by the real workflows, as the invented people would do it.

The story is told backwards from today, so that there is always something early, late, done and waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from shouwei.ground.calendar.official_table import official_year
from shouwei.ground.calendar.workflows.import_holidays import load_official
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.people.demo import demo_password
from shouwei.ground.people.models import Identity, User
from shouwei.oversight.planning.models import (
    Completion,
    Difficulty,
    Duty,
    Meeting,
    Plan,
    PlanImport,
    SupervisionNotice,
    Task,
)
from shouwei.oversight.planning.rules.periods import period_before, period_of
from shouwei.oversight.planning.rules.states import elapsed
from shouwei.oversight.planning.workflows.answer_difficulty import answer_difficulty
from shouwei.oversight.planning.workflows.ask_completion import ask_completion
from shouwei.oversight.planning.workflows.attach_evidence import attach_evidence
from shouwei.oversight.planning.workflows.confirm_completion import confirm_completion
from shouwei.oversight.planning.workflows.draft_notices import draft_notices
from shouwei.oversight.planning.workflows.hold_meeting import hold_meeting
from shouwei.oversight.planning.workflows.import_plan import import_plan
from shouwei.oversight.planning.workflows.judge_report import judge_report
from shouwei.oversight.planning.workflows.keep_programme_draft import ProgrammeWords
from shouwei.oversight.planning.workflows.plan_meeting import plan_meeting
from shouwei.oversight.planning.workflows.publish_plan import publish_plan
from shouwei.oversight.planning.workflows.register_programme import register_programme
from shouwei.oversight.planning.workflows.review_completion import review_completion
from shouwei.oversight.planning.workflows.save_programme import save_programme
from shouwei.oversight.planning.workflows.save_report import ReportWords
from shouwei.oversight.planning.workflows.send_notice import send_notice
from shouwei.oversight.planning.workflows.set_goal import set_goal
from shouwei.oversight.planning.workflows.sign_notice import sign_notice
from shouwei.oversight.planning.workflows.submit_programme import submit_programme
from shouwei.oversight.planning.workflows.submit_report import submit_report

from . import STAGES
from .learning import learning
from .people import CAST, DEPARTMENTS, ENTERPRISES, GROUP, SCHOOLS
from .places import places
from .plan import sample_plan

SILENT, SILENT_ON = "云岭农业学校", {5, 12}
TRAILING = {2, 9}
PHRASES = (
    "已成立工作小组，明确分工和时间表，首次会商已召开。",
    "完成现状调研，形成问题清单，正在征求合作企业意见。",
    "初稿已完成，按牵头部门意见修改中。",
    "两场对接活动已举办，参加企业六家，后续跟进有专人负责。",
    "与园区人力资源部门建立联系，岗位需求表已收齐。",
)
AGE = 50  # days between the issue of the sample plan and today


def tell_story(today: date, *, until: str = STAGES[-1], plan_file: Path | None = None) -> None:
    """Play the stages up to ``until``. With a plan file of one's own the story ends at its preview: dates are not guessed."""
    people(today)
    holidays(today)
    if plan_file is not None:
        import_plan(name=plan_file.name, data=plan_file.read_bytes(), by=someone("secretariat"))
        return
    later: dict[str, Callable[[Plan, date], None]] = {
        "programmes": programmes,
        "reports": reports,
        "notices": notices,
        "meeting": meeting,
        "learning": learning,
    }
    if until == "people":
        return
    plan = publish(today)
    for stage in STAGES[2 : STAGES.index(until) + 1]:
        later[stage](plan, today)


def someone(role: str, organisation: Organisation | None = None) -> Identity:
    rows = Identity.objects.filter(role=role).select_related("user", "organisation").order_by("pk")
    found = rows.filter(organisation=organisation) if organisation else rows
    return found[0]


def holidays(today: date) -> None:
    """The holiday table of this year, where the published one is at hand."""
    if official_year(today.year):
        load_official(today.year, by=None)


def people(today: date) -> None:
    kind = Organisation.Kind
    since = today - timedelta(days=AGE + 30)
    group = Organisation.objects.create(name=GROUP, kind=kind.GROUP)
    make = Organisation.objects.create
    make(name=f"{GROUP}理事会", short_name="理事会", kind=kind.COUNCIL, parent=group)
    secretariat = make(name=f"{GROUP}秘书处", short_name="秘书处", kind=kind.SECRETARIAT, parent=group)
    make(name=f"{GROUP}秘书处办公室", short_name="秘书处办公室", kind=kind.SECRETARIAT, parent=secretariat)
    make(name="江城市教育督查室", short_name="督查室", kind=kind.AUTHORITY)
    for name in DEPARTMENTS:
        make(name=name, kind=kind.DEPARTMENT, parent=group)
    for names, member_kind in ((SCHOOLS, kind.SCHOOL), (ENTERPRISES, kind.ENTERPRISE)):
        for name, short_name in names.items():
            member = make(name=name, short_name=short_name, kind=member_kind)
            Membership.objects.create(organisation=member, since=since, source="示例数据")
    places(today)
    hashed = make_password(demo_password())  # once: a time for each would be most of the story's time
    for person in CAST:
        at = Organisation.objects.filter(short_name=person.organisation).first()
        organisation = at or Organisation.objects.get(name=person.organisation)
        user = User.objects.create(username=person.username, password=hashed, name=person.name)
        Identity.objects.create(user=user, role=person.role, organisation=organisation, since=since)


def publish(today: date) -> Plan:
    issued_on = today - timedelta(days=AGE)
    secretariat = someone("secretariat")
    text = sample_plan(issued_on)
    source: PlanImport = import_plan(name="示例方案.txt", data=text.encode(), by=secretariat)
    return publish_plan(
        source,
        issued_on=issued_on,
        adopted_by=source.draft["adopted_by"] or f"集团理事会{issued_on.year}年第一次会议",
        first_year=issued_on.year,
        last_year=issued_on.year + 2,
        members=list(Organisation.objects.filter(memberships__until=None, memberships__isnull=False)),
        by=secretariat,
        today=issued_on,
    )


def lead_of(task: Task) -> Identity:
    role = "secretariat" if task.lead.kind == Organisation.Kind.SECRETARIAT else "department"
    return someone(role, task.lead if role == "department" else None)


def programmes(plan: Plan, today: date) -> None:
    """Most leads are on time, one task is late, one waits for the secretariat; goals are set but for one task."""
    secretariat = someone("secretariat")
    for task in plan.tasks.select_related("lead", "programme", "plan"):
        lead = lead_of(task)
        if task.is_long_term and task.number != 8:
            years = {plan.issued_on.year, today.year}
            for year in sorted(years):
                day = plan.issued_on + timedelta(days=12) if year == plan.issued_on.year else today
                text = f"{year}年内面向全部成员单位完成不少于两轮，形成年度总结。"
                set_goal(task, year=year, text=text, by=lead, today=day)
        if task.number == 14:
            continue  # still a draft, and late
        day = plan.issued_on + timedelta(days=8 + task.number % 9)
        save_programme(
            task.programme,
            words=ProgrammeWords(
                text=f"围绕“{task.text.rstrip('。')}”，分调研、实施、总结三步推进；每月汇总一次，由专人负责联络。",
                rows=_rows(task),
            ),
            edition=task.programme.edition,
            by=lead,
        )
        submit_programme(task.programme, by=lead, today=day)
        if task.number != 19:
            register_programme(task.programme, by=secretariat, today=day + timedelta(days=2))


def _rows(task: Task) -> list[dict[str, str]]:
    last = task.due_on or date(task.plan.issued_on.year, 12, 31)
    first = task.plan.issued_on + (last - task.plan.issued_on) / 2
    return [
        {
            "text": text,
            "organisation": str(task.lead_id),
            "owner": "示例负责人",
            "due_on": day.isoformat(),
            "deliverable": deliverable,
            "evidence_rule": "加盖公章的材料一份",
        }
        for text, day, deliverable in (
            ("完成调研并提出需求清单", first, "调研报告"),
            ("组织实施并形成成果", last, "成果汇编"),
        )
    ]


def reports(plan: Plan, today: date) -> None:
    """One period: most units are ahead of time, two tasks trail, one school is silent on some, one has a difficulty."""
    last_period = period_before(period_of(today, plan.report_rhythm), plan.report_rhythm)
    day = min(last_period.last, today - timedelta(days=3))
    for duty in _duties(plan):
        if duty.organisation.name == SILENT and duty.task.number in SILENT_ON:
            continue
        asks_for_help = duty.organisation.name == SILENT and duty.task.number == 3
        words = ReportWords(
            text=PHRASES[(duty.pk + duty.task.number) % len(PHRASES)],
            percent=_percent(duty, today),
            difficulties="跨校教研时间难以统一。" if asks_for_help else "",
            support_wanted="请秘书处统一安排。" if asks_for_help else "",
        )
        report = submit_report(duty, period=last_period, words=words, by=head_of(duty.organisation), today=day)
        if duty.task.number % 3:
            judge_report(report, by=lead_of(duty.task), today=day + timedelta(days=1))
    for difficulty in Difficulty.objects.filter(duty__task__plan=plan).exclude(duty__task__number=3):
        answer_difficulty(difficulty, answer="由秘书处每月第二周统一排期。", by=someone("secretariat"), today=today)
    _close_one(plan, today)


def _percent(duty: Duty, today: date) -> int:
    """Ahead of 序时进度 by a little, but for two tasks that trail at one school."""
    if duty.due_on is None:
        return 30
    gone = elapsed(duty.since, duty.due_on, today)
    trails = duty.task.number in TRAILING and duty.organisation.kind == Organisation.Kind.SCHOOL
    return max(5, gone - 30) if trails else min(95, gone + 5 + duty.pk % 4 * 5)


def head_of(organisation: Organisation) -> Identity:
    return someone("unit_head", organisation)


def _duties(plan: Plan) -> QuerySet[Duty]:
    return Duty.objects.filter(task__plan=plan).select_related("task__lead", "task__plan", "organisation")


def _close_one(plan: Plan, today: date) -> None:
    duty = _duties(plan).get(task__number=7, organisation__name="江城示范职业技术学院")
    head = head_of(duty.organisation)
    day = today - timedelta(days=6)
    file = keep_file("就业指南.txt", "示例佐证：就业指南目录与发放记录。".encode(), by=head)
    attach_evidence(duty, [file], by=head, today=day)
    completion: Completion = ask_completion(duty, summary="指南已编印并发放到毕业班。", by=head, today=day)
    review_completion(completion, approve=True, answer="", by=lead_of(duty.task), today=day + timedelta(days=1))
    confirm_completion(completion, approve=True, answer="", by=someone("secretariat"), today=day + timedelta(days=2))


def notices(plan: Plan, today: date) -> None:
    """The rule drafts; the secretariat sends two, one of them is signed for."""
    draft_notices(today)
    drafts = SupervisionNotice.objects.filter(state="draft", to__kind="school").select_related("duty__task", "to")
    for order, notice in enumerate(drafts.order_by("pk")[:2]):
        send_notice(notice, demand="请说明原因，并提出补救措施和完成日期。", by=someone("secretariat"), today=today)
        if order == 0:
            sign_notice(notice, by=head_of(notice.to), today=today)


def meeting(plan: Plan, today: date) -> None:
    """Last week's 会商 has been held; this 旬's 调度 is being prepared."""
    secretariat = someone("secretariat")
    day = today - timedelta(days=7)
    held: Meeting = plan_meeting(
        plan,
        kind="consultation",
        period_day=day,
        held_on=day,
        place="集团会议室",
        chair="秦示例",
        by=secretariat,
        today=day,
    )
    hold_meeting(
        held,
        held_on=day,
        place="集团会议室",
        chair="秦示例",
        attendance="秘书处，各牵头部门",
        minutes="会议逐项研究了滞后事项，要求牵头部门一周内与有关单位见面。",
        outcomes={},
        by=secretariat,
        today=day,
    )
    plan_meeting(
        plan,
        kind="dispatch",
        period_day=today,
        held_on=today,
        place="集团会议室",
        chair="梁示例",
        by=secretariat,
        today=today,
    )
