"""One of everything, for two sister schools: what the walk tries to open."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db.models import Model

from shouwei.front.interfaces.models import Feed, Subscription, Token
from shouwei.front.operations.models import RestoreRequest, Run
from shouwei.ground.calendar.models import Schedule
from shouwei.ground.catalogues.models import Edition
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.exports.models import Export
from shouwei.ground.imports.models import Import, ImportProgress
from shouwei.ground.learners.models import RollChange, Student
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.links.models import Link
from shouwei.ground.notices.models import Channel, Dispatch, Notice
from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.people.models import Delegation, Handover, Identity, User
from shouwei.ground.privacy.models import Cleaning, DataRequest
from shouwei.oversight.indicators.models import Definition, Report, Round, Submission
from shouwei.oversight.indicators.workflows.freeze_report import freeze_report
from shouwei.oversight.planning.models import (
    AgendaItem,
    Bulletin,
    Completion,
    Decision,
    Difficulty,
    Duty,
    Evidence,
    Extension,
    Measure,
    Meeting,
    Plan,
    PlanImport,
    ProgrammePart,
    ProgressReport,
    SupervisionNotice,
)
from shouwei.oversight.planning.workflows.write_bulletin import write_bulletin
from shouwei.work.admissions.models import Intake
from shouwei.work.employment.models import Destination, Drawn, EmployerAsk, Proof, Question, Sample
from shouwei.work.programmes.models import Crosswalk, LeadIndustry, Partner, PartnerAsk, Programme, Segment

from ..cast import Cast, small_draft

DAY = date(2026, 4, 15)
NOON = datetime(2026, 4, 15, 4, tzinfo=UTC)


def things_of(plan: Plan, organisation: Organisation, by: Identity) -> dict[type[Model], Model]:
    """Model → a row that belongs to ``organisation`` and to nobody else."""
    duty = Duty.objects.select_related("task__programme").get(
        task__number=1, task__plan=plan, organisation=organisation
    )
    report = ProgressReport.objects.create(
        duty=duty,
        period_first=date(2026, 4, 1),
        period_last=date(2026, 4, 30),
        text="秘密",
        written_by=by,
        state="submitted",
    )
    completion = Completion.objects.create(duty=duty, summary="秘密", asked_on=DAY, asked_by=by)
    file = keep_file("佐证.txt", f"秘密 {organisation.pk}".encode(), by=by)
    student = enrol(organisation, 1, name="秘密", state="graduated", cohort=2026)[0]
    went = Destination.objects.create(
        student=student, school=organisation, cohort=2026, level="secondary", specialty_code="1", code="70"
    )
    return {
        Duty: duty,
        ProgressReport: report,
        Completion: completion,
        Difficulty: Difficulty.objects.create(duty=duty, report=report, text="秘密", raised_on=DAY),
        Extension: Extension.objects.create(
            duty=duty, old_due_on=DAY, new_due_on=date(2027, 1, 1), reason="秘密", asked_on=DAY, asked_by=by
        ),
        SupervisionNotice: SupervisionNotice.objects.create(
            duty=duty,
            to=organisation,
            level="red",
            occasion="red:x",
            reason="秘密",
            number=f"督办{organisation.pk}",
            state="sent",
            drafted_on=DAY,
            sent_on=DAY,
        ),
        Evidence: Evidence.objects.create(duty=duty, file=file, report=report, attached_on=DAY, attached_by=by),
        ProgrammePart: ProgrammePart.objects.create(
            programme=duty.task.programme, organisation=organisation, text="秘密", state="submitted"
        ),
        Measure: Measure.objects.create(
            programme=duty.task.programme,
            organisation=organisation,
            text="秘密",
            owner="某",
            due_on=DAY,
            deliverable="x",
            evidence_rule="x",
        ),
        Notice: Notice.objects.create(to=by, text="秘密", key="k"),
        Channel: (channel := _channel_of(organisation, by)),
        Dispatch: Dispatch.objects.create(way="robot", channel=channel, key="k", day=DAY, state="given_up"),
        Student: student,
        Destination: went,
        Proof: Proof.objects.create(destination=went, kind="contract", file=file, given_on=DAY, note="秘密"),
        Question: Question.objects.create(
            school=organisation, cohort=2026, rule="age", subject="秘密", text="秘密", asked_on=DAY, due_on=DAY
        ),
        EmployerAsk: EmployerAsk.objects.create(
            school=organisation,
            cohort=2026,
            employer=organisation,
            employer_code="x",
            contact_post="秘密",
            asked_at=NOON,
            sent_at=NOON,
        ),
        PartnerAsk: PartnerAsk.objects.create(
            partner=_partner(organisation),
            school=organisation,
            contact_post="秘密",
            asked_at=NOON,
            sent_at=NOON,
            answer="none",
            note="秘密",
            answered_at=NOON,
            due_on=DAY,
        ),
        Drawn: Drawn.objects.create(sample=_sample(by), destination=went, place=1, note="秘密"),
        Intake: Intake.objects.create(
            school=organisation,
            year=2026,
            level="secondary",
            specialty_code="700206",
            specialty_name="秘密",
            category="middle",
            quota=1,
            as_of=DAY,
        ),
        Submission: Submission.objects.create(round=_round(), school=organisation),
        DataRequest: DataRequest.objects.create(
            year=2026,
            serial=student.pk,
            kind="copy",
            student=student,
            school=organisation,
            words="秘密",
            received_on=DAY,
            due_on=DAY,
        ),
        RollChange: RollChange.objects.create(student=student, kind="suspend", happened_on=DAY, reason="秘密"),
        Token: Token.objects.create(
            identity=by, name="秘密", digest=str(by.pk), beginning="x", expires_on=date(2099, 1, 1)
        ),
        Subscription: Subscription.objects.create(identity=by, name="秘密", url="https://x.test/", secret="whsec_eA=="),
        Export: Export.objects.create(listing="x", title="秘密", rows=1, state="waiting", asked_by=by),
        Import: _import_of(by),
        Feed: Feed.objects.create(identity=by, name="秘密", digest=str(by.pk), secret="x"),
        Link: Link.objects.create(
            purpose="x",
            about_id=1,
            recipient="秘*",
            subject="秘密",
            issuer=organisation,
            issued_at=NOON,
            expires_at=NOON,
        ),
    }


def _channel_of(organisation: Organisation, by: Identity) -> Channel:
    return Channel.objects.create(
        kind="wecom", organisation=organisation, name="秘密", address="https://x.test/", made_by=by
    )


def _import_of(by: Identity) -> Import:
    batch = Import.objects.create(
        noun="calendar.holidays", title="节假日", file_name="秘密.xlsx", sha256="0" * 64, size=1, uploaded_by=by
    )
    ImportProgress.objects.create(batch=batch)
    return batch


def _partner(school: Organisation) -> Partner:
    industry, _ = LeadIndustry.objects.get_or_create(area=school, name="示例", since=DAY, source="x")
    programme = Programme.objects.create(
        school=school, level="secondary", specialty_code="600206", specialty_name="x", catalogue_edition="2021"
    )
    return Partner.objects.create(
        programme=programme, industry=industry, enterprise=school, kind="base", since=DAY, source="x"
    )


def _report_of(by: Identity) -> Report:
    return freeze_report(2020, why="x", by=by, today=DAY)


def _round() -> Round:
    return Round.objects.get_or_create(
        title="x", defaults={"year": 2026, "opens_on": DAY, "closes_on": DAY, "opened_on": DAY}
    )[0]


def _sample(by: Identity) -> Sample:
    return Sample.objects.get_or_create(
        title="x", cohort=2026, defaults={"size": 1, "seed_hash": "0" * 64, "committed_at": NOON, "committed_by": by}
    )[0]


def shared_things(plan: Plan, cast: Cast) -> dict[type[Model], Model]:
    """Model → a row of the group as a whole."""
    draft = small_draft()
    meeting = Meeting.objects.create(
        plan=plan, kind="consultation", period_first=date(2026, 4, 13), period_label="x", held_on=DAY
    )
    item = AgendaItem.objects.create(meeting=meeting, order=1, source="other", subject="x", why="x")
    industry = LeadIndustry.objects.create(area=cast.north, name="示例产业", since=DAY, source="x")
    segment = Segment.objects.create(industry=industry, name="示例环节", stage="middle")
    programme = Programme.objects.create(
        school=cast.south, level="secondary", specialty_code="700206", specialty_name="x", catalogue_edition="2021"
    )
    handover = Handover.objects.create(
        identity=cast.wu,
        successor=cast.lin,
        last_day=DAY,
        reason="x",
        made_by=cast.guan,
        made_at=datetime(2026, 4, 15, tzinfo=UTC),
    )
    return {
        Definition: Definition.objects.get_or_create(
            code="x",
            version=1,
            defaults={"name": "x", "spec": {"fact": "coverage", "depth": "deep"}, "valid_from": DAY},
        )[0],
        Report: _report_of(cast.chen),
        Round: _round(),
        Schedule: Schedule.objects.create(job="x", days="every", hour=6),
        Run: Run.objects.create(kind="backup"),
        Cleaning: Cleaning.objects.create(
            sweep="pupils", announced_on=DAY, acts_on=DAY, cut_off=DAY, rows=1, state="done", done_on=DAY, changed=1
        ),
        RestoreRequest: RestoreRequest.objects.create(
            what="shouwei-20260415-030000.backup",
            seal="0",
            reason="秘密",
            state="refused",
            asked_label="秘密",
            asked_at=NOON,
        ),
        LeadIndustry: industry,
        Partner: Partner.objects.create(
            programme=programme, industry=industry, enterprise=cast.works, kind="base", since=DAY, source="x"
        ),
        Sample: _sample(cast.shen),
        Programme: programme,
        Crosswalk: Crosswalk.objects.create(
            segment=segment, level="secondary", specialty_code="1", specialty_name="x", strength=2, evidence="x"
        ),
        User: cast.wu.user,
        Identity: cast.wu,
        Handover: handover,
        Delegation: Delegation.objects.create(
            identity=cast.wu, delegate=cast.lin.user, since=DAY, until=DAY, reason="x", given_at=handover.made_at
        ),
        Plan: plan,
        Membership: Membership.objects.get(organisation=cast.works),
        Organisation: cast.works,
        Edition: Edition.objects.create(catalogue="specialties", name="稿", source="x"),
        type(plan.tasks.get(number=1)): plan.tasks.get(number=1),
        PlanImport: PlanImport.objects.create(name="稿", draft=draft, as_read=draft),
        Meeting: meeting,
        AgendaItem: item,
        Decision: Decision.objects.create(
            meeting=meeting, item=item, text="x", organisation=cast.south, due_on=DAY, task=plan.tasks.get(number=1)
        ),
        Bulletin: write_bulletin(plan, by=cast.chen, today=DAY),
    }
