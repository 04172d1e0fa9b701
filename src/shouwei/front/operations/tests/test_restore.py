"""A restore takes two persons: one asks, another approves; until the system stands still nothing has changed."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast

from shouwei.core.acting import SYSTEM, acting_as
from shouwei.core.clock import now, today
from shouwei.core.verdict import Refused
from shouwei.front.operations.backups.container import seal_of
from shouwei.front.operations.models import RestoreRequest, Run
from shouwei.front.operations.rules.backups import may_approve_restore, may_ask_restore, may_restore
from shouwei.front.operations.workflows.ask_restore import ask_restore
from shouwei.front.operations.workflows.carry_out import carry_out
from shouwei.front.operations.workflows.decide_restore import approve_restore, stop_restore
from shouwei.front.operations.workflows.prepare_restore import ORDER, prepare_restore
from shouwei.front.operations.workflows.settle_restore import Done, settle_restore
from shouwei.front.operations.workflows.start_run import start_run
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Dispatch, Notice
from shouwei.ground.people.models import Delegation, Session

HOUR = timedelta(hours=1)
WHY = "误删了学籍"


@pytest.mark.parametrize(
    ("reason", "problem", "others", "sentence"),
    [
        ("上午误删了学籍", "", 1, ""),
        ("误删学籍了", "", 1, "至少6个字"),  # five
        ("　　　　　　", "", 1, "至少6个字"),
        ("上午误删了学籍", "文件已损坏。", 1, "文件已损坏"),
        ("上午误删了学籍", "", 0, "没有第二个人可以批准"),
    ],
)
def test_when_a_restore_may_be_asked_for(reason: str, problem: str, others: int, sentence: str) -> None:
    verdict = may_ask_restore(reason=reason, problem=problem, others=others)

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


@pytest.mark.parametrize(
    ("same", "waiting", "age", "sentence"),
    [
        (False, True, 24 * HOUR, ""),  # exactly a day
        (False, True, 24 * HOUR + timedelta(seconds=1), "超过24小时"),
        (True, True, HOUR, "不能批准自己的申请"),
        (False, False, HOUR, "已经办结"),
    ],
)
def test_when_it_may_be_approved(same: bool, waiting: bool, age: timedelta, sentence: str) -> None:
    verdict = may_approve_restore(same_person=same, waiting=waiting, age=age)

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


@pytest.mark.parametrize(
    ("approved", "persons", "age", "seals", "sentence"),
    [
        (True, (1, 2), 24 * HOUR, ("a", "a"), ""),
        (False, (1, 2), HOUR, ("a", "a"), "没有经过批准"),
        (True, (1, 1), HOUR, ("a", "a"), "不是两个人"),
        (True, (1, None), HOUR, ("a", "a"), "不是两个人"),
        (True, (1, 2), 25 * HOUR, ("a", "a"), "超过24小时"),
        (True, (1, 2), HOUR, ("a", "b"), "不是同一份"),
    ],
)
def test_it_is_asked_once_more_before_it_is_done(
    approved: bool, persons: tuple[int | None, int | None], age: timedelta, seals: tuple[str, str], sentence: str
) -> None:
    verdict = may_restore(approved=approved, persons=persons, age=age, seals=seals)

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


@pytest.fixture
def backup(settings: LazySettings, tmp_path: Path, cast: Cast) -> Path:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    with acting_as(SYSTEM):
        run = start_run(Run.Kind.BACKUP, by=cast.guan)
        assert carry_out(run.pk) == "done"
    (made,) = (tmp_path / "backups").iterdir()
    return made


def ordered(asked: RestoreRequest) -> int:
    """Jobs in the queue for this request; the queue outlives a test."""
    return ProcrastinateJob.objects.filter(task_name="operations.restore", args={"request": asked.pk}).count()


@pytest.mark.django_db(transaction=True)
def test_one_asks_and_another_approves(cast: Cast, client: Client, backup: Path) -> None:
    client.force_login(cast.guan.user)
    shown = client.get(f"/operations/backups/restore/?name={backup.name}").content.decode()
    short = client.post(f"/operations/backups/restore/?name={backup.name}", {"reason": "手误"}).content.decode()
    assert ("陈示例" in shown, "至少6个字" in short, RestoreRequest.objects.count()) == (True, True, 0)

    client.post(f"/operations/backups/restore/?name={backup.name}", {"reason": "上午误删了学籍"})
    asked = RestoreRequest.objects.get()
    alone = client.post(f"/operations/restores/{asked.pk}/approve/", follow=True).content.decode()
    again = client.post(f"/operations/backups/restore/?name={backup.name}", {"reason": "再要一次恢复"}).content.decode()
    assert ("不能批准自己的申请" in alone, "没有办结" in again) == (True, True)
    assert (RestoreRequest.objects.get().state, ordered(asked)) == ("waiting", 0)
    assert list(Notice.objects.filter(key=f"restore:{asked.pk}:asked").values_list("to", flat=True)) == [cast.chen.pk]

    client.force_login(cast.chen.user)
    client.post(f"/operations/restores/{asked.pk}/approve/")

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.seal) == ("approved", cast.chen, seal_of(backup))
    assert ordered(asked) == 1
    assert list(Event.objects.filter(on_type="operations.restorerequest").values_list("what", flat=True)) == [
        "批准恢复备份",
        "申请恢复备份",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["shen", "lin", "fang"])
def test_nobody_else_may_ask_or_approve(cast: Cast, client: Client, backup: Path, who: str) -> None:
    asked = ask_restore(backup, reason="上午误删了学籍", by=cast.guan)
    client.force_login(cast[who].user)

    statuses = [
        client.get(f"/operations/backups/restore/?name={backup.name}").status_code,
        client.post(f"/operations/restores/{asked.pk}/approve/").status_code,
        client.post(f"/operations/restores/{asked.pk}/stop/").status_code,
    ]

    asked.refresh_from_db()
    assert (statuses, asked.state, ordered(asked)) == ([403, 403, 403], "waiting", 0)


@pytest.mark.django_db(transaction=True)
def test_who_stands_in_for_the_asker_is_not_the_second_person(cast: Cast, backup: Path) -> None:
    asked = ask_restore(backup, reason="上午误删了学籍", by=cast.guan)
    Delegation.objects.create(
        identity=cast.guan, delegate=cast.chen.user, since=today(), until=today(), reason="出差", given_at=now()
    )

    with pytest.raises(Refused, match="不能批准自己的申请"):
        approve_restore(asked, by=cast.chen)

    asked.refresh_from_db()
    assert (asked.state, ordered(asked)) == ("waiting", 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        RestoreRequest.objects.update(decided_by=cast.guan)


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_it_through_keeps_what_is_there_and_calls_the_supervisor(
    cast: Cast, backup: Path, tmp_path: Path
) -> None:
    asked = approve_restore(ask_restore(backup, reason="上午误删了学籍", by=cast.guan), by=cast.chen)
    assert not (tmp_path / ORDER).exists()

    with acting_as(SYSTEM):
        state = prepare_restore(asked.pk)

    assert (state, (tmp_path / ORDER).read_text()) == ("approved", f"{asked.pk}\n")
    assert len(list((tmp_path / "backups").glob("*.backup"))) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("harm", ["damaged", "another", "gone", "one person", "stopped"])
def test_what_does_not_fit_any_more_stops_it_and_nothing_is_ordered(
    cast: Cast, backup: Path, tmp_path: Path, harm: str
) -> None:
    asked = approve_restore(ask_restore(backup, reason="上午误删了学籍", by=cast.guan), by=cast.chen)
    if harm == "damaged":
        data = bytearray(backup.read_bytes())
        data[600] ^= 1
        backup.write_bytes(data)
    elif harm == "another":
        with acting_as(SYSTEM):
            Run.objects.all().delete()
            carry_out(start_run(Run.Kind.BACKUP, by=cast.guan).pk)
        newer = max(path for path in backup.parent.iterdir() if path != backup)
        shutil.copy(newer, backup)
    elif harm == "gone":
        backup.unlink()
    elif harm == "one person":
        RestoreRequest.objects.update(decided_by=None)
    else:
        stop_restore(asked, because="看错了备份", by=cast.chen)

    with acting_as(SYSTEM):
        state = prepare_restore(asked.pk)

    assert (state, (tmp_path / ORDER).exists()) == ("refused" if harm == "stopped" else "failed", False)


@pytest.mark.django_db(transaction=True)
def test_either_may_stop_it_and_the_second_says_why(cast: Cast, client: Client, backup: Path) -> None:
    asked = ask_restore(backup, reason="上午误删了学籍", by=cast.guan)
    client.force_login(cast.chen.user)
    wordless = client.post(f"/operations/restores/{asked.pk}/stop/", follow=True).content.decode()
    assert ("退回申请请写明理由" in wordless, RestoreRequest.objects.get().state) == (True, "waiting")

    client.post(f"/operations/restores/{asked.pk}/stop/", {"because": "下午再说"})

    asked.refresh_from_db()
    assert (asked.state, asked.note, asked.decided_by) == ("refused", "下午再说", cast.chen)
    assert Notice.objects.filter(to=cast.guan, key=f"restore:{asked.pk}:refused").count() == 1
    again = ask_restore(backup, reason="下午再恢复一次", by=cast.guan)
    assert stop_restore(again, because="", by=cast.guan).state == "taken_back"


@pytest.mark.django_db(transaction=True)
def test_a_restored_house_is_told_and_nobody_is_signed_in(cast: Cast, client: Client, backup: Path) -> None:
    client.force_login(cast.chen.user)
    notice = Notice.objects.create(to=cast.lin, text="待发", key="x")
    waiting = Dispatch.objects.create(
        way="mail", notice=notice, user=cast.lin.user, key="x", day=today(), next_at=now()
    )
    run = Run.objects.create(kind="verify")
    maker = Run.objects.create(kind="backup", state="running")
    head = {"count": 7, "chain_number": 6, "chain_hash": "ab" * 32}

    with acting_as(SYSTEM):
        settle_restore(Done(backup.name, "s", WHY, "管示例", "陈示例", "2026-04-15T03:00:00+00:00", head))

    waiting.refresh_from_db()
    run.refresh_from_db()
    maker.refresh_from_db()
    assert (maker.state, maker.what) == ("done", backup.name)
    told = Event.objects.get(what="恢复备份")
    assert (waiting.state, waiting.next_at, run.state) == ("uncertain", None, "cancelled")
    assert Session.objects.count() == 0
    assert told.why == (
        "误删了学籍（申请：管示例；批准：陈示例；备份制作于2026年04月15日 11:00；"
        "替换前操作记录7条，链尾第6号abababababababab；1条当时待发的消息不再自动发出。）"
    )


@pytest.mark.django_db(transaction=True)
def test_the_page_that_watched_the_restore_goes_to_sign_in_as_a_whole(cast: Cast, client: Client, backup: Path) -> None:
    asked = ask_restore(backup, reason="上午误删了学籍", by=cast.guan)
    part = f"/operations/restores/{asked.pk}/progress/"
    watching = {"HX-Request": "true", "Referer": "http://testserver/operations/backups/"}

    answer = client.get(part, headers=watching)
    plain = client.get(part)

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/people/sign-in/?next=/operations/backups/")
    assert (plain.status_code, plain["Location"]) == (302, f"/people/sign-in/?next={part}")
