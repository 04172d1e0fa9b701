"""The load every peer was measured with: 35 tasks, 30 members, about 1,000 duties, 2,000 reports over twelve months.

Rows are written in bulk, without the workflows, because only the reading is measured; everything is invented.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from bench.house import TODAY
from django.contrib.auth.hashers import make_password

from shouwei.ground.audit.models import Event
from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.people.models import Identity, User
from shouwei.oversight.planning.models import (
    AnnualGoal,
    Area,
    Duty,
    Measure,
    Plan,
    PlanVersion,
    ProgressReport,
    Target,
    Task,
    WorkProgramme,
)

TASKS, SCHOOLS, ENTERPRISES, REPORTS = 35, 18, 12, 2000
ISSUED = date(2026, 3, 2)
SEED = 20261120
PASSWORD = "bench only"  # noqa: S105  # of a database that is thrown away
AREAS = ("优化专业结构", "扩大招生规模", "深化产教融合", "加强队伍建设", "促进本地就业", "完善保障机制")
LEADS = ("专业建设部", "招生就业部", "校企合作部", "师资培训部", "质量评价部", "综合协调部")
WORDS = "围绕首位产业需求|修订建设规划|与重点企业共同开发课程|建立动态调整机制|开展校园招聘|组织教师企业实践|共建共享实训基地|发布年度质量报告"


def fill() -> Plan:
    """Write the load into an empty database."""
    chance = random.Random(SEED)  # noqa: S311  # a repeatable load, no secret
    plan = _plan()
    members, leads, secretariat = _organisations()
    people = _people(members, leads, secretariat)
    tasks = _tasks(plan, leads, chance)
    duties = _duties(tasks, members, chance)
    _reports(duties, people, chance)
    _programmes(tasks, members)
    _events(tasks, people, chance)
    return plan


def _plan() -> Plan:
    plan = Plan.objects.create(
        title="示例职业教育集团服务首位产业工作方案",
        document_number="示职集〔2026〕1号",
        issuer="示例职业教育集团",
        adopted_by="理事会2026年第一次会议",
        issued_on=ISSUED,
        first_year=2026,
        last_year=2028,
        supervised_from=ISSUED,
    )
    PlanVersion.objects.create(
        plan=plan, number=1, issued_on=ISSUED, document_number=plan.document_number, draft={}, as_read={}
    )
    names = (("首位产业专业覆盖率", 100, "%"), ("年招生规模", 9000, "人"), ("毕业生本地就业率", 70, "%"))
    Target.objects.bulk_create(
        Target(
            plan=plan,
            order=n,
            name=name,
            value=value,
            unit=unit,
            comparator="≥",
            printed=f"{name}达到{value}{unit}以上",
        )
        for n, (name, value, unit) in enumerate(names, 1)
    )
    return plan


def _organisations() -> tuple[list[Organisation], list[Organisation], Organisation]:
    kind = Organisation.Kind
    schools = [
        Organisation.objects.create(name=f"示例第{n}职业学校", short_name=f"第{n}职校", kind=kind.SCHOOL)
        for n in range(1, SCHOOLS + 1)
    ]
    firms = [
        Organisation.objects.create(name=f"示例第{n}机械有限公司", short_name=f"第{n}机械", kind=kind.ENTERPRISE)
        for n in range(1, ENTERPRISES + 1)
    ]
    leads = [Organisation.objects.create(name=name, kind=kind.DEPARTMENT) for name in LEADS]
    secretariat = Organisation.objects.create(name="示例集团秘书处办公室", kind=kind.SECRETARIAT)
    Membership.objects.bulk_create(Membership(organisation=m, since=ISSUED) for m in schools + firms)
    return schools + firms, leads, secretariat


def _people(members: list[Organisation], leads: list[Organisation], secretariat: Organisation) -> dict[int, Identity]:
    """One identity per organisation, by the organisation's id; the secretariat's account is ``bench``."""
    role = Identity.Role
    seats = [
        (secretariat, role.SECRETARIAT),
        *((o, role.DEPARTMENT) for o in leads),
        *((o, role.UNIT_HEAD) for o in members),
    ]
    hashed = make_password(PASSWORD)
    found = {}
    for number, (organisation, seat) in enumerate(seats):
        user = User.objects.create(
            username=f"bench{number or ''}", name=f"示例{number:02d}", password=hashed, email=f"b{number}@example.test"
        )
        found[organisation.pk] = Identity.objects.create(user=user, role=seat, organisation=organisation, since=ISSUED)
    return found


def _tasks(plan: Plan, leads: list[Organisation], chance: random.Random) -> list[Task]:
    areas = [Area.objects.create(plan=plan, number=n, title=title) for n, title in enumerate(AREAS, 1)]
    words = WORDS.split("|")
    tasks = []
    for number in range(1, TASKS + 1):
        due = None if number % 5 == 0 else ISSUED + timedelta(days=chance.randrange(120, 1000))
        kind = Task.DeadlineKind.DAY if due else Task.DeadlineKind.LONG_TERM
        tasks.append(
            Task(
                plan=plan,
                area=areas[(number - 1) * len(areas) // TASKS],
                number=number,
                printed_number=str(number),
                text="，".join(chance.sample(words, 3)) + "。",
                lead=chance.choice(leads),
                for_schools=True,
                for_enterprises=True,
                implementers_printed="各成员学校、各成员企业",
                deadline_kind=kind,
                deadline_printed=f"{due.year}.{due.month}" if due else "长期",
                due_on=due,
            )
        )
    Task.objects.bulk_create(tasks)
    AnnualGoal.objects.bulk_create(
        AnnualGoal(task=task, year=TODAY.year, text="本年度开展两轮，形成报告。", set_on=ISSUED)
        for task in tasks
        if task.due_on is None and task.number % 10
    )
    return tasks


def _duties(tasks: list[Task], members: list[Organisation], chance: random.Random) -> list[Duty]:
    duties = [
        Duty(
            task=task,
            organisation=member,
            since=ISSUED,
            accepted_on=ISSUED,
            due_on=task.due_on,
            original_due_on=task.due_on,
            percent=chance.randrange(0, 21) * 5,
        )
        for task in tasks
        for member in members
    ]
    for duty in duties:
        if duty.percent == 100 and duty.due_on is not None:
            duty.completed_on = TODAY - timedelta(days=chance.randrange(100))
    return Duty.objects.bulk_create(duties)


def _reports(duties: list[Duty], people: dict[int, Identity], chance: random.Random) -> None:
    """Twelve months of them, at most one per duty and month; the duty remembers its last."""
    months = [date(2025 + (11 + n) // 12, (11 + n) % 12 + 1, 1) for n in range(12)]
    picked = chance.sample([(duty, month) for duty in duties for month in months], REPORTS)
    ProgressReport.objects.bulk_create(
        ProgressReport(
            duty=duty,
            period_first=month,
            period_last=month + timedelta(days=27),
            text="已完成调研，形成初稿，正在征求意见。",
            percent=duty.percent,
            state=ProgressReport.State.ACCEPTED,
            written_by=people[duty.organisation_id],
            submitted_on=month + timedelta(days=chance.randrange(28)),
        )
        for duty, month in picked
    )
    for duty, month in sorted(picked, key=lambda pair: pair[1]):
        duty.last_reported_on = month + timedelta(days=20)
    Duty.objects.bulk_update([duty for duty, _ in picked], ["last_reported_on"], batch_size=500)


def _programmes(tasks: list[Task], members: list[Organisation]) -> None:
    due = ISSUED + timedelta(days=20)
    programmes = WorkProgramme.objects.bulk_create(
        WorkProgramme(task=task, due_on=due, text="分三步推进。", state="registered", submitted_on=due)
        for task in tasks
    )
    Measure.objects.bulk_create(
        Measure(
            programme=programme,
            organisation=members[number],
            order=number,
            text="组织一次专题研讨",
            owner="示例",
            due_on=due + timedelta(days=60),
            deliverable="研讨纪要",
            evidence_rule="纪要扫描件",
        )
        for programme in programmes
        for number in range(4)
    )


def _events(tasks: list[Task], people: dict[int, Identity], chance: random.Random) -> None:
    """One line of the trail per report, as the workflows would have left."""
    seats = list(people.values())
    labels = {seat.pk: str(seat) for seat in seats}
    lines = []
    for number in range(REPORTS):
        seat, task = chance.choice(seats), chance.choice(tasks)
        lines.append(
            Event(
                at=datetime(2026, 11, 20, tzinfo=UTC),
                by=seat,
                by_label=labels[seat.pk],
                what="报送进展",
                on_type="planning.progressreport",
                on_id=number + 1,
                on_label=f"任务{task.number}进展",
                about_type="planning.task",
                about_id=task.pk,
            )
        )
    Event.objects.bulk_create(lines)
