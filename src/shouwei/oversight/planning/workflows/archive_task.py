"""Bind everything about a task into one checked archive: papers, evidence, an index and the digests of all files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from shouwei.core.text import in_words
from shouwei.ground.audit.queries import history_of
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.archive import ArchiveEntry, build_archive
from shouwei.ground.documents.official.document import Block
from shouwei.ground.documents.official.pdf import to_pdf
from shouwei.ground.documents.workflows.keep_file import path_of
from shouwei.ground.people.models import Identity

from ..models import Completion, Difficulty, Evidence, Extension, SupervisionNotice, Task
from ..papers import dossier
from ..queries.task_papers import decisions_of, duty_rows, evidence_of, measures_of, programme_of, reports_of
from ..rules.states import light_of_task

ARCHIVED = "归档卷宗"
Part = tuple[str, Sequence[Block], bool]
"""Title, what it holds, and whether it lies on its side."""


@transaction.atomic
def archive_task(task: Task, *, by: Identity, today: date) -> bytes:
    """The archive as ``by`` may read it. The same rows on the same day give the same bytes; that it was made is recorded."""
    entries = [*_papers(task, by, today), *_evidence(task, by)]
    bound = build_archive(entries, title=f"{task.plan.title}\n任务{task.number}卷宗", made_on=today)
    record(by=by, what=ARCHIVED, on=task, why=f"{len(entries)}件")
    return bound


def _papers(task: Task, by: Identity, today: date) -> Iterator[ArchiveEntry]:
    present = [part for part in _parts(task, by, today) if part[1]]
    for number, (title, blocks, wide) in enumerate(present, 1):
        paper = dossier.paper(task, title, blocks, today, wide=wide)
        yield ArchiveEntry(f"{number:02d}{title}.pdf", to_pdf(paper), title)


def _parts(task: Task, by: Identity, today: date) -> list[Part]:
    """In the order of the course of a task. Parts without content are empty and left out."""
    of_task = {"duty__task": task}
    goals = list(task.goals.order_by("year"))
    duties = duty_rows(task, by, today, goals)
    light = light_of_task((row.light.state for row in duties), stopped_on=task.stopped_on)
    leads = [str(task.lead), *map(str, task.co_leads.all())]
    programme = programme_of(task, by)
    reports = list(reports_of(task))
    raised = list(Difficulty.objects.filter(**of_task).select_related("duty__organisation").order_by("pk"))
    extensions = list(Extension.objects.filter(**of_task).select_related("duty__organisation").order_by("pk"))
    completions = list(Completion.objects.filter(**of_task).select_related("duty__organisation").order_by("pk"))
    unsent = (SupervisionNotice.State.DRAFT, SupervisionNotice.State.DROPPED)
    sent = SupervisionNotice.objects.filter(**of_task).exclude(state__in=unsent)
    notices = list(sent.select_related("to").order_by("pk"))
    decisions = decisions_of(task, by)
    # That an archive was made is not part of the course of the task; two archives of a day would differ by it.
    events = list(history_of(task).exclude(what=ARCHIVED).order_by("pk"))
    return [
        ("任务基本情况", dossier.facts(task, leads, duties, light, goals), False),
        ("工作方案和细化举措", dossier.programme(programme, measures_of(programme)) if programme else (), True),
        ("进展报告", dossier.reports(reports, raised) if reports or raised else (), True),
        ("延期和办结", dossier.closing(extensions, completions), True),
        ("督办单", dossier.notices(notices) if notices else (), True),
        ("议定事项", dossier.decisions(decisions) if decisions else (), True),
        ("办理经过", dossier.history(events, [_moment(event.at) for event in events]) if events else (), True),
    ]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{in_words(local.date())}{local:%H:%M}"


def _evidence(task: Task, by: Identity) -> Iterator[ArchiveEntry]:
    """The files as uploaded, by organisation, oldest first."""
    found: list[Evidence] = sorted(evidence_of(task, by), key=lambda item: (str(item.duty.organisation), item.pk))
    for item in found:
        kept = path_of(item.file.sha256)
        note = f"{item.duty.organisation}，{in_words(item.attached_on)}上传"
        folder = f"佐证材料/{item.duty.organisation}"
        if kept.is_file():
            yield ArchiveEntry(f"{folder}/{item.file.name}", kept.read_bytes(), note)
        else:
            said = f"原文件在归档时未能找到。文件名：{item.file.name}；SHA-256：{item.file.sha256}。请联系系统管理员从备份恢复。\n"
            yield ArchiveEntry(f"{folder}/{item.file.name}（缺失说明）.txt", said.encode(), f"{note}；原文件缺失")
