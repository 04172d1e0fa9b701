"""What the health page looks at: facts from the machine and the database, judged by ``rules.health``."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateWorker

from shouwei.ground.calendar.models import Schedule
from shouwei.ground.documents.queries import damaged_files
from shouwei.ground.notices.models import Dispatch

from .queries import last_backup, queue_counts
from .rules import health
from .rules.backups import age_of
from .rules.health import Check


def look(now: datetime) -> list[Check]:
    """Every line of the page. A look that fails is a line too, never a broken page."""
    return [_safely(name, one, now) for name, one in LOOKS]


def _safely(name: str, one: Callable[[datetime], Check], now: datetime) -> Check:
    try:
        return one(now)
    except Exception as error:
        return Check(name, health.BAD, f"检查没有完成（{type(error).__name__}）。", "查看logs/web.log。")


def _database(now: datetime) -> Check:
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = (cursor.fetchone() or ("",))[0]
    return health.database((time.perf_counter() - begun) * 1000, str(version).split(" ")[0])


def _worker(now: datetime) -> Check:
    newest = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True).first()
    return health.worker(newest, now)


def _tick(now: datetime) -> Check:
    done = ProcrastinateEvent.objects.filter(job__task_name="tick", type="succeeded")
    return health.tick(done.order_by("-pk").values_list("at", flat=True).first(), now)


def _disk(now: datetime) -> Check:
    usage = shutil.disk_usage(settings.DATA if settings.DATA.exists() else "/")
    return health.disk(usage.free, usage.total)


def _backup(now: datetime) -> Check:
    return health.backup(*age_of(last_backup(), now))


def _mail(now: datetime) -> Check:
    waiting = Dispatch.objects.filter(way__in=["mail", "digest"], next_at__lte=now).count()
    return health.mail(settings.EMAIL_HOST, waiting)


def _failed(now: datetime) -> Check:
    return health.failed(queue_counts().get("failed", 0), Schedule.objects.filter(failures__gt=0).count())


def _files(now: datetime) -> Check:
    return health.files(damaged_files())


def _clock(now: datetime) -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there = (cursor.fetchone() or (now,))[0]
    return health.clock(there - datetime.now(there.tzinfo), os.environ.get("SHOUWEI_TODAY", ""))


def _second_wall(now: datetime) -> Check:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(bool_and(row_security_active(c.oid)), false) FROM pg_class c"
            " WHERE c.relrowsecurity AND c.relkind = 'r'"
        )
        walls, held = cursor.fetchone() or (0, False)
    return health.second_wall(walls, bool(held))


def _migrations(now: datetime) -> Check:
    executor = MigrationExecutor(connection)
    return health.migrations(len(executor.migration_plan(executor.loader.graph.leaf_nodes())))


LOOKS: tuple[tuple[str, Callable[[datetime], Check]], ...] = (
    ("数据库", _database),
    ("数据库结构", _migrations),
    ("后台作业进程", _worker),
    ("定时检查", _tick),
    ("失败作业", _failed),
    ("备份", _backup),
    ("磁盘空间", _disk),
    ("佐证文件", _files),
    ("邮件", _mail),
    ("数据隔离（第二道墙）", _second_wall),
    ("时钟", _clock),
)
