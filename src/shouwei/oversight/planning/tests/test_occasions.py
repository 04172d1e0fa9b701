"""Every message of this room has its kind, and those with a check are settled when their thing is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.cast import Cast

from shouwei.core.occasions import OCCASIONS, occasion_of
from shouwei.ground.notices.models import Notice
from shouwei.ground.notices.queries.needed import settled_among
from shouwei.ground.notices.workflows.tell import tell
from shouwei.oversight.planning.models import Duty, Extension, Plan, ProgressReport, SupervisionNotice

DAY = date(2026, 4, 29)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-04-29")
    settings.FILES = tmp_path


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    duty = Duty.objects.get(task__number=1, organisation=cast.north)
    Duty.objects.filter(pk=duty.pk).update(accepted_on=DAY)
    return duty


def settled() -> list[str]:
    return sorted(
        Notice.objects.filter(pk__in=settled_among(Notice.objects.select_related("to"))).values_list("key", flat=True)
    )


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("notice:5:sent", "planning-sign"),
        ("notice:5:unsigned", "planning-sign"),
        ("notice:5:closed", "planning-result"),
        ("report:1:2026-04-01:3", "planning-report"),
        ("report:1:returned", "planning-report-returned"),
        ("reports:1:2026-04-01:submitted", "planning-result"),
        ("extension:1:asked", "planning-extension"),
        ("extension:1:decided", "planning-result"),
        ("completion:1:accepted", "planning-completion"),
        ("meeting:1:held", "planning-meeting"),
        ("decision:1", "planning-meeting"),
        ("plan:1:published", "planning-plan"),
        ("export:1:done", "export"),
        ("strange", "other"),
    ],
)
def test_a_key_belongs_to_one_kind(key: str, kind: str) -> None:
    assert occasion_of(key).kind == kind


def test_a_reminder_to_report_ends_with_the_report_of_its_unit(duty: Duty, cast: Cast) -> None:
    key = f"report:{duty.task.plan_id}:2026-04-01:1"
    tell([cast.lin, cast.zhao], "请报送", key=key)
    Duty.objects.filter(organisation=cast.south).update(accepted_on=DAY)
    owed_by_both = settled()

    for own in Duty.objects.filter(organisation=cast.north, accepted_on__isnull=False):
        ProgressReport.objects.create(
            duty=own,
            period_first=date(2026, 4, 1),
            period_last=date(2026, 4, 30),
            text="x",
            written_by=cast.lin,
            state="submitted",
        )

    done = settled_among(Notice.objects.select_related("to"))
    assert (owed_by_both, [Notice.objects.get(pk=pk).to for pk in done]) == ([], [cast.lin])


def test_each_step_of_an_extension_is_settled_by_the_next(duty: Duty, cast: Cast) -> None:
    extension = Extension.objects.create(
        duty=duty, old_due_on=DAY, new_due_on=date(2027, 1, 1), reason="x", asked_on=DAY, asked_by=cast.lin
    )
    asked, endorsed = (f"extension:{extension.pk}:{step}" for step in ("asked", "endorsed"))
    tell([cast.li], "请审核", key=asked)
    first = settled()
    Extension.objects.update(state="endorsed")
    tell([cast.chen], "请审批", key=endorsed)
    second = settled()
    Extension.objects.update(state="approved")

    assert (first, second, settled()) == ([], [asked], sorted([asked, endorsed]))


def test_what_is_signed_or_gone_needs_no_signing(duty: Duty, cast: Cast) -> None:
    notice = SupervisionNotice.objects.create(
        duty=duty,
        to=cast.north,
        level="red",
        occasion="red:x",
        reason="x",
        number="督办1",
        state="sent",
        drafted_on=DAY,
        sent_on=DAY,
    )
    key = f"notice:{notice.pk}:sent"
    tell([cast.lin], "请签收", key=key)
    tell([cast.lin], "请签收", key="notice:999999:sent")
    before = settled()
    SupervisionNotice.objects.update(state="signed")

    assert (before, settled()) == (["notice:999999:sent"], sorted([key, "notice:999999:sent"]))


def test_kinds_have_words_and_say_how_they_go_out() -> None:
    assert [one.kind for one in OCCASIONS.values() if not one.label or one.kind != one.kind.lower()] == []
