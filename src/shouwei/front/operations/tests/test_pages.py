"""The pages that keep an installation alive: who may open them, what they say, what they start."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast

from shouwei.core.acting import SYSTEM, acting_as
from shouwei.core.clock import now, today
from shouwei.core.verdict import Refused
from shouwei.front.operations.checks import look
from shouwei.front.operations.jobs import nightly_backup
from shouwei.front.operations.models import Run
from shouwei.front.operations.queries import failed_jobs
from shouwei.front.operations.rules import health
from shouwei.front.operations.rules.backups import age_of, outdated
from shouwei.front.operations.workflows import carry_out as carrying
from shouwei.front.operations.workflows.carry_out import TryAgain, carry_out
from shouwei.front.operations.workflows.start_run import start_run
from shouwei.front.operations.workflows.stop_run import stop_run
from shouwei.ground.audit.models import Event
from shouwei.ground.calendar.models import Schedule
from shouwei.ground.policies.models import Version

NOON = datetime(2026, 4, 15, 12, tzinfo=UTC)
LATEST = "shouwei-20260415-030000.backup"


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.mark.parametrize(
    ("hours", "state"), [(None, "bad"), (0, "good"), (26, "good"), (27, "warning"), (72, "warning"), (73, "bad")]
)
def test_the_age_of_a_backup_speaks(hours: int | None, state: str) -> None:
    last = None if hours is None else NOON - timedelta(hours=hours)

    assert age_of(last, NOON)[0] == state


def test_only_backups_of_ours_are_outdated() -> None:
    names = [f"shouwei-2026041{n}-030000.backup" for n in range(5)] + ["notes.txt", "shouwei-x.backup"]

    assert outdated(names, keep=3) == names[:2]
    assert outdated(names, keep=0) == []


@pytest.mark.parametrize(
    ("check", "state"),
    [
        (health.database(501, "15"), "warning"),
        (health.worker(None, NOON), "bad"),
        (health.worker(NOON - timedelta(seconds=60), NOON), "good"),
        (health.worker(NOON - timedelta(seconds=61), NOON), "bad"),
        (health.tick(NOON - timedelta(minutes=4), NOON), "bad"),
        (health.disk(1024**3, 10**12), "bad"),
        (health.disk(3 * 1024**3, 10**12), "warning"),
        (health.mail("", 0), "warning"),
        (health.failed(0, 1), "bad"),
        (health.failed(1, 0), "warning"),
        (health.clock(timedelta(seconds=-6), ""), "bad"),
        (health.clock(timedelta(0), "2019-08-01"), "warning"),
        (health.second_wall(20, False), "warning"),
        (health.migrations(1), "bad"),
    ],
)
def test_what_is_wrong_says_what_to_do(check: health.Check, state: str) -> None:
    assert (check.state, bool(check.do)) == (state, state != "good")


@pytest.mark.django_db
def test_every_look_answers_even_when_one_breaks(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def broken() -> None:
        raise OSError

    monkeypatch.setattr("shouwei.front.operations.checks.last_backup", broken)

    checks = {check.name: check for check in look(now())}

    assert checks["备份"].said == "检查没有完成（OSError）。"
    assert checks["数据库"].state in ("good", "warning")
    assert (checks["数据库结构"].state, len(checks)) == ("good", 11)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "health_", "jobs", "backups", "settings_"),
    [
        ("guan", 200, 200, 200, 200),
        ("chen", 200, 200, 200, 200),
        ("shen", 403, 403, 200, 200),
        ("lin", 403, 403, 403, 403),
    ],
)
def test_who_may_look(
    cast: Cast, client: Client, folder: Path, who: str, health_: int, jobs: int, backups: int, settings_: int
) -> None:
    client.force_login(cast[who].user)
    paths = ("", "jobs/", "backups/", "settings/")

    assert [client.get(f"/operations/{path}").status_code for path in paths] == [health_, jobs, backups, settings_]


@pytest.mark.django_db
def test_asking_for_a_backup_puts_one_job_into_the_queue(cast: Cast, client: Client, folder: Path) -> None:
    client.force_login(cast.guan.user)

    first = client.post("/operations/backups/make/")
    second = client.post("/operations/backups/make/", follow=True)

    run = Run.objects.get()
    assert (first.status_code, run.state, run.asked_by) == (302, "waiting", cast.guan)
    assert "已有一个备份作业正在进行" in second.content.decode()
    jobs = list(ProcrastinateJob.objects.filter(task_name="operations.run").values_list("args", flat=True))
    assert jobs == [{"run": run.pk}]
    nightly_backup(today())  # one is under way: the clock does not mind
    assert Run.objects.count() == 1
    client.force_login(cast.chen.user)
    assert client.post("/operations/backups/make/").status_code == 403


@pytest.mark.django_db
def test_a_failed_job_says_when_it_was_given_up(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'revive', 'doing') RETURNING id"
        )
        number = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])

    (job,) = failed_jobs()

    assert (job["pk"], job["words"]) == (number, "重新接手中断的作业")
    assert abs(job["at"] - now()) < timedelta(minutes=5)


@pytest.mark.django_db
def test_one_that_waits_is_cancelled_at_once(cast: Cast, folder: Path) -> None:
    run = start_run(Run.Kind.BACKUP, by=cast.guan)

    stop_run(run, by=cast.guan, now=now())

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert carry_out(run.pk) == ""
    assert list(folder.iterdir()) == []
    with pytest.raises(Refused, match="已经结束"):
        stop_run(run, by=cast.guan, now=now())


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_it_and_reads_it_through(cast: Cast, folder: Path, client: Client) -> None:
    for contents in (b"one", b"two"):
        name = sha256(contents).hexdigest()
        (folder.parent / "files" / name[:2]).mkdir(parents=True)
        (folder.parent / "files" / name[:2] / name).write_bytes(contents)
    with acting_as(SYSTEM):
        run = start_run(Run.Kind.BACKUP, by=cast.guan)
        ended = [carry_out(run.pk), carry_out(run.pk)]  # twice is once
        (made,) = folder.iterdir()
        look_through = start_run(Run.Kind.VERIFY, what=made.name, by=cast.guan)
        ended.append(carry_out(look_through.pk))

    run.refresh_from_db()
    look_through.refresh_from_db()
    assert (ended, run.what) == (["done", "", "done"], made.name)
    assert look_through.note.startswith("完好：")
    assert [(one.value, one.total) for one in (run, look_through)] == [
        (2, 2),
        (2, 2),
    ]  # all of it, not where it was last seen
    client.force_login(cast.guan.user)
    page = client.get("/operations/backups/").content.decode()
    assert made.name in page
    assert f'href="/operations/backups/{made.name}' not in page
    assert Event.objects.filter(what="备份完成").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_that_runs_stops_at_its_next_step_and_leaves_nothing(cast: Cast, folder: Path) -> None:
    with acting_as(SYSTEM):
        run = start_run(Run.Kind.BACKUP, by=cast.guan)
        Run.objects.update(stop_asked=True)

        assert carry_out(run.pk) == "cancelled"

    assert list(folder.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_tried_three_times_with_its_sentence(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "秘密")

    monkeypatch.setattr(carrying, "make", full)
    with acting_as(SYSTEM):
        run = start_run(Run.Kind.BACKUP, by=cast.guan)
        for _ in range(2):
            with pytest.raises(TryAgain):
                carry_out(run.pk)

        assert carry_out(run.pk) == "failed"

    run.refresh_from_db()
    assert (run.attempts, run.note) == (3, "程序出错（OSError），详情见日志。")


@pytest.mark.django_db
def test_a_file_that_is_not_there_cannot_be_verified(cast: Cast, client: Client, folder: Path) -> None:
    client.force_login(cast.guan.user)

    statuses = [client.post("/operations/backups/verify/", {"name": n}).status_code for n in ("../../x", LATEST, "")]

    assert (statuses, Run.objects.count()) == ([404, 404, 404], 0)


@pytest.mark.django_db
def test_the_hour_of_a_job_is_moved_with_a_reason(cast: Cast, client: Client) -> None:
    row = Schedule.objects.create(job="planning.every_morning", days="every", hour=6)
    client.force_login(cast.guan.user)
    form = {"days": "working", "hour": 7, "minute": 30, "is_on": "on", "why": "上班后再发"}

    client.post(f"/operations/schedule/{row.pk}/", form)
    page = client.get("/operations/jobs/").content.decode()

    row.refresh_from_db()
    assert (row.days, row.hour, row.minute, row.is_on) == ("working", 7, 30, True)
    assert "每个工作日 07:30" in page
    assert Event.objects.get().changes == {"days": ["every", "working"], "hour": [6, 7], "minute": [0, 30]}


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 6])
def test_the_list_of_jobs_costs_the_same_for_one_and_six(
    cast: Cast, client: Client, many: int, django_assert_max_num_queries: object
) -> None:
    for number in range(many):
        Schedule.objects.create(job=f"job.{number}", days="tenday", hour=6)
    client.force_login(cast.guan.user)
    client.get("/operations/jobs/")

    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture that counts
        client.get("/operations/jobs/")


@pytest.mark.django_db
def test_a_setting_is_changed_shown_and_taken_back(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)
    form = {"value": "3", "since": today().isoformat(), "why": "秘书处会议"}

    changed = client.post("/operations/settings/notice.sign_days/", form)
    wrong = client.post("/operations/settings/notice.sign_days/", form | {"value": "99"})
    page = client.get("/operations/settings/").content.decode()

    assert (changed.status_code, wrong.status_code) == (302, 200)
    assert ("秘书处会议" in page, "3个工作日" in page) == (True, True)
    assert Version.objects.count() == 1
    client.force_login(cast.shen.user)
    assert client.post("/operations/settings/notice.sign_days/", form).status_code == 403


def test_a_damaged_file_is_named_on_the_health_page_with_the_way_out() -> None:
    assert (health.files(0).state, health.files(2).state) == (health.GOOD, health.BAD)
    assert "有2份文件" in health.files(2).said
