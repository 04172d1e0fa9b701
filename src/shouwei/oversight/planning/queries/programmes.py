"""Work programmes: their measures whichever way they are kept, who may be responsible, how the whole plan stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.ground.audit.models import Event
from shouwei.ground.audit.queries import history_of
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Duty, Measure, Plan, ProgrammePart, Task, WorkProgramme
from ..permissions import KEYS
from ..rules.measures import read_day, written
from ..rules.programmes import Standing, standing_of
from .trail import sees_everything

SENT = (WorkProgramme.State.SUBMITTED, WorkProgramme.State.REGISTERED)
UNSENT = (WorkProgramme.State.DRAFT, WorkProgramme.State.RETURNED)
LATE = "late"
"""The one value of the state filter that is not a state."""


def rows_of(programme: WorkProgramme) -> list[dict[str, str]]:
    """The table as typed; taken back from the measures where a programme was entered without one."""
    if programme.rows:
        return written(programme.rows)
    return [
        {
            "text": measure.text,
            "organisation": str(measure.organisation_id),
            "owner": measure.owner,
            "due_on": measure.due_on.isoformat(),
            "deliverable": measure.deliverable,
            "evidence_rule": measure.evidence_rule,
        }
        for measure in programme.measures.all()
    ]


def owing(task: Task) -> QuerySet[Duty]:
    """Duties of members that carry the task now."""
    return task.duties.filter(accepted_on__isnull=False, stopped_on=None)


def owes(task: Task, organisation_id: int) -> bool:
    return owing(task).filter(organisation=organisation_id).exists()


def responsible_for(task: Task) -> dict[int, str]:
    """Organisation id → name of everybody who may answer for a measure: the leads first, then the members."""
    members = Organisation.objects.filter(pk__in=owing(task).values("organisation")).order_by("name_pinyin", "pk")
    return {body.pk: str(body) for body in [task.lead, *task.co_leads.all(), *members]}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A line of the printed table; ``measure`` is None as long as the programme is being drafted."""

    text: str
    organisation: str
    owner: str
    due_on: date | None
    deliverable: str
    evidence_rule: str
    measure: Measure | None = None


def lines_of(programme: WorkProgramme, names: dict[int, str]) -> list[MeasureLine]:
    """What stands in the table: the submitted measures, or the draft. ``names`` from :func:`responsible_for`."""
    if programme.state in SENT:
        measures = programme.measures.select_related("organisation", "programme")
        with acting_as_system("a programme is one paper, read whole by those who share its task"):
            return [
                MeasureLine(m.text, str(m.organisation), m.owner, m.due_on, m.deliverable, m.evidence_rule, m)
                for m in measures
            ]
    return [drafted_line(row, names) for row in rows_of(programme)]


def drafted_line(row: dict[str, str], names: dict[int, str]) -> MeasureLine:
    organisation = row["organisation"]
    return MeasureLine(
        text=row["text"],
        organisation=names.get(int(organisation), "") if organisation.isdecimal() else "",
        owner=row["owner"],
        due_on=read_day(row["due_on"]),
        deliverable=row["deliverable"],
        evidence_rule=row["evidence_rule"],
    )


@dataclass(frozen=True, slots=True)
class PartLine:
    """One member's part as the programme shows it; ``part`` is None until the member has begun."""

    organisation_id: int
    member: str
    part: ProgrammePart | None

    @property
    def label(self) -> str:
        return self.part.get_state_display() if self.part else "未编写"


def parts_of(programme: WorkProgramme) -> list[PartLine]:
    """Every member that carries the task, and those that wrote before they ceased to."""
    found = programme.parts.select_related("organisation", "programme__task")
    with acting_as_system("which members have written their part is told to all who share the task"):
        parts = {part.organisation_id: part for part in found}
        bodies = {d.organisation_id: d.organisation for d in owing(programme.task).select_related("organisation")}
    bodies |= {pk: part.organisation for pk, part in parts.items()}
    ordered = sorted(bodies.values(), key=lambda body: (body.name_pinyin, body.pk))
    return [PartLine(body.pk, str(body), parts.get(body.pk)) for body in ordered]


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One task in the status of all programmes."""

    task: Task
    programme: WorkProgramme
    leads: str
    lead_ids: tuple[int, ...]
    standing: Standing
    measures: int
    members: int
    parts_in: int
    own_part: str = ""
    """State of the part of the identity's own organisation; empty where it has none to write."""

    @property
    def parts_missing(self) -> int:
        return self.members - self.parts_in

    @property
    def is_late(self) -> bool:
        return self.standing.late > 0

    @property
    def is_sent(self) -> bool:
        return self.programme.state in SENT


