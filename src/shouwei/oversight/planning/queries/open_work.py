"""What of planning waits for one person and goes to the successor: duties seen to, drafts, measures and decisions by name."""

from __future__ import annotations

from shouwei.ground.people.models import Identity
from shouwei.ground.people.open_work import OpenWork

from ..models import Decision, Duty, Measure, PlanImport, ProgrammeDraft, ProgressReport


def open_work_of(leaver: Identity, successor: Identity) -> list[OpenWork]:
    """Only of the leaver's organisation; what is finished keeps the name of who did it."""
    place, name = leaver.organisation_id, leaver.user.name
    duties = Duty.objects.filter(organisation=place, owner=leaver.user_id, completed_on=None, stopped_on=None)
    measures = Measure.objects.filter(organisation=place, owner=name, done_on=None)
    decisions = Decision.objects.filter(organisation=place, owner=name, done_on=None)
    reports = ProgressReport.objects.filter(written_by=leaver, state__in=("draft", "returned"))
    # One draft a person and programme: where the successor has begun one, the leaver's stays as it is.
    begun = ProgrammeDraft.objects.filter(by=successor).order_by().values("programme")
    drafts = ProgrammeDraft.objects.filter(by=leaver).exclude(programme__in=begun)
    imports = PlanImport.objects.filter(uploaded_by=leaver, state="open")
    return [
        OpenWork("分担责任人", duties.select_related("task", "organisation"), "owner_id", successor.user_id),
        OpenWork("细化举措责任人", measures, "owner", successor.user.name),
        OpenWork("议定事项责任人", decisions, "owner", successor.user.name),
        OpenWork("进展草稿", reports.select_related("duty__task", "duty__organisation"), "written_by_id", successor.pk),
        OpenWork("工作方案草稿", drafts.select_related("programme__task", "by__user"), "by_id", successor.pk),
        OpenWork("待发布的方案导入", imports, "uploaded_by_id", successor.pk),
    ]
