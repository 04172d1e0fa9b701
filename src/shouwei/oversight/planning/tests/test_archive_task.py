"""The archive of a task: complete for those who may bind it, the same twice, and checked from outside."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.ground.documents.archive import verify_archive
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.oversight.planning.models import Difficulty, Evidence, Plan, ProgressReport, SupervisionNotice, Task
from shouwei.oversight.planning.workflows.archive_task import ARCHIVED, archive_task

DAY = date(2026, 6, 10)


@pytest.fixture
def task(plan: Plan, cast: Cast, settings: object, tmp_path: Path) -> Task:
    """A task on which something of every kind has happened, and a piece of evidence whose bytes were lost."""
    settings.FILES = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    found = plan.tasks.get(number=1)
    duty = found.duties.get(organisation=cast.north)
    report = ProgressReport.objects.create(
        duty=duty,
        period_first=date(2026, 5, 1),
        period_last=date(2026, 5, 31),
        text="已完成调研。",
        percent=40,
        state="accepted",
        written_by=cast.wu,
        submitted_on=DAY,
    )
    ProgressReport.objects.create(
        duty=duty, period_first=date(2026, 6, 1), period_last=date(2026, 6, 30), text="草稿", written_by=cast.wu
    )
    Difficulty.objects.create(duty=duty, report=report, text="缺少师资", raised_on=DAY)
    SupervisionNotice.objects.create(
        duty=duty,
        to=cast.north,
        level="amber",
        occasion="a",
        reason="滞后",
        state="sent",
        number="督〔2026〕1号",
        drafted_on=DAY,
    )
    kept = keep_file("课程表.txt", "第一周".encode(), by=cast.wu)
    lost = keep_file("照片.txt", "遗失".encode(), by=cast.wu)
    for file in (kept, lost):
        Evidence.objects.create(duty=duty, file=file, report=report, attached_on=DAY, attached_by=cast.wu)
    (tmp_path / lost.sha256[:2] / lost.sha256).unlink()
    return found


def test_it_holds_everything_and_is_whole(task: Task, cast: Cast) -> None:
    bound = archive_task(task, by=cast.li, today=DAY)

    assert verify_archive(bound) == []
    assert sorted(ZipFile(BytesIO(bound)).namelist()) == [
        "01任务基本情况.pdf",
        "02工作方案和细化举措.pdf",
        "03进展报告.pdf",
        "04督办单.pdf",
        "SHA256SUMS.txt",
        "佐证材料/北辰职校/照片.txt（缺失说明）.txt",
        "佐证材料/北辰职校/课程表.txt",
        "目录.pdf",
    ]
    assert [(e.what, e.why) for e in Event.objects.filter(on_type="planning.task", on_id=task.pk)] == [
        (ARCHIVED, "6件")
    ]


def test_the_same_day_gives_the_same_bytes(task: Task, cast: Cast) -> None:
    assert archive_task(task, by=cast.chen, today=DAY) == archive_task(task, by=cast.chen, today=DAY)


@pytest.mark.parametrize(
    ("who", "status", "events"),
    [
        ("chen", 200, 1),
        ("li", 200, 1),  # leads it
        ("zhou", 404, 0),  # leads another
        ("fang", 200, 1),
        ("shen", 200, 1),
        ("lin", 403, 0),
        ("guan", 403, 0),
        (None, 302, 0),
    ],
)
def test_who_binds_it(client: Client, task: Task, cast: Cast, who: str | None, status: int, events: int) -> None:
    if who:
        client.force_login(cast[who].user)

    assert client.get(f"/planning/tasks/{task.pk}/archive/").status_code == status
    assert not Event.objects.filter(what=ARCHIVED).exists()
    assert client.post(f"/planning/tasks/{task.pk}/archive/").status_code == status
    assert Event.objects.filter(what=ARCHIVED).count() == events