def programme_rows(plan: Plan, identity: Identity, today: date) -> list[ProgrammeRow]:
    """Programmes the identity may read, of tasks that were not stopped, in the order of the plan; seven queries."""
    tasks = KEYS.within(identity, "view_programme", plan.tasks.filter(stopped_on=None))
    programmes = list(
        WorkProgramme.objects.filter(task__in=tasks)
        .select_related("task__lead")
        .prefetch_related("task__co_leads")
        .order_by("task__number")
    )
    ids = [programme.task_id for programme in programmes]
    with acting_as_system("how many members have written their part is told to all who share the task"):
        owe = Duty.objects.filter(task__in=ids, accepted_on__isnull=False, stopped_on=None)
        members = dict(owe.order_by().values_list("task").annotate(Count("pk")))
        came = Q(state__in=[ProgrammePart.State.SUBMITTED, ProgrammePart.State.ACCEPTED])
        arrived = ProgrammePart.objects.filter(came, programme__in=programmes)
        parts = dict(arrived.order_by().values_list("programme").annotate(Count("pk")))
        measures = Measure.objects.filter(programme__in=programmes)
        kept = dict(measures.order_by().values_list("programme").annotate(Count("pk")))
    own = _own_parts(ids, identity)
    return [
        _row(
            programme,
            plan,
            members.get(programme.task_id, 0),
            parts.get(programme.pk, 0),
            kept.get(programme.pk, 0),
            own,
            today,
        )
        for programme in programmes
    ]


def _own_parts(task_ids: Collection[int], identity: Identity) -> dict[int, str]:
    """Task id → how the part of the identity's own organisation stands, for the tasks it carries."""
    if not KEYS.holds(identity, "write_part"):
        return {}
    duties = Duty.objects.filter(
        task__in=task_ids, organisation=identity.organisation_id, accepted_on__isnull=False, stopped_on=None
    )
    found = dict.fromkeys(duties.values_list("task", flat=True), "未编写")
    written_parts = ProgrammePart.objects.filter(programme__task__in=found, organisation=identity.organisation_id)
    for part in written_parts.select_related("programme"):
        found[part.programme.task_id] = part.get_state_display()
    return found


def _row(
    programme: WorkProgramme, plan: Plan, members: int, parts_in: int, kept: int, own: dict[int, str], today: date
) -> ProgrammeRow:
    task = programme.task
    leads = [task.lead, *task.co_leads.all()]
    return ProgrammeRow(
        task=task,
        programme=programme,
        leads="、".join(map(str, leads)),
        lead_ids=tuple(lead.pk for lead in leads),
        standing=standing_on(programme, plan.supervised_from, today),
        measures=kept if programme.state in SENT else len(programme.rows) or kept,
        members=members,
        parts_in=min(parts_in, members),
        own_part=own.get(task.pk, ""),
    )


def standing_on(programme: WorkProgramme, supervised_from: date, today: date) -> Standing:
    """A returned programme was not complete, so only the submission that stands counts."""
    sent_on = programme.submitted_on if programme.state in SENT else None
    return standing_of(due_on=programme.due_on, sent_on=sent_on, supervised_from=supervised_from, today=today)


def chosen_rows(rows: Sequence[ProgrammeRow], *, lead: str, state: str) -> list[ProgrammeRow]:
    """The rows a filter leaves; an empty filter leaves all, an unknown value none."""
    return [
        row
        for row in rows
        if (not lead or lead in map(str, row.lead_ids))
        and (not state or (row.is_late if state == LATE else row.programme.state == state))
    ]


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands on top of the list."""

    tasks: int
    sent: int
    registered: int
    late_unsent: int
    late_sent: int
    measures: int


def totals_of(rows: Sequence[ProgrammeRow]) -> Totals:
    return Totals(
        tasks=len(rows),
        sent=sum(row.is_sent for row in rows),
        registered=sum(row.programme.state == WorkProgramme.State.REGISTERED for row in rows),
        late_unsent=sum(row.is_late and not row.is_sent for row in rows),
        late_sent=sum(row.is_late and row.is_sent for row in rows),
        measures=sum(row.measures for row in rows),
    )


def history_of_programme(programme: WorkProgramme, identity: Identity) -> QuerySet[Event]:
    """What happened to the programme, its parts and measures, newest first.

    A member reads of other members' parts only that they exist: why one was returned is not for it.
    """
    with acting_as_system("a programme is one paper, read whole by those who share its task"):
        measures = list(programme.measures.values_list("pk", flat=True))
    of_measures = Q(on_type="planning.measure", on_id__in=measures)
    of_parts = Q(on_type="planning.programmepart", on_id__in=programme.parts.values("pk"))
    if not (sees_everything(identity) or KEYS.opens(identity, "write_programme", programme.task)):
        of_parts &= Q(on_id__in=programme.parts.filter(organisation=identity.organisation_id).values("pk"))
    about = history_of(programme.task).filter(of_measures | of_parts)
    return (history_of(programme) | about).order_by("-pk")
