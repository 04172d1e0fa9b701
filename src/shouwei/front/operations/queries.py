"""Backups that lie in the folder, the schedule with its next runs, the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from procrastinate.contrib.django.models import ProcrastinateJob

from shouwei.core.clock import now
from shouwei.ground.calendar.models import Schedule
from shouwei.ground.calendar.queries import exceptions_between
from shouwei.ground.calendar.rules.schedule import FURTHEST, Slot, next_run
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders, second_persons

from .backups.container import Manifest, read_manifest
from .backups.errors import BackupError
from .permissions import KEYS
from .rules.backups import NAME

WORDS = {
    "planning.every_morning": "起草督办单，提醒方案、目标和进展",
    "audit.every_night": "记下操作记录链的链头",
    "privacy.every_night": "清理保存期满的个人信息，提醒待答复的个人信息申请",
    "people.every_night": "清理过期的登录、验证码和设备记录",
    "desk.every_night": "把交接之后新到的事项转给接手人",
    "learners.every_night": "整理学籍的当日变化",
    "employment.every_night": "整理毕业去向的当日变化",
    "programmes.every_night": "催请企业核对校企合作",
    "indicators.every_morning": "催报数据采集，提示落后于目标路径的指标",
    "indicators.every_night": "核对指标汇总，发布当日可公开的数据",
    "operations.nightly_backup": "备份数据库和文件",
    "operations.run": "备份或校验",
    "operations.restore": "核对备份，准备恢复",
    "catalogues.load": "装入随系统提供的代码表",
    "exports.build": "生成导出文件",
    "imports.carry_on": "检查、写入导入文件",
    "tick": "每分钟检查到期的作业",
    "push": "发送消息、推送事件",
    "sweep": "清理旧作业记录",
    "revive": "重新接手中断的作业",
}


def named(job: str) -> str:
    return WORDS.get(job, job)


def approvers(asker: Identity, on: date) -> list[Identity]:
    """Who but the asking person, and who stands in for that person, may approve a restore."""
    roles = [role for role, cell in KEYS.rows["approve_restore"].cells.items() if cell]
    found = [identity for role in roles for identity in holders(role, on)]
    return second_persons(asker, found, at=now())


def folder() -> Path:
    return Path(settings.DATA) / "backups"


@dataclass(frozen=True, slots=True)
class BackupFile:
    name: str
    size: int
    manifest: Manifest | None
    """None: it cannot be read."""
    problem: str = ""

    @property
    def made_at(self) -> datetime | None:
        return datetime.fromisoformat(self.manifest.made_at) if self.manifest else None


def backup_files() -> list[BackupFile]:
    """Newest first. Only manifests are read; whether every byte is right is asked of a verification."""
    place = folder()
    names = sorted((p.name for p in place.iterdir() if NAME.fullmatch(p.name)), reverse=True) if place.is_dir() else []
    return [_backup(place / name) for name in names]


def _backup(path: Path) -> BackupFile:
    size = path.stat().st_size
    try:
        return BackupFile(path.name, size, read_manifest(path))
    except BackupError as error:
        return BackupFile(path.name, size, None, str(error))


def last_backup() -> datetime | None:
    return next((file.made_at for file in backup_files() if file.made_at), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One job of the clock as the page shows it."""

    row: Schedule
    words: str
    next_at: datetime | None
    state: str
    why: str


def schedule_lines(now: datetime) -> list[Line]:
    """Two queries for any number of jobs."""
    exceptions = exceptions_between(now.date() - timedelta(days=14), now.date() + timedelta(days=FURTHEST + 14))
    return [_line(row, now, exceptions) for row in Schedule.objects.all()]


def _line(row: Schedule, now: datetime, exceptions: Mapping[date, bool]) -> Line:
    slot = Slot(row.days, row.hour, row.minute)
    due = next_run(now, slot, row.last_run_on, exceptions) if row.is_on else None
    if row.try_at is not None and due is not None:
        due = max(due, row.try_at.astimezone(now.tzinfo))
    if not row.is_on:
        state, why = "stopped", "已停用，不会运行。"
    elif row.failures:
        state, why = "overdue", f"连续失败{row.failures}次（{row.said}），将自动重试。"
    elif row.last_run_on is None:
        state, why = "not_started", "还没有运行过。"
    else:
        state, why = "done", f"上次用时{row.took_ms / 1000:.1f}秒。"
    return Line(row, named(row.job), due, state, why)


def queue_counts() -> dict[str, int]:
    """State of the queue → number of jobs, one query."""
    rows = ProcrastinateJob.objects.values_list("status").annotate(n=Count("pk"))
    return dict(rows)


def failed_jobs() -> list[dict[str, Any]]:
    """Newest first, each with the moment it was given up."""
    given_up = Max("procrastinateevent__at", filter=Q(procrastinateevent__type="failed"))
    rows = ProcrastinateJob.objects.filter(status="failed").annotate(at=given_up).order_by("-pk")[:30]
    return [{"pk": job.pk, "words": named(job.task_name), "attempts": job.attempts, "at": job.at} for job in rows]
